import type { KubernetesObject } from '../../../src/checks/manifest';
import type { RouteRequest } from '../../../src/checks/route/engine/types';
import { gateway, http, https, routerOfObjects, service, to, virtual } from './asking';

type Fields = Readonly<Record<string, unknown>>;

const security = (
  kind: string,
  name: string,
  namespace: string,
  spec: Fields,
  more: Fields = {},
): KubernetesObject => ({
  apiVersion: 'security.istio.io/v1',
  kind,
  metadata: { name, namespace, ...more },
  spec,
});

/** A policy for the gateway. */
const edge = (spec: Fields, more: Fields = {}): KubernetesObject =>
  security(
    'AuthorizationPolicy',
    'edge',
    'istio-system',
    { selector: { matchLabels: { istio: 'ingressgateway' } }, ...spec },
    more,
  );

/** A policy for the pods. */
const inner = (spec: Fields, name = 'inner', namespace = 'app'): KubernetesObject =>
  security('AuthorizationPolicy', name, namespace, spec);

const deployment = (name: string, pod: Fields = {}, labels: Fields = { app: name }): KubernetesObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: 'app' },
  spec: {
    template: {
      metadata: { labels },
      spec: { containers: [{ name: 'c', ports: [{ name: 'web', containerPort: 8080 }] }], ...pod },
    },
  },
});

const namespace = (name: string, labels: Fields): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels } as never,
});
const MESH = namespace('app', { 'istio-injection': 'enabled' });
const BASE = [
  MESH,
  service('web'),
  deployment('web'),
  gateway([http(), https(['*'])]),
  virtual('v', ['x.io'], [to('web')]),
];

/** What is said of a request: that it passes, who refuses it and why, or what it depends on. */
function ask(
  objects: readonly KubernetesObject[],
  request: RouteRequest | string = 'http://x.io/a',
  base = BASE,
): string {
  const given = typeof request === 'string' ? { url: request } : request;
  const { denied, dependsOn, status, destination } = routerOfObjects([...base, ...objects]).answer(given);
  if (denied)
    return `${status} ${denied.by}${denied.rule === undefined ? '' : ` rules[${denied.rule}]`}: ${denied.reason}`;
  if (dependsOn) return `depends on ${dependsOn.join(', ')}`;
  return destination === null ? String(status) : 'passes';
}

/** Whether a DENY policy at the gateway with this rule refuses a request. */
function fits(rule: Fields, request?: RouteRequest | string, more: readonly KubernetesObject[] = []): string {
  const said = ask([edge({ action: 'DENY', rules: [rule] }), ...more], request);
  return said.startsWith('403') ? 'fits' : said;
}

const operation = (one: Fields): Fields => ({ to: [{ operation: one }] });
const source = (one: Fields): Fields => ({ from: [{ source: one }] });
const when = (key: string, values?: string[], notValues?: string[]): Fields => ({ when: [{ key, values, notValues }] });

describe('actions, in the order of Envoy', () => {
  const all = [{}];
  const paths = (...values: string[]): Fields[] => [operation({ paths: values })];

  test.each<[string, KubernetesObject[], string]>([
    ['nothing', [], 'passes'],
    [
      'DENY that fits',
      [edge({ action: 'DENY', rules: paths('/a') })],
      '403 gateway rules[0]: rules[0] refuses paths /a',
    ],
    ['DENY that does not', [edge({ action: 'DENY', rules: paths('/b') })], 'passes'],
    ['ALLOW that fits', [edge({ rules: paths('/b', '/a') })], 'passes'],
    [
      'ALLOW that does not',
      [edge({ action: 'ALLOW', rules: paths('/b') })],
      '403 gateway: no rule allows it: rules[0] wants paths /b, and it is /a',
    ],
    ['ALLOW without rules', [edge({})], '403 gateway: it has no rule, so it allows nothing'],
    [
      'no spec at all',
      [{ ...security('AuthorizationPolicy', 'edge', 'istio-system', {}), spec: undefined }],
      '403 gateway: it has no rule, so it allows nothing',
    ],
    ['ALLOW of everything', [edge({ rules: all })], 'passes'],
    ['DENY without rules', [edge({ action: 'DENY' })], 'passes'],
    [
      'DENY of everything',
      [edge({ action: 'DENY', rules: all })],
      '403 gateway rules[0]: rules[0] refuses every request',
    ],
    ['AUDIT', [edge({ action: 'AUDIT', rules: all })], 'passes'],
    [
      'DENY before ALLOW',
      [
        edge({ rules: all }),
        inner(
          { selector: { matchLabels: { istio: 'ingressgateway' } }, action: 'DENY', rules: paths('/a') },
          'no',
          'istio-system',
        ),
      ],
      '403 gateway rules[0]: rules[0] refuses paths /a',
    ],
    [
      'one of two ALLOWs is enough',
      [
        edge({}),
        inner({ selector: { matchLabels: { istio: 'ingressgateway' } }, rules: paths('/a') }, 'yes', 'istio-system'),
      ],
      'passes',
    ],
    [
      'a policy that is only tried',
      [edge({ action: 'DENY', rules: all }, { annotations: { 'istio.io/dry-run': 'true' } })],
      'passes',
    ],
    [
      'the second rule',
      [edge({ action: 'DENY', rules: [...paths('/b'), ...paths('/a')] })],
      '403 gateway rules[1]: rules[1] refuses paths /a',
    ],
    [
      'CUSTOM asks first',
      [edge({ action: 'CUSTOM', provider: { name: 'p' }, rules: all })],
      'depends on the answer of provider p',
    ],
    ['CUSTOM does not ask', [edge({ action: 'CUSTOM', provider: { name: 'p' }, rules: paths('/b') })], 'passes'],
  ])('%s', (_name, objects, expected) => {
    expect(ask(objects)).toBe(expected);
  });

  test('a policy of another namespace or for other pods decides nothing here', () => {
    expect(ask([inner({}, 'x', 'other')])).toBe('passes');
    expect(ask([inner({ selector: { matchLabels: { app: 'other' } } })])).toBe('passes');
    expect(ask([inner({ targetRefs: [{ kind: 'Service', name: 'web' }] })])).toBe('passes');
    expect(
      ask([
        inner(
          { targetRefs: [{ kind: 'Gateway', group: 'gateway.networking.k8s.io', name: 'x' }] },
          'x',
          'istio-system',
        ),
      ]),
    ).toBe('passes');
  });

  test('a policy refuses where no route fits, too, and leaves a host alone that this gateway does not serve', () => {
    const objects = [edge({})];
    const only = [
      MESH,
      service('web'),
      gateway([http(['x.io'])]),
      virtual('v', ['x.io'], [to('web', { uri: { exact: '/a' } })]),
    ];
    expect(ask(objects, 'http://x.io/none', only)).toMatch(/^403 gateway/);
    expect(ask(objects, 'http://y.io/', only)).toBe('404');
  });
});

describe('to: operations', () => {
  const by = (fields: Fields, request: RouteRequest | string = 'http://x.io/a/b'): string =>
    fits(operation(fields), request);

  test.each<[string, Fields, RouteRequest | string, string]>([
    ['exact path', { paths: ['/a/b'] }, 'http://x.io/a/b', 'fits'],
    ['the query is no part of it', { paths: ['/a/b'] }, 'http://x.io/a/b?c=1', 'fits'],
    ['prefix', { paths: ['/a*'] }, 'http://x.io/ab', 'fits'],
    ['suffix', { paths: ['*/b'] }, 'http://x.io/a/b', 'fits'],
    ['presence', { paths: ['*'] }, 'http://x.io/', 'fits'],
    ['case matters', { paths: ['/A/B'] }, 'http://x.io/a/b', 'passes'],
    ['a slash more', { paths: ['/a/b/'] }, 'http://x.io/a/b', 'passes'],
    ['one segment', { paths: ['/a/{*}'] }, 'http://x.io/a/b', 'fits'],
    ['one segment, not two', { paths: ['/{*}'] }, 'http://x.io/a/b', 'passes'],
    ['any segments', { paths: ['/{**}/b'] }, 'http://x.io/a/x/y/b', 'fits'],
    ['normalized before', { paths: ['/admin*'] }, 'http://x.io/a/../admin', 'fits'],
    ['notPaths', { notPaths: ['/a*'] }, 'http://x.io/a', 'passes'],
    ['notPaths of another', { notPaths: ['/a*'] }, 'http://x.io/b', 'fits'],
    ['paths but some', { paths: ['/a*'], notPaths: ['/a/b'] }, 'http://x.io/a/b', 'passes'],
    ['method', { methods: ['POST'] }, { url: 'http://x.io/', method: 'POST' }, 'fits'],
    ['another method', { methods: ['POST'] }, 'http://x.io/', 'passes'],
    ['notMethods', { notMethods: ['GET'] }, 'http://x.io/', 'passes'],
    ['host in any case', { hosts: ['X.io'] }, 'http://x.io/', 'fits'],
    ['host suffix', { hosts: ['*.io'] }, 'http://x.io/', 'fits'],
    [
      'a host with a port is another text',
      { hosts: ['x.io'] },
      { url: 'http://x.io/', headers: { host: 'x.io:80' } },
      'passes',
    ],
    ['host prefix for that', { hosts: ['x.io:*'] }, { url: 'http://x.io/', headers: { host: 'x.io:80' } }, 'fits'],
    ['both fields', { hosts: ['x.io'], methods: ['PUT'] }, 'http://x.io/', 'passes'],
  ])('%s', (_name, fields, request, expected) => {
    expect(by(fields, request)).toBe(expected);
  });

  test('the port is that of the pods of the gateway, which its Service tells', () => {
    expect(fits(operation({ ports: ['80'] }))).toBe("depends on the port of the gateway's pods that port 80 leads to");
    const own: KubernetesObject = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'gw', namespace: 'istio-system' },
      spec: { selector: { istio: 'ingressgateway' }, ports: [{ port: 80, targetPort: 8080 }] },
    };
    expect(fits(operation({ ports: ['80'] }), undefined, [own])).toBe('passes');
    expect(fits(operation({ ports: ['8080'] }), undefined, [own])).toBe('fits');
  });

  test('one of several operations is enough', () => {
    expect(fits({ to: [{ operation: { methods: ['PUT'] } }, { operation: { paths: ['/a'] } }] })).toBe('fits');
  });
});

describe('from: sources at the gateway', () => {
  const ip = (sourceIp: string, headers?: Record<string, string>): RouteRequest => ({
    url: 'http://x.io/',
    sourceIp,
    headers,
  });

  test.each<[string, Fields, RouteRequest | undefined, string]>([
    ['a client has no principal', { principals: ['*'] }, undefined, 'passes'],
    ['notPrincipals', { notPrincipals: ['*'] }, undefined, 'fits'],
    ['a client has no namespace', { namespaces: ['app'] }, undefined, 'passes'],
    ['notNamespaces', { notNamespaces: ['app'] }, undefined, 'fits'],
    ['no account', { serviceAccounts: ['app/web'] }, undefined, 'passes'],
    ['an address that is not given', { ipBlocks: ['10.0.0.0/8'] }, undefined, 'depends on the address of the client'],
    ['the block of all', { ipBlocks: ['0.0.0.0/0'] }, undefined, 'fits'],
    ['an address in the block', { ipBlocks: ['10.0.0.0/8'] }, ip('10.1.2.3'), 'fits'],
    ['one outside', { ipBlocks: ['10.0.0.0/8'] }, ip('11.1.2.3'), 'passes'],
    ['one address', { ipBlocks: ['10.1.2.3'] }, ip('10.1.2.3'), 'fits'],
    ['notIpBlocks', { notIpBlocks: ['10.0.0.0/8'] }, ip('11.1.2.3'), 'fits'],
    ['version 6', { ipBlocks: ['fd00::/8'] }, ip('fd12::1'), 'fits'],
    ['remoteIpBlocks', { remoteIpBlocks: ['10.0.0.0/8'] }, ip('10.1.2.3'), 'fits'],
    [
      'remoteIpBlocks behind a proxy',
      { remoteIpBlocks: ['10.0.0.0/8'] },
      ip('10.1.2.3', { 'X-Forwarded-For': '1.2.3.4' }),
      'depends on the number of proxies that the mesh trusts before the gateway',
    ],
  ])('%s', (_name, fields, request, expected) => {
    expect(fits(source(fields), request)).toBe(expected);
  });

  test('a gateway that asks for certificates knows its client', () => {
    const base = [
      MESH,
      service('web'),
      gateway([https(['*'], 'https', { mode: 'MUTUAL', credentialName: 'c' })]),
      virtual('v', ['x.io'], [to('web')]),
    ];
    const objects = [edge({ action: 'DENY', rules: [source({ notPrincipals: ['*'] })] })];
    expect(ask(objects, 'https://x.io/', base)).toBe('depends on the certificate of the client, by Gateway app/gw');
  });
});

describe('tokens', () => {
  const tokens = (rule: Fields = {}): KubernetesObject =>
    security('RequestAuthentication', 'jwt', 'istio-system', {
      selector: { matchLabels: { istio: 'ingressgateway' } },
      jwtRules: [{ issuer: 'https://i.io', ...rule }],
    });
  const bearer: RouteRequest = { url: 'http://x.io/', headers: { Authorization: 'Bearer x' } };
  const signed = (claims: Fields): RouteRequest => ({
    url: 'http://x.io/',
    claims: { iss: 'https://i.io', sub: 'alice', ...claims },
  });
  const unsigned = source({ notRequestPrincipals: ['*'] });
  const claims = 'depends on the claims of the token, which RequestAuthentication istio-system/jwt reads';

  test.each<[string, Fields, RouteRequest | string, KubernetesObject[], string]>([
    ['without a policy that reads tokens there is none', unsigned, bearer, [], 'fits'],
    ['a request without one', unsigned, 'http://x.io/', [tokens()], 'fits'],
    ['a request with one, valid or not', unsigned, bearer, [tokens()], claims],
    ['a request whose claims are given', unsigned, signed({}), [tokens()], 'passes'],
    ['in another header', unsigned, bearer, [tokens({ fromHeaders: [{ name: 'x-token' }] })], 'fits'],
    ['in a parameter', unsigned, 'http://x.io/?access_token=x', [tokens()], claims],
    [
      'in a cookie',
      unsigned,
      { url: 'http://x.io/', headers: { cookie: 'a=b; t=x' } },
      [tokens({ fromCookies: ['t'] })],
      claims,
    ],
    ['the subject', source({ requestPrincipals: ['https://i.io/alice'] }), signed({}), [tokens()], 'fits'],
    ['another subject', source({ requestPrincipals: ['https://i.io/bob'] }), signed({}), [tokens()], 'passes'],
    ['any subject', source({ requestPrincipals: ['https://i.io/*'] }), signed({}), [tokens()], 'fits'],
    ['any issuer', source({ requestPrincipals: ['*/alice'] }), signed({}), [tokens()], 'fits'],
    ['subjects by prefix', source({ requestPrincipals: ['https://i.io/al*'] }), signed({}), [tokens()], 'fits'],
    ['subjects by suffix', source({ requestPrincipals: ['*ice'] }), signed({}), [tokens()], 'fits'],
    ['a claim', when('request.auth.claims[team]', ['a']), signed({ team: 'a' }), [tokens()], 'fits'],
    [
      'a claim in a list',
      when('request.auth.claims[groups]', ['b*']),
      signed({ groups: ['a', 'bc'] }),
      [tokens()],
      'fits',
    ],
    [
      'a nested claim',
      when('request.auth.claims[realm][role]', ['x']),
      signed({ realm: { role: 'x' } }),
      [tokens()],
      'fits',
    ],
    [
      'words of a scope',
      when('request.auth.claims[scope]', ['write']),
      signed({ scope: 'read write' }),
      [tokens()],
      'fits',
    ],
    [
      'words of other text are one',
      when('request.auth.claims[name]', ['b']),
      signed({ name: 'a b' }),
      [tokens()],
      'passes',
    ],
    ['no such claim', when('request.auth.claims[team]', undefined, ['a']), signed({}), [tokens()], 'fits'],
    ['audiences', when('request.auth.audiences', ['api']), signed({ aud: ['api'] }), [tokens()], 'fits'],
    ['presenter', when('request.auth.presenter', ['cli']), signed({ azp: 'web' }), [tokens()], 'passes'],
  ])('%s', (_name, rule, request, more, expected) => {
    expect(fits(rule, request, more)).toBe(expected);
  });

  test('a token of another issuer, or for others, is refused', () => {
    expect(ask([tokens()], signed({ iss: 'https://other.io' }))).toBe(
      '401 gateway: no rule is for the issuer https://other.io',
    );
    expect(ask([tokens({ audiences: ['api'] })], signed({ aud: 'web' }))).toBe(
      '403 gateway: the audiences of the token are not those of the rule',
    );
    expect(ask([tokens({ audiences: ['api'] })], signed({ aud: 'api' }))).toBe('passes');
    expect(ask([tokens()], 'http://x.io/')).toBe('passes');
  });

  test('a provider that is asked first may add the token', () => {
    const sign = edge({ action: 'CUSTOM', provider: { name: 'p' }, rules: [operation({ notPaths: ['/open*'] })] });
    const require = inner(
      {
        selector: { matchLabels: { istio: 'ingressgateway' } },
        action: 'DENY',
        rules: [{ ...unsigned, ...operation({ notPaths: ['/open*'] }) }],
      },
      'require',
      'istio-system',
    );
    expect(ask([sign, require, tokens()], 'http://x.io/a')).toBe(
      'depends on the answer of provider p, the token that provider p may add',
    );
    expect(ask([sign, require, tokens()], 'http://x.io/open')).toBe('passes');
    expect(ask([sign, require], 'http://x.io/a')).toMatch(/^403 gateway rules\[0\]/);
  });
});

describe('when: conditions', () => {
  const headers = (given: Record<string, string>): RouteRequest => ({ url: 'http://x.io/', headers: given });

  test.each<[string, Fields, RouteRequest | string, string]>([
    ['a header', when('request.headers[x-env]', ['dev']), headers({ 'X-Env': 'dev' }), 'fits'],
    ['its value', when('request.headers[x-env]', ['dev']), headers({ 'X-Env': 'prod' }), 'passes'],
    ['its presence', when('request.headers[X-Env]', ['*']), headers({ 'x-env': '' }), 'fits'],
    ['its absence', when('request.headers[x-env]', undefined, ['*']), 'http://x.io/', 'fits'],
    ['a prefix', when('request.headers[user-agent]', ['curl*']), headers({ 'user-agent': 'curl/8' }), 'fits'],
    [
      'one that Envoy writes',
      when('request.headers[x-forwarded-proto]', ['https']),
      'http://x.io/',
      'depends on what Envoy writes into header x-forwarded-proto',
    ],
    ['the name of TLS', when('connection.sni', ['x.io']), 'https://x.io/', 'fits'],
    ['no TLS, no name', when('connection.sni', ['x.io']), 'http://x.io/', 'passes'],
    ['source.ip', when('source.ip', ['10.0.0.1']), 'http://x.io/', 'depends on the address of the client'],
    ['source.namespace', when('source.namespace', ['app']), 'http://x.io/', 'passes'],
    ['source.principal', when('source.principal', undefined, ['*']), 'http://x.io/', 'fits'],
    ['what no manifest tells', when('destination.ip', ['10.0.0.1']), 'http://x.io/', 'depends on destination.ip'],
    ['a key that istiod does not know leaves the rule out', when('request.time', ['noon']), 'http://x.io/', 'passes'],
  ])('%s', (_name, rule, request, expected) => {
    expect(fits(rule, request)).toBe(expected);
  });

  test('every condition has to hold', () => {
    expect(
      fits(
        {
          when: [
            ...(when('request.headers[a]', ['1']).when as object[]),
            ...(when('request.headers[b]', ['1']).when as object[]),
          ],
        },
        headers({ a: '1' }),
      ),
    ).toBe('passes');
  });

  test('what decides is told, what does not is not: a rule that cannot fit depends on nothing', () => {
    expect(fits({ ...source({ ipBlocks: ['10.0.0.0/8'] }), ...operation({ paths: ['/b'] }) })).toBe('passes');
    expect(ask([edge({ rules: [source({ ipBlocks: ['10.0.0.0/8'] }), operation({ paths: ['/a'] })] })])).toBe('passes');
    expect(ask([edge({ rules: [source({ ipBlocks: ['10.0.0.0/8'] })] })])).toBe('depends on the address of the client');
  });
});

describe('at the pods', () => {
  test.each<[string, KubernetesObject[], string]>([
    ['default deny', [inner({})], '403 pods: it has no rule, so it allows nothing'],
    [
      'for these pods',
      [inner({ selector: { matchLabels: { app: 'web' } } })],
      '403 pods: it has no rule, so it allows nothing',
    ],
    ['the namespace of the gateway', [inner({ rules: [source({ namespaces: ['istio-system'] })] })], 'passes'],
    [
      'another namespace',
      [inner({ rules: [source({ namespaces: ['app'] })] })],
      '403 pods: no rule allows it: rules[0] wants namespaces app, and namespace istio-system',
    ],
    ['namespaces by star', [inner({ rules: [source({ namespaces: ['istio-*'] })] })], 'passes'],
    ['any principal', [inner({ rules: [source({ principals: ['*'] })] })], 'passes'],
    [
      'principals of the namespace',
      [inner({ rules: [source({ principals: ['cluster.local/ns/istio-system/*'] })] })],
      'passes',
    ],
    [
      'a principal that may be',
      [inner({ rules: [source({ principals: ['cluster.local/ns/istio-system/sa/gw'] })] })],
      'depends on the service account of the gateway',
    ],
    [
      'an account of any namespace',
      [inner({ rules: [source({ principals: ['*/sa/gw'] })] })],
      'depends on the service account of the gateway',
    ],
    [
      'a principal of another namespace',
      [inner({ rules: [source({ principals: ['cluster.local/ns/app/sa/web'] })] })],
      '403 pods: no rule allows it: rules[0] wants principals cluster.local/ns/app/sa/web, and the caller is of namespace istio-system',
    ],
    [
      'an account by its end, of another namespace',
      [inner({ rules: [source({ principals: ['*/ns/app/sa/gw'] })] })],
      '403 pods: no rule allows it: rules[0] wants principals */ns/app/sa/gw, and the caller is of namespace istio-system',
    ],
    ['the port of the pods', [inner({ rules: [operation({ ports: ['8080'] })] })], 'passes'],
    [
      'not that of the Service',
      [inner({ rules: [operation({ ports: ['80'] })] })],
      '403 pods: no rule allows it: rules[0] wants ports 80, and the port of the pods is 8080',
    ],
    [
      'an address',
      [inner({ action: 'DENY', rules: [source({ ipBlocks: ['10.0.0.0/8'] })] })],
      'depends on the address of the gateway',
    ],
    [
      'no token is read here',
      [inner({ rules: [source({ requestPrincipals: ['*'] })] })],
      '403 pods: no rule allows it: rules[0] wants requestPrincipals *, and the request has no valid token',
    ],
    [
      'the root namespace',
      [inner({ action: 'DENY', selector: { matchLabels: { app: 'web' } }, rules: [{}] }, 'x', 'istio-system')],
      '403 pods rules[0]: rules[0] refuses every request',
    ],
    [
      'a provider',
      [inner({ action: 'CUSTOM', provider: { name: 'p' }, rules: [{}] })],
      'depends on the answer of provider p',
    ],
  ])('%s', (_name, objects, expected) => {
    expect(ask(objects)).toBe(expected);
  });

  test('it says that the request reached the pods', () => {
    const answer = routerOfObjects([...BASE, inner({})]).answer({ url: 'http://x.io/a?b=1' });
    expect(answer).toMatchObject({
      destination: 'web.app.svc:80',
      path: '/a?b=1',
      status: 403,
      denied: { by: 'pods', policy: 'AuthorizationPolicy app/inner' },
    });
    expect(answer.hops.at(-1)).toMatchObject({
      kind: 'policy',
      object: 'AuthorizationPolicy app/inner',
      text: 'at the pods: 403, it has no rule, so it allows nothing',
    });
  });

  test('the gateway of the manifests tells its account', () => {
    const pods: KubernetesObject = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'gw', namespace: 'istio-system' },
      spec: {
        template: {
          metadata: { labels: { istio: 'ingressgateway', extra: 'x' } },
          spec: { serviceAccountName: 'gw', containers: [] },
        },
      },
    };
    expect(ask([pods, inner({ rules: [source({ principals: ['cluster.local/ns/istio-system/sa/gw'] })] })])).toBe(
      'passes',
    );
    expect(ask([pods, inner({ rules: [source({ serviceAccounts: ['istio-system/other'] })] })])).toMatch(
      /and the caller is istio-system\/gw$/,
    );
    expect(ask([pods, inner({ selector: { matchLabels: { extra: 'x' } } }, 'x', 'istio-system')])).toMatch(
      /^403 gateway/,
    );
  });

  test('path, host and headers are those that the route makes', () => {
    const base = [
      MESH,
      service('web'),
      deployment('web'),
      gateway([http()]),
      virtual(
        'v',
        ['x.io'],
        [
          to(
            'web',
            { uri: { prefix: '/api' } },
            {
              rewrite: { uri: '/v1', authority: 'inner.io' },
              headers: { request: { set: { 'x-set': '1' }, remove: ['x-gone'] } },
            },
          ),
        ],
      ),
    ];
    const deny = (rule: Fields): string =>
      ask(
        [inner({ action: 'DENY', rules: [rule] })],
        { url: 'http://x.io/api/a', headers: { 'x-gone': '1', 'x-kept': '1' } },
        base,
      );
    expect(deny(operation({ paths: ['/v1/a'] }))).toMatch(/^403/);
    expect(deny(operation({ paths: ['/api*'] }))).toBe('passes');
    expect(deny(operation({ hosts: ['inner.io'] }))).toMatch(/^403/);
    expect(deny(when('request.headers[x-set]', ['1']))).toMatch(/^403/);
    expect(deny(when('request.headers[x-gone]', ['*']))).toBe('passes');
    expect(deny(when('request.headers[x-kept]', ['*']))).toMatch(/^403/);
  });

  test('headers that a provider or a token writes are not known', () => {
    const deny = inner({ action: 'DENY', rules: [when('request.headers[kubeflow-userid]', undefined, ['*'])] });
    const sign = edge({ action: 'CUSTOM', provider: { name: 'p' }, rules: [{}] });
    expect(ask([deny, sign])).toContain('header kubeflow-userid, which provider p may write');
    const tokens = security('RequestAuthentication', 'jwt', 'istio-system', {
      selector: { matchLabels: { istio: 'ingressgateway' } },
      jwtRules: [{ issuer: 'i', outputClaimToHeaders: [{ header: 'Kubeflow-Userid', claim: 'sub' }] }],
    });
    expect(ask([deny, tokens])).toBe('depends on header kubeflow-userid, which the gateway writes from the token');
    expect(ask([deny])).toMatch(/^403 pods/);
  });

  test('pods without a proxy ask no policy', () => {
    const withNamespace = (labels: Fields): KubernetesObject[] => [namespace('app', labels), ...BASE.slice(1)];
    expect(ask([inner({})], 'http://x.io/', withNamespace({}))).toBe('passes');
    expect(ask([inner({})], 'http://x.io/', withNamespace({ 'istio.io/rev': 'stable' }))).toMatch(/^403/);
    expect(
      ask([inner({})], 'http://x.io/', withNamespace({ 'istio-injection': 'disabled', 'istio.io/rev': 'x' })),
    ).toBe('passes');
    const hosts = [MESH, service('web'), deployment('web', { hostNetwork: true }), ...BASE.slice(3)];
    expect(ask([inner({})], 'http://x.io/', hosts)).toBe('passes');
    const out = [
      MESH,
      service('web'),
      deployment('web', {}, { app: 'web', 'sidecar.istio.io/inject': 'false' }),
      ...BASE.slice(3),
    ];
    expect(ask([inner({})], 'http://x.io/', out)).toBe('passes');
  });

  test('of a namespace that is not shown its own policies tell that it is in the mesh, others do not', () => {
    const base = BASE.slice(1);
    expect(ask([inner({})], 'http://x.io/', base)).toMatch(/^403 pods/);
    expect(ask([inner({ selector: { matchLabels: { app: 'web' } } }, 'x', 'istio-system')], 'http://x.io/', base)).toBe(
      'depends on whether the pods have a proxy of Istio',
    );
  });

  test('pods that are not shown may have other labels than the Service selects', () => {
    const base = BASE.filter(({ kind }) => kind !== 'Deployment');
    expect(ask([inner({ selector: { matchLabels: { app: 'web' } } })], 'http://x.io/', base)).toMatch(/^403 pods/);
    expect(ask([inner({ selector: { matchLabels: { tier: 'x' } } })], 'http://x.io/', base)).toBe(
      'depends on the labels of pods that are not among the manifests',
    );
    expect(ask([inner({ selector: { matchLabels: { app: 'db' } } })], 'http://x.io/', base)).toBe('passes');
  });

  test('of several workloads behind a Service each has its own policies', () => {
    const both = [deployment('web-2', {}, { app: 'web', version: '2' })];
    expect(ask([...both, inner({ selector: { matchLabels: { version: '2' } } })])).toBe(
      'depends on which of the pods of the Service answers',
    );
    expect(ask([...both, inner({})])).toMatch(/^403 pods/);
  });

  test('of a port of bytes HTTP is not known: ALLOW fits never, DENY asks the rest', () => {
    const base = [
      MESH,
      service('web', [{ name: 'tcp-db', port: 80, targetPort: 8080 }]),
      deployment('web'),
      ...BASE.slice(3),
    ];
    expect(ask([inner({ rules: [operation({ methods: ['GET'] })] })], 'http://x.io/', base)).toMatch(/^403 pods/);
    expect(
      ask([inner({ action: 'DENY', rules: [operation({ methods: ['PUT'], ports: ['8080'] })] })], 'http://x.io/', base),
    ).toMatch(/^403 pods/);
    expect(
      ask([inner({ action: 'DENY', rules: [operation({ methods: ['PUT'], ports: ['9090'] })] })], 'http://x.io/', base),
    ).toBe('passes');
  });

  test.each<[string, Fields, boolean]>([
    ['a name that says HTTP', { name: 'http-db', port: 3306 }, true],
    ['a name that says nothing', { name: 'db', port: 3306 }, false],
    ['another number', { name: 'db', port: 3307 }, true],
    ['a protocol', { name: 'db', port: 3306, appProtocol: 'http' }, true],
  ])('the number of a port of MySQL makes it one of bytes, unless it is said: %s', (_name, port, isHttp) => {
    const route = { route: [{ destination: { host: 'web' } }] };
    const base = [MESH, service('web', [port]), deployment('web'), gateway([http()]), virtual('v', ['x.io'], [route])];
    const answer = ask([inner({ rules: [operation({ methods: ['GET'] })] })], 'http://x.io/', base);
    expect(answer).toMatch(isHttp ? /^passes$/ : /^403 pods: .* not known of a port that is not HTTP/);
  });
});

describe('PeerAuthentication', () => {
  const strict = (spec: Fields = { mtls: { mode: 'STRICT' } }, name = 'app'): KubernetesObject =>
    security('PeerAuthentication', 'tls', name, spec);
  const rule = (tls: Fields, more: Fields = {}): KubernetesObject => ({
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: { name: 'web', namespace: 'app' },
    spec: { host: 'web', trafficPolicy: { tls, ...more } },
  });

  test.each<[string, KubernetesObject[], string]>([
    ['the gateway is in the mesh', [strict()], 'passes'],
    [
      'a DestinationRule without TLS',
      [strict(), rule({ mode: 'DISABLE' })],
      '503 pods: it takes mutual TLS alone, and DestinationRule app/web has the gateway connect with TLS mode DISABLE',
    ],
    ['one of the mesh', [strict(), rule({ mode: 'ISTIO_MUTUAL' })], 'passes'],
    [
      'of another port',
      [
        strict(),
        rule({ mode: 'ISTIO_MUTUAL' }, { portLevelSettings: [{ port: { number: 81 }, tls: { mode: 'DISABLE' } }] }),
      ],
      'passes',
    ],
    [
      'of this port',
      [
        strict(),
        rule({ mode: 'ISTIO_MUTUAL' }, { portLevelSettings: [{ port: { number: 80 }, tls: { mode: 'DISABLE' } }] }),
      ],
      '503 pods: it takes mutual TLS alone, and DestinationRule app/web has the gateway connect with TLS mode DISABLE',
    ],
    ['PERMISSIVE', [strict({ mtls: { mode: 'PERMISSIVE' } }), rule({ mode: 'DISABLE' })], 'passes'],
    [
      'of the mesh',
      [strict({ mtls: { mode: 'STRICT' } }, 'istio-system'), rule({ mode: 'DISABLE' })],
      '503 pods: it takes mutual TLS alone, and DestinationRule app/web has the gateway connect with TLS mode DISABLE',
    ],
    [
      'of the mesh, and another of the namespace',
      [
        strict({ mtls: { mode: 'STRICT' } }, 'istio-system'),
        strict({ mtls: { mode: 'DISABLE' } }),
        rule({ mode: 'DISABLE' }),
      ],
      'passes',
    ],
    [
      'of the pods, but for a port',
      [
        strict({
          selector: { matchLabels: { app: 'web' } },
          mtls: { mode: 'STRICT' },
          portLevelMtls: { 8080: { mode: 'PERMISSIVE' } },
        }),
        rule({ mode: 'DISABLE' }),
      ],
      'passes',
    ],
    [
      'without TLS there is no principal',
      [rule({ mode: 'DISABLE' }), inner({ rules: [source({ principals: ['*'] })] })],
      '403 pods: no rule allows it: rules[0] wants principals *, and the caller has no certificate of the mesh',
    ],
  ])('%s', (_name, objects, expected) => {
    expect(ask(objects)).toBe(expected);
  });

  const ingress: KubernetesObject = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'web', namespace: 'app' },
    spec: {
      ingressClassName: 'nginx',
      rules: [
        {
          host: 'x.io',
          http: {
            paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 80 } } } }],
          },
        },
      ],
    },
  };
  const nginx = (labels: Fields = {}): KubernetesObject[] => [
    namespace('ingress-nginx', labels),
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'ingress-nginx-controller', namespace: 'ingress-nginx' },
      spec: {
        template: {
          metadata: { labels: { 'app.kubernetes.io/name': 'ingress-nginx' } },
          spec: { serviceAccountName: 'nginx', containers: [] },
        },
      },
    },
  ];
  const base = [MESH, service('web'), deployment('web')];

  test('callers outside of the mesh', () => {
    expect(ask([strict(), ingress], undefined, base)).toBe(
      'depends on whether the pods of ingress-nginx have a proxy of Istio that passes their requests on',
    );
    expect(ask([strict(), ingress, ...nginx()], undefined, base)).toBe(
      '502 pods: it takes mutual TLS alone, and ingress-nginx is outside of the mesh',
    );
    expect(ask([strict({ mtls: { mode: 'PERMISSIVE' } }), ingress, ...nginx()], undefined, base)).toBe('passes');
    const byService = {
      ...ingress,
      metadata: { ...ingress.metadata, annotations: { 'nginx.ingress.kubernetes.io/service-upstream': 'true' } },
    };
    expect(ask([strict(), byService, ...nginx({ 'istio-injection': 'enabled' })], undefined, base)).toBe('passes');
    expect(ask([inner({ rules: [source({ notPrincipals: ['*'] })] }), ingress, ...nginx()], undefined, base)).toBe(
      'passes',
    );
    expect(
      ask([inner({ rules: [source({ namespaces: ['ingress-nginx'] })] }), ingress, ...nginx()], undefined, base),
    ).toMatch(/^403 pods/);
  });
});

describe('Gateways of the Gateway API', () => {
  const objects = (className: string): KubernetesObject[] => [
    MESH,
    service('web'),
    deployment('web'),
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: { name: 'gw', namespace: 'app' },
      spec: { gatewayClassName: className, listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] },
    },
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'web', namespace: 'app' },
      spec: { parentRefs: [{ name: 'gw' }], rules: [{ backendRefs: [{ name: 'web', port: 80 }] }] },
    },
  ];
  const named = inner({
    targetRefs: [{ kind: 'Gateway', group: 'gateway.networking.k8s.io', name: 'gw' }],
    action: 'DENY',
    rules: [operation({ paths: ['/a'] })],
  });

  test('of Istio have policies of their own, by name', () => {
    expect(ask([named], 'http://x.io/a', objects('istio'))).toBe('403 gateway rules[0]: rules[0] refuses paths /a');
    expect(ask([named], 'http://x.io/b', objects('istio'))).toBe('passes');
    expect(ask([named], 'http://x.io/a', objects('other'))).toBe('passes');
    expect(
      ask(
        [
          inner({
            selector: { matchLabels: { app: 'web' } },
            rules: [source({ principals: ['cluster.local/ns/app/sa/gw-istio'] })],
          }),
        ],
        'http://x.io/a',
        objects('istio'),
      ),
    ).toBe('passes');
  });

  test('of others are in the mesh or not', () => {
    const strict = security('PeerAuthentication', 'tls', 'app', { mtls: { mode: 'STRICT' } });
    expect(ask([strict], 'http://x.io/a', objects('other'))).toBe('depends on whether Gateway app/gw is in the mesh');
    expect(ask([strict], 'http://x.io/a', objects('istio'))).toBe('passes');
  });
});
