import { run } from '../run';
import { binding, clusterRole, role } from '../rbac/support';

const one = (rule: object, kind: 'Role' | 'ClusterRole' = 'ClusterRole'): string[] =>
  run([kind === 'Role' ? role('r', 'team', [rule]) : clusterRole('r', [rule])]);
const rule = (apiGroups: string[], resources: string[], verbs = ['get'], more: object = {}): object => ({
  apiGroups,
  resources,
  verbs,
  ...more,
});

test.each([
  [rule([''], ['configMaps']), "'configMaps' is no resource of the core group ''; it is 'configmaps'"],
  [rule([''], ['pod']), "'pod' is no resource of the core group ''; it is 'pods'"],
  [rule([''], ['deployments']), "'deployments' is no resource of the core group ''; it is 'deployments' of group apps"],
  [rule(['apps'], ['deploymnets']), "'deploymnets' is no resource of group apps; the nearest is 'deployments'"],
  [rule([''], ['pods/logs']), "'pods' has no subresource 'logs'"],
  [
    rule([''], ['pods/*']),
    "'pods/*' grants nothing: RBAC knows '*' alone and '*/SUBRESOURCE', so each subresource is named",
  ],
  [rule(['', 'apps'], ['*/*']), "'*/*' grants nothing"],
])('%j', (given, message) => {
  expect(one(given)).toEqual([expect.stringMatching(/^RBA004 rules\[0\]\.resources\[0\]: /)]);
  expect(one(given)[0]).toContain(message);
});

test.each(['core', 'v1', 'apps/v1', 'App'])('%s is no API group', (group) => {
  expect(one(rule([group], ['pods']))).toEqual([
    `RBA004 rules[0].apiGroups[0]: '${group}' is no API group: the core group is empty text '', a group has no version, and each but Kubernetes's own oldest has a full stop`,
  ]);
  // Beside a group that there is, it is left over and does no harm.
  expect(one(rule(['', group], ['pods']))).toEqual([]);
});

test.each([
  rule(['authentication.k8s.io'], ['users'], ['impersonate:user-info']),
  rule([''], ['pods'], ['get', 'impersonate-on:user-info:list']),
  rule(['', 'apps'], ['pods', 'deployments']),
  rule(['*'], ['configMaps']),
  rule(['example.com'], ['Widgets']),
  rule([''], ['*']),
  rule([''], ['pods', 'pods/*']),
  rule([''], ['*', '*/*']),
  rule(['example.com'], ['widgets/*']),
  rule(['extensions'], ['ingresses', 'jobs']),
  rule(['policy'], ['podsecuritypolicies'], ['use']),
  rule(['networking.k8s.io'], ['ingresses/finalizers'], ['update']),
  rule([''], ['configmaps/status']),
  rule(['authentication.k8s.io'], ['userextras/scopes'], ['impersonate']),
  rule([''], ['users', 'groups', 'serviceaccounts'], ['impersonate'], { resourceNames: ['a'] }),
  rule(['certificates.k8s.io'], ['signers'], ['approve'], { resourceNames: ['example.com/*'] }),
  rule(['authentication.k8s.io'], ['tokenreviews'], ['create']),
  rule(['coordination.k8s.io'], ['leases'], ['create', 'get', 'update']),
  rule(['rbac.authorization.k8s.io'], ['clusterroles'], ['bind'], { resourceNames: ['view'] }),
  rule([''], ['nodes/metrics', 'nodes/stats']),
  rule(['metrics.k8s.io'], ['pods', 'nodes'], ['get', 'list']),
  { nonResourceURLs: ['/metrics'], verbs: ['get', 'post'] },
])('innocent: %j', (given) => {
  expect(one(given)).toEqual([]);
});

test.each([
  [rule([''], ['pods'], ['read']), "'read' is no verb of pods"],
  [rule([''], ['pods', 'secrets'], ['GET']), "'GET' is no verb of pods, secrets"],
  [rule(['authentication.k8s.io'], ['tokenreviews'], ['get']), "'get' is no verb of tokenreviews"],
  [rule([''], ['pods/exec'], ['exec']), "'exec' is no verb of pods"],
])('verb of %j', (given, message) => {
  expect(one(given)).toEqual([`RBA005 rules[0].verbs[0]: ${message}`]);
});

test('what another rule grants in its own group, and what is left over', () => {
  const right = rule(['apps'], ['deployments']);
  expect(run([clusterRole('r', [rule([''], ['pods', 'deployments']), right])])).toEqual([]);
  expect(run([clusterRole('r', [rule([''], ['pods', 'deployments'], ['delete']), right])])).toHaveLength(1);
  expect(one(rule([''], ['external', 'pods', 'services']))).toEqual([]);
  expect(one(rule([''], ['external']))).toHaveLength(1);
  expect(one(rule([''], ['servics', 'pods']))).toHaveLength(1);
});

test('verbs that are of one of the resources, and of groups that are not known', () => {
  expect(one(rule(['authentication.k8s.io', ''], ['tokenreviews', 'pods'], ['get', 'create']))).toEqual([]);
  expect(one(rule(['example.com'], ['widgets'], ['frobnicate']))).toEqual([]);
});

test('names on verbs that carry none', () => {
  const named = { resourceNames: ['a'] };
  expect(one(rule([''], ['configmaps'], ['get', 'create'], named))).toEqual([
    "RBA006 rules[0].verbs[1]: 'create' of configmaps is not granted by a rule with resourceNames, for its requests carry no name",
  ]);
  expect(one(rule([''], ['pods/exec', 'serviceaccounts/token'], ['create'], named))).toEqual([]);
  expect(one(rule([''], ['configmaps'], ['get', 'list', 'watch'], named))).toEqual([]);
  const both = [rule([''], ['configmaps'], ['create', 'update'], named), rule([''], ['configmaps'], ['create'])];
  expect(run([clusterRole('r', both)])).toEqual([]);
});

test('names on create, where server-side apply carries them', () => {
  const named = { resourceNames: ['a'] };
  expect(one(rule(['apps'], ['deployments'], ['get', 'create', 'patch'], named))).toEqual([]);
  expect(
    run([clusterRole('r', [rule([''], ['configmaps'], ['create'], named), rule([''], ['configmaps'], ['patch'])])]),
  ).toEqual([]);
  // A program that updates creates by the verb of its own, and no apply deletes a collection.
  expect(one(rule([''], ['configmaps'], ['get', 'create', 'update', 'patch'], named))).toHaveLength(1);
  expect(one(rule([''], ['configmaps'], ['patch', 'deletecollection'], named))).toHaveLength(1);
  expect(one(rule(['', 'apps'], ['configmaps'], ['create', 'patch'], { ...named }))).toEqual([]);
});

test('cluster-scoped resources in a Role', () => {
  expect(one(rule([''], ['pods', 'nodes']), 'Role')).toEqual([
    "RBA007 rules[0].resources[1]: 'nodes' is cluster-scoped, and a Role grants nothing outside of its namespace",
  ]);
  expect(one(rule(['karpenter.sh'], ['nodepools']), 'Role')).toHaveLength(1);
  expect(one(rule([''], ['namespaces']), 'Role')).toEqual([]);
  expect(one(rule(['example.com'], ['nodes']), 'Role')).toEqual([]);
  expect(one(rule(['*'], ['nodes']), 'Role')).toEqual([]);
  expect(one(rule([''], ['nodes']))).toEqual([]);
  const definition = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    spec: { group: 'example.com', scope: 'Cluster', names: { plural: 'widgets', kind: 'Widget' } },
  };
  expect(run([definition, role('r', 'team', [rule(['example.com'], ['widgets'])])])).toHaveLength(1);
});

test('cluster-scoped resources in a ClusterRole that only RoleBindings bind', () => {
  const objects = [
    clusterRole('r', [rule([''], ['pods', 'persistentvolumes'])]),
    binding('b', 'ClusterRole/r', ['User:ana'], 'team'),
  ];
  expect(run(objects)).toEqual([
    "RBA007 rules[0].resources[1]: 'persistentvolumes' is cluster-scoped, and a ClusterRole that only RoleBindings bind grants nothing outside of its namespace",
  ]);
  expect(run([...objects, binding('c', 'ClusterRole/r', ['User:bob'])])).toEqual([]);
  expect(run([objects[0]])).toEqual([]);
});
