import { requireSchema } from '../../src/core/require-schema';
import { messageOf, testChart } from '../support/chart';

const chart = testChart();
const judge = (object: { apiVersion: string; kind: string }): string => messageOf(() => requireSchema(chart, object));

const requirements = [{ key: 'kubernetes.io/os', operator: 'In', values: ['linux'] }];
const nodeClassRef = { group: 'karpenter.azure.com', kind: 'AKSNodeClass', name: 'default' };
const pool = (spec: object, template: object = {}) => ({
  apiVersion: 'karpenter.sh/v1',
  kind: 'NodePool',
  metadata: { name: 'pool' },
  spec: { template: { spec: { requirements, nodeClassRef, ...template } }, ...spec },
});
const refused = (problem: string) => `[test] NodePool karpenter.sh/v1: ${problem}`;

test('an object that fits passes', () => {
  expect(judge(pool({ weight: 1, limits: { cpu: 8, memory: '16Gi' } }))).toBe('nothing was thrown');
});

test('metadata is not looked at, for the API server knows it by itself', () => {
  expect(judge({ ...pool({}), ...{ metadata: { name: 'pool', anything: [1] } } })).toBe('nothing was thrown');
});

test('apiVersion, kind and metadata are known also where the schema does not name them, as those of Istio', () => {
  const type = { apiVersion: 'networking.istio.io/v1', kind: 'VirtualService' };
  const spec = { hosts: ['*'], http: [{ redirect: { uri: '/' } }] };
  expect(judge({ ...type, ...{ metadata: { name: 'web' }, spec } })).toBe('nothing was thrown');
  expect(judge({ ...type, ...{ speck: {} } })).toBe(
    "[test] VirtualService networking.istio.io/v1: object has the unknown field 'speck', allowed are apiVersion, kind, metadata, spec",
  );
});

test('all problems are told at once, each once', () => {
  expect(judge(pool({ weight: 0, replicas: 'one', disruption: {} }))).toBe(
    refused(
      'spec.disruption lacks the required field \'consolidateAfter\'; spec.replicas is "one", allowed is integer; ' +
        'spec.weight is 0, allowed are whole numbers from 1 to 100',
    ),
  );
});

test.each<[string, object, string]>([
  [
    'an unknown field at the top',
    { ...pool({}), extra: 1 },
    "object has the unknown field 'extra', allowed are apiVersion, kind, metadata, spec",
  ],
  [
    'an unknown field in a list',
    pool({}, { taints: [{ key: 'a', effect: 'NoSchedule', operator: 'Exists' }] }),
    "spec.template.spec.taints.0 has the unknown field 'operator', allowed are effect, key, timeAdded, value",
  ],
  [
    'a value of the wrong type below a key with a slash',
    pool({ limits: { 'nvidia.com/gpu': true } }),
    'spec.limits.nvidia.com/gpu is true, allowed is integer; spec.limits.nvidia.com/gpu is true, allowed is string',
  ],
  [
    'text that is no quantity',
    pool({ limits: { cpu: 'many' } }),
    'spec.limits.cpu is "many", allowed is what matches ' +
      '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$',
  ],
  [
    'a list that holds a value twice, where it is a set',
    pool({ disruption: { consolidateAfter: '1m', budgets: [{ nodes: '1', reasons: ['Empty', 'Empty'] }] } }),
    'spec.disruption.budgets.0.reasons is ["Empty","Empty"], which must NOT have duplicate items (items ## 1 and 0 are identical)',
  ],
  ['an object that is null', pool({ template: null }), 'spec.template is null, allowed is object'],
])('%s is refused', (_what, object, message) => {
  expect(judge(object as never)).toBe(refused(message));
});

test('a kind or a version without a schema is a mistake of the caller', () => {
  expect(judge({ apiVersion: 'karpenter.sh/v2', kind: 'NodePool' })).toBe(
    'imports has no schema of NodePool karpenter.sh/v2',
  );
  expect(judge({ apiVersion: 'example.com/v1', kind: 'Thing' })).toBe('imports has no schema of Thing example.com/v1');
});
