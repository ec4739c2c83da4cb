import { declareExternal } from '../core/declare-external';
import { fail } from '../core/fail';
import { WorkloadObject } from '../core/workload/workload-object';
import type { AuthService, AuthServiceProps } from './auth-service';
import { CLAIM, JUDGE_PORT, LABELS, PARAMETERS, renderObjects, SERVICE, WEB_PORT } from './auth-service-objects';
import { renderAuthnFilter } from './authn-filter';
import { gatewayOf } from './gateway-ref';
import { DOCUMENTED_IMAGES } from './images';

/** What the documented form leaves open. */
const OPTIONS: readonly (keyof AuthServiceProps)[] = ['edition', 'provider', 'host', 'routes'];

const CLIENT_SECRET = 'oidc-authservice-client';

/**
 * The objects of Kubeflow 1.8 as document 003 changes them, field for field: `params.env` with its names that no program reads (KKA-15)
 * and the quotes that kustomize keeps, the alias of a filter (KKA-21), and no port for the pages (KKA-02). Left out is the Secret
 * `oidc-authservice-client` with CLIENT_ID and CLIENT_SECRET, whose values are the caller's (KKA-18).
 */
export function renderDocumented(construct: AuthService, props: AuthServiceProps): void {
  for (const [option, value] of Object.entries(props)) {
    if (value === undefined || OPTIONS.includes(option as keyof AuthServiceProps)) continue;
    const allowed = OPTIONS.slice(1).join(', ');
    throw fail(construct, `${option} is given with edition 'documented', allowed with it are ${allowed}`);
  }
  const { provider, host, routes } = props;
  const { namespace } = construct;
  declareExternal(construct, {
    kind: 'Secret',
    namespace,
    name: CLIENT_SECRET,
    keys: ['CLIENT_ID', 'CLIENT_SECRET'],
    reason: 'the document makes it of the values of the registered app',
  });
  renderObjects(construct, {
    namespace,
    storage: { size: '10Gi' },
    reviewsTokens: true,
    web: false,
    settings: {
      OIDC_PROVIDER: provider.issuer,
      OIDC_AUTH_URL: provider.endpoints?.authorize ?? '',
      OIDC_SCOPES: provider.scopes.join(','),
      REDIRECT_URL: `https://${host}/authservice/oidc/callback`,
      AUTHSERVICE_URL_PREFIX: '/authservice/',
      SKIP_AUTH_URLS: '/dex',
      AFTER_LOGOUT_URL: '',
      USERID_HEADER: 'kubeflow-userid',
      USERID_PREFIX: '',
      USERID_CLAIM: provider.userIdClaim,
      PORT: '"8080"',
      STORE_PATH: '/var/lib/authservice/data.db',
    },
  });
  new WorkloadObject(construct, {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'oidc-authservice', namespace },
    spec: { replicas: 1, serviceName: SERVICE, selector: { matchLabels: LABELS } },
    selector: true,
    template: {
      safeDefaults: false,
      annotations: { 'sidecar.istio.io/inject': 'false' },
      labels: LABELS,
      serviceAccount: SERVICE,
      containers: [
        {
          name: 'authservice',
          image: DOCUMENTED_IMAGES.authService,
          imagePullPolicy: 'Always',
          ports: [{ name: 'http-api', containerPort: 8080 }],
          envFrom: [{ secretRef: { name: CLIENT_SECRET } }, { configMapRef: { name: PARAMETERS } }],
          volumeMounts: [{ name: 'data', mountPath: '/var/lib/authservice' }],
          readinessProbe: { httpGet: { path: '/', port: 8081 } },
        },
      ],
      securityContext: { fsGroup: 111 },
      volumes: [{ name: 'data', persistentVolumeClaim: { claimName: CLAIM } }],
    },
  });
  renderAuthnFilter(construct, {
    gateway: gatewayOf(construct),
    host: `${SERVICE}.${namespace}.svc.cluster.local`,
    port: JUDGE_PORT,
    timeout: '10s',
    allowedHeaders: ['authorization', 'cookie', 'x-auth-token'],
    upstreamHeaders: ['kubeflow-userid'],
    connectionManager: 'envoy.http_connection_manager',
    sayFailClosed: false,
  });
  const to = { service: SERVICE, namespace };
  const judge = { ...to, port: JUDGE_PORT };
  routes?.add(construct, { name: 'authservice-web', prefix: '/authservice/login/oidc', rewrite: '/', to: judge });
  routes?.add(construct, { name: 'authservice-logout', prefix: '/logout', rewrite: '/authservice/logout', to: judge });
  routes?.add(construct, {
    name: 'authservice-web',
    prefix: '/authservice/',
    rewrite: '/',
    to: { ...to, port: WEB_PORT },
  });
}
