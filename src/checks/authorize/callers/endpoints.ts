import { list, number, record, text } from '../../accept/read';
import type { Manifest } from '../../manifest';
import type { Model } from '../../model/model';
import { labelsOf, matches, selectorOf } from '../../reference/selector';
import { identityOf } from '../rbac/role-table';
import { workloadsOf } from '../workloads';
import type { Workload } from '../workloads';

/** Who calls: pods of one workload, or a service account of which no pod is known. */
export interface Caller {
  readonly namespace: string;
  readonly account: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly hostNetwork: boolean;
  /** As the table names its pods: `Deployment web`; empty where none are known. */
  readonly pods: string;
  readonly workload?: Workload;
}

/** A pod at the end of a connection, as policies see it. */
export type Peer = Pick<Caller, 'namespace' | 'labels' | 'hostNetwork'>;

/** A port of the pods of one workload. */
export interface PodPort {
  readonly workload: Workload;
  readonly peer: Peer;
  /** Its number; none where no container has a port of that name. */
  readonly port: number | undefined;
  readonly protocol: string;
}

/** One port of the pods behind a Service. */
export interface Callee {
  readonly manifest: Manifest;
  readonly service: string;
  readonly namespace: string;
  /** The port of the Service. */
  readonly port: number;
  readonly protocol: string;
  /** That port of the pods that the Service selects, of each of their workloads. */
  readonly pods: readonly PodPort[];
  /** The port of the pods, by number or by name. */
  readonly targetPort: number | string;
}

/** Every workload as a caller. */
export function callersOf(model: Model): Caller[] {
  return workloadsOf(model).map((workload) => ({
    ...peerOf(workload),
    account: workload.account,
    pods: `${workload.manifest.object.kind ?? ''} ${identityOf(workload.manifest).name}`,
    workload,
  }));
}

/** Every port of every Service that selects pods. */
export function calleesOf(model: Model): Callee[] {
  const byNamespace = new Map<string, Pods[]>();
  for (const workload of workloadsOf(model)) {
    const pods = { workload, peer: peerOf(workload) };
    const same = byNamespace.get(workload.namespace);
    if (same) same.push(pods);
    else byNamespace.set(workload.namespace, [pods]);
  }
  return model.ofKind('', 'Service').flatMap((manifest) => portsOf(manifest, byNamespace));
}

/** What each port of a workload's pods shares. */
type Pods = Pick<PodPort, 'workload' | 'peer'>;

function peerOf({ namespace, labels, spec }: Workload): Peer {
  return { namespace, labels, hostNetwork: spec.hostNetwork === true };
}

function portsOf(manifest: Manifest, byNamespace: ReadonlyMap<string, readonly Pods[]>): Callee[] {
  const { name, namespace } = identityOf(manifest);
  const { selector, ports } = record(manifest.object.spec);
  const wanted = selectorOf({ matchLabels: selector });
  if (wanted.equal.size === 0) return [];
  const selected = (byNamespace.get(namespace) ?? []).filter(({ peer }) => matches(wanted, peer.labels));
  return list(ports).flatMap((one) => {
    const { port: given, targetPort: target, protocol: of } = record(one);
    const port = number(given);
    if (port === undefined) return [];
    const protocol = text(of) ?? 'TCP';
    const targetPort = number(target) ?? text(target) ?? port;
    const pods = selected.map(({ workload, peer }): PodPort => {
      return { workload, peer, port: portNumber(workload, targetPort, protocol), protocol };
    });
    return [{ manifest, service: name, namespace, port, protocol, pods, targetPort }];
  });
}

/** A port of a pod by number; `undefined` where no container has one of that name. */
export function portNumber({ spec }: Workload, port: number | string, protocol: string): number | undefined {
  if (typeof port === 'number') return port;
  for (const container of [...list(spec.containers), ...list(spec.initContainers)]) {
    for (const one of list(record(container).ports)) {
      const { name, containerPort, protocol: own } = record(one);
      if (name === port && (text(own) ?? 'TCP') === protocol) return number(containerPort);
    }
  }
  return undefined;
}

/** The labels of a namespace; the API server adds its name to those of the manifest. */
export function namespaceLabels(model: Model, namespace: string): ReadonlyMap<string, string> {
  const manifest = model.find('', 'Namespace', '', namespace);
  const own = labelsOf(record(manifest?.object.metadata).labels);
  return new Map([...own, ['kubernetes.io/metadata.name', namespace]]);
}
