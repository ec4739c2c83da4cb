import { compare, deployment, effects, indent } from './support';

const GPU = 'resources: { limits: { nvidia.com/gpu: 2 } }';

describe('pods', () => {
  test.each<[what: string, old: string, next: string, effects: string[]]>([
    [
      'another image',
      deployment('', 'replicas: 3'),
      deployment('', 'replicas: 3').replace('web:1', 'web:2'),
      ['! rolls its 3 pods: containers[web].image differs'],
    ],
    [
      'the GPUs are counted',
      deployment('', 'replicas: 3', GPU),
      deployment('hostNetwork: true', 'replicas: 3', GPU),
      ['! rolls its 3 pods (6 GPUs): hostNetwork differs'],
    ],
    ['one pod', deployment(), deployment('hostNetwork: true'), ['! rolls its pod: hostNetwork differs']],
    ['no pods', deployment('', 'replicas: 0'), deployment('hostNetwork: true', 'replicas: 0'), []],
    ['a template that says the same', deployment(), deployment('dnsPolicy: ClusterFirst'), []],
    [
      'a label of the Deployment alone',
      deployment(),
      deployment().replace('namespace: team }', 'namespace: team, labels: { a: b } }'),
      [],
    ],
    [
      'a label of the pods',
      deployment(),
      deployment().replace('{ app: web } }\n    spec', '{ app: web, a: b } }\n    spec'),
      ['! rolls its pod: metadata.labels[a] differs'],
    ],
    [
      'all stop first',
      deployment('', 'strategy: { type: Recreate }'),
      deployment('hostNetwork: true', 'strategy: { type: Recreate }'),
      ['! rolls its pod, all stop before new ones start: hostNetwork differs'],
    ],
    [
      'paused',
      deployment('', 'paused: true'),
      deployment('hostNetwork: true', 'paused: true'),
      ['rolls its pod once it is no longer paused: hostNetwork differs'],
    ],
    [
      'the order of tolerations',
      deployment(tolerations('a', 'b')),
      deployment(tolerations('b', 'a')),
      ['! rolls its pod: the order of tolerations differs'],
    ],
    [
      'more pods',
      deployment('', 'replicas: 2', GPU),
      deployment('', 'replicas: 3', GPU),
      ['starts 1 pod more, 3 in all, 2 GPUs more'],
    ],
    ['fewer pods', deployment('', 'replicas: 3'), deployment('', 'replicas: 2'), ['! stops 1 pod of 3']],
    ['no number any more', deployment('', 'replicas: 3'), deployment(), ['! stops 2 pods of 3']],
    ['none', deployment('', 'replicas: 3'), deployment('', 'replicas: 0'), ['! stops its 3 pods']],
    ['gone', deployment('', 'replicas: 3'), '', ['! its 3 pods stop']],
    ['new', '', deployment(), []],
    [
      'another selector',
      deployment('', 'replicas: 2'),
      deployment('', 'replicas: 2').replaceAll('app: web', 'app: site'),
      ['! must be deleted and made anew: spec.selector.matchLabels[app] is immutable; its 2 pods stop meanwhile'],
    ],
    ['a CronJob', cronJob('1'), cronJob('2'), ['counts from the next run on: containers[a].image differs']],
    [
      'a DaemonSet',
      daemon('', '1'),
      daemon('', '2'),
      ['! rolls its pods, one on each node: containers[a].image differs'],
    ],
    [
      'a DaemonSet that waits',
      daemon('OnDelete', '1'),
      daemon('OnDelete', '2'),
      ['replaces its pods, one on each node, but only as they are deleted (OnDelete): containers[a].image differs'],
    ],
    [
      'a gradual ScaledJob',
      scaledJob('gradual', 8),
      scaledJob('gradual', 4),
      ['counts for new Jobs alone, those that run end in peace (gradual)', 'at most 4 Jobs at once, was 8'],
    ],
    [
      'a ScaledJob',
      scaledJob('default', 8),
      scaledJob('default', 8).replace('a:1', 'a:2'),
      ['! deletes its running Jobs, up to 8 pods: rollout.strategy is not gradual'],
    ],
  ])('%s', (_, old, next, expected) => expect(effects(old, next)).toEqual(expected));
});

describe('what the API server refuses', () => {
  const made = 'must be deleted and made anew';
  test.each<[what: string, old: string, next: string, effects: string[]]>([
    [
      'the template of a Job',
      job('1'),
      job('2'),
      [`! ${made}: spec.template.spec.containers[a].image is immutable; its pod stops meanwhile`],
    ],
    ['that of a suspended Job', job('1', 'suspend: true'), job('2', 'suspend: true'), []],
    ['the parallelism of a Job', job('1', 'parallelism: 1'), job('1', 'parallelism: 2'), []],
    [
      'the claims of a StatefulSet',
      statefulSet('1Gi'),
      statefulSet('2Gi'),
      [
        `! ${made}: spec.volumeClaimTemplates[data].spec.resources.requests[storage] is immutable; its pod stops meanwhile`,
      ],
    ],
    ['a claim that grows', claim('1Gi'), claim('2Gi'), []],
    ['a claim of the same size', claim('1Gi'), claim('1024Mi'), []],
    [
      'a claim that shrinks',
      claim('2Gi'),
      claim('1Gi'),
      [`! ${made}: spec.resources.requests[storage]: a claim can grow and never shrink`],
    ],
    ['a claim of another class', claim('1Gi'), claim('1Gi', 'fast'), [`! ${made}: spec.storageClassName is immutable`]],
    [
      'the address of a Service',
      service('clusterIP: None'),
      service('clusterIP: 10.0.0.7'),
      [`! ${made}: spec.clusterIP is immutable`],
    ],
    ['an address that is no longer given', service('clusterIP: 10.0.0.7'), service('sessionAffinity: None'), []],
    ['the type of a Service', service('type: ClusterIP'), service('type: NodePort'), []],
    ['a StorageClass', storageClass('sku: a'), storageClass('sku: b'), [`! ${made}: parameters[sku] is immutable`]],
    ['its expansion', storageClass('sku: a'), `${storageClass('sku: a')}\nallowVolumeExpansion: true`, []],
    ['the role of a binding', binding('a'), binding('b'), [`! ${made}: roleRef.name is immutable`]],
    [
      'an immutable ConfigMap',
      configMap('a', true),
      configMap('b', true),
      [`! ${made}: data[k]: it is marked immutable: true`],
    ],
    ['a ConfigMap', configMap('a', false), configMap('b', false), []],
    ['a ConfigMap that becomes immutable', configMap('a', false), configMap('a', true), []],
    [
      'the class of a pool',
      pool('', '[]', 'AKSNodeClass'),
      pool('', '[]', 'OtherClass'),
      [`! ${made}: spec.template.spec.nodeClassRef.kind is immutable`],
    ],
  ])('%s', (_, old, next, expected) =>
    expect(effects(old, next).filter((one) => !/^(starts|at most)/.test(one))).toEqual(expected),
  );
});

describe('nodes', () => {
  const IN = (...values: string[]): string =>
    `[{ key: karpenter.azure.com/sku-family, operator: In, values: [${values.join(', ')}] }]`;
  const every = 'every node of pool p, at most 8 cpu in all';

  test.each<[what: string, old: string, next: string, effects: string[]]>([
    ['limits', pool('weight: 1'), pool('weight: 7'), []],
    ['disruption', pool(''), pool('disruption: { consolidateAfter: 5m }'), []],
    ['more sizes', pool('', IN('D')), pool('', IN('D', 'E')), []],
    [
      'fewer sizes',
      pool('', IN('D', 'E')),
      pool('', IN('E')),
      [`! replaces nodes with karpenter.azure.com/sku-family D, of ${every}`],
    ],
    [
      'a new requirement',
      pool('', '[]'),
      pool('', IN('D')),
      [`! replaces nodes that do not fit karpenter.azure.com/sku-family In [D], of ${every}`],
    ],
    ['one requirement less', pool('', IN('D')), pool('', '[]'), []],
    [
      'the same as another operator',
      pool('', IN('D', 'E')),
      pool('', '[{ key: karpenter.azure.com/sku-family, operator: NotIn, values: [F] }]'),
      [],
    ],
    [
      'a value that is excluded',
      pool('', IN('D', 'E')),
      pool('', '[{ key: karpenter.azure.com/sku-family, operator: NotIn, values: [E] }]'),
      [`! replaces nodes with karpenter.azure.com/sku-family E, of ${every}`],
    ],
    [
      'a higher bound',
      pool('', '[{ key: karpenter.azure.com/sku-cpu, operator: Lt, values: ["8"] }]'),
      pool('', '[{ key: karpenter.azure.com/sku-cpu, operator: Lt, values: ["16"] }]'),
      [],
    ],
    [
      'a lower bound',
      pool('', '[{ key: karpenter.azure.com/sku-cpu, operator: Lt, values: ["16"] }]'),
      pool('', '[{ key: karpenter.azure.com/sku-cpu, operator: Lt, values: ["8"] }]'),
      [`! replaces nodes that do not fit karpenter.azure.com/sku-cpu Lt [8], of ${every}`],
    ],
    [
      'a taint',
      pool(''),
      inTemplate('taints: [{ key: a, effect: NoSchedule }]'),
      [`! replaces ${every}: taints differs`],
    ],
    [
      'taints in another order',
      inTemplate('taints: [{ key: a, effect: NoSchedule }, { key: b, effect: NoSchedule }]'),
      inTemplate('taints: [{ key: b, effect: NoSchedule }, { key: a, effect: NoSchedule }]'),
      [],
    ],
    ['the age of nodes', pool(''), inTemplate('expireAfter: 24h'), [`! replaces ${every}: expireAfter differs`]],
    ['the age that is the default', pool(''), inTemplate('expireAfter: 720h'), []],
    ['gone', pool(''), '', [`! drains and removes ${every}`]],
  ])('%s', (_, old, next, expected) => expect(effects(old, next)).toEqual(expected));

  test('those among the manifests are counted, and what runs there is named', () => {
    const node = '---\napiVersion: v1\nkind: Node\nmetadata: { name: n, labels: { karpenter.sh/nodepool: p } }\n';
    const old = `${pool('')}${node}---\n${deployment()}`;
    expect(
      effects(old, old.replace('cpu: 8 }', 'cpu: 8 }').replace('requirements:', 'expireAfter: Never, requirements:')),
    ).toEqual(['! replaces the 1 node of pool p: expireAfter differs; on it can be Deployment team/web']);
  });

  test('a node class replaces the nodes of its pools, and tags do not', () => {
    const nodeClass = (spec: string): string =>
      `${pool('')}---\napiVersion: karpenter.azure.com/v1beta1\nkind: AKSNodeClass\nmetadata: { name: c }\nspec: { ${spec} }\n`;
    expect(effects(nodeClass('imageFamily: Ubuntu2204'), nodeClass('imageFamily: AzureLinux'))).toEqual([
      `! replaces ${every}: imageFamily differs`,
    ]);
    expect(effects(nodeClass('tags: { a: b }'), nodeClass('tags: { a: c }'))).toEqual([]);
  });
});

describe('what goes away', () => {
  test.each<[what: string, old: string, next: string, effects: string[]]>([
    ['a claim', claim('1Gi'), '', ['! its data is lost: unless StorageClass slow retains volumes']],
    [
      'a claim that is retained',
      `${claim('1Gi')}---\n${storageClass('a: b', 'Retain')}`,
      storageClass('a: b', 'Retain'),
      ['! its volume is kept (StorageClass slow retains), but nothing can use it until someone binds it again'],
    ],
    [
      'a claim that is not',
      `${claim('1Gi')}---\n${storageClass('a: b')}`,
      storageClass('a: b'),
      ['! its data is lost: StorageClass slow deletes volumes'],
    ],
    ['a StatefulSet', statefulSet('1Gi'), '', ['! its pod stops', 'its claims stay, and are paid for'].sort()],
    [
      'a namespace',
      'apiVersion: v1\nkind: Namespace\nmetadata: { name: team }\n---\n' + configMap('a', false),
      configMap('a', false),
      ['! deletes everything in it, 1 object of these manifests among it'],
    ],
    [
      'a CRD',
      'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: { name: as.b.c }\nspec: { group: b.c, names: { kind: A } }\n',
      '',
      ['! deletes every A of the cluster'],
    ],
    ['a ConfigMap that no one names', configMap('a', false), '', []],
    [
      'a ConfigMap that a pod names',
      `${configMap('a', false)}---\n${deployment('', '', 'envFrom: [{ configMapRef: { name: c } }]')}`,
      deployment('', '', 'envFrom: [{ configMapRef: { name: c } }]'),
      ['! still named by Deployment team/web'],
    ],
    [
      'one that a pod can do without',
      `${configMap('a', false)}---\n${deployment('', '', 'envFrom: [{ configMapRef: { name: c, optional: true } }]')}`,
      deployment('', '', 'envFrom: [{ configMapRef: { name: c, optional: true } }]'),
      [],
    ],
    [
      'routes',
      'apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: { name: a }\nspec: { hosts: [a.example, b.example] }\n',
      '',
      ['! its routes for a.example, b.example end'],
    ],
    [
      'a guard',
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: a }\nspec: { podSelector: {} }\n',
      '',
      ['! connections that it refused are allowed, unless another policy refuses them'],
    ],
  ])('%s', (_, old, next, expected) => expect(effects(old, next)).toEqual(expected));

  test('a key of a Secret that something reads', () => {
    const secret = (keys: string): string =>
      `apiVersion: v1\nkind: Secret\nmetadata: { name: s, namespace: team }\nstringData: { ${keys} }\n---\n`;
    const reader = (env: string): string => deployment('', '', env);
    const named = reader('env: [{ name: A, valueFrom: { secretKeyRef: { name: s, key: a } } }]');
    const all = reader('envFrom: [{ secretRef: { name: s } }]');
    expect(effects(secret('a: one, b: two') + named, secret('b: two') + named)).toEqual([
      '! loses key a, which Deployment team/web reads',
    ]);
    expect(effects(secret('a: one, b: two') + named, secret('a: one') + named)).toEqual([]);
    expect(effects(secret('a: one, b: two') + all, secret('b: two') + all)).toEqual([
      'loses key a; Deployment team/web takes all keys',
    ]);
  });
});

describe('rights', () => {
  const role = (rules: string, kind = 'Role'): string =>
    `apiVersion: rbac.authorization.k8s.io/v1\nkind: ${kind}\nmetadata: { name: r${kind === 'Role' ? ', namespace: team' : ''} }\nrules: [${rules}]\n---\n`;
  const bound = (kind = 'Role'): string =>
    `apiVersion: rbac.authorization.k8s.io/v1\nkind: ${kind}Binding\nmetadata: { name: b${kind === 'Role' ? ', namespace: team' : ''} }\nroleRef: { apiGroup: rbac.authorization.k8s.io, kind: ${kind}, name: r }\nsubjects: [{ kind: ServiceAccount, name: a, namespace: team }]\n---\n`;
  const ACCOUNT = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: a, namespace: team }\n---\n';
  const pods = (verbs: string): string => `{ apiGroups: [''], resources: [pods], verbs: [${verbs}] }`;

  test.each<[what: string, old: string, next: string, effects: string[]]>([
    [
      'a verb more',
      ACCOUNT + role(pods('get')) + bound(),
      ACCOUNT + role(pods('get, delete')) + bound(),
      ['! ServiceAccount team/a may also delete pods in team'],
    ],
    [
      'a verb less',
      ACCOUNT + role(pods('get, delete')) + bound(),
      ACCOUNT + role(pods('get')) + bound(),
      ['ServiceAccount team/a may no longer delete pods in team'],
    ],
    ['a role that no one has', ACCOUNT + role(pods('get')), ACCOUNT + role(pods('get, delete')), []],
    [
      'what a wildcard allowed already',
      ACCOUNT + role("{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }") + bound(),
      ACCOUNT + role(`{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }, ${pods('get')}`) + bound(),
      [],
    ],
    [
      'from some names to all',
      ACCOUNT + role("{ apiGroups: [''], resources: [pods], resourceNames: [x], verbs: [get] }") + bound(),
      ACCOUNT + role(pods('get')) + bound(),
      ['! ServiceAccount team/a may also get pods in team'],
    ],
    [
      'from one namespace to all',
      ACCOUNT +
        role(pods('get'), 'ClusterRole') +
        bound('ClusterRole')
          .replace('ClusterRoleBinding', 'RoleBinding')
          .replace('name: b', 'name: b, namespace: team'),
      ACCOUNT + role(pods('get'), 'ClusterRole') + bound('ClusterRole'),
      ['! ServiceAccount team/a may also get pods in the whole cluster'],
    ],
    [
      'an account that is new',
      '',
      ACCOUNT + role(pods('get')) + bound(),
      ['ServiceAccount team/a, which is new, may get pods in team'],
    ],
    [
      'a new account with a power over the cluster',
      '',
      ACCOUNT + role("{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }", 'ClusterRole') + bound('ClusterRole'),
      ['! ServiceAccount team/a, which is new, may do everything with every resource in the whole cluster'],
    ],
  ])('%s', (_, old, next, expected) => expect(effects(old, next).sort()).toEqual([...expected].sort()));
});

test('the objects come by namespace, kind and name, whatever the order of files', () => {
  const some = [configMap('a', false), service('type: ClusterIP'), pool('')];
  const names = (yaml: string): string[] =>
    compare('', yaml).objects.map(({ object: { kind, name } }) => `${kind ?? ''} ${name ?? ''}`);
  expect(names(some.join('---\n'))).toEqual(['NodePool p', 'ConfigMap c', 'Service s']);
  expect(names([...some].reverse().join('---\n'))).toEqual(names(some.join('---\n')));
});

function tolerations(...keys: string[]): string {
  return `tolerations: [${keys.map((key) => `{ key: ${key}, operator: Exists }`).join(', ')}]`;
}

function podSpec(image: string): string {
  return `{ restartPolicy: Never, containers: [{ name: a, image: 'registry.example.com/a:${image}' }] }`;
}

function job(image: string, spec = 'backoffLimit: 1'): string {
  return `apiVersion: batch/v1\nkind: Job\nmetadata: { name: j }\nspec:\n${indent(spec, 2)}  template: { spec: ${podSpec(image)} }\n`;
}

function cronJob(image: string): string {
  return `apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: j }\nspec: { schedule: '* * * * *', jobTemplate: { spec: { template: { spec: ${podSpec(image)} } } } }\n`;
}

function daemon(strategy: string, image: string): string {
  const update = strategy === '' ? '' : `updateStrategy: { type: ${strategy} }, `;
  return `apiVersion: apps/v1\nkind: DaemonSet\nmetadata: { name: d }\nspec: { ${update}selector: { matchLabels: { a: b } }, template: { metadata: { labels: { a: b } }, spec: ${podSpec(image).replace('restartPolicy: Never, ', '')} } }\n`;
}

function scaledJob(strategy: string, most: number): string {
  return `apiVersion: keda.sh/v1alpha1\nkind: ScaledJob\nmetadata: { name: j }\nspec: { maxReplicaCount: ${most}, rollout: { strategy: ${strategy} }, jobTargetRef: { template: { spec: ${podSpec('1')} } }, triggers: [] }\n`;
}

function statefulSet(size: string): string {
  return `apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: s }\nspec: { serviceName: s, selector: { matchLabels: { a: b } }, template: { metadata: { labels: { a: b } }, spec: ${podSpec('1').replace('restartPolicy: Never, ', '')} }, volumeClaimTemplates: [{ metadata: { name: data }, spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: ${size} } } } }] }\n`;
}

function claim(size: string, storage = 'slow'): string {
  return `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: p }\nspec: { storageClassName: ${storage}, accessModes: [ReadWriteOnce], resources: { requests: { storage: ${size} } } }\n`;
}

function service(spec: string): string {
  return `apiVersion: v1\nkind: Service\nmetadata: { name: s, namespace: team }\nspec: { ${spec}, ports: [{ port: 80 }] }\n`;
}

function storageClass(parameters: string, reclaim = 'Delete'): string {
  return `apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: { name: slow }\nprovisioner: disk.csi.azure.com\nreclaimPolicy: ${reclaim}\nparameters: { ${parameters} }`;
}

function binding(role: string): string {
  return `apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: { name: b, namespace: team }\nroleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: ${role} }\n`;
}

function configMap(value: string, immutable: boolean): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c, namespace: team }\nimmutable: ${immutable}\ndata: { k: ${value} }\n`;
}

function pool(spec: string, requirements = '[]', kind = 'AKSNodeClass'): string {
  return `apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata: { name: p }\nspec:\n  limits: { cpu: 8 }\n${indent(spec, 2)}  template: { spec: { nodeClassRef: { group: karpenter.azure.com, kind: ${kind}, name: c }, requirements: ${requirements} } }\n`;
}

function inTemplate(spec: string): string {
  return pool('').replace('requirements:', `${spec}, requirements:`);
}

describe('a NodePool that is written in v1 and was in v1beta1', () => {
  const old = (disruption: string, ref = '{ name: gpu }'): string => `apiVersion: karpenter.sh/v1beta1
kind: NodePool
metadata: { name: p }
spec:
  disruption: { ${disruption} }
  template: { spec: { nodeClassRef: ${ref}, requirements: [], kubelet: { maxPods: 30 } } }
`;
  const next = (disruption: string, spec: string, kind = 'AKSNodeClass'): string => `apiVersion: karpenter.sh/v1
kind: NodePool
metadata: { name: p }
spec:
  disruption: { ${disruption} }
  template: { spec: { nodeClassRef: { group: karpenter.azure.com, kind: ${kind}, name: gpu }, requirements: []${spec} } }
`;
  const migrated = 'consolidationPolicy: WhenEmptyOrUnderutilized, consolidateAfter: 0s';

  test.each([
    ['moved', old('consolidationPolicy: WhenUnderutilized, expireAfter: 1h'), next(migrated, ', expireAfter: 1h')],
    ['left out in both', old('consolidationPolicy: WhenUnderutilized'), next(migrated, '')],
  ])('its expiry is %s: Karpenter converts it, and replaces nothing', (_, before, after) => {
    expect(effects(before, after)).toEqual([]);
    const [pool] = compare(before, after).objects;
    expect(pool?.fields.map(({ path }) => path)).toContain('apiVersion');
    expect(pool?.fields.map(({ path }) => path)).toContain('spec.template.spec.nodeClassRef.group');
  });

  test('another expiry replaces its nodes', () => {
    expect(effects(old('expireAfter: 1h'), next(migrated, ', expireAfter: 2h'))).toEqual([
      '! replaces every node of pool p: expireAfter differs',
    ]);
  });

  test('another class needs a pool that is made anew', () => {
    const ref = '{ apiVersion: karpenter.azure.com/v1alpha2, kind: AKSNodeClass, name: gpu }';
    expect(effects(old('expireAfter: 1h', ref), next(migrated, ', expireAfter: 1h', 'Other'))).toEqual([
      '! must be deleted and made anew: spec.template.spec.nodeClassRef.kind is immutable',
    ]);
  });
});
