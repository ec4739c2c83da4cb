import type { Construct } from 'constructs';
import { fail, requireInteger, requireKnown, requireMatch, requireOneOf } from '../../core/fail';
import { requireSource } from '../../core/secret/require-source';
import type { SecretSource } from '../../core/secret/secret-source';
import { authenticateBy } from './trigger-authentication';
import type { RenderedTrigger } from './queue-trigger';

/** What {@link QueueTrigger.rabbit} needs. */
export interface RabbitTriggerOptions {
  /**
   * Where KEDA asks: for `amqp` the broker, such as `amqp://user:password@host:5672/vhost`; for `http` the management interface, such as
   * `http://user:password@host:15672/vhost`. It is read from the Secret, so what it says cannot be checked here.
   */
  readonly url: SecretSource;

  /**
   * User and password, where the URL has none; they count more than those of the URL.
   * @default - those of the URL
   */
  readonly credentials?: { readonly username: SecretSource; readonly password: SecretSource };

  /**
   * The name of the queue; either this or `queueRegex`.
   * @default - `queueRegex`
   */
  readonly queue?: string;

  /**
   * A regular expression of queue names, which RabbitMQ evaluates; only with protocol `http`.
   * @default - `queue`
   */
  readonly queueRegex?: string;

  /**
   * What becomes of the numbers of several queues; only with `queueRegex`.
   * @default 'sum'
   */
  readonly operation?: 'sum' | 'max' | 'avg';

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
   * How KEDA asks. `amqp` learns only of messages that wait; `http` also of those that a worker holds unacknowledged, and of many queues at
   * once. KEDA's `auto` is not offered: it depends on the URL, which is secret.
   * @default 'amqp'
   */
  readonly protocol?: 'amqp' | 'http';

  /**
   * The virtual host, instead of that of the URL.
   * @default - that of the URL
   */
  readonly vhostName?: string;

  /**
   * Whether messages that a worker holds are left out; only with protocol `http`, for `amqp` never counts them.
   * @default false
   */
  readonly excludeUnacknowledged?: boolean;

  /**
   * How long KEDA waits for the answer, in milliseconds; only with protocol `http`.
   * @default - KEDA's own, 3000
   */
  readonly timeout?: number;

  /**
   * Accepts any certificate, so that whoever stands between can read the password.
   * @default false
   */
  readonly insecureSkipTlsVerify?: boolean;
}

const OPTIONS = [
  ...['url', 'credentials', 'queue', 'queueRegex', 'operation', 'messagesPerReplica', 'activationMessages'],
  ...['protocol', 'vhostName', 'excludeUnacknowledged', 'timeout', 'insecureSkipTlsVerify'],
];

/** What only the management interface can do. */
const HTTP_ONLY = ['queueRegex', 'excludeUnacknowledged', 'timeout'] as const;

/**
 * Renders a trigger of type `rabbitmq`. Modes of rates are not offered: they do not see that a worker is busy.
 *
 * @see https://keda.sh/docs/latest/scalers/rabbitmq-queue/
 */
export function renderRabbit(scaler: Construct, field: string, options: RabbitTriggerOptions): RenderedTrigger {
  requireOptions(scaler, field, options);
  const { protocol = 'amqp', excludeUnacknowledged = false, messagesPerReplica = 1 } = options;
  const metadata = {
    protocol,
    mode: 'QueueLength',
    value: String(messagesPerReplica),
    ...(options.activationMessages !== undefined && { activationValue: String(options.activationMessages) }),
    queueName: (options.queue ?? options.queueRegex)!,
    ...(options.queueRegex !== undefined && { useRegex: 'true', operation: options.operation ?? 'sum' }),
    ...(options.vhostName !== undefined && { vhostName: options.vhostName }),
    ...(protocol === 'http' && { excludeUnacknowledged: String(excludeUnacknowledged) }),
    ...(options.timeout !== undefined && { timeout: String(options.timeout) }),
    ...(options.insecureSkipTlsVerify === true && { unsafeSsl: 'true' }),
  };
  const authentication = authenticateBy(scaler, field, { host: options.url, ...options.credentials });
  const { activationMessages } = options;
  const known = { activationMessages, ...waitingOnly(protocol, excludeUnacknowledged) };
  return { type: 'rabbitmq', metadata, authentication, ...known };
}

function waitingOnly(protocol: 'amqp' | 'http', excludeUnacknowledged: boolean): Pick<RenderedTrigger, 'waitingOnly'> {
  if (protocol === 'amqp')
    return {
      waitingOnly: {
        because: "has protocol 'amqp', which does not see messages that a worker holds unacknowledged",
        instead: "give protocol 'http' with the URL of the management interface",
      },
    };
  if (!excludeUnacknowledged) return {};
  return {
    waitingOnly: {
      because: 'has excludeUnacknowledged, which hides messages that a worker holds',
      instead: 'leave excludeUnacknowledged out',
    },
  };
}

function requireCredentials(
  scaler: Construct,
  field: string,
  credentials: NonNullable<RabbitTriggerOptions['credentials']>,
): void {
  requireKnown(scaler, field, credentials, ['username', 'password']);
  const { username, password } = credentials;
  if (!username || !password) throw fail(scaler, `${field} lacks username or password, KEDA takes both or none`);
  requireSource(scaler, `${field}.username`, username);
  requireSource(scaler, `${field}.password`, password);
}

function requireOptions(scaler: Construct, field: string, options: RabbitTriggerOptions): void {
  requireKnown(scaler, field, options, OPTIONS);
  const { url, credentials, queue, queueRegex, operation, protocol = 'amqp', vhostName } = options;
  requireSource(scaler, `${field}.url`, url);
  if (credentials) requireCredentials(scaler, `${field}.credentials`, credentials);
  requireOneOf(scaler, `${field}.protocol`, protocol, ['amqp', 'http']);
  if ((queue === undefined) === (queueRegex === undefined))
    throw fail(
      scaler,
      `${field} has ${queue === undefined ? 'neither queue nor' : 'both queue and'} queueRegex, give one of the two`,
    );
  requireMatch(scaler, `${field}.queue`, queue, /^[^]{1,255}$/, 'the name of a queue');
  requireMatch(scaler, `${field}.queueRegex`, queueRegex, /^[^]+$/, 'a regular expression of queue names');
  requireMatch(scaler, `${field}.vhostName`, vhostName, /^[^]+$/, 'the name of a virtual host, such as / or studioml');
  requireOneOf(scaler, `${field}.operation`, operation, ['sum', 'max', 'avg']);
  if (operation !== undefined && queueRegex === undefined)
    throw fail(scaler, `${field}.operation is given, but there is only one queue; it belongs to queueRegex`);
  for (const option of HTTP_ONLY) {
    if (protocol === 'http' || options[option] === undefined || options[option] === false) continue;
    throw fail(
      scaler,
      `${field}.${option} is given, but protocol is 'amqp'; only the management interface, protocol 'http', can do it`,
    );
  }
  requireInteger(scaler, `${field}.messagesPerReplica`, options.messagesPerReplica, 1);
  requireInteger(scaler, `${field}.activationMessages`, options.activationMessages, 0);
  requireInteger(scaler, `${field}.timeout`, options.timeout, 1);
}
