import { list, number, record, text } from '../../../accept/read';
import { labelsOf } from '../../../reference/selector';
import { toAmounts } from '../amounts';
import type { Amounts } from '../amounts';
import { admit } from './admission';
import type { Admission } from './admission';
import { readNodeTerm } from './node-terms';
import type { NodeTerm, PreferredNodeTerm } from './node-terms';
import { readPodTerm, readSpread } from './pod-terms';
import type { PodTerm, PreferredPodTerm, SpreadFacts } from './pod-terms';
import { requestsOf } from './requests';
import type { TolerationFacts } from './tolerations';

/** A port of the node that a pod takes for itself. */
export interface HostPort {
  readonly ip: string;
  readonly protocol: string;
  readonly port: number;
}

/** What schedulers read of a pod, after the API server admitted it. */
export interface PodFacts {
  readonly namespace: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly annotations: ReadonlyMap<string, string>;
  /** The node that it names; it bypasses the scheduler then. */
  readonly nodeName: string | undefined;
  /** Whether scheduling gates hold it back. */
  readonly gated: boolean;
  readonly nodeSelector: ReadonlyMap<string, string>;
  /** The terms of required node affinity, of which one must match; `undefined` where there is none. */
  readonly nodeTerms: readonly NodeTerm[] | undefined;
  readonly preferredNodes: readonly PreferredNodeTerm[];
  readonly tolerations: readonly TolerationFacts[];
  /** The resources whose toleration an admission plugin added. */
  readonly addedTolerations: readonly string[];
  readonly requests: Amounts;
  readonly ports: readonly HostPort[];
  readonly spread: readonly SpreadFacts[];
  readonly affinity: readonly PodTerm[];
  readonly preferredAffinity: readonly PreferredPodTerm[];
  readonly antiAffinity: readonly PodTerm[];
  readonly preferredAntiAffinity: readonly PreferredPodTerm[];
  /** The names of the claims that it mounts. */
  readonly claims: readonly string[];
  /** Whether it asks for devices by resource claims. */
  readonly asksForDevices: boolean;
  /** Why the API server would refuse it. */
  readonly refused: string | undefined;
}

/** Reads a pod, or the template of one: an object with `metadata` and `spec`. */
export function readPod(pod: unknown, namespace: string, admission: Admission): PodFacts {
  const metadata = record(record(pod).metadata);
  const admitted = admit(record(record(pod).spec), namespace, admission);
  const { spec } = admitted;
  const labels = labelsOf(metadata.labels);
  const affinity = record(spec.affinity);
  const nodeAffinity = record(affinity.nodeAffinity);
  const podTerms = (value: unknown): PodTerm[] => list(value).map((one) => readPodTerm(one, namespace, labels));
  const preferred = (value: unknown): PreferredPodTerm[] =>
    list(value).map((one) => ({
      weight: number(record(one).weight) ?? 0,
      term: readPodTerm(record(one).podAffinityTerm, namespace, labels),
    }));
  const [together, apart] = [record(affinity.podAffinity), record(affinity.podAntiAffinity)];
  return {
    namespace,
    labels,
    annotations: labelsOf(metadata.annotations),
    nodeName: text(spec.nodeName) === '' ? undefined : text(spec.nodeName),
    gated: list(spec.schedulingGates).length > 0,
    nodeSelector: admitted.nodeSelector,
    nodeTerms: requiredTerms(nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution),
    preferredNodes: list(nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution).map((one) => ({
      weight: number(record(one).weight) ?? 0,
      term: readNodeTerm(record(one).preference),
    })),
    tolerations: admitted.tolerations,
    addedTolerations: admitted.addedTolerations,
    requests: toAmounts(
      requestsOf(spec, { podLevel: admission.minor >= 34, overhead: admitted.overhead, status: record(pod).status }),
    ),
    ports: hostPorts(spec),
    spread: list(spec.topologySpreadConstraints).map((one) => readSpread(one, labels)),
    affinity: podTerms(together.requiredDuringSchedulingIgnoredDuringExecution),
    preferredAffinity: preferred(together.preferredDuringSchedulingIgnoredDuringExecution),
    antiAffinity: podTerms(apart.requiredDuringSchedulingIgnoredDuringExecution),
    preferredAntiAffinity: preferred(apart.preferredDuringSchedulingIgnoredDuringExecution),
    claims: list(spec.volumes).flatMap((one) => text(record(record(one).persistentVolumeClaim).claimName) ?? []),
    asksForDevices: list(spec.resourceClaims).length > 0,
    refused: admitted.refused,
  };
}

function requiredTerms(value: unknown): readonly NodeTerm[] | undefined {
  if (value === undefined || value === null) return undefined;
  return list(record(value).nodeSelectorTerms).map(readNodeTerm);
}

/** The host ports of containers and sidecars; on the host's network each container port is one. */
function hostPorts(spec: Readonly<Record<string, unknown>>): HostPort[] {
  const sidecars = list(spec.initContainers).filter((one) => record(one).restartPolicy === 'Always');
  return [...list(spec.containers), ...sidecars].flatMap((container) =>
    list(record(container).ports).flatMap((one) => {
      const { hostPort, containerPort, hostIP, protocol } = record(one);
      const given = number(hostPort) ?? 0;
      const port = given === 0 && spec.hostNetwork === true ? (number(containerPort) ?? 0) : given;
      if (port <= 0) return [];
      return [{ ip: text(hostIP) ? text(hostIP)! : '0.0.0.0', protocol: text(protocol) ?? 'TCP', port }];
    }),
  );
}

/** Whether two pods cannot share a node because of a port. */
export function portsConflict(a: readonly HostPort[], b: readonly HostPort[]): boolean {
  return a.some((one) =>
    b.some(
      ({ ip, protocol, port }) =>
        port === one.port && protocol === one.protocol && (ip === one.ip || ip === '0.0.0.0' || one.ip === '0.0.0.0'),
    ),
  );
}
