import { ApiObject } from 'cdk8s';
import type { Chart } from 'cdk8s';
import { Placement } from '../../src/core/placement';
import { NfsProvisioner, NfsServer, NfsVolume } from '../../src/storage';
import type { NfsProvisionerProps, NfsServerProps, NfsVolumeProps } from '../../src/storage';
import { messageOf, objectsOf, testChart, untyped, yamlFrom } from '../support/chart';
import { Target } from '../../src/facts/target';
import type { Rendered } from '../support/chart';

const SERVER: NfsServerProps = {
  clusterIP: '10.96.117.101',
  data: { hostPath: '/var/nfs' },
  clients: ['172.18.0.0/16'],
};
const OUTSIDE = { server: '10.0.0.4', path: '/exports' };

const server = (chart: Chart, props: Partial<NfsServerProps> = {}) =>
  new NfsServer(chart, 'nfs', { ...SERVER, ...props });
const provisioner = (chart: Chart, props: Partial<NfsProvisionerProps> = {}) =>
  new NfsProvisioner(chart, 'it', { server: OUTSIDE, ...props });
const volume = (chart: Chart, props: Partial<NfsVolumeProps> = {}) =>
  new NfsVolume(chart, 'it', { name: 'data', namespace: 'admin', server: OUTSIDE, ...props });
const containerOf = (objects: Rendered[]): Rendered =>
  objects.find(({ kind }) => kind === 'Deployment').spec.template.spec.containers[0];

describe('NfsServer', () => {
  test('defaults', () => expect(yamlFrom((chart) => server(chart))).toMatchSnapshot());

  test('everything set', () => {
    const props: Partial<NfsServerProps> = {
      namespace: 'files',
      data: { claim: 'nfs-data' },
      clients: ['10.0.0.0/24', 'fd00::/64'],
      placement: Placement.labels({ 'kubernetes.io/hostname': 'node-1' }),
      image: 'mirror.example.com/volume-nfs:0.8',
    };
    expect(yamlFrom((chart) => server(chart, props))).toMatchSnapshot();
  });

  test('as document 004 has it', () => {
    const props = { data: { hostPath: '/var/wai-nfs-provisioner' }, clients: [], edition: 'documented' } as const;
    expect(yamlFrom((chart) => server(chart, props))).toMatchSnapshot();
  });

  test('ANS-06: one address for the Service and all who mount, checked to be one', () => {
    const chart = testChart();
    const nfs = server(chart);
    provisioner(chart, { server: nfs });
    const objects = chart.toJson();
    const service = objects.find(({ kind }) => kind === 'Service');
    const { env } = objects.filter(({ kind }) => kind === 'Deployment')[1].spec.template.spec.containers[0];
    expect(env).toContainEqual({ name: 'NFS_SERVER', value: service.spec.clusterIP });
    expect(messageOf(() => server(testChart(), { clusterIP: 'nfs-server.nfs.svc' }))).toBe(
      "[test/nfs] clusterIP is 'nfs-server.nfs.svc', allowed is a free IP of the range of the cluster's Services, such as 10.96.117.101",
    );
  });

  test('ANS-07: only the nodes named reach it, by the one port of version 4, and a missing directory is made', () => {
    const objects = objectsOf((chart) => server(chart));
    const policy = objects.find(({ kind }) => kind === 'NetworkPolicy');
    expect(policy.spec.ingress).toEqual([
      { from: [{ ipBlock: { cidr: '172.18.0.0/16' } }], ports: [{ port: 'nfs', protocol: 'TCP' }] },
    ]);
    expect(objects.find(({ kind }) => kind === 'Service').spec.ports).toHaveLength(1);
    const { volumes } = objects.find(({ kind }) => kind === 'Deployment').spec.template.spec;
    expect(volumes[0].hostPath.type).toBe('DirectoryOrCreate');
  });

  test('ANS-08: no image of the registry that is frozen', () => {
    expect(containerOf(objectsOf((chart) => server(chart))).image).toBe('registry.k8s.io/volume-nfs:0.8');
    expect(containerOf(objectsOf((chart) => provisioner(chart))).image).toMatch(/^registry\.k8s\.io\//);
  });

  test.each<[string, Partial<NfsServerProps>, string]>([
    [
      'nobody who mounts',
      { clients: [] },
      'clients is empty, allowed are the IP ranges of the nodes, such as 172.18.0.0/16',
    ],
    [
      'everybody',
      { clients: ['0.0.0.0/0'] },
      "clients has '0.0.0.0/0', allowed are IP ranges smaller than everything, such as 172.18.0.0/16",
    ],
    [
      'a host',
      { clients: ['node-1'] },
      "clients has 'node-1', allowed are IP ranges smaller than everything, such as 172.18.0.0/16",
    ],
    ['no data', { data: untyped(undefined) }, 'data has not exactly one of hostPath and claim'],
    [
      'two kinds of data',
      { data: untyped({ hostPath: '/a', claim: 'a' }) },
      'data has not exactly one of hostPath and claim',
    ],
    [
      'a relative path',
      { data: { hostPath: 'nfs' } },
      "data.hostPath is 'nfs', allowed is an absolute path such as /var/nfs",
    ],
  ])('%s is refused', (_what, props, message) => {
    expect(messageOf(() => server(testChart(), props))).toBe(`[test/nfs] ${message}`);
  });
});

describe('NfsProvisioner', () => {
  test('an external server', () => expect(yamlFrom((chart) => provisioner(chart))).toMatchSnapshot());

  test('the server beside it', () => {
    const kinds = objectsOf((chart) => provisioner(chart, { server: server(chart) })).filter(
      ({ kind }) => kind === 'Namespace',
    );
    expect(kinds).toHaveLength(1);
  });

  test('everything set', () => {
    const props: Partial<NfsProvisionerProps> = {
      namespace: 'files',
      createNamespace: false,
      storageClassName: 'shared',
      provisionerName: 'example.com/nfs',
      onDelete: 'archive',
      pathPattern: '${.PVC.namespace}/${.PVC.name}',
      mountOptions: ['hard', 'nfsvers=4.1'],
      defaultClass: true,
      image: 'mirror.example.com/provisioner:v4.0.2',
    };
    expect(yamlFrom((chart) => provisioner(chart, props))).toMatchSnapshot();
  });

  test('as document 004 has it', () => {
    const props = { server: { server: '10.96.117.101', path: '/' }, edition: 'documented' } as const;
    expect(yamlFrom((chart) => provisioner(chart, props))).toMatchSnapshot();
  });

  test('ANS-09, ANS-10: the rights are those that the program needs, and no policy of pods is among them', () => {
    const [role] = objectsOf((chart) => provisioner(chart)).filter(({ kind }) => kind === 'ClusterRole');
    const resources = role.rules.flatMap((rule: Rendered) => rule.resources as string[]);
    expect(resources).toEqual(['nodes', 'persistentvolumes', 'persistentvolumeclaims', 'storageclasses', 'events']);
    expect(containerOf(objectsOf((chart) => provisioner(chart))).env).toContainEqual({
      name: 'ENABLE_LEADER_ELECTION',
      value: 'false',
    });
  });

  test('ANS-11: the files of a deleted claim stay', () => {
    const [storageClass] = objectsOf((chart) => provisioner(chart)).filter(({ kind }) => kind === 'StorageClass');
    expect(storageClass.parameters).toEqual({ onDelete: 'retain' });
  });

  test('ANS-23: a version that the server beside it does not speak is refused, one that it speaks is not', () => {
    const make = (mountOptions: string[]): string =>
      messageOf(() => {
        const chart = testChart();
        provisioner(chart, { server: server(chart), mountOptions });
      });
    expect(make(['hard', 'nfsvers=3.0'])).toBe(
      "[test/it] mountOptions has 'nfsvers=3.0', and the server speaks 4.0, 4.1, 4.2; it would answer 'access denied'",
    );
    expect(make(['vers=3'])).toContain("mountOptions has 'vers=3'");
    expect(make(['hard', 'nfsvers=4.1'])).toBe('nothing was thrown');
    expect(make(['nfsvers=4'])).toBe('nothing was thrown');
  });

  test("options of a mount hold for the provisioner's own directory too", () => {
    const objects = objectsOf((chart) => provisioner(chart, { mountOptions: ['nfsvers=4.1'] }));
    const [pv] = objects.filter(({ kind }) => kind === 'PersistentVolume');
    expect(pv.spec.mountOptions).toEqual(['nfsvers=4.1']);
    const { volumes } = objects.find(({ kind }) => kind === 'Deployment').spec.template.spec;
    expect(volumes[0].persistentVolumeClaim.claimName).toBe(pv.spec.claimRef.name);
  });

  test.each<[string, Partial<NfsProvisionerProps>, string]>([
    [
      'a name of the cluster',
      { server: { server: 'nfs-server.nfs.svc.cluster.local', path: '/' } },
      "server is 'nfs-server.nfs.svc.cluster.local', a name of the cluster's DNS, which the nodes do not ask; allowed is the Service's clusterIP",
    ],
    [
      'a relative path',
      { server: { server: '10.0.0.4', path: 'exports' } },
      "path is 'exports', allowed is an absolute path such as /",
    ],
    [
      'two options in one',
      { mountOptions: ['hard,nfsvers=4.1'] },
      "mountOptions is 'hard,nfsvers=4.1', allowed is one option each, such as hard",
    ],
    ['a fate', { onDelete: untyped('keep') }, "onDelete is 'keep', allowed are retain, archive, delete"],
    [
      'a way out',
      { pathPattern: '../${.PVC.name}' },
      "pathPattern is '../${.PVC.name}', allowed is a path below the server's directory",
    ],
    [
      'a provisioner',
      { provisionerName: 'nfs' },
      "provisionerName is 'nfs', allowed is a domain and a name, such as wai.org/nfs",
    ],
  ])('%s is refused', (_what, props, message) => {
    expect(messageOf(() => provisioner(testChart(), props))).toBe(`[test/it] ${message}`);
  });
});

describe('NfsVolume', () => {
  test('defaults', () => expect(yamlFrom((chart) => volume(chart))).toMatchSnapshot());

  test('everything set', () => {
    const props = { size: '100Gi', mountOptions: ['nfsvers=4.2'], accessMode: 'ReadOnlyMany' } as const;
    expect(yamlFrom((chart) => volume(chart, props))).toMatchSnapshot();
  });

  test('ANS-23: nothing is said of the version unless it is asked for', () => {
    const [pv] = objectsOf((chart) => volume(chart));
    expect(pv.spec.mountOptions).toBeUndefined();
  });

  test.each<[string, Partial<NfsVolumeProps>, string]>([
    ['a size', { size: 'big' }, "size is 'big', allowed is a quantity such as 100Gi"],
    [
      'a mode',
      { accessMode: untyped('RWX') },
      "accessMode is 'RWX', allowed are ReadWriteMany, ReadOnlyMany, ReadWriteOnce",
    ],
  ])('%s is refused', (_what, props, message) => {
    expect(messageOf(() => volume(testChart(), props))).toBe(`[test/it] ${message}`);
  });
});

test('the main objects', () => {
  expect(ApiObject.of(server(testChart())).kind).toBe('Deployment');
  expect(ApiObject.of(provisioner(testChart())).kind).toBe('Deployment');
  expect(ApiObject.of(volume(testChart())).kind).toBe('PersistentVolume');
});

test('the class that kind has from the start is refused', () => {
  const classNamed = (storageClassName: string): string =>
    messageOf(() => provisioner(testChart(Target.kind('1.34')), { storageClassName }));
  expect(classNamed('standard')).toBe(
    "[test/it] storageClassName is 'standard', a class that kind brings, which cannot be changed; allowed is a name of its own",
  );
  expect(classNamed('managed-csi')).toBe('nothing was thrown');
});
