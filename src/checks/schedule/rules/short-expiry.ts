import { number, record } from '../../accept/read';
import type { Rule } from '../../rule';
import type { PreparedPool } from '../engine/karpenter/prepared-pool';
import { planOf } from '../engine/plan';
import type { Plan } from '../engine/plan';
import type { Workload } from '../engine/workloads';
import { poolYaml } from './examples';
import { seconds } from './support/durations';
import { gpuWorkloads } from './support/gpus';
import { expiryOf, isGpuPool } from './support/pools';

const DAY = 86_400;

/** SCH015: GPU nodes are not replaced every few hours. */
export const shortExpiry: Rule = {
  id: 'SCH015',
  title: 'GPU pool whose nodes expire within a day',
  severity: 'warning',
  fix: 'set expireAfter to Never or to days, and consolidationPolicy: WhenEmpty',
  why: 'each training and notebook that runs longer is stopped, and a new machine with its driver takes minutes to start',
  page: {
    reports:
      'a NodePool of which every size has a GPU and whose `expireAfter` is less than 24h, or less than `activeDeadlineSeconds` of a Job that it takes. In `karpenter.sh/v1` expiry is forceful; in `v1beta1` it waits for pods that ask not to be disrupted.',
    mend: 'Set `expireAfter: Never` and let empty nodes go: `consolidationPolicy: WhenEmpty`.',
    before: poolYaml({ template: ['expireAfter: 1h'] }),
    after: poolYaml({ template: ['expireAfter: Never'] }),
  },
  *check(model, target) {
    const plan = planOf(model, target);
    const limited = limitedByPool(plan);
    for (const pool of plan.pools) {
      const expiry = expiryOf(pool.facts);
      const ends = seconds(expiry?.value);
      if (!expiry || ends === undefined || !isGpuPool(pool)) continue;
      const job = limited.get(pool)?.find((one) => deadline(one) > ends);
      if (ends >= DAY && !job) continue;
      const than = job ? `, and ${job.kind} ${job.name} may run for ${deadline(job)} s` : '';
      yield {
        manifest: pool.facts.manifest,
        path: expiry.path,
        message: `GPU nodes expire after ${expiry.value}${than}`,
      };
    }
  },
};

/** The GPU workloads with a deadline by the pools that take them. */
function limitedByPool(plan: Plan): ReadonlyMap<PreparedPool, readonly Workload[]> {
  const byPool = new Map<PreparedPool, Workload[]>();
  for (const workload of gpuWorkloads(plan)) {
    if (deadline(workload) <= 0) continue;
    for (const { pool } of plan.answers.get(workload)!.pools) {
      const found = byPool.get(pool);
      if (found) found.push(workload);
      else byPool.set(pool, [workload]);
    }
  }
  return byPool;
}

function deadline({ manifest, spec }: Workload): number {
  return number(record(manifest.object.spec).activeDeadlineSeconds) ?? number(spec.activeDeadlineSeconds) ?? 0;
}
