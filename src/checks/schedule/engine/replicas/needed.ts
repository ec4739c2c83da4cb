import { groupOf } from '../../../../facts/kinds';
import { number, record, text } from '../../../accept/read';
import type { Model } from '../../../model/model';
import type { Workload } from '../workloads';
import { once } from '../../../../facts/once';

/** Kinds whose pods need not run at the same time: there is one a node, or they may run one after the other. */
const NOT_TOGETHER: ReadonlySet<string> = new Set(['Pod', 'DaemonSet', 'Job', 'CronJob', 'ScaledJob']);

/**
 * How many pods of a workload have to run at the same time: its replicas, or the least that a HorizontalPodAutoscaler or a ScaledObject
 * keeps. The most that an autoscaler may start is a decision of its owner, so it is not needed.
 *
 * @returns 0 for what may run one after the other, and for what another object of the manifests makes
 */
export function neededOf(model: Model, workload: Workload): number {
  const { kind, namespace, name, manifest, replicas } = workload;
  if (NOT_TOGETHER.has(kind) || record(manifest.object.metadata).ownerReferences !== undefined) return 0;
  return leastIn(model).get(`${kind}/${namespace}/${name}`) ?? replicas;
}

const leastIn = once((model: Model): ReadonlyMap<string, number> => leastOf(model));

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
