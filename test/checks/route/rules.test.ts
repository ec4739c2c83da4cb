import { gateway, service, to, virtualService } from '../../../src/checks/route/page-parts';
import { ids, run } from './run';

const yaml = (...parts: readonly string[]): string => parts.join('---\n');
const BASE = [gateway(), service('web'), service('api')];
const routes = (...list: readonly string[]): string => virtualService('studio', list.join(''));
const match = (condition: string, host = 'web'): string =>
  `    - match:\n        - ${condition}\n      route:\n        - destination:\n            host: ${host}\n`;
const aged = (text: string, time: string): string =>
  text.replace('  namespace: studioml\n', `  namespace: studioml\n  creationTimestamp: '${time}'\n`);

describe('NET001', () => {
  test.each([
    ['a prefix', 'uri: { prefix: /a }', 'uri: { prefix: /a/b }'],
    ['a prefix of an exact path', 'uri: { prefix: /a }', 'uri: { exact: /a/b }'],
    ['a prefix of a pattern', 'uri: { prefix: /a }', 'uri: { regex: "/a/[0-9]+" }'],
    ['a pattern of an exact path', 'uri: { regex: "/[a-z]+" }', 'uri: { exact: /abc }'],
    ['a header prefix', 'headers: { x-a: { prefix: d } }', 'headers: { x-a: { exact: dev } }'],
    ['a header that is there', 'headers: { x-a: {} }', 'headers: { x-a: { exact: dev } }'],
    ['no case', 'uri: { prefix: /A }\n          ignoreUriCase: true', 'uri: { prefix: /a/b }'],
    [
      'the same query',
      'queryParams: { q: { exact: "1" } }',
      '{ uri: { prefix: /a }, queryParams: { q: { exact: "1" } } }',
    ],
  ])('%s takes the narrower match behind it', (_what, wide, narrow) => {
    expect(ids(yaml(...BASE, routes(match(wide), match(narrow, 'api'))))).toEqual(['NET001']);
    expect(ids(yaml(...BASE, routes(match(narrow, 'api'), match(wide))))).toEqual([]);
    expect(ids(yaml(...BASE, routes(match(wide), match(narrow))))).toEqual([]);
  });

  test.each([
    ['a sibling', 'uri: { prefix: /a }', 'uri: { prefix: /b }'],
    ['another case', 'uri: { prefix: /a }', 'uri: { prefix: /A/b }'],
    ['less case', 'uri: { prefix: /a }', 'uri: { prefix: /a/b }\n          ignoreUriCase: true'],
    ['a method', '{ uri: { prefix: /a }, method: { exact: GET } }', 'uri: { prefix: /a/b }'],
    [
      'another header',
      '{ uri: { prefix: /a }, headers: { x: { exact: "1" } } }',
      '{ uri: { prefix: /a }, headers: { y: {} } }',
    ],
    ['a pattern with a choice', 'uri: { prefix: /a }', 'uri: { regex: "/a|/b" }'],
    ['a pattern with an optional letter', 'uri: { prefix: /ab }', 'uri: { regex: "/ab?c" }'],
    ['a header that is missing', '{ uri: { prefix: /a }, withoutHeaders: { x: {} } }', 'uri: { prefix: /a/b }'],
  ])('%s does not', (_what, first, second) => {
    expect(ids(yaml(...BASE, routes(match(first), match(second, 'api'))))).toEqual([]);
  });

  test('says which route, which one comes first, and where that leads', () => {
    expect(run(yaml(...BASE, routes(match('uri: { prefix: /a }'), match('uri: { prefix: /a/b }', 'api'))))).toEqual([
      'NET001 VirtualService studioml/studio spec.http[1].match[0]: uri prefix /a/b never answers: uri prefix /a comes first and leads to web.studioml.svc.cluster.local',
    ]);
  });

  test('a route behind one without a match, and a match behind one in its own route', () => {
    expect(ids(yaml(...BASE, routes(to('web'), to('api', '/api'))))).toEqual(['NET001']);
    expect(ids(yaml(...BASE, routes(to('web', '/'), to('api'))))).toEqual(['NET001']);
  });

  test('a route that one of two hosts reaches is no finding', () => {
    const other = virtualService('other', to('api', '/a/b'), 'y.example');
    expect(ids(yaml(...BASE, routes(to('web', '/a')), other))).toEqual([]);
  });

  test('of two objects the creation times tell', () => {
    const wide = virtualService('wide', to('web', '/a'));
    const narrow = virtualService('narrow', to('api', '/a/b'));
    const of = (one: string, two: string) => ids(yaml(...BASE, aged(wide, one), aged(narrow, two)));
    expect(of('2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z')).toEqual(['NET001']);
    expect(of('2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z')).toEqual([]);
    expect(of('2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')).toEqual(['NET003']);
  });
});

describe('NET002 and NET003', () => {
  test('two routes for everything are equal; one of them goes last and is none of NET003', () => {
    expect(ids(yaml(...BASE, virtualService('a', to('web')), virtualService('b', to('api', '/'))))).toEqual(['NET002']);
    expect(ids(yaml(...BASE, virtualService('a', to('web')), virtualService('b', to('api', '/b'))))).toEqual([]);
  });

  test('the documented routes of oidc-authservice depend on their age', () => {
    const login = virtualService('login', to('web', '/authservice/login/oidc'), '*');
    const pages = virtualService('pages', to('api', '/authservice/'), '*');
    expect(run(yaml(...BASE, login, pages))).toEqual([
      'NET003 VirtualService studioml/login spec.http[0].match[0]: VirtualService studioml/pages takes these requests of host * (uri prefix /authservice/, to api.studioml.svc.cluster.local) wherever it is the older object',
    ]);
    const same = pages.replace('host: api', 'host: web');
    expect(ids(yaml(...BASE, login, same))).toEqual([]);
  });

  test('two objects of one identity are left to the rule of identity', () => {
    expect(ids(yaml(...BASE, virtualService('a', to('web', '/x')), virtualService('a', to('api', '/x'))))).toEqual([]);
  });

  test('other hosts and other gateways do not meet', () => {
    const other = virtualService('b', to('api', '/x'), 'other.example');
    expect(ids(yaml(...BASE, virtualService('a', to('web', '/x')), other))).toEqual([]);
  });
});

test('NET004: not of other namespaces, not beside a route for everything', () => {
  const all = virtualService('all', to('web', '/pages'), '*');
  expect(ids(yaml(...BASE, all, virtualService('studio', to('api'))))).toEqual([]);
  const apart = all.replace('namespace: studioml', 'namespace: pages').replace('[public]', '[studioml/public]');
  const pages = service('web').replace('namespace: studioml', 'namespace: pages');
  expect(ids(yaml(...BASE, pages, apart, virtualService('studio', to('api', '/api'))))).toEqual([]);
});

test('NET005: mesh and gateways that are elsewhere are left alone', () => {
  const only = gateway("['studio.example']");
  const www = virtualService('www', to('web'), 'www.example');
  expect(ids(yaml(only, service('web'), www))).toEqual(['NET005']);
  expect(ids(yaml(only, service('web'), www.replace('[public]', '[public, mesh]')))).toEqual([]);
  expect(ids(yaml(only, service('web'), www.replace('[public]', '[public, infra/other]')))).toEqual([]);
  expect(ids(yaml(gateway("['other/www.example']"), service('web'), www))).toEqual(['NET005']);
  const passed = only
    .replace('number: 80', 'number: 443')
    .replace('protocol: HTTP', 'protocol: TLS')
    .replace("['studio.example']", "['www.example']\n      tls:\n        mode: PASSTHROUGH");
  expect(run(yaml(passed, service('web'), www))).toEqual([
    'NET005 VirtualService studioml/www spec.hosts[0]: the server of www.example does not read HTTP, so the HTTP routes are not used',
  ]);
});

test('NET006: plain HTTP servers share a port and hosts', () => {
  expect(
    ids(yaml(gateway(), gateway().replace('name: public', 'name: second'), service('web'), routes(to('web')))),
  ).toEqual([]);
});

test('NET007: what references report is not said twice', () => {
  const ask = (host: string, more = '') => ids(yaml(...BASE, routes(to(host).trimEnd() + more + '\n')));
  expect(ask('web.studioml')).toEqual(['NET007']);
  expect(ask('web.studioml.svc')).toEqual(['NET007']);
  expect(ask('none')).toEqual([]);
  expect(ask('none.studioml.svc.cluster.local')).toEqual([]);
  expect(ask('web', '\n            port:\n              number: 81')).toEqual([]);
  const several = service('web').replace(
    '- name: http\n      port: 80',
    '- name: a\n      port: 81\n    - name: b\n      port: 82',
  );
  expect(run(yaml(gateway(), several, routes(to('web'))))).toEqual([
    'NET007 VirtualService studioml/studio spec.http[0].route[0].destination: web.studioml.svc:80 is not there, no port is given, so it is that of the gateway; the ports are 81, 82',
  ]);
});

test('NET008: a declared ServiceEntry is enough', () => {
  const outside = yaml(...BASE, routes(to('api.example')));
  expect(ids(outside)).toEqual(['NET008']);
  expect(
    ids(outside, [{ kind: 'ServiceEntry', group: 'networking.istio.io', name: '*', reason: 'of the mesh team' }]),
  ).toEqual([]);
});

describe('NET010', () => {
  const redirect = (uri: string, more = ''): string =>
    `    - match:\n        - uri:\n            exact: /\n      redirect:\n        uri: ${uri}\n${more}`;

  test('circles are said, other hosts and HTTPS are left alone', () => {
    expect(run(yaml(...BASE, routes(redirect('/'))))).toEqual([
      'NET010 VirtualService studioml/studio spec.http[0].redirect: http://studio.example/ is sent in a circle by way of http://studio.example/',
    ]);
    expect(ids(yaml(...BASE, routes(redirect('/', '        authority: other.example\n'))))).toEqual([]);
    expect(ids(yaml(...BASE, routes(redirect('/', '        scheme: https\n'))))).toEqual([]);
    expect(ids(yaml(...BASE, routes(redirect('/a'), to('web', '/a'))))).toEqual([]);
  });

  test.each([
    ['a port that is none', (text: string) => text.replace('number: 80', 'number: -1.5')],
    ['a host with a space', (text: string) => text.replaceAll('studio.example', 'studio example')],
    ['a redirect to no host', (text: string) => text.replace('uri: /home', "authority: 'a b'\n        uri: /home")],
  ])('%s is no URL that a client could ask', (_, odd) => {
    const text = yaml(...BASE, routes(redirect('/home')));
    expect(ids(text)).toEqual(['NET010']);
    expect(odd(text)).not.toBe(text);
    expect(ids(odd(text))).not.toContain('NET010');
  });
});

test('NET012: what is never asked for is public on purpose', () => {
  const policy = (rule: string): string => `apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata:
  name: sign-in
  namespace: istio-system
spec:
  selector:
    matchLabels:
      istio: ingressgateway
  action: CUSTOM
  provider:
    name: oauth2-proxy
  rules:
    - to:
        - operation: ${rule}
`;
  const both = routes(to('web', '/pages-admin'), to('web'));
  expect(ids(yaml(...BASE, both, policy("{ notPaths: ['/pages*'] }")))).toEqual(['NET012']);
  expect(ids(yaml(...BASE, both, policy("{ notPaths: ['/pages/*'] }")))).toEqual([]);
  expect(
    ids(yaml(...BASE, routes(to('api', '/dex/'), to('web')), policy("{ notPaths: ['/dex/*', '/dex/**'] }"))),
  ).toEqual([]);
  const second = virtualService('second', to('web'), 'second.example');
  expect(ids(yaml(...BASE, routes(to('web')), second, policy("{ hosts: ['studio.example'] }")))).toEqual(['NET012']);
});

test('NET013: the pattern * asks for presence, except for paths', () => {
  expect(ids(yaml(...BASE, routes(match("headers: { x: { regex: '*' } }"))))).toEqual([]);
  expect(ids(yaml(...BASE, routes(match("uri: { regex: '*' }"))))).toEqual(['NET013']);
  expect(ids(yaml(...BASE, routes(match("uri: { regex: '/(?i:a)' }"))))).toEqual([]);
});

describe('a Gateway that is elsewhere', () => {
  const services = [service('web'), service('api')];

  test('routes of its VirtualServices are compared all the same', () => {
    expect(ids(yaml(...services, routes(to('web', '/a'), to('api', '/a/b'))))).toEqual(['NET001']);
    const pair = [virtualService('a', to('web', '/x')), virtualService('b', to('api', '/x'))];
    expect(ids(yaml(...services, ...pair))).toEqual(['NET002']);
    expect(ids(yaml(...services, pair[0]!, pair[1]!.replace('[public]', '[other]')))).toEqual([]);
    expect(ids(yaml(...services, routes(to('web.studioml'))))).toEqual(['NET007']);
  });

  test('its ports, hosts and redirects are not known', () => {
    const several = service('web').replace(
      '- name: http\n      port: 80',
      '- name: a\n      port: 81\n    - name: b\n      port: 82',
    );
    expect(ids(yaml(several, routes(to('web'))))).toEqual([]);
    expect(ids(yaml(...services, routes('    - redirect:\n        uri: /\n')))).toEqual([]);
  });
});
