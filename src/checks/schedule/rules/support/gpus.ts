import { record } from '../../../accept/read';
import type { Plan, TakingPool } from '../../engine/plan';
import type { PodFacts } from '../../engine/pod/pod';
import type { Workload } from '../../engine/workloads';
import { mayHaveGpu } from './pools';

/** The GPU resources that a pod asks for, with their amounts: `nvidia.com/gpu`, shares and parts of it, `amd.com/gpu`. */
export function gpuRequests({ requests }: PodFacts): readonly (readonly [name: string, amount: number])[] {
  return [...requests].filter(
    ([name, amount]) => amount > 0 && (name.startsWith('nvidia.com/') || name === 'amd.com/gpu'),
  );
}

/** Workloads that ask for GPUs, DaemonSets left out. */
export function gpuWorkloads({ workloads }: Plan): readonly Workload[] {
  return workloads.filter(({ kind, pod }) => kind !== 'DaemonSet' && gpuRequests(pod).length > 0);
}

/** The pools with GPUs that take a workload. */
export function takingPools(plan: Plan, workload: Workload): readonly TakingPool[] {
  return plan.answers.get(workload)!.pools.filter(({ pool }) => mayHaveGpu(pool));
}

/** An annotation of a workload or of its pods. */
export function annotationOf({ manifest, pod }: Workload, key: string): string | undefined {
  const own: unknown = record(record(manifest.object.metadata).annotations)[key];
  return pod.annotations.get(key) ?? (typeof own === 'string' ? own : undefined);
}

/** Whether pods belong to a Job or to one of its kin, whose work begins anew where a pod is lost. */
export function isJob({ kind }: Workload): boolean {
  return kind.endsWith('Job');
}
