import type { FieldPath } from '../../../checks/field-path';
import { isMapping } from '../../../facts/is-mapping';
import type { Migration } from '../../migration';
import type { ObjectEditor } from '../../object-editor';
import { podOf } from '../../pods';
import { renameKey } from '../rename-key';

const MASTER = 'node-role.kubernetes.io/master';

/** Labels of nodes, and what they are called now. */
const LABELS: Readonly<Record<string, string>> = {
  'beta.kubernetes.io/os': 'kubernetes.io/os',
  'beta.kubernetes.io/arch': 'kubernetes.io/arch',
  'beta.kubernetes.io/instance-type': 'node.kubernetes.io/instance-type',
  'failure-domain.beta.kubernetes.io/zone': 'topology.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region': 'topology.kubernetes.io/region',
  [MASTER]: 'node-role.kubernetes.io/control-plane',
};

const TERMS = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

/** Node labels of beta times, wherever something selects by them. */
export const NODE_LABELS: Migration = {
  id: 'node-labels',
  title: 'Node labels of beta.kubernetes.io and failure-domain.beta.kubernetes.io to those of today',
  changes: [
    'Keys are renamed in nodeSelector, node affinity, topology keys and spread constraints of pods, requirements of NodePools, topologies of StorageClasses and node affinity of PersistentVolumes.',
    'node-role.kubernetes.io/master becomes node-role.kubernetes.io/control-plane there.',
  ],
  warnings: ['kubeadm took the label master from nodes in 1.24; a distribution of its own may have kept it.'],
  apply(object) {
    const pod = podOf(object);
    if (pod) inPod(object, [...pod, 'spec']);
    if (object.kind === 'NodePool' && object.group === 'karpenter.sh') {
      const template = ['spec', 'template'];
      keys(object, [...template, 'spec', 'requirements'], 'key');
    }
    if (object.kind === 'StorageClass')
      for (const [index] of object.list(['allowedTopologies']).entries())
        keys(object, ['allowedTopologies', index, 'matchLabelExpressions'], 'key');
    if (object.kind === 'PersistentVolume') terms(object, ['spec', 'nodeAffinity', 'required', 'nodeSelectorTerms']);
  },
};

function inPod(object: ObjectEditor, spec: FieldPath): void {
  for (const [from, to] of Object.entries(LABELS)) {
    const map = [...spec, 'nodeSelector'];
    if (!object.has([...map, from])) continue;
    if (renameKey(object, map, from, to) && from === MASTER) warnOfMaster(object, [...map, from]);
  }
  const affinity = [...spec, 'affinity'];
  terms(object, [...affinity, 'nodeAffinity', TERMS, 'nodeSelectorTerms']);
  const preferred = [...affinity, 'nodeAffinity', PREFERRED];
  for (const [index] of object.list(preferred).entries()) expressions(object, [...preferred, index, 'preference']);
  for (const kind of ['podAffinity', 'podAntiAffinity']) {
    keys(object, [...affinity, kind, TERMS], 'topologyKey');
    const list = [...affinity, kind, PREFERRED];
    for (const [index] of object.list(list).entries()) key(object, [...list, index, 'podAffinityTerm', 'topologyKey']);
  }
  keys(object, [...spec, 'topologySpreadConstraints'], 'topologyKey');
}

function terms(object: ObjectEditor, path: FieldPath): void {
  for (const [index] of object.list(path).entries()) expressions(object, [...path, index]);
}

function expressions(object: ObjectEditor, term: FieldPath): void {
  keys(object, [...term, 'matchExpressions'], 'key');
}

function keys(object: ObjectEditor, list: FieldPath, field: string): void {
  for (const [index, item] of object.list(list).entries()) if (isMapping(item)) key(object, [...list, index, field]);
}

function key(object: ObjectEditor, path: FieldPath): void {
  const old = object.text(path);
  const found = old !== undefined && Object.hasOwn(LABELS, old) ? LABELS[old] : undefined;
  if (found === undefined) return;
  object.set(path, found);
  if (old === MASTER) warnOfMaster(object, path);
}

function warnOfMaster(object: ObjectEditor, path: FieldPath): void {
  object.warn(
    path,
    'becomes control-plane; kubeadm took the label master from nodes in 1.24, your distribution may have kept it',
  );
}
