export { ClusterAutoscaler } from './cluster-autoscaler';
export type { ClusterAutoscalerProps, Expander } from './cluster-autoscaler';
export { EcrCredentials } from './ecr-credentials';
export type { EcrAccess, EcrCredentialsProps } from './ecr-credentials';
export { AWS_CLI_IMAGE, autoscalerImage, kubectlImage } from './images';
export { PullSecret } from './pull-secret';
export type { ExternalPullSecretOptions, RegistryLogin, RemoteValue, SealedPullSecretOptions } from './pull-secret';
export { RegistryCredentials } from './registry-credentials';
export type { RegistryCredentialsProps } from './registry-credentials';
