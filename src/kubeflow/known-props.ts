import { PLACEMENT, POOL } from '../core/require-props';
import { PEER } from '../core/network/peers';
import { RESOURCES, TOLERATION } from '../core/pod/known-props';
import { HEADERS, TEXTS, listOf, objectOf } from '../core/prop-words';
import type { PropShapes } from '../core/require-props';
import type { DashboardSettingsProps } from './dashboard-settings';
import type { PodDefaultProps } from './pod-default';
import type { GpuTolerationProps } from './gpu-toleration';
import type { NotebookSpawnerProps } from './notebook-spawner';
import type { ObjectStoreMesh } from './object-store/mesh-policy';
import type { ObjectStoreProps } from './object-store/object-store';
import type { PipelineAccessProps } from './pipeline-access';
import type { ProfileProps } from './profile';

/** The properties of DashboardSettings. */
export const DASHBOARD_SETTINGS: PropShapes<DashboardSettingsProps> = {
  headers: HEADERS,
  registrationFlow: 'boolean?',
  logoutUrl: 'value?',
  clusterDomain: 'value?',
  edition: 'value?',
};

/** The properties of PodDefault. */
export const POD_DEFAULT: PropShapes<PodDefaultProps> = {
  name: 'value?',
  namespace: 'value?',
  description: 'text',
  label: 'text?',
  annotations: TEXTS,
  labels: TEXTS,
  env: listOf('variables with name and value'),
  envFrom: listOf('objects of configMapRef or secretRef'),
  tolerations: { 'each?': TOLERATION },
  volumes: listOf('volumes with name and a source, such as emptyDir'),
  volumeMounts: listOf('objects of name and mountPath'),
  initContainers: listOf('containers with name and image'),
  sidecars: listOf('containers with name and image'),
  imagePullSecrets: listOf('objects of name'),
  serviceAccountName: 'value?',
  automountServiceAccountToken: 'value?',
};

/** The properties of GpuToleration. */
export const GPU_TOLERATION: PropShapes<GpuTolerationProps> = {
  pool: { made: POOL },
  namespace: 'value?',
  name: 'value?',
  description: 'text?',
};

/** The properties of NotebookSpawner. */
export const NOTEBOOK_SPAWNER: PropShapes<NotebookSpawnerProps> = {
  pools: { eachMade: POOL },
  images: 'texts?',
  gpus: listOf('whole numbers, such as [1, 2]'),
  gpuResource: 'text?',
};

const BACKEND =
  "an object of kind, which is versitygw where it is left out, s3proxy, minio-azure-gateway, minio or seaweedfs, and what that kind takes, such as { account: 'mlstore', clientId: '11111111-2222-3333-4444-555555555555' } or { kind: 'seaweedfs', size: '20Gi' }";

const MESH: PropShapes<ObjectStoreMesh> = { callers: 'texts?', withoutSidecar: 'boolean?', trustDomain: 'value?' };

/** The properties of ObjectStore. */
export const OBJECT_STORE: PropShapes<ObjectStoreProps> = {
  backend: { object: BACKEND },
  accessKey: 'secret?',
  secretKey: 'secret?',
  mesh: { 'false?': MESH },
  allowFrom: { 'each?': PEER },
  imagePullSecrets: 'texts?',
  resources: { 'fields?': RESOURCES },
  placement: PLACEMENT,
  edition: 'value?',
};

/** The properties of PipelineAccess. */
export const PIPELINE_ACCESS: PropShapes<PipelineAccessProps> = {
  profile: 'value?',
  serviceAccount: 'value?',
  stepServiceAccount: 'value?',
  pipelinesNamespace: 'value?',
  headers: HEADERS,
  tokenSeconds: 'value?',
  trustDomain: 'value?',
};

/** The properties of Profile. */
export const PROFILE: PropShapes<ProfileProps> = {
  name: 'value?',
  owner: { 'object?': "an object of name and kind, such as { name: 'admin@example.com' }" },
  quota: objectOf('cpu', 'memory', 'gpus', 'storage', 'resources'),
  plugins: listOf('objects of kind and spec'),
  version: 'value?',
};
