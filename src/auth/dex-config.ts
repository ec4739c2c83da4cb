import { fail, requireMatch } from '../core/fail';
import type { SecretSource } from '../core/secret/secret-source';
import type { Dex, DexClient, DexProps, DexUser } from './dex';
import type { DexStorage } from './dex-storage';

/** Dex's configuration, and the variables that it names. */
export interface DexConfig {
  readonly config: Readonly<Record<string, unknown>>;
  readonly secretEnv: Readonly<Record<string, SecretSource>>;
}

/** Makes the file `config.yaml`, in which no value of a secret stands. */
export function dexConfig(dex: Dex, props: DexProps, storage: DexStorage): DexConfig {
  const { clients = [], connectors = [], users = [], approvalScreen = false } = props;
  if (clients.length === 0) throw fail(dex, 'clients is missing, allowed is at least one program to sign in to');
  if (connectors.length === 0 && users.length === 0)
    throw fail(dex, 'neither connectors nor users are given, so that nobody can sign in; allowed is at least one');
  clients.forEach((client) => requireClient(dex, client));
  requireUnique(
    dex,
    'connectors',
    connectors.map(({ id }) => id),
  );
  users.forEach((user, index) => {
    requireMatch(dex, `users[${index}].email`, user.email, /^\S+@\S+$/, 'an address such as ann@example.com');
    for (const field of ['username', 'userId'] as const)
      requireMatch(dex, `users[${index}].${field}`, user[field], /\S/, 'text that is not empty');
  });
  requireUnique(
    dex,
    'users',
    users.map(({ userId }) => userId),
  );
  requireUnique(
    dex,
    'users',
    users.map(({ email }) => email.toLowerCase()),
  );
  const secretEnv: Record<string, SecretSource> = { ...storage.secretEnv };
  for (const connector of connectors) Object.assign(secretEnv, connector.secretEnv);
  const config = {
    issuer: dex.issuer,
    storage: storage.config,
    web: { http: '0.0.0.0:5556' },
    telemetry: { http: '0.0.0.0:5558' },
    logger: { level: props.logLevel ?? 'info', format: 'json' },
    oauth2: { skipApprovalScreen: !approvalScreen },
    expiry: { idTokens: props.idTokenLifetime ?? '24h' },
    enablePasswordDB: users.length > 0,
    ...(users.length > 0 && { staticPasswords: users.map((user, index) => passwordOf(user, index, secretEnv)) }),
    ...(connectors.length > 0 && { connectors: connectors.map((connector) => connector.toConfig(dex.callbackUrl)) }),
    staticClients: clients.map((client, index) => clientOf(client, index, secretEnv)),
  };
  return { config, secretEnv };
}

function passwordOf(
  { email, username, userId, hash }: DexUser,
  index: number,
  secretEnv: Record<string, SecretSource>,
) {
  const hashFromEnv = numbered('DEX_USER_PASSWORD', index);
  secretEnv[hashFromEnv] = hash;
  return { email, hashFromEnv, username, userID: userId };
}

function clientOf(
  { id, secret, redirectUris, name }: DexClient,
  index: number,
  secretEnv: Record<string, SecretSource>,
) {
  const [idEnv, clientSecretEnv] = [numbered('OIDC_CLIENT_ID', index), numbered('OIDC_CLIENT_SECRET', index)];
  if (typeof id === 'object') secretEnv[idEnv] = id;
  secretEnv[clientSecretEnv] = secret;
  return {
    ...(typeof id === 'object' ? { idEnv } : { id }),
    redirectURIs: [...redirectUris],
    name,
    secretEnv: clientSecretEnv,
  };
}

/** The first has the name that Kubeflow gives it. */
function numbered(name: string, index: number): string {
  return index === 0 ? name : `${name}_${index + 1}`;
}

function requireClient(dex: Dex, { name, redirectUris }: DexClient): void {
  if (redirectUris.length === 0)
    throw fail(dex, `client '${name}' has no redirectUris, so that nobody comes back from signing in`);
  for (const uri of redirectUris) {
    if (/^https:\/\/[^*\s#]+$/.test(uri) || /^\/[^/*\s#][^*\s#]*$/.test(uri)) continue;
    throw fail(
      dex,
      `client '${name}' has the redirect URI '${uri}', allowed are whole https URLs, or paths of the same host such as /oauth2/callback`,
    );
  }
}

function requireUnique(dex: Dex, option: string, values: readonly string[]): void {
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  if (twice !== undefined) throw fail(dex, `${option} has '${twice}' twice`);
}
