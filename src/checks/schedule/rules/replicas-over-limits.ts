import { groupOf } from '../../../facts/kinds';
import { number, record, text } from '../../accept/read';
import type { Manifest } from '../../manifest';
import type { Model } from '../../model/model';
import type { Report, Rule } from '../../rule';
import { planOf } from '../engine/plan';
import type { Plan } from '../engine/plan';
import type { Workload } from '../engine/workloads';
import { documents, jobYaml, poolYaml } from './examples';
import { gpuRequests, gpuWorkloads, takingPools } from './support/gpus';

/** SCH020: the pools of a workload may start as many GPUs as its pods ask for. */
export const replicasOverLimits: Rule = {
  id: 'SCH020',
  title: 'more pods than the limits of their pools allow',
  severity: 'warning',
  fix: 'raise spec.limits of the pool, or lower the number of pods',
  why: 'the pods over the limit stay Pending, and a job whose pods start together waits for ever',
  page: {
    reports:
      'a workload whose pods together ask for more GPUs than the limits of all pools that take it allow, at the number of its replicas, at `parallelism`, or at `maxReplicaCount` of the ScaledObject that scales it.',
    mend: 'Raise the limit of the pool, or lower the number of pods.',
    before: documents(poolYaml(), jobYaml({ spec: ['parallelism: 9', 'completions: 9'] })),
    after: documents(poolYaml(), jobYaml({ spec: ['parallelism: 8', 'completions: 8'] })),
  },
  *check(model, target) {
    const plan = planOf(model, target);
    const scalers = scalersOf(model);
    for (const workload of gpuWorkloads(plan)) {
      const report = judge(plan, workload, scalers);
      if (report) yield report;
    }
  },
};

interface Scaler {
  readonly manifest: Manifest;
  readonly most: number;
}

function judge(plan: Plan, workload: Workload, scalers: ReadonlyMap<string, Scaler>): Report | undefined {
  const { manifest, kind, namespace, name } = workload;
  if (plan.answers.get(workload)!.nodes.length > 0) return undefined;
  const pools = takingPools(plan, workload);
  if (pools.length === 0) return undefined;
  const scaler = scalers.get(`${kind}/${namespace}/${name}`);
  const pods = scaler?.most ?? workload.replicas;
  for (const [resource, amount] of gpuRequests(workload.pod)) {
    const limits = pools.map(({ pool }) => pool.facts.limits.get(resource));
    if (limits.some((limit) => limit === undefined)) continue;
    const allowed = limits.reduce<number>((sum, limit) => sum + limit!, 0);
    if (pods * amount <= allowed) continue;
    const names = pools.map(({ pool }) => pool.facts.name).join(', ');
    const which = scaler ? `up to ${pods} pods of ${kind} ${name}` : `${pods} pods`;
    return {
      manifest: scaler?.manifest ?? manifest,
      path: scaler ? ['spec', 'maxReplicaCount'] : ['spec'],
      message: `${which} ask for ${pods * amount} of ${resource}, and the limits of pool ${names} allow ${allowed}`,
    };
  }
  return undefined;
}

/** ScaledObjects by what they scale. */
function scalersOf(model: Model): ReadonlyMap<string, Scaler> {
  const scalers = new Map<string, Scaler>();
  for (const manifest of model.ofKind('keda.sh', 'ScaledObject')) {
    const { scaleTargetRef, maxReplicaCount } = record(manifest.object.spec);
    const { apiVersion, kind, name } = record(scaleTargetRef);
    if (apiVersion !== undefined && groupOf(apiVersion) !== 'apps') continue;
    const namespace = text(record(manifest.object.metadata).namespace) ?? 'default';
    const key = `${text(kind) ?? 'Deployment'}/${namespace}/${text(name) ?? ''}`;
    scalers.set(key, { manifest, most: number(maxReplicaCount) ?? 100 });
  }
  return scalers;
}
