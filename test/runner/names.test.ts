import { Chart } from 'cdk8s';
import { CheckError } from '../../src/checks/finding';
import { PlatformApp } from '../../src/core/platform-app';
import { Runner, RunnerState } from '../../src/runner';
import { messageOf, testChart } from '../support/chart';
import type { Rendered } from '../support/chart';
import { find, podOf, refusal, render, strictFindings, valid } from './support';

/** Kind and name of every object. */
const identities = (objects: Rendered[]): string[] => objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);

describe('names', () => {
  test('without a name they are those of the documents', () => {
    expect(identities(render(valid('0.9.21')))).toEqual([
      'ServiceAccount studioml-account',
      'Role studioml-role',
      'RoleBinding studioml-role-bind',
      'ConfigMap studioml-go-runner',
      'ConfigMap studioml-env',
      'Deployment studioml-go-runner-deployment',
    ]);
  });

  test('another name is the beginning of all of them', () => {
    const objects = render({ ...valid('0.9.21'), name: 'vision' });
    expect(identities(objects)).toEqual([
      'ServiceAccount vision-account',
      'Role vision-role',
      'RoleBinding vision-role-bind',
      'ConfigMap vision-state',
      'ConfigMap vision-env',
      'Deployment vision',
    ]);
    expect(podOf(objects).serviceAccountName).toBe('vision-account');
    expect(find(objects, 'Deployment').spec.selector.matchLabels).toEqual({ app: 'vision' });
  });

  test('a Job has the name of the example, and the same names beside it', () => {
    const props = { ...valid('0.13.2'), workload: 'Job', limits: { tasks: 1 } } as const;
    expect(identities(render(props)).slice(-2)).toEqual(['ConfigMap studioml-env', 'Job studioml-go-runner']);
  });

  test('three runners of one namespace never meet', () => {
    const found = strictFindings((chart) => {
      new Runner(chart, 'a', valid('0.9.21'));
      new Runner(chart, 'b', { ...valid('0.9.21'), name: 'vision' });
      new Runner(chart, 'c', { ...valid('0.14.3'), name: 'text' });
    });
    expect(found).toEqual([]);
  });

  test('two runners without a name in one namespace are refused', () => {
    const app = new PlatformApp();
    const chart = new Chart(app, 'two', { namespace: 'ml' });
    new Runner(chart, 'a', valid('0.9.21'));
    new Runner(chart, 'b', valid('0.9.21'));
    expect(() => app.synthYaml()).toThrow(CheckError);
  });

  test('a name whose others would be those of the documents', () => {
    expect(refusal({ ...valid('0.9.21'), name: 'studioml' })).toBe(
      "name 'studioml' gives names that the Runner without a name has, such as studioml-env",
    );
  });

  test('a name that no label holds, and the longest that one does', () => {
    const name = 'a'.repeat(64);
    expect(refusal({ ...valid('0.9.21'), name })).toBe(
      `name '${name}' has more than 63 characters, which the label of its pods holds`,
    );
    expect(podOf(render({ ...valid('0.9.21'), name: name.slice(1) })).serviceAccountName).toHaveLength(71);
  });
});

describe('a service account that exists', () => {
  test('gets the rights, and none is made', () => {
    const objects = render({ ...valid('0.9.21'), serviceAccount: { name: 'with-identity' } });
    expect(identities(objects)).not.toContain('ServiceAccount studioml-account');
    expect(find(objects, 'RoleBinding').subjects).toEqual([
      { kind: 'ServiceAccount', name: 'with-identity', namespace: 'ml' },
    ]);
    expect(podOf(objects).serviceAccountName).toBe('with-identity');
  });

  test('has no registry secrets of this Runner', () => {
    const props = { serviceAccount: { name: 'a' }, imagePullSecrets: ['b'], imagePullSecretsOn: 'account' };
    expect(refusal({ ...valid('0.9.21'), ...props })).toBe(
      "imagePullSecretsOn is 'account', and serviceAccount is made by somebody else",
    );
  });

  test('must have a name', () => {
    expect(refusal({ ...valid('0.9.21'), serviceAccount: { name: '' } })).toContain(
      "serviceAccount '' must consist of",
    );
  });
});

describe('a state that several runners share', () => {
  const two = (version: string, state: (chart: Chart) => RunnerState): Rendered[] => {
    const chart = testChart();
    const shared = state(chart);
    new Runner(chart, 'a', { ...valid(version), state: shared });
    new Runner(chart, 'b', { ...valid(version), state: shared, name: 'b' });
    return chart.toJson();
  };

  test('is one map, which both are told', () => {
    const objects = two('0.9.21', (chart) => new RunnerState(chart, 'state', { name: 'all' }));
    expect(objects.filter(({ data }) => data?.STATE !== undefined)).toHaveLength(1);
    for (const name of ['studioml-env', 'b-env'])
      expect(find(objects, 'ConfigMap', name).data.K8S_CONFIGMAP).toBe('all');
  });

  test('stands before them in the file, wherever it was written', () => {
    const chart = testChart();
    const other = new Chart(chart.node.root, 'other', { namespace: 'ml' });
    const shared = new RunnerState(other, 'state');
    expect(() => new Runner(chart, 'a', { ...valid('0.9.21'), state: shared })).not.toThrow();
  });

  const refused = (version: string, make: (chart: Chart) => RunnerState): string => {
    const chart = testChart();
    const state = make(chart);
    return messageOf(() => new Runner(chart, 'runner', { ...valid(version), state })).replace('[test/runner] ', '');
  };
  const queueMatch = '^rmq_.*$';

  test.each<[string, string, (chart: Chart) => RunnerState, string]>([
    [
      'the map of one pod',
      '0.9.21',
      (chart) => new RunnerState(chart, 's', { podName: 'p' }),
      'state is the map of one pod, p, and the runners watch one for all',
    ],
    [
      'a map of queues for a release that obeys a state',
      '0.9.21',
      (chart) => new RunnerState(chart, 's', { queueMatch }),
      'state is a map of queues, and 0.9.21 reads a map of state',
    ],
    [
      'a map of another namespace',
      '0.9.21',
      (chart) => new RunnerState(new Chart(chart.node.root, 'o', { namespace: 'other' }), 's'),
      'state is a map of the namespace other, and the runners watch their own, ml',
    ],
  ])('%s', (_what, version, make, message) => expect(refused(version, make)).toBe(message));
});

describe('queues that runners watch', () => {
  const props = { ...valid('0.14.3'), watchQueues: true } as const;

  test('stand in the map, always both, with token and rights', () => {
    const objects = render(props);
    expect(find(objects, 'ConfigMap', 'studioml-go-runner').data).toEqual({
      QUEUE_MATCH: '^(rmq|sqs|local)_.*$',
      QUEUE_MISMATCH: '',
    });
    expect(podOf(objects).automountServiceAccountToken).toBe(true);
    expect(find(objects, 'Role').rules[0].resources).toEqual(['configmaps']);
  });

  test('a change of them makes no new pods', () => {
    const objects = (match: string, watchQueues: boolean) =>
      find(render({ ...props, watchQueues, queues: { ...props.queues, match } }), 'Deployment').spec.template.metadata;
    expect(objects('^rmq_a$', true)).toEqual(objects('^rmq_b$', true));
    expect(objects('^rmq_a$', false)).not.toEqual(objects('^rmq_b$', false));
  });

  test.each([
    ['0.14.2', 'watchQueues is not read by 0.14.2; releases from 0.14.3 up to 0.14.x read it'],
    ['HEAD', 'watchQueues is not read by HEAD; releases from 0.14.3 up to 0.14.x read it'],
  ])('%s does not watch them', (version, message) => {
    expect(refusal({ ...valid(version), watchQueues: true })).toBe(message);
    expect(() => render({ ...valid(version), watchQueues: false })).not.toThrow();
  });

  test('a map of them alone', () => {
    const chart = testChart();
    new RunnerState(chart, 'a', { version: '0.14.3', queueMatch: '^rmq_.*$', queueMismatch: '^rmq_dev_.*$' });
    expect(chart.toJson()).toMatchObject([
      { metadata: { name: 'studioml-go-runner' }, data: { QUEUE_MATCH: '^rmq_.*$', QUEUE_MISMATCH: '^rmq_dev_.*$' } },
    ]);
  });

  test.each([
    [
      { queueMismatch: '^a$' },
      'queueMismatch is given without queueMatch, and the runners would serve every other queue',
    ],
    [{ queueMatch: '^a$', state: 'Running' }, 'state and queueMatch are given, and no release reads both'],
    [
      { queueMatch: '(' },
      "queueMatch is '(', allowed is a regular expression of Go, which has no lookaround and no back-reference",
    ],
    [
      { queueMatch: 'a', queueMismatch: '(' },
      "queueMismatch is '(', allowed is a regular expression of Go, which has no lookaround and no back-reference",
    ],
    [{ version: '0.14.3' }, 'state is not read by 0.14.3; releases before 0.14.3 read it'],
    [
      { version: '0.9.21', queueMatch: '^a$' },
      'queueMatch is not read by 0.9.21; releases from 0.14.3 up to 0.14.x read it',
    ],
  ] as const)('%j', (given, message) => {
    expect(messageOf(() => new RunnerState(testChart(), 'state', given))).toBe(`[test/state] ${message}`);
  });
});
