import { ApiObject } from 'cdk8s';
import { AksNodeClass } from '../../src/karpenter';
import type { AksDnsOverride, AksNodeClassProps, AksSysctls } from '../../src/karpenter';
import { messageOf, objectsOf, testChart, untyped, yamlFrom } from '../support/chart';

const error = (props: AksNodeClassProps): string => messageOf(() => new AksNodeClass(testChart(), 'class', props));
const accepted = (props: AksNodeClassProps): unknown =>
  objectsOf((chart) => new AksNodeClass(chart, 'class', props))[0].spec;
const ofSchema = (problem: string) => `[test/class] AKSNodeClass karpenter.azure.com/v1beta1: ${problem}`;

test('without any option it leaves all to the provider', () => {
  expect(yamlFrom((chart) => new AksNodeClass(chart, 'default'))).toMatchSnapshot();
});

test('it tells a pool what to refer to', () => {
  const nodeClass = new AksNodeClass(testChart(), 'class', { name: 'ubuntu', version: 'v1alpha2' });
  const { group, kind, name, version } = nodeClass;
  expect({ group, kind, name, version }).toEqual({
    group: 'karpenter.azure.com',
    kind: 'AKSNodeClass',
    name: 'ubuntu',
    version: 'v1alpha2',
  });
  expect(ApiObject.of(nodeClass).toJson().metadata).toEqual({ name: 'ubuntu' });
});

describe('values out of bounds, with the next one that is within', () => {
  test.each<[string, AksNodeClassProps, string, AksNodeClassProps]>([
    [
      'osDiskSizeGB 29',
      { osDiskSizeGB: 29 },
      'spec.osDiskSizeGB is 29, allowed are whole numbers from 30 to 2048',
      { osDiskSizeGB: 30 },
    ],
    [
      'osDiskSizeGB 2049',
      { osDiskSizeGB: 2049 },
      'spec.osDiskSizeGB is 2049, allowed are whole numbers from 30 to 2048',
      { osDiskSizeGB: 2048 },
    ],
    ['maxPods 9', { maxPods: 9 }, 'spec.maxPods is 9, allowed are whole numbers from 10 to 250', { maxPods: 10 }],
    [
      'maxPods 251',
      { maxPods: 251 },
      'spec.maxPods is 251, allowed are whole numbers from 10 to 250',
      { maxPods: 250 },
    ],
    [
      'containerLogMaxFiles 1',
      { kubelet: { containerLogMaxFiles: 1 } },
      'spec.kubelet.containerLogMaxFiles is 1, allowed are whole numbers of at least 2',
      { kubelet: { containerLogMaxFiles: 2 } },
    ],
    [
      'containerLogMaxSize without a unit',
      { kubelet: { containerLogMaxSize: '50' } },
      'spec.kubelet.containerLogMaxSize is "50", allowed is what matches ^\\d+(E|P|T|G|M|K|Ei|Pi|Ti|Gi|Mi|Ki)$',
      { kubelet: { containerLogMaxSize: '50M' } },
    ],
    [
      'a threshold of 101 percent',
      { kubelet: { imageGCHighThresholdPercent: 101 } },
      'spec.kubelet.imageGCHighThresholdPercent is 101, allowed are whole numbers from 0 to 100',
      { kubelet: { imageGCHighThresholdPercent: 100 } },
    ],
    [
      'vmSwappiness 101',
      { linuxOSConfig: { sysctls: { vmSwappiness: 101 } } },
      'spec.linuxOSConfig.sysctls.vmSwappiness is 101, allowed are whole numbers from 0 to 100',
      { linuxOSConfig: { sysctls: { vmSwappiness: 100 } } },
    ],
    [
      'imageFamily Ubuntu2004',
      { imageFamily: untyped('Ubuntu2004') },
      'spec.imageFamily is "Ubuntu2004", allowed are Ubuntu, Ubuntu2204, Ubuntu2404, AzureLinux',
      { imageFamily: 'Ubuntu2204' },
    ],
    [
      'fipsMode on',
      { fipsMode: untyped('on') },
      'spec.fipsMode is "on", allowed are FIPS, Disabled',
      { fipsMode: 'Disabled' },
    ],
    [
      'a field of an older version',
      untyped({ imageVersion: '202405.20.0' }),
      "[test/class] an AksNodeClass has the unknown field 'imageVersion', allowed are name, annotations, version, imageFamily, osDiskSizeGB, " +
        'maxPods, vnetSubnetID, tags, fipsMode, gpu, kubelet, linuxOSConfig, localDNS, security, artifactStreaming',
      {},
    ],
    [
      'a field of gpu',
      { gpu: untyped({ driver: true }) },
      "spec.gpu has the unknown field 'driver', allowed are mode",
      { gpu: { mode: 'Driver' } },
    ],
  ])('%s', (_what, bad, message, good) => {
    expect(error(bad)).toBe(message.startsWith('[') ? message : ofSchema(message));
    expect(accepted(good)).toEqual(good);
  });

  test('an id of a subnet is read without regard to case, and must be whole', () => {
    const id =
      '/subscriptions/0000/resourceGroups/rg-ml/providers/Microsoft.Network/virtualNetworks/vnet/subnets/nodes';
    expect(accepted({ vnetSubnetID: id.toLowerCase() })).toEqual({ vnetSubnetID: id.toLowerCase() });
    expect(error({ vnetSubnetID: `${id}/more` })).toMatch(
      /^\[test\/class] AKSNodeClass .*: spec.vnetSubnetID is .*, allowed is the id of a subnet, such as \/subscriptions\//,
    );
  });
});

test('a version that is not known is refused', () => {
  expect(error({ version: untyped('v1') })).toBe("[test/class] version is 'v1', allowed are v1beta1, v1alpha2");
});

test('a name that Kubernetes does not allow is refused', () => {
  expect(error({ name: 'Ubuntu_2204' })).toBe(
    "[test/class] name 'Ubuntu_2204' must consist of lower-case letters, digits, '-' and '.', and begin and end with a letter or digit",
  );
});

describe('FIPS', () => {
  test.each([
    ['Ubuntu2204', 'Ubuntu2204'],
    ['Ubuntu2404', 'Ubuntu2404'],
    [undefined, 'none'],
  ] as const)('does not go with image family %s', (imageFamily, given) => {
    expect(error({ fipsMode: 'FIPS', imageFamily })).toBe(
      `[test/class] fipsMode FIPS goes with imageFamily Ubuntu or AzureLinux, given is ${given}`,
    );
    expect(accepted({ fipsMode: 'Disabled', imageFamily })).toBeDefined();
  });

  test.each(['Ubuntu', 'AzureLinux'] as const)('goes with image family %s', (imageFamily) => {
    expect(accepted({ fipsMode: 'FIPS', imageFamily })).toEqual({ fipsMode: 'FIPS', imageFamily });
  });
});

test('a swap file needs a kubelet that starts on a machine with swap', () => {
  const message =
    '[test/class] linuxOSConfig.swapFileSize needs kubelet.failSwapOn: false, or the kubelet does not start';
  const linuxOSConfig = { swapFileSize: '4Gi' };
  expect(error({ linuxOSConfig })).toBe(message);
  expect(error({ linuxOSConfig, kubelet: { failSwapOn: true } })).toBe(message);
  expect(accepted({ linuxOSConfig, kubelet: { failSwapOn: false } })).toBeDefined();
});

test('the threshold where removing images begins is more than the one where it ends', () => {
  const kubelet = { imageGCHighThresholdPercent: 80, imageGCLowThresholdPercent: 80 };
  expect(error({ kubelet })).toBe(
    '[test/class] kubelet.imageGCHighThresholdPercent 80 is not more than imageGCLowThresholdPercent 80',
  );
  expect(accepted({ kubelet: { ...kubelet, imageGCLowThresholdPercent: 79 } })).toBeDefined();
});

describe('kernel settings', () => {
  const of = (sysctls: AksSysctls): AksNodeClassProps => ({ linuxOSConfig: { sysctls } });

  test.each<[keyof AksSysctls, keyof AksSysctls, number]>([
    ['netCoreRmemDefault', 'netCoreRmemMax', 212992],
    ['netCoreWmemDefault', 'netCoreWmemMax', 212992],
    ['netIPv4NeighDefaultGcThresh1', 'netIPv4NeighDefaultGcThresh2', 512],
    ['netIPv4NeighDefaultGcThresh2', 'netIPv4NeighDefaultGcThresh3', 1024],
  ])('%s is at most %s', (low, high, value) => {
    expect(error(of({ [low]: value + 1, [high]: value }))).toBe(
      `[test/class] linuxOSConfig.sysctls.${low} ${value + 1} is more than ${high} ${value}`,
    );
    expect(accepted(of({ [low]: value, [high]: value }))).toBeDefined();
    expect(accepted(of({ [low]: value + 1 }))).toBeDefined();
  });

  test.each([
    ['1023 60999', '1024 60999'],
    ['61000 65535', '60999 65535'],
    ['32768 65536', '32768 65535'],
    ['1024 32767', '1024 32768'],
    ['40000 39999', '40000 40000'],
  ])('the port range %s is refused, %s is not', (bad, good) => {
    expect(error(of({ netIPv4IPLocalPortRange: bad }))).toBe(
      `[test/class] linuxOSConfig.sysctls.netIPv4IPLocalPortRange is '${bad}', allowed is a first port from 1024 to 60999 and a last one, ` +
        'not less, from 32768 to 65535',
    );
    expect(accepted(of({ netIPv4IPLocalPortRange: good }))).toBeDefined();
  });
});

describe('local DNS', () => {
  const zone = (name: string, more: Partial<AksDnsOverride> = {}): AksDnsOverride => ({
    zone: name,
    cacheDuration: '1h',
    forwardDestination: 'ClusterCoreDNS',
    forwardPolicy: 'Sequential',
    maxConcurrent: 1000,
    protocol: 'PreferUDP',
    queryLogging: 'Error',
    serveStale: 'Verify',
    serveStaleDuration: '1h',
    ...more,
  });
  const root = zone('.', { forwardDestination: 'VnetDNS' });
  const local = zone('cluster.local');
  const of = (kube: readonly AksDnsOverride[], vnet: readonly AksDnsOverride[]): AksNodeClassProps => ({
    localDNS: { mode: 'Required', kubeDNSOverrides: kube, vnetDNSOverrides: vnet },
  });
  const good = [root, local];

  test('both lists with both zones are accepted', () => {
    expect(
      accepted(of([zone('.'), local], [...good, zone('corp.example', { forwardDestination: 'VnetDNS' })])),
    ).toBeDefined();
  });

  test.each<[string, AksNodeClassProps, string]>([
    [
      'the root zone of pods',
      of([local], good),
      "kubeDNSOverrides lacks the zone '.', both '.' and 'cluster.local' are needed",
    ],
    [
      'the zone of the cluster',
      of(good, [root]),
      "vnetDNSOverrides lacks the zone 'cluster.local', both '.' and 'cluster.local' are needed",
    ],
    [
      'a zone that is there twice',
      of([root, local, local], good),
      "kubeDNSOverrides has the zone 'cluster.local' twice",
    ],
    [
      'the cluster asked of the network',
      of(good, [root, zone('cluster.local', { forwardDestination: 'VnetDNS' })]),
      "vnetDNSOverrides of zone 'cluster.local' is forwarded to VnetDNS, which does not know the cluster",
    ],
    [
      'the root asked of the cluster',
      of(good, [zone('.'), local]),
      "vnetDNSOverrides of zone '.' is forwarded to ClusterCoreDNS, allowed is VnetDNS",
    ],
    [
      'another zone asked of the cluster',
      of(good, [...good, zone('corp.example')]),
      "vnetDNSOverrides of zone 'corp.example' is forwarded to ClusterCoreDNS, allowed is VnetDNS",
    ],
    [
      'Verify with ForceTCP',
      of([root, zone('cluster.local', { protocol: 'ForceTCP' })], good),
      "kubeDNSOverrides of zone 'cluster.local' has serveStale Verify, which does not go with ForceTCP",
    ],
  ])('%s is refused', (_what, props, message) => {
    expect(error(props)).toBe(`[test/class] localDNS.${message}`);
  });

  test('a list that a JavaScript caller leaves out is named', () => {
    expect(error({ localDNS: untyped({ mode: 'Required', kubeDNSOverrides: good }) })).toBe(
      ofSchema("spec.localDNS lacks the required field 'vnetDNSOverrides'"),
    );
  });
});

describe('tags', () => {
  test.each(['a<b', 'a>b', 'a%b', 'a&b', 'a?b', 'a\\b'])('the key %s is refused', (key) => {
    expect(error({ tags: { [key]: 'x' } })).toBe(
      `[test/class] tag '${key}' is not allowed, a key has at most 512 characters and none of < > % & ? \\`,
    );
  });

  test('a key has at most 512 characters and a value 256', () => {
    const longest = { ['k'.repeat(512)]: 'v'.repeat(256) };
    expect(accepted({ tags: longest })).toEqual({ tags: longest });
    expect(error({ tags: { ['k'.repeat(513)]: 'v' } })).toMatch(/is not allowed, a key has at most 512 characters/);
    expect(error({ tags: { k: 'v'.repeat(257) } })).toBe(
      "[test/class] tag 'k' has a value of 257 characters, allowed are 256",
    );
  });

  test('an empty value and a slash in a key are allowed', () => {
    expect(accepted({ tags: { 'a/b': '', n: 'x' } })).toEqual({ tags: { 'a/b': '', n: 'x' } });
  });

  test('a value that is a number is refused', () => {
    expect(error({ tags: untyped({ k: 42 }) })).toBe(ofSchema('spec.tags.k is 42, allowed is string'));
  });
});
