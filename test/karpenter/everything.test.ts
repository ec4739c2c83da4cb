import { AksNodeClass, NodePool, Requirement, Taint } from '../../src/karpenter';
import type { AksNodeClassProps, NodePoolProps } from '../../src/karpenter';
import { objectsOf, yamlFrom } from '../support/chart';
import { specPaths, valuePaths } from '../support/schema-paths';

const nodeClass = { group: 'karpenter.azure.com', kind: 'AKSNodeClass', name: 'ubuntu' };

const pool = {
  name: 'everything',
  annotations: { 'kubernetes.io/description': 'every field' },
  requirements: [
    Requirement.skuName('Standard_NC24ads_A100_v4'),
    Requirement.in('topology.kubernetes.io/region', ['westeurope', 'northeurope'], { minValues: 2 }),
  ],
  nodeClass,
  taints: [Taint.gpu()],
  startupTaints: [Taint.noExecute('example.com/warming', 'true')],
  labels: { team: 'vision' },
  nodeAnnotations: { 'example.com/note': 'made by Karpenter' },
  limits: { cpu: 96, memory: '880Gi', gpus: 4, nodes: 4, resources: { 'ephemeral-storage': '4Ti' } },
  weight: 10,
  expireAfter: '720h',
} as const;

const v1: NodePoolProps = {
  ...pool,
  disruption: {
    consolidationPolicy: 'Balanced',
    consolidateAfter: '10m',
    budgets: [
      { nodes: '10%', reasons: ['Drifted', 'Empty', 'Underutilized'], schedule: '0 9 * * mon-fri', duration: '8h' },
    ],
  },
  terminationGracePeriod: '30m',
};

const v1beta1: NodePoolProps = {
  ...pool,
  version: 'v1beta1',
  disruption: {
    consolidationPolicy: 'WhenEmpty',
    consolidateAfter: '10m',
    budgets: [{ nodes: '10%', schedule: '@daily', duration: '8h' }],
  },
  kubelet: {
    clusterDNS: ['10.0.0.10'],
    cpuCFSQuota: true,
    evictionHard: { 'memory.available': '5%' },
    evictionMaxPodGracePeriod: 60,
    evictionSoft: { 'memory.available': '10%' },
    evictionSoftGracePeriod: { 'memory.available': '1m' },
    imageGCHighThresholdPercent: 85,
    imageGCLowThresholdPercent: 80,
    kubeReserved: { cpu: '200m' },
    maxPods: 110,
    podsPerCore: 10,
    systemReserved: { memory: '100Mi' },
  },
};

const override = {
  cacheDuration: '1h',
  forwardPolicy: 'Sequential',
  maxConcurrent: 1000,
  protocol: 'PreferUDP',
  queryLogging: 'Error',
  serveStale: 'Immediate',
  serveStaleDuration: '1h',
} as const;

const aks: AksNodeClassProps = {
  name: 'everything',
  annotations: { 'kubernetes.io/description': 'every field' },
  imageFamily: 'AzureLinux',
  osDiskSizeGB: 512,
  maxPods: 110,
  vnetSubnetID:
    '/subscriptions/0000/resourceGroups/rg-ml/providers/Microsoft.Network/virtualNetworks/vnet/subnets/nodes',
  tags: { owner: 'ml', 'cost-centre': '42' },
  fipsMode: 'FIPS',
  gpu: { mode: 'None' },
  kubelet: {
    allowedUnsafeSysctls: ['net.*'],
    containerLogMaxFiles: 3,
    containerLogMaxSize: '100Mi',
    cpuCFSQuota: true,
    cpuCFSQuotaPeriod: '100ms',
    cpuManagerPolicy: 'static',
    failSwapOn: false,
    imageGCHighThresholdPercent: 80,
    imageGCLowThresholdPercent: 60,
    podPidsLimit: 1024,
    topologyManagerPolicy: 'single-numa-node',
  },
  linuxOSConfig: {
    swapFileSize: '4Gi',
    transparentHugePageDefrag: 'defer+madvise',
    transparentHugePageEnabled: 'madvise',
    sysctls: {
      fsAioMaxNr: 65536,
      fsFileMax: 8192,
      fsInotifyMaxUserWatches: 781250,
      fsNrOpen: 8192,
      kernelThreadsMax: 20,
      netCoreNetdevMaxBacklog: 1000,
      netCoreOptmemMax: 20480,
      netCoreRmemDefault: 212992,
      netCoreRmemMax: 212992,
      netCoreSomaxconn: 4096,
      netCoreWmemDefault: 212992,
      netCoreWmemMax: 212992,
      netIPv4IPLocalPortRange: '32768 60999',
      netIPv4NeighDefaultGcThresh1: 1024,
      netIPv4NeighDefaultGcThresh2: 1024,
      netIPv4NeighDefaultGcThresh3: 1024,
      netIPv4TCPFinTimeout: 60,
      netIPv4TCPKeepaliveIntvl: 75,
      netIPv4TCPKeepaliveProbes: 9,
      netIPv4TCPKeepaliveTime: 7200,
      netIPv4TCPMaxSynBacklog: 128,
      netIPv4TCPMaxTwBuckets: 8000,
      netIPv4TCPTwReuse: true,
      netNetfilterNfConntrackBuckets: 65536,
      netNetfilterNfConntrackMax: 131072,
      vmMaxMapCount: 65530,
      vmSwappiness: 60,
      vmVfsCachePressure: 100,
    },
  },
  localDNS: {
    mode: 'Preferred',
    kubeDNSOverrides: [
      { zone: '.', forwardDestination: 'ClusterCoreDNS', ...override },
      { zone: 'cluster.local', forwardDestination: 'ClusterCoreDNS', ...override },
    ],
    vnetDNSOverrides: [
      { zone: '.', forwardDestination: 'VnetDNS', ...override },
      { zone: 'cluster.local', forwardDestination: 'ClusterCoreDNS', ...override },
    ],
  },
  security: { encryptionAtHost: true },
  artifactStreaming: { enabled: true },
};

const taintTimes = ['spec.template.spec.startupTaints[].timeAdded', 'spec.template.spec.taints[].timeAdded'];

/** Fields that have no prop, on purpose. */
const WITHOUT_PROP = {
  // The time is set by what adds a taint to a node; in a template it has no meaning. Pools of fixed size exclude other fields.
  v1: [...taintTimes, 'spec.replicas'],
  v1beta1: [
    ...taintTimes,
    // The provider knows group and kind from the name.
    'spec.template.spec.nodeClassRef.apiVersion',
    'spec.template.spec.nodeClassRef.kind',
    // The schema allows no content.
    'spec.template.spec.resources',
    'spec.template.spec.resources.requests',
  ],
};

describe.each([
  ['v1', v1],
  ['v1beta1', v1beta1],
] as const)('a NodePool %s with everything set', (version, props) => {
  test('its YAML', () => {
    expect(yamlFrom((chart) => new NodePool(chart, 'pool', props))).toMatchSnapshot();
  });

  test('every field of the version is there, so that a new one of the provider is noticed', () => {
    const found = valuePaths(objectsOf((chart) => new NodePool(chart, 'pool', props))[0].spec);
    const missing = specPaths('karpenter.sh', 'NodePool', version).filter((path) => !found.has(path));
    expect(missing.sort()).toEqual([...WITHOUT_PROP[version]].sort());
  });
});

test('the one field of v1 that excludes others is there in a pool of fixed size', () => {
  const fixed = { requirements: [], nodeClass, replicas: 2 };
  expect(objectsOf((chart) => new NodePool(chart, 'pool', fixed))[0].spec.replicas).toBe(2);
});

describe.each(['v1beta1', 'v1alpha2'] as const)('an AKSNodeClass %s with everything set', (version) => {
  test('its YAML', () => {
    expect(yamlFrom((chart) => new AksNodeClass(chart, 'class', { ...aks, version }))).toMatchSnapshot();
  });

  test('every field of the version is there, so that a new one of the provider is noticed', () => {
    const found = valuePaths(objectsOf((chart) => new AksNodeClass(chart, 'class', { ...aks, version }))[0].spec);
    expect(specPaths('karpenter.azure.com', 'AKSNodeClass', version).filter((path) => !found.has(path))).toEqual([]);
  });
});
