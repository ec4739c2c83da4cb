export type {
  AzureBlobOptions,
  MinioBackend,
  MinioGatewayBackend,
  ObjectStoreBackend,
  S3ProxyBackend,
  SeaweedFsBackend,
  VersityGwBackend,
  VolumeOptions,
} from './backend';
export type { ObjectStoreMesh } from './mesh-policy';
export { ObjectStore } from './object-store';
export type { ObjectStoreProps } from './object-store';
