import type { Construct } from 'constructs';
import { fail, requireInteger, requireKnown, requireMatch, requireOneOf } from '../../core/fail';
import { requireSource } from '../../core/secret/require-source';
import type { SecretSource } from '../../core/secret/secret-source';
import { authenticateBy } from './trigger-authentication';
import type { AuthenticationSpec } from './trigger-authentication';
import type { RenderedTrigger } from './queue-trigger';

/** The keys of an AWS user. They are two values; KEDA does not read the files of which the runner's own Secret consists. */
export interface AwsKeys {
  /** The id of the access key. */
  readonly accessKeyId: SecretSource;
  /** The secret of the access key. */
  readonly secretAccessKey: SecretSource;
  /**
   * The token of temporary keys.
   * @default - none, for keys that last
   */
  readonly sessionToken?: SecretSource;
}

/** An IAM role by a service account (IRSA, or EKS Pod Identity). */
export interface AwsPodIdentity {
  /** The identity by which KEDA asks AWS without a key. */
  readonly podIdentity: {
    /**
     * Whose service account: that of KEDA's operator, or that of the pods that are scaled, which then has the annotation
     * `eks.amazonaws.com/role-arn`.
     * @default 'keda'
     */
    readonly identityOwner?: 'keda' | 'workload';

    /**
     * The role that KEDA assumes; only where `identityOwner` is `keda`.
     * @default - the role that KEDA has
     */
    readonly roleArn?: string;
  };
}

/** What {@link QueueTrigger.sqs} needs. */
export interface SqsTriggerOptions {
  /** Such as `https://sqs.us-west-2.amazonaws.com/123456789012/sqs_StudioML_gpu`. */
  readonly queueUrl: string;

  /**
   * The region, where the URL does not tell it.
   * @default - that of `queueUrl`
   */
  readonly region?: string;

  /** How KEDA signs in to AWS. */
  readonly credentials: AwsKeys | AwsPodIdentity;

  /**
   * How many messages one replica is for.
   * @default 1
   */
  readonly messagesPerReplica?: number;

  /**
   * The number of messages up to which nothing starts.
   * @default 0
   */
  readonly activationMessages?: number;

  /**
   * Whether messages that a worker holds are counted too.
   * @default true
   */
  readonly scaleOnInFlight?: boolean;

  /**
   * Whether messages that are to be delivered later are counted too.
   * @default false
   */
  readonly scaleOnDelayed?: boolean;
}

const OPTIONS = [
  ...['queueUrl', 'region', 'credentials', 'messagesPerReplica', 'activationMessages'],
  ...['scaleOnInFlight', 'scaleOnDelayed'],
];

const CREDENTIALS = ['podIdentity', 'accessKeyId', 'secretAccessKey', 'sessionToken'];

/** The host as AWS has it; another one is a VPC endpoint or a stand-in, and tells no region. */
const AWS_HOST = /^https:\/\/sqs(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\//;

/**
 * Renders a trigger of type `aws-sqs-queue`.
 *
 * @see https://keda.sh/docs/latest/scalers/aws-sqs/
 */
export function renderSqs(scaler: Construct, field: string, options: SqsTriggerOptions): RenderedTrigger {
  requireOptions(scaler, field, options);
  const { queueUrl, messagesPerReplica = 1, scaleOnInFlight = true } = options;
  const metadata = {
    queueURL: queueUrl,
    awsRegion: regionOf(scaler, field, options),
    queueLength: String(messagesPerReplica),
    ...(options.activationMessages !== undefined && { activationQueueLength: String(options.activationMessages) }),
    scaleOnInFlight: String(scaleOnInFlight),
    ...(options.scaleOnDelayed !== undefined && { scaleOnDelayed: String(options.scaleOnDelayed) }),
  };
  const authentication = authenticate(scaler, field, options.credentials);
  const { activationMessages } = options;
  const rendered = { type: 'aws-sqs-queue', metadata, authentication, activationMessages };
  if (scaleOnInFlight) return rendered;
  return {
    ...rendered,
    waitingOnly: {
      because: 'has scaleOnInFlight false, which hides messages that a worker holds',
      instead: 'leave scaleOnInFlight out',
    },
  };
}

/** What the name of a role of AWS must look like. */
export const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/\S+$/;

function requireOptions(scaler: Construct, field: string, options: SqsTriggerOptions): void {
  requireKnown(scaler, field, options, OPTIONS);
  // KEDA refuses a path that is not /account/name.
  requireMatch(
    scaler,
    `${field}.queueUrl`,
    options.queueUrl ?? '',
    /^https?:\/\/[^/\s]+\/[^/\s]+\/[^/\s]+$/,
    'a URL such as https://sqs.us-west-2.amazonaws.com/123456789012/name',
  );
  requireMatch(scaler, `${field}.region`, options.region, /^[a-z0-9-]+$/, 'a region such as us-west-2');
  requireInteger(scaler, `${field}.messagesPerReplica`, options.messagesPerReplica, 1);
  requireInteger(scaler, `${field}.activationMessages`, options.activationMessages, 0);
  const { credentials } = options;
  if (!credentials) throw fail(scaler, `${field}.credentials is missing`);
  requireKnown(scaler, `${field}.credentials`, credentials, CREDENTIALS);
  if ('podIdentity' in credentials)
    requireKnown(scaler, `${field}.credentials.podIdentity`, credentials.podIdentity, ['identityOwner', 'roleArn']);
}

function regionOf(scaler: Construct, field: string, { queueUrl, region }: SqsTriggerOptions): string {
  const own = AWS_HOST.exec(queueUrl)?.[1];
  if (own !== undefined && region !== undefined && own !== region)
    throw fail(scaler, `${field}.region is '${region}', but the queue is in ${own}`);
  const found = own ?? region;
  if (found === undefined) throw fail(scaler, `${field}.region is missing, and ${queueUrl} does not tell it`);
  return found;
}

function authenticate(scaler: Construct, field: string, credentials: AwsKeys | AwsPodIdentity): AuthenticationSpec {
  if (!('podIdentity' in credentials)) {
    const { accessKeyId, secretAccessKey, sessionToken } = credentials;
    if (!accessKeyId || !secretAccessKey)
      throw fail(scaler, `${field}.credentials lacks accessKeyId or secretAccessKey, or podIdentity instead of them`);
    const source = (name: string, given: SecretSource): SecretSource =>
      requireSource(scaler, `${field}.credentials.${name}`, given);
    return authenticateBy(scaler, field, {
      awsAccessKeyID: source('accessKeyId', accessKeyId),
      awsSecretAccessKey: source('secretAccessKey', secretAccessKey),
      ...(sessionToken && { awsSessionToken: source('sessionToken', sessionToken) }),
    });
  }
  const { identityOwner = 'keda', roleArn } = credentials.podIdentity;
  requireOneOf(scaler, `${field}.credentials.podIdentity.identityOwner`, identityOwner, ['keda', 'workload']);
  requireMatch(
    scaler,
    `${field}.credentials.podIdentity.roleArn`,
    roleArn,
    ROLE_ARN,
    'a role such as arn:aws:iam::123456789012:role/keda',
  );
  if (roleArn !== undefined && identityOwner === 'workload')
    throw fail(
      scaler,
      `${field}.credentials.podIdentity has roleArn, but identityOwner is 'workload', whose role stands at its service account`,
    );
  return { podIdentity: { provider: 'aws', identityOwner, ...(roleArn !== undefined && { roleArn }) } };
}
