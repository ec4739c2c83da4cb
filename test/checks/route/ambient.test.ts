import { callers } from '../../../src/checks/authorize/callers/callers';
import type { KubernetesObject } from '../../../src/checks/manifest';
import { gateway, http, routerOfObjects, service, virtual } from './asking';

type Fields = Readonly<Record<string, unknown>>;

const object = (apiVersion: string, kind: string, name: string, spec: Fields, more: Fields = {}): KubernetesObject => ({
  apiVersion,
  kind,
  metadata: { name, namespace: 'app', ...more },
  spec,
});
const space = (labels: Fields): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'app', labels } as never,
});
const AMBIENT = { 'istio.io/dataplane-mode': 'ambient' };
const pod = (name: string, labels: Fields = {}): KubernetesObject =>
  object('v1', 'Pod', name, { serviceAccountName: name, containers: [] }, { labels: { app: name, ...labels } });
const security = (kind: string, spec: Fields, name = 'p', more: Fields = {}): KubernetesObject =>
  object('security.istio.io/v1', kind, name, spec, more);
const policy = (spec: Fields, more: Fields = {}): KubernetesObject => security('AuthorizationPolicy', spec, 'p', more);
const waypoint = (more: Fields = {}, className = 'istio-waypoint', from = 'Same'): KubernetesObject =>
  object(
    'gateway.networking.k8s.io/v1',
    'Gateway',
    'wp',
    {
      gatewayClassName: className,
      listeners: [{ name: 'mesh', port: 15008, protocol: 'HBONE', allowedRoutes: { namespaces: { from } } }],
    },
    more,
  );
const web = (labels: Fields = {}): KubernetesObject => {
  const made = service('web', [{ name: 'http', port: 80, targetPort: 8080 }]);
  return { ...made, metadata: { ...made.metadata, labels } as never };
};
const VIA = { 'istio.io/use-waypoint': 'wp', 'istio.io/ingress-use-waypoint': 'true' };

/** What is said of `GET /a` through the gateway. */
function ask(
  objects: readonly KubernetesObject[],
  { labels = {}, of = AMBIENT }: { labels?: Fields; of?: Fields } = {},
): string {
  const route = { route: [{ destination: { host: 'web' } }] };
  const base = [space(of), web(labels), pod('web'), gateway([http()]), virtual('v', ['x.io'], [route])];
  const { denied, dependsOn, status } = routerOfObjects([...base, ...objects]).answer({ url: 'http://x.io/a' });
  if (denied) return `${status} ${denied.by}: ${denied.reason}`;
  return dependsOn ? `depends on ${dependsOn.join(', ')}` : 'passes';
}

/** What is said of a call of a pod of a kind of proxy to port 80. */
function call(objects: readonly KubernetesObject[], labels: Fields, caller: Fields = {}): string {
  const all = [space(AMBIENT), web(labels), pod('web'), pod('client', caller), ...objects];
  const [found] = callers(all, { from: 'app/client', method: 'GET', path: '/a' });
  return `${found!.allowed} ${found!.by.join(', ')}`.trim();
}

const operation = (one: Fields): Fields => ({ to: [{ operation: one }] });
const source = (one: Fields): Fields => ({ from: [{ source: one }] });
const GATEWAY = { namespaces: ['istio-system'] };

describe('ztunnel', () => {
  test.each<[string, Fields, string]>([
    ['ALLOW by who calls', { rules: [source(GATEWAY)] }, 'passes'],
    ['ALLOW of another caller', { rules: [source({ namespaces: ['other'] })] }, '503 pods: no rule allows it'],
    ['ALLOW without rules', {}, '503 pods: it has no rule, so it allows nothing'],
    ['ALLOW of a port', { rules: [operation({ ports: ['8080'] })] }, 'passes'],
    [
      'ALLOW that asks for HTTP, though it would fit',
      { rules: [operation({ methods: ['GET'] })] },
      '503 pods: no rule allows it: rules[0] wants methods, which ztunnel does not know: it leaves the rule out',
    ],
    [
      'ALLOW with HTTP in one of two operations',
      { rules: [{ to: [{ operation: { ports: ['8080'] } }, { operation: { paths: ['/b'] } }] }] },
      '503 pods: no rule allows it: rules[0] wants paths, which ztunnel does not know: it leaves the rule out',
    ],
    ['ALLOW by a rule beside one of HTTP', { rules: [operation({ paths: ['/b'] }), source(GATEWAY)] }, 'passes'],
    [
      'ALLOW with a condition of HTTP',
      { rules: [{ when: [{ key: 'request.headers[x]', values: ['1'] }] }] },
      '503 pods: no rule allows it: rules[0] wants request.headers[x], which ztunnel does not know: it leaves the rule out',
    ],
    [
      'DENY that asks for HTTP counts without it',
      { action: 'DENY', rules: [operation({ methods: ['DELETE'] })] },
      '503 pods: rules[0] refuses methods DELETE',
    ],
    [
      'DENY of another caller and HTTP',
      { action: 'DENY', rules: [{ ...source({ namespaces: ['other'] }), ...operation({ methods: ['GET'] }) }] },
      'passes',
    ],
    [
      'DENY by the address of the first client',
      { action: 'DENY', rules: [source({ remoteIpBlocks: ['10.0.0.0/8'] })] },
      '503 pods: rules[0] refuses remoteIpBlocks 10.0.0.0/8',
    ],
    ['CUSTOM', { action: 'CUSTOM', provider: { name: 'p' }, rules: [{}] }, 'passes'],
    ['a policy that names the Service', { targetRefs: [{ kind: 'Service', group: '', name: 'web' }] }, 'passes'],
  ])('%s', (_name, spec, expected) => {
    expect(ask([policy(spec)])).toMatch(expected.endsWith('it') ? new RegExp(`^${expected}`) : expected);
  });

  test('a policy that is only tried: it depends on the release', () => {
    const tried = policy({}, { annotations: { 'istio.io/dry-run': 'true' } });
    expect(ask([tried])).toBe('depends on whether ztunnel of this release only tries AuthorizationPolicy app/p');
  });

  test('mutual TLS of the mesh, which DISABLE does not turn off', () => {
    const peers = (mode: string): KubernetesObject => security('PeerAuthentication', { mtls: { mode } }, 'tls');
    expect(ask([peers('STRICT')])).toBe('passes');
    expect(ask([peers('DISABLE'), policy({ rules: [source(GATEWAY)] })])).toBe('passes');
    expect(call([peers('STRICT')], {})).toBe('yes');
    expect(call([peers('STRICT')], {}, { 'istio.io/dataplane-mode': 'none' })).toBe('no PeerAuthentication app/tls');
  });

  test('a DestinationRule that turns TLS off: it depends', () => {
    const rule = object('networking.istio.io/v1', 'DestinationRule', 'web', {
      host: 'web',
      trafficPolicy: { tls: { mode: 'DISABLE' } },
    });
    expect(ask([rule, policy({ rules: [source(GATEWAY)] })])).toBe(
      'depends on whether the gateway connects with mutual TLS, though DestinationRule app/web has TLS mode DISABLE',
    );
    expect(ask([rule])).toBe('passes');
  });

  test('which pods are in ambient mode', () => {
    const none = policy({});
    expect(ask([none], { of: {} })).toBe('passes');
    expect(ask([none], { of: { ...AMBIENT, 'istio-injection': 'enabled' } })).toMatch(/^403 pods/);
    expect(ask([none], { of: { ...AMBIENT, 'istio-injection': 'disabled' } })).toMatch(/^503 pods/);
  });
});

describe('waypoints', () => {
  const named = (kind: string, name: string, spec: Fields): KubernetesObject =>
    policy({ targetRefs: [{ kind, group: kind === 'Service' ? '' : 'gateway.networking.k8s.io', name }], ...spec });
  const DENY = { action: 'DENY', rules: [operation({ paths: ['/a'] })] };

  test('a gateway goes by it, unless the Service or its namespace says otherwise', () => {
    const objects = [waypoint(), named('Service', 'web', DENY)];
    expect(ask(objects, { labels: { 'istio.io/use-waypoint': 'wp' } })).toBe('passes');
    expect(ask(objects, { labels: VIA })).toBe('403 waypoint: rules[0] refuses paths /a');
    expect(ask(objects, { of: { ...AMBIENT, ...VIA } })).toBe('403 waypoint: rules[0] refuses paths /a');
    expect(ask(objects, { of: { ...AMBIENT, ...VIA }, labels: { 'istio.io/use-waypoint': 'none' } })).toBe('passes');
  });

  test('which policies are for it', () => {
    const of = (one: KubernetesObject): string => ask([waypoint(), one], { labels: VIA });
    expect(of(named('Gateway', 'wp', DENY))).toMatch(/^403 waypoint/);
    expect(of(named('Gateway', 'other', DENY))).toBe('passes');
    expect(of(named('Service', 'other', DENY))).toBe('passes');
    // One without a reference is for ztunnel, to which the waypoint connects.
    expect(of(policy({ rules: [source(GATEWAY)] }))).toMatch(/^503 pods: no rule allows it/);
    expect(of(policy({ rules: [source({ principals: ['cluster.local/ns/app/sa/wp'] })] }))).toBe('passes');
  });

  test('it asks providers, and knows who called it', () => {
    const ask_ = (spec: Fields): string => ask([waypoint(), named('Service', 'web', spec)], { labels: VIA });
    expect(ask_({ action: 'CUSTOM', provider: { name: 'p' }, rules: [{}] })).toBe(
      'depends on the answer of provider p',
    );
    expect(ask_({ rules: [source(GATEWAY)] })).toBe('passes');
    expect(ask_({ rules: [source({ namespaces: ['app'] })] })).toMatch(/^403 waypoint/);
  });

  test('one that takes other traffic, other namespaces or is a gateway is none', () => {
    const of = (one: KubernetesObject): string => ask([one, named('Service', 'web', DENY)], { labels: VIA });
    expect(of(waypoint({ labels: { 'istio.io/waypoint-for': 'workload' } }))).toBe('passes');
    expect(of(waypoint({ labels: { 'istio.io/waypoint-for': 'all' } }))).toMatch(/^403 waypoint/);
    const elsewhere = { ...VIA, 'istio.io/use-waypoint-namespace': 'edge' };
    const there = (from: string): string =>
      ask([waypoint({ namespace: 'edge' }, 'istio-waypoint', from), named('Service', 'web', DENY)], {
        labels: elsewhere,
      });
    expect(there('Same')).toBe('passes');
    expect(there('All')).toMatch(/^403 waypoint/);
  });

  test('one that no manifest shows: it depends, unless both ways end alike', () => {
    const on = 'depends on whether there is waypoint app/wp, which no manifest shows';
    expect(ask([named('Service', 'web', DENY)], { labels: VIA })).toBe(on);
    expect(ask([waypoint({}, 'of-others'), named('Service', 'web', DENY)], { labels: VIA })).toBe(on);
    expect(ask([named('Service', 'web', { rules: [{}] })], { labels: VIA })).toBe('passes');
    expect(ask([policy({})], { labels: VIA })).toMatch(/^503 pods/);
  });

  test('pods of the node go by it, who is outside of the mesh does not, of a sidecar it depends', () => {
    const use = { 'istio.io/use-waypoint': 'wp' };
    const objects = [waypoint(), named('Service', 'web', DENY)];
    expect(call(objects, use)).toBe('no AuthorizationPolicy app/p');
    expect(call(objects, use, { 'istio.io/dataplane-mode': 'none' })).toBe('yes');
    expect(call(objects, use, { 'sidecar.istio.io/inject': 'true' })).toBe('some AuthorizationPolicy app/p');
  });
});
