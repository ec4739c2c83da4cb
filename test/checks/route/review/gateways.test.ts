import { asking, gateway, http, https, prefix, service, to, virtual } from '../asking';

const A = service('a');
const B = service('b');
const M = service('a', [80], 'ml');
const REDIRECT = { tls: { httpsRedirect: true } };

describe('mergeGateways (pilot/pkg/model/gateway.go)', () => {
  test('HTTP that comes first keeps its port: HTTPS on it is left out', () => {
    // plainTextServers has the port, and canMergeProtocols(HTTPS, HTTP) is false.
    const ask = asking([A, gateway([http(['x.io'], 443), https(['x.io'])]), virtual('a', ['x.io'], [to('a')])]);
    expect(ask('http://x.io:443/')).toBe('a.app.svc:80 /');
    expect(ask('https://x.io/')).toBe('404');
  });

  test('plain HTTP as the second server of a port of TLS gets a filter chain of its own', () => {
    // Not in plainTextServers; nonPlainTextGatewayPortsBindMap is empty yet, so newBind is true.
    const ask = asking([
      A,
      B,
      gateway([https(['x.io'])], 'gw'),
      gateway([http(['*'], 443)], 'gw2'),
      virtual('a', ['x.io'], [to('a')]),
      virtual('b', ['*'], [to('b')], { gateways: ['gw2'] }),
    ]);
    expect(ask('https://x.io/')).toBe('a.app.svc:80 /');
    expect(ask('http://x.io:443/')).toBe('b.app.svc:80 /');
    expect(ask('https://y.io/')).toBe('404');
  });

  test('plain HTTP as the third server is left out, but not with httpsRedirect', () => {
    // The second server has entered the bind, so `s.Tls == nil && !newBind`.
    const third = (server: object) =>
      asking([
        A,
        gateway([https(['x.io'], 'one'), https(['y.io'], 'two'), server as never]),
        virtual('a', ['*'], [to('a')]),
      ]);
    expect(third(http(['z.io'], 443))('http://z.io:443/')).toBe('404');
    expect(third(http(['z.io'], 443, REDIRECT))('http://z.io:443/')).toBe('301 https://z.io:443/');
  });

  test('beside a server for any name plain HTTP cannot be told apart', () => {
    const ask = asking([A, gateway([https(['*']), http(['x.io'], 443)]), virtual('a', ['*'], [to('a')])]);
    expect(ask('http://x.io:443/')).toBe('404');
    expect(ask('https://x.io/')).toBe('a.app.svc:80 /');
  });

  test('HTTP, HTTP2 and GRPC share a port; TCP does not join them', () => {
    const port = (protocol: string) => ({ port: { number: 80, name: protocol.toLowerCase(), protocol }, hosts: ['*'] });
    const all = asking([
      A,
      B,
      gateway([port('HTTP')], 'gw'),
      gateway([port('GRPC')], 'gw2'),
      gateway([port('TCP')], 'gw3'),
      virtual('a', ['x.io'], [to('a', prefix('/a'))]),
      virtual('b', ['x.io'], [to('b')], { gateways: ['gw2'] }),
      virtual('c', ['x.io'], [to('a', prefix('/c'))], { gateways: ['gw3'] }),
    ]);
    expect(all('http://x.io/a')).toBe('a.app.svc:80 /a');
    expect(all('http://x.io/c')).toBe('b.app.svc:80 /c');
  });

  test('a second redirecting server of an equal host is left out, and its VirtualServices with it', () => {
    // CheckDuplicates runs for every server with `tls`, also for HTTP.
    const ask = asking([
      A,
      gateway([http(['x.io'], 80, REDIRECT)], 'gw'),
      gateway([http(['x.io', 'y.io'], 80, REDIRECT)], 'gw2'),
      virtual('b', ['y.io'], [to('a')], { gateways: ['gw2'] }),
    ]);
    expect(ask('http://x.io/')).toBe('301 https://x.io/');
    expect(ask('http://y.io/')).toBe('404');
  });

  test('two redirecting servers of one host as text, but of two namespaces, both stand', () => {
    // sanitizeServerHostNamespace makes them app/x.io and ml/x.io, which are no duplicates.
    const ask = asking([
      A,
      M,
      gateway([http(['./x.io'], 80, REDIRECT)], 'gw', 'app'),
      gateway([http(['./x.io'], 80, REDIRECT)], 'gw', 'ml'),
      virtual('b', ['x.io'], [to('a')], { namespace: 'ml', gateways: ['gw'] }),
    ]);
    expect(ask('http://x.io/q')).toBe('301 https://x.io/q');
    // Without a route the redirect is for the domain `app/x.io`, which no request has.
    const alone = asking([A, gateway([http(['./x.io'], 80, REDIRECT)])]);
    expect(alone('http://x.io/q')).toBe('404');
  });
});

describe('hosts of servers and of VirtualServices (pkg/config/host, NamesForNamespace and Intersection)', () => {
  test.each<[string, string, string, string]>([
    ['ml/*', '*', 'http://x.io/', '404'],
    ['app/*', '*', 'http://x.io/', 'a.app.svc:80 /'],
    ['./*', '*', 'http://x.io/', 'a.app.svc:80 /'],
    ['*/*', 'x.io', 'http://x.io/', 'a.app.svc:80 /'],
    ['*/x.io', '*', 'http://x.io/', 'a.app.svc:80 /'],
    ['*/x.io', '*', 'http://y.io/', '404'],
    ['*.io', '*', 'http://x.io/', 'a.app.svc:80 /'],
    ['*.io', '*', 'http://x.net/', '404'],
    ['*.io', '*.x.io', 'http://y.io/', '404'],
    ['*.x.io', '*.io', 'http://y.x.io/', 'a.app.svc:80 /'],
    ['*.x.io', '*.io', 'http://y.io/', '404'],
    ['*.x.io', 'x.io', 'http://x.io/', '404'],
    ['*.x.io', '*.x.io', 'http://x.io/', '404'],
    ['*.x.io', '*.x.io', 'http://a.b.x.io/', 'a.app.svc:80 /'],
    ['X.io', 'X.io', 'http://x.io/', 'a.app.svc:80 /'],
    ['x.io', 'X.io', 'http://x.io/', '404'],
    ['x.io', 'x.io', 'http://X.IO/', 'a.app.svc:80 /'],
    ['*', 'a', 'http://a/', '404'],
    ['*', 'a', 'http://a.app.svc.cluster.local/', 'a.app.svc:80 /'],
  ])('server %s and VirtualService %s: %s', (server, host, url, expected) => {
    const ask = asking([A, gateway([http([server])]), virtual('v', [host], [to('a')])]);
    expect(ask(url)).toBe(expected);
  });

  test.each([
    ['gw', 'a.app.svc:80 /'],
    ['./gw', 'a.app.svc:80 /'],
    ['app/gw', 'a.app.svc:80 /'],
    ['gw.app', 'a.app.svc:80 /'],
    ['gw.app.svc.cluster.local', 'a.app.svc:80 /'],
    ['ml/gw', '404'],
    ['mesh', '404'],
    ['*', '404'],
  ])('resolveGatewayName: gateways [%s]', (name, expected) => {
    const ask = asking([A, gateway([http()]), virtual('v', ['*'], [to('a')], { gateways: [name] })]);
    expect(ask('http://x.io/')).toBe(expected);
  });

  test('without gateways a VirtualService is for the mesh alone', () => {
    const ask = asking([A, gateway([http()]), virtual('v', ['*'], [to('a')], { gateways: undefined })]);
    expect(ask('http://x.io/')).toBe('404');
  });

  test('a selector that asks for more than the pods have does not select; none at all does', () => {
    const of = (selector: unknown) =>
      asking([A, gateway([http()], 'gw', 'app', { selector }), virtual('v', ['*'], [to('a')])])('http://x.io/');
    expect(of({ istio: 'ingressgateway' })).toBe('a.app.svc:80 /');
    expect(of({ istio: 'ingressgateway', app: 'x' })).toBe('404');
    expect(of({ istio: 'egressgateway' })).toBe('404');
    expect(of(undefined)).toBe('a.app.svc:80 /');
    expect(of({})).toBe('a.app.svc:80 /');
  });
});

describe('which filter chain takes a TLS name', () => {
  test('a name inside the wildcard of one server and exact in another', () => {
    const ask = asking([
      A,
      B,
      gateway([https(['*.x.io'], 'wild'), https(['a.x.io'], 'exact')]),
      virtual('a', ['a.x.io'], [to('a')]),
      virtual('b', ['*.x.io'], [to('b')]),
    ]);
    // Server `exact` has only a.x.io: of VirtualService b it has a.x.io too, behind a.
    expect(ask('https://a.x.io/')).toBe('a.app.svc:80 /');
    expect(ask('https://c.x.io/')).toBe('b.app.svc:80 /');
    expect(ask('https://x.io/')).toBe('404');
    // The chain of `wild` has both hosts, the chain of `exact` only its own.
    expect(ask('https://c.x.io/', { host: 'a.x.io' })).toBe('a.app.svc:80 /');
    expect(ask('https://a.x.io/', { host: 'c.x.io' })).toBe('404');
  });

  test('the namespace of a host is no part of the name', () => {
    const ask = asking([A, gateway([https(['app/x.io'])]), virtual('a', ['x.io'], [to('a')])]);
    expect(ask('https://x.io/')).toBe('a.app.svc:80 /');
  });

  test.each(['SIMPLE', 'MUTUAL', 'OPTIONAL_MUTUAL', 'ISTIO_MUTUAL'])('%s is decrypted', (mode) => {
    const ask = asking([A, gateway([https(['x.io'], 'https', { mode })]), virtual('a', ['x.io'], [to('a')])]);
    expect(ask('https://x.io/')).toBe('a.app.svc:80 /');
  });
});

describe('which VirtualServices a gateway sees (VirtualServicesForGateway)', () => {
  const seen = (exportTo: readonly string[]) =>
    asking([A, gateway([http()]), virtual('v', ['*'], [to('a')], { exportTo })])('http://x.io/');
  test.each<[string, string]>([
    ['*', 'a.app.svc:80 /'],
    ['.', '404'],
    ['istio-system', 'a.app.svc:80 /'],
    ['app', '404'],
    ['~', '404'],
    ['~,istio-system', '404'],
    ['~,*', 'a.app.svc:80 /'],
    ['.,istio-system', 'a.app.svc:80 /'],
  ])('exportTo %s', (exportTo, expected) => {
    expect(seen(exportTo.split(','))).toBe(expected);
  });

  test('those that are exported to its namespace by name come first, whatever their age', () => {
    const ask = asking([
      A,
      B,
      gateway([http()]),
      virtual('old', ['x.io'], [to('a', prefix('/p'))], { creationTimestamp: '2026-01-01T00:00:00Z' }),
      virtual('new', ['x.io'], [to('b', prefix('/p'))], {
        creationTimestamp: '2026-01-02T00:00:00Z',
        exportTo: ['istio-system'],
      }),
    ]);
    expect(ask('http://x.io/p')).toBe('b.app.svc:80 /p');
  });
});
