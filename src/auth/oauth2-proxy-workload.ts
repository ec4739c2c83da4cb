import type { Construct } from 'constructs';
import type * as k8s from '../../imports/kubernetes';
import { KubeObject } from '../core/kube-object';
import { renderDisruptionBudget } from '../core/workload/disruption-budget';
import { WorkloadObject } from '../core/workload/workload-object';
import { caVolume } from './ca-bundle';
import { drainFirst } from './drain';
import { seconds } from './duration';
import { OAUTH2_PROXY_IMAGE } from './images';
import type { OAuth2ProxyProps } from './oauth2-proxy';
import { configFile } from './oauth2-proxy-config';
import { checksumOf, namespaceOf } from './pod-parts';

const CA_FOLDER = '/etc/oauth2-proxy-ca';

const RESOURCES: k8s.ResourceRequirements = {
  requests: { cpu: '50m', memory: '64Mi' },
  limits: { memory: '256Mi' },
};

/** What the construct has worked out. */
export interface WorkloadFacts {
  readonly name: string;
  readonly redirectUrl: string;
  /** Prefixes that need no sign-in, checked. */
  readonly skipAuth: readonly string[];
  readonly matchLabels: Readonly<Record<string, string>>;
}

/** Renders oauth2-proxy itself: account, configuration, Service, disruption budget and, as `Resource`, the Deployment. */
export function renderWorkload(construct: Construct, props: OAuth2ProxyProps, facts: WorkloadFacts): void {
  const { name, redirectUrl, skipAuth, matchLabels } = facts;
  const { provider, replicas = 2, resources = RESOURCES } = props;
  const config = configFile({
    provider,
    host: props.host,
    redirectUrl,
    skipAuth,
    apiRoutes: props.apiRoutes ?? ['/api/', '/apis/', '^/ml_metadata'],
    emailDomains: props.emailDomains ?? ['*'],
    allowedGroups: props.allowedGroups,
    whitelistDomains: props.whitelistDomains ?? [],
    cookieName: props.cookieName ?? 'oauth2_proxy_kubeflow',
    cookieExpire: props.cookieExpire ?? '24h',
    cookieRefresh: props.cookieRefresh ?? defaultRefresh(props),
    signInPage: props.signInPage ?? true,
    trustedProxies: props.trustedProxies,
    caFile: props.caBundle && `${CA_FOLDER}/${props.caBundle.key}`,
  });
  const metadata = { name };
  new KubeObject(construct, 'ServiceAccount', {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata,
    automountServiceAccountToken: false,
  });
  new KubeObject(construct, 'Config', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata,
    data: { 'oauth2_proxy.cfg': config },
  });
  new KubeObject(construct, 'Service', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: { type: 'ClusterIP', selector: matchLabels, ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
  });
  if (replicas > 1) {
    renderDisruptionBudget(construct, 'DisruptionBudget', metadata, matchLabels);
  }
  const { clientId } = provider;
  const ca = props.caBundle && caVolume(construct, namespaceOf(construct, 'oauth2-proxy'), props.caBundle);
  new WorkloadObject(construct, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: { replicas, selector: { matchLabels } },
    selector: true,
    template: {
      // The gateway asks it without a sidecar between; a sidecar would also have to let the provider's answers through.
      labels: { ...matchLabels, 'sidecar.istio.io/inject': 'false' },
      annotations: checksumOf(config),
      serviceAccount: { name },
      placement: props.placement,
      imagePullSecrets: props.imagePullSecrets?.map((secret) => ({ name: secret })),
      securityContext: { runAsUser: 65532, runAsGroup: 65532 },
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: 'kubernetes.io/hostname',
          whenUnsatisfiable: 'ScheduleAnyway',
          labelSelector: { matchLabels },
        },
      ],
      containers: [
        {
          name: 'oauth2-proxy',
          image: props.image ?? OAUTH2_PROXY_IMAGE,
          args: [
            '--config=/etc/oauth2-proxy/oauth2_proxy.cfg',
            ...(props.trustedProxies ?? []).map((proxy) => `--trusted-proxy-ip=${proxy}`),
          ],
          ports: [{ name: 'http', containerPort: 4180 }],
          secretEnv: {
            ...(typeof clientId === 'object' && { OAUTH2_PROXY_CLIENT_ID: clientId }),
            OAUTH2_PROXY_CLIENT_SECRET: provider.clientSecret,
            OAUTH2_PROXY_COOKIE_SECRET: props.cookieSecret,
          },
          resources,
          ...drainFirst(construct),
          livenessProbe: { httpGet: { path: '/ping', port: 'http' } },
          readinessProbe: { httpGet: { path: '/ready', port: 'http' } },
          volumeMounts: [
            { name: 'config', mountPath: '/etc/oauth2-proxy', readOnly: true },
            ...(ca ? [{ name: ca.name, mountPath: CA_FOLDER, readOnly: true }] : []),
          ],
        },
      ],
      volumes: [{ name: 'config', configMap: { name } }, ...(ca ? [ca] : [])],
    },
  });
}

/** A token of Entra ID lives an hour at least; only with a refresh token is there a next one. */
function defaultRefresh({ provider, cookieExpire = '24h' }: OAuth2ProxyProps): string | undefined {
  const lasts = (seconds(cookieExpire) ?? 0) > 3600;
  return lasts && provider.allScopes.includes('offline_access') ? '59m' : undefined;
}
