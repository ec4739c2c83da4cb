import { asking, exact, gateway, http, https, prefix, regex, service, to, virtual } from './asking';

const BASE = [service('a'), service('b'), service('c'), gateway([http(), http(['*'], 8080), https(['*'])])];
const routes = (...list: readonly Readonly<Record<string, unknown>>[]) =>
  asking([...BASE, virtual('v', ['x.io'], list)]);

describe('order', () => {
  test('the first match wins, routes for everything go last and end their own object', () => {
    const ask = asking([
      ...BASE,
      virtual('aa', ['x.io'], [to('a', prefix('/a')), to('a'), to('c', prefix('/c'))]),
      virtual('bb', ['x.io'], [to('b', prefix('/b')), to('b', prefix('/a/deep')), to('b')]),
    ]);
    expect(ask('http://x.io/a/deep')).toBe('a.app.svc:80 /a/deep');
    expect(ask('http://x.io/b')).toBe('b.app.svc:80 /b');
    expect(ask('http://x.io/c')).toBe('a.app.svc:80 /c');
  });

  test.each([
    ['the prefix /', prefix('/')],
    ['the pattern .*', regex('.*')],
    ['an empty match', {}],
    ['an empty uri', { uri: {} }],
  ])('%s is a route for everything', (_what, match) => {
    const ask = asking([
      ...BASE,
      virtual('aa', ['x.io'], [to('a', match)]),
      virtual('bb', ['x.io'], [to('b', prefix('/b'))]),
    ]);
    expect(ask('http://x.io/b')).toBe('b.app.svc:80 /b');
    expect(ask('http://x.io/c')).toBe('a.app.svc:80 /c');
  });

  test.each([
    ['the pattern /.*', regex('/.*')],
    ['the prefix / with a method', { ...prefix('/'), method: { exact: 'GET' } }],
    ['a header', { headers: { 'x-a': {} } }],
  ])('%s is none', (_what, match) => {
    const ask = asking([
      ...BASE,
      virtual('aa', ['x.io'], [to('a', match)]),
      virtual('bb', ['x.io'], [to('b', prefix('/b'))]),
    ]);
    expect(ask('http://x.io/b', { 'x-a': '1' })).toBe('a.app.svc:80 /b');
  });

  test('a match behind one for everything does not count, in one route too', () => {
    const ask = routes(to('a', [prefix('/a'), prefix('/')]), to('b', prefix('/b')));
    expect(ask('http://x.io/b')).toBe('a.app.svc:80 /b');
  });

  test('is by creation time, then name, then namespace; what has no time is the newest', () => {
    const two = (first: Record<string, unknown>, second: Record<string, unknown>) =>
      asking([
        ...BASE,
        service('a', [80], 'aaa'),
        virtual('z', ['x.io'], [to('a', prefix('/p'))], first),
        virtual('a', ['x.io'], [to('b', prefix('/p'))], second),
      ])('http://x.io/p');
    expect(two({}, {})).toBe('b.app.svc:80 /p');
    expect(two({ creationTimestamp: '2026-01-01T00:00:00Z' }, { creationTimestamp: '2026-01-02T00:00:00Z' })).toBe(
      'a.app.svc:80 /p',
    );
    expect(two({ creationTimestamp: '2026-01-01T00:00:00Z' }, {})).toBe('a.app.svc:80 /p');
    const named = asking([
      ...BASE,
      service('a', [80], 'aaa'),
      virtual('v', ['x.io'], [to('b', prefix('/p'))]),
      virtual('v', ['x.io'], [to('a', prefix('/p'))], { namespace: 'aaa' }),
    ]);
    expect(named('http://x.io/p')).toBe('a.aaa.svc:80 /p');
  });

  test('what is exported to the namespace of the gateway alone goes before what is for all', () => {
    const ask = asking([
      ...BASE,
      virtual('a', ['x.io'], [to('a', prefix('/p'))]),
      virtual('b', ['x.io'], [to('b', prefix('/p'))], { exportTo: ['istio-system'] }),
    ]);
    expect(ask('http://x.io/p')).toBe('b.app.svc:80 /p');
  });
});

test.each([
  [['*'], 'a.app.svc:80 /'],
  [['istio-system'], 'a.app.svc:80 /'],
  [['.'], '404'],
  [['app'], '404'],
  [['~'], '404'],
  [['.', '*'], 'a.app.svc:80 /'],
])('exportTo %p', (exportTo, expected) => {
  expect(asking([...BASE, virtual('a', ['x.io'], [to('a')], { exportTo })])('http://x.io/')).toBe(expected);
});

describe('match', () => {
  test('paths: exact, text prefix, whole pattern; without the query, with case', () => {
    const ask = routes(to('a', exact('/a')), to('b', prefix('/b')), to('c', regex('/c/[0-9]+')));
    expect(ask('http://x.io/a?q=/b')).toBe('a.app.svc:80 /a?q=/b');
    expect(ask('http://x.io/a/')).toBe('404');
    expect(ask('http://x.io/bx')).toBe('b.app.svc:80 /bx');
    expect(ask('http://x.io/B')).toBe('404');
    expect(ask('http://x.io/c/12?x')).toBe('c.app.svc:80 /c/12?x');
    expect(ask('http://x.io/c/12x')).toBe('404');
    expect(ask('http://x.io/z/c/1')).toBe('404');
  });

  test('ignoreUriCase is for exact and prefix, not for patterns', () => {
    const any = { ignoreUriCase: true };
    const ask = routes(
      to('a', { ...exact('/A'), ...any }),
      to('b', { ...prefix('/bB'), ...any }),
      to('c', { ...regex('/C.*'), ...any }),
    );
    expect(ask('http://x.io/a')).toBe('a.app.svc:80 /a');
    expect(ask('http://x.io/BBx')).toBe('b.app.svc:80 /BBx');
    expect(ask('http://x.io/c')).toBe('404');
    expect(ask('http://x.io/C')).toBe('c.app.svc:80 /C');
  });

  test('headers: names in any case, values with case; {} and the pattern * ask for presence', () => {
    const ask = routes(
      to('a', { headers: { 'X-Env': { exact: 'dev' } } }),
      to('b', { headers: { 'x-b': {} } }),
      to('c', { headers: { 'x-c': { regex: '*' } } }),
    );
    expect(ask('http://x.io/', { 'x-ENV': 'dev' })).toBe('a.app.svc:80 /');
    expect(ask('http://x.io/', { 'x-env': 'Dev' })).toBe('404');
    expect(ask('http://x.io/', { 'X-B': '' })).toBe('b.app.svc:80 /');
    expect(ask('http://x.io/', { 'x-c': 'v' })).toBe('c.app.svc:80 /');
  });

  test('withoutHeaders: a missing header is empty text, only {} asks for its absence', () => {
    const without = (match: Record<string, unknown>) => routes(to('a', { withoutHeaders: { 'x-a': match } }));
    expect(without({ exact: 'v' })('http://x.io/')).toBe('a.app.svc:80 /');
    expect(without({ exact: 'v' })('http://x.io/', { 'x-a': 'v' })).toBe('404');
    expect(without({ regex: '.*' })('http://x.io/')).toBe('404');
    expect(without({})('http://x.io/')).toBe('a.app.svc:80 /');
    expect(without({})('http://x.io/', { 'x-a': 'v' })).toBe('404');
  });

  test('query parameters: the first value, as it is written', () => {
    const ask = routes(
      to('a', { queryParams: { q: { exact: '1' } } }),
      to('b', { queryParams: { p: {} } }),
      to('c', { queryParams: { r: { prefix: 'x' } } }),
    );
    expect(ask('http://x.io/?q=1&q=2')).toBe('a.app.svc:80 /?q=1&q=2');
    expect(ask('http://x.io/?q=2&q=1')).toBe('404');
    expect(ask('http://x.io/?p')).toBe('b.app.svc:80 /?p');
    expect(ask('http://x.io/?r=xy')).toBe('c.app.svc:80 /?r=xy');
    expect(ask('http://x.io/')).toBe('404');
  });

  test('method, authority with its port, scheme', () => {
    const ask = routes(
      to('a', { method: { regex: 'GET|HEAD' } }),
      to('b', { authority: { exact: 'x.io:8080' } }),
      to('c', { scheme: { exact: 'https' } }),
    );
    expect(ask('HEAD http://x.io/')).toBe('a.app.svc:80 /');
    expect(ask('PUT http://x.io:8080/')).toBe('b.app.svc:80 /');
    expect(ask('PUT http://x.io/')).toBe('404');
    expect(ask('PUT https://x.io/')).toBe('c.app.svc:80 /');
  });

  test('port is that of the server, gateways and source are those of the gateway', () => {
    const ask = routes(
      to('a', { port: 8080 }),
      to('b', { ...prefix('/g'), gateways: ['mesh'] }),
      to('b', { ...prefix('/s'), sourceLabels: { app: 'x' } }),
      to('b', { ...prefix('/n'), sourceNamespace: 'app' }),
      to('c', { ...prefix('/g'), gateways: ['gw'] }),
      to('c', { ...prefix('/s'), sourceLabels: { istio: 'ingressgateway' } }),
      to('c', { ...prefix('/n'), sourceNamespace: 'istio-system' }),
    );
    expect(ask('http://x.io:8080/')).toBe('a.app.svc:80 /');
    for (const path of ['/g', '/s', '/n']) expect(ask(`http://x.io${path}`)).toBe(`c.app.svc:80 ${path}`);
    expect(ask('http://x.io/')).toBe('404');
  });

  test('all conditions of a match count, any match of a route', () => {
    const ask = routes(
      to('a', [{ ...prefix('/a'), method: { exact: 'GET' } }, { headers: { 'x-a': { prefix: 'v' } } }]),
    );
    expect(ask('http://x.io/a')).toBe('a.app.svc:80 /a');
    expect(ask('POST http://x.io/a')).toBe('404');
    expect(ask('POST http://x.io/z', { 'x-a': 'v1' })).toBe('a.app.svc:80 /z');
  });
});

describe('rewrite', () => {
  test.each([
    [prefix('/strip'), '/', '/strip/x?q=1', '//x?q=1'],
    [prefix('/strip/'), '/', '/strip/x', '/x'],
    [prefix('/strip'), '/new', '/stripped', '/newped'],
    [exact('/a'), '/b', '/a?q=1', '/b?q=1'],
    [regex('/a/.*'), '/b', '/a/x?q', '/b?q'],
    [undefined, '/base', '/x', '/basex'],
    [{ headers: {} }, '/base', '/', '/base'],
    [{ ...prefix('/STRIP'), ignoreUriCase: true }, '/n', '/strip/x', '/n/x'],
  ])('uri of %p', (match, uri, path, expected) => {
    expect(routes(to('a', match, { rewrite: { uri } }))(`http://x.io${path}`)).toBe(`a.app.svc:80 ${expected}`);
  });

  test.each([
    ['^/a/(.*)/b', '/\\1', '/a/x/y/b/c?q=/a/z/b', '/x/y/c?q=/a/z/b'],
    ['o', '0', '/foo/o', '/f00/0'],
    ['(.*)', '/p\\1', '/x', '/p/x'],
    ['x*', '-', '/axx', '-/-a-'],
  ])('uriRegexRewrite %s', (match, rewrite, path, expected) => {
    const ask = routes(to('a', undefined, { rewrite: { uriRegexRewrite: { match, rewrite } } }));
    expect(ask(`http://x.io${path}`)).toBe(`a.app.svc:80 ${expected}`);
  });

  test('authority comes from the rewrite, then from the headers of the route, then of the destination', () => {
    const headers = (host: string) => ({ request: { set: { Host: host } } });
    expect(
      routes(to('a', undefined, { rewrite: { authority: 'r.io' }, headers: headers('h.io') }))('http://x.io/'),
    ).toBe('a.app.svc:80 / host r.io');
    expect(routes(to('a', undefined, { headers: headers('h.io') }))('http://x.io/')).toBe('a.app.svc:80 / host h.io');
    const route = [{ destination: { host: 'a' }, headers: headers('d.io') }];
    expect(routes({ route })('http://x.io/')).toBe('a.app.svc:80 / host d.io');
  });
});

describe('redirect', () => {
  test.each([
    [{ uri: '/n' }, 'http://x.io/a?q=1', '301 http://x.io/n?q=1'],
    [{ uri: '/n?z=2' }, 'http://x.io/a?q=1', '301 http://x.io/n?z=2'],
    [{ authority: 'y.io' }, 'http://x.io:8080/a', '301 http://y.io/a'],
    [{ uri: '/n' }, 'http://x.io:8080/a', '301 http://x.io:8080/n'],
    [{ uri: '/n', redirectCode: 308 }, 'http://x.io/', '308 http://x.io/n'],
    [{ scheme: 'https' }, 'http://x.io/a', '301 https://x.io/a'],
    [{ scheme: 'https', port: 8443 }, 'http://x.io:8080/a', '301 https://x.io:8443/a'],
    [{ scheme: 'https', port: 443 }, 'http://x.io:8080/a', '301 https://x.io:8080/a'],
    [{ port: 80 }, 'http://x.io/a', '301 http://x.io/a'],
    [{ port: 81 }, 'https://x.io/a', '301 https://x.io:81/a'],
    [{ derivePort: 'FROM_REQUEST_PORT' }, 'http://x.io:8080/a', '301 http://x.io:8080/a'],
    [{ derivePort: 'FROM_REQUEST_PORT', authority: 'y.io' }, 'http://x.io:8080/a', '301 http://y.io:8080/a'],
    [{ derivePort: 'FROM_REQUEST_PORT', authority: 'y.io' }, 'http://x.io/a', '301 http://y.io/a'],
    [{ derivePort: 'FROM_PROTOCOL_DEFAULT', authority: 'y.io' }, 'http://x.io:8080/a', '301 http://y.io/a'],
  ])('%p', (redirect, url, expected) => {
    expect(routes({ redirect })(url)).toBe(expected);
  });

  test('a changed scheme drops the port that is the default of the old one', () => {
    expect(routes({ redirect: { scheme: 'https' } })('http://x.io/', { host: 'x.io:80' })).toBe('301 https://x.io/');
    expect(routes({ redirect: { scheme: 'https' } })('http://x.io/', { host: 'x.io:8080' })).toBe(
      '301 https://x.io:8080/',
    );
  });
});

describe('delegate', () => {
  const root = (match: Record<string, unknown> | undefined, more = {}) =>
    virtual(
      'root',
      ['x.io'],
      [{ ...(match ? { match: [match] } : {}), delegate: { name: 'd', namespace: 'team' }, ...more }, to('c')],
    );
  const leaf = (list: readonly Record<string, unknown>[], more = {}) =>
    virtual('d', [], list, { namespace: 'team', hosts: undefined, gateways: undefined, ...more });
  const team = [service('a', [80], 'team')];

  test('its routes stand in the place of the entry, with names of its own namespace', () => {
    const ask = asking([...BASE, ...team, root(prefix('/t')), leaf([to('a', prefix('/t/a')), to('a', exact('/t/b'))])]);
    expect(ask('http://x.io/t/a')).toBe('a.team.svc:80 /t/a');
    expect(ask('http://x.io/t/b')).toBe('a.team.svc:80 /t/b');
    expect(ask('http://x.io/t/c')).toBe('c.app.svc:80 /t/c');
  });

  test('without a match it takes that of the root; rewrite is the own one or that of the root', () => {
    const ask = asking([...BASE, ...team, root(prefix('/t'), { rewrite: { uri: '/r' } }), leaf([to('a')])]);
    expect(ask('http://x.io/t/a')).toBe('a.team.svc:80 /r/a');
    const own = asking([
      ...BASE,
      ...team,
      root(prefix('/t'), { rewrite: { uri: '/r' } }),
      leaf([to('a', undefined, { rewrite: { uri: '/o' } })]),
    ]);
    expect(own('http://x.io/t/a')).toBe('a.team.svc:80 /o/a');
  });

  test.each([
    ['a path that is no part of the root', prefix('/t'), prefix('/u'), 'c'],
    ['a wider path', prefix('/t/x'), prefix('/t'), 'c'],
    ['a pattern beside a path', prefix('/t'), regex('/t/.*'), 'c'],
    ['a header beside a path', prefix('/t'), { headers: { 'x-a': { exact: '1' } } }, 'a'],
    ['another case rule', prefix('/t'), { ...prefix('/t/a'), ignoreUriCase: true }, 'c'],
    ['another port', { ...prefix('/t'), port: 80 }, { ...prefix('/t'), port: 8080 }, 'c'],
    ['the same method', { method: { exact: 'GET' } }, { method: { exact: 'GET' }, ...prefix('/t') }, 'a'],
    ['another method', { method: { exact: 'GET' } }, { method: { exact: 'POST' }, ...prefix('/t') }, 'c'],
  ])('%s', (_what, of, own, expected) => {
    const ask = asking([...BASE, ...team, root(of), leaf([to('a', own)])]);
    expect(ask('http://x.io/t/a', { 'x-a': '1' }).startsWith(`${expected}.`)).toBe(true);
  });

  test('one that is missing, has hosts or is not exported gives no route', () => {
    expect(asking([...BASE, root(prefix('/t'))])('http://x.io/t')).toBe('c.app.svc:80 /t');
    const hosts = leaf([to('a')], { hosts: ['y.io'] });
    expect(asking([...BASE, ...team, root(prefix('/t')), hosts])('http://x.io/t')).toBe('c.app.svc:80 /t');
    const hidden = leaf([to('a')], { exportTo: ['.'] });
    expect(asking([...BASE, ...team, root(prefix('/t')), hidden])('http://x.io/t')).toBe('c.app.svc:80 /t');
    const shown = leaf([to('a')], { exportTo: ['app'] });
    expect(asking([...BASE, ...team, root(prefix('/t')), shown])('http://x.io/t')).toBe('a.team.svc:80 /t');
  });
});
