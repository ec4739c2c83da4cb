import { Chart, Yaml } from 'cdk8s';
import { load } from 'js-yaml';
import { PlatformApp } from '../../src/core/platform-app';
import { Target } from '../../src/facts/target';
import { KindCluster, kindNodeImage } from '../../src/cluster';
import type { KindClusterProps } from '../../src/cluster';
import { NfsProvisioner, NfsServer } from '../../src/storage';
import { messageOf, testChart, untyped } from '../support/chart';
import type { Rendered } from '../support/chart';

const TARGET = Target.kind('1.34');

const EVERYTHING: Required<KindClusterProps> = {
  name: 'mls',
  image: `kindest/node:v1.34.3@sha256:${'0'.repeat(64)}`,
  controlPlanes: 1,
  workers: 2,
  ports: [
    80,
    { containerPort: 443, hostPort: 8443, protocol: 'TCP', listenAddress: '0.0.0.0' },
    { containerPort: 53, protocol: 'UDP' },
  ],
  listenAddress: '192.168.1.10',
  etcdData: '/data/etcd',
  mounts: [
    { hostPath: '/data/nfs', containerPath: '/var/wai-nfs-provisioner', propagation: 'HostToContainer' },
    { hostPath: '/data/sets', containerPath: '/mnt/sets', readOnly: true, propagation: 'None' },
  ],
  labels: { 'topology.kubernetes.io/zone': 'rack-1' },
  workerLabels: { 'node.kubernetes.io/pool': 'gpu', tier: 'worker' },
  podSubnet: '10.100.0.0/16',
  serviceSubnet: '10.101.0.0/20',
  disableDefaultCNI: true,
  featureGates: { InPlacePodVerticalScaling: true, KubeletInUserNamespace: false },
  fileName: 'clusters/kind.yaml',
  edition: 'platform',
};

const kindOf = (props?: KindClusterProps, target = TARGET): KindCluster =>
  new KindCluster(testChart(target), 'kind', props);
const textOf = (props?: KindClusterProps, target?: Target): string => kindOf(props, target).file.toText();
const fileOf = (props?: KindClusterProps, target?: Target): Rendered => load(textOf(props, target));
const said = (props: object, target?: Target): string => messageOf(() => kindOf(untyped(props), target));

describe('KindCluster', () => {
  test('defaults', () => expect(textOf()).toMatchSnapshot());
  test('everything set', () => expect(textOf(EVERYTHING)).toMatchSnapshot());
  test('several control planes', () => expect(textOf({ controlPlanes: 3, workers: 1 })).toMatchSnapshot());
  test('IPv6', () => expect(textOf({ podSubnet: 'fd00:1::/56', serviceSubnet: 'fd00:2::/112' })).toMatchSnapshot());
  test('as document 004 has it', () => expect(textOf({ edition: 'documented' })).toMatchSnapshot());

  test('it is a file among the tools and no object of a cluster', () => {
    const app = new PlatformApp({ target: TARGET, checks: { preset: 'strict' } });
    const chart = new Chart(app, 'test');
    expect(new KindCluster(chart, 'kind').file.name).toBe('kind.yaml');
    expect(chart.toJson()).toEqual([]);
    expect(app.check()).toEqual([]);
  });

  test('a later change of the props changes nothing, and the file is the same each time', () => {
    const props = { ...EVERYTHING, mounts: [...EVERYTHING.mounts], labels: { ...EVERYTHING.labels } };
    const kind = kindOf(props);
    const first = kind.file.toText();
    props.mounts.length = 0;
    props.labels = { 'topology.kubernetes.io/zone': 'other' };
    expect(kind.file.toText()).toBe(first);
    expect(first).toBe(textOf(EVERYTHING));
  });

  test.each(['1.27', '1.30', '1.34', '1.35', '1.36'])('the node image is of Kubernetes %s', (version) => {
    const { image } = fileOf({}, Target.kind(version)).nodes[0];
    expect(image).toMatch(new RegExp(`^kindest/node:v${version.replace('.', '\\.')}\\.\\d+$`));
    expect(image).toBe(kindNodeImage(Number(version.slice(2))));
  });

  test.each(['1.34', '1.35', '1.36'])(
    'labels are a field of kind on %s, not a patch for one version of kubeadm',
    (version) => {
      const [node] = fileOf({ labels: { tier: 'edge' } }, Target.kind(version)).nodes;
      expect(node.labels).toEqual({ 'ingress-ready': 'true', tier: 'edge' });
      expect(node).not.toHaveProperty('kubeadmConfigPatches');
    },
  );

  test.each([Target.aks('1.34'), Target.eks('1.34'), Target.generic('1.34')])('the target %s is refused', (target) => {
    expect(said({}, target)).toBe(`[test/kind] the target is ${target.toString()}, allowed is one of kind`);
  });
});

describe('ANS-01: the data of etcd', () => {
  test('etcdData is mounted where etcd writes', () => {
    expect(fileOf({ etcdData: '/data/etcd' }).nodes[0].extraMounts).toEqual([
      { hostPath: '/data/etcd', containerPath: '/var/lib/etcd' },
    ]);
  });

  test("the document's place is refused, with the right one", () => {
    const mounts = [{ hostPath: '/data/etcd', containerPath: '/var/lib/data' }];
    expect(said({ mounts })).toBe(
      "[test/kind] a mount has the containerPath '/var/lib/data', where nothing is kept: etcd writes to '/var/lib/etcd', which etcdData mounts",
    );
  });

  test('the right place is refused among the mounts, which are in every node', () => {
    const mounts = [{ hostPath: '/data/etcd', containerPath: '/var/lib/etcd' }];
    expect(said({ mounts })).toBe(
      "[test/kind] a mount has the containerPath '/var/lib/etcd', the data of etcd; give it as etcdData",
    );
  });

  test('several control planes would write to one directory', () => {
    expect(said({ etcdData: '/data/etcd', controlPlanes: 3 })).toBe(
      '[test/kind] etcdData is given and controlPlanes is 3, but each etcd needs a directory of its own',
    );
  });

  test('allowed: a directory of another program', () => {
    const mounts = [{ hostPath: '/data/models', containerPath: '/var/lib/data-models' }];
    expect(said({ mounts })).toBe('nothing was thrown');
  });
});

describe('ANS-17: ports', () => {
  test('only this machine reaches them', () => {
    expect(fileOf({ ports: [80, 8000] }).nodes[0].extraPortMappings).toEqual([
      { containerPort: 80, hostPort: 80, protocol: 'TCP', listenAddress: '127.0.0.1' },
      { containerPort: 8000, hostPort: 8000, protocol: 'TCP', listenAddress: '127.0.0.1' },
    ]);
  });

  test('they are opened by name', () => {
    const [mapping] = fileOf({ listenAddress: '0.0.0.0' }).nodes[0].extraPortMappings;
    expect(mapping.listenAddress).toBe('0.0.0.0');
  });

  test.each<[object, string]>([
    [{ ports: [0] }, 'containerPort is 0, allowed are whole numbers from 1 to 65535'],
    [{ ports: [65536] }, 'containerPort is 65536, allowed are whole numbers from 1 to 65535'],
    [{ ports: [{}] }, 'containerPort is null, allowed are whole numbers from 1 to 65535'],
    [{ ports: [{ containerPort: 80, hostPort: -1 }] }, 'hostPort is -1, allowed are whole numbers from 1 to 65535'],
    [{ ports: [{ containerPort: 80, protocol: 'tcp' }] }, "protocol is 'tcp', allowed are TCP, UDP, SCTP"],
    [
      { ports: [{ port: 80 }] },
      "a port has the unknown field 'port', allowed are containerPort, hostPort, protocol, listenAddress",
    ],
    [{ ports: [80, { containerPort: 8080, hostPort: 80 }] }, 'ports has the port 80/TCP of the machine twice'],
    [
      { ports: [80, { containerPort: 8080, hostPort: 80, listenAddress: '0.0.0.0' }] },
      'ports has the port 80/TCP of the machine twice',
    ],
    [
      { listenAddress: 'localhost' },
      "listenAddress is 'localhost', allowed is an IP of the machine, or 0.0.0.0 for all of them",
    ],
  ])('refuses %j', (props, message) => expect(said(props)).toBe(`[test/kind] ${message}`));

  test.each<KindClusterProps>([
    { ports: [] },
    { ports: [1, 65535] },
    { ports: [53, { containerPort: 53, protocol: 'UDP' }] },
    { ports: [80, { containerPort: 80, listenAddress: '192.168.1.10' }] },
    { ports: [80, { containerPort: 80, hostPort: 8080 }] },
  ])('allowed: %j', (props) => expect(said(props)).toBe('nothing was thrown'));
});

describe('values that others take', () => {
  test('ANS-06: the address of a Service is one of the range', () => {
    expect(kindOf().clusterIP('10.96.117.101')).toBe('10.96.117.101');
  });

  test.each<[string, string]>([
    ['10.97.0.1', "is not in the serviceSubnet '10.96.0.0/16'"],
    ['fd00::1', "is not in the serviceSubnet '10.96.0.0/16'"],
    ['nfs', "is not in the serviceSubnet '10.96.0.0/16'"],
    ['10.96.0.0', "names the range itself; give another one of '10.96.0.0/16'"],
    ['10.96.0.1', "is that of the Service default/kubernetes; give another one of '10.96.0.0/16'"],
    ['10.96.0.10', "is that of the cluster's DNS; give another one of '10.96.0.0/16'"],
    ['10.96.255.255', "is the last of the range, which no Service gets; give another one of '10.96.0.0/16'"],
  ])('the address %s is refused', (address, message) => {
    expect(messageOf(() => kindOf().clusterIP(address))).toBe(`[test/kind] the address '${address}' ${message}`);
  });

  test('the range that was given counts', () => {
    const kind = kindOf({ serviceSubnet: '10.200.0.0/16' });
    expect(kind.clusterIP('10.200.3.4')).toBe('10.200.3.4');
    expect(messageOf(() => kind.clusterIP('10.96.117.101'))).toBe(
      "[test/kind] the address '10.96.117.101' is not in the serviceSubnet '10.200.0.0/16'",
    );
  });

  test('a directory is given once: the file mounts what the server of NFS names', () => {
    const app = new PlatformApp({ target: TARGET, checks: { preset: 'strict' } });
    const chart = new Chart(app, 'test');
    const kind = new KindCluster(chart, 'kind');
    const server = new NfsServer(chart, 'nfs', {
      clusterIP: kind.clusterIP('10.96.117.101'),
      data: { hostPath: kind.mount('nfs', '/data/nfs') },
      clients: ['172.18.0.0/16'],
    });
    new NfsProvisioner(chart, 'provisioner', { server });
    expect(fileOfKind(kind).nodes[0].extraMounts).toEqual([{ hostPath: '/data/nfs', containerPath: '/mnt/nfs' }]);
    expect(Yaml.stringify(...chart.toJson())).toContain('path: /mnt/nfs');
    expect(app.check().filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('mounts are in every node, for a volume may be asked for in each', () => {
    const kind = kindOf({ workers: 1 });
    kind.mount('sets', '/data/sets', { readOnly: true });
    const mount = { hostPath: '/data/sets', containerPath: '/mnt/sets', readOnly: true };
    expect(fileOfKind(kind).nodes.map(({ extraMounts }: Rendered) => extraMounts)).toEqual([[mount], [mount]]);
  });

  test('a name cannot be given twice', () => {
    const kind = kindOf();
    kind.mount('nfs', '/data/a');
    expect(messageOf(() => kind.mount('nfs', '/data/b'))).toBe(
      "[test/kind] two mounts have the containerPath '/mnt/nfs': '/data/a' and '/data/b'",
    );
    expect(messageOf(() => kind.mount('../etc', '/data/b'))).toBe(
      "[test/kind] name of the mount '../etc' must not contain dots",
    );
  });

  test('the node with the ports, alone and beside others', () => {
    expect(kindOf().ingressNode).toMatchObject({
      ports: [80, 443],
      placement: { nodeSelector: { 'ingress-ready': 'true' }, tolerations: [] },
    });
    expect(kindOf({ workers: 1, ports: [80, { containerPort: 53, protocol: 'UDP' }] }).ingressNode).toMatchObject({
      ports: [80],
      placement: {
        tolerations: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' }],
      },
    });
  });
});

describe('refused', () => {
  const mount = (containerPath: string, hostPath = '/data/x'): object => ({ mounts: [{ hostPath, containerPath }] });

  test.each<[object, string]>([
    [
      { name: 'MLS' },
      "name 'MLS' must consist of lower-case letters, digits and '-', and begin and end with a letter or digit",
    ],
    [{ name: 'm'.repeat(49) }, `name '${'m'.repeat(49)}' must be no more than 48 characters, has 49`],
    [{ image: 'kindest/node' }, "image is 'kindest/node', allowed is an image with its tag"],
    [
      { image: 'kindest/node:v1.33.4' },
      "image is 'kindest/node:v1.33.4', allowed is one of Kubernetes 1.34, that of the target",
    ],
    [{ controlPlanes: 0 }, 'controlPlanes is 0, allowed are whole numbers from 1 to 9'],
    [{ workers: -1 }, 'workers is -1, allowed are whole numbers from 0 to 100'],
    [{ workerLabels: { a: 'b' } }, 'workerLabels is given and there are no workers'],
    [
      { labels: { 'node-role.kubernetes.io/edge': '' } },
      "labels has 'node-role.kubernetes.io/edge', a label of Kubernetes' own with which the kubelet does not start",
    ],
    [{ labels: { edge: true } }, "the label 'edge' of labels is no text"],
    [
      { labels: { edge: 'a b' } },
      "value of labels 'a b' must be empty or consist of letters, digits, '-', '_' and '.', and begin and end with a letter or digit",
    ],
    [
      { etcdData: 'data/etcd' },
      "etcdData is 'data/etcd', allowed is an absolute path such as /data/etcd, without ':' and ','",
    ],
    [
      mount('/mnt/x', '~/data'),
      "hostPath of a mount is '~/data', allowed is an absolute path such as /data/etcd, without ':' and ','",
    ],
    [mount('nfs'), "containerPath of a mount is 'nfs', allowed is an absolute path such as /mnt/nfs"],
    [mount('/var'), "a mount has the containerPath '/var', which is the node's own"],
    [mount('/etc/kubernetes'), "a mount has the containerPath '/etc/kubernetes', which is the node's own"],
    [mount('/var/lib/etcd/member'), "a mount has the containerPath '/var/lib/etcd/member', which is the node's own"],
    [
      { mounts: [{ hostPath: '/a', containerPath: '/mnt/a', readonly: true }] },
      "mount has the unknown field 'readonly', allowed are hostPath, containerPath, readOnly, propagation",
    ],
    [
      { mounts: [{ hostPath: '/a', containerPath: '/mnt/a', propagation: 'Both' }] },
      "propagation of a mount is 'Both', allowed are None, HostToContainer, Bidirectional",
    ],
    [
      { mounts: ['/a', '/b'].map((hostPath) => ({ hostPath, containerPath: '/mnt/a' })) },
      "two mounts have the containerPath '/mnt/a': '/a' and '/b'",
    ],
    [{ serviceSubnet: '10.96.0.0' }, "serviceSubnet is '10.96.0.0', allowed is one range such as 10.96.0.0/16"],
    [
      { serviceSubnet: '10.96.0.1/16' },
      "serviceSubnet is '10.96.0.1/16', allowed is a range that begins with its first address",
    ],
    [{ serviceSubnet: '10.0.0.0/8' }, "serviceSubnet is '10.0.0.0/8', allowed are ranges from /12 to /28"],
    [{ serviceSubnet: 'fd00::/64' }, "serviceSubnet is 'fd00::/64', allowed are ranges from /108 to /124"],
    [
      { podSubnet: '10.244.0.0/25' },
      "podSubnet is '10.244.0.0/25', allowed are ranges of /24, that of one node, or larger",
    ],
    [
      { podSubnet: 'fd00::/56', serviceSubnet: '10.96.0.0/16' },
      "podSubnet is 'fd00::/56' and serviceSubnet '10.96.0.0/16', allowed are two of IPv4 or two of IPv6",
    ],
    [
      { podSubnet: '10.96.0.0/12' },
      "podSubnet '10.96.0.0/12' and serviceSubnet '10.96.0.0/16' have addresses in common",
    ],
    [
      { featureGates: { inPlace: true } },
      "name of a feature gate is 'inPlace', allowed is a name such as InPlacePodVerticalScaling",
    ],
    [{ featureGates: { InPlace: 'yes' } }, "feature gate InPlace is 'yes', allowed are true, false"],
    [{ edition: 'documented', workers: 1 }, "workers is given with edition 'documented', allowed with it is fileName"],
  ])('%j', (props, message) => expect(said(props)).toBe(`[test/kind] ${message}`));

  test('mount() of the documented edition', () => {
    expect(messageOf(() => kindOf({ edition: 'documented' }).mount('a', '/a'))).toBe(
      "[test/kind] mount() is called with edition 'documented', which has the mounts of the document alone",
    );
  });

  test.each<KindClusterProps>([
    { labels: { 'node.kubernetes.io/pool': 'a', 'example.com/rack': '1' } },
    { mounts: [{ hostPath: '/data', containerPath: '/var/wai-nfs-provisioner' }] },
    { podSubnet: '10.96.0.0/16', serviceSubnet: '10.97.0.0/16' },
    { serviceSubnet: '10.96.0.0/12' },
    { image: 'registry.example.com/node:patched' },
  ])('allowed: %j', (props) => expect(said(props)).toBe('nothing was thrown'));
});

function fileOfKind(kind: KindCluster): Rendered {
  return load(kind.file.toText());
}
