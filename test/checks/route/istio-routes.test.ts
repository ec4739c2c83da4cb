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
