import { saysOf } from '../core/support';

const PORTS = [{ port: 80 }];

function service(spec: unknown, name = 'web', annotations?: unknown): unknown {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, annotations }, spec };
}

function says(spec: unknown, version?: string): string[] {
  return saysOf(service(spec), 55, 59, version);
}

describe('Services that are refused', () => {
  test.each<[string, unknown, string]>([
    ['no ports', {}, 'ACC055 spec.ports: Required value'],
    ['no port', { ports: [{}] }, 'ACC055 spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive'],
    [
      'a port above all',
      { ports: [{ port: 65536 }] },
      'ACC055 spec.ports[0].port: Invalid value: 65536: must be between 1 and 65535, inclusive',
    ],
    [
      'two ports of which one has no name',
      { ports: [{ name: 'a', port: 1 }, { port: 2 }] },
      'ACC055 spec.ports[1].name: Required value',
    ],
    [
      'two ports of one name',
      {
        ports: [
          { name: 'a', port: 1 },
          { name: 'a', port: 2 },
        ],
      },
      'ACC055 spec.ports[1].name: Duplicate value: "a"',
    ],
    [
      'one port twice',
      {
        ports: [
          { name: 'a', port: 1 },
          { name: 'b', port: 1, protocol: 'TCP' },
        ],
      },
      'ACC055 spec.ports[1]: Duplicate value: {"protocol":"TCP","port":1}',
    ],
    [
      'a quoted number as target',
      { ports: [{ port: 1, targetPort: '80' }] },
      'ACC055 spec.ports[0].targetPort: Invalid value: "80": must contain at least one letter (a-z); write the number without quotes',
    ],
    [
      'a target with two dashes',
      { ports: [{ port: 1, targetPort: 'a--b' }] },
      'ACC055 spec.ports[0].targetPort: Invalid value: "a--b": must not contain consecutive hyphens',
    ],
    [
      'a protocol that there is not',
      { ports: [{ port: 1, protocol: 'HTTP' }] },
      'ACC055 spec.ports[0].protocol: Unsupported value: "HTTP": supported values: "SCTP", "TCP", "UDP"',
    ],
    [
      'a node port of a cluster IP',
      { ports: [{ port: 1, nodePort: 30000 }] },
      "ACC056 spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'",
    ],
    [
      'a node port out of range',
      { type: 'NodePort', ports: [{ port: 1, nodePort: 80 }] },
      'ACC056 spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767',
    ],
    [
      'a node port twice',
      {
        type: 'NodePort',
        ports: [
          { name: 'a', port: 1, nodePort: 30000 },
          { name: 'b', port: 2, nodePort: 30000 },
        ],
      },
      'ACC056 spec.ports[1].nodePort: Duplicate value: 30000',
    ],
    [
      'a health check without a policy',
      { type: 'LoadBalancer', ports: PORTS, healthCheckNodePort: 30000 },
      "ACC056 spec.healthCheckNodePort: Invalid value: 30000: may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'",
    ],
    [
      'a type that there is not',
      { type: 'Headless', ports: PORTS },
      'ACC057 spec.type: Unsupported value: "Headless": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"',
    ],
    ['an external name that is missing', { type: 'ExternalName' }, 'ACC057 spec.externalName: Required value'],
    [
      'an external name with an address',
      { type: 'ExternalName', externalName: 'a.b', clusterIP: '10.0.0.1' },
      'ACC057 spec.clusterIP: Forbidden: may not be set for ExternalName services',
    ],
    [
      'a node port without an address',
      { type: 'NodePort', clusterIP: 'None', ports: PORTS },
      'ACC057 spec.clusterIP: Invalid value: "None": may not be set to \'None\' for NodePort services',
    ],
    [
      'a class of a load balancer that is none',
      { ports: PORTS, loadBalancerClass: 'a/b' },
      "ACC057 spec.loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer'",
    ],
    [
      'an address that is none',
      { ports: PORTS, clusterIP: 'none' },
      'ACC058 spec.clusterIP: Invalid value: "none": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
    ],
    [
      'addresses that differ',
      { ports: PORTS, clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.2'] },
      'ACC058 spec.clusterIPs: Invalid value: ["10.0.0.2"]: first value must match `clusterIP`',
    ],
    [
      'two addresses of a family',
      { ports: PORTS, clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.1', '10.0.0.2'], ipFamilyPolicy: 'PreferDualStack' },
      'ACC058 spec.clusterIPs: Invalid value: ["10.0.0.1","10.0.0.2"]: may specify no more than one IP for each IP family',
    ],
    [
      'a family that there is not',
      { ports: PORTS, ipFamilies: ['ipv4'] },
      'ACC058 spec.ipFamilies[0]: Unsupported value: "ipv4": supported values: "IPv4", "IPv6"',
    ],
    [
      'two families and a policy of one',
      { ports: PORTS, ipFamilies: ['IPv4', 'IPv6'] },
      "ACC058 spec.ipFamilyPolicy: Invalid value: \"SingleStack\": must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified",
    ],
    [
      'an address of another family',
      { ports: PORTS, clusterIP: '10.0.0.1', ipFamilies: ['IPv6'] },
      'ACC058 spec.clusterIP: Invalid value: "10.0.0.1": expected an IPv6 value as indicated by `ipFamilies[0]`',
    ],
    [
      'the machine as an external address',
      { ports: PORTS, externalIPs: ['127.0.0.1'] },
      'ACC058 spec.externalIPs[0]: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
    ],
    [
      'a range that is an address',
      { type: 'LoadBalancer', ports: PORTS, loadBalancerSourceRanges: ['10.0.0.0'] },
      'ACC058 spec.loadBalancerSourceRanges[0]: Invalid value: "10.0.0.0": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
    ],
    [
      'a selector that is no label',
      { ports: PORTS, selector: { app: 'a b' } },
      "ACC059 spec.selector.app: Invalid value: \"a b\": must be empty or consist of letters, digits, '-', '_' and '.', and begin and end with a letter or digit",
    ],
    [
      'an affinity in lower case',
      { ports: PORTS, sessionAffinity: 'clientIP' },
      'ACC059 spec.sessionAffinity: Unsupported value: "clientIP": supported values: "ClientIP", "None"',
    ],
    [
      'an affinity of two days',
      { ports: PORTS, sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 172800 } } },
      'ACC059 spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 172800: must be greater than 0 and less than 86400',
    ],
    [
      'a policy of traffic from outside',
      { ports: PORTS, externalTrafficPolicy: 'Local' },
      'ACC059 spec.externalTrafficPolicy: Invalid value: "Local": may only be set for externally-accessible services',
    ],
    [
      'a policy of traffic from inside',
      { ports: PORTS, internalTrafficPolicy: 'local' },
      'ACC059 spec.internalTrafficPolicy: Unsupported value: "local": supported values: "Cluster", "Local"',
    ],
  ])('%s', (_what, spec, line) => {
    expect(says(spec)).toEqual([line]);
  });
});

test.each<[string, unknown]>([
  ['headless without ports', { clusterIP: 'None' }],
  ['a name outside without ports', { type: 'ExternalName', externalName: 'db.example.com.' }],
  ['one port without a name', { ports: PORTS }],
  [
    'one number of two protocols',
    {
      ports: [
        { name: 'a', port: 53 },
        { name: 'b', port: 53, protocol: 'UDP' },
      ],
    },
  ],
  [
    'targets by name and by 0',
    {
      ports: [
        { name: 'a', port: 1, targetPort: 'http' },
        { name: 'b', port: 2, targetPort: 0 },
      ],
    },
  ],
  [
    'one node port of two protocols',
    {
      type: 'NodePort',
      ports: [
        { name: 'a', port: 53, nodePort: 30053 },
        { name: 'b', port: 53, protocol: 'UDP', nodePort: 30053 },
      ],
    },
  ],
  [
    'a health check',
    { type: 'LoadBalancer', externalTrafficPolicy: 'Local', healthCheckNodePort: 32767, ports: PORTS },
  ],
  ['both families, for it has neither address nor selector', { clusterIP: 'None', ipFamilies: ['IPv4', 'IPv6'] }],
  [
    'addresses of both families',
    { ports: PORTS, clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.1', 'fd00::1'], ipFamilyPolicy: 'RequireDualStack' },
  ],
  ['a range with spaces', { type: 'LoadBalancer', ports: PORTS, loadBalancerSourceRanges: [' 10.0.0.0/8 '] }],
  ['settings of an affinity that is off', { ports: PORTS, sessionAffinityConfig: { clientIP: { timeoutSeconds: 0 } } }],
  ['an external address and its policy', { ports: PORTS, externalIPs: ['10.0.0.1'], externalTrafficPolicy: 'Local' }],
  [
    'null in place of everything',
    { ports: PORTS, type: null, clusterIP: null, clusterIPs: null, selector: null, sessionAffinity: null },
  ],
])('a Service is accepted with %s', (_what, spec) => {
  expect(says(spec)).toEqual([]);
});

test('what depends on the version of Kubernetes', () => {
  const zeros = { ports: PORTS, externalIPs: ['010.0.0.1'] };
  expect(says(zeros, '1.35')).toEqual([]);
  expect(says(zeros, '1.36')).toEqual([
    'ACC058 spec.externalIPs[0]: Invalid value: "010.0.0.1": must not have leading 0s',
  ]);
  const spread = { ports: PORTS, trafficDistribution: 'PreferSameNode' };
  expect(says(spread, '1.34')).toEqual([]);
  expect(says(spread, '1.33')).toHaveLength(1);
  expect(says(spread, '1.30')).toEqual([]);
});

test('a node port that another Service holds', () => {
  const spec = { type: 'NodePort', ports: [{ port: 1, nodePort: 30000 }] };
  expect(saysOf([service(spec, 'a'), service(spec, 'b')], 55, 59)).toEqual([
    'ACC056 spec.ports[0].nodePort: Invalid value: 30000: provided port is already allocated to Service a',
  ]);
  expect(saysOf([service(spec, 'a'), service(spec, 'a')], 55, 59)).toEqual([]);
});

test('ranges in the annotation that they were before', () => {
  const key = 'service.beta.kubernetes.io/load-balancer-source-ranges';
  const balancer = { type: 'LoadBalancer', ports: PORTS };
  expect(saysOf(service(balancer, 'a', { [key]: '10.0.0.0/8, 10.1' }), 55, 59)).toHaveLength(1);
  expect(saysOf(service(balancer, 'a', { [key]: '10.0.0.0/8, 11.0.0.0/8' }), 55, 59)).toEqual([]);
  expect(saysOf(service({ ports: PORTS }, 'a', { [key]: '' }), 55, 59)).toHaveLength(1);
});
