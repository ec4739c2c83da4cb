import { Construct } from 'constructs';
import { isIP } from 'net';
import { IMAGE } from '../checks/image/image-reference';
import { fail, requireMatch, requireOneOf, requireSyntax, quote } from '../core/fail';
import { KubeObject } from '../core/kube-object';
import type { Placement } from '../core/placement';
import { notRestricted } from '../core/pod/not-restricted';
import { WorkloadObject } from '../core/workload/workload-object';
import { dns1123Label } from '../facts/names';
import { Target } from '../facts/target';
import { documentedNfsServer } from './documented-nfs-server';
import type { NfsExport } from './nfs-export';
import { requireProps } from '../core/require-props';
import { NFS_SERVER } from './known-props';

/** Where an {@link NfsServer} keeps its files. */
export type NfsServerData =
  | { /** A directory of the node, made where it is missing. */ readonly hostPath: string }
  | { /** A claim that exists in the namespace. */ readonly claim: string };

/** Properties of an {@link NfsServer}. */
export interface NfsServerProps {
  /**
   * The address of the Service, from the range of the cluster's Services and free there. Nodes mount by it, for they do not resolve names
   * of the cluster's DNS, and it cannot be changed later.
   */
  readonly clusterIP: string;

  /** A directory of a node, or a claim. */
  readonly data: NfsServerData;

  /**
   * The nodes that may mount, as IP ranges; everyone who can reach the server can read and write all of it, for NFS asks no password.
   */
  readonly clients: readonly string[];

  /**
   * The namespace; it is made too, with the Pod Security level `privileged`.
   * @default 'nfs'
   */
  readonly namespace?: string;

  /**
   * The node with the directory.
   * @default - any node, which with a directory of the node is right for clusters of one node only
   */
  readonly placement?: Placement;

  /**
   * The image of the server, for a mirror.
   * @default 'registry.k8s.io/volume-nfs:0.8', which nobody maintains: it is for development
   */
  readonly image?: string;

  /**
   * `documented` renders the server of document 004 as it stands.
   * @default 'platform'
   */
  readonly edition?: 'platform' | 'documented';
}

/** What the image serves. */
/** What the directory of the node must look like. */
export const HOST_PATH = /^\/\S+$/;

const VERSIONS = ['4.0', '4.1', '4.2'];

const LABELS = { app: 'nfs-server' };

/**
 * An NFS server in the cluster, for development and clusters of one node. Its container is privileged, for the server is the one of the
 * node's kernel, and it has no password: `clients` says which nodes reach it. Where an NFS server exists, use that one.
 *
 * @example
 * const server = new storage.NfsServer(chart, 'nfs', {
 *   clusterIP: '10.96.117.101',
 *   data: { hostPath: '/var/nfs' },
 *   clients: ['172.18.0.0/16'],
 * });
 * new storage.NfsProvisioner(chart, 'provisioner', { server });
 * @see https://github.com/kubernetes/examples/tree/master/staging/volumes/nfs
 */
export class NfsServer extends Construct implements NfsExport {
  /** The address by which nodes mount. */
  public readonly server: string;
  public readonly path = '/';
  public readonly versions: readonly string[] = VERSIONS;
  /** The namespace of the server. */
  public readonly namespace: string;

  /** @throws where the address is none, nobody may mount, or a path is not absolute */
  public constructor(scope: Construct, id: string, props: NfsServerProps) {
    super(scope, id);
    requireProps(this, 'an NfsServer', props, NFS_SERVER);
    const { clusterIP, namespace = 'nfs', clients, data } = props;
    requireSyntax(this, 'namespace', namespace, dns1123Label);
    if (isIP(clusterIP ?? '') === 0)
      throw fail(
        this,
        `clusterIP is ${quote(clusterIP)}, allowed is a free IP of the range of the cluster's Services, such as 10.96.117.101`,
      );
    if (data === undefined || 'hostPath' in data === 'claim' in data)
      throw fail(this, 'data has not exactly one of hostPath and claim');
    if ('hostPath' in data)
      requireMatch(this, 'data.hostPath', data.hostPath, HOST_PATH, 'an absolute path such as /var/nfs');
    requireMatch(this, 'image', props.image, IMAGE, 'an image with its tag');
    requireOneOf(this, 'edition', props.edition, ['platform', 'documented']);
    this.server = clusterIP;
    this.namespace = namespace;
    new KubeObject(this, 'Namespace', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: namespace,
        ...(props.edition !== 'documented' && { labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } }),
      },
    });
    if (props.edition === 'documented') {
      documentedNfsServer(this, props, namespace);
      return;
    }
    this.requireClients(clients);
    this.render(props, namespace);
  }

  private requireClients(clients: readonly string[] | undefined): void {
    if (clients === undefined || clients.length === 0)
      throw fail(this, 'clients is empty, allowed are the IP ranges of the nodes, such as 172.18.0.0/16');
    for (const client of clients) {
      const [address, bits, ...more] = client.split('/');
      const size = Number(bits);
      const most = isIP(address ?? '') === 6 ? 128 : 32;
      if (isIP(address ?? '') !== 0 && /^\d+$/.test(bits ?? '') && size <= most && size > 0 && more.length === 0)
        continue;
      throw fail(this, `clients has '${client}', allowed are IP ranges smaller than everything, such as 172.18.0.0/16`);
    }
  }

  private render(props: NfsServerProps, namespace: string): void {
    const { data, clients, clusterIP, placement } = props;
    const volume =
      'hostPath' in data
        ? { hostPath: { path: data.hostPath, type: 'DirectoryOrCreate' } }
        : { persistentVolumeClaim: { claimName: data.claim } };
    new WorkloadObject(this, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {
        name: 'nfs-server',
        namespace,
        annotations: notRestricted(
          "the server is that of the node's kernel, which only a privileged container may start",
        ),
      },
      // Two servers of one directory do not know of each other's locks.
      spec: { replicas: 1, strategy: { type: 'Recreate' } },
      template: {
        labels: LABELS,
        placement,
        nodeSelector: { 'kubernetes.io/os': 'linux' },
        safeDefaults: { nonRoot: false, readOnlyRootFilesystem: false, seccomp: false },
        containers: [
          {
            name: 'nfs-server',
            image: props.image ?? 'registry.k8s.io/volume-nfs:0.8',
            securityContext: { privileged: true },
            ports: [{ name: 'nfs', containerPort: 2049, protocol: 'TCP' }],
            readinessProbe: { tcpSocket: { port: 'nfs' } },
            livenessProbe: { tcpSocket: { port: 'nfs' }, initialDelaySeconds: 30 },
            resources: { requests: { cpu: '100m', memory: '128Mi' } },
            volumeMounts: [{ name: 'data', mountPath: '/exports' }],
          },
        ],
        volumes: [{ name: 'data', ...volume }],
      },
      selector: true,
    });
    new KubeObject(this, 'Service', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'nfs-server', namespace },
      // Version 4 of the protocol needs this one port.
      spec: { clusterIP, ports: [{ name: 'nfs', port: 2049, targetPort: 'nfs' }], selector: LABELS },
    });
    new KubeObject(this, 'Policy', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'nfs-server', namespace },
      spec: {
        podSelector: { matchLabels: LABELS },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [{ from: clients.map((cidr) => ({ ipBlock: { cidr } })), ports: [{ port: 'nfs', protocol: 'TCP' }] }],
      },
    });
    if (Target.of(this).dataplane === 'cilium') this.letNodesIn(namespace);
  }

  /**
   * Nodes mount, and to Cilium the address of a node is no address but what it is: no `ipBlock` matches it, so that only pods of the server's
   * own node would get a volume. Policies add up, and this one lets in every node.
   *
   * @see https://docs.cilium.io/en/stable/network/kubernetes/policy/
   */
  private letNodesIn(namespace: string): void {
    new KubeObject(this, 'NodePolicy', {
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      metadata: { name: 'nfs-server-nodes', namespace },
      spec: {
        endpointSelector: { matchLabels: LABELS },
        ingress: [
          {
            fromEntities: ['host', 'remote-node'],
            toPorts: [{ ports: [{ port: '2049', protocol: 'TCP' }] }],
          },
        ],
      },
    });
  }
}
