import type { Rule } from '../../rule';
import { planOf } from '../engine/plan';
import { documents, jobYaml, LIMITS, poolYaml } from './examples';
import { annotationOf, gpuWorkloads, isJob, takingPools } from './support/gpus';
import { consolidates } from './support/pools';

const DO_NOT_DISRUPT = 'karpenter.sh/do-not-disrupt';
const UNDERUTILIZED = [
  ...LIMITS.slice(0, 3),
  '  consolidationPolicy: WhenEmptyOrUnderutilized',
  '  consolidateAfter: 5m',
];

/** SCH016: Karpenter does not move a Job with GPUs to save money. */
export const consolidatedJob: Rule = {
  id: 'SCH016',
  title: 'Job with GPUs that consolidation may stop',
  severity: 'warning',
  fix: 'annotate the pods with karpenter.sh/do-not-disrupt: "true", or set consolidationPolicy: WhenEmpty on the pool',
  why: 'Karpenter deletes the pods of a node that it finds too large or too dear, and a Job begins from the start or fails',
  page: {
    reports:
      'a Job, CronJob, ScaledJob or training job that asks for GPUs, whose pods do not ask to be left alone, where each pool that takes it consolidates nodes that are in use: `consolidationPolicy` is not `WhenEmpty`, which is the default.',
    mend: 'Add the annotation `karpenter.sh/do-not-disrupt: "true"` to the pod template, or let the pool go by empty nodes only. Expiry stops the pods all the same.',
    before: documents(poolYaml({ spec: UNDERUTILIZED }), jobYaml()),
    after: documents(
      poolYaml({ spec: UNDERUTILIZED }),
      jobYaml({ metadata: ['annotations:', `  ${DO_NOT_DISRUPT}: "true"`] }),
    ),
  },
  *check(model, target) {
    const plan = planOf(model, target);
    for (const workload of gpuWorkloads(plan)) {
      const { pod, manifest, path } = workload;
      if (!isJob(workload) || pod.annotations.get(DO_NOT_DISRUPT) === 'true') continue;
      // A custom controller may copy its own annotations to the pods.
      if (annotationOf(workload, DO_NOT_DISRUPT) === 'true') continue;
      const pools = takingPools(plan, workload);
      if (pools.length === 0 || !pools.every(({ pool }) => consolidates(pool.facts))) continue;
      const names = pools.map(({ pool }) => pool.facts.name).join(', ');
      yield {
        manifest,
        path: [...path, 'metadata', 'annotations'],
        message: `pool ${names} consolidates nodes that are in use, and the pods do not ask to be left alone`,
      };
    }
  },
};
