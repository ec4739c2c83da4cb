import { saying } from './support';

const says = saying('networking.istio.io/v1', 'VirtualService');
const to = (host = 'web', more: object = {}): object => ({ destination: { host, ...more } });
const ROUTE = { route: [to()] };
const base = { hosts: ['a.example.com'], http: [ROUTE] };

test.each<[string, object, string[]]>([
  ['one that is whole', base, []],
  ['a delegate', { http: [ROUTE] }, []],
  [
    'a delegate with gateways',
    { gateways: ['gw'], http: [ROUTE] },
    ['ADM001 spec.gateways: Forbidden: a VirtualService without hosts is a delegate, which has HTTP routes alone'],
  ],
  [
    'no route at all',
    { hosts: ['a.example.com'] },
    ['ADM001 spec: Required value: one of http, tls and tcp must have a route'],
  ],
  ['only TCP', { hosts: ['a.example.com'], tcp: [ROUTE] }, []],
  [
    'TCP without destination',
    { hosts: ['a.example.com'], tcp: [{ match: [{ port: 1 }] }] },
    ['ADM001 spec.tcp[0].route: Required value: name a destination'],
  ],
  [
    'TLS without names',
    { hosts: ['a.example.com'], tls: [ROUTE] },
    ['ADM001 spec.tls[0].match: Required value: name the SNI hosts'],
  ],
  ['the host * of a gateway', { ...base, hosts: ['*'], gateways: ['app/gw'] }, []],
  [
    'the host * of the mesh',
    { ...base, hosts: ['*'], gateways: ['app/gw', 'mesh'] },
    [`ADM001 spec.hosts[0]: Invalid value: "*": '*' is for gateways alone, and this is for the pods of the mesh`],
  ],
  [
    'a short name, an address, capitals and a full stop at the end',
    { ...base, hosts: ['web', '10.0.0.1', 'Web.Example.com.'] },
    [],
  ],
  [
    'a host with a path',
    { ...base, hosts: ['a.example.com/x'] },
    [`ADM001 spec.hosts[0]: Invalid value: "a.example.com/x": 'com/x' is no label of letters, digits and '-'`],
  ],
  [
    'a wildcard in the middle',
    { ...base, hosts: ['a.*.com'] },
    [`ADM001 spec.hosts[0]: Invalid value: "a.*.com": '*' is no label of letters, digits and '-'`],
  ],
  ['hosts side by side', { ...base, hosts: ['example.com', '*.example.com', 'a.example.org'] }, []],
  [
    'a host that a wildcard takes',
    { ...base, hosts: ['*.example.com', 'a.b.example.com'] },
    ['ADM001 spec.hosts[1]: Invalid value: "a.b.example.com": overlaps with *.example.com of the same VirtualService'],
  ],
  ['names of gateways', { ...base, gateways: ['app/gw', 'gw'] }, []],
  [
    'a gateway with an underscore',
    { ...base, gateways: ['app/my_gw'] },
    ['ADM001 spec.gateways[0]: Invalid value: "app/my_gw": must be NAMESPACE/NAME, both of letters, digits and -'],
  ],
  ['exported to two namespaces', { ...base, exportTo: ['.', 'edge'] }, []],
  [
    'exported to all and one',
    { ...base, exportTo: ['*', 'edge'] },
    ['ADM001 spec.exportTo: Invalid value: "*": stands alone: it says all that the others do'],
  ],
  ['exported twice', { ...base, exportTo: ['.', 'app'] }, ['ADM001 spec.exportTo[1]: Duplicate value: "app"']],
  [
    'exported to nobody',
    { ...base, exportTo: ['~'] },
    [`ADM001 spec.exportTo[0]: Invalid value: "~": must be a namespace, '.' or '*'`],
  ],
])('%s', (_what, spec, lines) => {
  expect(says(spec)).toEqual(lines);
});

const AT = 'ADM001 spec.http[0]';
const ofRoute = (http: object): string[] => says({ ...base, http: [http] });

test.each<[string, object, string[]]>([
  ['a redirect', { redirect: { uri: '/b' } }, []],
  ['an answer', { directResponse: { status: 404 } }, []],
  ['a delegate', { delegate: { name: 'b' } }, []],
  [
    'nothing',
    { match: [{ uri: { prefix: '/' } }] },
    [`${AT}: Required value: a route has route, redirect, directResponse or delegate`],
  ],
  [
    'redirect and route',
    { ...ROUTE, redirect: { uri: '/b' } },
    [`${AT}.route: Forbidden: a route with a redirect has no destination`],
  ],
  [
    'redirect and rewrite',
    { redirect: { uri: '/b' }, rewrite: { uri: '/' } },
    [`${AT}.rewrite: Forbidden: a redirect is not rewritten`],
  ],
  [
    'answer and route',
    { ...ROUTE, directResponse: { status: 404 } },
    [`${AT}.route: Forbidden: a route with an answer of its own has no destination`],
  ],
  [
    'delegate and route',
    { ...ROUTE, delegate: { name: 'b' } },
    [`${AT}.route: Forbidden: the delegate decides where the route leads`],
  ],
  [
    'an empty redirect',
    { redirect: {} },
    [`${AT}.redirect: Required value: a redirect has uri, authority, scheme or a port`],
  ],
  [
    'a code of a redirect',
    { redirect: { uri: '/b', redirectCode: 404 } },
    [`${AT}.redirect.redirectCode: Invalid value: 404: must be 300 to 399`],
  ],
  ['a scheme', { redirect: { scheme: 'ftp' } }, [`${AT}.redirect.scheme: Invalid value: "ftp": must be http or https`]],
  ['a rewrite of the host', { ...ROUTE, rewrite: { authority: 'b' } }, []],
  [
    'an empty rewrite',
    { ...ROUTE, rewrite: {} },
    [`${AT}.rewrite: Required value: a rewrite has uri, uriRegexRewrite or authority`],
  ],
  [
    'two rewrites',
    { ...ROUTE, rewrite: { uri: '/', uriRegexRewrite: { match: 'a', rewrite: 'b' } } },
    [`${AT}.rewrite.uriRegexRewrite: Forbidden: it stands beside uri`],
  ],
  [
    'half a rewrite',
    { ...ROUTE, rewrite: { uriRegexRewrite: { match: 'a' } } },
    [`${AT}.rewrite.uriRegexRewrite.rewrite: Required value`],
  ],
  ['retries', { ...ROUTE, retries: { attempts: 2, perTryTimeout: '1s' } }, []],
  ['retries off', { ...ROUTE, retries: { attempts: 0 } }, []],
  [
    'retries without attempts',
    { ...ROUTE, retries: { perTryTimeout: '1s' } },
    [`${AT}.retries.attempts: Invalid value: 0: 0, the default, turns retries off, and perTryTimeout is set`],
  ],
  ['a fault', { ...ROUTE, fault: { abort: { httpStatus: 500, percentage: { value: 50 } } } }, []],
  ['an empty fault', { ...ROUTE, fault: {} }, [`${AT}.fault: Required value: a fault has abort or delay`]],
  [
    'more than all',
    { ...ROUTE, mirrorPercentage: { value: 120 } },
    [`${AT}.mirrorPercentage.value: Invalid value: 120: must be 0 to 100`],
  ],
  [
    'a status',
    { directResponse: { status: 20 } },
    [`${AT}.directResponse.status: Invalid value: 20: must be 200 to 599`],
  ],
  [
    'weights',
    {
      route: [
        { ...to(), weight: 1 },
        { ...to('b'), weight: 0 },
      ],
    },
    [],
  ],
  ['one without a weight', { route: [to()] }, []],
  [
    'two without a weight',
    { route: [to(), to('b')] },
    [
      `${AT}.route: Invalid value: 0: is the sum of the weights: of several destinations one must have a weight above 0`,
    ],
  ],
  ['no destination', { route: [{ weight: 1 }] }, [`${AT}.route[0].destination: Required value`]],
  [
    'a destination of a wildcard',
    { route: [to('*')] },
    [`${AT}.route[0].destination.host: Invalid value: "*": names no host`],
  ],
  [
    'a subset',
    { route: [to('b', { subset: 'v_1' })] },
    [`${AT}.route[0].destination.subset: Invalid value: "v_1": must be of letters, digits and '-'`],
  ],
  [
    'a port of nothing',
    { route: [to('b', { port: {} })] },
    [`${AT}.route[0].destination.port.number: Invalid value: 0: must be 1 to 65535`],
  ],
  ['the host header', { ...ROUTE, headers: { request: { set: { Host: 'b' } } } }, []],
  [
    'the host header of an answer',
    { ...ROUTE, headers: { response: { set: { Host: 'b' } } } },
    [`${AT}.headers.response.set.Host: Invalid value: "Host": Envoy keeps this header for itself`],
  ],
  [
    'the path as a header',
    { ...ROUTE, headers: { request: { remove: [':path'] } } },
    [`${AT}.headers.request.remove[0]: Invalid value: ":path": Envoy keeps this header for itself`],
  ],
])('an HTTP route with %s', (_what, http, lines) => {
  expect(ofRoute(http)).toEqual(lines);
});

test('every version of the kind is asked', () => {
  expect(saying('networking.istio.io/v1beta1', 'VirtualService')({ hosts: ['a'] })).toHaveLength(1);
});
