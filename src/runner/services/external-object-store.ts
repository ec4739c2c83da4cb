import { Construct } from 'constructs';
import { brand } from '../../facts/brand';
import type { SecretSource } from '../../core/secret/secret-source';
import { requireCredentials } from './credentials';
import type { Credentials } from './credentials';
import { requireExternalHost } from './external-host';
import { requireProps } from '../../core/require-props';
import { EXTERNAL_OBJECT_STORE } from '../known-props';

/** Properties of an {@link ExternalObjectStore}. */
export interface ExternalObjectStoreProps {
  /** The DNS name or address of the store, without scheme and port. */
  readonly host: string;

  /**
   * The port of the store.
   * @default - 443 with TLS, 9000 without
   */
  readonly port?: number;

  /** The access key, or the name of the user. */
  readonly user: SecretSource;

  /** The secret key, or the password of the user. */
  readonly password: SecretSource;

  /**
   * Whether the connection is in clear, so that who is between reads keys and artifacts.
   * @default false
   */
  readonly insecureNoTls?: boolean;
}

/**
 * An S3 store outside of the cluster, which is what document 000 recommends: that of a cloud, SeaweedFS, or a VersityGW in front of Azure
 * storage. It renders nothing: it says where the store is and who asks. Runners learn the store of an experiment from the experiment.
 *
 * @example
 * const objectStore = new runner.ExternalObjectStore(chart, 'store', {
 *   host: 's3.example.com',
 *   user: SecretSource.existing('studioml-store', 'user'),
 *   password: SecretSource.existing('studioml-store', 'password'),
 * });
 */
export class ExternalObjectStore extends Construct {
  /** Host and port, as clients want them: `s3.example.com:443`. */
  public readonly endpoint: string;
  /** The endpoint with its scheme: `https://s3.example.com:443`. */
  public readonly url: string;
  /** How clients sign in. */
  public readonly credentials: Credentials;

  /** @throws where host or port cannot be those of a server outside of the cluster, or a credential is missing */
  public constructor(scope: Construct, id: string, props: ExternalObjectStoreProps) {
    super(scope, id);
    requireProps(this, 'an ExternalObjectStore', props, EXTERNAL_OBJECT_STORE);
    const { host, insecureNoTls = false } = props;
    const port = props.port ?? (insecureNoTls ? 9000 : 443);
    requireExternalHost(this, { host, port });
    this.credentials = requireCredentials(this, props);
    this.endpoint = `${host}:${port}`;
    this.url = `${insecureNoTls ? 'http' : 'https'}://${this.endpoint}`;
  }
}

/** Whether it is an {@link ExternalObjectStore}, of whichever copy of this library. */
export const isExternalObjectStore = brand(ExternalObjectStore, 'runner.ExternalObjectStore');
