import type * as k8s from '../../imports/kubernetes';
import { IMAGE } from '../checks/image/image-reference';
import { fail, requireInteger, requireMatch, requireOneOf, quote } from '../core/fail';
import { renderDisruptionBudget } from '../core/workload/disruption-budget';
import type { PodTemplateProps } from '../core/pod/pod-template';
import { WorkloadObject } from '../core/workload/workload-object';
import { sizeProblem } from '../core/amount';
import type { AuthService, AuthServiceProps } from './auth-service';
import { CLAIM, JUDGE_PORT, LABELS, PARAMETERS, renderObjects, SERVICE, WEB_PORT } from './auth-service-objects';
import { AUTH_SERVICE_VERSIONS, settingsToEnv } from './auth-service-settings';
import type { AuthServiceVersion } from './auth-service-settings';
import { renderAuthnFilter } from './authn-filter';
import { caVolume, requireCaBundle } from './ca-bundle';
import { callbackUrl, requireHostOf } from './callback';
import { seconds } from './duration';
import { gatewayOf } from './gateway-ref';
import { checksumOf } from './pod-parts';
import { skipPaths, skipPathProblem } from './skip-paths';

type Props = AuthServiceProps & { readonly prefix: string };

const CA_FOLDER = '/etc/authservice-ca';
const RESOURCES: k8s.ResourceRequirements = {
  requests: { cpu: '50m', memory: '64Mi' },
  limits: { memory: '256Mi' },
};

/** Renders the platform edition; gives the URL that the provider sends users back to. */
export function renderPlatform(construct: AuthService, props: Props): string {
  const { version = '0c4ea9a', host, prefix, routes } = props;
  const { namespace } = construct;
  requireOneOf(construct, 'version', version, AUTH_SERVICE_VERSIONS);
  requireValues(construct, props, version);
  if (props.caBundle) requireCaBundle(construct, props.caBundle);
  const redirectUrl = callbackUrl(construct, {
    host,
    prefix,
    path: 'oidc/callback',
    redirectUrl: props.redirectUrl,
    fixed: version === 'e236439',
  });
  requireHostOf(construct, routes, host);
  const settings = environment(construct, props, version, redirectUrl);
  const reviewsTokens = props.settings?.kubernetesAuthnEnabled ?? true;
  const { size = '10Gi', storageClassName } = props.storage ?? {};
  const problem = sizeProblem(size, '10Gi');
  if (problem !== undefined) throw fail(construct, `storage.size is ${quote(size)}, ${problem}`);
  renderObjects(construct, {
    namespace,
    storage: props.redis ? undefined : { size, storageClassName },
    reviewsTokens,
    settings,
    web: true,
  });
  renderPods(construct, props, settings);
  renderAuthnFilter(construct, {
    gateway: gatewayOf(construct, props.gateway),
    host: `${SERVICE}.${namespace}.svc.cluster.local`,
    port: JUDGE_PORT,
    timeout: props.timeout ?? '10s',
    allowedHeaders: distinct(
      construct,
      'allowedHeaders',
      ['authorization', 'cookie', 'x-auth-token'],
      props.allowedHeaders,
    ),
    upstreamHeaders: distinct(
      construct,
      'upstreamHeaders',
      [construct.headers.userId, construct.headers.groups],
      props.upstreamHeaders,
    ),
    connectionManager: 'envoy.filters.network.http_connection_manager',
    sayFailClosed: true,
  });
  addRoutes(construct, props);
  return redirectUrl;
}

/** Most exact first, though the table orders them itself. The callback needs no route: the gateway's filter asks the program, which answers. */
function addRoutes(construct: AuthService, { prefix, routes }: Props): void {
  const to = { service: SERVICE, namespace: construct.namespace };
  const judge = { ...to, port: JUDGE_PORT };
  routes?.add(construct, { name: 'authservice-login', exact: `${prefix}login/oidc`, rewrite: '/', to: judge });
  routes?.add(construct, { name: 'authservice-logout', exact: '/logout', rewrite: `${prefix}logout`, to: judge });
  routes?.add(construct, { name: 'authservice-web', prefix, rewrite: '/', to: { ...to, port: WEB_PORT } });
}

function requireValues(construct: AuthService, props: Props, version: AuthServiceVersion): void {
  const { image, prefix, redis, replicas = 1, timeout = '10s', user } = props;
  if (image === undefined) {
    throw fail(
      construct,
      'image is missing: the project ended and its registry publishes nothing; give the image of your own registry, built of ' +
        `https://github.com/arrikto/oidc-authservice at ${version}, or use OAuth2Proxy`,
    );
  }
  requireMatch(construct, 'image', image, IMAGE, 'an image with its tag');
  const problem = skipPathProblem(prefix);
  if (problem !== undefined)
    throw fail(construct, `prefix '${prefix}' ${problem.replaceAll('/dex/', '/authservice/')}`);
  requireInteger(construct, 'replicas', replicas, 1);
  requireInteger(construct, 'user', user, 1, 65534);
  requireInteger(construct, 'redis.database', redis?.database, 0, 15);
  requireMatch(
    construct,
    'redis.address',
    redis?.address,
    /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?:[1-9]\d{0,4}$/,
    'host:port',
  );
  if (replicas > 1 && redis === undefined) {
    throw fail(
      construct,
      `replicas is ${replicas} and sessions are in a file, which one pod alone can open; allowed is 1, or redis for the sessions`,
    );
  }
  if (redis !== undefined && version === 'e236439')
    throw fail(
      construct,
      "redis is given, and version 'e236439' does not read SESSION_STORE_TYPE; version '0c4ea9a' does",
    );
  if ((seconds(timeout) ?? 0) <= 0) throw fail(construct, `timeout is '${timeout}', allowed are times such as 10s`);
}

/** The variables in the order of what they are about. */
function environment(
  construct: AuthService,
  props: Props,
  version: AuthServiceVersion,
  redirectUrl: string,
): Record<string, string> {
  const { provider, prefix, redis, caBundle, headers = construct.headers } = props;
  const skipAuth = skipPaths(construct, provider, props.skipAuth);
  return {
    OIDC_PROVIDER: provider.issuer,
    ...(provider.endpoints && { OIDC_AUTH_URL: provider.endpoints.authorize }),
    OIDC_SCOPES: provider.allScopes.join(','),
    REDIRECT_URL: redirectUrl,
    AUTHSERVICE_URL_PREFIX: prefix,
    ...(skipAuth.length > 0 && { SKIP_AUTH_URLS: skipAuth.join(',') }),
    USERID_HEADER: headers.userId,
    USERID_PREFIX: headers.prefix,
    USERID_CLAIM: provider.userIdClaim,
    GROUPS_HEADER: headers.groups,
    GROUPS_CLAIM: provider.groupsClaim,
    ...(redis && {
      SESSION_STORE_TYPE: 'redis',
      SESSION_STORE_REDIS_ADDR: redis.address,
      ...(redis.database !== undefined && { SESSION_STORE_REDIS_DB: String(redis.database) }),
    }),
    ...(caBundle && { CA_BUNDLE: `${CA_FOLDER}/${caBundle.key}` }),
    ...settingsToEnv(construct, version, props.settings ?? {}),
  };
}

function renderPods(construct: AuthService, props: Props, settings: Readonly<Record<string, string>>): void {
  const { replicas = 1 } = props;
  new WorkloadObject(construct, {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'oidc-authservice', namespace: construct.namespace },
    spec: { replicas, serviceName: SERVICE, selector: { matchLabels: LABELS } },
    selector: true,
    template: podTemplate(construct, props, settings),
  });
  if (replicas === 1) return;
  renderDisruptionBudget(
    construct,
    'DisruptionBudget',
    { name: 'oidc-authservice', namespace: construct.namespace },
    LABELS,
  );
}

function podTemplate(
  construct: AuthService,
  props: Props,
  settings: Readonly<Record<string, string>>,
): PodTemplateProps {
  const { provider, redis, caBundle, user = 100, resources = RESOURCES } = props;
  const { serverPort = 8080, webServerPort = 8082, readinessProbePort = 8081 } = props.settings ?? {};
  const { clientId } = provider;
  const file = redis === undefined;
  return {
    labels: { ...LABELS, 'sidecar.istio.io/inject': 'false' },
    annotations: checksumOf(settings),
    serviceAccount: SERVICE,
    // It will not start without a token, whether it reviews others or not.
    needsApi: true,
    placement: props.placement,
    imagePullSecrets: props.imagePullSecrets?.map((name) => ({ name })),
    // 111 is the image's group, which the files on the volume are given.
    securityContext: { runAsUser: user, runAsGroup: 111, fsGroup: 111 },
    containers: [
      {
        name: 'authservice',
        image: props.image!,
        ports: [
          { name: 'http-api', containerPort: serverPort },
          { name: 'http-web', containerPort: webServerPort },
          { name: 'readiness', containerPort: readinessProbePort },
        ],
        envFrom: [{ configMapRef: { name: PARAMETERS } }],
        ...(typeof clientId === 'string' && { env: [{ name: 'CLIENT_ID', value: clientId }] }),
        secretEnv: {
          ...(typeof clientId === 'object' && { CLIENT_ID: clientId }),
          CLIENT_SECRET: provider.clientSecret,
          ...(redis?.password && { SESSION_STORE_REDIS_PWD: redis.password }),
        },
        resources,
        readinessProbe: { httpGet: { path: '/', port: 'readiness' } },
        // It listens as soon as it runs, and waits for its provider then.
        livenessProbe: { tcpSocket: { port: 'http-api' }, initialDelaySeconds: 10 },
        volumeMounts: [
          ...(file ? [{ name: 'data', mountPath: '/var/lib/authservice' }] : []),
          ...(caBundle ? [{ name: 'ca', mountPath: CA_FOLDER, readOnly: true }] : []),
        ],
      },
    ],
    volumes: [
      ...(file ? [{ name: 'data', persistentVolumeClaim: { claimName: CLAIM } }] : []),
      ...(caBundle ? [caVolume(construct, construct.namespace, caBundle)] : []),
    ],
  };
}

function distinct(
  construct: AuthService,
  option: string,
  own: readonly string[],
  given: readonly string[] = [],
): readonly string[] {
  for (const header of given)
    requireMatch(construct, option, header, /^[a-z0-9-]+$/, 'the name of a header in lower case');
  return [...new Set([...own, ...given])];
}
