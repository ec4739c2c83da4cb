import { RESOURCES } from '../core/pod/known-props';
import { PEER } from '../core/network/peers';
import { PLACEMENT } from '../core/require-props';
import type { PropShapes } from '../core/require-props';
import type { QueueScaledJobProps } from './scaling/queue-scaled-job';
import type { QueueScaledObjectProps } from './scaling/queue-scaled-object';
import type { RunnerStateProps } from './runner-state';
import type { RunnerAccessProps } from './runner-access';
import type { RunnerScaling } from './runner-scaling';
import type { RunnerProps } from './runner-props';
import type { AdHocBuildProps } from './build-and-test/ad-hoc-build';
import type { MinioServerProps } from './services/minio-server';
import type { RabbitMqProps } from './services/rabbitmq';
import type { ServicePodProps } from './services/service-pod-props';
import type { ExternalObjectStoreProps } from './services/external-object-store';
import type { ExternalQueueProps } from './services/external-queue';
import type { BuildAndTestProps } from './build-and-test/build-and-test-props';

const SCALING: PropShapes<RunnerScaling> = {
  kind: 'value?',
  queues: 'texts?',
  queueRegex: 'value?',
  maxReplicaCount: 'value?',
  minReplicaCount: 'value?',
  messagesPerReplica: 'value?',
  pollingInterval: 'value?',
  managementUrl: 'secret?',
  sqsCredentials: 'object?',
};

/** The properties of QueueScaledJob. */
export const QUEUE_SCALED_JOB: PropShapes<QueueScaledJobProps> = {
  name: 'value?',
  labels: 'object?',
  annotations: 'object?',
  template: 'object',
  triggers: { 'eachMade?': ['render', 'a QueueTrigger, such as QueueTrigger.rabbit({ ... })'] },
  maxReplicaCount: 'value?',
  minReplicaCount: 'value?',
  pollingInterval: 'value?',
  scalingStrategy: 'value?',
  pendingPodConditions: 'texts?',
  multipleScalersCalculation: 'value?',
  rollout: 'value?',
  successfulJobsHistoryLimit: 'value?',
  failedJobsHistoryLimit: 'value?',
  activeDeadlineSeconds: 'value?',
  backoffLimit: 'value?',
  podFailurePolicy: 'object?',
  doNotDisrupt: 'value?',
  paused: 'value?',
};

/** The properties of QueueScaledObject. */
export const QUEUE_SCALED_OBJECT: PropShapes<QueueScaledObjectProps> = {
  deployment: 'object',
  name: 'value?',
  labels: 'object?',
  triggers: { 'eachMade?': ['render', 'a QueueTrigger, such as QueueTrigger.rabbit({ ... })'] },
  maxReplicaCount: 'value?',
  minReplicaCount: 'value?',
  idleReplicaCount: 'value?',
  cooldownPeriod: 'value?',
  initialCooldownPeriod: 'value?',
  pollingInterval: 'value?',
  scaleDown: 'value?',
  fallback: 'object?',
  paused: 'value?',
};

/** The properties of RunnerState. */
export const RUNNER_STATE: PropShapes<RunnerStateProps> = {
  state: 'value?',
  queueMatch: 'value?',
  queueMismatch: 'value?',
  version: 'value?',
  name: 'value?',
  podName: 'value?',
};

const ACCOUNT = [
  'name',
  "an object of its name, such as { name: 'trainer' } or a ServiceAccount of cdk8s-plus",
] as const;

/** The properties of RunnerAccess. */
export const RUNNER_ACCESS: PropShapes<RunnerAccessProps> = {
  serviceAccount: { made: ACCOUNT },
  namespace: 'value?',
  name: 'value?',
  insecureClusterAdmin: 'value?',
};

/** The properties of Runner. */
export const RUNNER: PropShapes<RunnerProps> = {
  version: 'value?',
  name: 'value?',
  workload: 'value?',
  image: 'value?',
  imagePullPolicy: 'value?',
  imagePullSecrets: 'texts?',
  imagePullSecretsOn: 'value?',
  replicas: 'value?',
  parallelism: 'value?',
  backoffLimit: 'value?',
  strategy: 'value?',
  maxSurge: 'value?',
  maxUnavailable: 'value?',
  progressDeadlineSeconds: 'value?',
  scaling: { 'fields?': SCALING },
  gpus: 'value?',
  gpuResource: 'value?',
  resources: 'object?',
  placement: PLACEMENT,
  workSize: 'value?',
  workVolume: 'value?',
  insecureHostGpuLibraries: 'value?',
  state: 'value?',
  watchQueues: 'value?',
  serviceAccount: { 'made?': ACCOUNT },
  terminationGracePeriodSeconds: 'value?',
  doNotDisrupt: 'value?',
  networkPolicy: 'value?',
  disruptionBudget: 'value?',
  edition: 'value?',
  variant: 'value?',
  queues: 'object?',
  cache: 'object?',
  limits: 'object?',
  encryption: 'object?',
  signing: 'object?',
  reportKeys: 'object?',
  clearTextMessages: 'value?',
  s3: 'object?',
  allowEnvSecrets: 'value?',
  vaultToken: 'secret?',
  logging: 'object?',
  metrics: 'value?',
  cpuOnly: 'value?',
  debug: 'value?',
  schemaLogs: 'value?',
  generateMetadata: 'value?',
  workingDir: 'value?',
  cpuProfile: 'value?',
};

/** The properties of AdHocBuild. */
export const AD_HOC_BUILD: PropShapes<AdHocBuildProps> = {
  branch: 'text?',
  image: 'value?',
  imagePullPolicy: 'value?',
  imagePullSecrets: 'texts?',
  name: 'value?',
  gpus: 'value?',
  gpuResource: 'value?',
  placement: PLACEMENT,
  ttlSecondsAfterFinished: 'value?',
};

/** What every service of the cluster takes. */
const SERVICE_POD: PropShapes<ServicePodProps> = {
  imagePullPolicy: 'value?',
  imagePullSecrets: 'texts?',
  placement: PLACEMENT,
  serviceType: 'value?',
  nodePorts: 'object?',
  allowFrom: { 'each?': PEER },
};

/** The properties of MinioServer. */
export const MINIO_SERVER: PropShapes<MinioServerProps> = {
  ...SERVICE_POD,
  user: 'secret?',
  password: 'secret?',
  name: 'value?',
  image: 'value?',
  storage: 'value?',
  console: 'value?',
  resources: { 'fields?': RESOURCES },
  edition: 'value?',
};

/** The properties of RabbitMq. */
export const RABBIT_MQ: PropShapes<RabbitMqProps> = {
  ...SERVICE_POD,
  user: 'secret?',
  password: 'secret?',
  name: 'value?',
  image: 'value?',
  workload: 'value?',
  storage: 'value?',
  resources: { 'fields?': RESOURCES },
  edition: 'value?',
};

/** The properties of ExternalObjectStore. */
export const EXTERNAL_OBJECT_STORE: PropShapes<ExternalObjectStoreProps> = {
  host: 'value',
  port: 'value?',
  user: 'secret',
  password: 'secret',
  insecureNoTls: 'value?',
};

/** The properties of ExternalQueue. */
export const EXTERNAL_QUEUE: PropShapes<ExternalQueueProps> = {
  host: 'value',
  port: 'value?',
  managementPort: 'value?',
  url: 'secret',
  insecureNoTls: 'value?',
};

/** The properties of BuildAndTest. */
export const BUILD_AND_TEST: PropShapes<BuildAndTestProps> = {
  branch: 'text?',
  image: 'value?',
  digest: 'value?',
  imagePullPolicy: 'value?',
  imagePullSecrets: 'texts?',
  githubToken: 'secret?',
  gpus: 'value?',
  gpuResource: 'value?',
  cpu: 'value?',
  memory: 'value?',
  placement: PLACEMENT,
  backoffLimit: 'value?',
  ttlSecondsAfterFinished: 'value?',
  activeDeadlineSeconds: 'value?',
  state: 'value?',
  rabbit: 'object?',
  minio: 'object?',
  debug: 'value?',
  clearTextMessages: 'value?',
  version: 'value?',
  createNamespace: 'value?',
  edition: 'value?',
};
