export * from './front-door';
export type { FrontDoorProps, TlsSecret } from './front-door-props';
export type { AzureLoadBalancer } from './azure-load-balancer';
export type { CertificateOptions, PrivateKeyOptions } from './certificate';
export { Issuer } from './issuer';
export type { IssuerReference } from './issuer';
export type { AcmeAzureDnsOptions } from './acme-azure-dns';
export type { SelfSignedCaOptions } from './self-signed-ca';
