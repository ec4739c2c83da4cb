export { DashboardSettings } from './dashboard-settings';
export type { DashboardSettingsProps } from './dashboard-settings';
export { GpuToleration } from './gpu-toleration';
export type { GpuTolerationProps } from './gpu-toleration';
export { NotebookSpawner } from './notebook-spawner';
export type { NotebookSpawnerProps } from './notebook-spawner';
export { ObjectStore } from './object-store';
export type {
  AzureBlobOptions,
  MinioBackend,
  MinioGatewayBackend,
  ObjectStoreBackend,
  ObjectStoreMesh,
  ObjectStoreProps,
  S3ProxyBackend,
  SeaweedFsBackend,
  VersityGwBackend,
  VolumeOptions,
} from './object-store';
export { PipelineAccess } from './pipeline-access';
export type { PipelineAccessProps } from './pipeline-access';
export { PodDefault } from './pod-default';
export type { PodDefaultAdditions, PodDefaultProps } from './pod-default';
export { Profile } from './profile';
export type { ProfileProps, ProfileQuota } from './profile';
