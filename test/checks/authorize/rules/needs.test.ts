import type { Need } from '../../../../src/checks/declarations';
import { parseNeeds } from '../../../../src/checks/authorize/needs/parse-needs';
import { run } from '../run';
import { binding, clusterRole, role } from '../rbac/support';

const account = (needs?: string, more: object = {}): object => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: {
    name: 'web',
    namespace: 'team',
    annotations: needs === undefined ? {} : { 'cdk8s-ml-platform/needs': needs },
  },
  ...more,
});
const pod = (spec: object, needs?: string): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'web',
    namespace: 'team',
    annotations: needs === undefined ? {} : { 'cdk8s-ml-platform/needs': needs },
  },
  spec: { serviceAccountName: 'web', containers: [], ...spec },
});
const rule = (resources: string[], verbs: string[], apiGroups = ['']): object => ({ apiGroups, resources, verbs });
const grants = (...rules: object[]): object[] => [
  role('r', 'team', rules),
  binding('b', 'Role/r', ['ServiceAccount:web'], 'team'),
];
const AT = 'metadata.annotations[cdk8s-ml-platform/needs]';

describe('missing permission', () => {
  test('says verbs and place', () => {
    expect(run([account('get,list,watch configmaps'), ...grants(rule(['configmaps'], ['get']))])).toEqual([
      `RBA001 ${AT}: ServiceAccount team/web may not list, watch configmaps in namespace team; it is needed: its annotation`,
    ]);
  });

  test('a need elsewhere is not granted by a RoleBinding', () => {
    const read = grants(rule(['pods'], ['list']));
    expect(run([account('list pods in other'), ...read])).toContainEqual(
      `RBA001 ${AT}: ServiceAccount team/web may not list pods in namespace other; it is needed: its annotation`,
    );
    expect(run([account('list pods in *'), ...read])).toContainEqual(
      `RBA001 ${AT}: ServiceAccount team/web may not list pods; it is needed: its annotation`,
    );
    expect(
      run([
        account('list nodes in *'),
        clusterRole('r', [rule(['nodes'], ['list'])]),
        binding('b', 'ClusterRole/r', ['ServiceAccount:team/web']),
      ]),
    ).toEqual([]);
  });

  test('a workload says it for its account', () => {
    expect(run([account(), pod({}, 'get secrets named queue,other')])).toEqual([
      `RBA001 ${AT}: ServiceAccount team/web may not get secrets 'queue' in namespace team; it is needed: its annotation`,
      `RBA001 ${AT}: ServiceAccount team/web may not get secrets 'other' in namespace team; it is needed: its annotation`,
    ]);
    expect(run([pod({ serviceAccountName: undefined }, 'get pods')])[0]).toContain(
      'ServiceAccount team/default may not get pods',
    );
  });

  test('constructs declare it', () => {
    const need: Need = {
      serviceAccount: { namespace: 'team', name: 'web' },
      rules: [{ apiGroups: ['batch'], resources: ['jobs'], verbs: ['create'] }],
      reason: 'it starts the runs',
    };
    expect(run([account()], [need])).toEqual([
      'RBA001 : ServiceAccount team/web may not create jobs.batch in namespace team; it is needed: it starts the runs',
    ]);
    expect(run([account(), ...grants(rule(['jobs'], ['create'], ['batch']))], [need])).toEqual([]);
    expect(run([], [need])).toEqual([]);
  });

  test('an annotation that cannot be read', () => {
    expect(run([account('configmaps')])).toEqual([
      `RBA001 ${AT}: 'configmaps' cannot be read; the form is 'VERBS RESOURCES [named NAMES] [in NAMESPACE]; ...', or 'none'`,
    ]);
    expect(run([account('')])[0]).toContain('is empty');
  });
});

test.each([
  ['get pods', [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }]],
  [
    'get,list deployments.apps/scale',
    [{ apiGroups: ['apps'], resources: ['deployments/scale'], verbs: ['get', 'list'] }],
  ],
  ['get pods/log in *; ', [{ apiGroups: [''], resources: ['pods/log'], verbs: ['get'], namespace: '*' }]],
  ['none', []],
])('the text %j', (text, rules) => {
  expect(parseNeeds(text)).toEqual({ rules });
});

describe('needless permission', () => {
  test('names what nobody needs', () => {
    expect(run([account('get configmaps'), ...grants(rule(['configmaps', 'pods'], ['get', 'delete']))])).toEqual([
      'RBA002 roleRef: ServiceAccount team/web needs no delete of configmaps; get, delete of pods, which Role team/r grants',
    ]);
  });

  test('an account of which nothing is declared may have anything', () => {
    expect(run([account(), ...grants(rule(['pods'], ['delete']))])).toEqual([]);
    expect(run([account('none'), ...grants(rule(['pods'], ['delete']))])).toHaveLength(1);
  });

  test('what is needed in one namespace is not granted in all', () => {
    const everywhere = [
      clusterRole('r', [rule(['pods'], ['list'])]),
      binding('b', 'ClusterRole/r', ['ServiceAccount:team/web']),
    ];
    expect(run([account('list pods'), ...everywhere])).toEqual([
      'RBA002 roleRef: ServiceAccount team/web needs no list of pods outside of team, which ClusterRole r grants',
    ]);
    expect(run([account('list pods in *'), ...everywhere])).toEqual([]);
    const nodes = [clusterRole('r', [rule(['nodes'], ['list'])]), everywhere[1]];
    expect(run([account('list nodes in *'), ...nodes])).toEqual([]);
  });

  test('pairs of group and resource that do not exist are nothing', () => {
    expect(
      run([account('get deployments.apps; get pods'), ...grants(rule(['pods', 'deployments'], ['get'], ['', 'apps']))]),
    ).toEqual([]);
  });
});

describe('permission without a token', () => {
  const read = grants(rule(['pods'], ['get']));
  const OFF = { automountServiceAccountToken: false };

  test('the pod, or the account where the pod says nothing', () => {
    expect(run([account(), pod(OFF, 'get pods'), ...read])).toEqual([
      'RBA003 spec.automountServiceAccountToken: automountServiceAccountToken of the pod is false, and the pod asks the API server: its annotation',
    ]);
    expect(run([account(undefined, OFF), pod({}, 'get pods'), ...read])).toEqual([
      'RBA003 spec: automountServiceAccountToken of ServiceAccount team/web is false, and the pod asks the API server: its annotation',
    ]);
    expect(run([account(undefined, OFF), pod({ automountServiceAccountToken: true }, 'get pods'), ...read])).toEqual(
      [],
    );
  });

  test('a projected token is one', () => {
    const volumes = [{ name: 't', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } }];
    expect(run([account(), pod({ ...OFF, volumes }, 'get pods'), ...read])).toEqual([]);
    const other = [{ name: 't', projected: { sources: [{ configMap: { name: 'x' } }] } }];
    expect(run([account(), pod({ ...OFF, volumes: other }, 'get pods'), ...read])).toHaveLength(1);
  });

  test('a Secret is one where programs look for it', () => {
    const at = (mountPath: string): object => ({
      ...OFF,
      volumes: [{ name: 's', secret: { secretName: 'token' } }],
      containers: [{ name: 'c', volumeMounts: [{ name: 's', mountPath }] }],
    });
    expect(run([account(), pod(at('/var/run/secrets/kubernetes.io/serviceaccount'), 'get pods'), ...read])).toEqual([]);
    expect(run([account(), pod(at('/etc/queue'), 'get pods'), ...read])).toHaveLength(1);
  });

  test('a need of the account is met by one pod with a token', () => {
    const second = { ...pod({}), metadata: { name: 'second', namespace: 'team' } };
    expect(run([account('get pods'), pod(OFF), ...read])).toHaveLength(1);
    expect(run([account('get pods'), pod(OFF), second, ...read])).toEqual([]);
  });

  test('who needs nothing needs no token', () => {
    expect(run([account('none', OFF), pod({})])).toEqual([]);
  });
});
