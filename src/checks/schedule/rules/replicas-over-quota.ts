import { record } from '../../accept/read';
import type { Model } from '../../model/model';
import type { Report, Rule } from '../../rule';
import { namespaceLimitsOf } from '../engine/limits/namespace-limits';
import type { Quota } from '../engine/limits/namespace-limits';
import { takenOf } from '../engine/limits/quota';
import type { Taken } from '../engine/limits/quota';
import { planOf } from '../engine/plan';
import { neededOf } from '../engine/replicas/needed';
import type { Workload } from '../engine/workloads';
import { documents, jobYaml, quotaYaml } from './examples';

/** Kinds whose number of pods is that of nodes or of tasks that wait. */
const OPEN_KINDS = ['DaemonSet', 'ScaledJob'];

/** Kinds whose pods run until somebody takes them away. */
const LASTING_KINDS = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'];

/** SCH023: the quotas of a namespace have room for all pods of a workload. */
export const replicasOverQuota: Rule = {
  id: 'SCH023',
  title: 'more pods than a ResourceQuota allows',
  severity: 'warning',
  fix: 'raise spec.hard of the quota, or lower the number of pods',
  why: 'the pods over the quota are never made, and a job whose pods start together waits for ever',
  page: {
    reports:
      'a workload whose pods, each of which the quota of its namespace lets in, together ask for more than the quota has, at the number of its replicas or at `parallelism`; and a quota that has too little for the workloads of its namespace that never end, at the number of pods that they have to run: Deployments, StatefulSets, ReplicaSets and ReplicationControllers, added up. Jobs are not added up, for they may run one after the other. DaemonSets and ScaledJobs are not judged.',
    mend: 'Raise the quota, or lower the number of pods.',
    before: documents(quotaYaml(8), jobYaml({ spec: ['parallelism: 9', 'completions: 9'] })),
    after: documents(quotaYaml(8), jobYaml({ spec: ['parallelism: 8', 'completions: 8'] })),
  },
  *check(model, target) {
    const limits = namespaceLimitsOf(model);
    if (limits.size === 0) return;
    const said = new Set<Quota>();
    const lasting = new Map<string, Workload[]>();
    for (const workload of planOf(model, target).workloads) {
      const { namespace, replicas, kind, refusals } = workload;
      const here = limits.get(namespace);
      if (!here || refusals.length > 0 || OPEN_KINDS.includes(kind) || isOwned(workload)) continue;
      if (LASTING_KINDS.includes(kind)) push(lasting, namespace, workload);
      if (replicas < 2) continue;
      for (const quota of here.quotas) {
        for (const report of judge(workload, quota)) {
          said.add(quota);
          yield report;
        }
      }
    }
    for (const [namespace, workloads] of lasting) {
      for (const quota of limits.get(namespace)!.quotas) if (!said.has(quota)) yield* together(model, workloads, quota);
    }
  },
};

function push(all: Map<string, Workload[]>, namespace: string, workload: Workload): void {
  const same = all.get(namespace);
  if (same) same.push(workload);
  else all.set(namespace, [workload]);
}

/** What workloads that never end take of a quota together. */
function* together(model: Model, workloads: readonly Workload[], quota: Quota): Iterable<Report> {
  const sums = new Map<string, { taken: number; names: string[]; one: Taken }>();
  for (const workload of workloads) {
    const pods = neededOf(model, workload);
    for (const one of takenOf(quota, workload.admitted, workload.pod.requests)) {
      if (pods * one.amount === 0) continue;
      const sum = sums.get(one.resource) ?? { taken: 0, names: [], one };
      sum.taken += pods * one.amount;
      sum.names.push(`${workload.kind} ${workload.name} ${one.show(pods * one.amount)}`);
      sums.set(one.resource, sum);
    }
  }
  for (const [resource, { taken, names, one }] of sums) {
    if (names.length < 2 || taken <= one.hard) continue;
    const shown = names.length > SHOWN ? [...names.slice(0, SHOWN), `${names.length - SHOWN} more`] : names;
    const message = `${names.length} workloads take ${one.show(taken)} of ${resource} together, and quota ${quota.name} allows ${one.show(one.hard)}: ${shown.join(', ')}`;
    yield { manifest: quota.manifest, path: [...quota.path, 'hard', resource], message };
  }
}

const SHOWN = 4;

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
