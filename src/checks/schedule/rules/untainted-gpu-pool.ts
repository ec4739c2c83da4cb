import type { Rule } from '../../rule';
import { planOf } from '../engine/plan';
import { poolYaml } from './examples';
import { isGpuPool } from './support/pools';

/** SCH019: GPU machines are kept for GPU work. */
export const untaintedGpuPool: Rule = {
  id: 'SCH019',
  title: 'GPU pool that any pod may use',
  severity: 'warning',
  fix: 'give the pool a taint, such as nvidia.com/gpu=true:NoSchedule, and the GPU workloads and the device plugin its toleration',
  why: 'a pod without a GPU that finds no other node starts a GPU machine, and keeps it from being empty',
  page: {
    reports:
      'a NodePool of which every size has a GPU and whose nodes have no taint of the effect NoSchedule or NoExecute, so that pods without a GPU may land there.',
    mend: 'Taint the pool. `Taint.gpu()` is the taint that documents and AKS use, and `placement()` gives workloads the toleration.',
    before: poolYaml({ taint: false }),
    after: poolYaml(),
  },
  *check(model, target) {
    for (const pool of planOf(model, target).pools) {
      const { manifest, taints } = pool.facts;
      if (!isGpuPool(pool) || taints.some(({ effect }) => effect !== 'PreferNoSchedule')) continue;
      yield {
        manifest,
        path: ['spec', 'template', 'spec', 'taints'],
        message: 'every size has a GPU and no taint keeps pods without one away',
      };
    }
  },
};
