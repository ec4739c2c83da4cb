import type { Manifest } from '../../checks/manifest';
import type { Model } from '../../checks/model/model';
import { planOf } from '../../checks/schedule/engine/plan';
import { gpuRequests } from '../../checks/schedule/rules/support/gpus';
import type { Target } from '../../facts/target';
import { count } from '../../facts/count';

/** The pods of one manifest. */
export interface Running {
  readonly kind: string;
  /** How many run at once; 1 for a DaemonSet, which has one a node. */
  readonly pods: number;
  /** How many GPUs, shares and parts of them too, all of them hold. */
  readonly gpus: number;
}

/** The pods that a manifest makes; `undefined` for one that makes none. */
export function runningOf(manifest: Manifest, model: Model, target: Target): Running | undefined {
  const own = planOf(model, target).workloads.filter((one) => one.manifest === manifest);
  const [first] = own;
  if (!first) return undefined;
  const gpus = own.map(({ pod, replicas }) => replicas * sum(gpuRequests(pod).map(([, amount]) => amount)));
  return { kind: first.kind, pods: sum(own.map(({ replicas }) => replicas)), gpus: sum(gpus) };
}

/** `its 3 pods (6 GPUs)`, `its pods, one on each node`, `up to 8 pods (8 GPUs)`. */
export function showRunning({ kind, pods, gpus }: Running): string {
  if (kind === 'DaemonSet') return `its pods, one on each node`;
  const held = gpus === 0 ? '' : ` (${count(gpus, 'GPU')})`;
  if (kind === 'ScaledJob') return `up to ${count(pods, 'pod')}${held}`;
  return pods === 1 ? `its pod${held}` : `its ${pods} pods${held}`;
}

/** `its 3 pods stop`, `its pod stops`. */
export function showStopping(running: Running): string {
  const single = running.pods === 1 && running.kind !== 'DaemonSet' && running.kind !== 'ScaledJob';
  return `${showRunning(running)} ${single ? 'stops' : 'stop'}`;
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, one) => total + one, 0);
}
