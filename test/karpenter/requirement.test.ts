import { Requirement } from '../../src/karpenter';
import { messageOf, untyped } from '../support/chart';

const azure = (name: string) => `karpenter.azure.com/${name}`;

test.each([
  [Requirement.arch('amd64', 'arm64'), { key: 'kubernetes.io/arch', operator: 'In', values: ['amd64', 'arm64'] }],
  [Requirement.os('linux'), { key: 'kubernetes.io/os', operator: 'In', values: ['linux'] }],
  [
    Requirement.capacityType('on-demand', 'spot'),
    { key: 'karpenter.sh/capacity-type', operator: 'In', values: ['on-demand', 'spot'] },
  ],
  [Requirement.zone('westeurope-1'), { key: 'topology.kubernetes.io/zone', operator: 'In', values: ['westeurope-1'] }],
  [
    Requirement.skuName('Standard_NC24ads_A100_v4'),
    { key: azure('sku-name'), operator: 'In', values: ['Standard_NC24ads_A100_v4'] },
  ],
  [Requirement.skuFamily('D'), { key: azure('sku-family'), operator: 'In', values: ['D'] }],
  [Requirement.skuSeries('NCads_v4'), { key: azure('sku-series'), operator: 'In', values: ['NCads_v4'] }],
  [Requirement.skuVersion('4'), { key: azure('sku-version'), operator: 'In', values: ['4'] }],
  [Requirement.skuGpuCount(1, 2), { key: azure('sku-gpu-count'), operator: 'In', values: ['1', '2'] }],
  [Requirement.skuGpuName('A100'), { key: azure('sku-gpu-name'), operator: 'In', values: ['A100'] }],
  [
    Requirement.skuGpuManufacturer('nvidia'),
    { key: azure('sku-gpu-manufacturer'), operator: 'In', values: ['nvidia'] },
  ],
  [Requirement.skuCpu(24), { key: azure('sku-cpu'), operator: 'In', values: ['24'] }],
  [Requirement.skuMemory(225280), { key: azure('sku-memory'), operator: 'In', values: ['225280'] }],
  [Requirement.placementScope('zonal'), { key: azure('placement-scope'), operator: 'In', values: ['zonal'] }],
  [
    Requirement.acceleratedNetworking(true),
    { key: azure('sku-networking-accelerated'), operator: 'In', values: ['true'] },
  ],
  [Requirement.premiumStorage(false), { key: azure('sku-storage-premium-capable'), operator: 'In', values: ['false'] }],
  [
    Requirement.in('team', ['a', 'b'], { minValues: 2 }),
    { key: 'team', operator: 'In', values: ['a', 'b'], minValues: 2 },
  ],
  [Requirement.notIn('team', ['a']), { key: 'team', operator: 'NotIn', values: ['a'] }],
  [Requirement.exists('team'), { key: 'team', operator: 'Exists' }],
  [Requirement.exists('team', { minValues: 3 }), { key: 'team', operator: 'Exists', minValues: 3 }],
  [Requirement.doesNotExist('team'), { key: 'team', operator: 'DoesNotExist' }],
  [Requirement.greaterThan(azure('sku-cpu'), 0), { key: azure('sku-cpu'), operator: 'Gt', values: ['0'] }],
  [Requirement.lessThan(azure('sku-cpu'), 97), { key: azure('sku-cpu'), operator: 'Lt', values: ['97'] }],
  [Requirement.atLeast(azure('sku-cpu'), 8), { key: azure('sku-cpu'), operator: 'Gte', values: ['8'] }],
  [Requirement.atMost(azure('sku-cpu'), 96), { key: azure('sku-cpu'), operator: 'Lte', values: ['96'] }],
])('%# renders as a NodePool has it', (requirement, json) => {
  expect(requirement.toJson()).toEqual(json);
});

test('every factory is in the list above', () => {
  const factories = Object.getOwnPropertyNames(Requirement).filter(
    (name) => typeof Requirement[name as keyof typeof Requirement] === 'function' && name !== 'prototype',
  );
  expect(factories).toHaveLength(24);
});

test('the values are a copy, of the list that was given and in what is rendered', () => {
  const values = ['a'];
  const requirement = Requirement.in('team', values);
  values.push('b');
  (requirement.toJson().values as string[]).push('c');
  expect(requirement.toJson().values).toEqual(['a']);
});

test.each([
  [
    'no value',
    () => Requirement.skuName(),
    'requirement karpenter.azure.com/sku-name In [] has no value, In needs at least one',
  ],
  [
    'a key that is no label key',
    () => Requirement.exists('a b'),
    "requirement a b Exists [] has a key that name part must consist of letters, digits, '-', '_' and '.', and begin and end with a letter or digit",
  ],
  [
    'a value that is no label value',
    () => Requirement.zone('west europe'),
    "requirement topology.kubernetes.io/zone In [west europe] has the value 'west europe', which must be empty or consist of " +
      "letters, digits, '-', '_' and '.', and begin and end with a letter or digit",
  ],
  [
    'a value that is a number',
    () => Requirement.in('team', untyped([1])),
    "requirement team In [1] has the value '1', which must be text",
  ],
  [
    'a fraction',
    () => Requirement.greaterThan('cpus', 1.5),
    'requirement cpus Gt [1.5] needs one whole number of at least 0',
  ],
  [
    'no number',
    () => Requirement.atMost('cpus', NaN),
    'requirement cpus Lte [NaN] needs one whole number of at least 0',
  ],
  [
    'infinity',
    () => Requirement.atLeast('cpus', Infinity),
    'requirement cpus Gte [Infinity] needs one whole number of at least 0',
  ],
  [
    'minValues 0',
    () => Requirement.exists('team', { minValues: 0 }),
    'requirement team Exists [] has minValues 0, allowed are 1 to 50',
  ],
  [
    'minValues 51',
    () => Requirement.exists('team', { minValues: 51 }),
    'requirement team Exists [] has minValues 51, allowed are 1 to 50',
  ],
  [
    'minValues 1.5',
    () => Requirement.exists('team', { minValues: 1.5 }),
    'requirement team Exists [] has minValues 1.5, allowed are 1 to 50',
  ],
  [
    'more minValues than values',
    () => Requirement.in('team', ['a'], { minValues: 2 }),
    'requirement team In [a] has minValues 2 but only 1 values',
  ],
])('%s is refused', (_what, act, message) => {
  expect(messageOf(act)).toBe(message);
});

test('a negative number is refused', () => {
  expect(messageOf(() => Requirement.lessThan('cpus', -1))).toMatch(/^requirement cpus Lt \[-1] /);
});

test('the bounds of minValues themselves are accepted', () => {
  expect([1, 50].map((minValues) => Requirement.exists('team', { minValues }).minValues)).toEqual([1, 50]);
});
