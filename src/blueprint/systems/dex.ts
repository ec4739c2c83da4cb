import { Dex } from '../../auth/dex';
import type { DexUser } from '../../auth/dex';
import { DexConnector } from '../../auth/dex-connector';
import { OidcProvider } from '../../auth/oidc-provider';
import { NetworkPeers } from '../../core/network/peers';
import type { DexConfig, DexConnectorConfig } from '../config/sign-in';
import { at, requireOne } from '../context';
import type { Context } from '../context';
import { ConfigError } from '../problem';
import type { ConfigPath } from '../problem';

const PATH: ConfigPath = ['signIn', 'dex'];

/** The namespace of a Dex that is made here. */
export const DEX_NAMESPACE = 'auth';

/** Whether Dex is made here, and is not that of Kubeflow's own manifests. */
export function makesDex({ connectors, users }: DexConfig): boolean {
  return connectors !== undefined || users !== undefined;
}

/** The provider that Dex is: one that is made here, or one that is there. */
export function dexProvider(context: Context, config: DexConfig, host: string): OidcProvider {
  const { clientId, issuer, namespace, userIdClaim } = config;
  const clientSecret = context.secret(config.clientSecret, [...PATH, 'clientSecret']);
  if (!makesDex(config)) {
    if (namespace !== undefined) throw only('namespace', 'goes with connectors or users, which make a Dex here');
    return at(PATH, () => OidcProvider.dex({ host, issuer, clientId, clientSecret, userIdClaim }));
  }
  if (issuer !== undefined)
    throw only('issuer', 'is that of a Dex that is there, and connectors or users make one here');
  return at(PATH, () => dex(context, config, host).provider({ clientId, clientSecret, userIdClaim }));
}

function dex(context: Context, config: DexConfig, host: string): Dex {
  const { clientId, namespace = DEX_NAMESPACE } = config;
  const client = {
    id: clientId,
    name: 'oauth2-proxy',
    // A source is bound to one chart; the pods of Dex have a namespace of their own.
    secret: context.secret(config.clientSecret, [...PATH, 'clientSecret']),
    redirectUris: [`https://${host}/oauth2/callback`],
  };
  const allowFrom = [NetworkPeers.namespace(context.signInNamespace)];
  return new Dex(context.chart('45-dex', namespace), 'dex', {
    host,
    clients: [client],
    connectors: Object.entries(config.connectors ?? {}).map(([id, one]) => connectorOf(context, id, one)),
    users: config.users?.map((user, index): DexUser => {
      return { ...user, hash: context.secret(user.hash, [...PATH, 'users', index, 'hash']) };
    }),
    routes: context.routes,
    ...(context.networkPolicies && { networkPolicy: { allowFrom } }),
  });
}

function connectorOf(context: Context, id: string, config: DexConnectorConfig): DexConnector {
  const path = [...PATH, 'connectors', id];
  const { microsoft, oidc } = config;
  requireOne(config, ['microsoft', 'oidc'], path);
  const secretOf = (kind: string, one: { clientSecret: Parameters<Context['secret']>[0] }) =>
    context.secret(one.clientSecret, [...path, kind, 'clientSecret']);
  if (microsoft)
    return at([...path, 'microsoft'], () =>
      DexConnector.microsoft({ id, ...microsoft, clientSecret: secretOf('microsoft', microsoft) }),
    );
  return at([...path, 'oidc'], () => DexConnector.oidc({ id, ...oidc!, clientSecret: secretOf('oidc', oidc!) }));
}

function only(key: string, message: string): ConfigError {
  return new ConfigError([{ path: [...PATH, key], message }]);
}
