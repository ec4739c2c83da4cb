import { number, record, text } from '../../accept/read';
import type { FieldPath } from '../../field-path';
import { STORAGE_CLASS } from './pod';
import { SECRET, SERVICE, filled, found, kind, named, referred, row, typed } from './row';
import type { Found, Row } from './row';

const ROLES = [
  kind('role', 'rbac.authorization.k8s.io', 'Role'),
  kind('role', 'rbac.authorization.k8s.io', 'ClusterRole', true),
];
const SUBJECT = kind('subject', '', 'ServiceAccount');
const CLAIM = kind('claim', '', 'PersistentVolumeClaim');
const SCALED = [kind('autoscaling', 'apps', 'Deployment')];

const BINDING: readonly Row[] = [row('roleRef', typed(ROLES, 'Role')), row('subjects[]', subject)];
const WEBHOOKS: readonly Row[] = [row('webhooks[].clientConfig.service', servicePort('port', 443))];
const CLAIM_SPEC: readonly Row[] = [
  row('spec.storageClassName', named(STORAGE_CLASS)),
  row('spec.volumeName', named(kind('storage', '', 'PersistentVolume', true))),
  row('spec.dataSource', claimSource),
];

/** What the built-in kinds name beside their pods, by `group/kind`. */
export const BUILT_IN: Readonly<Record<string, readonly Row[]>> = {
  '/ServiceAccount': [row('imagePullSecrets[]', referred(SECRET)), row('secrets[]', referred(SECRET))],
  '/PersistentVolumeClaim': CLAIM_SPEC,
  '/PersistentVolume': [
    ...['nodeStage', 'nodePublish', 'nodeExpand', 'controllerPublish', 'controllerExpand'].map((use) =>
      row(`spec.csi.${use}SecretRef`, referred(SECRET)),
    ),
  ],
  'apps/StatefulSet': [
    row('spec.serviceName', named(SERVICE)),
    row('spec.volumeClaimTemplates[].spec.storageClassName', named(STORAGE_CLASS)),
  ],
  'autoscaling/HorizontalPodAutoscaler': [row('spec.scaleTargetRef', typed(SCALED, 'Deployment'))],
  'rbac.authorization.k8s.io/RoleBinding': BINDING,
  'rbac.authorization.k8s.io/ClusterRoleBinding': BINDING,
  'networking.k8s.io/Ingress': [
    row('spec.tls[].secretName', named(SECRET)),
    row('spec.defaultBackend', ingressBackend),
    row('spec.rules[].http.paths[].backend', ingressBackend),
    row('metadata.annotations', ingressAnnotations),
  ],
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration': WEBHOOKS,
  'admissionregistration.k8s.io/MutatingWebhookConfiguration': WEBHOOKS,
  'apiextensions.k8s.io/CustomResourceDefinition': [
    row('spec.conversion.webhook.clientConfig.service', servicePort('port', 443)),
  ],
  'apiregistration.k8s.io/APIService': [row('spec.service', servicePort('port', 443))],
};

function* subject(value: unknown, path: FieldPath, namespace: string): Iterable<Found> {
  const given = record(value);
  if (given.kind !== 'ServiceAccount') return;
  yield* found(SUBJECT, [...path, 'name'], {
    name: text(given.name),
    namespace: filled(given.namespace) ?? namespace,
  });
}

function* claimSource(value: unknown, path: FieldPath, namespace: string): Iterable<Found> {
  if (record(value).kind === 'PersistentVolumeClaim') yield* referred(CLAIM)(value, path, namespace);
}

/** A Service with the number of one of its ports, as webhooks and routes have it. */
export function servicePort(
  field: string,
  defaultPort?: number,
): (value: unknown, path: FieldPath, namespace: string) => Iterable<Found> {
  return function* (value, path, namespace) {
    const given = record(value);
    const where = { name: text(given.name), namespace: filled(given.namespace) ?? namespace };
    yield* found(SERVICE, [...path, 'name'], where);
    const port = number(given[field]) ?? defaultPort;
    if (port !== undefined) yield* found(SERVICE, [...path, field], { ...where, port });
  };
}

function* ingressBackend(value: unknown, path: FieldPath, namespace: string): Iterable<Found> {
  const service = record(record(value).service);
  const port = record(service.port);
  // The AWS load balancer controller reads such a name as one of its annotations.
  if (port.name === 'use-annotation') return;
  const name = text(service.name);
  yield* found(SERVICE, [...path, 'service', 'name'], { name, namespace });
  const [field, asked] = text(port.name) ? ['name', text(port.name)] : ['number', number(port.number)];
  if (asked !== undefined) {
    yield* found(SERVICE, [...path, 'service', 'port', field], { name, namespace, port: asked });
  }
}

const ISSUER = kind('issuer', 'cert-manager.io', 'Issuer');
const CLUSTER_ISSUER = kind('issuer', 'cert-manager.io', 'ClusterIssuer', true);

/** What cert-manager and the nginx controller read from the annotations of an Ingress or a Gateway. */
export function* ingressAnnotations(value: unknown, path: FieldPath, namespace: string): Iterable<Found> {
  const annotations = record(value);
  // With a kind or a group of its own the issuer is none of cert-manager's.
  const own = annotations['cert-manager.io/issuer-kind'] ?? annotations['cert-manager.io/issuer-group'];
  const makers = own === undefined ? [['issuer', ISSUER] as const, ['cluster-issuer', CLUSTER_ISSUER] as const] : [];
  for (const [annotation, of] of makers) {
    const key = `cert-manager.io/${annotation}`;
    yield* found(of, [...path, key], { name: text(annotations[key]), namespace });
  }
  for (const annotation of ['auth-secret', 'auth-tls-secret', 'proxy-ssl-secret']) {
    const key = `nginx.ingress.kubernetes.io/${annotation}`;
    const [first, second] = (text(annotations[key]) ?? '').split('/');
    const where = second === undefined ? { name: first, namespace } : { name: second, namespace: first! };
    yield* found(SECRET, [...path, key], where);
  }
}
