import { asking, exact, gateway, http, https, prefix, service, to, virtual } from './asking';

const A = service('a');
const B = service('b');

test('an exact host, then the longest wildcard, then *; a wildcard needs a character', () => {
  const ask = asking([
    A,
    B,
    service('c'),
    service('d'),
    gateway([http()]),
    virtual('any', ['*'], [to('a')]),
    virtual('wide', ['*.example.com'], [to('b')]),
    virtual('deep', ['*.dev.example.com'], [to('c')]),
    virtual('one', ['x.dev.example.com'], [to('d')]),
  ]);
  expect(ask('http://x.dev.example.com/')).toBe('d.app.svc:80 /');
  expect(ask('http://y.dev.example.com/')).toBe('c.app.svc:80 /');
  expect(ask('http://z.y.dev.example.com/')).toBe('c.app.svc:80 /');
  expect(ask('http://dev.example.com/')).toBe('b.app.svc:80 /');
  expect(ask('http://example.com/')).toBe('a.app.svc:80 /');
  expect(ask('http://X.DEV.example.com/')).toBe('d.app.svc:80 /');
});

test('no other host is asked where the host of the request has no route', () => {
  const ask = asking([
    A,
    B,
    gateway([http()]),
    virtual('any', ['*'], [to('a')]),
    virtual('one', ['x.io'], [to('b', prefix('/b'))]),
  ]);
  expect(ask('http://x.io/b')).toBe('b.app.svc:80 /b');
  expect(ask('http://x.io/c')).toBe('404');
});

test('a VirtualService without a route for the port leaves its host to a wildcard', () => {
  const ask = asking([
    A,
    B,
    gateway([http(['*'], 80), http(['*'], 8080)]),
    virtual('any', ['*'], [to('a')]),
    virtual('one', ['x.io'], [to('b', { port: 8080 })]),
  ]);
  expect(ask('http://x.io/')).toBe('a.app.svc:80 /');
  expect(ask('http://x.io:8080/')).toBe('b.app.svc:80 /');
});

test('the port of the Host header does not matter, the header itself does', () => {
  const ask = asking([A, gateway([http()]), virtual('one', ['x.io'], [to('a')])]);
  expect(ask('http://x.io/', { Host: 'x.io:8443' })).toBe('a.app.svc:80 /');
  expect(ask('http://10.0.0.1/', { host: 'x.io' })).toBe('a.app.svc:80 /');
  expect(ask('http://x.io/', { host: 'y.io' })).toBe('404');
});

test('hosts of servers meet hosts of VirtualServices from both sides, each with its namespaces', () => {
  const ask = asking([
    A,
    service('a', [80], 'ml'),
    gateway([http(['ml/*.ml.io', './*.app.io', 'one.io', '*/any.io'])]),
    virtual('all', ['*'], [to('a')]),
    virtual('ml', ['x.ml.io', 'x.app.io'], [to('a')], { namespace: 'ml' }),
  ]);
  expect(ask('http://x.ml.io/')).toBe('a.ml.svc:80 /');
  expect(ask('http://y.ml.io/')).toBe('404');
  expect(ask('http://x.app.io/')).toBe('a.app.svc:80 /');
  expect(ask('http://one.io/')).toBe('a.app.svc:80 /');
  expect(ask('http://any.io/')).toBe('a.app.svc:80 /');
  expect(ask('http://two.io/')).toBe('404');
});

test('a short host of a VirtualService is a Service of its namespace', () => {
  const ask = asking([A, gateway([http()]), virtual('a', ['a'], [to('a')])]);
  expect(ask('http://a.app.svc.cluster.local/')).toBe('a.app.svc:80 /');
  expect(ask('http://a/')).toBe('404');
});

describe('Gateways', () => {
  test('count by their selector; without one they are for all', () => {
    const other = gateway([http(['*'], 81)], 'gw', 'app', { selector: { istio: 'egress' } });
    expect(asking([A, other, virtual('a', ['*'], [to('a')])])('http://x.io:81/')).toBe('404');
    const all = gateway([http()], 'gw', 'app', { selector: undefined });
    expect(asking([A, all, virtual('a', ['*'], [to('a')])])('http://x.io/')).toBe('a.app.svc:80 /');
    const asked = { namespace: 'app', labels: { istio: 'egress', app: 'x' } };
    expect(asking([A, other, virtual('a', ['*'], [to('a')])], asked)('http://x.io:81/')).toBe('a.app.svc:80 /');
  });

  test('are named by name, ./name, namespace/name and the old long form; mesh is none, and neither is nothing', () => {
    const names = (gateways: readonly string[]) =>
      asking([A, gateway([http()]), virtual('a', ['x.io'], [to('a')], { gateways })])('http://x.io/');
    for (const one of ['gw', './gw', 'app/gw', 'gw.app.svc.cluster.local', 'gw.app'])
      expect(names([one])).toBe('a.app.svc:80 /');
    for (const one of [['mesh'], [], ['ml/gw'], ['other']]) expect(names(one)).toBe('404');
  });

  test('of plain HTTP share a port', () => {
    const ask = asking([
      A,
      B,
      gateway([http(['x.io'])]),
      gateway([http(['y.io'])], 'two'),
      virtual('a', ['x.io', 'y.io'], [to('a')]),
      virtual('b', ['x.io', 'y.io'], [to('b')], { gateways: ['two'] }),
    ]);
    expect(ask('http://x.io/')).toBe('a.app.svc:80 /');
    expect(ask('http://y.io/')).toBe('b.app.svc:80 /');
  });

  test('with another protocol on a taken port are left out, the older one wins', () => {
    const tcp = { port: { number: 80, name: 'tcp', protocol: 'TCP' }, hosts: ['*'] };
    const objects = (time: string) => [
      A,
      gateway([http()], 'gw', 'app', { creationTimestamp: '2026-01-02T00:00:00Z' }),
      gateway([tcp], 'other', 'app', { creationTimestamp: time }),
      virtual('a', ['*'], [to('a')]),
    ];
    expect(asking(objects('2026-01-03T00:00:00Z'))('http://x.io/')).toBe('a.app.svc:80 /');
    expect(asking(objects('2026-01-01T00:00:00Z'))('http://x.io/')).toBe('404');
  });

  test('are reached by the port of their Service', () => {
    const front = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'front', namespace: 'istio-system' },
      spec: { selector: { istio: 'ingressgateway' }, ports: [{ port: 80, targetPort: 8080 }] },
    };
    const ask = asking([A, front, gateway([http(['*'], 8080)]), virtual('a', ['*'], [to('a')])]);
    expect(ask('http://x.io/')).toBe('a.app.svc:80 /');
  });
});

describe('TLS', () => {
  test('the name that the client sends picks the server, the Host header the route in it', () => {
    const ask = asking([
      A,
      B,
      gateway([https(['a.io'], 'https-a'), https(['*.b.io'], 'https-b')]),
      virtual('a', ['a.io'], [to('a')]),
      virtual('b', ['*.b.io'], [to('b')]),
    ]);
    expect(ask('https://a.io/')).toBe('a.app.svc:80 /');
    expect(ask('https://x.b.io/')).toBe('b.app.svc:80 /');
    expect(ask('https://c.io/')).toBe('404');
    expect(ask('https://a.io/', { host: 'x.b.io' })).toBe('404');
    expect(ask('http://a.io:443/')).toBe('404');
  });

  test('exact names go before wildcards, those before *', () => {
    const servers = [https(['*'], 'any'), https(['*.io'], 'io'), https(['a.io'], 'a')];
    const ask = asking([
      A,
      B,
      service('c'),
      gateway([servers[0]!], 'gw'),
      gateway([servers[1]!], 'gw2'),
      gateway([servers[2]!], 'gw3'),
      virtual('any', ['*'], [to('a')]),
      virtual('io', ['*'], [to('b')], { gateways: ['gw2'] }),
      virtual('a', ['*'], [to('c')], { gateways: ['gw3'] }),
    ]);
    expect(ask('https://a.io/')).toBe('c.app.svc:80 /');
    expect(ask('https://b.io/')).toBe('b.app.svc:80 /');
    expect(ask('https://b.net/')).toBe('a.app.svc:80 /');
  });

  test('a second server of one TLS host is left out, so is one of an equal port name', () => {
    const twice = asking([
      A,
      B,
      gateway([https(['x.io'])], 'gw'),
      gateway([https(['x.io'])], 'gw2'),
      virtual('a', ['x.io'], [to('a')]),
      virtual('b', ['x.io'], [to('b', prefix('/b'))], { gateways: ['gw2'] }),
    ]);
    expect(twice('https://x.io/b')).toBe('a.app.svc:80 /b');
    const names = asking([A, gateway([https(['x.io']), https(['y.io'])]), virtual('a', ['*'], [to('a')])]);
    expect(names('https://x.io/')).toBe('a.app.svc:80 /');
    expect(names('https://y.io/')).toBe('404');
  });

  test('without a mode, TLS is passed through and no HTTP is read', () => {
    const ask = asking([
      A,
      gateway([https(['x.io'], 'https', { credentialName: 'c' })]),
      virtual('a', ['x.io'], [to('a')]),
    ]);
    expect(ask('https://x.io/')).toBe('404');
  });

  test('httpsRedirect sends every path of the host, also without a VirtualService, and keeps port and query', () => {
    const ask = asking([
      A,
      gateway([http(['x.io', '*.y.io'], 80, { tls: { httpsRedirect: true } }), http(['z.io'], 80), https(['*'])]),
      virtual('a', ['*'], [to('a', exact('/a'))]),
    ]);
    expect(ask('http://x.io/b?q=1')).toBe('301 https://x.io/b?q=1');
    expect(ask('http://q.y.io/')).toBe('301 https://q.y.io/');
    expect(ask('http://x.io/', { host: 'X.io:80' })).toBe('301 https://X.io:80/');
    expect(ask('http://z.io/a')).toBe('a.app.svc:80 /a');
    expect(ask('https://x.io/a')).toBe('a.app.svc:80 /a');
  });
});
