/** Who asks: the name and the groups that the API server knows of a request. */
export interface Identity {
  /** The user name; that of a service account is `system:serviceaccount:NAMESPACE:NAME`. */
  readonly user: string;
  readonly groups: readonly string[];
}

/** The group of the API server's own superusers, whom no policy can refuse. */
export const MASTERS = 'system:masters';

const ACCOUNT = 'system:serviceaccount:';

/**
 * Who a user name is, with the groups that the API server itself adds: those of its namespace for a service account, and
 * `system:authenticated` for anyone but `system:anonymous`.
 *
 * @param groups those that its certificate, its token or `--as-group` names beside them
 */
export function userIdentity(user: string, groups: readonly string[] = []): Identity {
  if (user === 'system:anonymous') return { user, groups: unique(['system:unauthenticated', ...groups]) };
  const account = accountOf(user);
  const own = account ? ['system:serviceaccounts', `system:serviceaccounts:${account.namespace}`] : [];
  return { user, groups: unique([...own, 'system:authenticated', ...groups]) };
}

/** Who a service account is. */
export function accountIdentity(namespace: string, name: string, groups: readonly string[] = []): Identity {
  return userIdentity(accountUser(namespace, name), groups);
}

/** The user name of a service account. */
export function accountUser(namespace: string, name: string): string {
  return `${ACCOUNT}${namespace}:${name}`;
}

/** The service account of a user name; `undefined` where it is another user. */
export function accountOf(user: string): { readonly namespace: string; readonly name: string } | undefined {
  if (!user.startsWith(ACCOUNT)) return undefined;
  const parts = user.slice(ACCOUNT.length).split(':');
  const [namespace = '', name = ''] = parts;
  return parts.length === 2 && namespace !== '' && name !== '' ? { namespace, name } : undefined;
}

function unique(groups: readonly string[]): string[] {
  return [...new Set(groups)];
}
