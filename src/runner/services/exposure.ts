import type { Construct } from 'constructs';
import type * as k8s from '../../../imports/kubernetes';
import { copy } from '../../core/copy';
import { fail, requireInteger, requireOneOf } from '../../core/fail';
import { KubeObject } from '../../core/kube-object';

/** Who reaches a service of the cluster, and from where. */
export interface ExposureProps {
  /**
   * `NodePort` and `LoadBalancer` open it to clients outside of the cluster, of which `allowFrom` says which.
   * @default 'ClusterIP'
   */
  readonly serviceType?: 'ClusterIP' | 'NodePort' | 'LoadBalancer';

  /**
   * Fixed ports of the nodes, by the name of the port of the Service.
   * @default - the cluster chooses them
   */
  readonly nodePorts?: Readonly<Record<string, number>>;

  /**
   * Who reaches it, as peers of a NetworkPolicy. Clients outside of the cluster are an `ipBlock`.
   * @default - every pod of the namespace, and nobody else; of a broker also KEDA's operator, which counts its messages
   */
  readonly allowFrom?: readonly k8s.NetworkPolicyPeer[];
}

/** A port of a Service and of the pod behind it. */
export interface ExposedPort {
  readonly name: string;
  readonly port: number;
}

/** What {@link expose} needs beside the choice of its caller. */
export interface Exposed {
  /** The name of the Service. */
  readonly service: string;
  /** The name of the NetworkPolicy. */
  readonly policy: string;
  /** The labels that select the pods. */
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: readonly ExposedPort[];
  /** Who reaches it beside the pods of the namespace, where nothing is said of it. */
  readonly callers?: readonly k8s.NetworkPolicyPeer[];
}

/**
 * Renders the Service of pods and the NetworkPolicy that guards them; one list of peers makes both the policy and the ranges of a load
 * balancer.
 *
 * @throws where a service that is open to the outside allows nobody from there, and where a node port names no port
 */
export function expose(construct: Construct, exposed: Exposed, props: ExposureProps): void {
  const { serviceType: type = 'ClusterIP', nodePorts = {} } = props;
  const { allowFrom = [{ podSelector: {} }, ...(exposed.callers ?? [])] } = props;
  requireOneOf(construct, 'serviceType', type, ['ClusterIP', 'NodePort', 'LoadBalancer']);
  requireNodePorts(construct, type, nodePorts, exposed.ports);
  if (allowFrom.length === 0)
    throw fail(construct, 'allowFrom is empty, which lets nobody in; leave it out to let the namespace in');
  const ranges = allowFrom.flatMap(({ ipBlock }) => (ipBlock ? [ipBlock.cidr] : []));
  const open = type !== 'ClusterIP';
  if (open && ranges.length === 0) {
    throw fail(
      construct,
      `serviceType is '${type}', but allowFrom has no ipBlock, so that nobody outside of the cluster would get an answer`,
    );
  }
  const { service, policy, labels, ports } = exposed;
  new KubeObject(construct, 'Service', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: service, labels },
    spec: {
      type,
      // The node would put its own address in place of the client's, and the policy would not know the client.
      ...(open && { externalTrafficPolicy: 'Local' }),
      ...(type === 'LoadBalancer' && { loadBalancerSourceRanges: ranges }),
      selector: labels,
      ports: ports.map(({ name, port }) => ({
        name,
        port,
        targetPort: name,
        protocol: 'TCP',
        ...(nodePorts[name] !== undefined && { nodePort: nodePorts[name] }),
      })),
    },
  });
  new KubeObject(construct, 'NetworkPolicy', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: policy, labels },
    spec: {
      podSelector: { matchLabels: labels },
      policyTypes: ['Ingress'],
      ingress: [{ from: copy(allowFrom), ports: ports.map(({ name }) => ({ protocol: 'TCP', port: name })) }],
    },
  });
}

function requireNodePorts(
  construct: Construct,
  type: string,
  nodePorts: Readonly<Record<string, number>>,
  ports: readonly ExposedPort[],
): void {
  const names = ports.map(({ name }) => name);
  for (const [name, port] of Object.entries(nodePorts)) {
    requireOneOf(construct, 'name in nodePorts', name, names);
    if (type === 'ClusterIP') throw fail(construct, `nodePorts has ${name}, but a Service of type ClusterIP has none`);
    requireInteger(construct, `nodePorts.${name}`, port, 1, 65535);
  }
}
