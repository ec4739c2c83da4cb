import { OidcProvider } from '../../src/auth';
import { SecretSource } from '../../src/core/secret/secret-source';
import { messageOf, untyped } from '../support/chart';
import { entra, HOST, TENANT } from './support';

const clientSecret = SecretSource.existing('sign-in', 'client-secret');
const client = { clientId: 'ml', clientSecret };
const EXAMPLE = 'a UUID such as 00000000-0000-0000-0000-000000000000';

describe('Entra ID', () => {
  test('issuer and endpoints of version 2 are derived from the tenant', () => {
    const { issuer, endpoints, discovery, scopes, audiences } = entra();
    expect(issuer).toBe(`https://login.microsoftonline.com/${TENANT}/v2.0`);
    expect(endpoints).toEqual({
      authorize: `https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/authorize`,
      token: `https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/token`,
      jwks: `https://login.microsoftonline.com/${TENANT}/discovery/v2.0/keys`,
    });
    expect(discovery).toBe(true);
    expect(scopes).toEqual(['openid', 'email', 'offline_access']);
    expect(audiences).toEqual(['29bc9d7e-b741-4310-a9fa-b744436d20c5']);
  });

  test('an id in upper case is that of the tokens, which is in lower case', () => {
    expect(entra({ tenantId: TENANT.toUpperCase() }).issuer).toBe(entra().issuer);
  });

  test('national clouds', () => {
    expect(entra({ authorityHost: 'login.microsoftonline.us' }).issuer).toBe(
      `https://login.microsoftonline.us/${TENANT}/v2.0`,
    );
    expect(messageOf(() => entra({ authorityHost: untyped('login.windows.net') }))).toBe(
      "authorityHost is 'login.windows.net', allowed are login.microsoftonline.com, login.microsoftonline.us, login.partner.microsoftonline.cn",
    );
  });

  test.each(['contoso.onmicrosoft.com', '<Tenant-ID>', '', TENANT.slice(1), `${TENANT}/v2.0`, `{${TENANT}}`])(
    'the wrong tenant id %j is refused',
    (tenantId) => {
      expect(messageOf(() => entra({ tenantId }))).toBe(
        `tenantId is '${tenantId}', allowed is the id of a tenant, ${EXAMPLE}`,
      );
    },
  );

  test.each(['common', 'organizations', 'consumers', 'Common'])('%s is refused, with the reason', (tenantId) => {
    expect(messageOf(() => entra({ tenantId }))).toBe(
      `tenantId is '${tenantId}', which lets users of other tenants in and whose tokens carry the issuer of each user's own tenant; ` +
        `allowed is the id of one tenant, ${EXAMPLE}`,
    );
  });

  test('the scope groups, which it does not know', () => {
    expect(messageOf(() => entra({ scopes: ['openid', 'email', 'groups'] }))).toBe(
      "scopes has 'groups', which Entra ID does not know and refuses (AADSTS650053); " +
        'it sends groups where the manifest of the app has groupMembershipClaims',
    );
    expect(entra({ groupsClaim: 'groups' }).groupsClaim).toBe('groups');
  });
});

describe('claims and scopes', () => {
  test.each([
    ['email', ['openid', 'profile'], 'email'],
    ['preferred_username', ['openid', 'email'], 'profile'],
    ['oid', [], 'profile'],
  ])('%s without its scope', (userIdClaim, scopes, needed) => {
    expect(messageOf(() => entra({ userIdClaim, scopes }))).toBe(
      `userIdClaim is '${userIdClaim}', which comes with the scope '${needed}', and scopes are ${scopes.join(', ') || 'none'}; ` +
        `allowed are scopes with '${needed}'`,
    );
  });

  test.each([
    ['email', ['profile', 'email']],
    ['preferred_username', ['profile']],
    ['sub', ['openid']],
    ['employee_number', ['openid']],
  ])('%s with scopes %j', (userIdClaim, scopes) => {
    expect(entra({ userIdClaim, scopes }).scopes).toEqual(scopes);
  });

  test('openid is always asked for, once', () => {
    expect(entra({ scopes: ['email'] }).allScopes).toEqual(['openid', 'email']);
    expect(entra().allScopes).toEqual(['openid', 'email', 'offline_access']);
  });

  test.each(['profile email groups', 'profile,email'])('KKA-16: several scopes in one item, %j', (scope) => {
    expect(messageOf(() => entra({ scopes: ['email', scope] }))).toBe(
      `scopes has '${scope}', allowed is one scope an item`,
    );
  });

  test.each([
    [{ scopes: ['email', ''] }, "scopes has '', allowed are scopes such as openid"],
    [{ userIdClaim: 'e mail' }, "userIdClaim is 'e mail', allowed is the name of a claim such as email"],
    [{ groupsClaim: '' }, "groupsClaim is '', allowed is the name of a claim such as email"],
    [
      { clientId: 'kubeflow' },
      "clientId is 'kubeflow', allowed is the application id of a registration, a UUID such as 00000000-0000-0000-0000-000000000000",
    ],
    [{ audiences: [] }, 'audiences is empty, so that no token is accepted'],
  ])('%j is refused', (options, message) => {
    expect(messageOf(() => entra(options))).toBe(message);
  });
});

describe('Dex', () => {
  test('it is asked at its Service, and browsers at the host', () => {
    const { issuer, endpoints, discovery } = OidcProvider.dex({ host: HOST, ...client });
    expect(issuer).toBe('http://dex.auth.svc.cluster.local:5556/dex');
    expect(discovery).toBe(false);
    expect(endpoints).toEqual({
      authorize: `https://${HOST}/dex/auth`,
      token: 'http://dex.auth.svc.cluster.local:5556/dex/token',
      jwks: 'http://dex.auth.svc.cluster.local:5556/dex/keys',
    });
  });

  test('an issuer outside is still asked inside', () => {
    const { issuer, endpoints } = OidcProvider.dex({ host: HOST, issuer: `https://${HOST}/login`, ...client });
    expect(issuer).toBe(`https://${HOST}/login`);
    expect(endpoints).toEqual({
      authorize: `https://${HOST}/login/auth`,
      token: 'http://dex.auth.svc.cluster.local:5556/login/token',
      jwks: 'http://dex.auth.svc.cluster.local:5556/login/keys',
    });
  });

  test.each([
    [
      { host: `https://${HOST}` },
      `host is 'https://${HOST}', allowed is a host such as kubeflow.example.com, without scheme and path`,
    ],
    [
      { issuer: `https://${HOST}` },
      `issuer of Dex is 'https://${HOST}', allowed is one with a path such as /dex, which the gateway routes to it`,
    ],
    [
      { issuer: 'http://dex.example.com/dex' },
      "issuer is 'http://dex.example.com/dex', allowed is https; http only for a Service of the cluster, such as dex.auth.svc.cluster.local",
    ],
  ])('%j is refused', (options, message) => {
    expect(messageOf(() => OidcProvider.dex({ host: HOST, ...client, ...options }))).toBe(message);
  });
});

describe('any provider', () => {
  test('discovery finds the endpoints, or all three are given', () => {
    expect(OidcProvider.generic({ issuer: 'https://accounts.google.com', ...client })).toMatchObject({
      discovery: true,
      endpoints: undefined,
      displayName: 'accounts.google.com',
    });
    const endpoints = {
      authorize: 'https://a.example.com/1',
      token: 'https://b.example.com/2',
      jwks: 'https://c.example.com/3',
    };
    const provider = OidcProvider.generic({ issuer: 'https://login.example.com/', endpoints, ...client });
    expect(provider).toMatchObject({ discovery: false, endpoints, issuer: 'https://login.example.com/' });
    expect(provider.endpoints).not.toBe(endpoints);
  });

  test('a client id from a secret is no audience; audiences say it', () => {
    const clientId = SecretSource.existing('sign-in', 'client-id');
    const options = { issuer: 'https://login.example.com', clientId, clientSecret };
    expect(OidcProvider.generic(options).audiences).toBeUndefined();
    expect(OidcProvider.generic({ ...options, audiences: ['ml'] }).audiences).toEqual(['ml']);
  });

  test.each([
    [
      'login.example.com',
      "issuer is 'login.example.com', allowed is an absolute URL such as https://login.example.com/oauth2",
    ],
    [
      'https://login.example.com/?a=b',
      'issuer has a user, a query or a fragment, allowed are scheme, host, port and path',
    ],
    [
      'http://keycloak.example.com',
      "issuer is 'http://keycloak.example.com', allowed is https; http only for a Service of the cluster, such as dex.auth.svc.cluster.local",
    ],
    ...['https://login.microsoftonline.com/common/v2.0', `https://sts.windows.net/${TENANT}/`].map((issuer) => [
      issuer,
      `issuer '${issuer}' is that of Entra ID, allowed is OidcProvider.entraId, which derives it from the tenant`,
    ]),
  ])('the issuer %s is refused', (issuer, message) => {
    expect(messageOf(() => OidcProvider.generic({ issuer: issuer, ...client }))).toBe(message);
  });

  test('an endpoint without TLS is refused', () => {
    const endpoints = {
      authorize: 'https://a.example.com',
      token: 'http://b.example.com',
      jwks: 'https://c.example.com',
    };
    expect(messageOf(() => OidcProvider.generic({ issuer: 'https://a.example.com', endpoints, ...client }))).toBe(
      "endpoints.token is 'http://b.example.com', allowed is https; http only for a Service of the cluster, such as dex.auth.svc.cluster.local",
    );
  });
});
