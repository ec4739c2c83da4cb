import { loadAll } from 'js-yaml';
import type { PlatformConfig } from '../../src/blueprint/config';
import type { SecretConfig } from '../../src/blueprint/config/secret';
import type { SignInConfig } from '../../src/blueprint/config/sign-in';
import type { Rendered } from '../support/chart';
import { toolFilesOf } from '../../src/core/tool-file';
import { appOf, mistakesOf, VALID } from './platform';

const secret = (name: string, key: string): SecretConfig => ({ existing: { name, key } });
const ID = '00000000-0000-0000-0000-000000000006';
const CLIENT = { clientId: 'kubeflow', clientSecret: secret('dex-client', 'secret') };
const USER = { email: 'ann@example.com', username: 'ann', userId: '1', hash: secret('dex-users', 'ann') };
const MICROSOFT = { microsoft: { tenantId: ID, clientId: ID, clientSecret: secret('dex-entra', 'secret') } };

function platform(signIn: Omit<SignInConfig, 'cookieSecret'>, more: Partial<PlatformConfig> = {}): PlatformConfig {
  return {
    target: { provider: 'aks', kubernetes: '1.34' },
    gateway: { host: 'kubeflow.example.com', issuer: { selfSignedCa: {} } },
    signIn: { cookieSecret: secret('oauth2-proxy', 'cookie-secret'), ...signIn },
    ...more,
  };
}

/** The objects of a configuration in which no check finds a thing. */
function checked(config: PlatformConfig): Rendered[] {
  const app = appOf(config);
  expect(app.check()).toEqual([]);
  return loadAll(app.synthYaml()) as Rendered[];
}

const named = (objects: Rendered[], kind: string, name: string): Rendered =>
  objects.find((one) => one.kind === kind && one.metadata.name === name);

describe('Dex in platform.yaml', () => {
  test("without connectors and users it is that of Kubeflow's manifests, and nothing of it is made", () => {
    const objects = checked(platform({ dex: CLIENT }));
    expect(objects.filter(({ metadata }) => metadata.namespace === 'auth' || metadata.name === 'auth')).toEqual([]);
    expect(named(objects, 'ConfigMap', 'oauth2-proxy').data['oauth2_proxy.cfg']).toContain(
      'login_url = "https://kubeflow.example.com/dex/auth"',
    );
    const [rule] = named(objects, 'RequestAuthentication', 'istio-ingressgateway-oauth2-proxy').spec.jwtRules;
    expect(rule).toMatchObject({
      issuer: 'http://dex.auth.svc.cluster.local:5556/dex',
      audiences: ['kubeflow'],
      jwksUri: 'http://dex.auth.svc.cluster.local:5556/dex/keys',
    });
  });

  test('one of another issuer', () => {
    const issuer = 'http://dex.login.svc.cluster.local:5556/dex';
    const objects = checked(platform({ dex: { ...CLIENT, issuer, userIdClaim: 'sub' } }));
    const [rule] = named(objects, 'RequestAuthentication', 'istio-ingressgateway-oauth2-proxy').spec.jwtRules;
    expect(rule).toMatchObject({ issuer, outputClaimToHeaders: [{ claim: 'sub' }, { claim: 'groups' }] });
  });

  test('with connectors and users it is made here, in a namespace of its own', () => {
    const oidc = {
      oidc: { issuer: 'https://id.example.com', clientId: 'dex', clientSecret: secret('dex-oidc', 'secret') },
    };
    const app = appOf(platform({ dex: { ...CLIENT, users: [USER], connectors: { entra: MICROSOFT, company: oidc } } }));
    expect(app.check()).toEqual([]);
    const text = app.synthYaml();
    const from = text.indexOf('name: default-deny-ingress\n  namespace: auth');
    expect(from).toBeGreaterThan(0);
    const dex = text.split('---\n').filter((one) => /^ {2}name(space)?: (auth|dex)$/m.test(one));
    expect(dex.join('---\n')).toMatchSnapshot();
  });

  test('the gateway, istiod and sign-in reach it, and nobody else', () => {
    const config = platform({ dex: { ...CLIENT, users: [USER], namespace: 'login' } });
    const objects = checked({ ...config, signIn: { ...config.signIn!, namespace: 'proxy' } });
    const policy = objects.find(
      ({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.namespace === 'login' && metadata.name === 'dex',
    );
    const [{ from, ports }] = policy.spec.ingress;
    expect(ports).toEqual([{ port: 5556, protocol: 'TCP' }]);
    const namespaces = from.map((peer: Rendered) => peer.namespaceSelector.matchLabels['kubernetes.io/metadata.name']);
    expect(namespaces).toEqual(['istio-system', 'istio-system', 'proxy']);
    expect(from.map((peer: Rendered) => peer.podSelector?.matchLabels)).toEqual([
      { istio: 'ingressgateway' },
      { app: 'istiod' },
      undefined,
    ]);
    const open = checked({ ...config, networkPolicies: false });
    expect(open.filter(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.namespace === 'login')).toEqual([]);
  });

  test('its pages have a route, and both namespaces the Secret of the client', () => {
    const app = appOf(platform({ dex: { ...CLIENT, users: [USER] } }));
    expect(app.synthYaml()).toContain('prefix: /dex/');
    const externals = toolFilesOf(app)
      .find(({ name }) => name === 'externals.yaml')!
      .toText();
    const known = loadAll(externals.replace(/^#.*\n/gm, ''))[0] as Rendered[];
    const clients = known.filter(({ name }) => name === 'dex-client').map(({ namespace, keys }) => [namespace, keys]);
    expect(clients).toEqual([
      ['auth', ['secret']],
      ['oauth2-proxy', ['secret']],
    ]);
  });
});

describe('the authorities of a provider in platform.yaml', () => {
  const OIDC = { issuer: 'https://login.example.com/realms/ml', ...CLIENT };

  test.each([
    [
      { configMap: 'company-ca', key: 'ca.crt' },
      { configMap: { name: 'company-ca', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
    ],
    [
      { secret: 'company-ca', key: 'root.pem' },
      { secret: { secretName: 'company-ca', items: [{ key: 'root.pem', path: 'root.pem' }] } },
    ],
  ])('from %o', (caBundle, volume) => {
    const objects = checked(platform({ oidc: { ...OIDC, caBundle } }));
    const folder = '/etc/oauth2-proxy-ca';
    const config: string = named(objects, 'ConfigMap', 'oauth2-proxy').data['oauth2_proxy.cfg'];
    expect(config).toContain(`provider_ca_files = ["${folder}/${caBundle.key}"]\nuse_system_trust_store = true\n`);
    const pod = named(objects, 'Deployment', 'oauth2-proxy').spec.template.spec;
    expect(pod.volumes).toContainEqual({ name: 'ca', ...volume });
    expect(pod.containers[0].volumeMounts).toContainEqual({ name: 'ca', mountPath: folder, readOnly: true });
  });

  test('without them nothing is said of any', () => {
    const objects = checked(platform({ oidc: OIDC }));
    expect(named(objects, 'ConfigMap', 'oauth2-proxy').data['oauth2_proxy.cfg']).not.toMatch(/ca_files|trust_store/);
  });

  test('the object is listed as one that others make, and istiod is told of', () => {
    const app = appOf(platform({ oidc: { ...OIDC, caBundle: { configMap: 'company-ca', key: 'ca.crt' } } }));
    const text = (file: string): string =>
      toolFilesOf(app)
        .find(({ name }) => name === file)!
        .toText();
    expect(text('externals.yaml')).toContain('name: company-ca\n');
    expect(text('oauth2-proxy-mesh-config.yaml')).toMatch(
      /^# .*pilot\.jwksResolverExtraRootCA.*\n# the ConfigMap company-ca has under ca\.crt\..*\n(# .*\n){2}meshConfig:\n {2}extensionProviders:\n/,
    );
  });
});

describe('what is wrong of sign-in is told with key and line', () => {
  const END = '  cookieSecret: { existing: { name: a, key: c } }\n';
  const GATEWAY = 'gateway: { host: a.example.com, issuer: { selfSignedCa: {} } }\n';
  const signIn = (text: string): string => `${VALID}${GATEWAY}signIn:\n  ${text}\n${END}`;
  const S = 'clientSecret: { existing: { name: a, key: b } }';
  test.each([
    [
      'two providers',
      `dex: { clientId: a, ${S} }\n  oidc: { issuer: 'https://a.example.com', clientId: a, ${S} }`,
      '20:1  signIn: has oidc and dex of entraId, oidc, dex, allowed is exactly one',
    ],
    ['no provider', 'namespace: a', '20:1  signIn: has none of entraId, oidc, dex, allowed is exactly one'],
    [
      'a namespace of a Dex that is there',
      `dex: { clientId: a, ${S}, namespace: b }`,
      '21:72  signIn.dex.namespace: goes with connectors or users, which make a Dex here',
    ],
    [
      'the issuer of a Dex that is made',
      `dex: { clientId: a, ${S}, issuer: 'https://a.example.com/dex', connectors: { a: { oidc: { issuer: 'https://b.example.com', clientId: a, ${S} } } } }`,
      '21:72  signIn.dex.issuer: is that of a Dex that is there, and connectors or users make one here',
    ],
    [
      'an issuer without a path',
      `dex: { clientId: a, ${S}, issuer: 'http://dex.auth.svc:5556' }`,
      "21:72  signIn.dex.issuer: of Dex is 'http://dex.auth.svc:5556', allowed is one with a path such as /dex, which the gateway routes to it",
    ],
    [
      'a connector without its kind',
      `dex: { clientId: a, ${S}, connectors: { a: {} } }`,
      '21:86  signIn.dex.connectors.a: has 0 keys, allowed is exactly one of microsoft, oidc',
    ],
    [
      'a tenant that is none',
      `dex: { clientId: a, ${S}, connectors: { a: { microsoft: { tenantId: common, clientId: a, ${S} } } } }`,
      "21:104  signIn.dex.connectors.a.microsoft.tenantId: is 'common'",
    ],
    [
      'an id that Dex does not take',
      `dex: { clientId: a, ${S}, connectors: { 'a b': { oidc: { issuer: 'https://b.example.com', clientId: a, ${S} } } } }`,
      "21:95  signIn.dex.connectors.a b.oidc: id of the connector is 'a b', allowed are letters, digits, '-' and '_'",
    ],
    [
      'one user twice',
      `dex: { clientId: a, ${S}, users: [{ email: a@b.c, username: a, userId: '1', hash: { existing: { name: u, key: a } } }, { email: b@b.c, username: b, userId: '1', hash: { existing: { name: u, key: b } } }] }`,
      "21:72  signIn.dex.users: has '1' twice",
    ],
    [
      'the namespace of an installer',
      `dex: { clientId: a, ${S}, namespace: kubeflow, users: [{ email: a@b.c, username: a, userId: '1', hash: { existing: { name: u, key: a } } }] }`,
      "21:72  signIn.dex.namespace: is 'kubeflow', which its own installer makes and fills; allowed is a namespace of its own",
    ],
    [
      'authorities from nowhere',
      `oidc: { issuer: 'https://a.example.com', clientId: a, ${S}, caBundle: { key: ca.crt } }`,
      '21:106  signIn.oidc.caBundle: has none of configMap and secret, allowed is exactly one',
    ],
    [
      'authorities from two objects',
      `oidc: { issuer: 'https://a.example.com', clientId: a, ${S}, caBundle: { configMap: a, secret: b, key: ca.crt } }`,
      '21:106  signIn.oidc.caBundle: has both of configMap and secret, allowed is exactly one',
    ],
    [
      'authorities under no key',
      `oidc: { issuer: 'https://a.example.com', clientId: a, ${S}, caBundle: { configMap: a, key: a/b } }`,
      "21:132  signIn.oidc.caBundle.key: is 'a/b', allowed is a key such as ca.crt",
    ],
    [
      'authorities in an object without a name',
      `oidc: { issuer: 'https://a.example.com', clientId: a, ${S}, caBundle: { secret: A, key: ca.crt } }`,
      "21:118  signIn.oidc.caBundle.secret: 'A' must consist",
    ],
    [
      'authorities without a key',
      `oidc: { issuer: 'https://a.example.com', clientId: a, ${S}, caBundle: { secret: a } }`,
      '21:106  signIn.oidc.caBundle.key: is missing',
    ],
  ])('%s', (_, text, expected) => {
    expect(mistakesOf(signIn(text))).toEqual([expect.stringContaining(`platform.yaml:${expected}`)]);
  });
});
