import { groupOf } from '../../../facts/kinds';
import { isMapping } from '../../../facts/is-mapping';
import type { Migration } from '../../migration';
import type { ObjectEditor } from '../../object-editor';

const V1 = 'rbac.authorization.k8s.io/v1';
const OLD = [`${V1}alpha1`, `${V1}beta1`];
const KINDS = ['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'];

/** RBAC before v1. */
export const RBAC: Migration = {
  id: 'kubernetes-rbac-v1',
  title: 'Roles and bindings of rbac.authorization.k8s.io/v1alpha1 and v1beta1 to v1',
  changes: [
    'apiVersion becomes rbac.authorization.k8s.io/v1.',
    'apiVersion of a subject of v1alpha1 becomes its apiGroup.',
  ],
  warnings: [],
  apply(object) {
    if (!OLD.includes(object.apiVersion) || !KINDS.includes(object.kind)) return;
    for (const [index, subject] of object.list(['subjects']).entries())
      if (isMapping(subject)) subjectOf(object, index, subject);
    object.set(['apiVersion'], V1);
  },
};

function subjectOf(object: ObjectEditor, index: number, subject: Readonly<Record<string, unknown>>): void {
  const path = ['subjects', index];
  if (object.apiVersion.endsWith('v1alpha1') && subject.kind === 'User' && subject.name === '*')
    object.refuse(
      [...path, 'name'],
      "'*' meant everybody in v1alpha1 and is a user of that name in v1; name the group that is meant",
    );
  const { apiVersion } = subject;
  if (typeof apiVersion !== 'string') return;
  if (groupOf(apiVersion) === '' || subject.apiGroup !== undefined) object.remove([...path, 'apiVersion']);
  else {
    object.set([...path, 'apiVersion'], groupOf(apiVersion));
    object.rename([...path, 'apiVersion'], 'apiGroup');
  }
}
