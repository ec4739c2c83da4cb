import { PEER } from '../core/network/peers';
import { RESOURCES } from '../core/pod/known-props';
import { HEADERS, ROUTES, TEXTS } from '../core/prop-words';
import { PLACEMENT } from '../core/require-props';
import type { PropShapes } from '../core/require-props';
import type { OAuth2ProxyProps } from './oauth2-proxy';
import type { AuthServiceProps } from './auth-service';
import type { DexClient, DexProps, DexUser } from './dex';
import type { GatewayWorkload } from './gateway-ref';
import type { MachineTokenIssuer } from './oauth2-proxy-gateway';

const DEX_CLIENT: PropShapes<DexClient> = { id: 'value', secret: 'secret', redirectUris: 'texts', name: 'text' };

const DEX_USER: PropShapes<DexUser> = { email: 'text', username: 'text', userId: 'text', hash: 'secret' };

const MACHINE_TOKENS: PropShapes<MachineTokenIssuer> = {
  issuer: 'text',
  audiences: 'texts',
  jwksUri: 'text?',
  userIdClaim: 'text?',
  groupsClaim: 'text?',
};

const GATEWAY: PropShapes<GatewayWorkload> = { namespace: 'value?', labels: TEXTS };

const PROVIDER = { made: ['discovery', 'an OidcProvider, such as OidcProvider.entraId({ ... })'] } as const;

/** The properties of OAuth2Proxy. */
export const OAUTH2_PROXY: PropShapes<OAuth2ProxyProps> = {
  provider: PROVIDER,
  host: 'value',
  cookieSecret: 'secret',
  routes: ROUTES,
  gateway: { 'fields?': GATEWAY },
  headers: HEADERS,
  skipAuth: 'texts?',
  machineTokens: { 'each?': MACHINE_TOKENS },
  emailDomains: 'texts?',
  allowedGroups: 'texts?',
  apiRoutes: 'texts?',
  whitelistDomains: 'texts?',
  redirectUrl: 'text?',
  cookieExpire: 'text?',
  cookieRefresh: 'text?',
  cookieName: 'value?',
  signInPage: 'boolean?',
  trustedProxies: 'texts?',
  caBundle: { 'object?': 'an object of key and of configMap or secret' },
  replicas: 'value?',
  name: 'value?',
  image: 'value?',
  imagePullSecrets: 'texts?',
  placement: PLACEMENT,
  resources: { 'fields?': RESOURCES },
};

/** The properties of AuthService. */
export const AUTH_SERVICE: PropShapes<AuthServiceProps> = {
  provider: PROVIDER,
  host: 'value',
  image: 'value?',
  version: 'value?',
  routes: ROUTES,
  gateway: { 'fields?': GATEWAY },
  headers: HEADERS,
  prefix: 'text?',
  redirectUrl: 'text?',
  skipAuth: 'texts?',
  redis: { 'fields?': { address: 'value?', password: 'secret?', database: 'value?' } },
  storage: { 'fields?': { size: 'value?', storageClassName: 'value?' } },
  replicas: 'value?',
  caBundle: { 'object?': 'an object of key and of configMap or secret' },
  settings: { 'object?': "an object of AuthService's own settings, such as { logLevel: 'INFO' }" },
  allowedHeaders: 'texts?',
  upstreamHeaders: 'texts?',
  timeout: 'text?',
  user: 'value?',
  imagePullSecrets: 'texts?',
  placement: PLACEMENT,
  resources: { 'fields?': RESOURCES },
  edition: 'value?',
};

/** The properties of Dex. */
export const DEX: PropShapes<DexProps> = {
  host: 'value',
  clients: { 'each?': DEX_CLIENT },
  connectors: { 'eachMade?': ['toConfig', 'a DexConnector, such as DexConnector.microsoft({ ... })'] },
  users: { 'each?': DEX_USER },
  storage: { 'made?': ['config', 'a DexStorage, such as DexStorage.postgres({ ... })'] },
  issuer: 'text?',
  routes: ROUTES,
  approvalScreen: 'boolean?',
  idTokenLifetime: 'text?',
  logLevel: 'value?',
  replicas: 'value?',
  image: 'value?',
  imagePullSecrets: 'texts?',
  placement: PLACEMENT,
  resources: { 'fields?': RESOURCES },
  networkPolicy: { 'fields?': { allowFrom: { each: PEER } } },
  edition: 'value?',
};
