import { saysOf } from '../core/support';

function says(kind: string, fields: object): string[] {
  return saysOf({ apiVersion: 'rbac.authorization.k8s.io/v1', kind, metadata: { name: 'a' }, ...fields }, 80, 89);
}

const PODS = { apiGroups: [''], resources: ['pods'], verbs: ['get'] };
const HEALTH = { nonResourceURLs: ['/healthz'], verbs: ['get'] };

test.each<[string, string, object, readonly string[]]>([
  [
    'no verbs',
    'Role',
    { ...PODS, verbs: [] },
    ['ACC080 rules[0].verbs: Required value: verbs must contain at least one value'],
  ],
  [
    'no groups',
    'Role',
    { ...PODS, apiGroups: null },
    ['ACC080 rules[0].apiGroups: Required value: resource rules must supply at least one api group'],
  ],
  [
    'no resources',
    'ClusterRole',
    { ...PODS, resources: [] },
    ['ACC080 rules[0].resources: Required value: resource rules must supply at least one resource'],
  ],
  [
    'URLs',
    'Role',
    HEALTH,
    [
      'ACC080 rules[0].nonResourceURLs: Invalid value: ["/healthz"]: namespaced rules cannot apply to non-resource URLs',
    ],
  ],
  [
    'URLs and resources',
    'ClusterRole',
    { ...PODS, ...HEALTH },
    [
      'ACC080 rules[0].nonResourceURLs: Invalid value: ["/healthz"]: rules cannot apply to both regular resources and non-resource URLs',
    ],
  ],
  ['URLs', 'ClusterRole', HEALTH, []],
  ['names of several resources', 'Role', { ...PODS, resources: ['pods', 'Jobs'], resourceNames: ['a'] }, []],
])('a rule with %s in a %s', (_what, kind, rule, lines) => {
  expect(says(kind, { rules: [rule] })).toEqual(lines);
});

test('an aggregation needs selectors', () => {
  expect(says('ClusterRole', { aggregationRule: {} })).toEqual([
    'ACC081 aggregationRule.clusterRoleSelectors: Required value: at least one clusterRoleSelector required if aggregationRule is non-nil',
  ]);
  expect(
    says('ClusterRole', {
      aggregationRule: { clusterRoleSelectors: [{ matchExpressions: [{ key: 'a', operator: 'In' }] }] },
    }),
  ).toEqual([
    "ACC081 aggregationRule.clusterRoleSelectors[0].matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
  ]);
  expect(says('ClusterRole', { aggregationRule: { clusterRoleSelectors: [{}] }, rules: [] })).toEqual([]);
  expect(says('ClusterRole', { aggregationRule: null })).toEqual([]);
});

const ROLE = { roleRef: { kind: 'ClusterRole', name: 'system:a' } };

test.each<[string, string, object, readonly string[]]>([
  [
    'no role',
    'RoleBinding',
    {},
    [
      'ACC082 roleRef.kind: Unsupported value: "": supported values: "ClusterRole", "Role"',
      'ACC082 roleRef.name: Required value',
    ],
  ],
  [
    'a Role',
    'ClusterRoleBinding',
    { roleRef: { kind: 'Role', name: 'a' } },
    ['ACC082 roleRef.kind: Unsupported value: "Role": supported values: "ClusterRole"'],
  ],
  ['a Role', 'RoleBinding', { roleRef: { kind: 'Role', name: 'a' } }, []],
  [
    'another group',
    'RoleBinding',
    { roleRef: { ...ROLE.roleRef, apiGroup: 'rbac' } },
    ['ACC082 roleRef.apiGroup: Unsupported value: "rbac": supported values: "rbac.authorization.k8s.io"'],
  ],
  ['no subjects', 'RoleBinding', ROLE, []],
  [
    'no kind',
    'RoleBinding',
    { ...ROLE, subjects: [{ name: 'a' }] },
    ['ACC083 subjects[0].kind: Unsupported value: "": supported values: "Group", "ServiceAccount", "User"'],
  ],
  ['no name', 'RoleBinding', { ...ROLE, subjects: [{ kind: 'User' }] }, ['ACC083 subjects[0].name: Required value']],
  [
    'an account of no namespace',
    'ClusterRoleBinding',
    { ...ROLE, subjects: [{ kind: 'ServiceAccount', name: 'a' }] },
    ['ACC083 subjects[0].namespace: Required value'],
  ],
  ['an account of no namespace', 'RoleBinding', { ...ROLE, subjects: [{ kind: 'ServiceAccount', name: 'a' }] }, []],
  [
    'an account of a group',
    'RoleBinding',
    { ...ROLE, subjects: [{ kind: 'ServiceAccount', name: 'a', apiGroup: 'rbac.authorization.k8s.io' }] },
    ['ACC083 subjects[0].apiGroup: Unsupported value: "rbac.authorization.k8s.io": supported values: ""'],
  ],
  ['a user of the core group', 'RoleBinding', { ...ROLE, subjects: [{ kind: 'User', name: 'a', apiGroup: '' }] }, []],
  [
    'a group of another group',
    'RoleBinding',
    { ...ROLE, subjects: [{ kind: 'Group', name: 'system:masters', apiGroup: 'v1' }] },
    ['ACC083 subjects[0].apiGroup: Unsupported value: "v1": supported values: "rbac.authorization.k8s.io"'],
  ],
])('a binding with %s in a %s', (_what, kind, fields, lines) => {
  expect(says(kind, fields)).toEqual(lines);
});
