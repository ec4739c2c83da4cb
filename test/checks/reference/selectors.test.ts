import { inAnyNamespace, run } from './run';

function workload(kind: string, name: string, selector: object, labels: object, namespace = 'ml'): unknown {
  const spec = { selector: { matchLabels: selector }, template: { metadata: { labels } } };
  return { apiVersion: 'apps/v1', kind, metadata: { name, namespace }, spec };
}

function service(selector: unknown, namespace = 'ml', spec: object = {}): unknown {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: 's', namespace }, spec: { selector, ...spec } };
}

const of = (...objects: unknown[]): string[] => inAnyNamespace(run(objects));
const WEB = workload('Deployment', 'web', { app: 'web' }, { app: 'web', tier: 'front' });

describe('REF022', () => {
  test.each([
    ['another value', service({ app: 'api' })],
    ['a label that the pods do not have', service({ app: 'web', version: 'v1' })],
    ['pods of another namespace', service({ app: 'web' }, 'other')],
  ])('reports %s', (_what, one) => {
    expect(of(WEB, one)).toEqual([expect.stringMatching(/^REF022 spec\.selector: no pod template in namespace/)]);
  });

  test.each([
    ['a part of the labels', service({ app: 'web' })],
    ['no selector', service(undefined)],
    ['an empty selector', service({})],
    ['a selector that is text', service('app=web')],
    ['a name for a host', service({ app: 'gone' }, 'ml', { type: 'ExternalName' })],
    ['labels that a controller gives', service({ app: 'web', 'pod-template-hash': 'abc' })],
  ])('does not report %s', (_what, one) => {
    expect(of(WEB, one)).toEqual([]);
  });

  test('knows the pods of kube-system that a cluster runs by itself', () => {
    expect(of(service({ 'k8s-app': 'kube-dns' }, 'kube-system'))).toEqual([]);
    expect(of(service({ component: 'etcd' }, 'kube-system'))).toEqual([]);
    expect(of(service({ component: 'etcd', tier: 'control-plane' }, 'kube-system'))).toEqual([]);
    expect(of(service({ component: 'etcdd' }, 'kube-system'))).toHaveLength(1);
    expect(of(service({ 'k8s-app': 'kube-dns', version: 'v1' }, 'kube-system'))).toHaveLength(1);
    expect(of(service({ 'k8s-app': 'kube-dns' }, 'ml'))).toHaveLength(1);
  });

  test('reads expressions', () => {
    const budget = (expression: object): unknown => ({
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'b', namespace: 'ml' },
      spec: { selector: { matchExpressions: [expression] } },
    });
    expect(of(WEB, budget({ key: 'tier', operator: 'Exists' }))).toEqual([]);
    expect(of(WEB, budget({ key: 'tier', operator: 'NotIn', values: ['back'] }))).toEqual([]);
    expect(of(WEB, budget({ key: 'tier', operator: 'DoesNotExist' }))).toHaveLength(1);
    expect(of(WEB, budget({ key: 'tier', operator: 'In', values: ['back'] }))).toHaveLength(1);
  });
});

describe('REF023', () => {
  test('reports a pair once', () => {
    const other = workload('Deployment', 'other', { app: 'web' }, { app: 'web' });
    expect(of(WEB, other)).toEqual([
      'REF023 spec.selector: selector app=web fits Deployment ml/other, whose pods it selects too',
    ]);
  });

  test('reports one that selects more than its own', () => {
    const other = workload('StatefulSet', 'db', { app: 'web', tier: 'db' }, { app: 'web', tier: 'db' });
    expect(of(other, WEB)).toEqual([
      'REF023 spec.selector: selector app=web fits StatefulSet ml/db, whose pods it selects too',
    ]);
  });

  test('reports a Pod that a StatefulSet would adopt, and not one beside a Deployment', () => {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', namespace: 'ml', labels: { app: 'web' } } };
    expect(of(WEB, pod)).toEqual([]);
    expect(of(workload('StatefulSet', 'web', { app: 'web' }, { app: 'web' }), pod)).toHaveLength(1);
  });

  test.each([
    ['another namespace', workload('Deployment', 'other', { app: 'web' }, { app: 'web' }, 'other')],
    ['labels of its own', workload('Deployment', 'api', { app: 'api' }, { app: 'api', tier: 'front' })],
  ])('does not report %s', (_what, other) => {
    expect(of(WEB, other)).toEqual([]);
  });

  test('does not report what a controller owns', () => {
    const owned = workload('ReplicaSet', 'web-abc', { app: 'web' }, { app: 'web' }) as { metadata: object };
    const metadata = { ...owned.metadata, ownerReferences: [{ kind: 'Deployment', name: 'web' }] };
    expect(of(WEB, { ...owned, metadata })).toEqual([]);
  });
});

describe('REF024', () => {
  const map = (metadata: object = {}): unknown => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'left-over', namespace: 'ml', ...metadata },
    data: { self: 'left-over' },
  });
  const role = (rest: object): unknown => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: { name: 'r', namespace: 'ml' },
    rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get'], ...rest }],
  });
  const NAMESPACE = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'ml' } };
  const bound = (kind: string, roleName: string, subject: object): unknown => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind,
    metadata: { name: 'b', ...(kind === 'RoleBinding' ? { namespace: 'ml' } : {}) },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: roleName },
    subjects: [subject],
  });
  const ACCOUNT = { kind: 'ServiceAccount', namespace: 'ml', name: 'default' };
  const argument = (text: string): unknown => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', namespace: 'ml' },
    spec: { containers: [{ name: 'p', args: [text] }] },
  });

  test('reports one that nothing names', () => {
    expect(of(NAMESPACE, WEB, map(), role({ resourceNames: ['other'] }))).toEqual([
      'REF024 metadata.name: nothing names ConfigMap left-over',
    ]);
  });

  test.each([
    ['people alone read all of them', bound('ClusterRoleBinding', 'view', { kind: 'Group', name: 'devs' })],
    ['programs read something else', bound('RoleBinding', 'system:node-proxier', ACCOUNT)],
  ])('reports it where %s', (_what, binding) => {
    expect(of(NAMESPACE, WEB, map(), binding)).toHaveLength(1);
  });

  test('does not report it where the namespace is made elsewhere, for so may be what reads it', () => {
    expect(of(WEB, map())).toEqual([]);
  });

  test.each([
    ['one that an argument names', argument('--config=ml/left-over')],
    ['one that a Role names', role({ resourceNames: ['left-over'] })],
    ['one that a Role lets a program find', role({})],
    ['one that a role of Kubernetes lets a program find', bound('RoleBinding', 'view', ACCOUNT)],
    ['one that a program of the cluster finds', bound('ClusterRoleBinding', 'cluster-admin', ACCOUNT)],
    [
      'one whose name is a key elsewhere',
      {
        apiVersion: 'x.example/v1',
        kind: 'Reloader',
        metadata: { name: 'r', namespace: 'ml' },
        spec: { 'left-over': {} },
      },
    ],
  ])('does not report %s', (_what, other) => {
    expect(of(NAMESPACE, WEB, map(), other)).toEqual([]);
  });

  test.each([
    ['a label that programs look for', map({ labels: { grafana_dashboard: '1' } })],
    ['an annotation', map({ annotations: { 'example.com/read-by': 'a program' } })],
    ['a namespace without pods', map({ namespace: 'other' })],
    ['the name of one that is in every namespace', map({ name: 'kube-root-ca.crt' })],
  ])('does not report one with %s', (_what, one) => {
    expect(of(NAMESPACE, WEB, one)).toEqual([]);
  });
});
