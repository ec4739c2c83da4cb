import type { Construct } from 'constructs';
import { fail } from '../core/fail';
import type { IRouteTable } from '../core/route';
import { hostProblem, hostsCover } from './web-address';

/** What decides where a provider sends users back to. */
export interface CallbackProps {
  /** The host that users type. */
  readonly host: string;
  /** The path below which sign-in answers, such as `/authservice/`. */
  readonly prefix: string;
  /** What is below the prefix. */
  readonly path: string;
  /** What the caller gave. */
  readonly redirectUrl?: string;
  /** Whether the program answers at the one derived path alone, and at no other below the prefix. */
  readonly fixed: boolean;
}

/**
 * Where a provider sends users back to: derived from host and prefix, or what is given where it agrees with both.
 *
 * @throws with both ends where they disagree; the users would be sent to sign in again and again
 */
export function callbackUrl(construct: Construct, props: CallbackProps): string {
  const { host, prefix, path, redirectUrl, fixed } = props;
  const problem = hostProblem(host);
  if (problem !== undefined) throw fail(construct, `host ${problem}`);
  const derived = `https://${host}${prefix}${path}`;
  if (redirectUrl === undefined || redirectUrl === derived) return derived;
  let url: URL;
  try {
    url = new URL(redirectUrl);
  } catch {
    throw fail(construct, `redirectUrl is '${redirectUrl}', allowed is ${derived}`);
  }
  if (url.origin !== new URL(derived).origin)
    throw fail(construct, `redirectUrl '${redirectUrl}' is not on https://${host}, allowed is ${derived}`);
  if (!url.pathname.startsWith(prefix) || url.pathname === prefix) {
    throw fail(
      construct,
      `redirectUrl '${redirectUrl}' has the path '${url.pathname}', which is not below the prefix '${prefix}'; allowed is ${derived}`,
    );
  }
  if (fixed) throw fail(construct, `redirectUrl is '${redirectUrl}', and the program answers only at ${derived}`);
  if (url.search !== '' || url.hash !== '')
    throw fail(construct, `redirectUrl '${redirectUrl}' has a query or a fragment, allowed is ${derived}`);
  return redirectUrl;
}

/** Fails where the gateway that the routes are for does not take requests for the host. */
export function requireHostOf(construct: Construct, routes: IRouteTable | undefined, host: string): void {
  if (routes === undefined || hostsCover(routes.hosts, host)) return;
  throw fail(
    construct,
    `host is '${host}', and the routes are for ${routes.hosts.join(', ')}; give both the same host`,
  );
}
