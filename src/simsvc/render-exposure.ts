import { Construct } from 'constructs';
import type * as k8s from '../../imports/kubernetes';
import { copy, withoutEmpty } from '../core/copy';
import { fail, requireMatch, requireOneOf, requireSyntax } from '../core/fail';
import { KubeObject } from '../core/kube-object';
import { requireSchema } from '../core/require-schema';
import { dns1123Subdomain } from '../facts/names';
import type { SimsvcExposure, SimsvcGateway, SimsvcIngress, SimsvcRoute } from './exposure';
import { requireBcrypt } from './htpasswd';
import { labelsOfRelease } from './names';
import type { SimsvcNames } from './names';

/** How a release is reached, and what its server must know of that. */
export interface Exposure {
  readonly env: readonly k8s.EnvVar[];
  readonly volumes: readonly k8s.Volume[];
  readonly volumeMounts: readonly k8s.VolumeMount[];
  /** Renders the objects; to be called once the server is there. */
  render(): void;
}

const HTPASSWD = '/htpasswd';

/** Reads the way in that was asked for. */
export function exposureOf(simsvc: Construct, names: SimsvcNames, exposure: SimsvcExposure): Exposure {
  const { ingress, gateway, route, htpasswd } = exposure;
  const ways = Object.entries({ ingress, gateway, route }).filter(([, way]) => way !== undefined);
  if (ways.length !== 1)
    throw fail(
      simsvc,
      `exposure has ${ways.length === 0 ? 'none' : ways.map(([name]) => name).join(' and ')}, allowed is one of ingress, gateway, route`,
    );
  if (htpasswd === undefined)
    throw fail(simsvc, 'exposure.htpasswd is missing, give the source of users and hashes of passwords');
  const way = (ingress ?? gateway ?? route)!;
  requireSyntax(simsvc, 'exposure host', way.host ?? '', dns1123Subdomain);
  const form = route ? 'root' : ((ingress ?? gateway)!.form ?? 'root');
  requireOneOf(simsvc, 'exposure form', form, ['rewrite', 'root']);
  const secret = htpasswd.bind(simsvc);
  const { name, key } = secret;
  // The Key Vault driver makes the Secret only while a pod mounts its volume.
  const vault = {
    volumes: secret.volume ? [secret.volume.volume] : [],
    volumeMounts: secret.volume ? [secret.volume.mount] : [],
  };
  requireBcrypt(simsvc, secret);
  const root = form === 'root' ? [{ name: 'SIMSVC_ROOT', value: `/${names.release}/` }] : [];
  if (ingress) {
    // ingress-nginx looks at this key alone.
    if (key !== 'auth') throw fail(simsvc, `exposure.htpasswd has the key '${key}', and ingress-nginx reads 'auth'`);
    return { env: root, ...vault, render: () => renderIngress(simsvc, names, ingress, name) };
  }
  return {
    env: [...root, { name: 'HTPASSWD_FILE', value: `${HTPASSWD}/${key}` }],
    volumes: [...vault.volumes, { name: 'htpasswd', secret: { secretName: name, items: [{ key, path: key }] } }],
    volumeMounts: [...vault.volumeMounts, { name: 'htpasswd', mountPath: HTPASSWD, readOnly: true }],
    render: () => (gateway ? renderHttpRoute(simsvc, names, gateway) : renderRoute(simsvc, names, route!)),
  };
}

function renderIngress(simsvc: Construct, names: SimsvcNames, ingress: SimsvcIngress, authSecret: string): void {
  const { release, fullname } = names;
  const { host, form = 'root', ingressClassName = 'nginx', clusterIssuer, tlsSecretName = `${fullname}-tls` } = ingress;
  requireSyntax(simsvc, 'exposure.ingress.tlsSecretName', tlsSecretName, dns1123Subdomain);
  const nginx = 'nginx.ingress.kubernetes.io';
  const rewrite = {
    [`${nginx}/use-regex`]: 'true',
    [`${nginx}/rewrite-target`]: '/$2',
    // The server does not know its own path, so what it redirects to is mended on the way back.
    [`${nginx}/proxy-redirect-from`]: '~^https?://[^/]+/(.*)',
    [`${nginx}/proxy-redirect-to`]: `/${release}/$1`,
  };
  new KubeObject(simsvc, 'Ingress', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      name: `${fullname}-ingress`,
      labels: labelsOfRelease(names),
      annotations: {
        ...(clusterIssuer !== undefined && { 'cert-manager.io/cluster-issuer': clusterIssuer }),
        [`${nginx}/auth-type`]: 'basic',
        [`${nginx}/auth-secret`]: authSecret,
        [`${nginx}/auth-realm`]: release,
        ...(form === 'rewrite' && rewrite),
      },
    },
    spec: {
      ingressClassName,
      tls: [{ hosts: [host], secretName: tlsSecretName }],
      rules: [
        {
          host,
          http: {
            paths: [
              {
                ...(form === 'rewrite'
                  ? { path: `/${release}(/|$)(.*)`, pathType: 'ImplementationSpecific' }
                  : { path: `/${release}/`, pathType: 'Prefix' }),
                backend: { service: { name: `${fullname}-server`, port: { name: 'http' } } },
              },
            ],
          },
        },
      ],
    },
  });
}

function renderHttpRoute(simsvc: Construct, names: SimsvcNames, { host, gateway, form = 'root' }: SimsvcGateway): void {
  const { release, fullname } = names;
  const rewrite = { type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } } };
  const object = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: `${fullname}-route`, labels: labelsOfRelease(names) },
    spec: {
      parentRefs: [copy(gateway)],
      hostnames: [host],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: `/${release}` } }],
          ...(form === 'rewrite' && { filters: [rewrite] }),
          backendRefs: [{ name: `${fullname}-server`, port: 8080 }],
        },
      ],
    },
  };
  requireSchema(simsvc, object);
  new KubeObject(simsvc, 'HttpRoute', object);
}

function renderRoute(simsvc: Construct, names: SimsvcNames, { host, allowedClients = [] }: SimsvcRoute): void {
  const { release, fullname } = names;
  for (const client of allowedClients)
    requireMatch(
      simsvc,
      'exposure.route.allowedClients',
      client,
      /^[0-9a-fA-F.:]+(\/\d+)?$/,
      'IP ranges such as 10.0.0.0/8',
    );
  const annotations = {
    ...(allowedClients.length > 0 && { 'haproxy.router.openshift.io/ip_whitelist': allowedClients.join(' ') }),
  };
  new KubeObject(simsvc, 'Route', {
    apiVersion: 'route.openshift.io/v1',
    kind: 'Route',
    metadata: withoutEmpty({ name: `${fullname}-route`, labels: labelsOfRelease(names), annotations }),
    spec: {
      host,
      path: `/${release}/`,
      to: { kind: 'Service', name: `${fullname}-server` },
      port: { targetPort: 'http' },
      tls: { termination: 'edge', insecureEdgeTerminationPolicy: 'Redirect' },
    },
  });
}
