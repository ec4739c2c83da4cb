import { isDeepStrictEqual } from 'util';
import type { MigrationContext } from '../../migration';
import type { ObjectEditor } from '../../object-editor';
import { isMapping } from '../../../facts/is-mapping';

const NODE = ['spec', 'template', 'spec'];
const KUBELET = [...NODE, 'kubelet'];
const REF = [...NODE, 'nodeClassRef'];

/** What `AKSNodeClass.spec.kubelet` takes. @see https://github.com/Azure/karpenter-provider-azure/blob/main/pkg/apis/v1beta1/aksnodeclass.go */
const AKS_FIELDS = [
  'cpuManagerPolicy',
  'cpuCFSQuota',
  'cpuCFSQuotaPeriod',
  'topologyManagerPolicy',
  'imageGCHighThresholdPercent',
  'imageGCLowThresholdPercent',
  'allowedUnsafeSysctls',
  'containerLogMaxSize',
  'containerLogMaxFiles',
  'podPidsLimit',
  'failSwapOn',
];

/**
 * Moves the kubelet settings of a pool to its node class, where v1 has them. A pool whose settings have no place there stays as it is.
 *
 * @throws `Refusal`
 */
export function moveKubelet(pool: ObjectEditor, context: MigrationContext): void {
  const kubelet = pool.at(KUBELET);
  if (kubelet === undefined) return;
  if (!isMapping(kubelet) || Object.keys(kubelet).length === 0) {
    pool.remove(KUBELET);
    return;
  }
  const nodeClass = nodeClassOf(pool, context);
  const name = nodeClass.name;
  for (const other of context.objects) {
    if (other === pool || !sharesClass(other, pool)) continue;
    const theirs = other.at(KUBELET);
    if (other.apiVersion === 'karpenter.sh/v1beta1' && !isDeepStrictEqual(theirs, kubelet))
      pool.refuse(
        KUBELET,
        `would go to ${name}, which ${other.name} uses with other kubelet settings; give each pool a node class of its own`,
      );
  }
  for (const field of Object.keys(kubelet)) moveField(pool, field, nodeClass);
  pool.warn(KUBELET, `moved to ${name}; every pool of that class now has these settings`);
}

function moveField(pool: ObjectEditor, field: string, nodeClass: ObjectEditor): void {
  const aks = nodeClass.kind === 'AKSNodeClass';
  // The one kubelet setting that an AKSNodeClass has beside spec.kubelet.
  const to = aks && field === 'maxPods' ? ['spec', 'maxPods'] : ['spec', 'kubelet', field];
  if (aks && field !== 'maxPods' && !AKS_FIELDS.includes(field))
    pool.refuse(
      [...KUBELET, field],
      'has no place in an AKSNodeClass, AKS sets it itself; take it away if that is well',
    );
  const there = nodeClass.at(to);
  if (there === undefined) pool.move([...KUBELET, field], to, nodeClass);
  else if (isDeepStrictEqual(there, pool.at([...KUBELET, field]))) pool.remove([...KUBELET, field]);
  else pool.refuse([...KUBELET, field], `differs from ${to.join('.')} of ${nodeClass.name}, where it would go`);
}

function nodeClassOf(pool: ObjectEditor, { objects }: MigrationContext): ObjectEditor {
  const { group, kind, name } = pool.mapping(REF);
  const found = objects.filter(
    (one) => one.group === group && one.kind === kind && one.text(['metadata', 'name']) === name,
  );
  if (found.length !== 1)
    return pool.refuse(
      KUBELET,
      found.length === 0
        ? `v1 has kubelet settings in the node class, and no ${String(kind)} ${String(name)} is among the files; give its file too`
        : `v1 has kubelet settings in the node class, and ${found.length} ${String(kind)} ${String(name)} are among the files; give those of one cluster alone`,
    );
  if (kind === 'EC2NodeClass' && found[0]!.apiVersion !== 'karpenter.k8s.aws/v1')
    pool.refuse(
      KUBELET,
      `v1 has kubelet settings in the node class, and ${found[0]!.name} is not of karpenter.k8s.aws/v1 yet`,
    );
  return found[0]!;
}

function sharesClass(other: ObjectEditor, pool: ObjectEditor): boolean {
  return (
    other.kind === 'NodePool' &&
    other.group === 'karpenter.sh' &&
    other.text([...REF, 'name']) === pool.text([...REF, 'name'])
  );
}
