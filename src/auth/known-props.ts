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

const GATEWAY: PropShapes<GatewayWorkload> = { namespace: 'value?', labels: 'object?' };

const PROVIDER = { made: ['discovery', 'an OidcProvider, such as OidcProvider.entraId({ ... })'] } as const;

/** The properties of OAuth2Proxy. */
export const OAUTH2_PROXY: PropShapes<OAuth2ProxyProps> = {
  provider: PROVIDER,
  host: 'value',
  cookieSecret: 'secret',
  routes: 'object?',
  gateway: { 'fields?': GATEWAY },
  headers: 'object?',
  skipAuth: 'texts?',
  machineTokens: { 'each?': MACHINE_TOKENS },
  emailDomains: 'texts?',
  allowedGroups: 'texts?',
  apiRoutes: 'texts?',
  whitelistDomains: 'texts?',
  redirectUrl: 'value?',
  cookieExpire: 'value?',
  cookieRefresh: 'value?',
  cookieName: 'value?',
  signInPage: 'value?',
  trustedProxies: 'texts?',
  caBundle: 'object?',
  replicas: 'value?',
  name: 'value?',
  image: 'value?',
  imagePullSecrets: 'texts?',
  placement: PLACEMENT,
  resources: 'object?',
};

/** The properties of AuthService. */
export const AUTH_SERVICE: PropShapes<AuthServiceProps> = {
  provider: PROVIDER,
  host: 'value',
  image: 'value?',
  version: 'value?',
  routes: 'object?',
  gateway: { 'fields?': GATEWAY },
  headers: 'object?',
  prefix: 'value?',
  redirectUrl: 'value?',
  skipAuth: 'texts?',
  redis: 'object?',
  storage: 'object?',
  replicas: 'value?',
  caBundle: 'object?',
  settings: 'object?',
  allowedHeaders: 'texts?',
  upstreamHeaders: 'texts?',
  timeout: 'value?',
  user: 'value?',
  imagePullSecrets: 'texts?',
  placement: PLACEMENT,
  resources: 'object?',
  edition: 'value?',
};

/** The properties of Dex. */
export const DEX: PropShapes<DexProps> = {
  host: 'value',
  clients: { 'each?': DEX_CLIENT },
  connectors: { 'eachMade?': ['toConfig', 'a DexConnector, such as DexConnector.microsoft({ ... })'] },
  users: { 'each?': DEX_USER },
  storage: 'object?',
  issuer: 'value?',
  routes: 'object?',
  approvalScreen: 'value?',
  idTokenLifetime: 'value?',
  logLevel: 'value?',
  replicas: 'value?',
  image: 'value?',
  imagePullSecrets: 'texts?',
  placement: PLACEMENT,
  resources: 'object?',
  networkPolicy: 'object?',
  edition: 'value?',
};
