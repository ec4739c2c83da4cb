import { record, text } from '../../accept/read';
import type { FieldPath } from '../../field-path';
import { ACCOUNT, CONFIG_MAP, SECRET, found, kind, named, readRows, referred, row } from './row';
import type { Found, Row } from './row';

const CLAIM = kind('claim', '', 'PersistentVolumeClaim');
export const STORAGE_CLASS = kind('storage', 'storage.k8s.io', 'StorageClass', true);
const PROVIDER_CLASS = kind('providerClass', 'secrets-store.csi.x-k8s.io', 'SecretProviderClass');

const SECRET_VOLUMES = ['cephfs', 'flexVolume', 'iscsi', 'rbd', 'scaleIO', 'storageos'];

/** The environment of a container; of a PodDefault too. */
export const ENVIRONMENT: readonly Row[] = [
  row('env[].valueFrom.configMapKeyRef', referred(CONFIG_MAP)),
  row('env[].valueFrom.secretKeyRef', referred(SECRET)),
  row('envFrom[].configMapRef', referred(CONFIG_MAP)),
  row('envFrom[].secretRef', referred(SECRET)),
];

export const VOLUMES: readonly Row[] = [
  row('volumes[].configMap', referred(CONFIG_MAP)),
  row('volumes[].secret', referred(SECRET, 'secretName')),
  row('volumes[].projected.sources[].configMap', referred(CONFIG_MAP)),
  row('volumes[].projected.sources[].secret', referred(SECRET)),
  row('volumes[].persistentVolumeClaim.claimName', named(CLAIM)),
  row('volumes[].ephemeral.volumeClaimTemplate.spec.storageClassName', named(STORAGE_CLASS)),
  row('volumes[].azureFile', referred(SECRET, 'secretName')),
  row('volumes[].csi.nodePublishSecretRef', referred(SECRET)),
  row('volumes[].csi', providerClass),
  ...SECRET_VOLUMES.map((volume) => row(`volumes[].${volume}.secretRef`, referred(SECRET))),
];

const CONTAINERS = ['containers', 'initContainers', 'ephemeralContainers'];

const POD_SPEC: readonly Row[] = [
  ...CONTAINERS.map((field) =>
    row(`${field}[]`, (value, path, namespace) => readRows(ENVIRONMENT, value, path, namespace)),
  ),
  ...VOLUMES,
  row('imagePullSecrets[]', referred(SECRET)),
  row('priorityClassName', named(kind('scheduling', 'scheduling.k8s.io', 'PriorityClass', true))),
  row('runtimeClassName', named(kind('scheduling', 'node.k8s.io', 'RuntimeClass', true))),
  row('resourceClaims[].resourceClaimName', named(kind('claim', 'resource.k8s.io', 'ResourceClaim'))),
  row('resourceClaims[].resourceClaimTemplateName', named(kind('claim', 'resource.k8s.io', 'ResourceClaimTemplate'))),
  row('', serviceAccount),
];

/** What the spec of a pod names. */
export function podReferences(spec: unknown, path: FieldPath, namespace: string): Iterable<Found> {
  return readRows(POD_SPEC, spec, path, namespace);
}

function* serviceAccount(value: unknown, path: FieldPath, namespace: string): Iterable<Found> {
  const { serviceAccountName, serviceAccount: old } = record(value);
  // `serviceAccount` is the field's old name; the API server copies the new one over it.
  const [field, name] = text(serviceAccountName)
    ? ['serviceAccountName', text(serviceAccountName)]
    : ['serviceAccount', text(old)];
  yield* found(ACCOUNT, [...path, field], { name, namespace });
}

function* providerClass(value: unknown, path: FieldPath, namespace: string): Iterable<Found> {
  const { driver, volumeAttributes } = record(value);
  if (driver !== 'secrets-store.csi.k8s.io') return;
  const name = text(record(volumeAttributes).secretProviderClass);
  yield* found(PROVIDER_CLASS, [...path, 'volumeAttributes', 'secretProviderClass'], { name, namespace });
}
