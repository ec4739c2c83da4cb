import { Construct } from 'constructs';
import { brand } from '../../facts/brand';
import { requireInteger } from '../../core/fail';
import type { SecretSource } from '../../core/secret/secret-source';
import { requireSource } from '../../core/secret/require-source';
import { requireExternalHost } from './external-host';
import { requireProps } from '../../core/require-props';
import { EXTERNAL_QUEUE } from '../known-props';

/** Properties of an {@link ExternalQueue}. */
export interface ExternalQueueProps {
  /** The DNS name or address of the broker, without scheme, user and port. */
  readonly host: string;

  /**
   * The port of AMQP.
   * @default - 5671 with TLS, 5672 without
   */
  readonly port?: number;

  /**
   * The port of the management interface, over which the runner lists queues.
   * @default - the port and 10000
   */
  readonly managementPort?: number;

  /** The whole URL with user and password, of the form that `urlForm` tells. */
  readonly url: SecretSource;

  /**
   * Whether the connection is in clear, so that who is between reads the password and the experiments.
   * @default false
   */
  readonly insecureNoTls?: boolean;
}

/**
 * A RabbitMQ broker outside of the cluster, which is what document 000 recommends. It renders nothing: it says where the broker is, and
 * refuses what pods could not reach. An alias in the cluster (a Service of type ExternalName) would not help, for the certificate of the
 * broker is for its own name.
 *
 * @example
 * const queue = new runner.ExternalQueue(chart, 'queue', {
 *   host: 'mq.example.com',
 *   url: SecretSource.existing('studioml-queue', 'url'), // amqps://USER:PASSWORD@mq.example.com:5671/%2f
 * });
 * new runner.Runner(chart, 'runner', { version: '0.9.21', queues: { rabbit: { url: queue.url } } });
 */
export class ExternalQueue extends Construct {
  /** The Secret with the URL, for `queues.rabbit.url` of a Runner. */
  public readonly url: SecretSource;
  /** What the Secret holds, with words where user and password stand: `amqps://USER:PASSWORD@mq.example.com:5671/%2f`. */
  public readonly urlForm: string;
  /** The host of RabbitMQ. */
  public readonly host: string;
  /** The port of AMQP. */
  public readonly port: number;
  /** The port of the management API. */
  public readonly managementPort: number;

  /** @throws where host or port cannot be those of a server outside of the cluster, or the URL is missing */
  public constructor(scope: Construct, id: string, props: ExternalQueueProps) {
    super(scope, id);
    requireProps(this, 'an ExternalQueue', props, EXTERNAL_QUEUE);
    const { host, insecureNoTls = false, url } = props;
    const port = props.port ?? (insecureNoTls ? 5672 : 5671);
    requireExternalHost(this, { host, port });
    this.managementPort = props.managementPort ?? port + 10000;
    requireInteger(this, 'managementPort', this.managementPort, 1, 65535);
    this.url = requireSource(this, 'url', url);
    this.host = host;
    this.port = port;
    this.urlForm = `${insecureNoTls ? 'amqp' : 'amqps'}://USER:PASSWORD@${host}:${port}/%2f`;
  }
}

/** Whether it is an {@link ExternalQueue}, of whichever copy of this library. */
export const isExternalQueue = brand(ExternalQueue, 'runner.ExternalQueue');
