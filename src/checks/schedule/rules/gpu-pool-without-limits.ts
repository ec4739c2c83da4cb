import type { Rule } from '../../rule';
import { planOf } from '../engine/plan';
import { poolYaml } from './examples';
import { isGpuPool } from './support/pools';

/** SCH013: a pool of GPU machines has a limit. */
export const gpuPoolWithoutLimits: Rule = {
  id: 'SCH013',
  title: 'GPU pool without limits',
  severity: 'warning',
  fix: 'set spec.limits, such as nvidia.com/gpu: 8',
  why: 'Karpenter starts as many machines as pods ask for, of the dearest size too where it is the only one left',
  page: {
    reports:
      'a NodePool of which every size has a GPU and which has no `spec.limits`. The message names the dearest size that it may start. Pools without GPUs and static pools are not reported.',
    mend: 'Set a limit for `nvidia.com/gpu`, `cpu` or `nodes`, and name the sizes or the number of GPUs.',
    before: poolYaml({ spec: ['disruption:', '  consolidationPolicy: WhenEmpty', '  consolidateAfter: 5m'] }),
    after: poolYaml(),
  },
  *check(model, target) {
    for (const pool of planOf(model, target).pools) {
      const { facts } = pool;
      if (!isGpuPool(pool) || facts.limits.size > 0 || facts.replicas !== undefined) continue;
      const dearest = [...pool.fitting(facts.requirements)].sort((a, b) => (b.price ?? 0) - (a.price ?? 0))[0];
      const upTo =
        dearest?.price === undefined ? '' : `, each up to ${dearest.size.name} at ${dearest.price} USD an hour`;
      yield {
        manifest: facts.manifest,
        path: ['spec', 'limits'],
        message: `starts any number of GPU machines${upTo}`,
      };
    }
  },
};
