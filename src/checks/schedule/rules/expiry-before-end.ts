import type { Rule } from '../../rule';
import { planOf } from '../engine/plan';
import type { Plan } from '../engine/plan';
import type { Workload } from '../engine/workloads';
import { documents, jobYaml, poolYaml } from './examples';
import { seconds } from './support/durations';
import { annotationOf } from './support/gpus';
import { expiryOf } from './support/pools';

const DURATION = 'cdk8s-ml-platform/expected-duration';
const DECLARED = ['annotations:', `  ${DURATION}: 36h`];

/** SCH014: a node outlives the work that it is started for. */
export const expiryBeforeEnd: Rule = {
  id: 'SCH014',
  title: 'pool whose nodes expire before the work ends',
  severity: 'error',
  fix: 'set expireAfter of the pool to Never, or to more than the work lasts',
  why: 'expiry is forceful: the node starts to drain at that age whatever runs there and whatever budgets say, so the work never ends',
  page: {
    reports: `a workload whose annotation \`${DURATION}\`, such as \`36h\`, is longer than \`expireAfter\` of every pool that takes it. A pool that says nothing expires after 720h.`,
    mend: 'Set `expireAfter: Never`, as pools of this library with GPUs do, or divide the work.',
    before: documents(poolYaml({ template: ['expireAfter: 24h'] }), jobYaml({ metadata: DECLARED })),
    after: documents(poolYaml({ template: ['expireAfter: Never'] }), jobYaml({ metadata: DECLARED })),
  },
  *check(model, target) {
    const plan = planOf(model, target);
    for (const workload of plan.workloads) {
      const declared = annotationOf(workload, DURATION);
      const lasts = seconds(declared);
      if (lasts === undefined) continue;
      const shortest = longestExpiry(plan, workload);
      if (shortest === undefined || shortest.seconds >= lasts) continue;
      yield {
        manifest: workload.manifest,
        path: [...workload.path, 'spec'],
        message: `lasts ${declared}, and the nodes of pool ${shortest.pool} expire after ${shortest.value}`,
      };
    }
  },
};

/** The pool of a workload whose nodes last longest. */
function longestExpiry(
  plan: Plan,
  workload: Workload,
): { readonly pool: string; readonly value: string; readonly seconds: number } | undefined {
  const answer = plan.answers.get(workload)!;
  if (answer.nodes.length > 0) return undefined;
  const expiries = answer.pools.map(({ pool: { facts } }) => {
    const value = expiryOf(facts)?.value ?? '720h';
    return { pool: facts.name, value, seconds: seconds(value) ?? Infinity };
  });
  return expiries.sort((a, b) => b.seconds - a.seconds)[0];
}
