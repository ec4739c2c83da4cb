import { OAuth2Proxy } from '../../src/auth';
import type { OAuth2ProxyProps } from '../../src/auth';
import { IdentityHeaders } from '../../src/core/identity-headers';
import { KubeObject } from '../../src/core/kube-object';
import { SecretSource } from '../../src/core/secret/secret-source';
import { chartIn, entra, findingsOf, HOST, problemOf, Routes } from './support';

function problem(changes: Partial<OAuth2ProxyProps>): string {
  const cookieSecret = SecretSource.existing('sign-in', 'cookie-secret');
  return problemOf((chart) => new OAuth2Proxy(chart, 'p', { provider: entra(), host: HOST, cookieSecret, ...changes }));
}

function literal(value: string): Partial<OAuth2ProxyProps> {
  return { cookieSecret: SecretSource.insecureLiteral({ name: 'cookie', key: 'secret', value }) };
}

describe('a cookie secret in clear', () => {
  test.each([
    ['fifteen letters', 'a'.repeat(15), 15],
    ['nothing', '', 0],
    // What `openssl rand -base64 32` prints, unless by chance it is URL-safe too.
    ['base64 of another alphabet', 'qL+8nB2cX7dE1fG5hJ/0kM3pQ6rS9tU4vW8xY1zA2bC=', 44],
    ['base64 of 20 bytes', Buffer.alloc(20, 1).toString('base64url'), 27],
    ['text of more bytes than letters', 'ä'.repeat(16), 32 + 1],
  ])('%s', (name, value, length) => {
    const given = name.startsWith('text') ? `${value}a` : value;
    expect(problem(literal(given))).toBe(
      `[test/p] cookieSecret is ${length} bytes long, allowed are 16, 24 or 32 bytes, as text or in URL-safe base64`,
    );
  });

  test.each([
    ['16 letters', 'abcdefghijklmno!'],
    ['24 letters', 'abcdefghijklmnopqrstuvw!'],
    ['32 letters', 'abcdefghijklmnopqrstuvwxyz01234!'],
    ['URL-safe base64 of 32 bytes, padded', `${Buffer.alloc(32, 255).toString('base64url')}=`],
    ['URL-safe base64 of 32 bytes', Buffer.alloc(32, 255).toString('base64url')],
    ['URL-safe base64 of 16 bytes', Buffer.alloc(16, 255).toString('base64url')],
    // 24 letters of base64 are 18 bytes, which is no key; the text is.
    ['24 letters that are base64 too', 'abcdefghijklmnopqrstuvwx'],
  ])('%s is accepted', (_name, value) => {
    expect(problem(literal(value))).toBe('no problem');
  });

  test('a Secret that another part of the app renders counts too', () => {
    const render = (data: string): string =>
      problemOf((chart) => {
        const metadata = { name: 'cookie' };
        new KubeObject(chart, 'secret', { apiVersion: 'v1', kind: 'Secret', metadata, data: { secret: data } });
        const cookieSecret = SecretSource.existing('cookie', 'secret');
        new OAuth2Proxy(chart, 'p', { provider: entra(), host: HOST, cookieSecret });
      });
    expect(render(Buffer.alloc(20).toString('base64'))).toContain('cookieSecret is 20 bytes long');
    expect(render(Buffer.alloc(32, 33).toString('base64'))).toBe('no problem');
  });

  test('the message does not hold the secret', () => {
    expect(problem(literal('correct-horse'))).not.toContain('correct-horse');
  });
});

describe('redirect and host', () => {
  test('KKA-03: a redirect that does not match the prefix, with both ends', () => {
    expect(problem({ redirectUrl: `https://${HOST}/authservice/oidc/callback` })).toBe(
      `[test/p] redirectUrl 'https://${HOST}/authservice/oidc/callback' has the path '/authservice/oidc/callback', ` +
        `which is not below the prefix '/oauth2/'; allowed is https://${HOST}/oauth2/callback`,
    );
  });

  test.each([
    [
      'https://other.example.com/oauth2/callback',
      `is not on https://${HOST}, allowed is https://${HOST}/oauth2/callback`,
    ],
    [`http://${HOST}/oauth2/callback`, `is not on https://${HOST}, allowed is https://${HOST}/oauth2/callback`],
  ])('%s', (redirectUrl, message) => {
    expect(problem({ redirectUrl })).toBe(`[test/p] redirectUrl '${redirectUrl}' ${message}`);
  });

  test('a path below the prefix at which the program does not answer', () => {
    expect(problem({ redirectUrl: `https://${HOST}/oauth2/other` })).toBe(
      `[test/p] redirectUrl is 'https://${HOST}/oauth2/other', and the program answers only at https://${HOST}/oauth2/callback`,
    );
    expect(problem({ redirectUrl: '/oauth2/callback' })).toBe(
      `[test/p] redirectUrl is '/oauth2/callback', allowed is https://${HOST}/oauth2/callback`,
    );
    expect(problem({ redirectUrl: `https://${HOST}/oauth2/callback` })).toBe('no problem');
  });

  test('a table of routes for another host', () => {
    expect(problem({ routes: new Routes(['ml.example.org']) })).toBe(
      `[test/p] host is '${HOST}', and the routes are for ml.example.org; give both the same host`,
    );
    for (const hosts of [['*'], ['*.example.com'], ['ml.example.org', HOST]])
      expect(problem({ routes: new Routes(hosts) })).toBe('no problem');
  });

  test.each(['https://kubeflow.example.com', 'kubeflow.example.com/', '*.example.com', '', 'a:b'])(
    'host %j',
    (host) => {
      expect(problem({ host })).toBe(
        `[test/p] host is '${host}', allowed is a host such as kubeflow.example.com, without scheme and path`,
      );
    },
  );
});

describe('a skip list that covers everything turns sign-in off', () => {
  test.each(['/', '', '*', '/*', '^/', '.*', '^.*$', '/.*', '//', '/./'])('%j', (path) => {
    expect(problem({ skipAuth: ['/dex/', path] })).toBe(
      `[test/p] skipAuth '${path}' covers every path and so turns sign-in off, allowed are prefixes such as /dex/`,
    );
  });

  test.each(['/dex', 'dex/', '/a|/', '/a/../', '/a//', '/[a-z]/', '/%2e/'])('%j is no prefix', (path) => {
    expect(problem({ skipAuth: [path] })).toBe(
      `[test/p] skipAuth '${path}' is not allowed, allowed are prefixes that begin and end with '/', of letters, digits, '-', '_', '.' and '~', such as /dex/`,
    );
  });

  test.each(['/dex/', '/.well-known/acme-challenge/', '/a.b/c~d/'])('%j is accepted', (path) => {
    expect(problem({ skipAuth: [path] })).toBe('no problem');
  });
});

test('KKA-18: the cookie secret that Kubeflow ships has the right length, and the checks find it', () => {
  const value = ['7d16fee92f8d11b8', '940b081b3f8b8acb'].join('');
  expect(problem(literal(value))).toBe('no problem');
  const chart = chartIn('sign-in');
  new OAuth2Proxy(chart, 'p', { provider: entra(), host: HOST, ...literal(value) } as OAuth2ProxyProps);
  expect(findingsOf(chart).map((finding) => finding.slice(0, 6))).toEqual(['SEC005']);
});

test('a client id from a secret alone does not say for whom tokens must be made', () => {
  const clientId = SecretSource.existing('sign-in', 'client-id');
  expect(problem({ provider: entra({ clientId }) })).toBe(
    "[test/p] provider has its client id from a secret and no audiences, so that the gateway would take tokens made for any of the provider's apps; " +
      'allowed are a client id as text, for it is no secret, or audiences',
  );
  expect(problem({ provider: entra({ clientId, audiences: ['ml'] }) })).toBe('no problem');
});

test.each<[Partial<OAuth2ProxyProps>, string]>([
  [{ cookieExpire: '1 day' }, "cookieExpire is '1 day', allowed are times such as 24h"],
  [{ cookieExpire: '0s' }, "cookieExpire is '0s', allowed are times such as 24h"],
  [{ cookieRefresh: 'soon' }, "cookieRefresh is 'soon', allowed are times such as 59m"],
  [
    { cookieExpire: '1h', cookieRefresh: '60m' },
    "cookieRefresh is '60m', allowed are times shorter than cookieExpire '1h'",
  ],
  [{ cookieName: 'a b' }, "cookieName is 'a b', allowed is up to 256 letters, digits, '-' and '_'"],
  [{ replicas: 0 }, 'replicas is 0, allowed are whole numbers of at least 1'],
  [{ whitelistDomains: ['*'] }, "whitelistDomains is '*', allowed is a host, or .example.com with all below it"],
  [
    { trustedProxies: ['0.0.0.0/0'] },
    "trustedProxies is '0.0.0.0/0', allowed is an address or CIDR of proxies, not of all the world",
  ],
  [
    { headers: new IdentityHeaders({ prefix: 'accounts:' }) },
    "headers have the prefix 'accounts:', allowed is none: the gateway copies the claim as it is",
  ],
  [
    { machineTokens: [{ issuer: 'https://ci.example.com', audiences: [] }] },
    "machineTokens of 'https://ci.example.com' have no audiences, so that any of its tokens would be taken",
  ],
  [
    { machineTokens: [{ issuer: 'http://ci.example.com', audiences: ['ml'] }] },
    "machineTokens.issuer is 'http://ci.example.com', allowed is https; http only for a Service of the cluster, such as dex.auth.svc.cluster.local",
  ],
  [
    { name: 'OAuth' },
    "name 'OAuth' must consist of lower-case letters, digits and '-', begin with a letter and end with a letter or digit",
  ],
])('%j is refused', (changes, message) => {
  expect(problem(changes)).toBe(`[test/p] ${message}`);
});

test('a chart without a namespace, in which secrets would have none', () => {
  const cookieSecret = SecretSource.existing('sign-in', 'cookie-secret');
  const build = (namespace?: string) => {
    return problemOf(
      (chart) => new OAuth2Proxy(chart, 'p', { provider: entra(), host: HOST, cookieSecret }),
      namespace,
    );
  };
  expect(build('sign-in')).toBe('no problem');
  expect(problemOf((chart) => new OAuth2Proxy(chart, 'p', { provider: entra(), host: HOST, cookieSecret }), null)).toBe(
    "[test/p] the chart has no namespace, allowed is a chart with one, such as { namespace: 'oauth2-proxy' }",
  );
});
