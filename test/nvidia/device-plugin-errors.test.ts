import { Placement } from '../../src/core/placement';
import { DevicePlugin, Sharing } from '../../src/nvidia';
import type { DevicePluginProps, SharedResource } from '../../src/nvidia';
import { pool, problemOf } from './render';

const timeSlicing = Sharing.timeSlicing({ resources: [{ name: 'nvidia.com/gpu', replicas: 4 }] });
const mps = Sharing.mps({ resources: [{ name: 'nvidia.com/gpu', replicas: 4 }] });
const mig = Sharing.timeSlicing({ resources: [{ name: 'nvidia.com/mig-1g.10gb', replicas: 2 }] });

describe('the constructor refuses', () => {
  test.each<[Record<string, unknown>, string]>([
    [{ edition: 'newest' }, "edition is 'newest', allowed are platform, documented-0.14.1, documented-1.11"],
    [
      { namespace: 'default' },
      "namespace is 'default', allowed is one of its own, for its pods may use directories of the node",
    ],
    [
      { namespace: 'GPU' },
      "namespace 'GPU' must consist of lower-case letters, digits and '-', and begin and end with a letter or digit",
    ],
    [
      { namespace: 'kube-system', createNamespace: true },
      "createNamespace is true for namespace 'kube-system', which Kubernetes makes itself",
    ],
    [
      { name: 'a_b' },
      "name 'a_b' must consist of lower-case letters, digits, '-' and '.', and begin and end with a letter or digit",
    ],
    [
      { tolerations: [{ operator: 'Exists' }] },
      'a toleration has no key and so tolerates every taint, allowed are tolerations with a key',
    ],
    [{ pools: [] }, 'pools is empty, allowed is at least one pool, or no pools for all labelled GPU nodes'],
    [
      { pools: [{ ...pool('a'), placement: () => new Placement({}) }] },
      "pool 'a' selects no node label, so that the device plugin would run on every node",
    ],
    [
      { placement: Placement.labels({ 'kubernetes.io/os': 'windows' }) },
      "node selector 'kubernetes.io/os' is 'linux' and also 'windows', and no node has both",
    ],
    [{ release: 'v0.14.1' }, "release is 'v0.14.1', allowed is v0.17.0 or newer"],
    [{ release: '0.20.0' }, "release is '0.20.0', allowed is v0.17.0 or newer"],
    [
      { release: 'v0.20.0', image: 'a/b:1' },
      "image 'a/b:1' and release 'v0.20.0' are given, allowed is one of the two",
    ],
    [{ imagePullPolicy: 'Sometimes' }, "imagePullPolicy is 'Sometimes', allowed are Always, IfNotPresent, Never"],
    [
      { updateStrategy: { type: 'Recreate' } },
      "updateStrategy.type is 'Recreate', allowed are RollingUpdate, OnDelete",
    ],
    [
      { nvidiaDriverRoot: 'run/nvidia' },
      "nvidiaDriverRoot is 'run/nvidia', allowed is an absolute path such as /run/nvidia/driver",
    ],
    [{ migStrategy: 'both' }, "migStrategy is 'both', allowed are none, single, mixed"],
    [{ migProfiles: ['1g.10gb'] }, "migProfiles are given with migStrategy 'none', allowed is 'mixed'"],
    [{ migStrategy: 'mixed', migProfiles: ['10gb'] }, "migProfiles is '10gb', allowed is a profile such as 1g.10gb"],
    [{ deviceIDStrategy: 'name' }, "deviceIDStrategy is 'name', allowed are uuid, index"],
    [{ deviceDiscoveryStrategy: 'pci' }, "deviceDiscoveryStrategy is 'pci', allowed are auto, nvml, tegra"],
    [
      { deviceListStrategy: ['envvar', 'env'] },
      "deviceListStrategy is 'env', allowed are envvar, volume-mounts, cdi-annotations, cdi-cri",
    ],
    [
      { deviceListStrategy: [] },
      'deviceListStrategy is empty, allowed are envvar, volume-mounts, cdi-annotations, cdi-cri',
    ],
    [
      { sharing: { timeSlicing: {}, mps: {} } },
      'sharing is an object, allowed is one of Sharing.timeSlicing(...) and Sharing.mps(...)',
    ],
    [
      { sharing: mps, migStrategy: 'single' },
      "sharing is by MPS with migStrategy 'single', allowed is 'none': MPS knows no MIG devices",
    ],
    [
      { sharing: mig, migStrategy: 'single' },
      "sharing names nvidia.com/mig-1g.10gb with migStrategy 'single', which does not offer it; it needs 'mixed'",
    ],
    [{ configs: { default: 'a', map: {} } }, 'configs has no config, allowed is at least one'],
    [{ configs: { map: { a: {}, b: {} } } }, "the default of configs is 'undefined', allowed are a, b"],
    [{ configs: { default: 'c', map: { a: {}, b: {} } } }, "the default of configs is 'c', allowed are a, b"],
    [
      { configs: { default: 'a', map: { a: {} } }, sharing: timeSlicing },
      'sharing is given beside configs, allowed is sharing in each of them',
    ],
    [
      { configs: { default: 'a b', map: { 'a b': {} } } },
      "config name 'a b' is the value of a node label and must be empty or consist of letters, digits, '-', '_' and '.', and begin and end with a letter or digit",
    ],
    [{ configs: { default: '', map: { '': {} } } }, "config name '' is the value of a node label and is empty"],
    [
      { migStrategy: 'mixed', configs: { default: 'a', map: { a: {}, b: { sharing: mps } } } },
      "configs.b.sharing is by MPS with migStrategy 'mixed', allowed is 'none': MPS knows no MIG devices",
    ],
    [
      { configs: { default: 'a', map: { a: { migStrategy: 'x' } } } },
      "configs.a.migStrategy is 'x', allowed are none, single, mixed",
    ],
    [
      { configs: { default: 'a', map: { a: { migStrategi: 'single' } } } },
      "configs.a has the unknown field 'migStrategi', allowed are migStrategy, migProfiles, sharing, failOnInitError, deviceListStrategy, " +
        "deviceIDStrategy, passDeviceSpecs, gdsEnabled, mofedEnabled, deviceDiscoveryStrategy; did you mean 'migStrategy'?",
    ],
    [
      { configs: { default: 'a', map: { a: 'single' } } },
      'configs.a is given text, allowed is an object of migStrategy, migProfiles, sharing, failOnInitError, deviceListStrategy, ' +
        'deviceIDStrategy, passDeviceSpecs, gdsEnabled, mofedEnabled, deviceDiscoveryStrategy',
    ],
    [
      { configs: { default: 'a', map: { a: { failOnInitError: 'yes' } } } },
      'failOnInitError of configs.a is text, allowed are true, false',
    ],
    [{ configs: { default: 'a', map: null } }, 'configs.map is null, which is no value; a DevicePlugin needs it'],
    [{ configs: { default: 'a' } }, 'configs.map is missing, a DevicePlugin needs it'],
    [
      { configs: { default: 'a', map: 'a' } },
      "configs.map is text, allowed is an object of names and configs, such as { cut: { migStrategy: 'single' } }",
    ],
  ])('%#: %j', (props, problem) => {
    expect(problemOf((chart) => new DevicePlugin(chart, 'plugin', props as DevicePluginProps))).toBe(
      `[gpu/plugin] ${problem}`,
    );
  });
});

describe('sharing refuses', () => {
  const refuse = (make: () => Sharing, problem: string): void => expect(make).toThrow(new Error(problem));
  const gpu: SharedResource = { name: 'nvidia.com/gpu', replicas: 4 };

  test.each<[unknown[], string]>([
    [[], 'sharing by time-slicing has no resources, allowed is at least one'],
    [
      [{ ...gpu, replicas: 1 }],
      "sharing by time-slicing: resource 'nvidia.com/gpu' has replicas 1, allowed are whole numbers of at least 2",
    ],
    [
      [{ ...gpu, replicas: '4' }],
      'sharing by time-slicing: resource \'nvidia.com/gpu\' has replicas "4", allowed are whole numbers of at least 2',
    ],
    [[gpu, gpu], "sharing by time-slicing: resource 'nvidia.com/gpu' is given twice"],
    [
      [{ ...gpu, name: 'amd.com/gpu' }],
      "sharing by time-slicing: resource 'amd.com/gpu' cannot be shared, allowed are nvidia.com/gpu and MIG resources such as nvidia.com/mig-1g.10gb",
    ],
    [
      [{ ...gpu, rename: 'nvidia.com/slice' }],
      "sharing by time-slicing: resource 'nvidia.com/gpu' has rename, which the device plugin ignores, allowed are name and replicas",
    ],
    [
      [{ ...gpu, devices: [0] }],
      "sharing by time-slicing: resource 'nvidia.com/gpu' has devices, which the device plugin ignores, allowed are name and replicas",
    ],
  ])('%j', (resources, problem) =>
    refuse(() => Sharing.timeSlicing({ resources: resources as SharedResource[] }), problem),
  );

  test('MIG by MPS', () => {
    const resources = [{ name: 'nvidia.com/mig-1g.10gb', replicas: 2 }];
    refuse(
      () => Sharing.mps({ resources }),
      "sharing by MPS: resource 'nvidia.com/mig-1g.10gb' cannot be shared, allowed is nvidia.com/gpu",
    );
  });
});
