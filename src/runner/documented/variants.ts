import type { HostGpuLibraries } from '../host-gpu-libraries';

/** The examples of the program's repository, of which document 000 shows the first two. */
export type DocumentedVariant =
  'azure-1.9' | 'azure-1.11' | 'azure-1.13' | 'aws' | 'aws-cpu' | 'google' | 'local' | 'docker-desktop' | 'sqs-job';

/** What an example says, and others say otherwise. */
export interface VariantRow {
  /** @default - `image` must be given, for the example has a template or a name without tag */
  readonly image?: string;
  readonly job?: true;
  readonly replicas?: number;
  /** The resource that one GPU is asked of; none for CPUs alone. */
  readonly gpu?: string;
  readonly memory: string;
  readonly cpu: string | number;
  /** Whether requests stand beside limits. */
  readonly requests?: true;
  readonly token: boolean;
  readonly pullSecretsOn: readonly ('pod' | 'account')[];
  /** Settings beside `LOGXI` and `LOGXI_FORMAT`. */
  readonly env: Readonly<Record<string, string>>;
  /** @default - none */
  readonly work?: { readonly emptyDir: string } | { readonly ebs: string };
  /** Mounted Secrets, and whether they may be missing. */
  readonly secrets: Readonly<Partial<Record<SecretMount, boolean>>>;
  readonly hostLibraries?: HostGpuLibraries;
  /** The taint of Google's GPU nodes is tolerated. */
  readonly toleratesGoogle?: true;
  /** @default true */
  readonly nodeSelector?: false;
  /** Secrets with the key `info` alone, which keep a mount from failing. */
  readonly dummies?: readonly ('studioml-signing' | 'studioml-report-keys')[];
}

/** Volumes of Secrets that the examples have. */
export type SecretMount =
  'aws-sqs' | 'message-encryption' | 'encryption-passphrase' | 'queue-signing' | 'response-queue-signing';

const GPU = 'nvidia.com/gpu';
const CRYPT = { MESSAGE_CRYPT: './certs/message' };
const SQS = { SQS_CERTS: './certs/aws-sqs' };
const CACHE = { CACHE_SIZE: '10Gib', CACHE_DIR: '/tmp/cache' };
const CLEAR = { CLEAR_TEXT_MESSAGES: 'true' };
const ENCRYPTED = { 'message-encryption': false, 'encryption-passphrase': false };
const SIGNED = { 'queue-signing': false, 'response-queue-signing': false };
/** Broker and object store beside the runner, with passwords that everybody knows; the runner puts the variables in their place (SGR-26). */
const LOCAL_SERVICES = {
  RABBITMQ_DEFAULT_USER: 'UserUser',
  RABBITMQ_DEFAULT_PASS: 'PasswordPassword',
  MINIO_ACCESS_KEY: 'UserUser',
  MINIO_SECRET_KEY: 'PasswordPassword',
  MINIO_TEST_SERVER: '${MINIO_SERVICE_SERVICE_HOST}:${MINIO_SERVICE_SERVICE_PORT}',
  AMQP_URL:
    'amqp://${RABBITMQ_DEFAULT_USER}:${RABBITMQ_DEFAULT_PASS}@${RABBITMQ_SERVICE_SERVICE_HOST}:${RABBITMQ_SERVICE_SERVICE_PORT}/%2f?connection_attempts=2&retry_delay=.5&socket_timeout=5',
};
const BOTH_DUMMIES = ['studioml-signing', 'studioml-report-keys'] as const;

/**
 * The nine examples at commit d357150, as far as an API server accepts them. Left out: placeholders of credentials, what is no field
 * (SGR-06), YAML that no parser reads (SGR-19, SGR-20), and the CronJob, RabbitMQ and MinIO beside the runner, which have constructs
 * of their own.
 *
 * @see https://github.com/leaf-ai/studio-go-runner/tree/main/examples
 */
export const VARIANTS: Readonly<Record<DocumentedVariant, VariantRow>> = {
  'azure-1.9': {
    gpu: 'alpha.kubernetes.io/nvidia-gpu',
    memory: '50Gi',
    cpu: '4',
    token: false,
    pullSecretsOn: [],
    env: { QUEUE_MATCH: '^(rmq|sqs)_.*$', AMPQ_URL: '', ...SQS, ...CRYPT },
    work: { emptyDir: '80Gi' },
    secrets: { 'aws-sqs': true, ...ENCRYPTED },
    hostLibraries: 'nvidia-384',
  },
  'azure-1.11': {
    gpu: GPU,
    memory: '10Gi',
    cpu: '2',
    token: false,
    pullSecretsOn: ['account', 'pod'],
    env: { QUEUE_MATCH: '^rmq_.*$', AMPQ_URL: '', ...SQS, ...CRYPT },
    work: { emptyDir: '80Gi' },
    secrets: { 'aws-sqs': true, ...ENCRYPTED },
  },
  'azure-1.13': {
    replicas: 20,
    gpu: GPU,
    memory: '40Gi',
    cpu: 5,
    requests: true,
    token: true,
    pullSecretsOn: ['account'],
    env: { QUEUE_MATCH: '^rmq_.*$', AMQP_URL: '', ...CLEAR },
    work: { emptyDir: '80Gi' },
    secrets: { ...ENCRYPTED, 'queue-signing': false },
    dummies: ['studioml-signing'],
  },
  aws: {
    image: 'quay.io/leafai/studio-go-runner:0.12.1-feature-370-CUDA-11-0-aaaagpxwrcq',
    gpu: GPU,
    memory: '32Gi',
    cpu: '2',
    token: true,
    pullSecretsOn: ['pod'],
    env: { QUEUE_MATCH: '^rmq_.*$', ...SQS, ...CRYPT, ...CACHE, ...CLEAR },
    work: { emptyDir: '200Gi' },
    secrets: { 'aws-sqs': true, 'message-encryption': true, 'encryption-passphrase': true, ...SIGNED },
    hostLibraries: 'usr-local-nvidia',
    dummies: BOTH_DUMMIES,
  },
  'aws-cpu': {
    memory: '8Gi',
    cpu: '2',
    token: true,
    pullSecretsOn: ['pod'],
    env: { QUEUE_MATCH: '^sqs_.*$', ...SQS, ...CRYPT, ...CACHE, ...CLEAR },
    work: { ebs: 'vol-00000000000000000' },
    secrets: { 'aws-sqs': true, ...ENCRYPTED, ...SIGNED },
    hostLibraries: 'usr-local-nvidia',
    dummies: BOTH_DUMMIES,
  },
  google: {
    image: 'quay.io/leafai/studio-go-runner@sha256:f434f5dd7555e9fb98ab42a42e90aacb38c0b09e550098472ca772827e1e2964',
    gpu: GPU,
    memory: '11Gi',
    cpu: '2',
    token: true,
    pullSecretsOn: ['pod'],
    env: { QUEUE_MATCH: '^rmq_.*$', ...CRYPT, ...CACHE, ...CLEAR },
    work: { emptyDir: '200Gi' },
    secrets: { ...ENCRYPTED, ...SIGNED },
    toleratesGoogle: true,
    dummies: BOTH_DUMMIES,
  },
  local: {
    memory: '8Gi',
    cpu: '2',
    token: true,
    pullSecretsOn: [],
    env: { ...LOCAL_SERVICES, ...CRYPT, ...CACHE, ...CLEAR },
    secrets: { ...ENCRYPTED, ...SIGNED },
    dummies: BOTH_DUMMIES,
  },
  'docker-desktop': {
    image: 'docker.io/leafai/studio-go-runner:0.9.27-master-aaaagnrahyf',
    memory: '4Gi',
    cpu: 3,
    requests: true,
    token: true,
    pullSecretsOn: ['account'],
    env: { QUEUE_MATCH: '^rmq_.*$', AMQP_URL: 'amqp://guest:guest@rabbitmq-service:5672/', ...CLEAR },
    secrets: {},
    nodeSelector: false,
  },
  'sqs-job': {
    image: 'quay.io/leafai/studio-go-runner:0.13.2',
    job: true,
    gpu: GPU,
    memory: '16Gi',
    cpu: '2',
    token: true,
    pullSecretsOn: ['pod'],
    env: {
      QUEUE_MATCH: '^sqs_StudioML_.*$',
      ...{ ...SQS, ...CRYPT, ...CACHE, ...CLEAR },
      ...{ LIMIT_IDLE_DURATION: '15m', DISABLED_LIMIT_TASKS: '1', ALLOW_ENV_SECRETS: 'true' },
    },
    work: { emptyDir: '200Gi' },
    secrets: { 'aws-sqs': true, 'message-encryption': true, 'encryption-passphrase': true, ...SIGNED },
    hostLibraries: 'usr-local-nvidia',
    dummies: BOTH_DUMMIES,
  },
};
