import { saysOf } from '../core/support';

const GPU = { deviceClassName: 'gpu.nvidia.com' };
const request = (exactly: object = {}, name: unknown = 'gpu'): object => ({ name, exactly: { ...GPU, ...exactly } });

const claim = (devices: object, metadata: object = {}): object => ({
  apiVersion: 'resource.k8s.io/v1',
  kind: 'ResourceClaim',
  metadata: { name: 'a', ...metadata },
  spec: { devices },
});

const says = (devices: object, version?: string): string[] => saysOf(claim(devices), 105, 105, version);
const saysOfRequest = (exactly: object, version?: string): string[] => says({ requests: [request(exactly)] }, version);
const saysOfExpression = (expression: unknown): string[] => saysOfRequest({ selectors: [{ cel: { expression } }] });

const AT = 'ACC105 spec.devices.requests[0]';
const REFERENCE =
  "must be the name of a request in the claim or the name of a request and a subrequest separated by '/'";
const LABEL = "must consist of lower-case letters, digits and '-', and begin and end with a letter or digit";

test.each<[string, object, readonly string[]]>([
  ['one device', { requests: [request()] }, []],
  ['nothing', {}, []],
  [
    'the form of v1beta1',
    { requests: [{ name: 'gpu', ...GPU }] },
    [`${AT}: Required value: exactly one of \`exactly\` or \`firstAvailable\` is required`],
  ],
  [
    'both forms',
    { requests: [{ ...request(), firstAvailable: [{ name: 'a', ...GPU }] }] },
    [`${AT}: Invalid value: exactly one of \`exactly\` or \`firstAvailable\` is required, but multiple fields are set`],
  ],
  ['an empty list beside', { requests: [{ ...request(), firstAvailable: [] }] }, []],
  ['no name', { requests: [request({}, '')] }, [`${AT}.name: Invalid value: "": ${LABEL}`]],
  ['a name with capitals', { requests: [request({}, 'GPU')] }, [`${AT}.name: Invalid value: "GPU": ${LABEL}`]],
  ['one name twice', { requests: [request(), request()] }, ['ACC105 spec.devices.requests[1]: Duplicate value: "gpu"']],
  ['no class', { requests: [{ name: 'gpu', exactly: {} }] }, [`${AT}.exactly.deviceClassName: Required value`]],
  [
    'too many requests',
    { requests: Array.from({ length: 33 }, (_, index) => request({}, `gpu-${index}`)) },
    ['ACC105 spec.devices.requests: Too many: 33: must have at most 32 items'],
  ],
  [
    'alternatives of one name, one without a class',
    { requests: [{ name: 'gpu', firstAvailable: [{ name: 'big', ...GPU }, { name: 'big' }] }] },
    [`${AT}.firstAvailable[1].deviceClassName: Required value`, `${AT}.firstAvailable[1]: Duplicate value: "big"`],
  ],
  [
    'nine alternatives',
    { requests: [{ name: 'gpu', firstAvailable: Array.from({ length: 9 }, (_, i) => ({ name: `a${i}`, ...GPU })) }] },
    [`${AT}.firstAvailable: Too many: 9: must have at most 8 items`],
  ],
])('a claim for %s', (_what, devices, lines) => {
  expect(says(devices)).toEqual(lines);
});

test.each<[string, object, readonly string[]]>([
  ['a count', { count: 4 }, []],
  ['no count', { count: 0, allocationMode: 'ExactCount' }, []],
  ['a negative count', { count: -1 }, [`${AT}.exactly.count: Invalid value: -1: must be greater than zero`]],
  ['all devices', { allocationMode: 'All' }, []],
  [
    'a number of all devices',
    { allocationMode: 'All', count: 2 },
    [`${AT}.exactly.count: Invalid value: 2: must not be specified when allocationMode is 'All'`],
  ],
  [
    'another mode',
    { allocationMode: 'Exact' },
    [`${AT}.exactly.allocationMode: Unsupported value: "Exact": supported values: "All", "ExactCount"`],
  ],
  ['a selector without an expression', { selectors: [{}] }, [`${AT}.exactly.selectors[0].cel: Required value`]],
])('a request with %s', (_what, exactly, lines) => {
  expect(saysOfRequest(exactly)).toEqual(lines);
});

test.each([
  ["device.attributes['gpu.nvidia.com'].productName.lowerAscii().matches('^.*a100.*$')"],
  ["device.capacity['gpu.nvidia.com'].memory.compareTo(quantity('40Gi')) >= 0"],
  ["device.driver == 'gpu.nvidia.com' && device.allowMultipleAllocations == true"],
  ["semver(device.attributes['gpu.nvidia.com'].driverVersion).isGreaterThan(semver('550.0.0'))"],
  ["'mig' in device.attributes['gpu.nvidia.com']"],
])('devices are chosen by %s', (expression) => {
  expect(saysOfExpression(expression)).toEqual([]);
});

test.each([
  ['', 'compilation failed: Syntax error'],
  ["device.driver = 'a'", 'compilation failed: Syntax error'],
  ["attributes['a'].b == 1", "compilation failed: undeclared reference to 'attributes'"],
  ["device.attribute['a'].b == 1", "compilation failed: undefined field 'attribute'"],
  ["device.driver.startWith('gpu')", "compilation failed: undeclared reference to 'startWith'"],
  ["'gpu.nvidia.com'", 'must evaluate to bool'],
])('the expression %j is refused', (expression, problem) => {
  const at = `${AT}.exactly.selectors[0].cel.expression`;
  expect(saysOfExpression(expression)).toEqual([`${at}: Invalid value: ${JSON.stringify(expression)}: ${problem}`]);
});

test('an expression has 10 KiB, and a request 32 of them', () => {
  const long = `device.driver == '${'a'.repeat(10240)}'`;
  expect(saysOfExpression(long)).toEqual([
    `${AT}.exactly.selectors[0].cel.expression: Too long: may not be more than 10240 bytes`,
  ]);
  const selectors = (count: number): object[] => Array.from({ length: count }, () => ({ cel: { expression: 'true' } }));
  expect(saysOfRequest({ selectors: selectors(33) })).toEqual([
    `${AT}.exactly.selectors: Too many: 33: must have at most 32 items`,
  ]);
  expect(saysOfRequest({ selectors: selectors(32) })).toEqual([]);
});

describe('a constraint', () => {
  const constraint = (one: object, version?: string): string[] =>
    says(
      { requests: [request(), { name: 'nic', firstAvailable: [{ name: 'fast', ...GPU }] }], constraints: [one] },
      version,
    );
  const at = 'ACC105 spec.devices.constraints[0]';

  test.each<[string, object, readonly string[]]>([
    ['of all requests', { matchAttribute: 'dra.net/numa' }, []],
    ['of some', { requests: ['gpu', 'nic', 'nic/fast'], distinctAttribute: 'dra.net/numa' }, []],
    [
      'without an attribute',
      { requests: ['gpu'] },
      [`${at}: Required value: exactly one of "matchAttribute" or "distinctAttribute" is required`],
    ],
    [
      'of an attribute without a domain',
      { matchAttribute: 'numa' },
      [
        `${at}.matchAttribute: Invalid value: "numa": a fully qualified name must be a domain and a name separated by a slash`,
      ],
    ],
    [
      'of an attribute that is none',
      { matchAttribute: 'dra.net/numa-node' },
      [
        `${at}.matchAttribute: Invalid value: "numa-node": a valid C identifier must begin with a letter or '_', and consist of letters, digits and '_'`,
      ],
    ],
    [
      'of a request that is not there',
      { requests: ['gpus'], matchAttribute: 'a/b' },
      [`${at}.requests[0]: Invalid value: "gpus": ${REFERENCE}`],
    ],
    [
      'of another alternative',
      { requests: ['nic/slow'], matchAttribute: 'a/b' },
      [`${at}.requests[0]: Invalid value: "nic/slow": ${REFERENCE}`],
    ],
    [
      'of too deep a name',
      { requests: ['a/b/c'], matchAttribute: 'a/b' },
      [`${at}.requests[0]: Invalid value: "a/b/c": ${REFERENCE}`],
    ],
    [
      'of a request twice',
      { requests: ['gpu', 'gpu'], matchAttribute: 'a/b' },
      [`${at}.requests[1]: Duplicate value: "gpu"`],
    ],
  ])('%s', (_what, one, lines) => {
    expect(constraint(one)).toEqual(lines);
  });

  test('knows distinct attributes since 1.36', () => {
    expect(constraint({ distinctAttribute: 'a/b' }, '1.35')).toEqual([`${at}.matchAttribute: Required value`]);
  });
});

test.each<[string, object, readonly string[]]>([
  ['for a driver', { requests: ['gpu'], opaque: { driver: 'gpu.nvidia.com', parameters: { kind: 'GpuConfig' } } }, []],
  ['without parameters', { opaque: { driver: 'gpu.nvidia.com' } }, ['opaque.parameters: Required value']],
  ['without a driver', { opaque: { parameters: {} } }, ['opaque.driver: Required value']],
  ['of nothing', {}, ['opaque: Required value']],
  [
    'of text',
    { opaque: { driver: 'a', parameters: 'b' } },
    ['opaque.parameters: Invalid value: "<value omitted>": must be a valid JSON object'],
  ],
  [
    'of too much',
    { opaque: { driver: 'a', parameters: { a: 'x'.repeat(10240) } } },
    ['opaque.parameters: Too long: may not be more than 10240 bytes'],
  ],
  [
    'for a request that is not there',
    { requests: ['x'], opaque: { driver: 'a', parameters: {} } },
    [`requests[0]: Invalid value: "x": ${REFERENCE}`],
  ],
])('configuration %s', (_what, config, lines) => {
  expect(says({ requests: [request()], config: [config] })).toEqual(
    lines.map((line) => `ACC105 spec.devices.config[0].${line}`),
  );
});

test.each<[string, object, readonly string[]]>([
  ['everything', { operator: 'Exists' }, []],
  ['one value', { key: 'a', value: 'b', effect: 'NoSchedule' }, []],
  [
    'a value of any',
    { operator: 'Exists', value: 'b' },
    ['value: Invalid value: "b": must be empty for operator `Exists`'],
  ],
  [
    'by another operator',
    { operator: 'In' },
    ['operator: Unsupported value: "In": supported values: "Equal", "Exists"'],
  ],
  [
    'another effect',
    { effect: 'PreferNoSchedule' },
    ['effect: Unsupported value: "PreferNoSchedule": supported values: "NoExecute", "NoSchedule", "None"'],
  ],
])('a toleration of %s', (_what, toleration, lines) => {
  expect(saysOfRequest({ tolerations: [toleration] })).toEqual(
    lines.map((line) => `${AT}.exactly.tolerations[0].${line}`),
  );
  expect(saysOfRequest({ tolerations: [toleration] }, '1.35')).toEqual([]);
});

test('a template makes claims like these, which have labels and annotations', () => {
  const template = (spec: object): string[] =>
    saysOf(
      { apiVersion: 'resource.k8s.io/v1', kind: 'ResourceClaimTemplate', metadata: { name: 'a' }, spec },
      105,
      105,
    );
  const devices = { requests: [request()] };
  expect(template({ metadata: { labels: { a: 'b' } }, spec: { devices } })).toEqual([]);
  expect(template({ metadata: { name: 'a' }, spec: { devices: { requests: [{ name: 'gpu' }] } } })).toEqual([
    'ACC105 spec.metadata.name: Forbidden: cannot be set',
    'ACC105 spec.spec.devices.requests[0]: Required value: exactly one of `exactly` or `firstAvailable` is required',
  ]);
});

test('admin access needs the label of its namespace, where that is among the manifests', () => {
  const namespace = (labels: object): object => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'ml', labels },
  });
  const asking = claim({ requests: [request({ adminAccess: true })] }, { namespace: 'ml' });
  const label = { 'resource.kubernetes.io/admin-access': 'true' };
  expect(saysOf([namespace({}), asking], 105, 105)).toEqual([
    `${AT}.exactly.adminAccess: Forbidden: admin access to devices requires the \`resource.kubernetes.io/admin-access: true\` label on the containing namespace`,
  ]);
  expect(saysOf([namespace(label), asking], 105, 105)).toEqual([]);
  expect(saysOf(asking, 105, 105)).toEqual([]);
  expect(
    saysOf([namespace({}), claim({ requests: [request({ adminAccess: false })] }, { namespace: 'ml' })], 105, 105),
  ).toEqual([]);
});

test('other versions, which no API server serves by itself, are not looked at', () => {
  const older = { ...claim({ requests: [{ name: 'gpu', ...GPU }] }), apiVersion: 'resource.k8s.io/v1beta1' };
  expect(saysOf(older, 105, 105)).toEqual([]);
});
