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

/** One port of the pods behind a Service. */
export interface Callee {
  readonly manifest: Manifest;
  readonly service: string;
  readonly namespace: string;
  /** The port of the Service. */
  readonly port: number;
  readonly protocol: string;
  /** The pods that the Service selects. */
  readonly workloads: readonly Workload[];
  /** The port of the pods, by number or by name. */
  readonly targetPort: number | string;
}

/** Every workload as a caller. */
export function callersOf(model: Model): Caller[] {
  return workloadsOf(model).map((workload) => ({
    namespace: workload.namespace,
    account: workload.account,
    labels: workload.labels,
    hostNetwork: workload.spec.hostNetwork === true,
    pods: `${workload.manifest.object.kind ?? ''} ${identityOf(workload.manifest).name}`,
    workload,
  }));
}

/** Every port of every Service that selects pods. */
export function calleesOf(model: Model): Callee[] {
  const byNamespace = new Map<string, Workload[]>();
  for (const workload of workloadsOf(model)) {
    byNamespace.set(workload.namespace, [...(byNamespace.get(workload.namespace) ?? []), workload]);
  }
  return model.ofKind('', 'Service').flatMap((manifest) => portsOf(manifest, byNamespace));
}

function portsOf(manifest: Manifest, byNamespace: ReadonlyMap<string, readonly Workload[]>): Callee[] {
  const { name, namespace } = identityOf(manifest);
  const { selector, ports } = record(manifest.object.spec);
  const wanted = selectorOf({ matchLabels: selector });
  if (wanted.equal.size === 0) return [];
  const workloads = (byNamespace.get(namespace) ?? []).filter(({ labels }) => matches(wanted, labels));
  return list(ports).flatMap((one) => {
    const { port, targetPort, protocol } = record(one);
    if (number(port) === undefined) return [];
    const target = number(targetPort) ?? text(targetPort) ?? number(port)!;
    return [
      {
        manifest,
        service: name,
        namespace,
        port: number(port)!,
        protocol: text(protocol) ?? 'TCP',
        workloads,
        targetPort: target,
      },
    ];
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
