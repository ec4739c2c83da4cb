import type { Migration } from '../../migration';
import { isMapping } from '../../../facts/is-mapping';
import { plain } from '../../edit/load';
import { podOf } from '../../pods';

const MASTER = 'node-role.kubernetes.io/master';
const CONTROL_PLANE = 'node-role.kubernetes.io/control-plane';

/** A toleration for the control plane beside that for the master, whose taint no node has since 1.25. */
export const MASTER_TOLERATION: Migration = {
  id: 'control-plane-toleration',
  title: 'Tolerations of node-role.kubernetes.io/master, control-plane beside them',
  changes: [
    'A pod that tolerates master and not control-plane gets the same toleration for control-plane; the old one stays.',
  ],
  warnings: [],
  apply(object) {
    const pod = podOf(object);
    if (!pod) return;
    const path = [...pod, 'spec', 'tolerations'];
    const items = object.list(path).filter(isMapping);
    const forMaster = items.filter(({ key }) => key === MASTER);
    const covered = items.some(({ key }) => key === CONTROL_PLANE || key === undefined || key === '' || key === null);
    if (covered) return;
    for (const item of forMaster) object.append(path, plain({ ...item, key: CONTROL_PLANE }));
  },
};
