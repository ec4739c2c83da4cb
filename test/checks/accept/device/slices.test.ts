import { saysOf } from '../core/support';

const BASE = {
  driver: 'gpu.example.com',
  pool: { name: 'node-1', generation: 1, resourceSliceCount: 1 },
  nodeName: 'node-1',
};
const says = (spec: object, version?: string): string[] =>
  saysOf(
    { apiVersion: 'resource.k8s.io/v1', kind: 'ResourceSlice', metadata: { name: 'a' }, spec: { ...BASE, ...spec } },
    107,
    107,
    version,
  );
const saysOfDevice = (device: object, version?: string): string[] =>
  says({ devices: [{ name: 'gpu-0', ...device }] }, version);
const AT = 'ACC107 spec.devices[0]';

test.each<[string, object, readonly string[]]>([
  ['of a node', {}, []],
  ['of all nodes', { nodeName: null, allNodes: true }, []],
  ['of a pool with parts', { pool: { ...BASE.pool, name: 'a.b/c' } }, []],
  ['without a driver', { driver: '' }, ['ACC107 spec.driver: Required value']],
  [
    'of no pool',
    { pool: {} },
    [
      'ACC107 spec.pool.name: Required value',
      'ACC107 spec.pool.resourceSliceCount: Invalid value: 0: must be greater than zero',
    ],
  ],
  [
    'of a negative generation',
    { pool: { ...BASE.pool, generation: -1 } },
    ['ACC107 spec.pool.generation: Invalid value: -1: must be greater than or equal to zero'],
  ],
  [
    'of nowhere',
    { nodeName: undefined },
    [
      'ACC107 spec: Required value: exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required',
    ],
  ],
  [
    'of two places',
    { allNodes: true },
    [
      'ACC107 spec: Invalid value: "{`nodeName`, `allNodes`}": exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required, but multiple fields are set',
    ],
  ],
  [
    'of not all nodes',
    { allNodes: false },
    ['ACC107 spec.allNodes: Invalid value: false: must be either unset or set to true'],
  ],
  [
    'of a selector without terms',
    { nodeName: null, nodeSelector: {} },
    [
      'ACC107 spec.nodeSelector.nodeSelectorTerms: Required value: must have at least one node selector term',
      'ACC107 spec.nodeSelector.nodeSelectorTerms: Invalid value: null: must have exactly one node selector term',
    ],
  ],
  [
    'of one device twice',
    { devices: [{ name: 'a' }, { name: 'a' }] },
    ['ACC107 spec.devices[1]: Duplicate value: "a"'],
  ],
  [
    'of devices and counters',
    { devices: [], sharedCounters: [{ name: 'a', counters: { b: { value: 1 } } }] },
    ['ACC107 spec: Invalid value: "": only one of `sharedCounters` or `devices` is allowed'],
  ],
  [
    'of counters without names',
    { sharedCounters: [{ counters: {} }] },
    ['ACC107 spec.sharedCounters[0].name: Required value', 'ACC107 spec.sharedCounters[0].counters: Required value'],
  ],
  [
    'of 65 devices with taints',
    {
      devices: Array.from({ length: 65 }, (_, i) => ({ name: `a${i}`, taints: [{ key: 'a', effect: 'NoSchedule' }] })),
    },
    ['ACC107 spec.devices: Too many: 65: must have at most 64 items'],
  ],
  ['of 65 devices', { devices: Array.from({ length: 65 }, (_, i) => ({ name: `a${i}` })) }, []],
])('a slice %s', (_what, spec, lines) => {
  expect(says(spec)).toEqual(lines);
});

test.each<[string, object, readonly string[]]>([
  [
    'with attributes and capacity',
    {
      attributes: { type: { string: 'gpu' }, 'nvidia.com/driver': { version: '550.0.0' }, mig: { bool: false } },
      capacity: { memory: { value: '80Gi' } },
    },
    [],
  ],
  [
    'with an attribute of nothing',
    { attributes: { a: {} } },
    [`${AT}.attributes.a: Invalid value: "": exactly one value must be specified`],
  ],
  [
    'with an attribute of two values',
    { attributes: { a: { int: 1, bool: true } } },
    [`${AT}.attributes.a: Invalid value: {"int":1,"bool":true}: exactly one value must be specified`],
  ],
  [
    'with a version that is none',
    { attributes: { a: { version: '550.54' } } },
    [`${AT}.attributes.a.version: Invalid value: "550.54": must be a string compatible with semver.org spec 2.0.0`],
  ],
  [
    'with a name that is no identifier',
    { capacity: { 'gpu-memory': { value: 1 } } },
    [
      `${AT}.capacity: Invalid value: "gpu-memory": a valid C identifier must begin with a letter or '_', and consist of letters, digits and '_'`,
    ],
  ],
  [
    'with text that is long',
    { attributes: { a: { string: 'x'.repeat(65) } } },
    [`${AT}.attributes.a.string: Too long: may not be more than 64 bytes`],
  ],
  [
    'with a policy though it is not shared',
    { capacity: { a: { value: 1, requestPolicy: {} } } },
    [`${AT}.capacity.a.requestPolicy: Forbidden: allowMultipleAllocations must be true`],
  ],
  ['with a taint without an effect', { taints: [{ key: 'a' }] }, [`${AT}.taints[0].effect: Required value`]],
  ['with a taint', { taints: [{ key: 'a', effect: 'None' }] }, []],
  [
    'of a node of its own',
    { nodeName: 'a' },
    [
      `${AT}: Invalid value: \`nodeName\`, \`nodeSelector\` and \`allNodes\` can only be set if \`perDeviceNodeSelection\` is set to true in the ResourceSlice spec`,
    ],
  ],
  [
    'with conditions of one kind alone',
    { bindingConditions: ['a.com/ready'] },
    [
      `${AT}.bindingFailureConditions: Invalid value: null: bindingFailureConditions are required to use bindingConditions`,
    ],
  ],
  [
    'with one condition of both kinds',
    { bindingConditions: ['a'], bindingFailureConditions: ['a'] },
    [
      `${AT}.bindingFailureConditions[0]: Invalid value: "a": bindingFailureConditions must not overlap with bindingConditions`,
    ],
  ],
  ['with conditions', { bindingConditions: ['a'], bindingFailureConditions: ['b'] }, []],
  [
    'with counters of one set twice',
    {
      consumesCounters: [
        { counterSet: 'a', counters: { b: { value: 1 } } },
        { counterSet: 'a', counters: { b: { value: 1 } } },
      ],
    },
    [`${AT}.consumesCounters[1]: Duplicate value: "a"`],
  ],
])('a device %s', (_what, device, lines) => {
  expect(saysOfDevice(device)).toEqual(lines);
});

test('before 1.36 taints, policies and places of single devices are dropped', () => {
  const device = {
    nodeName: 'a',
    taints: [{}],
    capacity: { a: { value: 1, requestPolicy: {} } },
    bindingConditions: ['a'],
  };
  expect(saysOfDevice(device, '1.35')).toEqual([]);
  expect(saysOfDevice(device)).toHaveLength(5);
});

test('each device is somewhere where the slice says so', () => {
  const spec = (device: object): string[] =>
    says({ nodeName: null, perDeviceNodeSelection: true, devices: [{ name: 'a', ...device }] });
  const one =
    'exactly one of `nodeName`, `nodeSelector`, or `allNodes` is required when `perDeviceNodeSelection` is set to true in the ResourceSlice spec';
  expect(spec({ allNodes: true })).toEqual([]);
  expect(spec({})).toEqual([`${AT}: Required value: ${one}`]);
  expect(spec({ allNodes: true, nodeName: 'a' })).toEqual([`${AT}: Invalid value: ${one}`]);
});

describe('the policy of a capacity', () => {
  const policy = (requestPolicy: object): string[] =>
    saysOfDevice({ allowMultipleAllocations: true, capacity: { a: { value: '40Gi', requestPolicy } } });
  const at = `${AT}.capacity.a.requestPolicy`;

  test.each<[string, object, readonly string[]]>([
    ['of nothing', {}, []],
    ['of some values', { default: '1Gi', validValues: ['1Gi', '2Gi'] }, []],
    [
      'of values without a default',
      { validValues: ['1Gi'] },
      [`${at}.default: Required value: required when validValues is defined`],
    ],
    [
      'of values in disorder, one too large and twice',
      { default: '3Gi', validValues: ['2Gi', '1Gi', '41Gi', '41Gi'] },
      [
        `${at}.validValues[1]: Invalid value: "1Gi": values must be sorted in ascending order`,
        `${at}.validValues[2]: Invalid value: "41Gi": option is larger than capacity value: 40Gi`,
        `${at}.validValues[3]: Invalid value: "41Gi": option is larger than capacity value: 40Gi`,
        `${at}.validValues[3]: Duplicate value: "41Gi"`,
        `${at}.validValues: Invalid value: "3Gi": default value is not valid according to the requestPolicy`,
      ],
    ],
    ['of a range', { default: '1Gi', validRange: { min: '1Gi', max: '39Gi', step: '1Gi' } }, []],
    [
      'of a range without a start',
      { default: '1Gi', validRange: {} },
      [`${at}.validRange.min: Required value: required when validRange is defined`],
    ],
    [
      'of a range that its default is not in',
      { default: '1Gi', validRange: { min: '2Gi', max: '4Gi' } },
      [`${at}.validRange.default: Invalid value: "1Gi": default is less than min: 2Gi`],
    ],
    [
      'of steps that do not fit',
      { default: '2Gi', validRange: { min: '1Gi', max: '4Gi', step: '2Gi' } },
      [
        `${at}.validRange.step: Invalid value: "2Gi": value is not a multiple of a given step (2Gi) from (1Gi)`,
        `${at}.validRange.step: Invalid value: "4Gi": value is not a multiple of a given step (2Gi) from (1Gi)`,
      ],
    ],
    [
      'of both',
      { default: 1, validValues: [1], validRange: { min: 1 } },
      [
        `${at}: Forbidden: exactly one policy can be specified, cannot specify "validValues" and "validRange" at the same time`,
      ],
    ],
  ])('%s', (_what, requestPolicy, lines) => {
    expect(policy(requestPolicy)).toEqual(lines);
  });
});
