import { saysOf } from '../core/support';

function ingress(spec: unknown, annotations?: unknown): unknown {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'web', annotations }, spec };
}

const BACKEND = { service: { name: 'web', port: { number: 80 } } };

function path(item: object): unknown {
  return { rules: [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend: BACKEND, ...item }] } }] };
}

const AT = 'spec.rules[0].http.paths[0]';

describe('Ingresses that are refused', () => {
  test.each<[string, unknown, string]>([
    ['nothing', {}, 'ACC060 spec: Invalid value: null: either `defaultBackend` or `rules` must be specified'],
    [
      'an address as host',
      { rules: [{ host: '10.0.0.1' }] },
      'ACC060 spec.rules[0].host: Invalid value: "10.0.0.1": must be a DNS name, not an IP address',
    ],
    [
      'a wildcard in the middle',
      { rules: [{ host: 'a.*.b' }] },
      'ACC060 spec.rules[0].host: Invalid value: "a.*.b": a wildcard DNS name must start with \'*.\', followed by a valid DNS subdomain',
    ],
    [
      'a scheme in a host',
      { rules: [{ host: 'https://a.b' }] },
      "ACC060 spec.rules[0].host: Invalid value: \"https://a.b\": must consist of lower-case letters, digits, '-' and '.', and begin and end with a letter or digit",
    ],
    ['no paths', { rules: [{ http: {} }] }, 'ACC061 spec.rules[0].http.paths: Required value'],
    ['no type', path({ pathType: null }), `ACC061 ${AT}.pathType: Required value: pathType must be specified`],
    [
      'another type',
      path({ pathType: 'prefix' }),
      `ACC061 ${AT}.pathType: Unsupported value: "prefix": supported values: "Exact", "ImplementationSpecific", "Prefix"`,
    ],
    ['a relative path', path({ path: 'a' }), `ACC061 ${AT}.path: Invalid value: "a": must be an absolute path`],
    ['two slashes', path({ path: '/a//b' }), `ACC061 ${AT}.path: Invalid value: "/a//b": must not contain '//'`],
    [
      'a step up at the end',
      path({ path: '/a/..' }),
      `ACC061 ${AT}.path: Invalid value: "/a/..": cannot end with '/..'`,
    ],
    [
      'no backend',
      path({ backend: {} }),
      `ACC061 ${AT}.backend: Invalid value: "": resource or service backend is required`,
    ],
    [
      'no port',
      path({ backend: { service: { name: 'web' } } }),
      `ACC061 ${AT}.backend: Required value: port name or number is required`,
    ],
    [
      'two ports',
      path({ backend: { service: { name: 'web', port: { name: 'a', number: 1 } } } }),
      `ACC061 ${AT}.backend: Invalid value: "": cannot set both port name & port number`,
    ],
    [
      'no name of a Service',
      path({ backend: { service: { port: { number: 1 } } } }),
      `ACC061 ${AT}.backend.service.name: Required value`,
    ],
    [
      'no kind of a resource',
      path({ backend: { resource: { name: 'a' } } }),
      `ACC061 ${AT}.backend.resource.kind: Required value`,
    ],
  ])('%s', (_what, spec, line) => {
    expect(saysOf(ingress(spec), 60, 61)).toEqual([line]);
  });
});

test.each<[string, unknown]>([
  ['a default backend alone', { defaultBackend: BACKEND }],
  ['a host alone', { rules: [{ host: '*.example.com' }] }],
  ['a path of the controller', path({ path: '', pathType: 'ImplementationSpecific' })],
  ['a resource', path({ backend: { resource: { kind: 'Bucket', name: 'a' } } })],
  ['TLS without a name', { rules: [{ host: 'a.b' }], tls: [{ hosts: ['a.b', '*.b'], secretName: '' }] }],
])('an Ingress is accepted with %s', (_what, spec) => {
  expect(saysOf(ingress(spec), 60, 61)).toEqual([]);
});

test('a class in both places must be one', () => {
  const spec = { defaultBackend: BACKEND, ingressClassName: 'nginx' };
  expect(saysOf(ingress(spec, { 'kubernetes.io/ingress.class': 'nginx' }), 60, 61)).toEqual([]);
  expect(saysOf(ingress(spec, { 'kubernetes.io/ingress.class': 'other' }), 60, 61)).toEqual([
    'ACC060 metadata.annotations[kubernetes.io/ingress.class]: Invalid value: "other": must match `ingressClassName` when both are specified',
  ]);
});

test('a Service that begins with a digit can be named since 1.36', () => {
  const spec = { defaultBackend: { service: { name: '1web', port: { number: 80 } } } };
  expect(saysOf(ingress(spec), 60, 61)).toEqual([]);
  expect(saysOf(ingress(spec), 60, 61, '1.35')).toHaveLength(1);
});

test.each<[string, unknown, readonly string[]]>([
  ['no controller', {}, ['ACC062 spec.controller: Required value']],
  [
    'a controller without a domain',
    { controller: 'nginx' },
    ['ACC062 spec.controller: Invalid value: "nginx": must be a domain-prefixed path (such as "acme.io/foo")'],
  ],
  [
    'a namespace of the cluster',
    { controller: 'a.io/b', parameters: { kind: 'A', name: 'b', namespace: 'c' } },
    ["ACC062 spec.parameters.namespace: Forbidden: `parameters.scope` is set to 'Cluster'"],
  ],
  [
    'no namespace',
    { controller: 'a.io/b', parameters: { kind: 'A', name: 'b', scope: 'Namespace' } },
    ["ACC062 spec.parameters.namespace: Required value: `parameters.scope` is set to 'Namespace'"],
  ],
  [
    'parameters',
    { controller: 'a.io/b', parameters: { kind: 'A', name: 'b', scope: 'Namespace', namespace: 'c' } },
    [],
  ],
])('an IngressClass with %s', (_what, spec, lines) => {
  expect(
    saysOf({ apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', metadata: { name: 'a' }, spec }, 62, 62),
  ).toEqual(lines);
});
