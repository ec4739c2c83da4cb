import { number, record, text } from '../checks/accept/read';
import type { Manifest } from '../checks/manifest';
import type { Model } from '../checks/model/model';
import type { Workload } from '../checks/schedule/engine/workloads';
import { isJob } from '../checks/schedule/rules/support/gpus';
import { groupOf } from '../facts/kinds';

/** How many pods of a workload there are: with nothing to do, and with as much to do as its scaling allows. */
export interface Scale {
  readonly rest: number;
  readonly most: number;
  /** What changes the number, such as `HorizontalPodAutoscaler`; `undefined` where nothing does. */
  readonly by?: string;
}

/**
 * The number of pods of each workload. A Job and its kin end, so there are none at rest. A DaemonSet has one pod a node, which is not
 * known; it counts one here.
 */
export function scalesOf(model: Model): (workload: Workload) => Scale {
  const scalers = new Map<string, (now: number) => Scale>();
  for (const manifest of model.ofKind('autoscaling', 'HorizontalPodAutoscaler')) {
    const { minReplicas, maxReplicas, scaleTargetRef } = record(manifest.object.spec);
    const [least, most] = [number(minReplicas) ?? 1, number(maxReplicas)];
    if (most === undefined) continue;
    // A target that is scaled to zero by hand is left alone.
    scalers.set(keyOf(manifest, scaleTargetRef), (now) =>
      now === 0 ? { rest: 0, most: 0 } : { rest: least, most: Math.max(least, most), by: 'HorizontalPodAutoscaler' },
    );
  }
  for (const manifest of model.ofKind('keda.sh', 'ScaledObject')) {
    const { minReplicaCount, idleReplicaCount, maxReplicaCount, scaleTargetRef } = record(manifest.object.spec);
    const rest = number(idleReplicaCount) ?? number(minReplicaCount) ?? 0;
    const most = Math.max(rest, number(maxReplicaCount) ?? KEDA_MOST);
    scalers.set(keyOf(manifest, scaleTargetRef), (now) => {
      const fixed = pausedAt(manifest, now);
      return fixed === undefined ? { rest, most, by: 'ScaledObject' } : { rest: fixed, most: fixed };
    });
  }
  return (workload) => {
    const { kind, namespace, name, replicas } = workload;
    return scalers.get(`${kind}/${namespace}/${name}`)?.(replicas) ?? unscaled(workload);
  };
}

/** KEDA's own default of `maxReplicaCount`. */
const KEDA_MOST = 100;

function unscaled(workload: Workload): Scale {
  const { kind, manifest, replicas } = workload;
  const spec = record(manifest.object.spec);
  if (kind === 'ScaledJob') {
    const each = number(record(spec.jobTargetRef).parallelism) ?? 1;
    const isPaused = annotationsOf(manifest)['autoscaling.keda.sh/paused'] === 'true';
    const rest = isPaused ? 0 : (number(spec.minReplicaCount) ?? 0) * each;
    return { rest, most: isPaused ? 0 : Math.max(rest, replicas * each), by: 'ScaledJob' };
  }
  if (kind === 'CronJob' && spec.suspend === true) return { rest: 0, most: 0, by: 'suspended' };
  if (isJob(workload)) return { rest: 0, most: replicas, by: kind };
  if (annotationsOf(manifest)['kubeflow-resource-stopped'] !== undefined) return { rest: 0, most: replicas, by: kind };
  return { rest: replicas, most: replicas };
}

/** The number at which KEDA holds what is paused. */
function pausedAt(manifest: Manifest, now: number): number | undefined {
  const given = annotationsOf(manifest);
  const at = given['autoscaling.keda.sh/paused-replicas'];
  if (typeof at === 'string' && /^\d+$/.test(at)) return Number(at);
  return given['autoscaling.keda.sh/paused'] === 'true' ? now : undefined;
}

function annotationsOf({ object }: Manifest): Readonly<Record<string, unknown>> {
  return record(record(object.metadata).annotations);
}

/** What a scaler names, in its own namespace; KEDA's reference may leave out the kind. */
function keyOf(manifest: Manifest, reference: unknown): string {
  const { apiVersion, kind, name } = record(reference);
  const group = text(apiVersion) === undefined ? 'apps' : groupOf(text(apiVersion));
  const namespace = text(record(manifest.object.metadata).namespace) ?? 'default';
  return `${group === 'apps' ? '' : `${group}:`}${text(kind) ?? 'Deployment'}/${namespace}/${text(name) ?? ''}`;
}
