import { Yaml } from 'cdk8s';
import { Construct } from 'constructs';
import { copy, withoutEmpty } from '../core/copy';
import { fail, requireInteger, requireMatch, requireOneOf, requireSyntax } from '../core/fail';
import { Placement } from '../core/placement';
import { Taint } from '../core/taint';
import { ToolFile } from '../core/tool-file';
import { dns1123Label } from '../facts/names';
import { Target } from '../facts/target';
import { documentedKindCluster, requireDocumentedAlone } from './kind-cluster-documented';
import { kindNodeImage } from './kind-cluster-image';
import { requireNodeLabels } from './kind-cluster-labels';
import { ETCD_DATA, mountOf, requireDistinct, requireHostPath, requireMount } from './kind-cluster-mounts';
import { requireServiceAddress, subnetsOf } from './kind-cluster-network';
import { portsOf } from './kind-cluster-ports';
import type { KindClusterProps, KindMount, KindPortMapping } from './kind-cluster-props';
import { requireProps } from '../core/require-props';
import { KIND_CLUSTER } from './known-props';

/** The node of a cluster whose ports the machine has. */
export interface KindIngressNode {
  /** Its TCP ports that the machine has, as the node numbers them. */
  readonly ports: readonly number[];
  /** How a pod lands on it. */
  readonly placement: Placement;
}

/** Where a mount from {@link KindCluster.mount} is in the node. */
const MOUNTS = '/mnt';

const INGRESS_READY = { 'ingress-ready': 'true' };

/**
 * The configuration of a kind cluster, as a file among the tools: `kind create cluster --config dist/tools/kind.yaml`. It is no object of a
 * cluster, and it changes none that runs: kind reads it once.
 *
 * What must agree comes from here: `mount()` gives the directory that a `hostPath` volume names, `clusterIP()` an address that is in the range
 * of the Services, `ingressNode` the ports and the node for a gateway.
 *
 * @example
 * const kind = new cluster.KindCluster(chart, 'kind', { name: 'mls', etcdData: '/data/etcd' });
 * const hostPath = kind.mount('nfs', '/data/nfs'); // '/mnt/nfs', for `data` of a storage.NfsServer
 * const clusterIP = kind.clusterIP('10.96.117.101'); // the same, or an error
 * new istio.HostPortGateway(chart, 'gateway', { node: kind.ingressNode });
 * @see https://kind.sigs.k8s.io/docs/user/configuration/
 */
export class KindCluster extends Construct {
  /** The name of the cluster. */
  public readonly name: string;
  /** The file among the tools. */
  public readonly file: ToolFile;
  /** The node whose ports the machine has. */
  public readonly ingressNode: KindIngressNode;

  private readonly props: KindClusterProps;
  private readonly serviceSubnet: string;
  private readonly mounts: KindMount[];

  /** @throws where the target is not kind, or a value is not one of those allowed */
  public constructor(scope: Construct, id: string, props: KindClusterProps = {}) {
    super(scope, id);
    requireProps(this, 'a KindCluster', props, KIND_CLUSTER);
    const target = Target.of(this);
    if (target.provider !== 'kind') throw fail(this, `the target is ${target.toString()}, allowed is one of kind`);
    requireOneOf(this, 'edition', props.edition, ['platform', 'documented']);
    const documented = props.edition === 'documented';
    if (documented) requireDocumentedAlone(this, props);
    this.props = copy(documented ? { ...documentedKindCluster.props, fileName: props.fileName } : props);
    const { name = 'kind', ports = [80, 443], listenAddress = '127.0.0.1', fileName = 'kind.yaml' } = this.props;
    this.name = name;
    this.mounts = [...(this.props.mounts ?? [])];
    this.serviceSubnet = subnetsOf(this, this.props).serviceSubnet;
    const mappings = portsOf(this, ports, listenAddress);
    if (!documented) this.requireValues(target.minor);
    this.ingressNode = this.ingressNodeOf(mappings);
    this.file = new ToolFile(this, 'File', {
      name: fileName,
      content: () => {
        const content = documented ? documentedKindCluster.content() : this.content(mappings, target.minor);
        const naming = documented ? `--name ${name} ` : '';
        return `# kind create cluster ${naming}--config ${fileName}\n${Yaml.stringify(content)}`;
      },
    });
  }

  /**
   * Puts a directory of the machine into every node, and tells where a `hostPath` volume finds it.
   *
   * @param name a name of lower-case letters, digits and `-`
   * @param hostPath an absolute path of the machine
   * @returns the path in the node, `/mnt/NAME`
   * @throws where a value is wrong, or the name is given twice
   */
  public mount(name: string, hostPath: string, options: Pick<KindMount, 'readOnly' | 'propagation'> = {}): string {
    if (this.props.edition === 'documented')
      throw fail(this, "mount() is called with edition 'documented', which has the mounts of the document alone");
    requireSyntax(this, 'name of the mount', name, dns1123Label);
    const mount = { hostPath, containerPath: `${MOUNTS}/${name}`, ...options };
    requireMount(this, mount);
    requireDistinct(this, [...this.mounts, mount]);
    this.mounts.push(mount);
    return mount.containerPath;
  }

  /**
   * An address for a Service, such as that of an NFS server.
   *
   * @returns the same address
   * @throws where it is not in the range of the Services, or the cluster uses it itself
   */
  public clusterIP(address: string): string {
    requireServiceAddress(this, address, this.serviceSubnet);
    return address;
  }

  private requireValues(minor: number): void {
    const { controlPlanes = 1, image, etcdData, featureGates = {}, disableDefaultCNI } = this.props;
    // The node's name is a label value and a host name.
    requireSyntax(this, 'name', this.name, (text) =>
      text.length > 48 ? `must be no more than 48 characters, has ${text.length}` : dns1123Label(text),
    );
    requireMatch(this, 'image', image, /^\S+:\S+$/, 'an image with its tag');
    const given = /:v1\.(\d+)\.\d+(@sha256:[0-9a-f]{64})?$/.exec(image ?? '');
    if (given && Number(given[1]) !== minor)
      throw fail(this, `image is '${image}', allowed is one of Kubernetes 1.${minor}, that of the target`);
    requireInteger(this, 'controlPlanes', controlPlanes, 1, 9);
    requireInteger(this, 'workers', this.props.workers, 0, 100);
    requireNodeLabels(this, 'labels', this.props.labels ?? {});
    requireNodeLabels(this, 'workerLabels', this.props.workerLabels ?? {});
    if (Object.keys(this.props.workerLabels ?? {}).length > 0 && (this.props.workers ?? 0) === 0)
      throw fail(this, 'workerLabels is given and there are no workers');
    requireOneOf(this, 'disableDefaultCNI', disableDefaultCNI, [true, false]);
    if (etcdData !== undefined) requireHostPath(this, 'etcdData', etcdData);
    if (etcdData !== undefined && controlPlanes > 1)
      throw fail(
        this,
        `etcdData is given and controlPlanes is ${controlPlanes}, but each etcd needs a directory of its own`,
      );
    for (const mount of this.mounts) requireMount(this, mount);
    requireDistinct(this, this.mounts);
    for (const [gate, on] of Object.entries(featureGates)) {
      requireMatch(
        this,
        'name of a feature gate',
        gate,
        /^[A-Z][A-Za-z0-9]*$/,
        'a name such as InPlacePodVerticalScaling',
      );
      requireOneOf(this, `feature gate ${gate}`, on, [true, false]);
    }
  }

  private ingressNodeOf(mappings: readonly Required<KindPortMapping>[]): KindIngressNode {
    const { controlPlanes = 1, workers = 0 } = this.props;
    // Of a single node kind takes the taint away.
    const taints = controlPlanes + workers > 1 ? [Taint.noSchedule('node-role.kubernetes.io/control-plane')] : [];
    return {
      ports: mappings.filter(({ protocol }) => protocol === 'TCP').map(({ containerPort }) => containerPort),
      placement: new Placement({ taints, nodeSelector: INGRESS_READY }),
    };
  }

  private content(extraPortMappings: readonly Required<KindPortMapping>[], minor: number): object {
    const { controlPlanes = 1, workers = 0, labels, workerLabels = {}, etcdData, image } = this.props;
    const { podSubnet, serviceSubnet, disableDefaultCNI, featureGates = {} } = this.props;
    // Anew for each node, or the YAML has anchors.
    const extraMounts = (): object[] => this.mounts.map(mountOf);
    const etcd = etcdData === undefined ? [] : [{ hostPath: etcdData, containerPath: ETCD_DATA }];
    const node = (role: string, fields: object): object =>
      withoutEmpty({ role, image: image ?? kindNodeImage(minor), ...fields });
    const repeat = (count: number, fields: () => object): object[] => Array.from({ length: count }, fields);
    const networking = withoutEmpty({
      ipFamily: subnetsOf(this, this.props).family === 6 ? 'ipv6' : undefined,
      podSubnet,
      serviceSubnet,
      disableDefaultCNI: disableDefaultCNI === true ? true : undefined,
    });
    return withoutEmpty({
      kind: 'Cluster',
      apiVersion: 'kind.x-k8s.io/v1alpha4',
      name: this.name,
      networking,
      featureGates: { ...featureGates },
      nodes: [
        // Labels have a field of their own: patches of kubeadm's configuration differ between its versions.
        node('control-plane', {
          labels: { ...INGRESS_READY, ...labels },
          extraPortMappings: extraPortMappings.map((mapping) => ({ ...mapping })),
          extraMounts: [...etcd, ...extraMounts()],
        }),
        ...repeat(controlPlanes - 1, () => node('control-plane', { extraMounts: extraMounts() })),
        ...repeat(workers, () => node('worker', { labels: { ...workerLabels }, extraMounts: extraMounts() })),
      ],
    });
  }
}
