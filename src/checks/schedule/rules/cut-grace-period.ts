import { number, record, text } from '../../accept/read';
import type { Rule } from '../../rule';
import { planOf } from '../engine/plan';
import { documents, jobYaml, poolYaml, TOLERATION } from './examples';
import { seconds } from './support/durations';

const GRACE = [...TOLERATION, 'terminationGracePeriodSeconds: 7200'];

/** SCH017: a pool leaves pods the time to end that they ask for. */
export const cutGracePeriod: Rule = {
  id: 'SCH017',
  title: 'grace period that the pool cuts short',
  severity: 'warning',
  fix: 'raise terminationGracePeriod of the pool to that of its pods, or more',
  why: 'Karpenter deletes the pod early enough to be gone when the node ends, so that it does not get the time to save its work',
  page: {
    reports:
      'a pod whose `terminationGracePeriodSeconds` is more than `terminationGracePeriod` of each pool that takes it. A pool without one waits for ever.',
    mend: 'Raise `spec.template.spec.terminationGracePeriod` of the pool, or leave it out.',
    before: documents(poolYaml({ template: ['terminationGracePeriod: 1h'] }), jobYaml({ pod: GRACE })),
    after: documents(poolYaml({ template: ['terminationGracePeriod: 3h'] }), jobYaml({ pod: GRACE })),
  },
  *check(model, target) {
    const plan = planOf(model, target);
    for (const workload of plan.workloads) {
      const asks = number(workload.spec.terminationGracePeriodSeconds) ?? 30;
      const { pools, nodes } = plan.answers.get(workload)!;
      if (pools.length === 0 || nodes.length > 0 || workload.kind === 'DaemonSet') continue;
      const given = pools.map(({ pool: { facts } }) => {
        const value = text(record(record(record(facts.manifest.object.spec).template).spec).terminationGracePeriod);
        return { pool: facts.name, value, seconds: seconds(value) ?? Infinity };
      });
      const most = given.sort((a, b) => b.seconds - a.seconds)[0]!;
      if (most.seconds >= asks) continue;
      yield {
        manifest: workload.manifest,
        path: [...workload.path, 'spec', 'terminationGracePeriodSeconds'],
        message: `asks for ${asks} s to end, and pool ${most.pool} gives its nodes ${most.value}`,
      };
    }
  },
};
