import { Construct } from 'constructs';
import type * as k8s from '../../imports/kubernetes';
import { fail, requireOneOf } from '../core/fail';
import type { Placement } from '../core/placement';
import type { IRouteTable } from '../core/route';
import type { SecretSource } from '../core/secret/secret-source';
import { requireHostOf } from './callback';
import type { DexConnector } from './dex-connector';
import type { DexStorage } from './dex-storage';
import { renderDocumentedDex } from './documented-dex';
import { OidcProvider } from './oidc-provider';
import type { DexProviderOptions } from './oidc-provider';
import { renderPlatformDex } from './platform-dex';
import { namespaceOf, providerPath } from './pod-parts';
import { endpointProblem, hostProblem, isInCluster } from './web-address';
import { requireProps } from '../core/require-props';
import { DEX } from './known-props';

/** A program that users sign in to by Dex. */
export interface DexClient {
  /** Its id; no secret. */
  readonly id: string | SecretSource;
  /** Its secret. */
  readonly secret: SecretSource;
  /** Where users are sent back to, exactly; `redirectUrl` of {@link OAuth2Proxy} or {@link AuthService}. */
  readonly redirectUris: readonly string[];
  /** The name that users see. */
  readonly name: string;
}

/** A user whom Dex knows itself. */
export interface DexUser {
  /** The e-mail address with which the user signs in. */
  readonly email: string;
  /** The name that applications see. */
  readonly username: string;
  /** What tokens know the user by for ever, such as a UUID; two users never have one. */
  readonly userId: string;
  /** The bcrypt hash of the password, of cost 10 or more. */
  readonly hash: SecretSource;
}

/** Properties of a {@link Dex}. */
export interface DexProps {
  /** The host that users type, such as `kubeflow.example.com`; always with TLS. */
  readonly host: string;

  /**
   * The programs that users sign in to.
   * @default - none, and an error; that of Kubeflow for the documented edition
   */
  readonly clients?: readonly DexClient[];

  /**
   * Providers that users are sent on to.
   * @default - none
   */
  readonly connectors?: readonly DexConnector[];

  /**
   * Users whom Dex knows itself; without a connector at least one.
   * @default - none
   */
  readonly users?: readonly DexUser[];

  /**
   * Where keys and sessions are.
   * @default DexStorage.sqlite(), a file on a volume
   */
  readonly storage?: DexStorage;

  /**
   * The issuer in tokens: the Service of this Dex, or the host with TLS. Its path is the one that the gateway routes.
   * @default - `http://dex.<namespace>.svc.cluster.local:5556/dex`, which programs in the cluster can ask
   */
  readonly issuer?: string;

  /**
   * The table of the gateway that its pages are routed by; its hosts take `host`.
   * @default - none is added
   */
  readonly routes?: IRouteTable;

  /**
   * Whether users are asked each time whether a client may know them. All clients are listed here, so that nobody else's can ask.
   * @default false
   */
  readonly approvalScreen?: boolean;

  /**
   * How long a token is good for, such as `24h`; not shorter than the session of who keeps it.
   * @default '24h'
   */
  readonly idTokenLifetime?: string;

  /**
   * From which level on Dex logs.
   * @default 'info'
   */
  readonly logLevel?: 'debug' | 'info' | 'warn' | 'error';

  /**
   * How many pods; more than one only with a storage that they can share.
   * @default - 2 where the storage can be shared, otherwise 1
   */
  readonly replicas?: number;

  /**
   * The image of Dex.
   * @default - the release that this library was written against
   */
  readonly image?: string;

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
   * Whether a NetworkPolicy lets Istio's ingress gateway, istiod and `allowFrom` reach it in a namespace that denies by default; these are the
   * pods that ask it for tokens, such as those of oauth2-proxy. Out it lets everything but the metadata services of clouds.
   * @default - none
   */
  readonly networkPolicy?: { readonly allowFrom: readonly k8s.NetworkPolicyPeer[] };

  /**
   * `platform`: safe and current. `documented`: that of Kubeflow 1.8, which document 003's repository is a copy of; of the options it has
   * host and routes.
   * @default 'platform'
   */
  readonly edition?: 'platform' | 'documented';
}

/**
 * Dex: a provider of OpenID Connect in the cluster, for users of its own or of other providers. For Entra ID alone
 * {@link OidcProvider.entraId} needs no Dex between.
 *
 * @example
 * const secret = (key: string) => SecretSource.existing('dex', key);
 * const tenantId = '8a0d6b4e-3c1f-4a52-9d27-5b1f0c9e7a31';
 * const dex = new auth.Dex(chart, 'dex', {
 *   host: 'kubeflow.example.com',
 *   connectors: [auth.DexConnector.microsoft({ tenantId, clientId: '29bc9d7e-b741-4310-a9fa-b744436d20c5', clientSecret: secret('entra') })],
 *   clients: [
 *     { id: 'kubeflow', name: 'Kubeflow', secret: secret('kubeflow'), redirectUris: ['https://kubeflow.example.com/oauth2/callback'] },
 *   ],
 *   routes,
 * });
 * const provider = dex.provider({ clientId: 'kubeflow', clientSecret: secret('kubeflow') });
 * @see https://dexidp.io/docs/
 */
export class Dex extends Construct {
  /** The name of the Service. */
  public readonly name = 'dex';
  /** The namespace of all objects: that of the chart. */
  public readonly namespace: string;
  /** The issuer in tokens. */
  public readonly issuer: string;
  /** The path that needs no sign-in, such as `/dex/`. */
  public readonly path: string;
  /** Where other providers send users back to; a reply URL of their apps. */
  public readonly callbackUrl: string;

  private readonly host: string;

  /** @throws where nobody could sign in, issuer and host disagree, or several pods would share one file */
  public constructor(scope: Construct, id: string, props: DexProps) {
    super(scope, id);
    requireProps(this, 'a Dex', props, DEX);
    const { host, routes, edition = 'platform' } = props;
    requireOneOf(this, 'edition', edition, ['platform', 'documented']);
    this.namespace = namespaceOf(this, 'auth');
    this.host = host;
    const problem = hostProblem(host);
    if (problem !== undefined) throw fail(this, `host ${problem}`);
    requireHostOf(this, routes, host);
    this.issuer = props.issuer ?? `${this.service}/dex`;
    this.requireIssuer();
    this.path = providerPath(this);
    this.callbackUrl = `https://${host}${this.path}callback`;
    if (edition === 'documented') renderDocumentedDex(this, props);
    else renderPlatformDex(this, props);
    const to = { service: this.name, namespace: this.namespace, port: 5556 };
    routes?.add(this, { name: this.name, prefix: this.path, to });
  }

  /** The provider that this Dex is, for {@link OAuth2Proxy} or {@link AuthService}. */
  public provider(options: Omit<DexProviderOptions, 'host' | 'issuer' | 'service'>): OidcProvider {
    return OidcProvider.dex({ ...options, host: this.host, issuer: this.issuer, service: this.service });
  }

  private get service(): string {
    return `http://${this.name}.${this.namespace}.svc.cluster.local:5556`;
  }

  private requireIssuer(): void {
    const problem = endpointProblem(this.issuer);
    if (problem !== undefined) throw fail(this, `issuer ${problem}`);
    const { origin, hostname, pathname } = new URL(this.issuer);
    const allowed = `${this.service}/dex or https://${this.host}/dex`;
    const own = isInCluster(hostname) ? this.service : new URL(`https://${this.host}`).origin;
    if (origin !== own) throw fail(this, `issuer is '${this.issuer}', where this Dex is not; allowed are ${allowed}`);
    if (/^(\/[A-Za-z0-9._~-]+)+$/.test(pathname)) return;
    throw fail(
      this,
      `issuer is '${this.issuer}', allowed is one with a path of its own that ends without '/', ${allowed}`,
    );
  }
}
