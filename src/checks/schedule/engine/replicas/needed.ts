import { groupOf } from '../../../../facts/kinds';
import { number, record, text } from '../../../accept/read';
import type { Model } from '../../../model/model';
import type { Workload } from '../workloads';

/** Kinds whose pods need not run at the same time: there is one a node, or they may run one after the other. */
const NOT_TOGETHER: ReadonlySet<string> = new Set(['Pod', 'DaemonSet', 'Job', 'CronJob', 'ScaledJob']);

const known = new WeakMap<Model, ReadonlyMap<string, number>>();

/**
 * How many pods of a workload have to run at the same time: its replicas, or the least that a HorizontalPodAutoscaler or a ScaledObject
 * keeps. The most that an autoscaler may start is a decision of its owner, so it is not needed.
 *
 * @returns 0 for what may run one after the other, and for what another object of the manifests makes
 */
export function neededOf(model: Model, workload: Workload): number {
  const { kind, namespace, name, manifest, replicas } = workload;
  if (NOT_TOGETHER.has(kind) || record(manifest.object.metadata).ownerReferences !== undefined) return 0;
  const least = known.get(model) ?? leastOf(model);
  known.set(model, least);
  return least.get(`${kind}/${namespace}/${name}`) ?? replicas;
}

/** The least numbers of pods that autoscalers keep, by `KIND/NAMESPACE/NAME`. */
function leastOf(model: Model): ReadonlyMap<string, number> {
  const least = new Map<string, number>();
  for (const [group, kind, field, otherwise] of [
    ['autoscaling', 'HorizontalPodAutoscaler', 'minReplicas', 1],
    ['keda.sh', 'ScaledObject', 'minReplicaCount', 0],
  ] as const) {
    for (const { object } of model.ofKind(group, kind)) {
      const spec = record(object.spec);
      const { apiVersion, kind: given, name } = record(spec.scaleTargetRef);
      if (apiVersion !== undefined && groupOf(apiVersion) !== 'apps') continue;
      const namespace = text(record(object.metadata).namespace) ?? 'default';
      least.set(`${text(given) ?? 'Deployment'}/${namespace}/${text(name) ?? ''}`, number(spec[field]) ?? otherwise);
    }
  }
  return least;
}
