import { saysOf } from '../core/support';

const slice = (fields: object): unknown => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { name: 'a' },
  addressType: 'IPv4',
  ...fields,
});
const one = (address: string): object => ({ endpoints: [{ addresses: [address] }] });

test.each<[string, object, readonly string[]]>([
  ['no type', { addressType: null }, ['ACC065 addressType: Required value']],
  [
    'another type',
    { addressType: 'IP' },
    ['ACC065 addressType: Unsupported value: "IP": supported values: "FQDN", "IPv4", "IPv6"'],
  ],
  [
    'no address',
    { endpoints: [{}] },
    ['ACC065 endpoints[0].addresses: Required value: must contain at least 1 address'],
  ],
  [
    'an address of another type',
    one('::2'),
    ['ACC065 endpoints[0].addresses[0]: Invalid value: "::2": must be a valid IPv4 address'],
  ],
  [
    'an address of the link',
    one('169.254.0.1'),
    [
      'ACC065 endpoints[0].addresses[0]: Invalid value: "169.254.0.1": may not be in the link-local range (169.254.0.0/16, fe80::/10)',
    ],
  ],
  [
    '101 addresses',
    { endpoints: [{ addresses: Array<string>(101).fill('10.0.0.1') }] },
    ['ACC065 endpoints[0].addresses: Too many: 101: must have at most 100 items'],
  ],
  [
    'a name of one part',
    { addressType: 'FQDN', ...one('db') },
    [
      'ACC065 endpoints[0].addresses[0]: Invalid value: "db": should be a domain with at least two segments separated by dots',
    ],
  ],
  ['two ports without a name', { ports: [{ port: 1 }, { port: 2 }] }, ['ACC065 ports[1].name: Duplicate value: ""']],
  [
    'a zone twice',
    { endpoints: [{ addresses: ['10.0.0.1'], hints: { forZones: [{ name: 'a' }, { name: 'a' }] } }] },
    ['ACC065 endpoints[0].hints.forZones[1].name: Duplicate value: "a"'],
  ],
  [
    'a node twice and one that is none',
    { endpoints: [{ addresses: ['10.0.0.1'], hints: { forNodes: [{ name: 'a' }, { name: 'a' }, { name: 'B' }] } }] },
    [
      'ACC065 endpoints[0].hints.forNodes[1].name: Duplicate value: "a"',
      `ACC065 endpoints[0].hints.forNodes[2].name: Invalid value: "B": must consist of lower-case letters, digits, '-' and '.', and begin and end with a letter or digit`,
    ],
  ],
  [
    'nine nodes',
    {
      endpoints: [
        { addresses: ['10.0.0.1'], hints: { forNodes: Array.from({ length: 9 }, (_, i) => ({ name: `n${i}` })) } },
      ],
    },
    ['ACC065 endpoints[0].hints.forNodes: Too many: 9: must have at most 8 items'],
  ],
  ['a node', { endpoints: [{ addresses: ['10.0.0.1'], hints: { forNodes: [{ name: 'a' }] } }] }, []],
  ['a topology, which is dropped', { endpoints: [{ addresses: ['10.0.0.1'], deprecatedTopology: { '-': '-' } }] }, []],
  ['addresses', one('10.0.0.1'), []],
  ['a name', { addressType: 'FQDN', ...one('db.example.com') }, []],
])('an EndpointSlice with %s', (_what, fields, lines) => {
  expect(saysOf(slice(fields), 65, 65)).toEqual(lines);
});

test.each<[string, unknown, readonly string[]]>([
  ['no addresses', {}, ['ACC066 subsets[0]: Required value: must specify `addresses` or `notReadyAddresses`']],
  [
    'a name',
    { addresses: [{ ip: 'db' }] },
    [
      'ACC066 subsets[0].addresses[0].ip: Invalid value: "db": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
    ],
  ],
  [
    'any address',
    { addresses: [{ ip: '0.0.0.0' }] },
    ['ACC066 subsets[0].addresses[0].ip: Invalid value: "0.0.0.0": may not be unspecified (0.0.0.0)'],
  ],
  [
    'no name of two ports',
    { addresses: [{ ip: '10.0.0.1' }], ports: [{ name: 'a', port: 1 }, { port: 2 }] },
    ['ACC066 subsets[0].ports[1].name: Required value'],
  ],
  [
    'no port',
    { addresses: [{ ip: '10.0.0.1' }], ports: [{}] },
    ['ACC066 subsets[0].ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive'],
  ],
  ['addresses', { addresses: [{ ip: '10.0.0.1' }], ports: [{ port: 1 }] }, []],
])('Endpoints with %s', (_what, subset, lines) => {
  expect(saysOf({ apiVersion: 'v1', kind: 'Endpoints', metadata: { name: 'a' }, subsets: [subset] }, 66, 66)).toEqual(
    lines,
  );
});
