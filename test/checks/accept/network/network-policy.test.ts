import { saysOf } from '../core/support';

function says(spec: unknown, version?: string): string[] {
  return saysOf(
    { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'a' }, spec },
    63,
    64,
    version,
  );
}

const from = (...peers: unknown[]): unknown => ({ ingress: [{ from: peers }] });
const ports = (...items: unknown[]): unknown => ({ egress: [{ ports: items }] });

describe('NetworkPolicies that are refused', () => {
  test.each<[string, unknown, string]>([
    [
      'an operator of nodes',
      { podSelector: { matchExpressions: [{ key: 'a', operator: 'Gt', values: ['1'] }] } },
      'ACC063 spec.podSelector.matchExpressions[0].operator: Invalid value: "Gt": not a valid selector operator',
    ],
    [
      'no values',
      { podSelector: { matchExpressions: [{ key: 'a', operator: 'In' }] } },
      "ACC063 spec.podSelector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
    ],
    [
      'values too many',
      { podSelector: { matchExpressions: [{ key: 'a', operator: 'Exists', values: ['b'] }] } },
      "ACC063 spec.podSelector.matchExpressions[0].values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
    ],
    ['an empty peer', from({}), 'ACC063 spec.ingress[0].from[0]: Required value: must specify a peer'],
    [
      'a range beside a selector',
      from({ podSelector: {}, ipBlock: { cidr: '10.0.0.0/8' } }),
      'ACC063 spec.ingress[0].from[0]: Forbidden: may not specify both ipBlock and another peer',
    ],
    ['no range', from({ ipBlock: {} }), 'ACC063 spec.ingress[0].from[0].ipBlock.cidr: Required value'],
    [
      'an exception outside',
      from({ ipBlock: { cidr: '10.0.0.0/8', except: ['11.0.0.0/16'] } }),
      'ACC063 spec.ingress[0].from[0].ipBlock.except[0]: Invalid value: "11.0.0.0/16": must be a strict subset of `cidr`',
    ],
    [
      'a type in lower case',
      { policyTypes: ['ingress'] },
      'ACC063 spec.policyTypes[0]: Unsupported value: "ingress": supported values: "Egress", "Ingress"',
    ],
    [
      'port 0',
      ports({ port: 0 }),
      'ACC064 spec.egress[0].ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive',
    ],
    [
      'a range that runs backwards',
      ports({ port: 90, endPort: 80 }),
      'ACC064 spec.egress[0].ports[0].endPort: Invalid value: 80: must be greater than or equal to `port`',
    ],
    [
      'a range from a name',
      ports({ port: 'http', endPort: 80 }),
      'ACC064 spec.egress[0].ports[0].endPort: Invalid value: 80: may not be specified when `port` is non-numeric',
    ],
    [
      'a range from nowhere',
      ports({ endPort: 80 }),
      'ACC064 spec.egress[0].ports[0].endPort: Invalid value: 80: may not be specified when `port` is not specified',
    ],
    [
      'a protocol',
      ports({ protocol: 'ICMP' }),
      'ACC064 spec.egress[0].ports[0].protocol: Unsupported value: "ICMP": supported values: "SCTP", "TCP", "UDP"',
    ],
  ])('%s', (_what, spec, line) => {
    expect(says(spec)).toEqual([line]);
  });
});

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['everyone', { podSelector: {}, ingress: [{}], policyTypes: ['Ingress', 'Egress'] }],
  ['both selectors', from({ podSelector: {}, namespaceSelector: {} })],
  ['a range within', from({ ipBlock: { cidr: '2001:db8::/32', except: ['2001:db8:1::/48'] } })],
  ['a range of ports', ports({ port: 80, endPort: 80 }, { port: 'http' }, {})],
])('a NetworkPolicy is accepted with %s', (_what, spec) => {
  expect(says(spec)).toEqual([]);
});

test('bits behind the prefix are refused since 1.36', () => {
  expect(says(from({ ipBlock: { cidr: '10.0.0.1/8' } }), '1.35')).toEqual([]);
  expect(says(from({ ipBlock: { cidr: '10.0.0.1/8' } }))).toEqual([
    'ACC063 spec.ingress[0].from[0].ipBlock.cidr: Invalid value: "10.0.0.1/8": must not have bits set beyond the prefix length',
  ]);
});
