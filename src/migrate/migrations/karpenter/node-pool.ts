import type { FieldPath } from '../../../checks/field-path';
import type { Migration } from '../../migration';
import type { ObjectEditor } from '../../object-editor';
import { isMapping } from '../../../facts/is-mapping';
import { moveKubelet } from './kubelet';
import { completeNodeClassRef } from './node-class-ref';

const DISRUPTION = ['spec', 'disruption'];
const NODE: FieldPath = ['spec', 'template', 'spec'];

/** `karpenter.sh/v1beta1` NodePools to v1. @see https://karpenter.sh/v1.0/upgrading/v1-migration/ */
export const NODE_POOL: Migration = {
  id: 'karpenter-nodepool-v1',
  title: 'NodePool of karpenter.sh/v1beta1 to v1',
  changes: [
    'apiVersion becomes karpenter.sh/v1.',
    'spec.disruption.expireAfter moves to spec.template.spec.expireAfter.',
    'consolidationPolicy WhenUnderutilized becomes WhenEmptyOrUnderutilized, and consolidateAfter is 0s where it is missing.',
    'nodeClassRef gets group and kind in place of apiVersion.',
    'spec.template.spec.kubelet moves to the node class, which must be among the files.',
    'spec.template.spec.resources is removed.',
  ],
  warnings: [
    'A node that expires is drained at once in v1, before its replacement is there.',
    'Pools that share a node class share its kubelet settings.',
  ],
  apply(object, context) {
    if (object.group !== 'karpenter.sh' || object.apiVersion === 'karpenter.sh/v1') return;
    refuseOlder(object);
    if (object.apiVersion !== 'karpenter.sh/v1beta1' || object.kind !== 'NodePool') return;
    completeNodeClassRef(object, context);
    moveKubelet(object, context);
    disruption(object);
    if (object.has([...NODE, 'resources'])) {
      object.warn(
        [...NODE, 'resources'],
        `${JSON.stringify(object.at([...NODE, 'resources']))} is removed, v1 has no such field`,
      );
      object.remove([...NODE, 'resources']);
    }
    object.set(['apiVersion'], 'karpenter.sh/v1');
  },
};

function refuseOlder(object: ObjectEditor): void {
  if (object.kind === 'Provisioner')
    object.refuse(
      [],
      'Provisioner became NodePool with other fields in Karpenter 0.32; write a NodePool of karpenter.sh/v1 and a node class for it',
    );
  if (object.kind === 'Machine' || object.kind === 'NodeClaim')
    object.refuse([], `Karpenter makes each ${object.kind} itself; take it out of the files`);
}

function disruption(object: ObjectEditor): void {
  const found = object.at(DISRUPTION);
  const expire = [...DISRUPTION, 'expireAfter'];
  if (found !== undefined && !isMapping(found)) object.refuse(DISRUPTION, 'is no mapping');
  if (isMapping(found)) {
    if (found.consolidationPolicy === 'WhenUnderutilized')
      object.set([...DISRUPTION, 'consolidationPolicy'], 'WhenEmptyOrUnderutilized');
    if (!object.has([...DISRUPTION, 'consolidateAfter']))
      object.set([...DISRUPTION, 'consolidateAfter'], '0s', 'expireAfter');
  }
  const forceful =
    'v1 drains an expired node at once and starts no replacement before; pods with karpenter.sh/do-not-disrupt and budgets hold it only until ' +
    'terminationGracePeriod, without end where that is not set';
  if (!isMapping(found) || found.expireAfter === undefined || found.expireAfter === null) {
    object.warn([...NODE, 'expireAfter'], `is not set, so nodes expire after 720h as before; but ${forceful}`);
    if (isMapping(found) && found.expireAfter === null) object.remove(expire);
    return;
  }
  if (object.has([...NODE, 'expireAfter']))
    object.refuse(expire, 'stands in spec.template.spec too; take one of them away');
  if (found.expireAfter !== 'Never') object.warn(expire, forceful);
  object.move(expire, [...NODE, 'expireAfter']);
}
