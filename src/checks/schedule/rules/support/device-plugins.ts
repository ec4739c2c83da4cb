import { list, record, text } from '../../../accept/read';
import type { Model } from '../../../model/model';
import type { PreparedPool } from '../../engine/karpenter/prepared-pool';
import { requiredAlternatives } from '../../engine/karpenter/daemons';
import { Requirements } from '../../engine/karpenter/requirements';
import type { Plan } from '../../engine/plan';
import type { PodFacts } from '../../engine/pod/pod';
import { readTolerations, showTaint, untolerated } from '../../engine/pod/tolerations';
import type { Workload } from '../../engine/workloads';
import { once } from '../../../../facts/once';

/** Whether the pods of a DaemonSet land on the nodes of a pool. */
export type Landing =
  | { readonly lands: true }
  | { readonly lands: false; readonly reason: string }
  /** Labels that only node feature discovery sets decide it, and no discovery is among the manifests. */
  | { readonly lands: 'discovery'; readonly labels: readonly string[] };

/** DaemonSets that run NVIDIA's device plugin, looked for once. */
export const devicePlugins = once((plan: Plan): readonly Workload[] => daemonSetsWith(plan, isDevicePlugin));

function daemonSetsWith({ workloads }: Plan, runs: (container: unknown) => boolean): readonly Workload[] {
  return workloads.filter(({ kind, spec }) => kind === 'DaemonSet' && list(spec.containers).some(runs));
}

/** The image holds feature discovery and the MPS daemon too, which other commands start. */
function isDevicePlugin(container: unknown): boolean {
  const { image, command, args } = record(container);
  const words = [...list(command), ...list(args)].join(' ');
  if (/mps-control-daemon|gpu-feature-discovery|config-manager/.test(words)) return false;
  return /(k8s-device-plugin|nvidia-device-plugin|nvidia-gpu-device-plugin)(:|@|$)/.test(text(image) ?? '');
}

/** The ClusterPolicies of NVIDIA's GPU Operator that run a device plugin. */
export function operators(model: Model): Model['manifests'] {
  return model
    .ofKind('nvidia.com', 'ClusterPolicy')
    .filter(({ object }) => record(record(object.spec).devicePlugin).enabled !== false);
}

/** Whether the operator's DaemonSets tolerate the taints of a pool: by default that of `nvidia.com/gpu`. */
export function operatorLands(operator: Model['manifests'][number], { facts }: PreparedPool): boolean {
  const given = record(record(operator.object.spec).daemonsets).tolerations;
  const tolerations =
    given === undefined
      ? [{ key: 'nvidia.com/gpu', operator: 'Exists', value: '', effect: 'NoSchedule' }]
      : readTolerations(given);
  const taints = facts.taints.filter(({ effect }) => effect !== 'PreferNoSchedule');
  return untolerated(taints, tolerations) === undefined;
}

/** Whether a chart or a declaration brings a plugin that the manifests do not show. */
export function comesFromElsewhere(model: Model): boolean {
  const releases = [
    ...model.ofKind('helm.toolkit.fluxcd.io', 'HelmRelease'),
    ...model.ofKind('argoproj.io', 'Application'),
    ...model.ofKind('argoproj.io', 'ApplicationSet'),
    ...model.ofKind('helm.cattle.io', 'HelmChart'),
  ];
  const inRelease = releases.some(({ object }) => /nvidia-device-plugin|gpu-operator/.test(JSON.stringify(object)));
  return (
    inRelease ||
    model.externals.some(
      ({ kind, name }) => kind === 'ClusterPolicy' || (kind === 'DaemonSet' && /device-plugin|nvidia/.test(name)),
    )
  );
}

const DISCOVERED = /^(feature\.node\.kubernetes\.io|nvidia\.com)\//;

/** Whether a label is set by node feature discovery or GPU feature discovery, once a node runs. */
export function isDiscovered(key: string): boolean {
  return DISCOVERED.test(key);
}

/** Whether the pods of a DaemonSet land on new nodes of a pool. */
export function landingOn(plan: Plan, pod: PodFacts, pool: PreparedPool): Landing {
  const taints = pool.facts.taints.filter(({ effect }) => effect !== 'PreferNoSchedule');
  const taint = untolerated(taints, pod.tolerations);
  if (taint) return { lands: false, reason: `it does not tolerate ${showTaint(taint)}` };
  let discovery: string[] | undefined;
  let reason = '';
  for (const alternative of requiredAlternatives(pod)) {
    const unknown = [...alternative].filter(
      ({ key }) => isDiscovered(key) && !pool.facts.requirements.has(key) && !alternative.get(key).allowsAbsence(),
    );
    const known = Requirements.of([...alternative].filter((one) => !unknown.includes(one)));
    const problems = pool.facts.requirements.problems(known, pool.isWellKnown);
    const suits = pool.sizes.length === 0 || pool.sizes.some(({ labels }) => labels.intersects(known));
    if (problems.length > 0 || !suits) reason = problems[0] ?? 'no size of the pool has the labels that it selects';
    else if (unknown.length === 0) return { lands: true };
    else discovery = unknown.map(({ key }) => key);
  }
  if (discovery === undefined) return { lands: false, reason };
  return discovered(plan, pool, discovery);
}

const discoverers = once((plan: Plan) => daemonSetsWith(plan, isDiscoverer));

function discovered(plan: Plan, pool: PreparedPool, labels: readonly string[]): Landing {
  const workers = discoverers(plan);
  if (workers.length === 0) return { lands: 'discovery', labels };
  const taints = pool.facts.taints.filter(({ effect }) => effect !== 'PreferNoSchedule');
  const reached = workers.some(({ pod }) => untolerated(taints, pod.tolerations) === undefined);
  if (reached) return { lands: true };
  return {
    lands: false,
    reason: `it selects ${labels.join(', ')}, and node feature discovery does not tolerate ${taints.map(showTaint).join(', ')}`,
  };
}

function isDiscoverer(container: unknown): boolean {
  return /node-feature-discovery|gpu-feature-discovery/.test(JSON.stringify(container));
}
