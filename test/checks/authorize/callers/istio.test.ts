import { namespace, pod, policy, table } from './support';

const WEB = namespace('a', 'istio-injection: enabled') + pod('web', 'a', { service: true });
const DB = pod('db', 'a', { service: true, portName: 'tcp-db', port: 5432 });
const CLIENT = pod('client', 'b');
const OUTSIDE = namespace('plain', '') + pod('batch', 'plain');
const ask = (parts: string[], options = {}): string[] =>
  table([WEB, CLIENT, ...parts].join('\n'), { from: 'b', ...options });
const auth = (spec: string, name = 'p', namespace = 'a'): string =>
  policy('AuthorizationPolicy', name, namespace, spec);
const by = (answer: string, ...names: string[]): string[] => [
  `b/client -> web.a:80 ${answer} ${names.map((name) => `AuthorizationPolicy ${name}`).join(', ')}`.trim(),
];

test('a policy that allows lets nothing else through', () => {
  expect(ask([auth('{}')])).toEqual(by('no', 'a/p'));
  expect(ask([auth('{ rules: [{}] }')])).toEqual(by('yes', 'a/p'));
  expect(ask([auth('{ selector: { matchLabels: { app: other } } }')])).toEqual(by('yes'));
  expect(ask([auth('{}', 'p', 'b')])).toEqual(by('yes'));
  expect(ask([auth('{}', 'all', 'istio-system')])).toEqual(by('no', 'istio-system/all'));
});

test.each([
  ['principals: [cluster.local/ns/b/sa/client]', 'yes'],
  ['principals: [cluster.local/ns/b/sa/other]', 'no'],
  ["principals: ['cluster.local/ns/b/*']", 'yes'],
  ["principals: ['*/sa/client']", 'yes'],
  ["principals: ['*']", 'yes'],
  ['notPrincipals: [cluster.local/ns/b/sa/client]', 'no'],
  ['notPrincipals: [cluster.local/ns/b/sa/other]', 'yes'],
  ['namespaces: [b]', 'yes'],
  ['namespaces: [a]', 'no'],
  ['notNamespaces: [a]', 'yes'],
  ['namespaces: [b], principals: [cluster.local/ns/b/sa/other]', 'no'],
  ['serviceAccounts: [b/client]', 'yes'],
  ['serviceAccounts: [client]', 'no'],
  ['ipBlocks: [10.0.0.0/8]', 'some'],
  // No RequestAuthentication, so no request has a principal.
  ["requestPrincipals: ['*']", 'no'],
  ["notRequestPrincipals: ['*']", 'yes'],
])('from source { %s }: %s', (source, answer) => {
  expect(ask([auth(`{ rules: [{ from: [{ source: { ${source} } }] }] }`)])).toEqual(by(answer, 'a/p'));
});

test('with a RequestAuthentication a request may have a principal', () => {
  const tokens = policy('RequestAuthentication', 'jwt', 'a', "{ jwtRules: [{ issuer: 'https://login.example' }] }");
  expect(ask([tokens, auth("{ rules: [{ from: [{ source: { requestPrincipals: ['*'] } }] }] }")])).toEqual(
    by('some', 'a/p'),
  );
  expect(
    ask([tokens, auth("{ action: DENY, rules: [{ from: [{ source: { notRequestPrincipals: ['*'] } }] }] }")]),
  ).toEqual(by('some', 'a/p'));
});

test.each([
  ["ports: ['8080']", 'yes', {}],
  ["ports: ['80']", 'no', {}],
  ['methods: [GET]', 'some', {}],
  ['methods: [GET]', 'yes', { method: 'GET' }],
  ['methods: [GET]', 'no', { method: 'POST' }],
  ['notMethods: [GET]', 'yes', { method: 'POST' }],
  ['paths: [/api/*]', 'yes', { path: '/api/v1' }],
  ['paths: [/api/*]', 'no', { path: '/login' }],
  ["paths: ['/api/{*}/runs']", 'yes', { path: '/api/v1/runs' }],
  ["paths: ['/api/{*}/runs']", 'no', { path: '/api/v1/x/runs' }],
  ["paths: ['/api/{**}']", 'yes', { path: '/api/v1/x/runs' }],
  ['hosts: [web.example]', 'some', {}],
])('to operation { %s }: %s with %j', (operation, answer, options) => {
  expect(ask([auth(`{ rules: [{ to: [{ operation: { ${operation} } }] }] }`)], options)).toEqual(by(answer, 'a/p'));
});

test.each([
  ['source.namespace', 'b', 'yes'],
  ['source.namespace', 'a', 'no'],
  ['source.principal', '*/sa/client', 'yes'],
  ['destination.port', '8080', 'yes'],
  ['request.headers[kubeflow-userid]', 'ana', 'some'],
  ['request.auth.claims[iss]', 'x', 'no'],
])('when %s is %s: %s', (key, value, answer) => {
  const when = `{ key: '${key}', values: ['${value}'] }`;
  expect(ask([auth(`{ rules: [{ when: [${when}] }] }`)])).toEqual(by(answer, 'a/p'));
});

test('a DENY that matches goes before any ALLOW, and AUDIT decides nothing', () => {
  const allow = auth('{ rules: [{}] }', 'allow');
  const deny = auth('{ action: DENY, rules: [{ from: [{ source: { namespaces: [b] } }] }] }', 'deny');
  expect(ask([allow, deny])).toEqual(by('no', 'a/deny'));
  expect(ask([allow, auth('{ action: DENY, rules: [{ from: [{ source: { namespaces: [c] } }] }] }', 'deny')])).toEqual(
    by('yes', 'a/allow'),
  );
  expect(ask([allow, auth('{ action: DENY }', 'deny')])).toEqual(by('yes', 'a/allow'));
  expect(ask([allow, auth('{ action: AUDIT, rules: [{}] }', 'audit')])).toEqual(by('yes', 'a/allow'));
});

test('CUSTOM asks a provider, whose answer is not known', () => {
  expect(ask([auth('{ action: CUSTOM, provider: { name: sign-in }, rules: [{}] }', 'ask')])).toEqual(
    by('some', 'a/ask'),
  );
  expect(ask([auth('{ action: CUSTOM, rules: [{}] }', 'ask'), auth('{}', 'none')])).toEqual(by('no', 'a/none'));
});

test('policies with references are for waypoints and Gateways, and not for pods with a proxy of their own', () => {
  expect(ask([auth("{ targetRefs: [{ kind: Service, group: '', name: web }] }")])).toEqual(by('yes'));
  expect(ask([auth('{ targetRefs: [{ kind: Gateway, group: gateway.networking.k8s.io, name: web }] }')])).toEqual(
    by('yes'),
  );
});

test('of a namespace that is not shown it depends, unless it has policies of its own', () => {
  const asked = (...parts: string[]): string[] =>
    table([pod('web', 'a', { service: true }), CLIENT, ...parts].join('\n'), { from: 'b' });
  expect(asked(auth('{}', 'all', 'istio-system'))).toEqual(by('some', 'istio-system/all'));
  expect(asked(auth('{}'))).toEqual(by('no', 'a/p'));
});

test('a gateway is in the mesh, though it asks for no sidecar', () => {
  const gateway = `
---
apiVersion: v1
kind: Pod
metadata: { name: gw, namespace: istio-system, labels: { app: gw, sidecar.istio.io/inject: 'false' } }
spec: { serviceAccountName: gw, containers: [{ name: istio-proxy, image: 'registry.example/proxyv2:1', args: [proxy, router] }] }
`;
  const strict = policy('PeerAuthentication', 'strict', 'istio-system', '{ mtls: { mode: STRICT } }');
  const asked = (pods: string): string[] => table([WEB, pods, strict].join('\n'), { from: 'istio-system' });
  const line = (rest: string): string[] => [`istio-system/gw -> web.a:80 ${rest}`.trim()];
  expect(asked(namespace('istio-system', '') + gateway)).toEqual(line('yes'));
  expect(
    asked(namespace('istio-system', '') + gateway.replace('proxy, router', 'serve').replace('istio-proxy', 'main')),
  ).toEqual(line('no PeerAuthentication istio-system/strict'));
});

test('a DestinationRule that turns TLS off makes a caller one without an identity', () => {
  const strict = policy('PeerAuthentication', 'strict', 'a', '{ mtls: { mode: STRICT } }');
  const rule = (mode: string): string => `
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: web, namespace: b }
spec: { host: web.a.svc.cluster.local, trafficPolicy: { tls: { mode: ${mode} } } }
`;
  const line = (rest: string): string[] => [`b/client -> web.a:80 ${rest}`];
  expect(ask([strict, rule('DISABLE')])).toEqual(line('no PeerAuthentication a/strict'));
  expect(ask([strict, rule('ISTIO_MUTUAL')])).toEqual(line('yes'));
});

test('a policy that is only tried decides nothing', () => {
  const tried = auth('{}').replace('namespace: a }', "namespace: a, annotations: { istio.io/dry-run: 'true' } }");
  expect(ask([tried])).toEqual(by('yes'));
});

test('strict mutual TLS refuses pods without a proxy', () => {
  const strict = policy('PeerAuthentication', 'strict', 'istio-system', '{ mtls: { mode: STRICT } }');
  const asked = (...parts: string[]): string[] => table([WEB, OUTSIDE, ...parts].join('\n'), { from: 'plain' });
  const line = (rest: string): string[] => [`plain/batch -> web.a:80 ${rest}`];
  expect(asked(strict)).toEqual(line('no PeerAuthentication istio-system/strict'));
  const open = policy('PeerAuthentication', 'open', 'a', '{ mtls: { mode: PERMISSIVE } }');
  expect(asked(strict, open)).toEqual(line('yes'));
  const port = policy(
    'PeerAuthentication',
    'port',
    'a',
    '{ selector: { matchLabels: { app: web } }, mtls: { mode: STRICT }, portLevelMtls: { 8080: { mode: DISABLE } } }',
  );
  expect(asked(strict, port)).toEqual(line('yes'));
  // Without mutual TLS nobody has a principal.
  expect(asked(open, auth("{ rules: [{ from: [{ source: { principals: ['*'] } }] }] }"))).toEqual(
    line('no AuthorizationPolicy a/p'),
  );
});

test('on a port of bytes rules of HTTP never allow, and deny without their HTTP part', () => {
  const asked = (...parts: string[]): string[] => table([DB, CLIENT, ...parts].join('\n'), { from: 'b' });
  const methods = 'rules: [{ to: [{ operation: { methods: [GET] } }] }]';
  expect(asked(auth(`{ ${methods} }`))).toEqual(['b/client -> db.a:80 no AuthorizationPolicy a/p']);
  expect(asked(auth(`{ action: DENY, ${methods} }`))).toEqual(['b/client -> db.a:80 no AuthorizationPolicy a/p']);
});

test('a service account without a workload can be asked about', () => {
  const policies = auth(
    '{ rules: [{ from: [{ source: { principals: [cluster.local/ns/admin/sa/default-editor] } }] }] }',
  );
  expect(table([WEB, policies].join('\n'), { from: 'admin/default-editor', to: 'web.a:80' })).toEqual([
    'admin/default-editor -> web.a:80 yes AuthorizationPolicy a/p',
  ]);
});
