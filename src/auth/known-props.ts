import type { PropShapes } from '../core/require-props';
import type { OAuth2ProxyProps } from './oauth2-proxy';
import type { AuthServiceProps } from './auth-service';
import type { DexProps } from './dex';

/** The properties of OAuth2Proxy. */
export const OAUTH2_PROXY: PropShapes<OAuth2ProxyProps> = {
  provider: 'object',
  host: 'value',
  cookieSecret: 'secret',
  routes: 'object?',
  gateway: 'object?',
  headers: 'object?',
  skipAuth: 'list?',
  machineTokens: 'list?',
  emailDomains: 'list?',
  allowedGroups: 'list?',
  apiRoutes: 'list?',
  whitelistDomains: 'list?',
  redirectUrl: 'value?',
  cookieExpire: 'value?',
  cookieRefresh: 'value?',
  cookieName: 'value?',
  signInPage: 'value?',
  trustedProxies: 'list?',
  caBundle: 'object?',
  replicas: 'value?',
  name: 'value?',
  image: 'value?',
  imagePullSecrets: 'list?',
  placement: 'object?',
  resources: 'object?',
};

/** The properties of AuthService. */
export const AUTH_SERVICE: PropShapes<AuthServiceProps> = {
  provider: 'object',
  host: 'value',
  image: 'value?',
  version: 'value?',
  routes: 'object?',
  gateway: 'object?',
  headers: 'object?',
  prefix: 'value?',
  redirectUrl: 'value?',
  skipAuth: 'list?',
  redis: 'object?',
  storage: 'object?',
  replicas: 'value?',
  caBundle: 'object?',
  settings: 'object?',
  allowedHeaders: 'list?',
  upstreamHeaders: 'list?',
  timeout: 'value?',
  user: 'value?',
  imagePullSecrets: 'list?',
  placement: 'object?',
  resources: 'object?',
  edition: 'value?',
};

/** The properties of Dex. */
export const DEX: PropShapes<DexProps> = {
  host: 'value',
  clients: 'list?',
  connectors: 'list?',
  users: 'list?',
  storage: 'object?',
  issuer: 'value?',
  routes: 'object?',
  approvalScreen: 'value?',
  idTokenLifetime: 'value?',
  logLevel: 'value?',
  replicas: 'value?',
  image: 'value?',
  imagePullSecrets: 'list?',
  placement: 'object?',
  resources: 'object?',
  networkPolicy: 'object?',
  edition: 'value?',
};
