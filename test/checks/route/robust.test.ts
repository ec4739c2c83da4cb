import * as fc from 'fast-check';
import type { KubernetesObject } from '../../../src/checks/manifest';
import { Model } from '../../../src/checks/model/model';
import { ROUTE_RULES } from '../../../src/checks/route';
import { Target } from '../../../src/facts/target';
import { manifestsOf, routerOf } from './cases';

const ODD = fc.constantFrom<unknown>(
  null,
  undefined,
  0,
  -1,
  80,
  '',
  'x',
  '*',
  '/',
  'a/b',
  '*/',
  [],
  {},
  [null],
  [{}],
  { a: null },
  true,
);

const KINDS: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'networking.istio.io/v1',
    'Gateway',
    ['selector', 'servers', 'servers.hosts', 'servers.port', 'servers.port.number', 'servers.tls', 'servers.tls.mode'],
  ],
  [
    'networking.istio.io/v1',
    'VirtualService',
    [
      'hosts',
      'gateways',
      'exportTo',
      'http',
      'http.match',
      'http.match.uri',
      'http.match.headers',
      'http.route',
      'http.route.destination',
      'http.route.destination.host',
      'http.route.destination.port',
      'http.redirect',
      'http.rewrite',
      'http.delegate',
      'http.directResponse',
      'http.headers',
    ],
  ],
  ['networking.istio.io/v1', 'DestinationRule', ['host', 'subsets', 'exportTo', 'workloadSelector']],
  ['networking.istio.io/v1', 'ServiceEntry', ['hosts', 'ports', 'exportTo']],
  [
    'networking.istio.io/v1alpha3',
    'EnvoyFilter',
    ['workloadSelector', 'configPatches', 'configPatches.match', 'configPatches.patch', 'configPatches.patch.value'],
  ],
  [
    'security.istio.io/v1',
    'AuthorizationPolicy',
    ['action', 'provider', 'rules', 'rules.to', 'rules.to.operation', 'selector'],
  ],
  [
    'gateway.networking.k8s.io/v1',
    'Gateway',
    [
      'listeners',
      'listeners.port',
      'listeners.hostname',
      'listeners.allowedRoutes',
      'listeners.allowedRoutes.namespaces',
    ],
  ],
  [
    'gateway.networking.k8s.io/v1',
    'HTTPRoute',
    [
      'parentRefs',
      'hostnames',
      'rules',
      'rules.matches',
      'rules.matches.path',
      'rules.matches.headers',
      'rules.filters',
      'rules.backendRefs',
    ],
  ],
  [
    'networking.k8s.io/v1',
    'Ingress',
    [
      'ingressClassName',
      'rules',
      'rules.host',
      'rules.http',
      'rules.http.paths',
      'rules.http.paths.path',
      'rules.http.paths.backend',
      'defaultBackend',
      'tls',
    ],
  ],
  ['networking.k8s.io/v1', 'IngressClass', ['controller']],
  ['v1', 'Service', ['ports', 'selector', 'type', 'externalName', 'ports.targetPort']],
];

/** An object that is sound but for one field, which holds anything. */
const LISTS = [
  'servers',
  'http',
  'match',
  'route',
  'configPatches',
  'rules',
  'to',
  'listeners',
  'matches',
  'paths',
  'backendRefs',
  'ports',
];

function nested(path: readonly string[], value: unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  const inner = rest.length === 0 ? value : nested(rest, value);
  return { [first]: rest.length > 0 && LISTS.includes(first) ? [inner] : inner };
}

const object = fc
  .constantFrom(...KINDS)
  .chain(([apiVersion, kind, fields]) =>
    fc.record({
      apiVersion: fc.constant(apiVersion),
      kind: fc.constant(kind),
      metadata: fc.oneof(fc.constant({ name: 'a', namespace: 'b' }), ODD),
      field: fc.constantFrom(...fields),
      value: ODD,
    }),
  )
  .map(
    ({ apiVersion, kind, metadata, field, value }) =>
      ({ apiVersion, kind, metadata, spec: nested(field.split('.'), value) }) as unknown as KubernetesObject,
  );

test('whatever the YAML holds, nothing throws', () => {
  fc.assert(
    fc.property(fc.array(object, { minLength: 1, maxLength: 6 }), (objects) => {
      const model = new Model(manifestsOf(objects));
      for (const rule of ROUTE_RULES) expect([...rule.check(model, Target.generic('1.36'))]).toBeDefined();
      const router = routerOf(objects, { namespace: 'b', labels: {} });
      for (const url of ['http://x/', 'https://x/', 'http://x:8080/a?b'])
        expect(router.answer({ url }).hops.length).toBeGreaterThan(0);
    }),
    { numRuns: 600 },
  );
});
