import { record } from '../../accept/read';
import type { Report, Rule } from '../../rule';
import { namespaceLimitsOf } from '../engine/limits/namespace-limits';
import type { Quota } from '../engine/limits/namespace-limits';
import { takenOf } from '../engine/limits/quota';
import { planOf } from '../engine/plan';
import type { Workload } from '../engine/workloads';
import { documents, jobYaml, quotaYaml } from './examples';

/** Kinds whose number of pods is that of nodes or of tasks that wait. */
const OPEN_KINDS = ['DaemonSet', 'ScaledJob'];

/** SCH023: the quotas of a namespace have room for all pods of a workload. */
export const replicasOverQuota: Rule = {
  id: 'SCH023',
  title: 'more pods than a ResourceQuota allows',
  severity: 'warning',
  fix: 'raise spec.hard of the quota, or lower the number of pods',
  why: 'the pods over the quota are never made, and a job whose pods start together waits for ever',
  page: {
    reports:
      'a workload whose pods, each of which the quota of its namespace lets in, together ask for more than the quota has, at the number of its replicas or at `parallelism`. Several workloads are not added up, for they may run one after the other. DaemonSets and ScaledJobs are not judged.',
    mend: 'Raise the quota, or lower the number of pods.',
    before: documents(quotaYaml(8), jobYaml({ spec: ['parallelism: 9', 'completions: 9'] })),
    after: documents(quotaYaml(8), jobYaml({ spec: ['parallelism: 8', 'completions: 8'] })),
  },
  *check(model, target) {
    const limits = namespaceLimitsOf(model);
    if (limits.size === 0) return;
    for (const workload of planOf(model, target).workloads) {
      const { namespace, replicas, kind, refusals } = workload;
      if (replicas < 2 || refusals.length > 0 || OPEN_KINDS.includes(kind) || isOwned(workload)) continue;
      for (const quota of limits.get(namespace)?.quotas ?? []) yield* judge(workload, quota);
    }
  },
};

function* judge({ manifest, replicas, admitted, pod }: Workload, quota: Quota): Iterable<Report> {
  for (const { resource, amount, hard, show } of takenOf(quota, admitted, pod.requests)) {
    if (replicas * amount <= hard) continue;
    const message = `${replicas} pods take ${show(replicas * amount)} of ${resource}, and quota ${quota.name} allows ${show(hard)}`;
    yield { manifest, path: ['spec'], message };
  }
}

/** What another object of the manifests makes is judged there. */
function isOwned({ manifest }: Workload): boolean {
  return record(manifest.object.metadata).ownerReferences !== undefined;
}
