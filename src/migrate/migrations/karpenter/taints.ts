import type { Migration } from '../../migration';
import type { FieldPath } from '../../../checks/field-path';
import { isMapping } from '../../../facts/is-mapping';
import { podOf } from '../../pods';

const OLD = 'karpenter.sh/disruption';
const NEW = 'karpenter.sh/disrupted';

/** The taint of nodes that are about to go. */
export const DISRUPTED_TAINT: Migration = {
  id: 'karpenter-disrupted-taint',
  title: 'Taint karpenter.sh/disruption=disrupting to karpenter.sh/disrupted',
  changes: ['Tolerations of pods and taints of NodePools get the new key, and no value.'],
  warnings: [],
  apply(object) {
    const pod = podOf(object);
    const lists: FieldPath[] = pod ? [[...pod, 'spec', 'tolerations']] : [];
    if (object.group === 'karpenter.sh' && object.kind === 'NodePool')
      lists.push(['spec', 'template', 'spec', 'taints'], ['spec', 'template', 'spec', 'startupTaints']);
    for (const list of lists)
      for (const [index, item] of object.list(list).entries()) {
        if (!isMapping(item) || item.key !== OLD) continue;
        object.set([...list, index, 'key'], NEW);
        // The new taint has no value, which operator Equal without a value means.
        if (item.value === 'disrupting') object.remove([...list, index, 'value']);
      }
  },
};
