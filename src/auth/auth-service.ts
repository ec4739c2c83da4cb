import { Construct } from 'constructs';
import type * as k8s from '../../imports/kubernetes';
import { requireOneOf } from '../core/fail';
import { IdentityHeaders } from '../core/identity-headers';
import type { Placement } from '../core/placement';
import type { IRouteTable } from '../core/route';
import type { SecretSource } from '../core/secret/secret-source';
import type { CaBundle } from './ca-bundle';
import type { AuthServiceSettings, AuthServiceVersion } from './auth-service-settings';
import { renderDocumented } from './documented-auth-service';
import type { GatewayWorkload } from './gateway-ref';
import type { OidcProvider } from './oidc-provider';
import { renderPlatform } from './platform-auth-service';
import { namespaceOf } from './pod-parts';
import { requireProps } from '../core/require-props';
import { AUTH_SERVICE } from './known-props';

/** Sessions in a Redis, which all pods share. */
export interface RedisStore {
  /** Where it is, such as `redis.auth.svc.cluster.local:6379`. */
  readonly address: string;
  /**
   * The password of Redis.
   * @default - none
   */
  readonly password?: SecretSource;
  /**
   * The number of the database in Redis.
   * @default 0
   */
  readonly database?: number;
}

/** Properties of an {@link AuthService}. */
export interface AuthServiceProps {
  /** Who signs users in. */
  readonly provider: OidcProvider;

  /** The host that users type, such as `kubeflow.example.com`; always with TLS. */
  readonly host: string;

  /**
   * The image of one's own registry, built of the sources of `version`: the project ended, its registry publishes nothing, and nobody
   * mends holes in it.
   * @default - none, and an error; that of document 003 for the documented edition
   */
  readonly image?: string;

  /**
   * The build, which decides what settings there are.
   * @default '0c4ea9a', the last one
   */
  readonly version?: AuthServiceVersion;

  /**
   * The table of the gateway that its pages are routed by; its hosts take `host`.
   * @default - none is added
   */
  readonly routes?: IRouteTable;

  /**
   * The gateway whose requests need sign-in.
   * @default - Istio's own: `istio: ingressgateway` in istio-system
   */
  readonly gateway?: GatewayWorkload;

  /**
   * The headers that name the user; give the dashboard, profiles and pipelines the same value.
   * @default IdentityHeaders.KUBEFLOW
   */
  readonly headers?: IdentityHeaders;

  /**
   * The path below which it answers; it begins and ends with `/`.
   * @default '/authservice/'
   */
  readonly prefix?: string;

  /**
   * Where the provider sends users back to; register it there. It lies below `prefix`, and build e236439 answers at the derived one alone.
   * @default - `https://<host><prefix>oidc/callback`
   */
  readonly redirectUrl?: string;

  /**
   * Prefixes of paths that need no sign-in, such as `/healthz/`. That of a provider that is Dex is always among them.
   * @default - none
   */
  readonly skipAuth?: readonly string[];

  /**
   * Where sessions are; build e236439 knows only the file.
   * @default - a file on a volume, which one pod alone can open
   */
  readonly redis?: RedisStore;

  /**
   * The volume of the file.
   * @default - 10Gi of the cluster's default class
   */
  readonly storage?: { readonly size?: string; readonly storageClassName?: string };

  /**
   * How many pods; more than one only with `redis`.
   * @default 1
   */
  readonly replicas?: number;

  /**
   * Authorities that the certificate of the provider is believed by, beside those of the image.
   * @default - none
   */
  readonly caBundle?: CaBundle;

  /**
   * Settings of the program that nothing else decides.
   * @default - its own
   */
  readonly settings?: AuthServiceSettings;

  /**
   * Headers of a request that it sees, beside `authorization`, `cookie` and `x-auth-token`.
   * @default - none
   */
  readonly allowedHeaders?: readonly string[];

  /**
   * Headers of its answer that programs behind get, beside those of `headers`.
   * @default - none
   */
  readonly upstreamHeaders?: readonly string[];

  /**
   * How long the gateway waits for it, such as `10s`.
   * @default '10s'
   */
  readonly timeout?: string;

  /**
   * The user of the image, by number, for the kubelet cannot know the number of a name.
   * @default 100, that of the project's own image
   */
  readonly user?: number;

  /**
   * Names of the Secrets that the image is pulled with.
   * @default - none
   */
  readonly imagePullSecrets?: readonly string[];

  /**
   * Where the pods may go.
   * @default - any node
   */
  readonly placement?: Placement;

  /**
   * Requests and limits.
   * @default - requests of 50m CPU and 64Mi memory, a limit of 256Mi memory
   */
  readonly resources?: k8s.ResourceRequirements;

  /**
   * `platform`: safe. `documented`: what document 003 makes of Kubeflow 1.8, defects included; of the options it has provider, host and routes.
   * @default 'platform'
   */
  readonly edition?: 'platform' | 'documented';
}

/**
 * Sign-in at a gateway of Istio with the OIDC AuthService, as Kubeflow did it up to 1.8 and document 003 does. Kubeflow dropped it for
 * {@link OAuth2Proxy}, which is the one to use for anything new; this is for who has it.
 *
 * The program prints its whole configuration when it starts, the client's secret among it, so that who reads the log has it (KKA-17).
 *
 * @example
 * new auth.AuthService(chart, 'authservice', { provider, host: 'kubeflow.example.com', image: 'registry.example.com/authservice:0c4ea9a' });
 * @see https://github.com/arrikto/oidc-authservice
 */
export class AuthService extends Construct {
  /** The name of the Service. */
  public readonly name = 'authservice';
  /** The namespace of all objects but the gateway's filter: that of the chart. */
  public readonly namespace: string;
  /** Where the provider sends users back to; a reply URL of the registered app. */
  public readonly redirectUrl: string;
  /** The path that ends a session, for a dashboard; the program takes it by POST alone. */
  public readonly logoutPath: string;
  /** The headers that name the user. */
  public readonly headers: IdentityHeaders;

  /** @throws where a value is not allowed, redirect and prefix disagree, a build lacks a setting, or several pods would share one file */
  public constructor(scope: Construct, id: string, props: AuthServiceProps) {
    super(scope, id);
    requireProps(this, 'an AuthService', props, AUTH_SERVICE);
    const { edition = 'platform', prefix = '/authservice/' } = props;
    requireOneOf(this, 'edition', edition, ['platform', 'documented']);
    this.namespace = namespaceOf(this, 'istio-system');
    this.headers = props.headers ?? IdentityHeaders.KUBEFLOW;
    this.logoutPath = `${prefix}logout`;
    if (edition === 'platform') {
      this.redirectUrl = renderPlatform(this, { ...props, prefix });
    } else {
      this.redirectUrl = `https://${props.host}${prefix}oidc/callback`;
      renderDocumented(this, props);
    }
  }
}
