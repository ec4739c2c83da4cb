import type { KubernetesObject } from '../../../src/checks/manifest';
import { asking, service } from './asking';

type Fields = Readonly<Record<string, unknown>>;

const API = { apiVersion: 'gateway.networking.k8s.io/v1' };

function gateway(listeners: readonly Fields[], name = 'gw', namespace = 'app'): KubernetesObject {
  return { ...API, kind: 'Gateway', metadata: { name, namespace }, spec: { gatewayClassName: 'envoy', listeners } };
}

const web = (more: Fields = {}): Fields => ({ name: 'web', port: 80, protocol: 'HTTP', ...more });
const tls = (more: Fields = {}): Fields => ({
  name: 'tls',
  port: 443,
  protocol: 'HTTPS',
  tls: { certificateRefs: [{ name: 'c' }] },
  ...more,
});

function route(name: string, rules: readonly Fields[], more: Fields = {}): KubernetesObject {
  const { namespace = 'app', creationTimestamp, ...spec } = more;
  const metadata = {
    name,
    namespace: namespace as string,
    ...(creationTimestamp === undefined ? {} : { creationTimestamp }),
  };
  return {
    ...API,
    kind: 'HTTPRoute',
    metadata,
    spec: { parentRefs: [{ name: 'gw', namespace: 'app' }], rules, ...spec },
  };
}

const to = (name: string, ...matches: Fields[]): Fields => ({
  ...(matches.length === 0 ? {} : { matches }),
  backendRefs: [{ name, port: 80 }],
});
const path = (type: string, value: string, more: Fields = {}): Fields => ({ path: { type, value }, ...more });
const BASE = [service('a'), service('b'), service('c'), gateway([web(), tls({ hostname: '*.x.io' })])];

test('precedence: exact, longest prefix of elements, method, headers, query, age, name, order', () => {
  const ask = asking([
    ...BASE,
    route('r', [
      to('a', path('PathPrefix', '/')),
      to('b', path('PathPrefix', '/api/')),
      to('c', path('Exact', '/api/one')),
      to('c', path('PathPrefix', '/api', { method: 'POST' })),
      to('a', path('PathPrefix', '/api', { headers: [{ name: 'X-A', value: '1' }] })),
      to('c', path('PathPrefix', '/api', { queryParams: [{ name: 'q', value: '1' }] })),
    ]),
  ]);
  expect(ask('http://h/api')).toBe('b.app.svc:80 /api');
  expect(ask('http://h/api/')).toBe('b.app.svc:80 /api/');
  expect(ask('http://h/apix')).toBe('a.app.svc:80 /apix');
  expect(ask('POST http://h/api/one')).toBe('c.app.svc:80 /api/one');
  expect(ask('POST http://h/api/two')).toBe('c.app.svc:80 /api/two');
  expect(ask('http://h/api?q=1', { 'x-a': '1' })).toBe('a.app.svc:80 /api?q=1');
  expect(ask('http://h/api?q=1')).toBe('c.app.svc:80 /api?q=1');
});

test('of equal matches the older route answers, then the name', () => {
  const two = (first: Fields, second: Fields) =>
    asking([...BASE, route('z', [to('a')], first), route('y', [to('b')], second)])('http://h/');
  expect(two({}, {})).toBe('b.app.svc:80 /');
  expect(two({ creationTimestamp: '2026-01-01T00:00:00Z' }, { creationTimestamp: '2026-01-02T00:00:00Z' })).toBe(
    'a.app.svc:80 /',
  );
});

test('regular expressions take the whole path and value', () => {
  const ask = asking([
    ...BASE,
    route('r', [
      to(
        'a',
        path('RegularExpression', '/v[0-9]', { headers: [{ type: 'RegularExpression', name: 'h', value: 'd.v' }] }),
      ),
    ]),
  ]);
  expect(ask('http://h/v1', { h: 'dev' })).toBe('a.app.svc:80 /v1');
  expect(ask('http://h/v12', { h: 'dev' })).toBe('404');
  expect(ask('http://h/v1', { h: 'devx' })).toBe('404');
});

describe('attachment', () => {
  const ask = (listeners: readonly Fields[], more: Fields, url = 'http://a.x.io/') =>
    asking([service('a'), service('a', [80], 'ml'), gateway(listeners), route('r', [to('a')], more)])(url);

  test('by hostname, from both sides', () => {
    expect(ask([web({ hostname: '*.x.io' })], { hostnames: ['a.x.io'] })).toBe('a.app.svc:80 /');
    expect(ask([web({ hostname: 'a.x.io' })], { hostnames: ['*.x.io'] })).toBe('a.app.svc:80 /');
    expect(ask([web({ hostname: '*.x.io' })], {}, 'http://b.c.x.io/')).toBe('a.app.svc:80 /');
    expect(ask([web({ hostname: '*.x.io' })], { hostnames: ['x.io'] }, 'http://x.io/')).toBe('404');
    expect(ask([web()], { hostnames: ['y.io'] })).toBe('404');
  });

  test('by section name and port', () => {
    const parent = (more: Fields): Fields => ({ parentRefs: [{ name: 'gw', ...more }] });
    expect(ask([web()], parent({ sectionName: 'web' }))).toBe('a.app.svc:80 /');
    expect(ask([web()], parent({ sectionName: 'other' }))).toBe('404');
    expect(ask([web()], parent({ port: 80 }))).toBe('a.app.svc:80 /');
    expect(ask([web()], parent({ port: 81 }))).toBe('404');
  });

  test('by namespace: the own one unless allowedRoutes says more', () => {
    const ml = { namespace: 'ml' };
    expect(ask([web()], ml)).toBe('404');
    expect(ask([web({ allowedRoutes: { namespaces: { from: 'All' } } })], ml)).toBe('a.ml.svc:80 /');
    const selector = { matchLabels: { 'kubernetes.io/metadata.name': 'ml' } };
    expect(ask([web({ allowedRoutes: { namespaces: { from: 'Selector', selector } } })], ml)).toBe('a.ml.svc:80 /');
    expect(ask([web({ allowedRoutes: { kinds: [{ kind: 'GRPCRoute' }] } })], {})).toBe('404');
  });

  test('the most specific listener and host answer', () => {
    const objects = [
      ...BASE.slice(0, 3),
      gateway([web(), web({ name: 'x', hostname: '*.x.io' })]),
      route('any', [to('a')], { parentRefs: [{ name: 'gw', sectionName: 'web' }] }),
      route('x', [to('b')], { parentRefs: [{ name: 'gw', sectionName: 'x' }] }),
      route('one', [to('c', path('PathPrefix', '/c'))], { hostnames: ['one.x.io'] }),
    ];
    expect(asking(objects)('http://b.x.io/')).toBe('b.app.svc:80 /');
    expect(asking(objects)('http://one.x.io/c')).toBe('c.app.svc:80 /c');
    expect(asking(objects)('http://one.x.io/')).toBe('404');
    expect(asking(objects)('http://h/')).toBe('a.app.svc:80 /');
  });

  test('HTTPS by the name that the client sends', () => {
    const objects = [...BASE, route('r', [to('a')])];
    expect(asking(objects)('https://a.x.io/')).toBe('a.app.svc:80 /');
    expect(asking(objects)('https://y.io/')).toBe('404');
    expect(asking(objects)('https://a.x.io:444/')).toBe('404');
  });
});

describe('filters', () => {
  const filtered = (match: Fields, ...filters: Fields[]) =>
    asking([...BASE, route('r', [{ ...to('a', match), filters }])]);
  const rewrite = (of: Fields): Fields => ({ type: 'URLRewrite', urlRewrite: of });
  const redirect = (of: Fields): Fields => ({ type: 'RequestRedirect', requestRedirect: of });

  test.each([
    ['/foo', '/xyz', '/foo/bar?q', '/xyz/bar?q'],
    ['/foo', '/xyz/', '/foo/bar', '/xyz/bar'],
    ['/foo/', '/xyz', '/foo', '/xyz'],
    ['/foo', '/', '/foo/bar', '/bar'],
    ['/foo', '/', '/foo', '/'],
    ['/', '/base', '/x', '/base/x'],
  ])('the prefix %s becomes %s', (prefix, replacePrefixMatch, asked, expected) => {
    const ask = filtered(
      path('PathPrefix', prefix),
      rewrite({ path: { type: 'ReplacePrefixMatch', replacePrefixMatch } }),
    );
    expect(ask(`http://h${asked}`)).toBe(`a.app.svc:80 ${expected}`);
  });

  test('a full path and a host', () => {
    const full = { type: 'ReplaceFullPath', replaceFullPath: '/n' };
    expect(filtered(path('PathPrefix', '/'), rewrite({ path: full, hostname: 'y.io' }))('http://h/a?q')).toBe(
      'a.app.svc:80 /n?q host y.io',
    );
  });

  test.each([
    [{ scheme: 'https' }, 'http://a.x.io/p?q', '302 https://a.x.io/p?q'],
    [{ hostname: 'y.io', statusCode: 301 }, 'http://a.x.io/', '301 http://y.io/'],
    [{ port: 8443, scheme: 'https' }, 'http://a.x.io/', '302 https://a.x.io:8443/'],
    [{ path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/n' } }, 'http://a.x.io/p', '302 http://a.x.io/n/p'],
    [{ path: { type: 'ReplaceFullPath', replaceFullPath: '/n' } }, 'http://a.x.io/p?q', '302 http://a.x.io/n?q'],
  ])('redirect %p', (of, url, expected) => {
    expect(filtered(path('PathPrefix', '/'), redirect(of))(url)).toBe(expected);
  });
});

describe('backends', () => {
  const backends = (refs: readonly Fields[], ...more: KubernetesObject[]) =>
    asking([...BASE, ...more, route('r', [{ backendRefs: refs }])])('http://h/');
  const far = service('far', [80], 'ml');
  const grant = (from: Fields, to_: Fields): KubernetesObject => ({
    apiVersion: 'gateway.networking.k8s.io/v1beta1',
    kind: 'ReferenceGrant',
    metadata: { name: 'g', namespace: 'ml' },
    spec: {
      from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', ...from }],
      to: [{ group: '', kind: 'Service', ...to_ }],
    },
  });

  test('that are missing answer 500', () => {
    expect(backends([{ name: 'none', port: 80 }])).toBe('500 none.app.svc:80');
    expect(backends([{ name: 'a', port: 81 }])).toBe('500 a.app.svc:81');
    expect(backends([{ name: 'a', port: 80, kind: 'Bucket', group: 'x.io' }])).toBe('500 a.app.svc:80');
    expect(backends([])).toBe('500');
    expect(backends([{ name: 'a', port: 80, weight: 0 }])).toBe('500');
  });

  test('of another namespace need a grant there', () => {
    const ref = [{ name: 'far', namespace: 'ml', port: 80 }];
    expect(backends(ref, far)).toBe('500 far.ml.svc:80');
    expect(backends(ref, far, grant({ namespace: 'app' }, {}))).toBe('far.ml.svc:80 /');
    expect(backends(ref, far, grant({ namespace: 'app' }, { name: 'far' }))).toBe('far.ml.svc:80 /');
    expect(backends(ref, far, grant({ namespace: 'app' }, { name: 'near' }))).toBe('500 far.ml.svc:80');
    expect(backends(ref, far, grant({ namespace: 'edge' }, {}))).toBe('500 far.ml.svc:80');
  });
});
