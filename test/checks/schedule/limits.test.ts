import type { KubernetesObject } from '../../../src/checks/manifest';
import { answers, node, pod } from './build';
import { run } from './run';

const inDefault = (kind: string, name: string, spec: object): KubernetesObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, namespace: 'default' },
  spec,
});
const range = (...limits: object[]): KubernetesObject => inDefault('LimitRange', 'range', { limits });
const ofContainers = (item: object): KubernetesObject => range({ type: 'Container', ...item });
const quota = (hard: object, more: object = {}): KubernetesObject =>
  inDefault('ResourceQuota', 'compute', { hard, ...more });
const web = (...resources: object[]): object => ({
  containers: resources.map((one, index) => ({ name: `c${index}`, image: 'registry.example/app:1', resources: one })),
});
const asks = (requests: object, limits: object = requests): object => ({ requests, limits });

/** What SCH022 and SCH023 say of a pod beside other objects. */
function said(spec: object, ...others: KubernetesObject[]): string[] {
  return run([...others, pod('x', { spec })])
    .filter((one) => /^SCH02[23]/.test(one))
    .map((one) => one.replace(/^SCH022 Pod x /, ''));
}

/** `PodValidateLimitFunc` of the admission plugin LimitRanger. */
describe('SCH022: LimitRanges', () => {
  const at = 'spec.containers[0].resources: LimitRange range, container c0: ';
  test.each<[string, object, object, string[]]>([
    ['at the most', { max: { cpu: '4' } }, asks({ cpu: '4' }), []],
    [
      'above it',
      { max: { cpu: '4' } },
      asks({ cpu: '4001m' }),
      ['maximum cpu usage per Container is 4, but limit is 4001m'],
    ],
    [
      'the limit alone',
      { max: { cpu: '4' } },
      asks({ cpu: '1' }, { cpu: '8' }),
      ['maximum cpu usage per Container is 4, but limit is 8'],
    ],
    // The API server makes the most the default.
    ['no limit and a most', { max: { cpu: '4' } }, {}, []],
    [
      'no limit and a request above',
      { max: { cpu: '4' } },
      { requests: { cpu: '5' } },
      ['maximum cpu usage per Container is 4, but request is 5'],
    ],
    ['a default above', { max: { cpu: '4' }, default: { cpu: '2' } }, {}, []],
    ['at the least', { min: { memory: '1Gi' } }, asks({ memory: '1Gi' }), []],
    [
      'below it',
      { min: { memory: '1Gi' } },
      asks({ memory: '1G' }),
      ['minimum memory usage per Container is 1Gi, but request is 1000000000'],
    ],
    ['no request and a least', { min: { memory: '1Gi' } }, {}, []],
    ['the ratio', { maxLimitRequestRatio: { cpu: '2' } }, asks({ cpu: '1' }, { cpu: '2' }), []],
    [
      'beyond the ratio',
      { maxLimitRequestRatio: { cpu: '2' } },
      asks({ cpu: '1' }, { cpu: '3' }),
      ['cpu max limit to request ratio per Container is 2, but provided ratio is 3'],
    ],
    [
      'no limit and a ratio',
      { maxLimitRequestRatio: { cpu: '2' } },
      { requests: { cpu: '1' } },
      ['cpu max limit to request ratio per Container is 2, and no limit is specified or limit is 0'],
    ],
    ['another resource', { max: { memory: '1Gi' } }, asks({ cpu: '4', memory: '1Gi' }), []],
  ])('%s', (_name, item, resources, problems) => {
    expect(said(web(resources), ofContainers(item))).toEqual(problems.map((one) => at + one));
  });

  test('of init containers too', () => {
    const [container] = (web(asks({ cpu: '8' })) as { containers: object[] }).containers;
    expect(
      said({ ...web(asks({ cpu: '1' })), initContainers: [container] }, ofContainers({ max: { cpu: '4' } })),
    ).toEqual([
      'spec.initContainers[0].resources: LimitRange range, container c0: maximum cpu usage per Container is 4, but limit is 8',
    ]);
  });

  test('of pods: containers together', () => {
    const most = range({ type: 'Pod', max: { cpu: '4' } });
    expect(said(web(asks({ cpu: '2' }), asks({ cpu: '2' })), most)).toEqual([]);
    expect(said(web(asks({ cpu: '2' }), asks({ cpu: '3' })), most)).toEqual([
      'spec: LimitRange range: maximum cpu usage per Pod is 4, but limit is 5',
    ]);
    expect(said(web({}), most)).toEqual([
      'spec: LimitRange range: maximum cpu usage per Pod is 4, and no limit is specified',
    ]);
  });

  test('of its own namespace alone', () => {
    const other = { ...ofContainers({ max: { cpu: '1' } }), metadata: { name: 'range', namespace: 'other' } };
    expect(said(web(asks({ cpu: '2' })), other)).toEqual([]);
  });
});

/** `podEvaluator` of the admission plugin ResourceQuota. */
describe('SCH022: ResourceQuotas', () => {
  test('what a quota counts of CPU and memory is to be named by each container', () => {
    const both = quota({ 'requests.cpu': '10', 'limits.memory': '20Gi' });
    expect(said(web({}, { requests: { cpu: '1' } }), both)).toEqual([
      'spec: failed quota: compute: must specify limits.memory for: c0,c1; requests.cpu for: c0',
    ]);
    expect(said(web({ limits: { cpu: '1', memory: '1Gi' } }), both)).toEqual([]);
    expect(said(web({}), both, ofContainers({ default: { cpu: '1', memory: '1Gi' } }))).toEqual([]);
    expect(
      said(web({}), quota({ 'requests.nvidia.com/gpu': '4', pods: '5', 'requests.ephemeral-storage': '1Gi' })),
    ).toEqual([]);
    expect(said({ ...web({}), resources: asks({ cpu: '1', memory: '1Gi' }) }, both)).toEqual([]);
  });

  test.each<[string, object, object, string[]]>([
    ['as much as it has', { cpu: '4', 'limits.cpu': '4' }, asks({ cpu: '4' }), []],
    ['more', { cpu: '4', 'limits.cpu': '5' }, asks({ cpu: '5' }), ['requested: cpu=5, limited: cpu=4']],
    [
      'GPUs',
      { 'requests.nvidia.com/gpu': 4 },
      asks({ 'nvidia.com/gpu': 8 }),
      ['requested: requests.nvidia.com/gpu=8, limited: requests.nvidia.com/gpu=4'],
    ],
    ['no pod at all', { pods: '0' }, {}, ['requested: pods=1, limited: pods=0']],
    ['other objects', { services: '0', 'count/jobs.batch': '0', 'requests.storage': '0' }, {}, []],
    ['none of what it refuses', { 'requests.nvidia.com/gpu': 0 }, {}, []],
  ])('one pod asks for %s', (_name, hard, resources, problems) => {
    expect(said(web(resources), quota(hard))).toEqual(problems.map((one) => `spec: exceeded quota: compute, ${one}`));
  });

  const scope = (scopeName: string, operator = 'Exists', ...values: string[]): object => ({
    scopeSelector: { matchExpressions: [{ scopeName, operator, ...(values.length > 0 && { values }) }] },
  });
  test.each<[string, object, object, boolean]>([
    ['BestEffort', { scopes: ['BestEffort'] }, web({}), true],
    ['BestEffort of another', { scopes: ['BestEffort'] }, web(asks({ cpu: '1' })), false],
    ['NotBestEffort', { scopes: ['NotBestEffort'] }, web(asks({ cpu: '1' })), true],
    ['Terminating', { scopes: ['Terminating'] }, { ...web({}), activeDeadlineSeconds: 60 }, true],
    ['Terminating of another', { scopes: ['Terminating'] }, web({}), false],
    ['NotTerminating', scope('NotTerminating'), web({}), true],
    ['all scopes hold', { scopes: ['BestEffort', 'Terminating'] }, web({}), false],
    ['a class', scope('PriorityClass', 'In', 'high'), { ...web({}), priorityClassName: 'high' }, true],
    ['another class', scope('PriorityClass', 'In', 'high'), { ...web({}), priorityClassName: 'low' }, false],
    ['any class but one', scope('PriorityClass', 'NotIn', 'high'), { ...web({}), priorityClassName: 'low' }, true],
    ['a class that may be a default', scope('PriorityClass', 'NotIn', 'high'), web({}), false],
    ['terms of other namespaces', scope('CrossNamespacePodAffinity'), web({}), false],
  ])('scope %s', (_name, scopes, spec, isCounted) => {
    expect(said(spec, quota({ pods: '0' }, scopes))).toHaveLength(isCounted ? 1 : 0);
  });

  test('of a Profile', () => {
    const profile = (name: string): KubernetesObject => ({
      apiVersion: 'kubeflow.org/v1',
      kind: 'Profile',
      metadata: { name },
      spec: {
        owner: { kind: 'User', name: 'user@example.com' },
        resourceQuotaSpec: { hard: { 'requests.nvidia.com/gpu': 1 } },
      },
    });
    const two = web(asks({ 'nvidia.com/gpu': 2 }));
    expect(said(two, profile('default'))).toEqual([
      'spec: exceeded quota: kf-resource-quota of Profile default, requested: requests.nvidia.com/gpu=2, limited: requests.nvidia.com/gpu=1',
    ]);
    expect(said(two, profile('other'))).toEqual([]);
  });

  test('neither what runs nor what is given other resources', () => {
    const none = quota({ 'requests.cpu': '1' });
    const running = pod('x', { spec: web({}), status: { phase: 'Running' } });
    expect(run([none, running]).filter((one) => one.startsWith('SCH022'))).toEqual([]);
    const set = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', namespace: 'default' },
      spec: { template: { spec: web({}) } },
    };
    const scaler = (updateMode: string): object => ({
      apiVersion: 'autoscaling.k8s.io/v1',
      kind: 'VerticalPodAutoscaler',
      metadata: { name: 'web', namespace: 'default' },
      spec: { targetRef: { kind: 'Deployment', name: 'web' }, updatePolicy: { updateMode } },
    });
    const found = (...objects: object[]): number => run(objects).filter((one) => one.startsWith('SCH022')).length;
    expect([found(none, set), found(none, set, scaler('Auto')), found(none, set, scaler('Off'))]).toEqual([1, 0, 1]);
  });
});

test('a refused pod is not schedulable, for the reason of admission, and SCH001 does not say it again', () => {
  const objects = (cpu: string): KubernetesObject[] => [
    node('a'),
    quota({ cpu: '2' }),
    pod('x', { requests: { cpu } }),
  ];
  expect(answers(objects('3')).at(-1)).toMatchObject({
    schedulable: false,
    rejected: [{ node: 'a', reason: 'exceeded quota: compute, requested: cpu=3, limited: cpu=2' }],
  });
  expect(run(objects('3')).map((one) => one.slice(0, 6))).toEqual(['SCH022']);
  expect(answers(objects('2')).at(-1)).toMatchObject({ schedulable: true, nodes: ['a'] });
  expect(run(objects('2'))).toEqual([]);
});

describe('SCH023', () => {
  const set = (kind: string, replicas: number, more: object = {}): object => ({
    apiVersion: 'apps/v1',
    kind,
    metadata: { name: 'web', namespace: 'default', ...more },
    spec: { replicas, template: { spec: web(asks({ cpu: '2' })) } },
  });
  const said = (...objects: object[]): string[] => run(objects).filter((one) => one.startsWith('SCH02'));

  test('replicas that together exceed a quota', () => {
    const four = quota({ 'requests.cpu': '4' });
    expect(said(four, set('Deployment', 2))).toEqual([]);
    expect(said(four, set('Deployment', 3))).toEqual([
      'SCH023 Deployment web spec: 3 pods take 6 of requests.cpu, and quota compute allows 4',
    ]);
    expect(said(four, set('DaemonSet', 3))).toEqual([]);
    expect(said(four, set('ReplicaSet', 3, { ownerReferences: [{ kind: 'Deployment', name: 'web' }] }))).toEqual([]);
    expect(said(quota({ pods: '2' }, { scopes: ['BestEffort'] }), set('Deployment', 3))).toEqual([]);
  });

  test('not beside a pod that is refused alone', () => {
    expect(said(quota({ cpu: '1' }), set('Deployment', 3)).map((one) => one.slice(0, 6))).toEqual(['SCH022']);
  });
});

describe('SCH023: workloads that never end, together', () => {
  const set = (name: string, replicas: number, kind = 'Deployment', namespace = 'default'): object => ({
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace },
    spec: { replicas, template: { spec: web(asks({ cpu: '2' })) } },
  });
  const found = (...objects: object[]): string[] => run(objects).filter((one) => one.startsWith('SCH02'));
  const eight = quota({ 'requests.cpu': '8' });

  test('are added up', () => {
    expect(found(eight, set('a', 2), set('b', 2))).toEqual([]);
    expect(found(eight, set('a', 2), set('b', 3, 'StatefulSet'))).toEqual([
      'SCH023 ResourceQuota compute spec.hard[requests.cpu]: 2 workloads take 10 of requests.cpu together, and quota compute allows 8: Deployment a 4, StatefulSet b 6',
    ]);
    expect(found(eight, set('a', 2), set('b', 3, 'Deployment', 'other'))).toEqual([]);
    expect(found(eight, set('a', 2), set('b', 0), set('c', 2))).toEqual([]);
  });

  test('at the least number of an autoscaler, and without those that run one after the other', () => {
    const scaler = {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'b', namespace: 'default' },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'b' },
        minReplicas: 1,
        maxReplicas: 9,
      },
    };
    expect(found(eight, set('a', 2), set('b', 3), scaler)).toEqual([]);
    const job = {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'j', namespace: 'default' },
      spec: { parallelism: 3, template: { spec: web(asks({ cpu: '2' })) } },
    };
    expect(found(eight, set('a', 2), job)).toEqual([]);
  });
});
