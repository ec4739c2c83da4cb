import { dns1123Subdomain } from '../../../facts/names';
import type { FieldPath } from '../../field-path';
import type { Rule } from '../../rule';
import { eachObject, isBlank, objectsOf } from '../core/each-object';
import type { Fields, Validate } from '../core/each-object';
import { syntaxOf } from '../core/syntax';
import { notSupported, required } from '../field-error';
import type { Sink } from '../field-error';

const GROUP = 'rbac.authorization.k8s.io';
const KINDS = ['Group', 'ServiceAccount', 'User'];

/** ACC083: whom a binding grants its role. */
export const subjects: Rule = {
  id: 'ACC083',
  title: 'subjects of a binding',
  severity: 'error',
  why: 'the API server refuses a binding whose subjects are not complete',
  fix: 'give each subject a kind (ServiceAccount, User or Group) and a name, and a ServiceAccount its namespace',
  page: {
    reports:
      'a subject without a name or with a kind other than `ServiceAccount`, `User` and `Group`; a ServiceAccount whose name is no name of an object, that has an `apiGroup`, or that has no namespace in a ClusterRoleBinding; and a User or a Group with another `apiGroup` than `rbac.authorization.k8s.io`.',
    mend: 'Name a ServiceAccount by `name` and `namespace`. `system:serviceaccount:namespace:name` is the same account as a User.',
    before: `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: reader
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: reader
subjects:
  - kind: ServiceAccount
    name: team-a:default-editor
`,
    after: [
      [
        '    name: team-a:default-editor',
        `    name: default-editor
    namespace: team-a`,
      ],
    ],
  },
  *check(model, target) {
    yield* eachObject(model, target, GROUP, 'RoleBinding', subjectsOf(false));
    yield* eachObject(model, target, GROUP, 'ClusterRoleBinding', subjectsOf(true));
  },
};

function subjectsOf(needsNamespace: boolean): Validate {
  return function (object, sink) {
    for (const [subject, path] of objectsOf(object.subjects, ['subjects'])) {
      validateSubject(subject, path, needsNamespace, sink);
    }
  };
}

function validateSubject(subject: Fields, path: FieldPath, needsNamespace: boolean, sink: Sink): void {
  const { apiGroup, kind, name, namespace } = subject;
  if (isBlank(name)) sink(required([...path, 'name']));
  if (kind === 'ServiceAccount') {
    if (name !== '') syntaxOf(name, [...path, 'name'], dns1123Subdomain, sink);
    if (typeof apiGroup === 'string' && apiGroup !== '') sink(notSupported([...path, 'apiGroup'], apiGroup, ['']));
    if (needsNamespace && isBlank(namespace)) sink(required([...path, 'namespace']));
  } else if (kind === 'User' || kind === 'Group') {
    if (typeof apiGroup === 'string' && apiGroup !== '' && apiGroup !== GROUP) {
      sink(notSupported([...path, 'apiGroup'], apiGroup, [GROUP]));
    }
  } else if (isBlank(kind) || typeof kind === 'string') {
    sink(notSupported([...path, 'kind'], kind ?? '', KINDS));
  }
}
