import { saying } from './support';

describe('Gateway', () => {
  const says = saying('networking.istio.io/v1', 'Gateway');
  const server = (protocol = 'HTTP', more: object = {}, name = 'main'): object => ({
    port: { number: 80, name, protocol },
    hosts: ['*'],
    ...more,
  });
  const of = (...servers: object[]): string[] => says({ selector: { istio: 'ingressgateway' }, servers });
  const AT = 'ADM002 spec.servers[0]';

  test.each<[string, object, string[]]>([
    ['plain HTTP', server(), []],
    ['a protocol in small letters', server('http'), []],
    ['HTTPS with a Secret', server('HTTPS', { tls: { mode: 'SIMPLE', credentialName: 'c' } }), []],
    ['several Secrets', server('HTTPS', { tls: { mode: 'SIMPLE', credentialNames: ['c', 'd'] } }), []],
    ['TLS that is passed on', server('TLS', { tls: { mode: 'PASSTHROUGH' } }), []],
    ['a redirect to HTTPS', server('HTTP', { tls: { httpsRedirect: true } }), []],
    ['hosts of namespaces', server('HTTP', { hosts: ['./*', '*/a.example.com', 'app/*.example.com', '10.0.0.1'] }), []],
    ['HTTPS without settings', server('HTTPS'), [`${AT}.tls: Required value: protocol HTTPS needs TLS settings`]],
    [
      'settings on HTTP',
      server('HTTP', { tls: { mode: 'SIMPLE', credentialName: 'c' } }),
      [`${AT}.tls: Forbidden: a port of protocol HTTP has no TLS settings`],
    ],
    [
      'settings on TCP',
      server('TCP', { tls: { mode: 'SIMPLE', credentialName: 'c' } }),
      [`${AT}.tls: Forbidden: a port of protocol TCP has no TLS settings`],
    ],
    [
      'SIMPLE without a certificate',
      server('HTTPS', { tls: { mode: 'SIMPLE' } }),
      ['serverCertificate', 'privateKey'].map(
        (field) =>
          `${AT}.tls.${field}: Required value: mode SIMPLE needs credentialName, or the files of a certificate and its key`,
      ),
    ],
    [
      'MUTUAL without authorities',
      server('HTTPS', { tls: { mode: 'MUTUAL', serverCertificate: '/a', privateKey: '/b' } }),
      [`${AT}.tls.caCertificates: Required value: mode MUTUAL needs the authorities of its clients`],
    ],
    [
      'ISTIO_MUTUAL with a Secret',
      server('HTTPS', { tls: { mode: 'ISTIO_MUTUAL', credentialName: 'c' } }),
      [`${AT}.tls.credentialName: Forbidden: mode ISTIO_MUTUAL takes the certificates of the mesh`],
    ],
    [
      'an unknown protocol',
      server('FTP'),
      [
        `${AT}.port.protocol: Invalid value: "FTP": must be one of HTTP, HTTP2, GRPC, GRPC-WEB, HTTP_PROXY, HTTPS, TLS, TCP, UDP, MONGO, REDIS, MYSQL, HBONE, DOUBLEHBONE`,
      ],
    ],
    ['no hosts', server('HTTP', { hosts: [] }), [`${AT}.hosts: Required value: a server has at least one host`]],
    [
      'a short name',
      server('HTTP', { hosts: ['web'] }),
      [`${AT}.hosts[0]: Invalid value: "web": it is a short name, and only whole names are taken`],
    ],
    [
      'a port of nothing',
      server('HTTP', { port: { number: 70000, name: 'a', protocol: 'HTTP' } }),
      [`${AT}.port.number: Invalid value: 70000: must be 1 to 65535`],
    ],
  ])('%s', (_what, one, lines) => {
    expect(of(one)).toEqual(lines);
  });

  test('names of ports and of the Gateway', () => {
    expect(of(server('HTTP', {}, 'a'), server('HTTP', {}, 'b'))).toEqual([]);
    expect(of(server(), server())).toEqual(['ADM002 spec.servers[1].port.name: Duplicate value: "main"']);
    expect(says({ servers: [] })).toEqual(['ADM002 spec.servers: Required value: a Gateway has at least one server']);
    expect(says({ servers: [server()] }, { name: 'a.b' })).toEqual([
      'ADM002 metadata.name: Invalid value: "a.b": must be one label, without full stops',
    ]);
  });

  test('Gateways of the Gateway API are of another webhook', () => {
    expect(saying('gateway.networking.k8s.io/v1', 'Gateway')({})).toEqual([]);
  });
});

describe('DestinationRule', () => {
  const says = saying('networking.istio.io/v1', 'DestinationRule');
  const policy = (trafficPolicy: object): string[] => says({ host: 'web', trafficPolicy });
  const AT = 'ADM003 spec.trafficPolicy';

  test.each<[string, object, string[]]>([
    ['subsets', { host: 'web', subsets: [{ name: 'a' }, { name: 'b' }] }, []],
    [
      'one subset twice',
      { host: 'web', subsets: [{ name: 'a' }, { name: 'a' }] },
      ['ADM003 spec.subsets[1].name: Duplicate value: "a"'],
    ],
    [
      'a name',
      { host: 'web', subsets: [{ name: 'a_b' }] },
      [`ADM003 spec.subsets[0].name: Invalid value: "a_b": must be of letters, digits and '-'`],
    ],
    [
      'a host',
      { host: 'web:80' },
      [
        `ADM003 spec.host: Invalid value: "web:80": 'web:80' is neither a label of letters, digits and '-' nor a wildcard such as '*' or '*-a'`,
      ],
    ],
    ['every host', { host: '*.local' }, []],
    [
      'for some pods, exported',
      { host: 'web', workloadSelector: { matchLabels: { a: 'b' } }, exportTo: ['edge'] },
      [
        'ADM003 spec.exportTo[0]: Invalid value: "edge": a DestinationRule with a workloadSelector is for its own namespace',
      ],
    ],
    ['for some pods', { host: 'web', workloadSelector: { matchLabels: { a: 'b' } }, exportTo: ['.'] }, []],
  ])('%s', (_what, spec, lines) => {
    expect(says(spec)).toEqual(lines);
  });

  test.each<[string, object, string[]]>([
    ['nothing', {}, [`${AT}: Required value: a traffic policy has at least one field, leave it out instead`]],
    ['TLS of the mesh', { tls: { mode: 'ISTIO_MUTUAL' } }, []],
    ['a retry budget', { retryBudget: { percent: 20 } }, []],
    ['MUTUAL of a Secret', { tls: { mode: 'MUTUAL', credentialName: 'c' } }, []],
    [
      'MUTUAL of nothing',
      { tls: { mode: 'MUTUAL' } },
      ['clientCertificate', 'privateKey'].map(
        (field) =>
          `${AT}.tls.${field}: Required value: mode MUTUAL needs credentialName, or the files of a certificate and its key`,
      ),
    ],
    [
      'files beside a Secret',
      { tls: { mode: 'SIMPLE', credentialName: 'c', caCertificates: '/a' } },
      [`${AT}.tls.caCertificates: Forbidden: the Secret of credentialName has it`],
    ],
    ['an empty pool', { connectionPool: {} }, [`${AT}.connectionPool: Required value: it has http or tcp`]],
    [
      'an outlier',
      { outlierDetection: { consecutiveLocalOriginFailures: 5, splitExternalLocalOriginErrors: true } },
      [],
    ],
    [
      'an outlier of local failures that are not counted',
      { outlierDetection: { consecutiveLocalOriginFailures: 5 } },
      [
        `${AT}.outlierDetection.consecutiveLocalOriginFailures: Invalid value: 5: it needs splitExternalLocalOriginErrors: true, for else these failures are not counted apart`,
      ],
    ],
    [
      'too many outliers',
      { outlierDetection: { maxEjectionPercent: 101 } },
      [`${AT}.outlierDetection.maxEjectionPercent: Invalid value: 101: must be 0 to 100`],
    ],
    [
      'settings of a port',
      { portLevelSettings: [{ port: { number: 80 }, connectionPool: {} }] },
      [`${AT}.portLevelSettings[0].connectionPool: Required value: it has http or tcp`],
    ],
  ])('a traffic policy with %s', (_what, given, lines) => {
    expect(policy(given)).toEqual(lines);
  });
});

describe('ServiceEntry', () => {
  const says = saying('networking.istio.io/v1', 'ServiceEntry');
  const port = (protocol = 'HTTPS', name = 'a', number = 443): object => ({ number, name, protocol });

  test.each<[string, object, string[]]>([
    ['a host', { hosts: ['a.example.com'], ports: [port()], resolution: 'DNS' }, []],
    ['a wildcard that is not looked up', { hosts: ['*.example.com'], ports: [port()] }, []],
    [
      'a wildcard with endpoints',
      { hosts: ['*.example.com'], ports: [port()], resolution: 'DNS', endpoints: [{ address: 'b.example.com' }] },
      [],
    ],
    [
      'a wildcard that is looked up',
      { hosts: ['*.example.com'], ports: [port()], resolution: 'DNS' },
      [
        'ADM004 spec.hosts[0]: Invalid value: "*.example.com": resolution DNS without endpoints looks the host up, so it has no wildcard',
      ],
    ],
    ['addresses', { hosts: ['a.b'], addresses: ['10.0.0.1', '10.0.0.0/8', '001:db8::'] }, []],
    [
      'a name as an address',
      { hosts: ['a.b'], addresses: ['c.d'] },
      ['ADM004 spec.addresses[0]: Invalid value: "c.d": must be an address or a block such as 10.0.0.0/24'],
    ],
    [
      'ports of one name',
      { hosts: ['a.b'], ports: [port(), port('HTTPS', 'a', 444)] },
      ['ADM004 spec.ports[1].name: Duplicate value: "a"'],
    ],
    ['several hosts by name', { hosts: ['a.b', 'c.d'], ports: [port()], resolution: 'DNS' }, []],
    [
      'several hosts of bytes',
      { hosts: ['a.b', 'c.d'], ports: [port('TCP')], resolution: 'DNS' },
      ['ADM004 spec.ports[0].protocol: Invalid value: "TCP": of several hosts only HTTP and TLS tell which is meant'],
    ],
    ['several hosts of bytes that are not told apart', { hosts: ['a.b', 'c.d'], ports: [port('TCP')] }, []],
    [
      'an endpoint',
      {
        hosts: ['a.b'],
        ports: [port()],
        resolution: 'STATIC',
        endpoints: [{ address: '10.0.0.1', ports: { a: 8443 } }],
      },
      [],
    ],
    [
      'an endpoint by name',
      { hosts: ['a.b'], ports: [port()], resolution: 'STATIC', endpoints: [{ address: 'c.d' }] },
      ['ADM004 spec.endpoints[0].address: Invalid value: "c.d": resolution STATIC takes addresses, DNS takes names'],
    ],
    [
      'a port of an endpoint',
      { hosts: ['a.b'], ports: [port()], resolution: 'STATIC', endpoints: [{ address: '10.0.0.1', ports: { b: 1 } }] },
      ['ADM004 spec.endpoints[0].ports.b: Invalid value: "b": is no port of the ServiceEntry, which has a'],
    ],
    [
      'a wildcard that is looked up when it is asked for',
      { hosts: ['*.example.com'], ports: [port()], resolution: 'DYNAMIC_DNS' },
      [],
    ],
    ['exported to nobody', { hosts: ['a.b'], exportTo: ['~'] }, []],
  ])('%s', (_what, spec, lines) => {
    expect(says(spec)).toEqual(lines);
  });
});

describe('Sidecar', () => {
  const says = saying('networking.istio.io/v1', 'Sidecar');

  test.each<[string, object, string[]]>([
    ['its own namespace', { egress: [{ hosts: ['./*', 'istio-system/*', '~/*'] }] }, []],
    ['a policy alone', { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } }, []],
    [
      'nothing',
      {},
      ['ADM005 spec: Required value: a Sidecar has egress, ingress, outboundTrafficPolicy or inboundConnectionPool'],
    ],
    ['no hosts', { egress: [{}] }, ['ADM005 spec.egress[0].hosts: Required value']],
    [
      'a host without namespace',
      { egress: [{ hosts: ['a.b'] }] },
      ['ADM005 spec.egress[0].hosts[0]: Invalid value: "a.b": it has no namespace, write it as NAMESPACE/HOST'],
    ],
    [
      'a short name',
      { egress: [{ hosts: ['./web'] }] },
      ['ADM005 spec.egress[0].hosts[0]: Invalid value: "./web": it is a short name, and only whole names are taken'],
    ],
    ['the rest last', { egress: [{ port: { number: 80 }, hosts: ['./*'] }, { hosts: ['./*'] }] }, []],
    [
      'the rest first',
      { egress: [{ hosts: ['./*'] }, { port: { number: 80 }, hosts: ['./*'] }] },
      [
        'ADM005 spec.egress[0].port: Invalid value: null: a listener without a port takes all that is left, so it comes last',
      ],
    ],
    [
      'one port twice',
      { ingress: [{ port: { number: 80 } }, { port: { number: 80 } }] },
      ['ADM005 spec.ingress[1].port.number: Duplicate value: 80'],
    ],
    [
      'ingress without a port',
      { ingress: [{ defaultEndpoint: ':80' }] },
      ['ADM005 spec.ingress[0].port: Required value'],
    ],
  ])('%s', (_what, spec, lines) => {
    expect(says(spec)).toEqual(lines);
  });
});

describe('AuthorizationPolicy', () => {
  const says = saying('security.istio.io/v1', 'AuthorizationPolicy');
  const AT = 'ADM006 spec.rules[0]';
  const CUSTOM = { action: 'CUSTOM', provider: { name: 'p' } };
  const source = (one: object): object => ({ rules: [{ from: [{ source: one }] }] });
  const operation = (one: object): object => ({ rules: [{ to: [{ operation: one }] }] });

  test.each<[string, object, string[]]>([
    ['ALLOW of nothing', {}, []],
    ['DENY of everything', { action: 'DENY', rules: [{}] }, []],
    [
      'DENY without rules',
      { action: 'DENY' },
      ['ADM006 spec.rules: Required value: action DENY without rules does nothing; write - {} for every request'],
    ],
    ['CUSTOM', { ...CUSTOM, ...operation({ paths: ['/a'] }) }, []],
    ['CUSTOM without a provider', { action: 'CUSTOM', rules: [{}] }, ['ADM006 spec.provider.name: Required value']],
    [
      'CUSTOM by who calls',
      { ...CUSTOM, ...source({ namespaces: ['a'] }) },
      [`${AT}.from[0].source.namespaces: Forbidden: action CUSTOM asks before it is known who calls`],
    ],
    ['CUSTOM by address', { ...CUSTOM, ...source({ ipBlocks: ['10.0.0.1'] }) }, []],
    [
      'a provider of another action',
      { provider: { name: 'p' }, rules: [{}] },
      ['ADM006 spec.provider: Forbidden: action ALLOW asks no provider'],
    ],
    [
      'an empty source',
      source({}),
      [
        `${AT}.from[0].source: Required value: it has one of principals, notPrincipals, requestPrincipals, notRequestPrincipals, namespaces, notNamespaces, serviceAccounts, notServiceAccounts, ipBlocks, notIpBlocks, remoteIpBlocks, notRemoteIpBlocks`,
      ],
    ],
    ['no source', { rules: [{ from: [{}] }] }, [`${AT}.from[0].source: Required value`]],
    ['no operation', { rules: [{ to: [{}] }] }, [`${AT}.to[0].operation: Required value`]],
    [
      'an empty value',
      operation({ methods: [''] }),
      [`${AT}.to[0].operation.methods[0]: Invalid value: "": must not be empty`],
    ],
    ['addresses', source({ ipBlocks: ['10.0.0.0/8'], notRemoteIpBlocks: ['::/0'] }), []],
    [
      'an address that is none',
      source({ notRemoteIpBlocks: ['10.0.0'] }),
      [
        `${AT}.from[0].source.notRemoteIpBlocks[0]: Invalid value: "10.0.0": must be an address or a block such as 10.0.0.0/24`,
      ],
    ],
    [
      'a port by name',
      operation({ notPorts: ['http'] }),
      [`${AT}.to[0].operation.notPorts[0]: Invalid value: "http": must be 1 to 65535`],
    ],
    [
      'conditions',
      {
        rules: [
          {
            when: [
              { key: 'request.headers[x]', values: ['*'] },
              { key: 'request.auth.claims[a][b]', notValues: ['1'] },
              { key: 'experimental.envoy.filters.a[b]', values: ['1'] },
            ],
          },
        ],
      },
      [],
    ],
    [
      'a condition of nothing',
      { rules: [{ when: [{ key: 'source.ip' }] }] },
      [`${AT}.when[0].values: Required value: a condition has values or notValues`],
    ],
  ])('%s', (_what, spec, lines) => {
    expect(says(spec)).toEqual(lines);
  });

  test('a key that istiod does not know', () => {
    const [line] = says({ rules: [{ when: [{ key: 'request.header[x]', values: ['1'] }] }] });
    expect(line).toMatch(
      /^ADM006 spec\.rules\[0\]\.when\[0\]\.key: Unsupported value: "request\.header\[x\]": supported values: "connection\.sni"/,
    );
  });
});

describe('RequestAuthentication', () => {
  const says = saying('security.istio.io/v1', 'RequestAuthentication');
  const of = (rule: object): string[] => says({ jwtRules: [rule] });
  const AT = 'ADM007 spec.jwtRules[0]';

  test.each<[string, object, string[]]>([
    ['an issuer', { issuer: 'https://a.example' }, []],
    ['keys', { issuer: 'a', jwks: '{"keys": []}' }, []],
    [
      'neither',
      { audiences: ['a'] },
      [`${AT}.issuer: Required value: a rule names the issuer, or the address of its keys`],
    ],
    [
      'an address as keys',
      { issuer: 'a', jwks: 'https://a.example/keys' },
      [`${AT}.jwks: Invalid value: "...": must be the keys themselves, as JSON; an address belongs into jwksUri`],
    ],
    [
      'an empty audience',
      { issuer: 'a', audiences: [''] },
      [`${AT}.audiences[0]: Invalid value: "": must not be empty`],
    ],
  ])('%s', (_what, rule, lines) => {
    expect(of(rule)).toEqual(lines);
  });
});
