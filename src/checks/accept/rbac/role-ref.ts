import { pathSegment } from '../../../facts/names';
import type { Rule } from '../../rule';
import { eachObject, isBlank } from '../core/each-object';
import type { Validate } from '../core/each-object';
import { requiredSyntax } from '../core/syntax';
import { notSupported } from '../field-error';
import { record } from '../read';

const GROUP = 'rbac.authorization.k8s.io';

/** ACC082: the role that a binding grants. */
export const roleRef: Rule = {
  id: 'ACC082',
  title: 'role of a binding',
  severity: 'error',
  why: 'the API server refuses a binding that grants no role',
  fix: 'write roleRef with kind Role or ClusterRole and a name; a ClusterRoleBinding grants ClusterRoles only',
  page: {
    reports:
      'a `roleRef` without a name, with a group other than `rbac.authorization.k8s.io`, or with a kind other than `Role` and `ClusterRole`; in a ClusterRoleBinding the kind must be `ClusterRole`. Whether the role exists is not reported here.',
    mend: 'To grant a Role, use a RoleBinding of its namespace.',
    before: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: reader
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: reader
`,
    after: [['kind: Role', 'kind: ClusterRole']],
  },
  *check(model, target) {
    yield* eachObject(model, target, GROUP, 'RoleBinding', roleOf(['Role', 'ClusterRole']));
    yield* eachObject(model, target, GROUP, 'ClusterRoleBinding', roleOf(['ClusterRole']));
  },
};

function roleOf(kinds: readonly string[]): Validate {
  return function (object, sink) {
    const ref = record(object.roleRef);
    if (typeof ref.apiGroup === 'string' && ref.apiGroup !== '' && ref.apiGroup !== GROUP) {
      sink(notSupported(['roleRef', 'apiGroup'], ref.apiGroup, [GROUP]));
    }
    if (isBlank(ref.kind) || (typeof ref.kind === 'string' && !kinds.includes(ref.kind))) {
      sink(notSupported(['roleRef', 'kind'], ref.kind ?? '', kinds));
    }
    requiredSyntax(ref.name, ['roleRef', 'name'], pathSegment, sink);
  };
}
