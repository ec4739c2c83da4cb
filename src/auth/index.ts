export { IdentityHeaders } from '../core/identity-headers';
export type { IdentityHeadersProps } from '../core/identity-headers';
export * from './oidc-provider';
export type { EntraAuthorityHost, EntraIdOptions } from './entra-id';
export type { ProviderKind } from './claims';
export type { GatewayWorkload } from './gateway-ref';
export * from './oauth2-proxy';
export type { ExtensionProvider, MachineTokenIssuer } from './oauth2-proxy-gateway';
export { DEX_IMAGE, OAUTH2_PROXY_IMAGE } from './images';
