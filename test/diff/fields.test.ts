import { deployment, lines, object } from './support';
import { changedFields } from '../../src/diff/fields';

const container = (text: string): string => deployment('', '', text);

describe('no change', () => {
  test.each<[what: string, old: string, next: string]>([
    [
      'a quantity in another form',
      container('resources: { limits: { cpu: 1 } }'),
      container('resources: { limits: { cpu: 1000m } }'),
    ],
    [
      'TCP is written out',
      container('ports: [{ containerPort: 80 }]'),
      container('ports: [{ containerPort: 80, protocol: TCP }]'),
    ],
    [
      'defaults of the kind',
      deployment(),
      deployment('', 'replicas: 1\nstrategy: { type: RollingUpdate }\nrevisionHistoryLimit: 10'),
    ],
    [
      'defaults of pods',
      deployment(),
      deployment('restartPolicy: Always\ndnsPolicy: ClusterFirst\nsecurityContext: {}'),
    ],
    ['the pull policy of a tag', deployment(), container('imagePullPolicy: IfNotPresent')],
    ['an empty list', deployment(), container('env: []\nresources: {}')],
    ['null', deployment(), container('args: null')],
    [
      'defaults of a probe',
      container('livenessProbe: { tcpSocket: { port: 1 } }'),
      container('livenessProbe: { tcpSocket: { port: 1 }, periodSeconds: 10, failureThreshold: 3 }'),
    ],
    [
      'keys in another order',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { a: x, b: y }',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { b: y, a: x }',
    ],
    [
      'stringData and data',
      'apiVersion: v1\nkind: Secret\nmetadata: { name: a }\nstringData: { a: x }',
      'apiVersion: v1\nkind: Secret\nmetadata: { name: a }\ntype: Opaque\ndata: { a: eA== }',
    ],
    [
      'what the server writes',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { a: x }',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, uid: 1-2, resourceVersion: "7" }\ndata: { a: x }',
    ],
    ['the port of the pods', service('{ port: 80 }'), service('{ port: 80, targetPort: 80, protocol: TCP }')],
    ['verbs in another order', role('[get, list]'), role('[list, get]')],
    ['subjects of the group of their kind', binding(''), binding(', apiGroup: ""')],
    [
      'tolerations of a PodDefault in another order',
      podDefault('[{ key: a, operator: Exists }, { key: b, operator: Exists }]'),
      podDefault('[{ key: b, operator: Exists }, { key: a, operator: Exists }]'),
    ],
  ])('%s', (_, old, next) => {
    expect(lines(old, next)).toEqual([]);
    expect(lines(next, old)).toEqual([]);
  });
});

describe('changes', () => {
  test('containers and variables are found by their names, whatever their place', () => {
    const old = container('env: [{ name: A, value: x }, { name: B, value: old }]');
    const next = container('env: [{ name: B, value: z }, { name: A, value: x }, { name: C, value: w }]');
    expect(lines(old, next)).toEqual([
      '- spec.template.spec.containers[web].env[B].value: old',
      '+ spec.template.spec.containers[web].env[B].value: z',
      '+ spec.template.spec.containers[web].env[C]: {"name":"C","value":"w"}',
    ]);
  });

  test('the default counts as the value before', () => {
    expect(lines(deployment(), container('imagePullPolicy: Always'))).toEqual([
      '- spec.template.spec.containers[web].imagePullPolicy: IfNotPresent',
      '+ spec.template.spec.containers[web].imagePullPolicy: Always',
    ]);
  });

  test('a quantity of another value', () => {
    expect(
      lines(container('resources: { limits: { cpu: 1 } }'), container('resources: { limits: { cpu: 1001m } }')),
    ).toEqual([
      '- spec.template.spec.containers[web].resources.limits[cpu]: 1',
      '+ spec.template.spec.containers[web].resources.limits[cpu]: 1001m',
    ]);
  });

  test('a port of another protocol is another port', () => {
    expect(
      lines(container('ports: [{ containerPort: 53 }]'), container('ports: [{ containerPort: 53, protocol: UDP }]')),
    ).toEqual([
      '- spec.template.spec.containers[web].ports[53]: {"containerPort":53}',
      '+ spec.template.spec.containers[web].ports[53/UDP]: {"containerPort":53,"protocol":"UDP"}',
    ]);
  });

  test('tolerations are a set, and their order makes new pods', () => {
    const pod = (list: string): string => deployment(`tolerations: [${list}]`);
    const [a, b, c] = ['a', 'b', 'c'].map((key) => `{ key: ${key}, operator: Exists }`);
    expect(lines(pod(`${a!}, ${b!}`), pod(`${c!}, ${a!}`))).toEqual([
      '- spec.template.spec.tolerations[b]: {"key":"b","operator":"Exists"}',
      '+ spec.template.spec.tolerations[c]: {"key":"c","operator":"Exists"}',
    ]);
    expect(lines(pod(`${a!}, ${b!}`), pod(`${b!}, ${a!}`))).toEqual([
      '~ spec.template.spec.tolerations: the same in another order',
    ]);
  });

  test('a rule of a role is known by its resources', () => {
    expect(lines(role('[get]'), role('[get, list]'))).toEqual([
      '- rules[pods].verbs: ["get"]',
      '+ rules[pods].verbs: ["get","list"]',
    ]);
  });

  test('the order of routes counts', () => {
    const service_ = (routes: string): string =>
      `apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: { name: a }\nspec: { http: [${routes}] }`;
    const [a, b] = ['/a', '/b'].map((path) => `{ match: [{ uri: { prefix: ${path} } }] }`);
    expect(lines(service_(`${a!}, ${b!}`), service_(`${b!}, ${a!}`))).toEqual([
      '- spec.http[0].match[0].uri.prefix: /a',
      '+ spec.http[0].match[0].uri.prefix: /b',
      '- spec.http[1].match[0].uri.prefix: /b',
      '+ spec.http[1].match[0].uri.prefix: /a',
    ]);
  });

  test('an empty selector is all, a missing one is none', () => {
    const policy = (peer: string): string =>
      `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: a }\nspec: { podSelector: {}, ingress: [{ from: [${peer}] }] }`;
    expect(lines(policy('{ podSelector: {} }'), policy('{ podSelector: {}, namespaceSelector: {} }'))).toEqual([
      '+ spec.ingress[0].from[0].namespaceSelector: {}',
    ]);
  });

  test('labels one by one, where there were none', () => {
    const map = (labels: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a${labels} }`;
    expect(lines(map(''), map(', labels: { b/c: x }'))).toEqual(['+ metadata.labels[b/c]: x']);
  });

  test('another version of the same kind', () => {
    const old = 'apiVersion: networking.istio.io/v1beta1\nkind: Gateway\nmetadata: { name: a }';
    expect(lines(old, old.replace('v1beta1', 'v1'))).toEqual([
      '- apiVersion: networking.istio.io/v1beta1',
      '+ apiVersion: networking.istio.io/v1',
    ]);
  });

  test('the default of a custom kind', () => {
    const nodes = (spec: string): string =>
      `apiVersion: karpenter.azure.com/v1beta1\nkind: AKSNodeClass\nmetadata: { name: a }\nspec: { ${spec} }`;
    expect(lines(nodes('tags: { a: b }'), nodes('tags: { a: b }, osDiskSizeGB: 128'))).toEqual([]);
    expect(lines(nodes('tags: { a: b }'), nodes('tags: { a: b }, osDiskSizeGB: 256'))).toEqual([
      '- spec.osDiskSizeGB: 128',
      '+ spec.osDiskSizeGB: 256',
    ]);
  });
});

describe('secrets', () => {
  const SECRET = 'aB3xY9zQ7wLk2mN8';

  test.each<[what: string, old: string, next: string, shown: string[]]>([
    [
      'a Secret',
      'apiVersion: v1\nkind: Secret\nmetadata: { name: a }\nstringData: { word: old }',
      `apiVersion: v1\nkind: Secret\nmetadata: { name: a }\nstringData: { word: ${SECRET}, more: ${SECRET} }`,
      ['~ data[more]: added (not shown)', '~ data[word]: the value changes (not shown)'],
    ],
    [
      'a variable whose name says so',
      container('env: [{ name: DB_PASSWORD, value: old-one }]'),
      container(`env: [{ name: DB_PASSWORD, value: ${SECRET} }]`),
      ['~ spec.template.spec.containers[web].env[DB_PASSWORD].value: the value changes (not shown)'],
    ],
    [
      'a variable that is new',
      deployment(),
      container(`env: [{ name: DB_PASSWORD, value: ${SECRET} }]`),
      ['+ spec.template.spec.containers[web].env: [{"name":"DB_PASSWORD","value":"(hidden)"}]'],
    ],
    [
      'an address with a password',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { url: "amqp://localhost" }',
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { url: "amqp://me:${SECRET}@localhost" }`,
      ['~ data[url]: the value changes (not shown)'],
    ],
    [
      'an argument',
      deployment(),
      container(`args: ['--db-password=${SECRET}', '--port=80']`),
      ['+ spec.template.spec.containers[web].args: ["(hidden)","--port=80"]'],
    ],
    [
      'a file of settings',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { dex: "issuer: x\\n" }',
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { dex: "issuer: x\\nclientSecret: ${SECRET}\\n" }`,
      ['~ data[dex]: the value changes (not shown)'],
    ],
  ])('%s', (_, old, next, shown) => {
    expect(lines(old, next)).toEqual(shown);
    expect(JSON.stringify(changedFields(object(old), object(next)))).not.toContain(SECRET);
  });

  test('the name of a Secret is no secret', () => {
    const from = (name: string): string =>
      container(`env: [{ name: TOKEN, valueFrom: { secretKeyRef: { name: ${name}, key: token } } }]`);
    expect(lines(from('one'), from('two'))).toEqual([
      '- spec.template.spec.containers[web].env[TOKEN].valueFrom.secretKeyRef.name: one',
      '+ spec.template.spec.containers[web].env[TOKEN].valueFrom.secretKeyRef.name: two',
    ]);
  });
});

function service(port: string): string {
  return `apiVersion: v1\nkind: Service\nmetadata: { name: a }\nspec: { selector: { app: a }, ports: [${port}] }`;
}

function role(verbs: string): string {
  return `apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: { name: a }\nrules: [{ apiGroups: [''], resources: [pods], verbs: ${verbs} }]`;
}

function binding(more: string): string {
  return `apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: { name: a }\nroleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: a }\nsubjects: [{ kind: ServiceAccount, name: a, namespace: b${more} }]`;
}

function podDefault(tolerations: string): string {
  return `apiVersion: kubeflow.org/v1alpha1\nkind: PodDefault\nmetadata: { name: a }\nspec: { selector: { matchLabels: { a: b } }, tolerations: ${tolerations} }`;
}

describe('what a rule on secrets reports is not told', () => {
  const HEX = '3f9a1c7e5b2d8046af13c9d7e2b58460';
  const TOKEN = `ghp_${HEX}abcd`;
  const told = (old: string, next: string): string => JSON.stringify(changedFields(object(old), object(next)));

  test.each([
    ['a word behind a flag', 'args: [--password, 8mZk2pQv]'],
    ['a script', 'command: [sh, -c, "export DB_PASSWORD=8mZk2pQv; run"]'],
    ['a command', 'args: [sshpass, -p, 8mZk2pQv, ssh]'],
    ['an address of Java', 'env: [{ name: X, value: "jdbc:mysql://h/db?user=a&password=8mZk2pQv" }]'],
    [
      'a header',
      'livenessProbe: { httpGet: { port: 1, httpHeaders: [{ name: X-Api-Key, value: 8mZk2pQvR4tYw7sL }] } }',
    ],
  ])('%s', (_what, text) => {
    for (const [old, next] of [
      [container('tty: true'), container(text)],
      [container(text), container('tty: true')],
      [container(text), container(text.replace('8mZk2pQv', '9nAl3qRw'))],
    ] as const) {
      expect(told(old, next)).not.toMatch(/8mZk2pQv|9nAl3qRw/);
      expect(changedFields(object(old), object(next))).not.toEqual([]);
    }
  });

  test('a token in the place of a key', () => {
    const map = (key: string): string =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { ${key}: x }\n`;
    expect(told(map('a'), map(TOKEN))).not.toContain(TOKEN.slice(4));
    expect(told(map('a'), map('b'))).toContain('data.b');
  });

  test('what is beside it is told', () => {
    expect(told(container('args: [--user, a]'), container('args: [--user, b, --password, 8mZk2pQv]'))).toContain('"b"');
  });
});

test('of two long texts the part is shown where they begin to differ', () => {
  const pod = (flag: string): string =>
    `apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  containers:\n    - name: a\n      image: i\n      args: [${'--verbose, '.repeat(15)}${flag}, --last]\n`;
  expect(lines(pod('--solver=v1.16.1'), pod('--solver=v1.16.2'))).toEqual([
    '- spec.containers[a].args: ...","--verbose","--solver=v1.16.1","--last"]',
    '+ spec.containers[a].args: ...","--verbose","--solver=v1.16.2","--last"]',
  ]);
  const secret = (value: string): string => pod(`--password=${value}`);
  expect(lines(secret('hunter2hunter2'), secret('hunter3hunter3'))).toEqual([
    '~ spec.containers[a].args: a value changes (not shown)',
  ]);
});
