import type { KubernetesObject } from '../../../src/checks/manifest';
import { toTable } from '../../../src/commands/route-table';
import { gateway, http, routerOfObjects, service, virtual } from './asking';

type Fields = Readonly<Record<string, unknown>>;

const object = (apiVersion: string, kind: string, name: string, rest: Fields, namespace = 'app'): KubernetesObject => ({
  apiVersion,
  kind,
  metadata: { name, namespace },
  ...rest,
});
const MESH = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'app', labels: { 'istio-injection': 'enabled' } },
};
const pod = (name: string, labels: Fields = { app: name }): KubernetesObject =>
  ({
    ...object('v1', 'Pod', name, { spec: { containers: [] } }),
    metadata: { name, namespace: 'app', labels },
  }) as never;
const policy = (name: string, labels: Fields, rules: unknown[] = []): KubernetesObject =>
  object('security.istio.io/v1', 'AuthorizationPolicy', name, { spec: { selector: { matchLabels: labels }, rules } });
const by = (host: string, weight: number, subset?: string): Fields => ({
  weight,
  destination: { host, ...(subset === undefined ? {} : { subset }) },
});
const BASE = [MESH as KubernetesObject, gateway([http()]), service('web'), service('next'), pod('web'), pod('next')];
const ask = (route: Fields[], more: KubernetesObject[] = []) =>
  routerOfObjects([...BASE, virtual('v', ['x.io'], [{ route }]), ...more]).answer({ url: 'http://x.io/' });
const said = (answer: ReturnType<typeof ask>): string => toTable([answer]).split('=> ')[1]!;

test('destinations that answer alike are told in one line', () => {
  const answer = ask([by('web', 90), by('next', 10)]);
  expect(answer.outcomes).toEqual([
    { destination: 'web.app.svc:80', weight: 90, status: null },
    { destination: 'next.app.svc:80', weight: 10, status: null },
  ]);
  expect(said(answer)).toBe('web.app.svc:80 or next.app.svc:80 /\n');
  expect(ask([by('web', 100), by('next', 0)]).outcomes).toBeUndefined();
});

test('one of two that is refused is told with its weight', () => {
  const answer = ask([by('web', 90), by('next', 10)], [policy('next', { app: 'next' })]);
  const denied = { by: 'pods', policy: 'AuthorizationPolicy app/next', reason: 'it has no rule, so it allows nothing' };
  expect(answer).toMatchObject({
    destination: 'web.app.svc:80',
    status: null,
    dependsOn: ['which destination the weights choose'],
    outcomes: [{ status: null }, { destination: 'next.app.svc:80', weight: 10, status: 403, denied }],
  });
  expect(answer.denied).toBeUndefined();
  expect(answer.hops.at(-1)!.text).toBe('at the pods: 403, it has no rule, so it allows nothing');
  expect(said(answer)).toBe(
    'by weight:\n   90 to web.app.svc:80 /\n   10 to next.app.svc:80 /: 403, refused by AuthorizationPolicy app/next: it has no rule, so it allows nothing\n   it depends on which destination the weights choose\n',
  );
});

test('the heaviest that is refused does not refuse the request, all that are do', () => {
  const heaviest = ask([by('web', 90), by('next', 10)], [policy('web', { app: 'web' })]);
  expect([heaviest.status, heaviest.denied, heaviest.dependsOn]).toEqual([
    null,
    undefined,
    ['which destination the weights choose'],
  ]);
  const both = ask([by('web', 90), by('next', 10)], [policy('web', { app: 'web' }), policy('next', { app: 'next' })]);
  expect([both.status, both.denied?.policy, both.dependsOn]).toEqual([403, 'AuthorizationPolicy app/web', undefined]);
});

test('one that has no cluster is told as missing', () => {
  const answer = ask([by('web', 1), by('gone', 3)]);
  expect(answer.destination).toBe('web.app.svc:80');
  expect(answer.outcomes![1]).toEqual({
    destination: 'gone.app.svc:80',
    weight: 3,
    status: 503,
    missing: 'gone.app.svc:80',
  });
  expect(said(answer)).toContain('   3 to gone.app.svc:80 /: 503, it cannot be reached\n');
});

test('what one depends on is told of that one', () => {
  const rule = { from: [{ source: { ipBlocks: ['10.0.0.0/8'] } }] };
  const answer = ask([by('web', 90), by('next', 10)], [policy('next', { app: 'next' }, [rule])]);
  expect(answer.dependsOn).toEqual(['the address of the gateway']);
  expect(answer.outcomes!.map(({ dependsOn }) => dependsOn)).toEqual([undefined, ['the address of the gateway']]);
  expect(said(answer)).toContain('   10 to next.app.svc:80 /, which depends on the address of the gateway\n');
});

test('a subset is judged by the policies of its own pods', () => {
  const rule = object('networking.istio.io/v1', 'DestinationRule', 'web', {
    spec: {
      host: 'web',
      subsets: [
        { name: 'v1', labels: { version: '1' } },
        { name: 'v2', labels: { version: '2' } },
      ],
    },
  });
  const pods = [pod('one', { app: 'web', version: '1' }), pod('two', { app: 'web', version: '2' })];
  const answer = ask([by('web', 90, 'v1'), by('web', 10, 'v2')], [rule, ...pods, policy('two', { version: '2' })]);
  expect(answer.outcomes!.map(({ subset, status }) => [subset, status])).toEqual([
    ['v1', null],
    ['v2', 403],
  ]);
  expect(said(answer)).toContain('   10 to web.app.svc:80 (subset v2) /: 403, refused by AuthorizationPolicy app/two');
});

test('backends of an HTTPRoute are judged each by itself', () => {
  const objects = [
    object('gateway.networking.k8s.io/v1', 'Gateway', 'gw', {
      spec: { gatewayClassName: 'istio', listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] },
    }),
    object('gateway.networking.k8s.io/v1', 'HTTPRoute', 'web', {
      spec: {
        parentRefs: [{ name: 'gw' }],
        rules: [
          {
            backendRefs: [
              { name: 'web', port: 80, weight: 8 },
              { name: 'next', port: 80, weight: 1 },
              { name: 'gone', port: 80 },
            ],
          },
        ],
      },
    }),
    policy('next', { app: 'next' }),
  ];
  const base = BASE.filter(({ kind }) => kind !== 'Gateway');
  const answer = routerOfObjects([...base, ...objects]).answer({ url: 'http://x.io/' });
  expect(answer.outcomes!.map(({ destination, weight, status }) => [destination, weight, status])).toEqual([
    ['web.app.svc:80', 8, null],
    ['next.app.svc:80', 1, 403],
    ['gone.app.svc:80', 1, 500],
  ]);
  expect(answer.dependsOn).toEqual(['which destination the weights choose']);
});
