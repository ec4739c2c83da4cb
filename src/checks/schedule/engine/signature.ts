import { list, record } from '../../accept/read';
import type { Cluster } from './kube/cluster';
import type { PodFacts } from './pod/pod';
import type { Workload } from './workloads';
import { once } from '../../../facts/once';

/** Whether pods that are there keep others away, so that the labels of any pod matter. */
const mindsOthers = once((cluster: Cluster): boolean =>
  cluster.nodes.some((node) => node.pods.some(({ pod }) => pod.antiAffinity.length > 0)),
);

/**
 * What decides where the pods of a workload may go beside their requests, as text.
 *
 * @returns `undefined` where other pods, volumes or its own seat decide too
 */
export function shapeOf({ kind, namespace, spec }: Workload, pod: PodFacts, cluster: Cluster): string | undefined {
  const others = [pod.spread, pod.affinity, pod.antiAffinity, pod.preferredAffinity, pod.preferredAntiAffinity];
  if (others.some((terms) => terms.length > 0)) return undefined;
  if (pod.nodeName !== undefined || pod.claims.length > 0 || kind === 'StatefulSet') return undefined;
  if (list(spec.volumes).some((volume) => record(volume).ephemeral !== undefined)) return undefined;
  return JSON.stringify([
    kind === 'DaemonSet',
    pod.gated,
    pod.refused,
    pod.asksForDevices,
    [...pod.nodeSelector].sort(),
    pod.nodeTerms,
    pod.preferredNodes,
    pod.tolerations,
    pod.ports,
    mindsOthers(cluster) ? [namespace, [...pod.labels].sort()] : [],
  ]);
}

/** What decides where pods of a shape may go, their requests among it: workloads with the same text have the same answer. */
export function signatureOf(shape: string, { requests }: PodFacts): string {
  return `${shape}${JSON.stringify([...requests].sort())}`;
}
