import { load } from 'js-yaml';
import { Dex, DexConnector, DexStorage, OAuth2Proxy } from '../../src/auth';
import type { DexClient, DexProps, DexUser } from '../../src/auth';
import { NetworkEgress } from '../../src/core/network/egress';
import { Placement } from '../../src/core/placement';
import { SecretSource } from '../../src/core/secret/secret-source';
import { messageOf, untyped } from '../support/chart';
import { chartIn, cleanObjects, cleanYaml, HOST, objectsOf, only, problemOf, Routes, TENANT } from './support';
import type { Json } from './support';

const secret = (key: string): SecretSource => SecretSource.existing('dex', key);

const APPLICATION = '29bc9d7e-b741-4310-a9fa-b744436d20c5';
const CLIENT: DexClient = {
  id: 'kubeflow',
  secret: secret('kubeflow'),
  redirectUris: [`https://${HOST}/oauth2/callback`],
  name: 'Kubeflow',
};
const USER: DexUser = { email: 'ann@example.com', username: 'ann', userId: '1', hash: secret('ann') };

function microsoft(): DexConnector {
  return DexConnector.microsoft({ tenantId: TENANT, clientId: APPLICATION, clientSecret: secret('entra') });
}

function props(changes: Partial<DexProps> = {}): DexProps {
  return { host: HOST, clients: [CLIENT], connectors: [microsoft()], ...changes };
}

function rendered(changes: Partial<DexProps> = {}): Json[] {
  return objectsOf((chart) => new Dex(chart, 'dex', props(changes)), 'auth');
}

function config(changes: Partial<DexProps> = {}): Json {
  return load(only(rendered(changes), 'ConfigMap').data['config.yaml']);
}

function problem(changes: Partial<DexProps>): string {
  return problemOf((chart) => new Dex(chart, 'dex', props(changes)), 'auth');
}

describe('snapshots, each clean under strict', () => {
  const clean = (changes: Partial<DexProps>): string =>
    cleanYaml((chart) => new Dex(chart, 'dex', props(changes)), 'auth');

  test('defaults', () => expect(clean({})).toMatchSnapshot());
  test('memory', () => expect(clean({ storage: DexStorage.memory() })).toMatchSnapshot());
  test('custom resources', () => expect(clean({ storage: DexStorage.kubernetes() })).toMatchSnapshot());

  test('everything set', () => {
    const everything = clean({
      clients: [CLIENT, { ...CLIENT, id: secret('other-id'), secret: secret('other'), name: 'Other' }],
      connectors: [
        DexConnector.microsoft({
          id: 'entra',
          name: 'Company',
          tenantId: TENANT,
          clientId: secret('entra-id'),
          clientSecret: secret('entra'),
          groups: ['ml'],
          onlySecurityGroups: false,
        }),
        DexConnector.oidc({
          id: 'key-cloak',
          name: 'Keycloak',
          issuer: 'https://keycloak.example.com/realms/ml',
          clientId: 'dex',
          clientSecret: secret('keycloak'),
          scopes: ['profile', 'email', 'groups'],
          groups: true,
          userNameKey: 'email',
        }),
      ],
      users: [USER, { ...USER, email: 'bob@example.com', userId: '2', hash: secret('bob') }],
      storage: DexStorage.postgres({
        host: 'postgres.auth.svc.cluster.local',
        port: 5433,
        database: 'sign_in',
        user: 'sign_in',
        password: secret('postgres'),
        sslMode: 'require',
      }),
      issuer: `https://${HOST}/login`,
      routes: new Routes([HOST]),
      approvalScreen: true,
      idTokenLifetime: '12h',
      logLevel: 'warn',
      replicas: 3,
      image: 'registry.example.com/dex:v2.45.1',
      placement: Placement.labels({ pool: 'system' }),
      resources: { requests: { cpu: '1', memory: '1Gi' } },
    });
    expect(everything).toMatchSnapshot();
  });
});

describe('storage', () => {
  test('a file needs a volume, one pod and no right', () => {
    const objects = rendered();
    expect(objects.filter(({ apiVersion }) => apiVersion.startsWith('rbac'))).toEqual([]);
    expect(only(objects, 'PersistentVolumeClaim').metadata.name).toBe('dex');
    expect(only(objects, 'Deployment').spec).toMatchObject({ replicas: 1, strategy: { type: 'Recreate' } });
    expect(config().storage).toEqual({ type: 'sqlite3', config: { file: '/var/dex/dex.db' } });
  });

  test('custom resources need rights: to define them in the cluster, and to keep them in one namespace alone', () => {
    const objects = rendered({ storage: DexStorage.kubernetes() });
    expect(only(objects, 'ClusterRole').rules).toEqual([
      { apiGroups: ['apiextensions.k8s.io'], resources: ['customresourcedefinitions'], verbs: ['list', 'create'] },
    ]);
    expect(only(objects, 'Role').rules[0].apiGroups).toEqual(['dex.coreos.com']);
    const { spec } = only(objects, 'Deployment').spec.template;
    expect(spec.automountServiceAccountToken).toBe(true);
    expect(spec.containers[0].env).toContainEqual({
      name: 'KUBERNETES_POD_NAMESPACE',
      valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } },
    });
    expect(only(objects, 'PodDisruptionBudget').spec.maxUnavailable).toBe(1);
  });

  test('the password of PostgreSQL is a variable that Dex expands', () => {
    const storage = DexStorage.postgres({ host: 'postgres', password: secret('postgres') });
    expect(config({ storage }).storage.config).toMatchObject({
      password: '$DEX_POSTGRES_PASSWORD',
      ssl: { mode: 'verify-full' },
    });
    const { env } = only(rendered({ storage }), 'Deployment').spec.template.spec.containers[0];
    expect(env.map(({ name }: Json) => name)).toContain('DEX_POSTGRES_PASSWORD');
  });

  test.each([
    ['sqlite3', DexStorage.sqlite()],
    ['memory', DexStorage.memory()],
  ])('several pods cannot share %s', (type, storage) => {
    expect(problem({ storage, replicas: 2 })).toBe(
      `[test/dex] replicas is 2 and the storage is ${type}, which one pod alone can use; allowed is 1, or DexStorage.kubernetes or .postgres`,
    );
  });

  test('a volume of no size', () => {
    expect(messageOf(() => DexStorage.sqlite({ size: 'big' }))).toBe(
      "size of the storage is 'big', allowed is a quantity such as 1Gi",
    );
  });
});

describe('issuer and route agree', () => {
  test('the default is the Service, which programs in the cluster can ask, and browsers come by the gateway', () => {
    const routes = new Routes([HOST]);
    const chart = chartIn('auth');
    const dex = new Dex(chart, 'dex', props({ routes }));
    expect(dex.issuer).toBe('http://dex.auth.svc.cluster.local:5556/dex');
    expect(dex.callbackUrl).toBe(`https://${HOST}/dex/callback`);
    expect(routes.added).toEqual([
      { name: 'dex', prefix: '/dex/', to: { service: 'dex', namespace: 'auth', port: 5556 } },
    ]);
    expect(dex.provider({ clientId: 'kubeflow', clientSecret: secret('kubeflow') })).toMatchObject({
      issuer: dex.issuer,
      endpoints: { authorize: `https://${HOST}/dex/auth`, token: `${dex.issuer}/token` },
    });
  });

  test('another path is routed too, and the provider knows it', () => {
    const routes = new Routes();
    const dex = new Dex(chartIn('auth'), 'dex', props({ routes, issuer: `https://${HOST}/login` }));
    expect(routes.added[0]).toMatchObject({ prefix: '/login/' });
    expect(dex.provider({ clientId: 'a', clientSecret: secret('a') }).endpoints?.jwks).toBe(
      'http://dex.auth.svc.cluster.local:5556/login/keys',
    );
  });

  const allowed = `http://dex.auth.svc.cluster.local:5556/dex or https://${HOST}/dex`;
  test.each([
    ['https://login.example.com/dex', `where this Dex is not; allowed are ${allowed}`],
    ['http://dex.other.svc.cluster.local:5556/dex', `where this Dex is not; allowed are ${allowed}`],
    [`https://${HOST}`, `allowed is one with a path of its own that ends without '/', ${allowed}`],
    [`https://${HOST}/dex/`, `allowed is one with a path of its own that ends without '/', ${allowed}`],
  ])('the issuer %s is refused', (issuer, message) => {
    expect(problem({ issuer })).toBe(`[test/dex] issuer is '${issuer}', ${message}`);
  });

  test('sign-in with oauth2-proxy and Dex, both clean under strict', () => {
    cleanObjects((chart) => {
      const routes = new Routes([HOST]);
      const dex = new Dex(chart, 'dex', props({ routes }));
      const provider = dex.provider({ clientId: 'kubeflow', clientSecret: secret('kubeflow') });
      new OAuth2Proxy(chart, 'sign-in', { provider, host: HOST, cookieSecret: secret('cookie'), routes });
      expect(routes.added.map(({ prefix }) => prefix)).toEqual(['/dex/', '/oauth2/']);
    }, 'auth');
  });
});

describe('clients, connectors and users', () => {
  test('KKA-18: neither a secret nor a hash is in the file, and the log is not that of a debugger', () => {
    const file = only(rendered({ users: [USER] }), 'ConfigMap').data['config.yaml'] as string;
    expect(file).not.toContain('hash:');
    expect(config({ users: [USER] })).toMatchObject({
      logger: { level: 'info' },
      staticPasswords: [{ email: 'ann@example.com', hashFromEnv: 'DEX_USER_PASSWORD', username: 'ann', userID: '1' }],
      staticClients: [{ id: 'kubeflow', secretEnv: 'OIDC_CLIENT_SECRET' }],
      connectors: [{ config: { clientSecret: '$DEX_MICROSOFT_CLIENT_SECRET' } }],
    });
    expect(rendered({ users: [USER] }).filter(({ kind }) => kind === 'Secret')).toEqual([]);
  });

  test('the connector sends users back to this Dex', () => {
    expect(config().connectors[0]).toEqual({
      type: 'microsoft',
      id: 'microsoft',
      name: 'Microsoft',
      config: {
        clientID: APPLICATION,
        clientSecret: '$DEX_MICROSOFT_CLIENT_SECRET',
        redirectURI: `https://${HOST}/dex/callback`,
        tenant: TENANT,
        onlySecurityGroups: true,
      },
    });
  });

  test('passwords are on only where there are users', () => {
    expect(config().enablePasswordDB).toBe(false);
    expect(config({ users: [USER], connectors: [] }).enablePasswordDB).toBe(true);
  });

  test.each<[Partial<DexProps>, string]>([
    [{ clients: [] }, 'clients is missing, allowed is at least one program to sign in to'],
    [{ connectors: [] }, 'neither connectors nor users are given, so that nobody can sign in; allowed is at least one'],
    [{ connectors: [microsoft(), microsoft()] }, "connectors has 'microsoft' twice"],
    [{ users: [{ ...USER, email: '' }] }, "users[0].email is '', allowed is an address such as ann@example.com"],
    [{ users: [USER, { ...USER, userId: ' ' }] }, "users[1].userId is ' ', allowed is text that is not empty"],
    [{ users: [{ ...USER, username: '' }] }, "users[0].username is '', allowed is text that is not empty"],
    [{ users: [USER, { ...USER, email: 'bob@example.com' }] }, "users has '1' twice"],
    [{ users: [USER, { ...USER, userId: '2', email: 'Ann@example.com' }] }, "users has 'ann@example.com' twice"],
    [
      { clients: [{ ...CLIENT, redirectUris: [] }] },
      "client 'Kubeflow' has no redirectUris, so that nobody comes back from signing in",
    ],
    [
      { clients: [{ ...CLIENT, redirectUris: ['https://*.example.com/oauth2/callback'] }] },
      "client 'Kubeflow' has the redirect URI 'https://*.example.com/oauth2/callback', " +
        'allowed are whole https URLs, or paths of the same host such as /oauth2/callback',
    ],
    [{ idTokenLifetime: 'day' }, "idTokenLifetime is 'day', allowed are times such as 24h"],
    [
      { host: `https://${HOST}` },
      `host is 'https://${HOST}', allowed is a host such as kubeflow.example.com, without scheme and path`,
    ],
  ])('%# is refused', (changes, message) => {
    expect(problem(changes)).toBe(`[test/dex] ${message}`);
  });

  test.each([
    [
      () => DexConnector.microsoft({ tenantId: 'common', clientId: 'a', clientSecret: secret('a') }),
      "tenantId is 'common'",
    ],
    [
      () => DexConnector.oidc({ issuer: 'http://a.example.com', clientId: 'a', clientSecret: secret('a') }),
      "issuer is 'http://a.example.com', allowed is https",
    ],
    [
      () =>
        DexConnector.oidc({
          issuer: `https://login.microsoftonline.com/${TENANT}/v2.0`,
          clientId: 'a',
          clientSecret: secret('a'),
        }),
      'is that of Entra ID, allowed is DexConnector.microsoft',
    ],
    [
      () => DexConnector.oidc({ id: 'a b', issuer: 'https://a.example.com', clientId: 'a', clientSecret: secret('a') }),
      "id of the connector is 'a b', allowed are letters, digits, '-' and '_'",
    ],
    [
      () => DexConnector.microsoft(untyped({ tenantId: TENANT, clientSecret: secret('a') })),
      'clientId is nothing, allowed is text, for it is no secret, or a SecretSource',
    ],
    [
      () => DexConnector.oidc(untyped({ issuer: 'https://a.example.com', clientId: 5, clientSecret: secret('a') })),
      'clientId is a number, allowed is text, for it is no secret, or a SecretSource',
    ],
    [
      () => DexConnector.oidc(untyped({ issuer: 'https://a.example.com', clientId: 'a', clientSecret: 'b' })),
      'clientSecret is a value, allowed is a SecretSource, such as SecretSource.existing(name, key): no value of a secret is written to a file',
    ],
    [
      () => DexConnector.oidc(untyped({ issuer: 'https://a.example.com', clientId: 'a' })),
      'clientSecret is missing, allowed is a SecretSource, such as SecretSource.existing(name, key)',
    ],
  ])('connector %# is refused', (act, message) => {
    expect(messageOf(act)).toContain(message);
  });
});

test('a policy of its own is there where it is asked for', () => {
  expect(rendered().filter(({ kind }) => kind === 'NetworkPolicy')).toEqual([]);
  const allowFrom = [{ podSelector: { matchLabels: { app: 'oidc-authservice' } } }];
  const specWith = (storage: DexStorage): Json =>
    only(rendered({ networkPolicy: { allowFrom }, storage }), 'NetworkPolicy').spec;
  expect(specWith(DexStorage.sqlite()).ingress[0].from.slice(2)).toEqual(allowFrom);
  expect(specWith(DexStorage.sqlite()).egress).toEqual([NetworkEgress.dns(), NetworkEgress.anywhereButMetadata()]);
  expect(specWith(DexStorage.kubernetes()).egress).toEqual([
    NetworkEgress.dns(),
    NetworkEgress.kubernetesApi(),
    NetworkEgress.anywhereButMetadata(),
  ]);
});
