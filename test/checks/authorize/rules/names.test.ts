import { run } from '../run';
import { binding, clusterRole } from '../rbac/support';

const RBAC = 'rbac.authorization.k8s.io';
const rule = (resources: string[], verbs: string[], apiGroups = [''], more: object = {}): object => ({
  apiGroups,
  resources,
  verbs,
  ...more,
});
const given = (rules: object[], subject = 'ServiceAccount:team/web', more: readonly unknown[] = []): string[] =>
  run([clusterRole('r', rules), binding('b', 'ClusterRole/r', [subject]), ...more]);
const ids = (found: readonly string[]): string[] => found.map((one) => one.slice(0, 6));

describe('a role that may be bound by its name', () => {
  const binds = (name: string, ...more: object[]): object[] => [
    rule(['clusterroles'], ['bind'], [RBAC], { resourceNames: [name] }),
    ...more,
  ];
  const BINDINGS = rule(['clusterrolebindings'], ['create'], [RBAC]);
  const all = clusterRole('all', [rule(['*'], ['*'], ['*'])]);
  const secrets = clusterRole('secrets', [rule(['secrets'], ['list'])]);

  test('is reported where it leads to everything', () => {
    expect(given(binds('all'), undefined, [all])).toEqual([
      "RBA012 roleRef: ServiceAccount team/web may bind clusterroles of rbac.authorization.k8s.io named 'all' in every namespace, by ClusterRole r: it binds ClusterRole all to itself",
    ]);
    expect(ids(given(binds('system:controller:clusterrole-aggregation-controller')))).toEqual(['RBA012']);
    expect(ids(given(binds('secrets', BINDINGS), undefined, [secrets]))).toEqual(['RBA012']);
    expect(ids(given(binds('admin', BINDINGS)))).toEqual(['RBA012']);
  });

  test('is not where it is what owners of namespaces get, or reads little', () => {
    for (const name of ['admin', 'edit', 'view', 'absent', 'system:discovery']) expect(given(binds(name))).toEqual([]);
    expect(given(binds('view', BINDINGS))).toEqual([]);
    expect(given(binds('secrets'), undefined, [secrets])).toEqual([]);
    expect(given(binds('secrets', rule(['rolebindings'], ['create'], [RBAC])), undefined, [secrets])).toEqual([]);
    expect(given(binds('all'), 'Group:admins', [all])).toEqual([]);
  });
});

describe('somebody whom a rule lets act as by name', () => {
  const acts = (resource: string, name: string): object[] => [
    rule([resource], ['impersonate'], [''], { resourceNames: [name] }),
  ];
  const admins = binding('admins', 'ClusterRole/cluster-admin', ['Group:admins', 'User:root']);

  test.each([
    ['groups', 'admins'],
    ['users', 'root'],
    ['users', 'system:kube-controller-manager'],
    ['users', 'system:serviceaccount:kube-system:clusterrole-aggregation-controller'],
    ['users', 'system:serviceaccount:kube-system:something'],
    ['serviceaccounts', 'clusterrole-aggregation-controller'],
  ])('%s %s is reported', (resource, name) => {
    expect(ids(given(acts(resource, name), undefined, [admins]))).toEqual(['RBA012']);
  });

  test.each([
    ['groups', 'developers'],
    ['groups', 'system:authenticated'],
    ['users', 'jane'],
    ['users', 'system:serviceaccount:team:builder'],
    ['users', 'system:serviceaccount:kube-system:reader'],
    ['serviceaccounts', 'builder'],
    ['serviceaccounts', 'reader'],
  ])('%s %s is not', (resource, name) => {
    const reads = [
      clusterRole('reads', [rule(['nodes'], ['list'])]),
      binding('reads', 'ClusterRole/reads', ['ServiceAccount:kube-system/reader', 'Group:developers']),
    ];
    expect(given(acts(resource, name), undefined, [admins, ...reads])).toEqual([]);
  });
});

describe('groups of machines', () => {
  test.each(['system:nodes', 'system:bootstrappers', 'system:bootstrappers:kubeadm:default-node-token'])(
    '%s gets no role that gives everything',
    (group) => {
      const subject = `Group:${group}`;
      expect(ids(given([rule(['*'], ['*'], ['*'])], subject))).toEqual(['RBA009']);
      expect(ids(given([rule(['*'], ['*'])], subject))).toEqual(['RBA009']);
      expect(ids(run([binding('b', 'ClusterRole/cluster-admin', [subject])]))).toEqual(['RBA009']);
      expect(run([binding('b', 'ClusterRole/system:node', [subject])])).toEqual([]);
      expect(run([binding('b', 'ClusterRole/system:node-bootstrapper', [subject])])).toEqual([]);
    },
  );

  test('the message says who it is', () => {
    expect(run([binding('b', 'ClusterRole/cluster-admin', ['Group:system:nodes'])])).toEqual([
      'RBA009 subjects[0]: Group system:nodes may * * of * by ClusterRole cluster-admin: every kubelet has it, and so has whoever gets onto one node',
    ]);
  });
});

describe('what custom resources excuse', () => {
  const follows = rule(['things'], ['get', 'list', 'watch'], ['example.com']);
  const writes = rule(['things/status'], ['patch'], ['example.com']);
  const POWERS: [string, object, boolean][] = [
    ['RBA013', rule(['secrets'], ['list']), true],
    ['RBA019', rule(['mutatingwebhookconfigurations'], ['patch'], ['admissionregistration.k8s.io']), true],
    ['RBA014', rule(['pods/exec'], ['create']), false],
    ['RBA015', rule(['serviceaccounts/token'], ['create']), false],
    ['RBA018', rule(['certificatesigningrequests/approval'], ['update'], ['certificates.k8s.io']), false],
    ['RBA020', rule(['persistentvolumes'], ['create']), false],
    ['RBA021', rule(['deployments'], ['create'], ['apps']), false],
  ];

  test.each(POWERS)('%s', (id, one, forReaders) => {
    expect(given([one, follows, writes])).toEqual([]);
    expect(ids(given([one, follows]))).toEqual(forReaders ? [] : [id]);
    // One group is watched and another one is written, one is watched and never listed, and names are no group.
    expect(ids(given([one, rule(['things'], ['watch'], ['example.com']), writes]))).toEqual([id]);
    expect(ids(given([one, { ...follows, resourceNames: ['x'] }, writes]))).toEqual([id]);
    if (!forReaders) {
      const other = rule(['others'], ['update'], ['other.example']);
      expect(ids(given([one, follows, other]))).toEqual([id]);
    }
  });
});

test('a change of a pod, and a server for an API group, say what they lead to', () => {
  const path = (one: object): string => given([one]).map((found) => found.slice(found.lastIndexOf(': ') + 2))[0]!;
  expect(path(rule(['pods'], ['patch']))).toBe(
    'it gives a pod of kube-system an image of its own, which then runs under the account of that pod',
  );
  expect(path(rule(['apiservices'], ['update'], ['apiregistration.k8s.io']))).toBe(
    'it sends the requests for an API group to a server of its own, which reads and answers them',
  );
});
