import type { Construct } from 'constructs';
import { fail } from '../core/fail';
import type { OidcProvider } from './oidc-provider';
import { providerPath } from './pod-parts';

/** What would let everybody in: nothing, a slash, or a pattern for everything. */
const EVERYTHING = /^\^?[/.*$]*$/;

/**
 * The problem of a path that is let through without signing in, in words that follow the path; `undefined` where there is none.
 * It ends in `/` and so means all below, for `/dex` as a prefix also takes `/dexter`.
 */
export function skipPathProblem(path: string): string | undefined {
  if (EVERYTHING.test(path)) return 'covers every path and so turns sign-in off, allowed are prefixes such as /dex/';
  if (!/^\/(?!\/)[A-Za-z0-9._~/-]*\/$/.test(path) || /\/\.{0,2}\//.test(path))
    return "is not allowed, allowed are prefixes that begin and end with '/', of letters, digits, '-', '_', '.' and '~', such as /dex/";
  return undefined;
}

/** The paths that are let through: that of a provider that is Dex, without which nobody could sign in, and those given; one of each. */
export function skipPaths(
  construct: Construct,
  provider: OidcProvider,
  paths: readonly string[] = [],
): readonly string[] {
  for (const path of paths) {
    const problem = skipPathProblem(path);
    if (problem !== undefined) throw fail(construct, `skipAuth '${path}' ${problem}`);
  }
  return [...new Set([...(provider.kind === 'dex' ? [providerPath(provider)] : []), ...paths])];
}
