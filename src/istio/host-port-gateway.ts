import { Yaml } from 'cdk8s';
import { Construct } from 'constructs';
import { withoutEmpty } from '../core/copy';
import { fail, requireInteger, requireOneOf, requireSyntax } from '../core/fail';
import type { Placement } from '../core/placement';
import { ToolFile } from '../core/tool-file';
import { dns1035Label, dns1123Label } from '../facts/names';
import { Target } from '../facts/target';
import { requireProps } from '../core/require-props';
import { HOST_PORT_GATEWAY } from './known-props';

/** The node whose ports the machine has; `KindCluster.ingressNode` is one. */
export interface IngressNode {
  /** Its TCP ports that can be reached from outside, as the node numbers them. */
  readonly ports: readonly number[];
  /** How a pod lands on it. */
  readonly placement: Placement;
}

/** A number for each of the two ports of a gateway. */
export interface GatewayPorts {
  /** Of HTTP. */
  readonly http?: number;
  /** Of HTTPS. */
  readonly https?: number;
}

/** Properties of a {@link HostPortGateway}. */
export interface HostPortGatewayProps {
  /** The node that the machine forwards to. */
  readonly node: IngressNode;

  /**
   * `hostPort`: the pod takes ports of its node, and stands on the one that the machine forwards to. `nodePort`: the Service does, on every
   * node, with ports from 30000 to 32767.
   * @default 'hostPort'
   */
  readonly type?: 'hostPort' | 'nodePort';

  /**
   * The ports of the node; each is one of `node.ports`, and one that is left out gets no way in.
   * @default - 80 and 443; with type nodePort 30080 and 30443
   */
  readonly ports?: GatewayPorts;

  /**
   * The ports at which the container listens, with type hostPort.
   * @default - 8080 and 8443, those of every Istio since 1.6 that istioctl or Kubeflow installs; the Helm chart `gateway` has 80 and 443
   */
  readonly containerPorts?: GatewayPorts;

  /**
   * The name of the Deployment and of the Service.
   * @default 'istio-ingressgateway'
   */
  readonly name?: string;

  /**
   * The namespace of both.
   * @default 'istio-system'
   */
  readonly namespace?: string;

  /**
   * `documented` is what document 004 does: port 80 of the container alone, as Istio 1.3 has it, and no rollout that works (ANS-16).
   * @default 'platform'
   */
  readonly edition?: 'platform' | 'documented';
}

const NAMES = ['http', 'https'] as const;
/** The ports of the Service, by which a strategic merge finds them. */
const SERVICE_PORTS = { http: 80, https: 443 };
const DEFAULTS = { hostPort: { http: 80, https: 443 }, nodePort: { http: 30080, https: 30443 } };
const DOCUMENTED = ['edition', 'node', 'name', 'namespace'];

/**
 * The way from a port of the machine to Istio's gateway on kind, which has no load balancers: a patch among the tools, for the gateway is an
 * object of Istio's installer. It installs nothing and routes nothing.
 *
 * @example
 * const kind = new cluster.KindCluster(chart, 'kind');
 * new istio.HostPortGateway(chart, 'gateway', { node: kind.ingressNode });
 * @see https://kind.sigs.k8s.io/docs/user/ingress/
 */
export class HostPortGateway extends Construct {
  /** The patch. */
  public readonly file: ToolFile;

  /** @throws where the target is not kind, or the machine does not forward to a port */
  public constructor(scope: Construct, id: string, props: HostPortGatewayProps) {
    super(scope, id);
    requireProps(this, 'a HostPortGateway', props, HOST_PORT_GATEWAY);
    const { type = 'hostPort', name = 'istio-ingressgateway', namespace = 'istio-system', edition } = props;
    const target = Target.of(this);
    if (target.provider !== 'kind') throw fail(this, `the target is ${target.toString()}, allowed is one of kind`);
    requireSyntax(this, 'name', name, dns1035Label);
    requireSyntax(this, 'namespace', namespace, dns1123Label);
    requireOneOf(this, 'type', type, ['hostPort', 'nodePort']);
    requireOneOf(this, 'edition', edition, ['platform', 'documented']);
    const documented = edition === 'documented';
    if (documented) this.requireDocumented(props);
    const ports = documented ? { http: 80 } : (props.ports ?? DEFAULTS[type]);
    this.requirePorts(type, ports, props);
    const metadata = { name, namespace };
    this.file =
      type === 'nodePort'
        ? this.patch('v1', 'Service', metadata, servicePatch(ports))
        : this.patch('apps/v1', 'Deployment', metadata, this.deploymentPatch(ports, props));
  }

  private requireDocumented(props: HostPortGatewayProps): void {
    const [given] =
      Object.entries(props).find(([field, value]) => value !== undefined && !DOCUMENTED.includes(field)) ?? [];
    if (given !== undefined)
      throw fail(this, `${given} is given with edition 'documented', allowed with it are node, name, namespace`);
  }

  private requirePorts(type: string, ports: GatewayPorts, { node, containerPorts }: HostPortGatewayProps): void {
    const [min, max] = type === 'nodePort' ? [30000, 32767] : [1, 65535];
    for (const port of node.ports) requireInteger(this, 'a port of node.ports', port, 1, 65535);
    for (const one of NAMES) {
      requireInteger(this, `ports.${one}`, ports[one], min, max);
      requireInteger(this, `containerPorts.${one}`, containerPorts?.[one], 1, 65535);
      const port = ports[one];
      if (port !== undefined && !node.ports.includes(port))
        throw fail(
          this,
          `ports.${one} is ${port}, to which the machine does not forward, allowed are ${node.ports.join(', ') || 'none'}`,
        );
    }
    if (ports.http === undefined && ports.https === undefined) throw fail(this, 'ports has neither http nor https');
    if (ports.http === ports.https) throw fail(this, `ports.http and ports.https are both ${ports.http}`);
    if (type === 'nodePort' && containerPorts !== undefined)
      throw fail(this, 'containerPorts is given with type nodePort, for which the Service knows them');
    const { http = 8080, https = 8443 } = containerPorts ?? {};
    if (http === https) throw fail(this, `containerPorts.http and containerPorts.https are both ${http}`);
  }

  private deploymentPatch(ports: GatewayPorts, { node, containerPorts, edition }: HostPortGatewayProps): object {
    const documented = edition === 'documented';
    const listens = { http: 8080, https: 8443, ...(documented ? { http: 80 } : containerPorts) };
    const mapped = NAMES.flatMap((one) => {
      const hostPort = ports[one];
      return hostPort === undefined ? [] : [{ containerPort: listens[one], hostPort, protocol: 'TCP' }];
    });
    const container = { name: 'istio-proxy', ports: mapped };
    if (documented) return { template: { spec: { containers: [container] } } };
    const { nodeSelector, tolerations } = node.placement;
    return {
      // A port of a node is taken until the old pod is gone, so a new one beside it would wait for ever.
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
      template: {
        spec: {
          containers: [container],
          ...withoutEmpty({ nodeSelector: { ...nodeSelector }, tolerations: [...tolerations] }),
        },
      },
    };
  }

  private patch(
    apiVersion: string,
    kind: string,
    metadata: { readonly name: string; readonly namespace: string },
    spec: object,
  ): ToolFile {
    const { name, namespace } = metadata;
    const file = `${kind.toLowerCase()}-${name}.yaml`;
    const usage = [
      `# A patch: list it under "patches" in the kustomization that installs this ${kind}, or run`,
      `# kubectl patch ${kind.toLowerCase()} ${name} -n ${namespace} --patch-file ${file}`,
    ];
    return new ToolFile(this, 'File', {
      name: `host-port-gateway/${file}`,
      content: `${usage.join('\n')}\n${Yaml.stringify({ apiVersion, kind, metadata, spec })}`,
    });
  }
}

function servicePatch(ports: GatewayPorts): object {
  const mapped = NAMES.flatMap((one) => {
    const nodePort = ports[one];
    return nodePort === undefined ? [] : [{ port: SERVICE_PORTS[one], nodePort }];
  });
  return { type: 'NodePort', ports: mapped };
}
