import { RESOURCES } from '../core/pod/known-props';
import { PEER } from '../core/network/peers';
import { TEMPLATE, TEXTS, objectOf } from '../core/prop-words';
import { PLACEMENT } from '../core/require-props';
import type { PropShapes } from '../core/require-props';
import type { QueueScaledJobProps } from './scaling/queue-scaled-job';
import type { QueueScaledObjectProps } from './scaling/queue-scaled-object';
import type { RunnerStateProps } from './runner-state';
import type { RunnerAccessProps } from './runner-access';
import type { RunnerScaling } from './runner-scaling';
import type { RunnerProps } from './runner-props';
import type { RunnerMetrics } from './settings/props';
import type { AdHocBuildProps } from './build-and-test/ad-hoc-build';
import type { MinioServerProps } from './services/minio-server';
import type { RabbitMqProps } from './services/rabbitmq';
import type { ServicePodProps } from './services/service-pod-props';
import type { ServiceStorage } from './services/storage';
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
  sqsCredentials: { 'object?': 'an object of podIdentity, or of accessKeyId and secretAccessKey' },
};

/** The properties of QueueScaledJob. */
export const QUEUE_SCALED_JOB: PropShapes<QueueScaledJobProps> = {
  name: 'value?',
  labels: TEXTS,
  annotations: TEXTS,
  template: TEMPLATE,
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
  podFailurePolicy: objectOf('rules'),
  doNotDisrupt: 'boolean?',
  paused: 'boolean?',
};

/** The properties of QueueScaledObject. */
export const QUEUE_SCALED_OBJECT: PropShapes<QueueScaledObjectProps> = {
  deployment: { made: ['name', "a Deployment, or an object of its name, such as { name: 'worker' }"] },
  name: 'value?',
  labels: TEXTS,
  triggers: { 'eachMade?': ['render', 'a QueueTrigger, such as QueueTrigger.rabbit({ ... })'] },
  maxReplicaCount: 'value?',
  minReplicaCount: 'value?',
  idleReplicaCount: 'value?',
  cooldownPeriod: 'value?',
  initialCooldownPeriod: 'value?',
  pollingInterval: 'value?',
  scaleDown: 'value?',
  fallback: objectOf('failureThreshold', 'replicas', 'behavior'),
  paused: 'boolean?',
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
  insecureClusterAdmin: 'boolean?',
};

const METRICS: PropShapes<RunnerMetrics> = {
  port: 'value?',
  podMonitor: { 'boolean?': { labels: TEXTS, interval: 'text?' } },
};

/** The properties of Runner. */
export const RUNNER: PropShapes<RunnerProps> = {
  version: 'value?',
  name: 'value?',
  workload: 'value?',
  image: 'text?',
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
  gpuResource: 'text?',
  resources: { 'fields?': RESOURCES },
  placement: PLACEMENT,
  workSize: 'text?',
  workVolume: 'value?',
  insecureHostGpuLibraries: 'value?',
  state: 'value?',
  watchQueues: 'value?',
  serviceAccount: { 'made?': ACCOUNT },
  terminationGracePeriodSeconds: 'value?',
  doNotDisrupt: 'boolean?',
  networkPolicy: { 'boolean?': { metricsFrom: { 'each?': PEER } } },
  disruptionBudget: 'boolean?',
  edition: 'value?',
  variant: 'value?',
  queues: {
    'object?':
      "an object of rabbit, sqs, local or google, such as { rabbit: { url: SecretSource.existing('queue', 'url') } }",
  },
  cache: objectOf('dir', 'size'),
  limits: objectOf('cores', 'memory', 'disk', 'tasks', 'idleDuration', 'interval'),
  encryption: objectOf('privateKey', 'publicKey', 'passphrase', 'optional'),
  signing: objectOf('keys', 'secretName', 'optional'),
  reportKeys: objectOf('keys', 'secretName', 'optional'),
  clearTextMessages: 'boolean?',
  s3: objectOf('ca', 'cert', 'key', 'credentials'),
  allowEnvSecrets: 'boolean?',
  vaultToken: 'secret?',
  logging: objectOf('levels', 'format'),
  metrics: { 'false?': METRICS },
  cpuOnly: 'boolean?',
  debug: 'boolean?',
  schemaLogs: 'boolean?',
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
  gpuResource: 'text?',
  placement: PLACEMENT,
  ttlSecondsAfterFinished: 'value?',
};

const STORAGE: PropShapes<ServiceStorage> = { size: 'value?', storageClassName: 'value?' };

/** What every service of the cluster takes. */
const SERVICE_POD: PropShapes<ServicePodProps> = {
  imagePullPolicy: 'value?',
  imagePullSecrets: 'texts?',
  placement: PLACEMENT,
  serviceType: 'value?',
  nodePorts: { 'object?': 'an object of names and port numbers' },
  allowFrom: { 'each?': PEER },
};

/** The properties of MinioServer. */
export const MINIO_SERVER: PropShapes<MinioServerProps> = {
  ...SERVICE_POD,
  user: 'secret?',
  password: 'secret?',
  name: 'text?',
  image: 'value?',
  storage: { 'false?': STORAGE },
  console: 'boolean?',
  resources: { 'fields?': RESOURCES },
  edition: 'value?',
};

/** The properties of RabbitMq. */
export const RABBIT_MQ: PropShapes<RabbitMqProps> = {
  ...SERVICE_POD,
  user: 'secret?',
  password: 'secret?',
  name: 'text?',
  image: 'value?',
  workload: 'value?',
  storage: { 'false?': STORAGE },
  resources: { 'fields?': RESOURCES },
  edition: 'value?',
};

/** The properties of ExternalObjectStore. */
export const EXTERNAL_OBJECT_STORE: PropShapes<ExternalObjectStoreProps> = {
  host: 'value',
  port: 'value?',
  user: 'secret',
  password: 'secret',
  insecureNoTls: 'boolean?',
};

/** The properties of ExternalQueue. */
export const EXTERNAL_QUEUE: PropShapes<ExternalQueueProps> = {
  host: 'value',
  port: 'value?',
  managementPort: 'value?',
  url: 'secret',
  insecureNoTls: 'boolean?',
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
  gpuResource: 'text?',
  cpu: 'value?',
  memory: 'value?',
  placement: PLACEMENT,
  backoffLimit: 'value?',
  ttlSecondsAfterFinished: 'value?',
  activeDeadlineSeconds: 'value?',
  state: 'value?',
  rabbit: { 'object?': 'an object of the properties of RabbitMq, or a new ExternalQueue({ ... })' },
  minio: { 'object?': 'an object of the properties of MinioServer, or a new ExternalObjectStore({ ... })' },
  debug: 'boolean?',
  clearTextMessages: 'boolean?',
  version: 'value?',
  createNamespace: 'boolean?',
  edition: 'value?',
};
