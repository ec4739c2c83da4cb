import { asking, exact, gateway, http, prefix, regex, service, to, virtual } from '../asking';

const SERVICES = [service('a'), service('b'), service('c'), service('a', [80], 'ml')];
const routes = (...given: Parameters<typeof virtual>[2]) =>
  asking([...SERVICES, gateway([http(), http(['*'], 8080)]), virtual('v', ['x.io'], given)]);

describe('order (SortVHostRoutes, IsCatchAllRoute, BuildHTTPRoutesForVirtualService)', () => {
  test('behind a catch-all in the middle nothing of the same VirtualService counts', () => {
    const ask = routes(to('a', prefix('/a')), to('b'), to('c', prefix('/c')));
    expect(ask('http://x.io/c')).toBe('b.app.svc:80 /c');
  });

  test.each([
    ['prefix /', prefix('/'), true],
    ['regex .*', regex('.*'), true],
    ['an empty match', {}, true],
    ['regex /.*', regex('/.*'), false],
    ['prefix / with a method', { ...prefix('/'), method: { exact: 'GET' } }, false],
    ['prefix / with withoutHeaders', { ...prefix('/'), withoutHeaders: { q: { exact: '1' } } }, false],
    ['prefix / in any case', { ...prefix('/'), ignoreUriCase: true }, true],
  ])('%s of an older VirtualService goes behind the routes of a younger: %s', (_what, match, isLast) => {
    const ask = asking([
      ...SERVICES,
      gateway([http()]),
      virtual('v1', ['x.io'], [to('a', match)], { creationTimestamp: '2026-01-01T00:00:00Z' }),
      virtual('v2', ['x.io'], [to('b', prefix('/b'))], { creationTimestamp: '2026-01-01T00:00:01Z' }),
    ]);
    expect(ask('http://x.io/b')).toBe(isLast ? 'b.app.svc:80 /b' : 'a.app.svc:80 /b');
  });

  test('a match for another port or gateway is no route, so it hides nothing', () => {
    const ask = routes(to('a', { port: 8080 }), to('b', { gateways: ['mesh'] }), to('c'));
    expect(ask('http://x.io/')).toBe('c.app.svc:80 /');
    expect(ask('http://x.io:8080/')).toBe('a.app.svc:80 /');
  });

  test('gateways of a match make sourceLabels and sourceNamespace of no account (sourceMatchHTTP)', () => {
    const other = { sourceLabels: { app: 'other' }, sourceNamespace: 'other' };
    expect(routes(to('a', { ...other, gateways: ['gw'] }), to('b'))('http://x.io/')).toBe('a.app.svc:80 /');
    expect(routes(to('a', other), to('b'))('http://x.io/')).toBe('b.app.svc:80 /');
    const own = { sourceLabels: { istio: 'ingressgateway' }, sourceNamespace: 'istio-system' };
    expect(routes(to('a', own), to('b'))('http://x.io/')).toBe('a.app.svc:80 /');
  });

  test('a VirtualService whose only route is for another port leaves the host to a wildcard', () => {
    // BuildHTTPRoutesForVirtualService: "no routes matched", so no virtual host is made.
    const ask = asking([
      ...SERVICES,
      gateway([http(), http(['*'], 8080)]),
      virtual('v1', ['a.x.io'], [to('a', { port: 8080 })]),
      virtual('v2', ['*.x.io'], [to('b')]),
    ]);
    expect(ask('http://a.x.io/')).toBe('b.app.svc:80 /');
    expect(ask('http://a.x.io:8080/')).toBe('a.app.svc:80 /');
  });
});

describe('matches (TranslateRouteMatch)', () => {
  const fits = (match: object, url: string, headers: Record<string, string> = {}) =>
    routes(to('a', match as never), to('b', prefix('/')))(url, headers).startsWith('a.');

  test.each<[object, string, boolean]>([
    [prefix('/a'), 'http://x.io/ab', true],
    [prefix('/a'), 'http://x.io/A', false],
    [{ ...prefix('/a'), ignoreUriCase: true }, 'http://x.io/Ab', true],
    [{ ...exact('/Ab'), ignoreUriCase: true }, 'http://x.io/aB', true],
    [{ ...exact('/Ab'), ignoreUriCase: true }, 'http://x.io/aBc', false],
    [{ ...regex('/ab'), ignoreUriCase: true }, 'http://x.io/AB', false],
    [exact('/a'), 'http://x.io/a/', false],
    [exact('/a'), 'http://x.io/a?b=/', true],
    [exact('/a'), 'http://x.io//a', false],
    [exact('/a b'), 'http://x.io/a%20b', false],
    [exact('/a%20b'), 'http://x.io/a%20b', true],
    [regex('/a'), 'http://x.io/ab', false],
    [regex('^/a$'), 'http://x.io/a', true],
    [regex('/a'), 'http://x.io/a?q', true],
    [regex('(?i)/a'), 'http://x.io/A', true],
    [regex('/a.*b?'), 'http://x.io/a?b', true],
  ])('%j takes %s: %s', (match, url, expected) => {
    expect(fits(match, url)).toBe(expected);
  });

  test.each<[object, string, boolean]>([
    [{ q: { exact: '1' } }, '?q=1', true],
    [{ q: { exact: '1' } }, '?q=2&q=1', false],
    [{ q: { exact: '' } }, '?q', true],
    [{ q: { exact: '' } }, '', false],
    [{ q: { regex: '*' } }, '?q', true],
    [{ q: { regex: '*' } }, '', false],
    [{ q: { regex: '.*' } }, '?q=', true],
    [{ q: { prefix: 'a' } }, '?q=ab', true],
    [{ q: { exact: 'a b' } }, '?q=a%20b', false],
    [{ q: { regex: 'a' } }, '?q=ab', false],
    [{ Q: { exact: '1' } }, '?q=1', false],
  ])('query %j takes "%s": %s', (queryParams, query, expected) => {
    expect(fits({ queryParams }, `http://x.io/${query}`)).toBe(expected);
  });

  test.each<[object, Record<string, string>, boolean]>([
    [{ 'x-a': { exact: 'v' } }, { 'X-A': 'v' }, true],
    [{ 'X-A': { exact: 'v' } }, { 'x-a': 'v' }, true],
    [{ 'x-a': { exact: 'v' } }, { 'x-a': 'V' }, false],
    [{ 'x-a': {} }, { 'x-a': '' }, true],
    [{ 'x-a': {} }, {}, false],
    [{ 'x-a': { regex: '*' } }, { 'x-a': 'v' }, true],
    [{ 'x-a': { regex: 'v' } }, { 'x-a': 'vv' }, false],
    [{ 'x-a': { exact: '' } }, {}, false],
    [{ ':authority': { exact: 'x.io' } }, {}, true],
    [{ '@request.auth.claims.group': { exact: 'a' } }, { '@request.auth.claims.group': 'a' }, false],
  ])('headers %j take %j: %s', (headers, given, expected) => {
    // A claim is dynamic metadata that a verified token makes; a header of its name is none.
    expect(fits({ headers }, 'http://x.io/', given)).toBe(expected);
  });

  test.each<[object, Record<string, string>, boolean]>([
    [{ 'x-a': { exact: 'v' } }, {}, true],
    [{ 'x-a': { exact: 'v' } }, { 'x-a': 'v' }, false],
    [{ 'x-a': { exact: 'v' } }, { 'x-a': 'w' }, true],
    [{ 'x-a': { exact: '' } }, {}, false],
    [{ 'x-a': {} }, {}, true],
    [{ 'x-a': {} }, { 'x-a': '' }, false],
    [{ 'x-a': { regex: '.*' } }, {}, false],
    [{ 'x-a': { regex: '*' } }, {}, true],
    [{ 'x-a': { prefix: 'v' } }, { 'x-a': 'w' }, true],
  ])('withoutHeaders %j take %j: %s', (withoutHeaders, given, expected) => {
    // TreatMissingHeaderAsEmpty is set unless only the presence is asked.
    expect(fits({ withoutHeaders }, 'http://x.io/', given)).toBe(expected);
  });

  test.each<[object, string, Record<string, string>, boolean]>([
    [{ method: { exact: 'GET' } }, 'POST http://x.io/', {}, false],
    [{ method: { regex: 'GET|POST' } }, 'POST http://x.io/', {}, true],
    [{ method: { prefix: 'P' } }, 'PUT http://x.io/', {}, true],
    [{ scheme: { exact: 'http' } }, 'http://x.io/', {}, true],
    [{ scheme: { exact: 'https' } }, 'http://x.io/', {}, false],
    [{ authority: { exact: 'x.io' } }, 'http://x.io:8080/', {}, false],
    [{ authority: { exact: 'x.io:8080' } }, 'http://x.io:8080/', {}, true],
    [{ authority: { prefix: 'x.' } }, 'http://x.io/', {}, true],
    [{ authority: { exact: 'x.io' } }, 'http://x.io/', { host: 'X.io' }, false],
    [{ port: 8080 }, 'http://x.io/', {}, false],
    [{ port: 8080 }, 'http://x.io:8080/', {}, true],
  ])('%j takes %s %j: %s', (match, request, headers, expected) => {
    expect(fits(match, request, headers)).toBe(expected);
  });
});

describe('rewrites (Envoy: finalizePathHeader)', () => {
  test.each<[object, object, string, string]>([
    [prefix('/a'), { uri: '/' }, 'http://x.io/a/b', '//b'],
    [prefix('/a/'), { uri: '/' }, 'http://x.io/a/b', '/b'],
    [prefix('/a'), { uri: '/b' }, 'http://x.io/ac?q=1', '/bc?q=1'],
    [{ ...prefix('/a'), ignoreUriCase: true }, { uri: '/b' }, 'http://x.io/Ac', '/bc'],
    [exact('/a'), { uri: '/b' }, 'http://x.io/a?q', '/b?q'],
    [regex('/a/.*'), { uri: '/b' }, 'http://x.io/a/c?q', '/b?q'],
    [{ method: { exact: 'GET' } }, { uri: '/b/' }, 'http://x.io/c', '/b/c'],
    [{ method: { exact: 'GET' } }, { uri: '' }, 'http://x.io/c', '/c'],
    [prefix('/a'), { authority: 'y.io' }, 'http://x.io/a', '/a host y.io'],
    [prefix('/a'), { uriRegexRewrite: { match: '/a/(.*)', rewrite: '/\\1/b' } }, 'http://x.io/a/c?q', '/c/b?q'],
    [prefix('/a'), { uriRegexRewrite: { match: 'a', rewrite: 'b' } }, 'http://x.io/aa', '/bb'],
    [prefix('/a'), { uriRegexRewrite: { match: '/none', rewrite: '/b' } }, 'http://x.io/a', '/a'],
    [prefix('/a'), { uri: '/z', uriRegexRewrite: { match: 'a', rewrite: 'b' } }, 'http://x.io/a', '/b'],
  ])('%j with %j: %s', (match, rewrite, url, expected) => {
    expect(routes(to('a', match as never, { rewrite }))(url)).toBe(`a.app.svc:80 ${expected}`);
  });
});

describe('redirects (ApplyRedirect, and Http::Utility::newUri of Envoy)', () => {
  test.each<[object, string, string]>([
    [{ uri: '/n' }, 'http://x.io/a?q=1', '301 http://x.io/n?q=1'],
    [{ uri: '/n?z=2' }, 'http://x.io/a?q=1', '301 http://x.io/n?z=2'],
    [{ uri: 'n' }, 'http://x.io/a', '301 http://x.io/n'],
    [{ uri: 'n' }, 'http://x.io/a?q=1', '301 http://x.io/n?q=1'],
    [{ uri: '%PREFIX()%/n' }, 'http://x.io/a', '301 http://x.io/%PREFIX()%/n'],
    [{ authority: 'y.io' }, 'http://x.io:8080/a?q', '301 http://y.io/a?q'],
    [{ authority: 'y.io:1' }, 'http://x.io/a', '301 http://y.io:1/a'],
    [{ authority: 'y.io', port: 8443, scheme: 'https' }, 'http://x.io/a', '301 https://y.io:8443/a'],
    [{ scheme: 'https' }, 'http://x.io/a', '301 https://x.io/a'],
    [{ scheme: 'https' }, 'http://x.io:8080/a', '301 https://x.io:8080/a'],
    [{ port: 80 }, 'http://x.io:8080/a', '301 http://x.io:8080/a'],
    [{ port: 80, scheme: 'https' }, 'http://x.io/a', '301 https://x.io:80/a'],
    [{ port: 443 }, 'http://x.io/a', '301 http://x.io:443/a'],
    [{ derivePort: 'FROM_REQUEST_PORT' }, 'http://x.io:8080/a', '301 http://x.io:8080/a'],
    [{ derivePort: 'FROM_REQUEST_PORT', authority: 'y.io' }, 'http://x.io:8080/a', '301 http://y.io:8080/a'],
    [{ derivePort: 'FROM_PROTOCOL_DEFAULT', authority: 'y.io' }, 'http://x.io:8080/a', '301 http://y.io/a'],
    [{ uri: '/n', redirectCode: 303 }, 'http://x.io/a', '303 http://x.io/n'],
    [{ uri: '/n', redirectCode: 0 }, 'http://x.io/a', '301 http://x.io/n'],
    [{ uri: '/n', redirectCode: 308 }, 'http://x.io/a', '308 http://x.io/n'],
  ])('%j of %s', (redirect, url, expected) => {
    expect(routes({ redirect })(url)).toBe(expected);
  });

  test('a redirect goes before a fixed answer, both before destinations', () => {
    const both = { redirect: { uri: '/n' }, directResponse: { status: 403 } };
    expect(routes({ ...to('a'), ...both })('http://x.io/')).toBe('301 http://x.io/n');
    expect(routes({ ...to('a'), directResponse: { status: 403 } })('http://x.io/')).toBe('403');
  });
});

describe('delegates (pilot/pkg/model/virtualservice.go)', () => {
  const leaf = (given: Parameters<typeof virtual>[2], more: object = {}) =>
    virtual('leaf', [], given, { gateways: undefined, namespace: 'ml', ...more });
  const root = (match: object | undefined, more: object = {}) =>
    virtual(
      'root',
      ['x.io'],
      [{ ...(match && { match: [match] }), delegate: { name: 'leaf', namespace: 'ml' }, ...more }, to('b')],
    );
  const send = (match: object | undefined, given: Parameters<typeof virtual>[2], more?: object) =>
    asking([...SERVICES, gateway([http()]), leaf(given), root(match, more)]);

  test('a short name is one of the namespace of the delegate', () => {
    expect(send(prefix('/a'), [to('a')])('http://x.io/a')).toBe('a.ml.svc:80 /a');
  });

  test.each<[string, object, object, string]>([
    ['a longer prefix', prefix('/a'), prefix('/a/b'), 'a.ml.svc:80 /a/b'],
    ['a longer prefix as text', prefix('/a'), prefix('/a/b'), 'a.ml.svc:80 /a/b'],
    ['an exact path inside', prefix('/a'), exact('/a/b'), 'a.ml.svc:80 /a/b'],
    ['another prefix', prefix('/z'), prefix('/a'), 'b.app.svc:80 /a/b'],
    ['a shorter prefix', prefix('/a/b/c'), prefix('/a'), 'b.app.svc:80 /a/b'],
    ['a regex inside a prefix', prefix('/a'), regex('/a/.*'), 'b.app.svc:80 /a/b'],
    ['a prefix inside a regex', regex('/a/.*'), prefix('/a/b'), 'b.app.svc:80 /a/b'],
    ['case in one of both', { ...prefix('/a'), ignoreUriCase: true }, prefix('/a/b'), 'b.app.svc:80 /a/b'],
    ['conditions of different kinds', { method: { exact: 'GET' } }, prefix('/a'), 'a.ml.svc:80 /a/b'],
    ['equal methods', { method: { exact: 'GET' } }, { method: { exact: 'GET' } }, 'a.ml.svc:80 /a/b'],
    ['other methods', { method: { exact: 'GET' } }, { method: { exact: 'POST' } }, 'b.app.svc:80 /a/b'],
    ['another port', { port: 80 }, { port: 8080 }, 'b.app.svc:80 /a/b'],
  ])('%s', (_what, outer, inner, expected) => {
    expect(send(outer, [to('a', inner as never)])('http://x.io/a/b')).toBe(expected);
  });

  test('the conditions of both hold', () => {
    const ask = send({ ...prefix('/a'), headers: { q: { exact: '1' } } }, [
      to('a', { queryParams: { z: { exact: '2' } } }),
    ]);
    expect(ask('http://x.io/a?z=2', { q: '1' })).toBe('a.ml.svc:80 /a?z=2');
    expect(ask('http://x.io/a?z=2')).toBe('b.app.svc:80 /a?z=2');
    expect(ask('http://x.io/a', { q: '1' })).toBe('b.app.svc:80 /a');
  });

  test('one conflict leaves out that route of the delegate, not the others', () => {
    const ask = send(prefix('/a'), [to('c.app.svc.cluster.local', prefix('/z')), to('a', prefix('/a/b'))]);
    expect(ask('http://x.io/a/b')).toBe('a.ml.svc:80 /a/b');
    expect(ask('http://x.io/z')).toBe('b.app.svc:80 /z');
  });

  test('a rewrite of the root counts where the delegate has none', () => {
    const rewrite = { uri: '/r' };
    expect(send(prefix('/a'), [to('a')], { rewrite })('http://x.io/a/b')).toBe('a.ml.svc:80 /r/b');
    const own = [to('a', undefined, { rewrite: { uri: '/own' } })];
    expect(send(prefix('/a'), own, { rewrite })('http://x.io/a/b')).toBe('a.ml.svc:80 /own/b');
  });

  test('a delegate without a match in a root without one takes all', () => {
    expect(send(undefined, [to('a')])('http://x.io/q')).toBe('a.ml.svc:80 /q');
  });

  test.each<[string, object, string]>([
    ['with hosts is no delegate', { hosts: ['y.io'] }, 'b.app.svc:80 /a'],
    ['for its own namespace is not seen', { exportTo: ['.'] }, 'b.app.svc:80 /a'],
    ['for the namespace of the root is seen', { exportTo: ['app'] }, 'a.ml.svc:80 /a'],
    ['its gateways do not count', { gateways: ['other/gw'] }, 'a.ml.svc:80 /a'],
  ])('a VirtualService %s', (_what, more, expected) => {
    const ask = asking([...SERVICES, gateway([http()]), leaf([to('a')], more), root(prefix('/a'))]);
    expect(ask('http://x.io/a')).toBe(expected);
  });

  test('a root keeps its place by age among other VirtualServices of the host', () => {
    // Since the controller that merges them (istio/istio#59435) the merged ones are sorted together with the others.
    const ask = asking([
      ...SERVICES,
      gateway([http()]),
      leaf([to('a')]),
      virtual('root', ['x.io'], [{ match: [prefix('/p')], delegate: { name: 'leaf', namespace: 'ml' } }], {
        creationTimestamp: '2026-01-01T00:00:00Z',
      }),
      virtual('other', ['x.io'], [to('b', prefix('/p'))], { creationTimestamp: '2026-01-01T00:00:01Z' }),
    ]);
    expect(ask('http://x.io/p')).toBe('a.ml.svc:80 /p');
  });
});
