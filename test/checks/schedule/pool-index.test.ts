import * as fc from 'fast-check';
import { Model } from '../../../src/checks/model/model';
import { toManifests } from '../../../src/checks/manifest';
import type { KubernetesObject } from '../../../src/checks/manifest';
import { place } from '../../../src/checks/schedule/engine/karpenter/place';
import { makePlan } from '../../../src/checks/schedule/engine/plan';
import { PoolIndex } from '../../../src/checks/schedule/engine/pool-index';
import { toEntry } from '../../../src/checks/schedule/engine/karpenter/catalogue';
import { Target } from '../../../src/facts/target';
import { pod, pool } from './build';

const target = Target.generic('1.34');
const names = ['blue', 'green', 'red'];
const ZONE = 'topology.kubernetes.io/zone';
const sizes = ['a', 'b'].map((zone) =>
  toEntry({ name: `size-${zone}`, labels: { [ZONE]: zone }, allocatable: { cpu: '4', memory: '16Gi', pods: '100' } }),
);

const keys = ['karpenter.sh/nodepool', 'team', ZONE, 'failure-domain.beta.kubernetes.io/zone'];
const value = fc.constantFrom(...names, 'a', 'b');
const expression = fc.oneof(
  fc.record({
    key: fc.constantFrom(...keys),
    operator: fc.constantFrom('In', 'NotIn'),
    values: fc.uniqueArray(value, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ key: fc.constantFrom(...keys), operator: fc.constantFrom('Exists', 'DoesNotExist') }),
);
const expressions = fc.array(expression, { maxLength: 3 });

/** Pools that give the label of a team, leave it open or lack it, each of the zones that it names. */
const pools = fc.array(
  fc.record({ labels: fc.option(fc.record({ team: value }), { nil: undefined }), requirements: expressions }),
  { minLength: 1, maxLength: 3 },
);
const spec = fc.record({
  nodeSelector: fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: 2 }),
  terms: fc.option(fc.array(expressions, { maxLength: 2 }), { nil: undefined }),
});

function podOf({ nodeSelector, terms }: { nodeSelector: object; terms: object[][] | undefined }): KubernetesObject {
  const required = terms && {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: terms.map((matchExpressions) => ({ matchExpressions })),
    },
  };
  return pod('trainer', { spec: { nodeSelector, affinity: required && { nodeAffinity: required } } });
}

function planFor(objects: readonly KubernetesObject[]): ReturnType<typeof makePlan> {
  return makePlan(new Model(toManifests(objects)), target, { sizes });
}

test('every pool that takes a pod is worth asking, whatever its labels and terms are', () => {
  fc.assert(
    fc.property(pools, spec, (some, asked) => {
      const objects = some.map(({ labels, requirements }, index) => pool(names[index]!, { labels, requirements }));
      const { pools: prepared, workloads, cluster, answers } = planFor([...objects, podOf(asked)]);
      const [workload] = workloads;
      const arrival = { pod: workload!.pod, affinity: [], volumes: [], cluster, shape: undefined };
      const taking = prepared.filter((one) => 'sizes' in place(one, arrival));
      expect(new PoolIndex(prepared).worthAsking(workload!.pod)).toEqual(expect.arrayContaining(taking));
      const answer = answers.get(workload!)!;
      expect(answer.pools.map((one) => one.pool.facts.name)).toEqual(taking.map(({ facts }) => facts.name));
      expect(answer.rejected).toHaveLength(prepared.length - taking.length);
      expect(answer.refusing).toEqual({ pools: prepared.length - taking.length, nodes: 0 });
      expect(answer.firstRejected(1)).toEqual(answer.rejected.slice(0, 1));
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['the name of a pool', { 'karpenter.sh/nodepool': 'green' }, ['green']],
  ['a label of two pools', { team: 'vision' }, ['red', 'blue']],
  ['a label that any pool may have', { [ZONE]: 'a' }, ['red', 'green', 'blue']],
  ['nothing', {}, ['red', 'green', 'blue']],
])('a pod that selects %s is asked of no more pools than it needs', (_what, nodeSelector, expected) => {
  const given = [
    pool('blue', { labels: { team: 'vision' } }),
    pool('green', { labels: { team: 'speech' } }),
    pool('red', { labels: { team: 'vision' } }),
  ];
  const { pools: prepared, workloads } = planFor([...given, podOf({ nodeSelector, terms: undefined })]);
  const asked = new PoolIndex(prepared).worthAsking(workloads[0]!.pod);
  expect(asked.map(({ facts }) => facts.name)).toEqual(expected);
});
