import { posix } from 'path';
import { dns1123Subdomain } from '../../../facts/names';
import type { Target } from '../../../facts/target';
import type { Rule } from '../../rule';
import { eachObject, isEmptyMap } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { positiveQuantity } from '../core/quantities';
import { oneOf, syntaxOf } from '../core/syntax';
import { forbidden, notSupported, required } from '../field-error';
import type { Sink } from '../field-error';
import { isUnset, record } from '../read';
import { VOLUME_MODES, accessModes } from './volume';

const MOUNT_OPTIONS = 'volume.beta.kubernetes.io/mount-options';

/** Types of volumes whose mount options may stand in the annotation. */
const WITH_MOUNT_OPTIONS = [
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'glusterfs',
  'nfs',
  'rbd',
  'quobyte',
  'iscsi',
  'cinder',
  'cephfs',
  'azureFile',
  'vsphereVolume',
  'azureDisk',
  'photonPersistentDisk',
  'storageos',
];

/** ACC070: capacity, access modes and policies of a PersistentVolume. */
export const persistentVolume: Rule = {
  id: 'ACC070',
  title: 'capacity, access and policies of a PersistentVolume',
  severity: 'error',
  why: 'the API server refuses a volume that does not say how large it is and how it may be used',
  fix: 'set capacity.storage and accessModes, and write policies as the message lists them',
  page: {
    reports:
      'a volume without `capacity.storage`, with another capacity than `storage`, or with one that is not more than nothing; one without access modes, with a mode that there is not, or with `ReadWriteOncePod` beside another; a reclaim policy or a volume mode that there is not; the policy `Recycle` for a host path of `/`; a class that is no name of an object; a `volumeAttributesClassName` on a volume that is not of a CSI driver (from 1.34 on); and mount options in an annotation of a volume that takes none.',
    mend: 'Write capacity as a quantity such as `100Gi`. Use `Retain` or `Delete`.',
    before: `apiVersion: v1
kind: PersistentVolume
metadata:
  name: datasets
spec:
  capacity:
    storage: 0
  nfs:
    server: 10.0.0.4
    path: /datasets
`,
    after: [
      [
        '    storage: 0',
        `    storage: 100Gi
  accessModes:
    - ReadWriteMany`,
      ],
    ],
  },
  *check(model, target) {
    yield* eachObject(model, target, '', 'PersistentVolume', validate);
  },
};

function validate(object: Fields, sink: Sink, { minor }: Target): void {
  const spec = record(object.spec);
  accessModes(spec.accessModes, ['spec', 'accessModes'], sink);
  validateCapacity(spec.capacity, sink);
  const policyPath = ['spec', 'persistentVolumeReclaimPolicy'];
  const policy = spec.persistentVolumeReclaimPolicy;
  if (policy !== '') oneOf(policy, policyPath, ['Delete', 'Recycle', 'Retain'], sink);
  const hostPath = record(spec.hostPath).path;
  if (policy === 'Recycle' && typeof hostPath === 'string' && /^\/+\.?$/.test(posix.normalize(hostPath))) {
    sink(forbidden(policyPath, "may not be 'recycle' for a hostPath mount of '/'"));
  }
  if (spec.storageClassName !== '') {
    syntaxOf(spec.storageClassName, ['spec', 'storageClassName'], dns1123Subdomain, sink);
  }
  oneOf(spec.volumeMode, ['spec', 'volumeMode'], VOLUME_MODES, sink);
  if (minor >= 34) validateAttributesClass(spec, sink);
  const annotations = record(record(object.metadata).annotations);
  if (MOUNT_OPTIONS in annotations && !WITH_MOUNT_OPTIONS.some((type) => !isUnset(spec[type]))) {
    sink(forbidden(['metadata', 'annotations', MOUNT_OPTIONS], 'may not specify mount options for this volume type'));
  }
}

function validateCapacity(capacity: unknown, sink: Sink): void {
  const path = ['spec', 'capacity'];
  if (isEmptyMap(capacity)) {
    sink(required(path));
    return;
  }
  const entries = Object.entries(record(capacity));
  for (const [name, value] of entries) positiveQuantity(value ?? 0, [...path, name], sink);
  const other = entries.find(([name]) => name !== 'storage');
  if (other) sink(notSupported([...path, other[0]], other[0], ['storage']));
}

/** The class exists since 1.34; older versions drop the field. */
function validateAttributesClass(spec: Fields, sink: Sink): void {
  const path = ['spec', 'volumeAttributesClassName'];
  const name = spec.volumeAttributesClassName;
  if (isUnset(name)) return;
  if (name === '') sink(required(path, 'an empty string is disallowed'));
  else syntaxOf(name, path, dns1123Subdomain, sink);
  if (isUnset(spec.csi)) {
    sink(required(['spec', 'csi'], 'has to be specified when using volumeAttributesClassName'));
  }
}
