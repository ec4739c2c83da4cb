import { Yaml } from 'cdk8s';
import type { Route } from '../../src/core/route';
import { messageOf } from '../support/chart';
import { objectsOf, route, strict, tableOf } from './support';

const gateway = { api: 'gateway' } as const;
const EVERYTHING: readonly Route[] = [
  route({ prefix: '/' }, 'dashboard'),
  route({ prefix: '/jupyter/', rewrite: '/', methods: ['POST', 'DELETE'] }, 'jupyter-writer'),
  route({ prefix: '/jupyter', headers: { 'X-Beta': { prefix: 'a.b' } }, timeout: '0s' }, 'jupyter-beta'),
  route(
    { exact: '/status', rewrite: '/healthz', requestHeaders: { add: { a: 'b' }, remove: ['c'] } },
    'status',
    'kubeflow',
  ),
  { name: 'logout', exact: '/logout', redirect: { path: '/oauth2/sign_out', code: 302 } },
  { name: 'old', prefix: '/old/', redirect: { host: 'old.example.com', scheme: 'https' } },
];

test('everything that a route can say', () => {
  expect(
    Yaml.stringify(...objectsOf(EVERYTHING, { ...gateway, hosts: ['ml.example.com'], sectionName: 'https' })),
  ).toMatchSnapshot();
});

test('every check passes under strict', () => {
  expect(strict(EVERYTHING, gateway)).toEqual([]);
});

test('a prefix is whole segments: with and without a slash at the end it is one', () => {
  const paths = objectsOf([route({ prefix: '/authservice/' })], gateway)[0].spec.rules[0].matches[0].path;
  expect(paths).toEqual({ type: 'PathPrefix', value: '/authservice' });
  expect(messageOf(() => tableOf([route({ prefix: '/a' }, 'one'), route({ prefix: '/a/' }, 'two')], gateway))).toBe(
    "[test/b] route 'two' takes prefix /a and sends it to two.ml:80; route 'one' of [test/a] takes prefix /a and sends it to one.ml:80",
  );
});

test('any host is said by none', () => {
  expect(objectsOf([route({ prefix: '/' })], gateway)[0].spec).not.toHaveProperty('hostnames');
});

test('more than 16 rules become more objects, in one order whatever the order of registration', () => {
  const routes = Array.from({ length: 18 }, (_, index) => route({ exact: `/${index}` }, `r${index}`, 'kubeflow'));
  const objects = objectsOf(routes.slice(0, 20), gateway);
  expect(objects.map(({ metadata, spec }) => [metadata.name, spec.rules.length])).toEqual([
    ['kubeflow-gateway', 16],
    ['kubeflow-gateway-2', 2],
  ]);
  expect(objectsOf([...routes].reverse(), gateway)).toEqual(objects);
  expect(strict(routes, gateway)).toEqual([]);
});

test('a namespace that is sent requests to from another one gives leave, its own does not need to', () => {
  const grants = objectsOf(
    [route({ prefix: '/b' }, 'b'), route({ prefix: '/a' }, 'a'), route({ prefix: '/c' }, 'c', 'kubeflow')],
    gateway,
  ).filter(({ kind }) => kind === 'ReferenceGrant');
  expect(grants).toEqual([
    {
      apiVersion: 'gateway.networking.k8s.io/v1beta1',
      kind: 'ReferenceGrant',
      metadata: { name: 'kubeflow-gateway-routes', namespace: 'ml' },
      spec: {
        from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'kubeflow' }],
        to: [
          { group: '', kind: 'Service', name: 'a' },
          { group: '', kind: 'Service', name: 'b' },
        ],
      },
    },
  ]);
});

test.each<[string, readonly Route[], string]>([
  [
    'a regular expression behind a prefix that takes all of it',
    [route({ prefix: '/a' }, 'one'), route({ regex: '/a/[0-9]+' }, 'two')],
    "[test/b] route 'two' takes regex /a/[0-9]+, route 'one' of [test/a] takes prefix /a; with the Gateway API a regular expression comes last and is never asked",
  ],
  [
    'the same in the other order',
    [route({ regex: '.*\\.js' }, 'two'), route({ prefix: '/' }, 'one')],
    "[test/b] route 'one' takes prefix /, route 'two' of [test/a] takes regex .*\\.js; with the Gateway API a regular expression comes last and is never asked",
  ],
  [
    'a subset',
    [{ name: 'a', prefix: '/', to: { service: 'a', namespace: 'b', port: 1, subset: 'v2' } }],
    "[test/a] route 'a' has subset 'v2', which the Gateway API has not; name a Service of its own",
  ],
  [
    'a redirect to a port',
    [{ name: 'a', prefix: '/', redirect: { host: 'a.example:8443' } }],
    "[test/a] redirect of route 'a' has host 'a.example:8443', allowed with the Gateway API is a name without a port",
  ],
])('refused: %s', (_what, routes, message) => {
  expect(messageOf(() => tableOf(routes, gateway))).toBe(message);
});

test('a regular expression beside a prefix that does not take all of it stays', () => {
  const routes = [
    route({ prefix: '/a', methods: ['GET'] }, 'one'),
    route({ regex: '/a/[0-9]+' }, 'two'),
    route({ prefix: '/b' }, 'three'),
  ];
  expect(objectsOf(routes, gateway)[0].spec.rules).toHaveLength(3);
});
