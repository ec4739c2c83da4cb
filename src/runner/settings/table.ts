import { HEAD, LIMITS, METRICS, STATE, WATCHED_QUEUES } from '../runner-version';
import type { Span } from '../runner-version';
import type { Setting } from './setting';

/** RabbitMQ was taken out on 2024-06-26. */
const RABBIT: Span = { until: HEAD };
/** Google PubSub went in March 2020, and the changelog says so of 0.9.26. */
const GOOGLE: Span = { until: '0.9.26' };
const ENCRYPTION: Span = { from: '0.9.26', until: HEAD };
/** 2021-07 and 2021-08: the first release known to have them is 0.14.2. */
const SINCE_2021: Span = { from: '0.14.2' };

/**
 * Every environment variable that a release of studio-go-runner reads, and the property that sets it; the order is that of the
 * properties. Not here: `CACHE_CREATE` and `MINIO_*`, which only the program's own tests read, `HOSTNAME`, `CUDA_VISIBLE_DEVICES` and
 * `NVIDIA_VISIBLE_DEVICES`, which Kubernetes and the device plugin set, and names that no release reads (`AMPQ_URL`, `MESSAGE_CRYPT`,
 * `DISABLED_LIMIT_TASKS`, `SCS_PREFIX`).
 *
 * @see https://github.com/leaf-ai/studio-go-runner/blob/main/docs/app_config.md
 */
export const SETTINGS: readonly Setting[] = [
  {
    variable: 'QUEUE_MATCH',
    prop: 'queues.match',
    type: 'expression',
    default: '^(rmq|sqs)_.*$, with local from 0.14.2 on',
  },
  {
    variable: 'QUEUE_MISMATCH',
    prop: 'queues.mismatch',
    type: 'expression',
    default: 'no queue is excluded',
    reads: { from: '0.9.22' },
  },
  {
    variable: 'AMQP_URL',
    prop: 'queues.rabbit.url',
    type: 'secret',
    default: 'no RabbitMQ',
    reads: RABBIT,
    constraint: 'with user and password',
  },
  {
    variable: 'AMQP_MGT_URL',
    prop: 'queues.rabbit.managementUrl',
    type: 'secret',
    default: 'the port of the URL and 10000; 15672 before 0.13.1',
    reads: { from: '0.13.1', until: HEAD },
  },
  {
    variable: 'SQS_CERTS',
    prop: 'queues.sqs',
    type: 'made',
    default: 'no SQS',
    constraint: 'a directory of directories with exactly two files each',
  },
  { variable: 'SQS_TIMEOUT', prop: 'queues.sqs.timeout', type: 'duration', default: '15s' },
  {
    variable: 'AWS_REGION',
    prop: 'queues.sqs.region',
    type: 'text',
    default: 'us-west-2',
    reads: { from: HEAD },
  },
  {
    variable: 'QUEUE_ROOT',
    prop: 'queues.local.root',
    type: 'path',
    default: 'no file queues',
    reads: SINCE_2021,
    constraint: 'an existing directory',
  },
  {
    variable: 'GOOGLE_CERTS',
    prop: 'queues.google',
    type: 'made',
    default: '/opt/studioml/google-certs',
    reads: GOOGLE,
  },
  { variable: 'PUBSUB_TIMEOUT', prop: 'queues.google.timeout', type: 'duration', default: '5s', reads: GOOGLE },
  {
    variable: 'CACHE_DIR',
    prop: 'cache.dir',
    type: 'path',
    default: 'no cache',
    constraint: 'together with the size; its parent exists',
  },
  { variable: 'CACHE_SIZE', prop: 'cache.size', type: 'size', default: 'no cache', constraint: 'at least 1 GiB' },
  { variable: 'MAX_CORES', prop: 'limits.cores', type: 'count', default: '0, all' },
  { variable: 'MAX_MEM', prop: 'limits.memory', type: 'size', default: '0gb, all' },
  { variable: 'MAX_DISK', prop: 'limits.disk', type: 'size', default: '0gb, 85% of the disk' },
  { variable: 'LIMIT_TASKS', prop: 'limits.tasks', type: 'count', default: '0, never ends', reads: LIMITS },
  {
    variable: 'LIMIT_IDLE_DURATION',
    prop: 'limits.idleDuration',
    type: 'duration',
    default: '0s, never ends',
    reads: LIMITS,
  },
  {
    variable: 'LIMIT_INTERVAL',
    prop: 'limits.interval',
    type: 'duration',
    default: '5m',
    reads: LIMITS,
    constraint: 'at least 5m',
  },
  { variable: 'ENCRYPT_DIR', prop: 'encryption', type: 'made', default: './certs/message', reads: ENCRYPTION },
  {
    variable: 'REQUEST_SIGNATURES_DIR',
    prop: 'signing',
    type: 'made',
    default: './certs/queues/signing',
    reads: { from: '0.10.0', until: HEAD },
  },
  {
    variable: 'RESPONSE_SIGNATURES_DIR',
    prop: 'reportKeys',
    type: 'made',
    default: './certs/queues/response-encrypt',
    reads: { from: '0.11.0', until: HEAD },
  },
  {
    variable: 'CLEAR_TEXT_MESSAGES',
    prop: 'clearTextMessages',
    type: 'boolean',
    default: 'false; true at HEAD',
    reads: { from: '0.9.27' },
  },
  { variable: 'S3_CA', prop: 's3.ca', type: 'made', default: "the system's" },
  { variable: 'S3_CERT', prop: 's3.cert', type: 'made', default: 'none' },
  { variable: 'S3_KEY', prop: 's3.key', type: 'made', default: 'none' },
  {
    variable: 'ALLOW_ENV_SECRETS',
    prop: 'allowEnvSecrets',
    type: 'boolean',
    default: 'false; before 0.13.0 it always did',
    reads: { from: '0.13.0' },
  },
  {
    variable: 'VAULT_TOKEN',
    prop: 'vaultToken',
    type: 'secret',
    default: 'no vault',
    reads: { from: '0.14.3', until: HEAD },
  },
  { variable: 'LOGXI', prop: 'logging.levels', type: 'text', default: '*=INF' },
  { variable: 'LOGXI_FORMAT', prop: 'logging.format', type: 'text', default: 'happy,maxcol=1024' },
  { variable: 'PROM_ADDRESS', prop: 'metrics', type: 'made', default: ':9090', reads: METRICS },
  { variable: 'CPU_ONLY', prop: 'cpuOnly', type: 'boolean', default: 'false' },
  { variable: 'DEBUG', prop: 'debug', type: 'boolean', default: 'false' },
  {
    variable: 'SCHEMA_LOGS',
    prop: 'schemaLogs',
    type: 'boolean',
    default: 'true',
    reads: { ...SINCE_2021, until: HEAD },
  },
  {
    variable: 'GENERATE_METADATA',
    prop: 'generateMetadata',
    type: 'boolean',
    default: 'false',
    reads: { ...SINCE_2021, until: HEAD },
  },
  { variable: 'WORKING_DIR', prop: 'workingDir', type: 'path', default: '$TMPDIR, or /tmp' },
  { variable: 'CPU_PROFILE', prop: 'cpuProfile', type: 'path', default: 'no profile', reads: SINCE_2021 },
  { variable: 'K8S_NAMESPACE', prop: 'state', type: 'made', default: 'default' },
  { variable: 'K8S_CONFIGMAP', prop: 'state', type: 'made', default: 'studioml-go-runner; none where it is empty' },
];

/** The keys of the maps that a running program watches, in place of variables that it reads at its start. */
export const WATCHED: readonly Setting[] = [
  { variable: 'STATE', prop: 'state', type: 'made', default: 'Unknown, which suspends before 0.9.27', reads: STATE },
  {
    variable: 'QUEUE_MATCH',
    prop: 'watchQueues',
    type: 'made',
    default: 'what QUEUE_MATCH said at the start',
    reads: WATCHED_QUEUES,
  },
];
