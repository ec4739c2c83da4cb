import type { KubernetesObject } from '../../../src/checks/manifest';
import { asking, gateway, http, prefix, routerOfObjects, service, to, virtual } from './asking';

const GATEWAY = gateway([http(), http(['*'], 8080)]);
const send = (objects: readonly KubernetesObject[], host: string, more: Record<string, unknown> = {}) =>
  asking([GATEWAY, ...objects, virtual('v', ['x.io'], [to(host, undefined, more)])]);

const istio = (kind: string, name: string, spec: Record<string, unknown>, namespace = 'app'): KubernetesObject => ({
  apiVersion: 'networking.istio.io/v1',
  kind,
  metadata: { name, namespace },
  spec,
});

test('the port is the one given, that of a Service with one port, or that of the gateway', () => {
  expect(send([service('a', [9000])], 'a')('http://x.io/')).toBe('a.app.svc:9000 /');
  expect(send([service('a', [80, 9000])], 'a')('http://x.io/')).toBe('a.app.svc:80 /');
  expect(send([service('a', [80, 9000])], 'a:9000')('http://x.io/')).toBe('a.app.svc:9000 /');
  expect(send([service('a', [81, 9000])], 'a')('http://x.io/')).toBe('503 a.app.svc:80');
  expect(send([service('a', [81, 8080])], 'a')('http://x.io:8080/')).toBe('a.app.svc:8080 /');
  expect(send([service('a')], 'a:81')('http://x.io/')).toBe('503 a.app.svc:81');
  // A UDP port has no cluster, and is a second port all the same.
  const udp = { port: 53, protocol: 'UDP' };
  expect(send([service('a', [udp, { port: 80 }])], 'a')('http://x.io/')).toBe('a.app.svc:80 /');
  expect(send([service('a', [udp, { port: 81 }])], 'a')('http://x.io/')).toBe('503 a.app.svc:80');
  expect(send([service('a', [udp])], 'a')('http://x.io/')).toBe('503 a.app.svc:53');
});

test.each([
  ['a', 'a.app.svc:80 /'],
  ['a.app.svc.cluster.local', 'a.app.svc:80 /'],
  ['a.app', '503 a.app:80'],
  ['a.app.svc', '503 a.app.svc:80'],
  ['a.other.svc.cluster.local', '503 a.other.svc:80'],
  ['10.0.0.1', '503 10.0.0.1:80'],
])('host %s', (host, expected) => {
  expect(send([service('a')], host)('http://x.io/')).toBe(expected);
});

test('hosts of ServiceEntries, exact ones only', () => {
  const entry = istio('ServiceEntry', 'e', {
    hosts: ['api.example.com', '*.wild.io'],
    ports: [{ number: 443, name: 'tls', protocol: 'TLS' }],
  });
  expect(send([entry], 'api.example.com')('http://x.io/')).toBe('api.example.com:443 /');
  expect(send([entry], 'api.example.com:80')('http://x.io/')).toBe('503 api.example.com:80');
  expect(send([entry], 'a.wild.io:443')('http://x.io/')).toBe('503 a.wild.io:443');
  const hidden = istio('ServiceEntry', 'e', { hosts: ['api.example.com'], exportTo: ['.'], ports: [{ number: 443 }] });
  expect(send([hidden], 'api.example.com:443')('http://x.io/')).toBe('503 api.example.com:443');
});

test('an ExternalName is the host that it names', () => {
  const alias = (externalName: string): KubernetesObject => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'alias', namespace: 'app' },
    spec: { type: 'ExternalName', externalName, ports: [{ port: 80 }] },
  });
  expect(send([alias('a.ml.svc.cluster.local'), service('a', [80], 'ml')], 'alias')('http://x.io/')).toBe(
    'a.ml.svc:80 /',
  );
  expect(send([alias('out.example.com')], 'alias')('http://x.io/')).toBe('503 out.example.com:80');
  const entry = istio('ServiceEntry', 'e', { hosts: ['out.example.com'], ports: [{ number: 80 }] });
  expect(send([alias('out.example.com'), entry], 'alias')('http://x.io/')).toBe('out.example.com:80 /');
});

test('a Service that is not exported to the gateway has no cluster there', () => {
  const hidden = service('a') as { metadata: object };
  const annotated = (value: string) => ({
    ...hidden,
    metadata: { ...hidden.metadata, annotations: { 'networking.istio.io/exportTo': value } },
  });
  expect(send([annotated('.')], 'a')('http://x.io/')).toBe('503 a.app.svc:80');
  expect(send([annotated('istio-system')], 'a')('http://x.io/')).toBe('a.app.svc:80 /');
});

describe('subsets', () => {
  const toSubset = (objects: readonly KubernetesObject[]) =>
    asking([
      GATEWAY,
      service('a'),
      ...objects,
      virtual('v', ['x.io'], [{ route: [{ destination: { host: 'a', subset: 'v1' } }] }]),
    ])('http://x.io/');
  const rule = (host: string, subsets: readonly string[], more = {}, namespace = 'app', name = 'r') =>
    istio(
      'DestinationRule',
      name,
      { host, subsets: subsets.map((one) => ({ name: one, labels: { v: one } })), ...more },
      namespace,
    );

  test('come from the DestinationRule of the host', () => {
    expect(toSubset([])).toBe('503 a.app.svc:80');
    expect(toSubset([rule('a', ['v1'])])).toBe('a.app.svc:80 / subset v1');
    expect(toSubset([rule('a', ['v2'])])).toBe('503 a.app.svc:80');
    expect(toSubset([rule('*.app.svc.cluster.local', ['v1'])])).toBe('a.app.svc:80 / subset v1');
    expect(toSubset([rule('a', ['v2']), rule('a', ['v1'], {}, 'app', 's')])).toBe('a.app.svc:80 / subset v1');
  });

  test('an exact host goes before a wildcard, the namespace of the Service before the root', () => {
    expect(toSubset([rule('a', ['v2']), rule('*.local', ['v1'], {}, 'app', 'wild')])).toBe('503 a.app.svc:80');
    expect(toSubset([rule('a.app.svc.cluster.local', ['v1'], {}, 'istio-system')])).toBe('a.app.svc:80 / subset v1');
    expect(toSubset([rule('a', ['v2']), rule('a.app.svc.cluster.local', ['v1'], {}, 'istio-system')])).toBe(
      '503 a.app.svc:80',
    );
  });

  test('another namespace, or one that is not exported, does not count', () => {
    expect(toSubset([rule('a.app.svc.cluster.local', ['v1'], {}, 'ml')])).toBe('503 a.app.svc:80');
    expect(toSubset([rule('a', ['v1'], { exportTo: ['.'] })])).toBe('503 a.app.svc:80');
    expect(toSubset([rule('a.app.svc.cluster.local', ['v1'], { exportTo: ['.'] }, 'istio-system')])).toBe(
      'a.app.svc:80 / subset v1',
    );
  });
});

test('weights: all destinations with one, the heaviest first', () => {
  const route = [
    { destination: { host: 'a' }, weight: 10 },
    { destination: { host: 'b' }, weight: 90 },
    { destination: { host: 'c' }, weight: 0 },
  ];
  const objects = [GATEWAY, service('a'), service('b'), service('c'), virtual('v', ['x.io'], [{ route }])];
  const answer = routerOfObjects(objects).answer({ url: 'http://x.io/' });
  expect([answer.destination, answer.destinations]).toEqual(['b.app.svc:80', ['a.app.svc:80', 'b.app.svc:80']]);
});

test('a fixed answer is the answer of the gateway', () => {
  const ask = asking([
    GATEWAY,
    service('a'),
    virtual('v', ['x.io'], [{ match: [prefix('/no')], directResponse: { status: 403 } }, to('a')]),
  ]);
  expect(ask('http://x.io/no')).toBe('403');
  expect(ask('http://x.io/yes')).toBe('a.app.svc:80 /yes');
});
