import { PLACEMENT, POOL } from '../core/require-props';
import { PEER } from '../core/network/peers';
import { TOLERATION } from '../core/pod/known-props';
import type { PropShapes } from '../core/require-props';
import type { DashboardSettingsProps } from './dashboard-settings';
import type { PodDefaultProps } from './pod-default';
import type { GpuTolerationProps } from './gpu-toleration';
import type { NotebookSpawnerProps } from './notebook-spawner';
import type { ObjectStoreProps } from './object-store/object-store';
import type { PipelineAccessProps } from './pipeline-access';
import type { ProfileProps } from './profile';

/** The properties of DashboardSettings. */
export const DASHBOARD_SETTINGS: PropShapes<DashboardSettingsProps> = {
  headers: 'object?',
  registrationFlow: 'value?',
  logoutUrl: 'value?',
  clusterDomain: 'value?',
  edition: 'value?',
};

/** The properties of PodDefault. */
export const POD_DEFAULT: PropShapes<PodDefaultProps> = {
  name: 'value?',
  namespace: 'value?',
  description: 'value',
  label: 'value?',
  annotations: 'object?',
  labels: 'object?',
  env: 'list?',
  envFrom: 'list?',
  tolerations: { 'each?': TOLERATION },
  volumes: 'list?',
  volumeMounts: 'list?',
  initContainers: 'list?',
  sidecars: 'list?',
  imagePullSecrets: 'list?',
  serviceAccountName: 'value?',
  automountServiceAccountToken: 'value?',
};

/** The properties of GpuToleration. */
export const GPU_TOLERATION: PropShapes<GpuTolerationProps> = {
  pool: { made: POOL },
  namespace: 'value?',
  name: 'value?',
  description: 'value?',
};

/** The properties of NotebookSpawner. */
export const NOTEBOOK_SPAWNER: PropShapes<NotebookSpawnerProps> = {
  pools: { eachMade: POOL },
  images: 'texts?',
  gpus: 'list?',
  gpuResource: 'value?',
};

/** The properties of ObjectStore. */
export const OBJECT_STORE: PropShapes<ObjectStoreProps> = {
  backend: 'object',
  accessKey: 'secret?',
  secretKey: 'secret?',
  mesh: 'value?',
  allowFrom: { 'each?': PEER },
  imagePullSecrets: 'texts?',
  resources: 'object?',
  placement: PLACEMENT,
  edition: 'value?',
};

/** The properties of PipelineAccess. */
export const PIPELINE_ACCESS: PropShapes<PipelineAccessProps> = {
  profile: 'value?',
  serviceAccount: 'value?',
  stepServiceAccount: 'value?',
  pipelinesNamespace: 'value?',
  headers: 'object?',
  tokenSeconds: 'value?',
  trustDomain: 'value?',
};

/** The properties of Profile. */
export const PROFILE: PropShapes<ProfileProps> = {
  name: 'value?',
  owner: 'object?',
  quota: 'object?',
  plugins: 'list?',
  version: 'value?',
};
