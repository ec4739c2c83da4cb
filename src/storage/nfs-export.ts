import type { Construct } from 'constructs';
import { isIP } from 'net';
import { fail, requireMatch } from '../core/fail';

/** A directory that an NFS server exports, as nodes reach it. */
export interface NfsExport {
  /** The address of the server: an IP, or a name that the nodes themselves resolve, which those of the cluster's DNS are not. */
  readonly server: string;
  /** The exported directory, such as `/`. */
  readonly path: string;
  /**
   * The versions of the protocol that the server speaks.
   * @default - unknown; every mount option is taken
   */
  readonly versions?: readonly string[];
}

/** What the address of a server and the directory that it exports must look like. */
export const EXPORT_PATTERNS = { server: /^[A-Za-z0-9]([A-Za-z0-9.:-]*[A-Za-z0-9])?$/, path: /^\/\S*$/ } as const;

/** Fails unless a node can reach the server by its address. */
export function requireExport(construct: Construct, { server, path }: NfsExport): void {
  requireMatch(construct, 'server', server ?? '', EXPORT_PATTERNS.server, 'an IP or a name that nodes resolve');
  // The mount is made by the node, whose resolver does not ask the cluster's DNS.
  if (isIP(server) === 0 && /\.svc(\.|$)/.test(server))
    throw fail(
      construct,
      `server is '${server}', a name of the cluster's DNS, which the nodes do not ask; allowed is the Service's clusterIP`,
    );
  requireMatch(construct, 'path', path ?? '', EXPORT_PATTERNS.path, 'an absolute path such as /');
}

/** Fails where an option asks the server for a version that it does not speak: it answers `access denied` (ANS-23). */
export function requireMountOptions(construct: Construct, { versions }: NfsExport, options: readonly string[]): void {
  for (const option of options) {
    requireMatch(construct, 'mountOptions', option, /^[^\s,]+$/, 'one option each, such as hard');
    const asked = /^(?:nfs)?vers=(.+)$/.exec(option)?.[1];
    if (asked === undefined || versions === undefined) continue;
    if (versions.some((version) => asked === version || asked === version.split('.')[0])) continue;
    throw fail(
      construct,
      `mountOptions has '${option}', and the server speaks ${versions.join(', ')}; it would answer 'access denied'`,
    );
  }
}
