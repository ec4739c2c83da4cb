import { record, text } from '../checks/accept/read';
import { POD_TEMPLATES } from '../checks/pod-templates';
import { groupOf } from '../facts/kinds';
import { customKind } from '../facts/schemas';
import type { Schema } from '../facts/schemas';
import { shownName } from '../checks/manifest';
import type { KubernetesObject } from '../checks/manifest';

type Defaults = Readonly<Record<string, unknown>>;

const CONTAINER: Defaults = {
  'ports[].protocol': 'TCP',
  terminationMessagePath: '/dev/termination-log',
  terminationMessagePolicy: 'File',
  'env[].valueFrom.fieldRef.apiVersion': 'v1',
  'env[].valueFrom.resourceFieldRef.divisor': '0',
  ...each(['livenessProbe', 'readinessProbe', 'startupProbe'], {
    timeoutSeconds: 1,
    periodSeconds: 10,
    successThreshold: 1,
    failureThreshold: 3,
    initialDelaySeconds: 0,
    'httpGet.scheme': 'HTTP',
    'httpGet.path': '/',
    'grpc.service': '',
  }),
  ...each(['env[].valueFrom.secretKeyRef', 'env[].valueFrom.configMapKeyRef'], { optional: false }),
  ...each(['envFrom[].secretRef', 'envFrom[].configMapRef'], { optional: false }),
  'volumeMounts[].readOnly': false,
  stdin: false,
  stdinOnce: false,
  tty: false,
};

const POD: Defaults = {
  ...each(['containers[]', 'initContainers[]'], CONTAINER),
  dnsPolicy: 'ClusterFirst',
  restartPolicy: 'Always',
  schedulerName: 'default-scheduler',
  terminationGracePeriodSeconds: 30,
  enableServiceLinks: true,
  hostNetwork: false,
  hostPID: false,
  hostIPC: false,
  serviceAccountName: 'default',
  ...each(['volumes[].configMap', 'volumes[].secret'], { defaultMode: 420, optional: false }),
  ...each(['volumes[].projected', 'volumes[].downwardAPI'], { defaultMode: 420 }),
  'volumes[].hostPath.type': '',
  'volumes[].emptyDir.medium': '',
  'volumes[].projected.sources[].serviceAccountToken.expirationSeconds': 3600,
};

/** What the API server fills in, by `group/Kind` and field; that of pods stands above. */
const KINDS: Readonly<Record<string, Defaults>> = {
  'apps/Deployment': {
    'spec.replicas': 1,
    'spec.revisionHistoryLimit': 10,
    'spec.progressDeadlineSeconds': 600,
    'spec.minReadySeconds': 0,
    'spec.paused': false,
    'spec.strategy.type': 'RollingUpdate',
    'spec.strategy.rollingUpdate.maxSurge': '25%',
    'spec.strategy.rollingUpdate.maxUnavailable': '25%',
  },
  'apps/StatefulSet': {
    'spec.replicas': 1,
    'spec.revisionHistoryLimit': 10,
    'spec.minReadySeconds': 0,
    'spec.podManagementPolicy': 'OrderedReady',
    'spec.updateStrategy.type': 'RollingUpdate',
    'spec.updateStrategy.rollingUpdate.partition': 0,
    'spec.persistentVolumeClaimRetentionPolicy.whenDeleted': 'Retain',
    'spec.persistentVolumeClaimRetentionPolicy.whenScaled': 'Retain',
    'spec.volumeClaimTemplates[].apiVersion': 'v1',
    'spec.volumeClaimTemplates[].kind': 'PersistentVolumeClaim',
    'spec.volumeClaimTemplates[].spec.volumeMode': 'Filesystem',
  },
  'apps/DaemonSet': {
    'spec.revisionHistoryLimit': 10,
    'spec.minReadySeconds': 0,
    'spec.updateStrategy.type': 'RollingUpdate',
    'spec.updateStrategy.rollingUpdate.maxSurge': 0,
    'spec.updateStrategy.rollingUpdate.maxUnavailable': 1,
  },
  'batch/Job': job('spec'),
  'batch/CronJob': {
    'spec.concurrencyPolicy': 'Allow',
    'spec.suspend': false,
    'spec.successfulJobsHistoryLimit': 3,
    'spec.failedJobsHistoryLimit': 1,
    ...job('spec.jobTemplate.spec'),
  },
  '/Service': {
    'spec.type': 'ClusterIP',
    'spec.sessionAffinity': 'None',
    'spec.internalTrafficPolicy': 'Cluster',
    'spec.externalTrafficPolicy': 'Cluster',
    'spec.ipFamilyPolicy': 'SingleStack',
    'spec.allocateLoadBalancerNodePorts': true,
    'spec.publishNotReadyAddresses': false,
    'spec.ports[].protocol': 'TCP',
  },
  '/PersistentVolumeClaim': { 'spec.volumeMode': 'Filesystem' },
  '/PersistentVolume': { 'spec.volumeMode': 'Filesystem', 'spec.persistentVolumeReclaimPolicy': 'Retain' },
  '/Secret': { type: 'Opaque', immutable: false },
  '/ConfigMap': { immutable: false },
  'storage.k8s.io/StorageClass': {
    reclaimPolicy: 'Delete',
    volumeBindingMode: 'Immediate',
    allowVolumeExpansion: false,
  },
  'networking.k8s.io/NetworkPolicy': {
    'spec.ingress[].ports[].protocol': 'TCP',
    'spec.egress[].ports[].protocol': 'TCP',
  },
  'rbac.authorization.k8s.io/RoleBinding': binding(),
  'rbac.authorization.k8s.io/ClusterRoleBinding': binding(),
};

/**
 * The value that the API server puts where a field is missing; `undefined` where it puts none, or none that is known.
 *
 * @param pattern the field, as `spec.ports[].protocol`
 * @param parent the mapping that lacks it
 */
export function defaultOf(object: KubernetesObject, pattern: string, parent: unknown): unknown {
  const group = groupOf(object.apiVersion);
  const type = `${group}/${shownName(object.kind)}`;
  // A port of a Service leads to the same port of its pods; a subject of a binding is one of the group of its kind.
  if (type === '/Service' && pattern === 'spec.ports[].targetPort') return record(parent).port;
  if (type.endsWith('Binding') && pattern === 'subjects[].apiGroup') {
    return record(parent).kind === 'ServiceAccount' ? '' : 'rbac.authorization.k8s.io';
  }
  const own = Object.hasOwn(KINDS, type) ? KINDS[type]! : {};
  if (Object.hasOwn(own, pattern)) return own[pattern];
  const template = Object.hasOwn(POD_TEMPLATES, type) ? POD_TEMPLATES[type] : undefined;
  const spec = template && [...template, 'spec', ''].join('.');
  if (spec !== undefined && pattern.startsWith(spec)) return podDefault(pattern.slice(spec.length), parent);
  return customDefault(object, group, pattern);
}

function podDefault(field: string, parent: unknown): unknown {
  if (field.endsWith('ontainers[].imagePullPolicy')) return pullPolicy(text(record(parent).image) ?? '');
  return Object.hasOwn(POD, field) ? POD[field] : undefined;
}

/** Always for the tag `latest` and for none, IfNotPresent for every other and for a digest. */
function pullPolicy(image: string): string {
  if (image.includes('@')) return 'IfNotPresent';
  const tag = /:([^:/]+)$/.exec(image)?.[1] ?? 'latest';
  return tag === 'latest' ? 'Always' : 'IfNotPresent';
}

/** The default that the definition of a custom kind gives a field. */
function customDefault({ apiVersion, kind }: KubernetesObject, group: string, pattern: string): unknown {
  if (group === '' || typeof kind !== 'string') return undefined;
  const versions = customKind(group, kind)?.versions ?? [];
  const version = versions.find(({ name }) => apiVersion === `${group}/${name}`);
  let schema: Schema | undefined = version?.schema;
  for (const name of pattern.replaceAll('[]', '.[]').split('.')) {
    schema = name === '[]' ? schema?.items : schema?.properties?.[name];
  }
  return schema?.default;
}

function each(fields: readonly string[], defaults: Defaults): Defaults {
  return Object.fromEntries(
    fields.flatMap((field) => Object.entries(defaults).map(([name, value]) => [`${field}.${name}`, value])),
  );
}

function job(spec: string): Defaults {
  return each([spec], {
    parallelism: 1,
    completions: 1,
    backoffLimit: 6,
    completionMode: 'NonIndexed',
    suspend: false,
    manualSelector: false,
  });
}

function binding(): Defaults {
  return { 'roleRef.apiGroup': 'rbac.authorization.k8s.io' };
}
