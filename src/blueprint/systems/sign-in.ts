import { OAuth2Proxy } from '../../auth/oauth2-proxy';
import { OidcProvider } from '../../auth/oidc-provider';
import type { SignInConfig } from '../config/sign-in';
import { at, requireOne } from '../context';
import type { Context } from '../context';
import { ConfigError } from '../problem';
import { dexProvider } from './dex';

/** The keys of what a message calls otherwise. */
const KEYS = {
  caBundle: ['oidc', 'caBundle'],
  'caBundle.configMap': ['oidc', 'caBundle', 'configMap'],
  'caBundle.secret': ['oidc', 'caBundle', 'secret'],
  'caBundle.key': ['oidc', 'caBundle', 'key'],
};

/** Sign-in at the gateway. */
export function signIn(context: Context): void {
  const config = context.config.signIn;
  if (!config) return;
  const { gateway } = context.config;
  if (!gateway)
    throw new ConfigError([{ path: ['signIn'], message: 'is given without gateway, through which users come' }]);
  const build = (): void => {
    const proxy = new OAuth2Proxy(context.chart('50-sign-in', context.signInNamespace), 'oauth2-proxy', {
      provider: providerOf(context, config, gateway.host),
      host: gateway.host,
      cookieSecret: context.secret(config.cookieSecret, ['signIn', 'cookieSecret']),
      allowedGroups: config.allowedGroups,
      routes: context.routes,
      caBundle: config.oidc?.caBundle,
    });
    context.logoutPath = proxy.logoutPath;
  };
  at(['signIn'], build, KEYS);
}

function providerOf(context: Context, config: SignInConfig, host: string): OidcProvider {
  const { entraId, oidc, dex } = config;
  requireOne(config, ['entraId', 'oidc', 'dex'], ['signIn']);
  if (dex) return dexProvider(context, dex, host);
  if (entraId)
    return at(['signIn', 'entraId'], () =>
      OidcProvider.entraId({
        ...entraId,
        clientSecret: context.secret(entraId.clientSecret, ['signIn', 'entraId', 'clientSecret']),
      }),
    );
  const { clientSecret, caBundle: _caBundle, ...options } = oidc!;
  if (isOfCluster(options.issuer))
    throw new ConfigError([
      {
        path: ['signIn', 'oidc', 'issuer'],
        message: `is '${options.issuer}', to which no browser outside of the cluster can go; allowed is the address that users see, and signIn.dex for a Dex in the cluster`,
      },
    ]);
  return at(['signIn', 'oidc'], () =>
    OidcProvider.generic({
      ...options,
      clientSecret: context.secret(clientSecret, ['signIn', 'oidc', 'clientSecret']),
    }),
  );
}

/** Whether a URL is that of a Service: users are sent to the provider, and their browsers know no names of the cluster. */
function isOfCluster(url: string): boolean {
  return /^https?:\/\/[^/:]+\.svc(\.[^/:]+)?([:/]|$)/.test(url);
}
