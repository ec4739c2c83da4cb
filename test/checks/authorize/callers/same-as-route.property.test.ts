import * as fc from 'fast-check';
import { callers } from '../../../../src/checks/authorize/callers/callers';
import type { Ternary } from '../../../../src/checks/authorize/callers/ternary';
import type { KubernetesObject } from '../../../../src/checks/manifest';
import { route } from '../../../../src/checks/route/engine/router';
import { gateway, http, service, to, virtual } from '../../route/asking';

type Fields = Readonly<Record<string, unknown>>;

const GATEWAY = 'cluster.local/ns/istio-system/sa/gw';
const some = <T>(...values: T[]): fc.Arbitrary<T[]> => fc.subarray(values, { minLength: 1, maxLength: 2 });
const source = fc.record(
  {
    principals: some(GATEWAY, 'cluster.local/ns/istio-system/*', '*/sa/other', '*'),
    notPrincipals: some(GATEWAY, '*/sa/other'),
    namespaces: some('istio-system', 'app', 'istio-*'),
    serviceAccounts: some('istio-system/gw', 'gw'),
    requestPrincipals: some('*', 'issuer/*'),
    ipBlocks: some('10.0.0.0/8', '0.0.0.0/0'),
  },
  { requiredKeys: [] },
);
const operation = fc.record(
  {
    ports: some('8080', '80'),
    methods: some('GET', 'POST'),
    notMethods: some('GET', 'PUT'),
    paths: some('/a', '/b*', '/{*}', '*'),
    notPaths: some('/a', '/c'),
    hosts: some('x.io', 'y.io', '*'),
  },
  { requiredKeys: [] },
);
const condition = fc.oneof(
  fc.record({ key: fc.constant('source.namespace'), values: some('istio-system', 'app') }),
  fc.record({ key: fc.constant('destination.port'), notValues: some('8080', '81') }),
  fc.record({ key: fc.constant('request.headers[x-a]'), values: some('1', '*') }),
  fc.record({ key: fc.constant('request.auth.claims[sub]'), notValues: some('1', '*') }),
);
const rule = fc.record(
  {
    from: fc.array(
      source.map((one) => ({ source: one })),
      { maxLength: 2 },
    ),
    to: fc.array(
      operation.map((one) => ({ operation: one })),
      { maxLength: 2 },
    ),
    when: fc.array(condition, { maxLength: 1 }),
  },
  { requiredKeys: [] },
);
const place = fc.constantFrom('app', 'istio-system');
const selector = fc.constantFrom(
  {},
  { selector: { matchLabels: { app: 'web' } } },
  { selector: { matchLabels: { app: 'db' } } },
);
const mode = fc.constantFrom('STRICT', 'PERMISSIVE', 'DISABLE').map((one) => ({ mode: one }));
const policy = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('AuthorizationPolicy'),
      place,
      spec: fc.tuple(
        selector,
        fc.record({
          action: fc.constantFrom('ALLOW', 'ALLOW', 'DENY', 'CUSTOM', 'AUDIT'),
          rules: fc.array(rule, { maxLength: 2 }),
        }),
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('PeerAuthentication'),
      place,
      spec: fc.tuple(
        selector,
        fc.record({ mtls: mode, portLevelMtls: fc.record({ 8080: mode }) }, { requiredKeys: ['mtls'] }),
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('RequestAuthentication'),
      place: fc.constant('app'),
      spec: fc.tuple(selector, fc.record({ jwtRules: fc.constant([{ issuer: 'issuer' }]) })),
    }),
  },
);
const tls = fc.option(fc.constantFrom('DISABLE', 'ISTIO_MUTUAL'), { nil: undefined });
const mesh = fc.constantFrom<Fields>({ 'istio-injection': 'enabled' }, {}, { 'istio.io/dataplane-mode': 'ambient' });

const GATEWAY_PODS: Fields = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'gw', namespace: 'istio-system', labels: { istio: 'ingressgateway', edge: 'yes' } },
  spec: { serviceAccountName: 'gw', containers: [{ name: 'istio-proxy', args: ['proxy', 'router'] }] },
};
const WEB: Fields = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'app', labels: { app: 'web' } },
  spec: { containers: [{ name: 'c' }] },
};

/** What each of the two says of the same call: of the gateway to the pods. */
function both(policies: readonly Fields[], labels: Fields, mode: string | undefined): { told: Ternary; route: string } {
  const objects = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'app', labels } },
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'istio-system' } },
    GATEWAY_PODS,
    WEB,
    service('web', [{ name: 'http', port: 80, targetPort: 8080 }]),
    gateway([http()]),
    virtual('v', ['x.io'], [to('web')]),
    ...(mode === undefined
      ? []
      : [
          {
            apiVersion: 'networking.istio.io/v1',
            kind: 'DestinationRule',
            metadata: { name: 'web', namespace: 'app' },
            spec: { host: 'web', trafficPolicy: { tls: { mode } } },
          },
        ]),
    ...policies,
  ] as unknown as KubernetesObject[];
  const [call] = callers(objects, { from: 'istio-system/gw', to: 'web.app', method: 'GET', path: '/a' });
  const { denied, dependsOn } = route(objects, { url: 'http://x.io/a' });
  return { told: call!.allowed, route: denied ? `refused by the ${denied.by}` : dependsOn ? 'depends' : 'passes' };
}

test('callers and route never differ over a call of the gateway', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(fc.array(policy, { maxLength: 4 }), mesh, tls, (drawn, labels, mode) => {
      const policies = drawn.map(({ kind, place: namespace, spec: [selects, rest] }, index) => ({
        apiVersion: 'security.istio.io/v1',
        kind,
        metadata: { name: `p${index}`, namespace },
        // A policy for the pods of the gateway, too, would end the request before.
        spec: {
          ...rest,
          ...(namespace === 'istio-system' && Object.keys(selects).length === 0
            ? { selector: { matchLabels: { app: 'web' } } }
            : selects),
        },
      }));
      const answer = both(policies, labels, mode);
      seen.add(`${answer.told}: ${answer.route}`);
      // A request says more than a caller does, so that what is 'some' for the one may be sure for the other.
      const allowed: Record<Ternary, readonly string[]> = {
        yes: ['passes'],
        no: ['refused by the pods'],
        some: ['passes', 'refused by the pods', 'depends'],
      };
      expect(allowed[answer.told]).toContain(answer.route);
    }),
    { numRuns: 400 },
  );
  // Each of the answers was drawn.
  expect([...seen].sort()).toEqual(expect.arrayContaining(['no: refused by the pods', 'some: depends', 'yes: passes']));
});
