import { Yaml } from 'cdk8s';
import { Construct } from 'constructs';
import type * as k8s from '../../imports/kubernetes';
import { requireSyntax } from '../core/fail';
import { IdentityHeaders } from '../core/identity-headers';
import type { Placement } from '../core/placement';
import type { IRouteTable } from '../core/route';
import type { SecretSource } from '../core/secret/secret-source';
import { ToolFile } from '../core/tool-file';
import { dns1035Label } from '../facts/names';
import { requireCaBundle } from './ca-bundle';
import type { CaBundle } from './ca-bundle';
import { callbackUrl, requireHostOf } from './callback';
import { gatewayOf } from './gateway-ref';
import type { GatewayWorkload } from './gateway-ref';
import { extensionProvider, renderGatewayObjects } from './oauth2-proxy-gateway';
import type { ExtensionProvider, MachineTokenIssuer } from './oauth2-proxy-gateway';
import { renderNetworkPolicy } from './oauth2-proxy-network';
import type { OidcProvider } from './oidc-provider';
import { requireValues } from './oauth2-proxy-values';
import { renderWorkload } from './oauth2-proxy-workload';
import { namespaceOf } from './pod-parts';
import { skipPaths } from './skip-paths';
import { requireProps } from '../core/require-props';
import { OAUTH2_PROXY } from './known-props';

/** Properties of an {@link OAuth2Proxy}. */
export interface OAuth2ProxyProps {
  /** Who signs users in. */
  readonly provider: OidcProvider;

  /** The host that users type, such as `kubeflow.example.com`; always with TLS. */
  readonly host: string;

  /** What sessions are encrypted with: 16, 24 or 32 bytes, as text or in URL-safe base64. */
  readonly cookieSecret: SecretSource;

  /**
   * The table of the gateway that the pages of sign-in are routed by; its hosts take `host`.
   * @default - none is added: the gateway must route `/oauth2/` to port 80 of the Service by other means
   */
  readonly routes?: IRouteTable;

  /**
   * The gateway whose requests need sign-in.
   * @default - Istio's own: `istio: ingressgateway` in istio-system
   */
  readonly gateway?: GatewayWorkload;

  /**
   * The headers that name the user; give the dashboard, profiles and pipelines the same value. It has no prefix, for the gateway copies
   * the claim as it is.
   * @default IdentityHeaders.KUBEFLOW
   */
  readonly headers?: IdentityHeaders;

  /**
   * Prefixes of paths that need no sign-in, such as `/healthz/`. That of a provider that is Dex is always among them.
   * @default - none
   */
  readonly skipAuth?: readonly string[];

  /**
   * Issuers of tokens for programs. A request with the header `Authorization` then passes by its token alone, without a session.
   * @default - none
   */
  readonly machineTokens?: readonly MachineTokenIssuer[];

  /**
   * Domains of mail that may sign in; `*` is everybody whom the provider lets in.
   * @default ['*']
   */
  readonly emailDomains?: readonly string[];

  /**
   * Groups of which a user has at least one.
   * @default - all users
   */
  readonly allowedGroups?: readonly string[];

  /**
   * Patterns (RE2) of paths that scripts ask, which get a 401 and not the sign-in page.
   * @default ['/api/', '/apis/', '^/ml_metadata'], those of Kubeflow
   */
  readonly apiRoutes?: readonly string[];

  /**
   * Other hosts that users may be sent to after signing in or out, such as `login.microsoftonline.com`.
   * @default - none beside `host`
   */
  readonly whitelistDomains?: readonly string[];

  /**
   * Where the provider sends users back to; register it there.
   * @default - `https://<host>/oauth2/callback`, the only one the program answers at
   */
  readonly redirectUrl?: string;

  /**
   * How long a session lasts, such as `24h`.
   * @default '24h'
   */
  readonly cookieExpire?: string;

  /**
   * After how long the session asks for a new token, shorter than `cookieExpire`.
   * @default - `59m` where the scopes have `offline_access`, for a token of Entra ID lives an hour; otherwise never
   */
  readonly cookieRefresh?: string;

  /**
   * The name of the cookie.
   * @default 'oauth2_proxy_kubeflow'
   */
  readonly cookieName?: string;

  /**
   * Whether users see a page with a button first. Without it each open tab begins a sign-in of its own when a session ends.
   * @default true
   */
  readonly signInPage?: boolean;

  /**
   * Addresses, as CIDR, of proxies whose `X-Forwarded-*` headers are believed.
   * @default - none; the gateway's question has no such headers
   */
  readonly trustedProxies?: readonly string[];

  /**
   * Authorities that the certificate of the provider is believed by, beside those of the image: for an issuer with a certificate of one's own.
   * istiod reads the keys of the same issuer, and has a setting of its own for it, `pilot.jwksResolverExtraRootCA` of its chart.
   * @default - those of the image alone
   */
  readonly caBundle?: CaBundle;

  /**
   * How many pods; sessions are in cookies, so that each pod knows all of them.
   * @default 2
   */
  readonly replicas?: number;

  /**
   * The name of all objects, and of the provider in the mesh configuration.
   * @default 'oauth2-proxy'
   */
  readonly name?: string;

  /**
   * The image of oauth2-proxy.
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
}

const PREFIX = '/oauth2/';
const LABEL = 'app.kubernetes.io/name';

/**
 * Sign-in at a gateway of Istio with oauth2-proxy, as Kubeflow does it since 1.9: the gateway asks oauth2-proxy whether a request has a
 * session, takes the id token out of it, and names the user in a header. It renders oauth2-proxy itself, the policies of the gateway, and
 * the file `oauth2-proxy-mesh-config.yaml` among the tools: Helm values for istiod (or a part of the ConfigMap `istio`), without which
 * Istio denies every request. It makes no gateway and no certificate.
 *
 * @example
 * new auth.OAuth2Proxy(chart, 'sign-in', {
 *   provider,
 *   host: 'kubeflow.example.com',
 *   cookieSecret: SecretSource.existing('oauth2-proxy', 'cookie-secret'),
 *   routes,
 * });
 * @see https://oauth2-proxy.github.io/oauth2-proxy/
 * @see https://github.com/kubeflow/manifests/tree/master/common/oauth2-proxy
 */
export class OAuth2Proxy extends Construct {
  /** The name of the Service. */
  public readonly name: string;
  /** The namespace of the Service: that of the chart. */
  public readonly namespace: string;
  /** Where the provider sends users back to; a reply URL of the registered app. */
  public readonly redirectUrl: string;
  /** The path that ends a session, for a dashboard. */
  public readonly logoutPath = `${PREFIX}sign_out`;
  /** The headers that name the user. */
  public readonly headers: IdentityHeaders;
  /** What the mesh configuration of Istio needs, for a construct that renders it. */
  public readonly extensionProvider: ExtensionProvider;

  /**
   * @throws where a value is not allowed, redirect and host disagree, the gateway's table is for another host, a cookie secret in clear has
   *   a wrong length, or nothing says for whom tokens must be made
   */
  public constructor(scope: Construct, id: string, props: OAuth2ProxyProps) {
    super(scope, id);
    requireProps(this, 'an OAuth2Proxy', props, OAUTH2_PROXY);
    const { provider, host, routes, headers = IdentityHeaders.KUBEFLOW, machineTokens = [] } = props;
    this.name = props.name ?? 'oauth2-proxy';
    requireSyntax(this, 'name', this.name, dns1035Label);
    this.namespace = namespaceOf(this, 'oauth2-proxy');
    this.headers = headers;
    this.redirectUrl = callbackUrl(this, {
      host,
      prefix: PREFIX,
      path: 'callback',
      redirectUrl: props.redirectUrl,
      fixed: true,
    });
    requireHostOf(this, routes, host);
    requireValues(this, props);
    if (props.caBundle) requireCaBundle(this, props.caBundle);

    const skipAuth = skipPaths(this, provider, props.skipAuth);
    const gateway = gatewayOf(this, props.gateway);
    const matchLabels = { [LABEL]: this.name };
    const { name, redirectUrl } = this;
    renderWorkload(this, props, { name, redirectUrl, skipAuth, matchLabels });
    renderNetworkPolicy(this, { name: this.name, matchLabels, gateway, provider });
    const open = [...new Set([PREFIX, ...skipAuth])];
    renderGatewayObjects(this, { name: this.name, gateway, provider, headers, open, machineTokens });
    this.extensionProvider = extensionProvider(this.name, `${this.name}.${this.namespace}.svc.cluster.local`, 80);
    new ToolFile(this, 'MeshConfig', {
      name: `${this.name}-mesh-config.yaml`,
      content: meshConfig(this.extensionProvider, props.caBundle),
    });
    const to = { service: this.name, namespace: this.namespace, port: 80 };
    routes?.add(this, { name: this.name, prefix: PREFIX, to });
  }
}

/** The part of the mesh configuration, with what must be added to it by hand: the certificate is in the cluster, and not known here. */
function meshConfig(provider: ExtensionProvider, ca: CaBundle | undefined): string {
  const usage = `# Values of istiod's Helm chart: helm upgrade istiod istio/istiod -n istio-system --reuse-values -f ${provider.name}-mesh-config.yaml
# Without Helm, what is below meshConfig goes into the key mesh of the ConfigMap istio in istio-system.
`;
  const content = usage + Yaml.stringify({ meshConfig: { extensionProviders: [provider] } });
  if (!ca) return content;
  const { configMap, secret, key } = ca;
  const where = configMap === undefined ? `the Secret ${secret}` : `the ConfigMap ${configMap}`;
  const head = `# istiod asks the issuer for its keys itself, and must believe its certificate: set pilot.jwksResolverExtraRootCA to the text that
# ${where} has under ${key}. Without it every request is refused after signing in.
`;
  return head + content;
}
