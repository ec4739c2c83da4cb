import { asking, exact, gateway, http, https, prefix, regex, service, to, virtual } from './asking';

const BASE = [service('a'), service('b'), service('c'), gateway([http(), http(['*'], 8080), https(['*'])])];
const routes = (...list: readonly Readonly<Record<string, unknown>>[]) =>
  asking([...BASE, virtual('v', ['x.io'], list)]);

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
