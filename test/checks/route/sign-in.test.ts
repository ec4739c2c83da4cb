import type { KubernetesObject } from '../../../src/checks/manifest';
import { fitsPath } from '../../../src/checks/route/engine/policy/patterns';
import { gateway, http, routerOfObjects, service, to, virtual } from './asking';

type Fields = Readonly<Record<string, unknown>>;

const BASE = [service('a'), gateway([http()]), virtual('v', ['x.io'], [to('a')])];

/** What is said of the sign-in on the way of a request. */
function signIn(objects: readonly KubernetesObject[], url = 'http://x.io/'): string[] {
  const { hops } = routerOfObjects([...BASE, ...objects]).answer({ url });
  return hops.filter(({ kind }) => kind === 'sign-in').map(({ text }) => text);
}

function policy(spec: Fields, namespace = 'istio-system'): KubernetesObject {
  const given = { action: 'CUSTOM', provider: { name: 'oauth2-proxy' }, rules: [{}], ...spec };
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: { name: 'p', namespace },
    spec: given,
  };
}

function filter(value: Fields, context = 'GATEWAY', labels: Fields = { istio: 'ingressgateway' }): KubernetesObject {
  const patch = { operation: 'INSERT_BEFORE', value };
  const spec = { workloadSelector: { labels }, configPatches: [{ applyTo: 'HTTP_FILTER', match: { context }, patch }] };
  return {
    apiVersion: 'networking.istio.io/v1alpha3',
    kind: 'EnvoyFilter',
    metadata: { name: 'f', namespace: 'istio-system' },
    spec,
  };
}

test('an AuthorizationPolicy of action CUSTOM, for the gateway', () => {
  // A policy of the root namespace without a selector is for the pods of every namespace, too.
  expect(signIn([policy({})])).toEqual([
    'asks provider oauth2-proxy first',
    'at the pods: asks provider oauth2-proxy first',
  ]);
  expect(signIn([policy({ selector: { matchLabels: { istio: 'ingressgateway' } } })])).toHaveLength(1);
  expect(signIn([policy({ selector: { matchLabels: { app: 'other' } } })])).toEqual([]);
  expect(signIn([policy({ action: 'ALLOW' })])).toEqual([]);
  expect(signIn([policy({}, 'app')])).toEqual(['at the pods: asks provider oauth2-proxy first']);
  expect(signIn([policy({}, 'other')])).toEqual([]);
  expect(signIn([policy({ targetRefs: [{ kind: 'Gateway', name: 'x' }] })])).toEqual([]);
});

test('the operations of its rules tell for which requests', () => {
  const selector = { matchLabels: { istio: 'ingressgateway' } };
  const not = [policy({ selector, rules: [{ to: [{ operation: { notPaths: ['/dex/*'] } }] }] })];
  expect(signIn(not, 'http://x.io/dex/login')).toEqual(['does not ask provider oauth2-proxy for this request']);
  expect(signIn(not, 'http://x.io/dexter')).toEqual(['asks provider oauth2-proxy first']);
  const hosts = [
    policy({ rules: [{ to: [{ operation: { hosts: ['y.io'] } }, { operation: { methods: ['POST'] } }] }] }),
  ];
  expect(signIn(hosts)).toEqual(['does not ask provider oauth2-proxy for this request']);
  expect(signIn([policy({ rules: [] })])).toEqual(['does not ask provider oauth2-proxy for this request']);
});

test('an EnvoyFilter that inserts ext_authz, typed or in the old form', () => {
  const uri = { uri: 'http://auth', cluster: 'outbound|8080||authservice.istio-system.svc.cluster.local' };
  const typed = {
    '@type': 'type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthz',
    http_service: { server_uri: uri },
  };
  const said = ['asks authservice.istio-system.svc.cluster.local first'];
  expect(signIn([filter({ name: 'any', typed_config: typed })])).toEqual(said);
  expect(signIn([filter({ name: 'envoy.ext_authz', config: { http_service: { server_uri: uri } } })])).toEqual(said);
  expect(signIn([filter({ name: 'envoy.filters.http.lua' })])).toEqual([]);
  expect(signIn([filter({ name: 'any', typed_config: typed }, 'SIDECAR_INBOUND')])).toEqual([]);
  expect(signIn([filter({ name: 'any', typed_config: typed }, 'GATEWAY', { app: 'x' })])).toEqual([]);
});

test('paths that the asked service itself lets through, as its settings say', () => {
  const uri = { cluster: 'outbound|8080||authservice.istio-system.svc.cluster.local' };
  const guard = filter({ name: 'envoy.filters.http.ext_authz', typed_config: { http_service: { server_uri: uri } } });
  const settings: KubernetesObject = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'parameters', namespace: 'istio-system' },
    data: { SKIP_AUTH_URLS: '/dex,/public' },
  };
  const pods: KubernetesObject = {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'authservice', namespace: 'istio-system' },
    spec: {
      template: {
        metadata: { labels: { app: 'authservice' } },
        spec: { containers: [{ name: 'a', envFrom: [{ configMapRef: { name: 'parameters' } }] }] },
      },
    },
  };
  const objects = [guard, settings, pods, service('authservice', [8080], 'istio-system')];
  expect(signIn(objects, 'http://x.io/public/x')).toEqual([
    'asks authservice.istio-system.svc.cluster.local first, which lets /public through unsigned',
  ]);
  expect(signIn(objects, 'http://x.io/private')).toEqual(['asks authservice.istio-system.svc.cluster.local first']);
});

test.each([
  ['/a', '/a', true],
  ['/a', '/a/', false],
  ['/a*', '/ab', true],
  ['*.html', '/x.html', true],
  ['*', '/', true],
  ['*', '', false],
  ['/a/{*}/c', '/a/b/c', true],
  ['/a/{*}/c', '/a/b/b/c', false],
  ['/a/{**}', '/a/b/c', true],
  ['/a.b/{*}', '/axb/c', false],
])('the pattern %s and %s', (pattern, path, expected) => {
  expect(fitsPath(pattern, path)).toBe(expected);
});

describe('Envoy reads the path before sign-in and routes do', () => {
  const objects = [
    service('a'),
    service('open'),
    gateway([http()]),
    virtual('v', ['x.io'], [{ match: [{ uri: { prefix: '/public/' } }], ...to('open') }, to('a')]),
    policy({ rules: [{ to: [{ operation: { notPaths: ['/public/*'] } }] }] }),
  ];

  test.each([
    ['/public/../admin', 'a'],
    ['/public/%2e%2E/admin', 'a'],
    ['/public/..\\admin', 'a'],
    ['/public/x/../../admin', 'a'],
    ['/public/..', 'a'],
    ['/admin/../public/x', 'open'],
    ['/%70ublic/x', 'open'],
    ['/public/./x', 'open'],
    ['/public/..%2Fadmin', 'open'],
    ['/public/...', 'open'],
    ['/public//../x', 'open'],
  ])('%s goes to %s', (path, end) => {
    const { hops } = routerOfObjects(objects).answer({ url: `http://x.io${path}` });
    const said = hops.find(({ kind }) => kind === 'sign-in')?.text;
    expect(said).toBe(
      end === 'a' ? 'asks provider oauth2-proxy first' : 'does not ask provider oauth2-proxy for this request',
    );
    expect(hops.find(({ kind }) => kind === 'route')?.text).toContain(end === 'a' ? 'http[1]' : 'http[0]');
  });
});
