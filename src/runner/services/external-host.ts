import { fail, requireInteger } from '../../core/fail';
import type { Construct } from 'constructs';
import { dns1123Subdomain } from '../../facts/names';

/** A server outside of the cluster. */
export interface ExternalHost {
  /** A DNS name or an IPv4 address, without scheme, user and port. */
  readonly host: string;
  /** 1 to 65535. */
  readonly port: number;
}

/** Names that mean the pod itself, or something in its own cluster. */
const INSIDE = /^(localhost|127\.\d+\.\d+\.\d+)$|\.(svc|cluster\.local)$|\.svc\./;

/** Fails unless pods of the cluster can reach a server by this host and port, as far as their text tells. */
export function requireExternalHost(construct: Construct, { host: text = '', port }: Partial<ExternalHost>): void {
  if (/[/@:\s]/.test(text))
    throw fail(
      construct,
      `host is '${withoutUser(text)}', allowed is a DNS name or an address alone, without scheme, user and port`,
    );
  const problem = dns1123Subdomain(text);
  if (problem !== undefined) throw fail(construct, `host '${text}' ${problem}`);
  if (INSIDE.test(text)) throw fail(construct, `host is '${text}', which is no server outside of the cluster`);
  requireInteger(construct, 'port', port, 1, 65535);
}

/** An error must not repeat a password. */
function withoutUser(text: string): string {
  return text.replace(/[^/@\s]*@/, '...@');
}
