import type { KubernetesObject } from '../../../../src/checks/manifest';
import { asking, gateway, http, service, to, virtual } from '../asking';

const istio = (kind: string, name: string, spec: object, namespace = 'app'): KubernetesObject => ({
  apiVersion: 'networking.istio.io/v1',
  kind,
  metadata: { name, namespace },
  spec,
});
const entry = (spec: object, namespace?: string) => istio('ServiceEntry', 'e', spec, namespace);
const rule = (spec: object, namespace?: string, name = 'd') => istio('DestinationRule', name, spec, namespace);
const spec = (name: string, more: object, namespace = 'app'): KubernetesObject => {
  const given = service(name, [80], namespace);
  return { ...given, spec: { ...(given.spec as object), ...more } };
};

/** Where `http://x.io/` goes by one route to a host. */
function goes(objects: readonly KubernetesObject[], host: string, destination: object = {}, port = 80): string {
  const route = { route: [{ destination: { host, ...destination } }] };
  const ask = asking([...objects, gateway([http(['*'], port)]), virtual('v', ['x.io'], [route])]);
  return ask(`http://x.io:${port}/`);
}

describe('the name of a destination (ResolveShortnameToFQDN)', () => {
  const all = [service('a'), service('a', [80], 'ml')];
  test.each([
    ['a', 'a.app.svc:80 /'],
    ['a.ml', '503 a.ml:80'],
    ['a.ml.svc', '503 a.ml.svc:80'],
    ['a.ml.svc.cluster.local', 'a.ml.svc:80 /'],
    ['b', '503 b.app.svc:80'],
    ['10.0.0.1', '503 10.0.0.1:80'],
  ])('%s', (host, expected) => {
    expect(goes(all, host)).toBe(expected);
  });
});

describe('the port (GetDestinationCluster)', () => {
  test('without one it is that of a Service with one port, else that of the server', () => {
    expect(goes([service('a', [9000])], 'a')).toBe('a.app.svc:9000 /');
    expect(goes([service('a', [80, 9000])], 'a')).toBe('a.app.svc:80 /');
    expect(goes([service('a', [8000, 9000])], 'a')).toBe('503 a.app.svc:80');
    expect(goes([service('a', [8080, 9000])], 'a', {}, 8080)).toBe('a.app.svc:8080 /');
  });

  test('one that the Service lacks has no cluster; a UDP port has none either', () => {
    expect(goes([service('a')], 'a', { port: { number: 81 } })).toBe('503 a.app.svc:81');
    const dns = [{ name: 'dns', port: 53, protocol: 'UDP' }];
    expect(goes([service('a', dns)], 'a')).toBe('503 a.app.svc:53');
    expect(goes([service('a', [...dns, 80])], 'a')).toBe('a.app.svc:80 /');
  });

  test('the port of the Service counts, not that of the pods', () => {
    expect(goes([service('a', [{ name: 'x', port: 80, targetPort: 9000 }])], 'a', { port: { number: 9000 } })).toBe(
      '503 a.app.svc:9000',
    );
  });

  test('a Service without ports has no cluster', () => {
    expect(goes([spec('a', { ports: undefined, clusterIP: 'None' })], 'a')).toBe('503 a.app.svc:80');
  });
});

describe('Services without an address of their own', () => {
  test('a headless Service has clusters, which a gateway asks for by EDS (convertResolution)', () => {
    expect(goes([spec('a', { clusterIP: 'None' })], 'a')).toBe('a.app.svc:80 /');
    expect(goes([spec('a', { clusterIP: 'None', selector: undefined })], 'a')).toBe('a.app.svc:80 /');
  });

  test('an ExternalName Service stands for another host, which needs a cluster', () => {
    const alias = (externalName: string, more: object = {}) =>
      spec('x', { type: 'ExternalName', externalName, selector: undefined, ...more });
    expect(goes([alias('a.ml.svc.cluster.local'), service('a', [80], 'ml')], 'x')).toBe('a.ml.svc:80 /');
    expect(goes([alias('api.example.com')], 'x')).toBe('503 api.example.com:80');
    const outside = entry({ hosts: ['api.example.com'], ports: [{ number: 80 }], resolution: 'DNS' });
    expect(goes([alias('api.example.com'), outside], 'x')).toBe('api.example.com:80 /');
    // The port is that of the alias.
    const other = alias('a.ml.svc.cluster.local', { ports: [{ name: 'h', port: 8080 }] });
    expect(goes([other, service('a', [80], 'ml')], 'x')).toBe('503 a.ml.svc:8080');
  });
});

describe('ServiceEntries', () => {
  const ports = [{ number: 443, name: 'h', protocol: 'HTTPS' }];
  test.each<[object, string]>([
    [{ resolution: 'DNS' }, 'api.example.com:443 /'],
    [{ resolution: 'NONE' }, 'api.example.com:443 /'],
    [{ resolution: 'STATIC' }, 'api.example.com:443 /'],
    [{ location: 'MESH_INTERNAL', resolution: 'STATIC' }, 'api.example.com:443 /'],
    [{ resolution: 'DNS', exportTo: ['*'] }, 'api.example.com:443 /'],
    [{ resolution: 'DNS', exportTo: ['istio-system'] }, 'api.example.com:443 /'],
    [{ resolution: 'DNS', exportTo: ['~'] }, '503 api.example.com:80'],
    [{ resolution: 'DNS', exportTo: ['.'] }, '503 api.example.com:80'],
  ])('%j', (more, expected) => {
    // One that the gateway does not see has no port to take over (IsServiceVisible).
    expect(goes([entry({ hosts: ['api.example.com'], ports, ...more })], 'api.example.com')).toBe(expected);
  });

  test('a wildcard is no destination for a name inside it', () => {
    const wild = entry({ hosts: ['*.example.com'], ports, resolution: 'NONE' });
    expect(goes([wild], 'api.example.com')).toBe('503 api.example.com:80');
    expect(goes([wild], '*.example.com')).toBe('*.example.com:443 /');
  });

  test('a short name goes to the cluster, not to a ServiceEntry', () => {
    expect(goes([entry({ hosts: ['api'], ports, resolution: 'DNS' })], 'api')).toBe('503 api.app.svc:80');
  });
});

describe('subsets (PushContext.destinationRule)', () => {
  const v1 = { host: 'a.app.svc.cluster.local', subsets: [{ name: 'v1' }] };
  const ask = (rules: readonly KubernetesObject[], subset = 'v1') => goes([service('a'), ...rules], 'a', { subset });
  test.each<[string, readonly KubernetesObject[], boolean]>([
    ['no DestinationRule', [], false],
    ['one of its namespace', [rule(v1)], true],
    ['one by its short name', [rule({ ...v1, host: 'a' })], true],
    ['one by name and namespace, which is no host', [rule({ ...v1, host: 'a.app' })], false],
    ['one by a wildcard', [rule({ ...v1, host: '*.app.svc.cluster.local' })], true],
    ['one for any host', [rule({ ...v1, host: '*' })], true],
    ['one by a short name elsewhere', [rule({ ...v1, host: 'a' }, 'ml')], false],
    ['one of a namespace that does not count', [rule(v1, 'ml')], false],
    ['one of the root namespace', [rule(v1, 'istio-system')], true],
    ['one that is not exported', [rule({ ...v1, exportTo: ['.'] })], false],
    ['one that is exported to the gateway', [rule({ ...v1, exportTo: ['istio-system'] })], true],
    ['one that is private in the namespace of the gateway', [rule({ ...v1, exportTo: ['.'] }, 'istio-system')], true],
    [
      'one by name before one by wildcard',
      [rule({ host: 'a', subsets: [{ name: 'v2' }] }), rule({ ...v1, host: '*' }, 'app', 'w')],
      false,
    ],
    [
      'two of one host are merged',
      [rule({ host: 'a', subsets: [{ name: 'v2' }] }), rule({ ...v1, host: 'a' }, 'app', 'w')],
      true,
    ],
    [
      'that of the namespace of the Service before that of the root',
      [rule({ host: 'a', subsets: [{ name: 'v2' }] }), rule(v1, 'istio-system')],
      false,
    ],
    [
      'two of one host that are exported otherwise: the younger counts',
      [rule({ ...v1, exportTo: ['*'] }), rule({ host: 'a', subsets: [{ name: 'v2' }] }, 'app', 'w')],
      false,
    ],
    [
      'two of one host, the younger exported to more: the older takes its subsets',
      [
        rule({ host: 'a', subsets: [{ name: 'v2' }], exportTo: ['istio-system'] }),
        rule({ ...v1, exportTo: ['*', 'istio-system'] }, 'app', 'w'),
      ],
      true,
    ],
    ['one for some pods of another namespace', [rule({ ...v1, workloadSelector: { matchLabels: {} } })], false],
    [
      'one for the pods of the gateway',
      [rule({ ...v1, workloadSelector: { matchLabels: { istio: 'ingressgateway' } } }, 'istio-system')],
      true,
    ],
    [
      'one for other pods of its namespace, which hides that of the Service',
      [rule({ ...v1, workloadSelector: { matchLabels: { app: 'x' } } }, 'istio-system', 'x'), rule(v1)],
      false,
    ],
  ])('%s', (_what, rules, expected) => {
    expect(ask(rules)).toBe(expected ? 'a.app.svc:80 / subset v1' : '503 a.app.svc:80');
  });
});

describe('weights', () => {
  const to2 = (weights: readonly (number | undefined)[]) => {
    const route = ['a', 'b'].map((host, index) => ({ destination: { host }, weight: weights[index] }));
    const ask = asking([service('a'), service('b'), gateway([http()]), virtual('v', ['x.io'], [{ route }])]);
    return ask('http://x.io/');
  };
  test('one without a weight among several gets nothing', () => {
    expect(to2([0, 100])).toBe('b.app.svc:80 /');
    expect(to2([undefined, 1])).toBe('b.app.svc:80 /');
    expect(to2([90, 10])).toBe('a.app.svc:80 /');
  });

  test('a single destination needs none', () => {
    const route = [{ destination: { host: 'a' }, weight: 0 }];
    const ask = asking([service('a'), gateway([http()]), virtual('v', ['x.io'], [{ route }])]);
    expect(ask('http://x.io/')).toBe('a.app.svc:80 /');
  });

  test('mirror, retries, timeout and fault of a percentage of nothing change no destination', () => {
    const more = { mirror: { host: 'b' }, retries: { attempts: 3 }, timeout: '1s' };
    const ask = asking([service('a'), gateway([http()]), virtual('v', ['x.io'], [to('a', undefined, more)])]);
    expect(ask('http://x.io/')).toBe('a.app.svc:80 /');
  });
});
