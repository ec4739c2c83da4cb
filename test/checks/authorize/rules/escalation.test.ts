import { run } from '../run';
import { binding, clusterRole, role } from '../rbac/support';

const rule = (resources: string[], verbs: string[], apiGroups = [''], more: object = {}): object => ({
  apiGroups,
  resources,
  verbs,
  ...more,
});
const ids = (objects: readonly unknown[]): string[] => run(objects).map((one) => one.slice(0, 6));
const given = (rules: object[], subject = 'ServiceAccount:team/web', namespace?: string): string[] =>
  ids([clusterRole('r', rules), binding('b', 'ClusterRole/r', [subject], namespace)]);

const POWERS: [string, object][] = [
  ['RBA008', rule(['*'], ['*'], ['*'])],
  ['RBA011', rule(['*'], ['*'])],
  ['RBA012', rule(['clusterroles'], ['escalate'], ['rbac.authorization.k8s.io'])],
  ['RBA012', rule(['roles'], ['*'], ['rbac.authorization.k8s.io'])],
  ['RBA012', rule(['users'], ['impersonate'])],
  ['RBA012', rule(['users'], ['impersonate:user-info'], ['authentication.k8s.io'])],
  ['RBA013', rule(['secrets'], ['watch'])],
  ['RBA013', rule(['*'], ['get', 'list'], ['*'])],
  ['RBA014', rule(['pods/exec'], ['create'])],
  ['RBA014', rule(['*/exec'], ['get'])],
  ['RBA014', rule(['pods/ephemeralcontainers'], ['patch'])],
  ['RBA015', rule(['serviceaccounts/token'], ['create'])],
  ['RBA016', rule(['nodes/proxy'], ['get'])],
  ['RBA018', rule(['certificatesigningrequests/approval'], ['update'], ['certificates.k8s.io'])],
  ['RBA019', rule(['validatingwebhookconfigurations'], ['patch'], ['admissionregistration.k8s.io'])],
  ['RBA019', rule(['mutatingadmissionpolicies'], ['create'], ['admissionregistration.k8s.io'])],
  ['RBA019', rule(['apiservices'], ['create'], ['apiregistration.k8s.io'])],
  ['RBA019', rule(['*'], ['patch'], ['apiregistration.k8s.io'])],
  ['RBA020', rule(['persistentvolumes'], ['create'])],
  ['RBA021', rule(['pods'], ['create'])],
  ['RBA021', rule(['pods'], ['patch'])],
  ['RBA021', rule(['pods'], ['update'])],
  ['RBA021', rule(['daemonsets'], ['patch'], ['apps'])],
  ['RBA021', rule(['cronjobs'], ['patch'], ['batch'])],
  ['RBA021', rule(['jobs'], ['create'], ['batch'])],
];

test.each(POWERS)('%s %j', (id, one) => {
  expect(given([one])).toEqual([id]);
  // Names limit it, a namespace does too, and nobody is surprised by what people and the control plane may do.
  expect(given([{ ...one, resourceNames: ['x'] }]).filter((found) => found === id)).toEqual([]);
  const local = given([one], 'ServiceAccount:team/web', 'team');
  expect(local.filter((found) => found !== 'RBA007')).toEqual([]);
  expect(given([one], 'Group:admins')).toEqual([]);
  expect(given([one], 'ServiceAccount:kube-system/tiller')).toEqual([id]);
  expect(given([one], 'User:system:kube-scheduler')).toEqual([]);
});

describe('in kube-system', () => {
  const inSystem = (rules: object[], subject = 'ServiceAccount:team/web'): string[] =>
    given(rules, subject, 'kube-system');

  test('a RoleBinding leads to the accounts of the cluster', () => {
    expect(inSystem([rule(['*'], ['*'], ['*'])])).toEqual(['RBA008']);
    expect(inSystem([rule(['secrets'], ['list'])])).toEqual(['RBA013']);
    expect(inSystem([rule(['pods/exec'], ['create'])])).toEqual(['RBA014']);
    expect(inSystem([rule(['serviceaccounts/token'], ['create'])])).toEqual(['RBA015']);
    expect(inSystem([rule(['deployments'], ['update'], ['apps'])])).toEqual(['RBA021']);
    expect(run([binding('b', 'ClusterRole/cluster-admin', ['ServiceAccount:team/web'], 'kube-system')])).toEqual([
      "RBA008 roleRef: ServiceAccount team/web may * * of * in namespace kube-system, by ClusterRole cluster-admin: it goes on under an account of the cluster's own controllers, which are there",
    ]);
  });

  test('what controllers do there is none', () => {
    expect(inSystem([rule(['configmaps'], ['create', 'get', 'update'])])).toEqual([]);
    expect(inSystem([rule(['secrets'], ['get'], [''], { resourceNames: ['own'] })])).toEqual([]);
    expect(inSystem([rule(['secrets'], ['list'])], 'Group:admins')).toEqual([]);
    const own = [rule(['things'], ['list', 'watch'], ['example.com'])];
    expect(
      ids([
        clusterRole('own', own),
        binding('own', 'ClusterRole/own', ['ServiceAccount:kube-system/sealer']),
        clusterRole('r', [rule(['secrets'], ['list'])]),
        binding('b', 'ClusterRole/r', ['ServiceAccount:kube-system/sealer'], 'kube-system'),
      ]),
    ).toEqual([]);
  });
});

describe('subjects that are service accounts under another name', () => {
  test.each(['User:system:serviceaccount:team:web', 'Group:system:serviceaccounts:team'])('%s', (subject) => {
    expect(given([rule(['*'], ['*'], ['*'])], subject)).toEqual(['RBA008']);
    expect(given([rule(['secrets'], ['list'])], subject)).toEqual(['RBA013']);
    expect(given([rule(['configmaps'], ['list'])], subject)).toEqual([]);
    expect(given([rule(['secrets'], ['list'])], subject, 'team')).toEqual([]);
  });

  test('the default account by its user name', () => {
    expect(given([rule(['configmaps'], ['list'])], 'User:system:serviceaccount:team:default', 'team')).toEqual([
      'RBA010',
    ]);
    expect(given([rule(['configmaps'], ['list'])], 'User:default', 'team')).toEqual([]);
  });
});

test('what changes the number of pods, or a Job that is made, makes no other pods', () => {
  expect(given([rule(['deployments/scale'], ['update'], ['apps'])])).toEqual([]);
  expect(given([rule(['jobs'], ['update', 'delete'], ['batch'])])).toEqual([]);
});

test('what an account has for its work hides no weaker power', () => {
  const provisioner = [rule(['persistentvolumes'], ['create']), rule(['storageclasses'], ['list'], ['storage.k8s.io'])];
  expect(given([...provisioner, rule(['pods'], ['create'])])).toEqual(['RBA021']);
  const follower = [rule(['secrets'], ['list']), rule(['things'], ['list', 'watch'], ['example.com'])];
  expect(given(follower)).toEqual([]);
  expect(given([...follower, rule(['pods/exec'], ['create'])])).toEqual(['RBA014']);
  expect(given([...follower, rule(['nodes/proxy'], ['get'])])).toEqual(['RBA016']);
  expect(given([...follower, rule(['things'], ['update'], ['example.com']), rule(['pods/exec'], ['create'])])).toEqual(
    [],
  );
});

test('a token of a strong account by its name', () => {
  const token = (name: string): object => rule(['serviceaccounts/token'], ['create'], [''], { resourceNames: [name] });
  expect(given([token('clusterrole-aggregation-controller')], undefined, 'kube-system')).toEqual(['RBA015']);
  expect(given([token('generic-garbage-collector')])).toEqual(['RBA015']);
  expect(given([token('web')])).toEqual([]);
  expect(given([token('web')], undefined, 'team')).toEqual([]);
});

test('names that are enough', () => {
  const named = (resource: string, verb: string, group: string, name: string): string[] =>
    given([rule([resource], [verb], [group], { resourceNames: [name] })]);
  expect(named('clusterroles', 'bind', 'rbac.authorization.k8s.io', 'cluster-admin')).toEqual(['RBA012']);
  expect(named('clusterroles', 'bind', 'rbac.authorization.k8s.io', 'view')).toEqual([]);
  expect(named('groups', 'impersonate', '', 'system:masters')).toEqual(['RBA012']);
  expect(named('groups', 'impersonate', '', 'developers')).toEqual([]);
});

test('a label does not hide an account that is not of the engine', () => {
  const labelled = (account: string, part: string): string[] => {
    const one = binding('b', 'ClusterRole/cluster-admin', [`ServiceAccount:${account}`]) as { metadata: object };
    return ids([{ ...one, metadata: { ...one.metadata, labels: { 'app.kubernetes.io/part-of': part } } }]);
  };
  expect(labelled('gitops/my-argocd-application-controller', 'argocd')).toEqual([]);
  expect(labelled('gitops/kustomize-controller', 'flux')).toEqual([]);
  expect(labelled('team/web', 'argocd')).toEqual(['RBA008']);
  expect(labelled('team/kustomize-controller', 'argocd')).toEqual(['RBA008']);
  expect(labelled('team/web', 'toString')).toEqual(['RBA008']);
});

test('what Kubernetes makes itself may be exported; what is added to its accounts is reported', () => {
  const own = 'system:controller:generic-garbage-collector';
  expect(ids([binding(own, `ClusterRole/${own}`, ['ServiceAccount:kube-system/generic-garbage-collector'])])).toEqual(
    [],
  );
  expect(given([rule(['secrets'], ['get'])], 'ServiceAccount:kube-system/persistent-volume-binder')).toEqual([
    'RBA013',
  ]);
});

test('a binding is reported once, for the strongest power', () => {
  expect(given(POWERS.map(([, one]) => one))).toEqual(['RBA008']);
});

test('the message tells the path', () => {
  expect(run([binding('b', 'ClusterRole/cluster-admin', ['ServiceAccount:team/web'])])).toEqual([
    'RBA008 roleRef: ServiceAccount team/web may * * of * in every namespace, by ClusterRole cluster-admin: whoever runs code in one of its pods takes its token and owns the cluster: every secret, every node, every other account',
  ]);
});

test('edit in every namespace', () => {
  expect(ids([binding('b', 'ClusterRole/edit', ['ServiceAccount:team/web'])])).toEqual(['RBA012']);
  expect(ids([binding('b', 'ClusterRole/edit', ['ServiceAccount:team/web'], 'team')])).toEqual([]);
  expect(ids([binding('b', 'ClusterRole/view', ['ServiceAccount:team/web'])])).toEqual([]);
});

test('an operator reads secrets for its work, and a GitOps engine applies anything', () => {
  const operator = [
    rule(['secrets'], ['get', 'list', 'watch']),
    rule(['certificates'], ['get', 'list', 'watch'], ['cert-manager.io']),
  ];
  expect(given(operator)).toEqual([]);
  const reader = [operator[0]!, rule(['pods'], ['watch'], ['metrics.k8s.io'])];
  expect(given(reader)).toEqual(['RBA013']);
  const all = clusterRole('argocd', [rule(['*'], ['*'], ['*'])]);
  const bound = binding('b', 'ClusterRole/argocd', ['ServiceAccount:cd/argocd-application-controller']);
  expect(ids([all, bound])).toEqual(['RBA008']);
  expect(ids([all, { ...bound, metadata: { name: 'b', labels: { 'app.kubernetes.io/part-of': 'argocd' } } }])).toEqual(
    [],
  );
});

test('accounts that their projects publish so', () => {
  const bound = (subject: string): string[] =>
    ids([binding('b', 'ClusterRole/cluster-admin', [`ServiceAccount:${subject}`])]);
  expect(bound('kubeflow/profiles-controller-service-account')).toEqual([]);
  expect(bound('flux-system/kustomize-controller')).toEqual([]);
  expect(bound('kubeflow/ml-pipeline')).toEqual(['RBA008']);
});

test('a provisioner makes volumes', () => {
  expect(
    given([rule(['persistentvolumes'], ['create']), rule(['storageclasses'], ['list'], ['storage.k8s.io'])]),
  ).toEqual([]);
});

describe('everyone', () => {
  test.each([
    ['Group:system:unauthenticated', rule(['pods'], ['get']), true],
    ['User:system:anonymous', rule(['pods'], ['get']), true],
    ['Group:system:unauthenticated', { nonResourceURLs: ['/healthz', '/version/'], verbs: ['get'] }, false],
    ['Group:system:unauthenticated', { nonResourceURLs: ['/metrics'], verbs: ['get'] }, true],
    ['Group:system:authenticated', rule(['pods'], ['get', 'list']), false],
    ['Group:system:authenticated', rule(['pods'], ['delete']), true],
    ['Group:system:authenticated', rule(['secrets'], ['get']), true],
    ['Group:system:serviceaccounts', rule(['configmaps'], ['create']), true],
    ['Group:system:serviceaccounts:team', rule(['configmaps'], ['create']), false],
  ])('%s %j: %s', (subject, one, expected) => {
    expect(given([one], subject)).toEqual(expected ? ['RBA009'] : []);
  });

  test('what Kubernetes binds itself may be written down', () => {
    const bound = binding('system:discovery', 'ClusterRole/system:discovery', ['Group:system:authenticated']);
    const basic = binding('system:basic-user', 'ClusterRole/system:basic-user', ['Group:system:authenticated']);
    const info = binding('i', 'Role/kubeadm:bootstrap-signer-clusterinfo', ['User:system:anonymous'], 'kube-public');
    const signer = role('kubeadm:bootstrap-signer-clusterinfo', 'kube-public', [
      rule(['configmaps'], ['get'], [''], { resourceNames: ['cluster-info'] }),
    ]);
    expect(ids([bound, basic, info, signer])).toEqual([]);
    const named = role('info', 'kube-public', [
      rule(['configmaps'], ['get'], [''], { resourceNames: ['cluster-info'] }),
    ]);
    expect(ids([named, binding('i', 'Role/info', ['User:system:anonymous'], 'kube-public')])).toEqual([]);
    const wider = role('info', 'kube-public', [rule(['configmaps'], ['get'])]);
    expect(ids([wider, binding('i', 'Role/info', ['User:system:anonymous'], 'kube-public')])).toEqual(['RBA009']);
  });
});

test('the default account', () => {
  expect(run([binding('b', 'ClusterRole/view', ['User:ana', 'ServiceAccount:default'], 'team')])).toEqual([
    'RBA010 subjects[1]: ClusterRole view is granted to ServiceAccount team/default: whoever breaks into any pod there that names no account has it',
  ]);
  expect(ids([binding('b', 'ClusterRole/gone', ['ServiceAccount:default'], 'team')])).toEqual([]);
  expect(ids([binding('b', 'ClusterRole/view', ['ServiceAccount:default-editor'], 'team')])).toEqual([]);
});

describe('a stronger neighbour', () => {
  const strong = (namespace: string): object[] => [
    clusterRole('strong', [rule(['secrets'], ['list'])]),
    binding('s', 'ClusterRole/strong', [`ServiceAccount:${namespace}/backup`]),
  ];
  const maker = (one: object): object[] => [
    role('m', 'team', [one]),
    binding('m', 'Role/m', ['ServiceAccount:web'], 'team'),
  ];
  const jobs = rule(['jobs'], ['create'], ['batch']);

  test('is in the same namespace, and the maker is not strong itself', () => {
    expect(run([...strong('team'), ...maker(jobs)])).toContainEqual(
      'RBA017 roleRef: ServiceAccount team/web may make pods in namespace team, and so pods of ServiceAccount team/backup, which has ClusterRole strong in the whole cluster',
    );
    expect(ids([...strong('other'), ...maker(jobs)])).toEqual(['RBA013']);
    expect(ids([...strong('team'), ...maker(rule(['pods'], ['get']))])).toEqual(['RBA013']);
    expect(
      ids([...strong('team'), binding('w', 'ClusterRole/strong', ['ServiceAccount:team/web']), ...maker(jobs)]),
    ).toEqual(['RBA013', 'RBA013']);
  });
});

test('whatever the YAML holds, nothing throws', () => {
  const odd: unknown[] = [null, 1, 'text', [], {}, [null], [1], ['a'], [{}], true];
  for (const value of odd) {
    expect(() =>
      run([
        { apiVersion: 'v1', kind: 'ServiceAccount', metadata: value },
        {
          apiVersion: 'v1',
          kind: 'ServiceAccount',
          metadata: { name: 'a', annotations: { 'cdk8s-ml-platform/needs': value } },
        },
        { apiVersion: 'v1', kind: 'Pod', metadata: { annotations: value }, spec: value },
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata: { name: 'x', annotations: { 'cdk8s-ml-platform/needs': 'get pods' } },
          spec: { template: { spec: { volumes: value, serviceAccountName: value } } },
        },
        { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name: value }, rules: value },
        {
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'RoleBinding',
          metadata: { name: 'x' },
          roleRef: value,
          subjects: value,
        },
        { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', spec: value },
        { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', spec: { names: value, group: 'x' } },
      ]),
    ).not.toThrow();
  }
});

describe('a name alone lets nothing pass', () => {
  test.each(['cluster-admin', 'system:basic-user', 'system:node-proxier'])(
    'a binding that is called %s as one of Kubernetes',
    (name) => {
      expect(ids([binding(name, 'ClusterRole/cluster-admin', ['ServiceAccount:team/web'])])).toEqual(['RBA008']);
    },
  );

  test("what an export of a cluster has of Kubernetes' own is left alone", () => {
    const exported = [
      binding('cluster-admin', 'ClusterRole/cluster-admin', ['Group:system:masters']),
      binding(
        'system:controller:generic-garbage-collector',
        'ClusterRole/system:controller:generic-garbage-collector',
        ['ServiceAccount:kube-system/generic-garbage-collector'],
      ),
      binding('system:discovery', 'ClusterRole/system:discovery', ['Group:system:authenticated']),
    ];
    expect(ids(exported)).toEqual([]);
    const added = ['ServiceAccount:kube-system/generic-garbage-collector', 'ServiceAccount:team/web'];
    const [one] = run([binding('x', 'ClusterRole/system:controller:generic-garbage-collector', added)]);
    expect(one ?? '').not.toContain('kube-system/generic-garbage-collector');
  });

  test.each([
    ['system:discovery', rule(['*'], ['*'], ['*'])],
    ['system:public-info-viewer', rule(['secrets'], ['get'])],
    ['kubeadm:bootstrap-signer-clusterinfo', rule(['configmaps'], ['get'])],
  ])('a role of everyone that is called %s', (name, one) => {
    const given = [clusterRole(name, [one]), binding('b', `ClusterRole/${name}`, ['Group:system:unauthenticated'])];
    expect(ids(given)).toEqual(['RBA009']);
  });

  test('the same roles as Kubernetes and kubeadm write them are left alone', () => {
    const urls = { nonResourceURLs: ['/api', '/api/*', '/openapi/*', '/healthz'], verbs: ['get'] };
    const info = rule(['configmaps'], ['get'], [''], { resourceNames: ['cluster-info'] });
    for (const [name, one] of [
      ['system:discovery', urls] as const,
      ['kubeadm:bootstrap-signer-clusterinfo', info] as const,
    ])
      expect(
        ids([clusterRole(name, [one]), binding('b', `ClusterRole/${name}`, ['Group:system:unauthenticated'])]),
      ).toEqual([]);
  });
});

test('a binding whose name is made counts, and two of one prefix do', () => {
  const made = ['team/a', 'team/b'].map((account) => {
    const { metadata: _, ...rest } = binding('x', 'ClusterRole/cluster-admin', [`ServiceAccount:${account}`]) as {
      metadata: unknown;
    };
    return { ...rest, metadata: { generateName: 'agent-' } };
  });
  expect(ids(made).filter((id) => id === 'RBA008')).toHaveLength(2);
});

test('a role that may write itself is full power, one that may write another by its name is not', () => {
  const rbac = ['rbac.authorization.k8s.io'];
  const named = (name: string): object =>
    rule(['clusterroles'], ['escalate', 'update'], rbac, { resourceNames: [name] });
  expect(given([named('r')])).toEqual(['RBA012']);
  expect(given([named('other')])).toEqual([]);
  expect(given([rule(['clusterroles'], ['escalate'], rbac, { resourceNames: ['r'] })])).toEqual([]);
});

test('a ReplicationController makes pods', () => {
  expect(given([rule(['replicationcontrollers'], ['create'])])).toEqual(['RBA021']);
  expect(given([rule(['replicationcontrollers/scale'], ['update'])])).toEqual([]);
});

describe('a label that adds to the roles of everybody', () => {
  const labelled = (role: string, rules: object[], more: object = {}): string[] =>
    run([
      {
        ...clusterRole('added', rules),
        metadata: { name: 'added', labels: { [`rbac.authorization.k8s.io/aggregate-to-${role}`]: 'true', ...more } },
      },
    ]);
  const added = (role: string, what: string): string[] => [
    `RBA023 metadata.labels[rbac.authorization.k8s.io/aggregate-to-${role}]: everybody with ClusterRole ${role} may ${what}, which ${role} does not give by itself`,
  ];

  test('is reported with a power that the role has not', () => {
    expect(labelled('view', [rule(['secrets'], ['get', 'list'])])).toEqual(added('view', 'get,list secrets of core'));
    expect(labelled('view', [rule(['pods/exec'], ['create'])])).toEqual(added('view', 'create pods/exec of core'));
    expect(labelled('edit', [rule(['users'], ['impersonate'])])).toEqual(added('edit', 'impersonate users of core'));
    expect(labelled('admin', [rule(['clusterroles'], ['bind'], ['rbac.authorization.k8s.io'])])).toEqual(
      added('admin', 'bind clusterroles of rbac.authorization.k8s.io'),
    );
    expect(labelled('admin', [rule(['*'], ['*'], ['*'])])).toEqual(added('admin', '* * of *'));
  });

  test('is not with what it has, with custom resources, and in an export', () => {
    expect(labelled('edit', [rule(['secrets'], ['get', 'list']), rule(['pods/exec'], ['create'])])).toEqual([]);
    expect(labelled('edit', [rule(['serviceaccounts'], ['impersonate'])])).toEqual([]);
    expect(labelled('view', [rule(['things'], ['get', 'list', 'watch'], ['example.com'])])).toEqual([]);
    expect(labelled('admin', [rule(['things'], ['*'], ['example.com'])])).toEqual([]);
    expect(labelled('mine', [rule(['secrets'], ['list'])])).toEqual([]);
    expect(labelled('view', [rule(['secrets'], ['list'])], { 'kubernetes.io/bootstrapping': 'rbac-defaults' })).toEqual(
      [],
    );
  });
});
