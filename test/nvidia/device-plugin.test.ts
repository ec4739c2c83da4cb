import { ApiObject } from 'cdk8s';
import { Placement } from '../../src/core/placement';
import { Taint } from '../../src/core/taint';
import { DevicePlugin, Sharing } from '../../src/nvidia';
import type { DevicePluginProps } from '../../src/nvidia';
import { chartOf, frozen, objectsOf, pool, yamlOf } from './render';
import type { Json } from './render';

const yaml = (props?: DevicePluginProps): string => yamlOf((chart) => new DevicePlugin(chart, 'plugin', props));
const podOf = (props?: DevicePluginProps): Json =>
  objectsOf((chart) => new DevicePlugin(chart, 'plugin', props)).find(({ kind }) => kind === 'DaemonSet')!.spec.template
    .spec;
const kindsOf = (props?: DevicePluginProps): string[] =>
  objectsOf((chart) => new DevicePlugin(chart, 'plugin', props)).map(
    ({ kind, metadata }) => `${kind} ${metadata.name}`,
  );
const termsOf = (props: DevicePluginProps): Json[] =>
  podOf(props).affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms;

const timeSlicing = Sharing.timeSlicing({ resources: [{ name: 'nvidia.com/gpu', replicas: 4 }] });
const mps = Sharing.mps({ resources: [{ name: 'nvidia.com/gpu', replicas: 10 }], renameByDefault: true });

const EVERYTHING: DevicePluginProps = {
  pools: [pool('t4', { spot: true, taints: [Taint.noSchedule('sku', 'gpu')] }), pool('a100')],
  namespace: 'nvidia',
  createNamespace: false,
  name: 'nvidia-plugin',
  image: 'mirror.example.com/nvidia/k8s-device-plugin:v0.20.0',
  imagePullPolicy: 'IfNotPresent',
  imagePullSecrets: ['mirror'],
  taints: [Taint.noExecute('maintenance', 'gpu')],
  tolerations: [{ key: 'team', operator: 'Exists' }],
  placement: Placement.labels({ 'kubernetes.io/os': 'linux' }),
  priorityClassName: 'gpu-critical',
  runtimeClassName: 'nvidia',
  migStrategy: 'mixed',
  migProfiles: ['1g.10gb', '1g.10gb+me'],
  sharing: Sharing.timeSlicing({
    resources: [{ name: 'nvidia.com/mig-1g.10gb', replicas: 2 }],
    renameByDefault: true,
    failRequestsGreaterThanOne: false,
  }),
  failOnInitError: true,
  deviceListStrategy: ['cdi-annotations', 'envvar'],
  deviceIDStrategy: 'index',
  passDeviceSpecs: true,
  gdsEnabled: true,
  mofedEnabled: true,
  deviceDiscoveryStrategy: 'nvml',
  nvidiaDriverRoot: '/run/nvidia/driver',
  resources: { requests: { cpu: '20m', memory: '48Mi' }, limits: { memory: '256Mi' } },
  updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '50%' } },
};

describe('snapshots', () => {
  test('defaults', () => expect(yaml()).toMatchSnapshot());
  test('everything set', () => expect(yaml(EVERYTHING)).toMatchSnapshot());
  test('flags without a config file', () => {
    const { sharing: _sharing, migProfiles: _profiles, ...flags } = EVERYTHING;
    expect(podOf({ ...flags, migStrategy: 'single' }).containers[0].env).toMatchSnapshot();
  });
  test('two pools, one of them spot', () => {
    const pools = [pool('t4', { spot: true, taints: [Taint.noSchedule('sku', 'gpu')] }), pool('a100')];
    expect(yaml({ pools })).toMatchSnapshot();
  });
  test('time-slicing', () => expect(yaml({ sharing: timeSlicing })).toMatchSnapshot());
  test('MPS', () => expect(yaml({ sharing: mps })).toMatchSnapshot());
  test('MIG', () => expect(yaml({ migStrategy: 'single' })).toMatchSnapshot());
  test('a config for each kind of node', () => {
    const configs = {
      default: 'whole',
      map: {
        whole: {},
        sliced: { sharing: timeSlicing },
        cut: { migStrategy: 'mixed' as const, migProfiles: ['1g.10gb'] },
      },
    };
    expect(yaml({ configs })).toMatchSnapshot();
  });
  test('a config for each kind of node, one of them MPS', () => {
    expect(yaml({ configs: { default: 'whole', map: { whole: {}, mps: { sharing: mps } } } })).toMatchSnapshot();
  });
});

describe('where it runs', () => {
  test('on nodes of one pool', () => {
    expect(termsOf({ pools: [pool('a100')] })).toEqual([
      { matchExpressions: [{ key: 'karpenter.sh/nodepool', operator: 'In', values: ['a100'] }] },
    ]);
  });

  test('pools selected by one label are one expression, sorted, whatever their order', () => {
    const expected = [
      { matchExpressions: [{ key: 'karpenter.sh/nodepool', operator: 'In', values: ['a100', 'h100', 't4'] }] },
    ];
    expect(termsOf({ pools: [pool('t4'), pool('a100'), pool('h100'), pool('t4')] })).toEqual(expected);
    expect(termsOf({ pools: [pool('h100'), pool('t4'), pool('a100')] })).toEqual(expected);
  });

  test('pools selected by several labels or by terms are alternatives of their own', () => {
    const byLabels = { ...pool('a'), placement: () => Placement.labels({ agentpool: 'gpu', zone: '1' }) };
    const byTerms = {
      ...pool('b'),
      placement: () =>
        new Placement({
          nodeSelector: { agentpool: 'gpu' },
          nodeSelectorTerms: [
            { matchExpressions: [{ key: 'gpu', operator: 'Exists' }] },
            { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['node-1'] }] },
          ],
        }),
    };
    const agentpool = { key: 'agentpool', operator: 'In', values: ['gpu'] };
    expect(termsOf({ pools: [byLabels, byTerms] })).toEqual([
      { matchExpressions: [agentpool, { key: 'zone', operator: 'In', values: ['1'] }] },
      { matchExpressions: [agentpool, { key: 'gpu', operator: 'Exists' }] },
      { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['node-1'] }], matchExpressions: [agentpool] },
    ]);
  });

  test('the spot toleration is there where a pool may be spot, and only there', () => {
    const keys = (props: DevicePluginProps): string[] => podOf(props).tolerations.map(({ key }: Json) => key);
    expect(keys({ pools: [pool('a'), pool('b', { spot: true })] })).toEqual([
      'nvidia.com/gpu',
      'kubernetes.azure.com/scalesetpriority',
    ]);
    expect(keys({ pools: [pool('a')] })).toEqual(['nvidia.com/gpu']);
    expect(keys({})).toEqual(['nvidia.com/gpu']);
  });

  test('a NoExecute taint of the GPU key is tolerated too', () => {
    expect(podOf({ pools: [pool('a', { taints: [Taint.noExecute('nvidia.com/gpu', 'true')] })] }).tolerations).toEqual([
      { key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' },
      { key: 'nvidia.com/gpu', operator: 'Equal', value: 'true', effect: 'NoExecute' },
    ]);
  });

  test('no toleration is without a key', () => {
    for (const props of [{}, EVERYTHING]) {
      for (const { key } of podOf(props).tolerations) expect(key).toBeTruthy();
    }
  });

  test("MPS's control daemon runs where the plugin runs", () => {
    const sets = objectsOf(
      (chart) => new DevicePlugin(chart, 'p', { pools: [pool('a', { spot: true })], sharing: mps }),
    ).filter(({ kind }) => kind === 'DaemonSet');
    expect(sets).toHaveLength(2);
    const [daemon, plugin] = sets.map(({ spec }) => spec.template.spec);
    expect(daemon.affinity).toEqual(plugin.affinity);
    expect(daemon.tolerations).toEqual(plugin.tolerations);
    expect(sets[0]!.spec.selector).not.toEqual(sets[1]!.spec.selector);
  });
});

describe('what it may do', () => {
  const contextOf = (props: DevicePluginProps): Json => podOf(props).containers[0].securityContext;
  const least = { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } };
  const sysAdmin = { readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'], add: ['SYS_ADMIN'] } };

  test('the least', () => {
    expect(contextOf({})).toEqual(least);
    expect(contextOf({ migStrategy: 'none', deviceListStrategy: ['envvar'], passDeviceSpecs: false })).toEqual(least);
  });
  test.each<DevicePluginProps>([
    { migStrategy: 'single' },
    { migStrategy: 'mixed' },
    { deviceListStrategy: ['volume-mounts', 'envvar'] },
    { configs: { default: 'a', map: { a: {}, b: { migStrategy: 'mixed' } } } },
  ])('SYS_ADMIN for %j', (props) => expect(contextOf(props)).toEqual(sysAdmin));
  test('everything for passDeviceSpecs, and so may its sidecar', () => {
    const { containers } = podOf({ configs: { default: 'a', map: { a: {}, b: { passDeviceSpecs: true } } } });
    for (const { securityContext } of containers)
      expect(securityContext).toEqual({ privileged: true, readOnlyRootFilesystem: true });
  });
  test('no token unless it reads the label of its node', () => {
    expect(podOf()).toMatchObject({ automountServiceAccountToken: false });
    expect(podOf({ configs: { default: 'a', map: { a: {} } } })).toMatchObject({ automountServiceAccountToken: true });
  });
  test('the driver is read where it is needed', () => {
    const mounts = (props: DevicePluginProps): string[] =>
      podOf(props).volumes.map(({ hostPath }: Json) => hostPath.path);
    expect(mounts({})).toEqual(['/var/lib/kubelet/device-plugins']);
    expect(mounts({ nvidiaDriverRoot: '/opt/driver' })).toEqual(['/var/lib/kubelet/device-plugins', '/opt/driver']);
    expect(mounts({ deviceListStrategy: ['cdi-cri'] })).toEqual([
      '/var/lib/kubelet/device-plugins',
      '/',
      '/var/run/cdi',
    ]);
  });
});

describe('names and objects', () => {
  test('the namespace is rendered unless Kubernetes makes it or it exists', () => {
    expect(kindsOf()).toEqual(['Namespace gpu-resources', 'DaemonSet nvidia-device-plugin-daemonset']);
    expect(kindsOf({ namespace: 'kube-system' })).toEqual(['DaemonSet nvidia-device-plugin-daemonset']);
    expect(kindsOf({ createNamespace: false })).toEqual(['DaemonSet nvidia-device-plugin-daemonset']);
  });
  test('a release other than the newest', () => {
    expect(podOf({ release: 'v0.17.4' }).containers[0].image).toBe('nvcr.io/nvidia/k8s-device-plugin:v0.17.4');
    expect(podOf({ release: 'v1.0.0-rc.1' }).containers[0].image).toBe('nvcr.io/nvidia/k8s-device-plugin:v1.0.0-rc.1');
  });
  test('the selector is that of the documents, so that theirs can be updated in place', () => {
    const selectors = (['platform', 'documented-0.14.1', 'documented-1.11'] as const).map(
      (edition) => objectsOf((chart) => new DevicePlugin(chart, 'p', { edition })).at(-1)!.spec.selector,
    );
    expect(new Set(selectors.map((selector) => JSON.stringify(selector))).size).toBe(1);
  });
  test('ApiObject.of finds the DaemonSet', () => {
    const chart = chartOf((scope) => new DevicePlugin(scope, 'plugin', { sharing: mps }));
    const object = ApiObject.of(chart.node.findChild('plugin'));
    expect([object.kind, object.name]).toEqual(['DaemonSet', 'nvidia-device-plugin-daemonset']);
  });
  test('a change of the config starts new pods, and nothing else does', () => {
    const checksum = (sharing: Sharing, id = 'plugin'): string =>
      objectsOf((chart) => new DevicePlugin(chart, id, { sharing })).at(-1)!.spec.template.metadata.annotations[
        'checksum/config'
      ];
    expect(checksum(timeSlicing)).toMatch(/^[0-9a-f]{64}$/);
    expect(checksum(timeSlicing, 'other')).toBe(checksum(timeSlicing));
    expect(checksum(Sharing.timeSlicing({ resources: [{ name: 'nvidia.com/gpu', replicas: 5 }] }))).not.toBe(
      checksum(timeSlicing),
    );
  });
});

describe('resource names', () => {
  const namesOf = (props: DevicePluginProps): readonly string[] => {
    const chart = chartOf((scope) => new DevicePlugin(scope, 'plugin', props));
    return (chart.node.findChild('plugin') as DevicePlugin).resourceNames;
  };
  test.each<[DevicePluginProps, string[]]>([
    [{}, ['nvidia.com/gpu']],
    [{ edition: 'documented-0.14.1' }, ['nvidia.com/gpu']],
    [{ migStrategy: 'single' }, ['nvidia.com/gpu']],
    [{ sharing: timeSlicing }, ['nvidia.com/gpu']],
    [{ sharing: mps }, ['nvidia.com/gpu.shared']],
    [
      { migStrategy: 'mixed', migProfiles: ['1g.10gb', '2g.20gb'] },
      ['nvidia.com/gpu', 'nvidia.com/mig-1g.10gb', 'nvidia.com/mig-2g.20gb'],
    ],
    [EVERYTHING, ['nvidia.com/gpu', 'nvidia.com/mig-1g.10gb.shared', 'nvidia.com/mig-1g.10gb.me']],
    [{ configs: { default: 'a', map: { a: {}, b: { sharing: mps } } } }, ['nvidia.com/gpu', 'nvidia.com/gpu.shared']],
  ])('%#', (props, names) => expect(namesOf(props)).toEqual(names));
});

describe('purity', () => {
  test('renders twice the same', () => {
    const chart = chartOf((scope) => new DevicePlugin(scope, 'plugin', EVERYTHING));
    expect(chart.toJson()).toEqual(chart.toJson());
    expect(yaml(EVERYTHING)).toBe(yaml(EVERYTHING));
  });
  test('changes nothing that it is given', () => {
    const configs = {
      default: 'a',
      map: { a: { deviceListStrategy: ['envvar' as const] }, b: { sharing: timeSlicing } },
    };
    expect(() => yaml(frozen({ ...EVERYTHING }))).not.toThrow();
    expect(() => yaml(frozen({ configs, pools: [pool('a')] }))).not.toThrow();
  });
  test('keeps nothing that the caller may change', () => {
    const resources = [{ name: 'nvidia.com/gpu', replicas: 4 }];
    const sharing = Sharing.timeSlicing({ resources });
    resources[0]!.replicas = 1;
    expect(sharing.toJson()).toEqual(timeSlicing.toJson());
  });
});
