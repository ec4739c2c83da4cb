import { AuthService, OidcProvider } from '../../src/auth';
import type { AuthServiceProps, AuthServiceSettings } from '../../src/auth';
import { IdentityHeaders } from '../../src/core/identity-headers';
import { Placement } from '../../src/core/placement';
import { SecretSource } from '../../src/core/secret/secret-source';
import { RouteTable } from '../../src/istio';
import { untyped } from '../support/chart';
import { chartIn, cleanObjects, cleanYaml, entra, HOST, objectsOf, only, problemOf, Routes } from './support';
import type { Json } from './support';

const IMAGE = 'registry.example.com/oidc-authservice:0c4ea9a';

function props(changes: Partial<AuthServiceProps> = {}): AuthServiceProps {
  return { provider: entra(), host: HOST, image: IMAGE, ...changes };
}

function rendered(changes: Partial<AuthServiceProps> = {}): Json[] {
  return objectsOf((chart) => new AuthService(chart, 'a', props(changes)));
}

function env(changes: Partial<AuthServiceProps> = {}): Record<string, string> {
  return only(rendered(changes), 'ConfigMap').data;
}

function problem(changes: Partial<AuthServiceProps>): string {
  return problemOf((chart) => new AuthService(chart, 'a', props(changes)));
}

/** Every setting of the program that no other option decides. */
const ALL: Required<AuthServiceSettings> = {
  strictSessionValidation: true,
  authHeader: 'X-Token',
  authMethodHeader: 'X-Method',
  audiences: ['one', 'two'],
  homepageUrl: '/home',
  afterLoginUrl: '/in',
  afterLogoutUrl: '/out',
  verifyAuthUrl: '/verify',
  logLevel: 'WARN',
  useridTransformers: [{ matches: '@example\\.com$', replaces: '' }],
  useridTokenHeader: 'X-Id-Token',
  idTokenHeader: 'X-Auth',
  serverHostname: '0.0.0.0',
  serverPort: 9080,
  webServerPort: 9082,
  readinessProbePort: 9081,
  sessionStorePath: '/var/lib/authservice/sessions.db',
  oidcStateStorePath: '/var/lib/authservice/state.db',
  sessionMaxAge: 3600,
  sessionSameSite: 'Strict',
  clientName: 'Platform',
  themesUrl: 'themes',
  theme: 'plain',
  templatePath: ['/templates'],
  templateContext: { Title: 'Platform' },
  cacheEnabled: true,
  cacheExpirationMinutes: 10,
  idtokenAuthnEnabled: false,
  kubernetesAuthnEnabled: true,
  accessTokenAuthnEnabled: true,
  accessTokenAuthn: 'opaque',
  groupsAllowlist: ['ml', 'system:serviceaccounts'],
  externalAuthzUrl: 'http://authz.auth.svc.cluster.local',
};

/** Those that build e236439 does not read. */
const LATE = {
  authMethodHeader: 'AUTH_METHOD_HEADER',
  verifyAuthUrl: 'VERIFY_AUTH_URL',
  logLevel: 'LOG_LEVEL',
  cacheEnabled: 'CACHE_ENABLED',
  cacheExpirationMinutes: 'CACHE_EXPIRATION_MINUTES',
  idtokenAuthnEnabled: 'IDTOKEN_AUTHN_ENABLED',
  kubernetesAuthnEnabled: 'KUBERNETES_AUTHN_ENABLED',
  accessTokenAuthnEnabled: 'ACCESS_TOKEN_AUTHN_ENABLED',
  accessTokenAuthn: 'ACCESS_TOKEN_AUTHN',
  externalAuthzUrl: 'EXTERNAL_AUTHZ_URL',
} as const;

describe('snapshots, each clean under strict', () => {
  test('defaults', () => {
    expect(cleanYaml((chart) => new AuthService(chart, 'a', props()), 'istio-system')).toMatchSnapshot();
  });

  test('everything set', () => {
    const yaml = cleanYaml(
      (chart) =>
        new AuthService(
          chart,
          'a',
          props({
            version: '0c4ea9a',
            provider: entra({ clientId: SecretSource.existing('sign-in', 'client-id') }),
            routes: new Routes([HOST]),
            gateway: { namespace: 'aks-istio-ingress', labels: { istio: 'aks-istio-ingressgateway-external' } },
            headers: new IdentityHeaders({ userId: 'X-User', groups: 'X-Groups', prefix: 'id:' }),
            prefix: '/sign-in/',
            redirectUrl: `https://${HOST}/sign-in/back`,
            skipAuth: ['/healthz/', '/public/'],
            redis: {
              address: 'redis.auth.svc.cluster.local:6379',
              password: SecretSource.existing('redis', 'password'),
              database: 1,
            },
            replicas: 2,
            caBundle: { configMap: 'ca', key: 'ca.crt' },
            settings: ALL,
            allowedHeaders: ['x-more'],
            upstreamHeaders: ['x-method'],
            timeout: '5s',
            user: 1000,
            imagePullSecrets: ['pull'],
            placement: Placement.labels({ pool: 'system' }),
            resources: { requests: { cpu: '1', memory: '1Gi' } },
          }),
        ),
    );
    expect(yaml).toMatchSnapshot();
  });

  test('a file on a class of its own, build e236439', () => {
    const storage = { size: '1Gi', storageClassName: 'managed-csi' };
    const yaml = cleanYaml((chart) => new AuthService(chart, 'a', props({ version: 'e236439', storage })));
    expect(yaml).toMatchSnapshot();
  });
});

describe('settings', () => {
  test('each has its variable, and no other variable is rendered', () => {
    const variables = Object.keys(env({ settings: ALL })).filter((name) => !(name in env()));
    expect(variables.sort()).toMatchInlineSnapshot(`
     [
       "ACCESS_TOKEN_AUTHN",
       "ACCESS_TOKEN_AUTHN_ENABLED",
       "AFTER_LOGIN_URL",
       "AFTER_LOGOUT_URL",
       "AUDIENCES",
       "AUTH_HEADER",
       "AUTH_METHOD_HEADER",
       "CACHE_ENABLED",
       "CACHE_EXPIRATION_MINUTES",
       "CLIENT_NAME",
       "EXTERNAL_AUTHZ_URL",
       "GROUPS_ALLOWLIST",
       "HOMEPAGE_URL",
       "IDTOKEN_AUTHN_ENABLED",
       "ID_TOKEN_HEADER",
       "KUBERNETES_AUTHN_ENABLED",
       "LOG_LEVEL",
       "OIDC_STATE_STORE_PATH",
       "READINESS_PROBE_PORT",
       "SERVER_HOSTNAME",
       "SERVER_PORT",
       "SESSION_MAX_AGE",
       "SESSION_SAME_SITE",
       "SESSION_STORE_PATH",
       "STRICT_SESSION_VALIDATION",
       "TEMPLATE_CONTEXT_Title",
       "TEMPLATE_PATH",
       "THEME",
       "THEMES_URL",
       "USERID_TOKEN_HEADER",
       "USERID_TRANSFORMERS",
       "VERIFY_AUTH_URL",
       "WEB_SERVER_PORT",
     ]
    `);
  });

  test.each(Object.entries(LATE))('%s is unknown to build e236439', (field, variable) => {
    const settings = { [field]: ALL[field as keyof typeof LATE] };
    expect(problem({ version: 'e236439', settings })).toBe(
      `[test/a] settings.${field} is given, and version 'e236439' does not read ${variable}; version '0c4ea9a' does`,
    );
    expect(problem({ settings })).toBe('no problem');
  });

  test('all others are known to it', () => {
    const settings = Object.fromEntries(Object.entries(ALL).filter(([field]) => !(field in LATE)));
    expect(problem({ version: 'e236439', settings })).toBe('no problem');
  });

  test.each([
    ['port', 'PORT', 'SERVER_PORT, which is serverPort'],
    ['storePath', 'STORE_PATH', 'SESSION_STORE_PATH, which is sessionStorePath'],
    ['skipAuthUri', 'SKIP_AUTH_URI', 'SKIP_AUTH_URLS, which is skipAuth of the construct'],
  ])('KKA-15: %s is no setting', (field, variable, instead) => {
    expect(problem({ settings: untyped({ [field]: '8080' }) })).toBe(
      `[test/a] settings has '${field}', and the program does not read ${variable}; it reads ${instead}`,
    );
    expect(Object.keys(env({ settings: ALL }))).not.toContain(variable);
  });

  test('an unknown setting', () => {
    expect(problem({ settings: untyped({ sessionAge: 1 }) })).toMatch(
      /^\[test\/a\] settings has the unknown field 'sessionAge', allowed are strictSessionValidation, /,
    );
  });

  test.each<[AuthServiceSettings, string]>([
    [{ sessionMaxAge: 0 }, 'settings.sessionMaxAge is 0, allowed are whole numbers of at least 1'],
    [{ serverPort: 80 }, 'settings.serverPort is 80, allowed are whole numbers from 1024 to 65535'],
    [{ strictSessionValidation: untyped('') }, "settings.strictSessionValidation is '', allowed are true, false"],
    [{ logLevel: untyped('info') }, "settings.logLevel is 'info', allowed are FATAL, ERROR, WARN, INFO, DEBUG"],
    [{ sessionSameSite: untyped('lax') }, "settings.sessionSameSite is 'lax', allowed are Lax, None, Strict"],
    [{ audiences: ['a,b'] }, "settings.audiences has 'a,b', allowed is one value an item, without a comma"],
    [
      { sessionStorePath: '/tmp/data.db' },
      "settings.sessionStorePath is '/tmp/data.db', allowed is a file in /var/lib/authservice, where the volume is",
    ],
    [
      { templateContext: { 'a-b': '' } },
      "settings.templateContext has 'a-b', allowed are names of letters, digits and '_'",
    ],
    [
      { templateContext: { Link: '/?a=b' } },
      "settings.templateContext.Link has a '=', behind which the program reads nothing",
    ],
  ])('%j is refused', (settings, message) => {
    expect(problem({ settings })).toBe(`[test/a] ${message}`);
  });

  test('KKA-16: scopes are separated by commas, which the program splits at', () => {
    expect(env().OIDC_SCOPES).toBe('openid,email,offline_access');
  });

  test('the path of Dex needs no sign-in, whatever else does not', () => {
    const clientSecret = SecretSource.existing('sign-in', 'client-secret');
    const provider = OidcProvider.dex({ host: HOST, clientId: 'ml', clientSecret });
    expect(env({ provider }).SKIP_AUTH_URLS).toBe('/dex/');
    expect(env({ provider, skipAuth: ['/healthz/'] }).SKIP_AUTH_URLS).toBe('/dex/,/healthz/');
  });

  test('the variable of the authorization endpoint is that of the provider, or left to discovery', () => {
    expect(env().OIDC_AUTH_URL).toBe(entra().endpoints?.authorize);
    const clientSecret = SecretSource.existing('sign-in', 'client-secret');
    const provider = OidcProvider.generic({ issuer: 'https://login.example.com', clientId: 'ml', clientSecret });
    expect(env({ provider })).not.toHaveProperty('OIDC_AUTH_URL');
  });
});

describe('redirect and prefix', () => {
  test('the redirect follows host and prefix', () => {
    expect(env().REDIRECT_URL).toBe(`https://${HOST}/authservice/oidc/callback`);
    const chart = chartIn('sign-in');
    const service = new AuthService(chart, 'a', props({ prefix: '/sign-in/' }));
    expect(service.redirectUrl).toBe(`https://${HOST}/sign-in/oidc/callback`);
    expect(service.logoutPath).toBe('/sign-in/logout');
  });

  test('a redirect that does not match the prefix names both', () => {
    expect(problem({ redirectUrl: `https://${HOST}/login/oidc` })).toBe(
      `[test/a] redirectUrl 'https://${HOST}/login/oidc' has the path '/login/oidc', which is not below the prefix '/authservice/'; ` +
        `allowed is https://${HOST}/authservice/oidc/callback`,
    );
    expect(problem({ redirectUrl: `https://${HOST}/authservice/` })).toContain('which is not below the prefix');
  });

  test('another path below the prefix: the last build answers there, the one before does not', () => {
    const redirectUrl = `https://${HOST}/authservice/back`;
    expect(problem({ redirectUrl })).toBe('no problem');
    expect(problem({ redirectUrl, version: 'e236439' })).toBe(
      `[test/a] redirectUrl is '${redirectUrl}', and the program answers only at https://${HOST}/authservice/oidc/callback`,
    );
  });

  test('a prefix that takes everything', () => {
    expect(problem({ prefix: '/' })).toBe(
      "[test/a] prefix '/' covers every path and so turns sign-in off, allowed are prefixes such as /authservice/",
    );
  });

  test('a skip list that covers everything', () => {
    expect(problem({ skipAuth: ['/'] })).toBe(
      "[test/a] skipAuth '/' covers every path and so turns sign-in off, allowed are prefixes such as /dex/",
    );
  });
});

describe('pods and store', () => {
  test('KKA-22: several pods would share one file', () => {
    expect(problem({ replicas: 2 })).toBe(
      '[test/a] replicas is 2 and sessions are in a file, which one pod alone can open; allowed is 1, or redis for the sessions',
    );
    expect(problem({ replicas: 2, redis: { address: 'redis.auth.svc:6379' } })).toBe('no problem');
  });

  test('with Redis there is no volume, and the password is of a secret', () => {
    const redis = { address: 'redis.auth.svc:6379', password: SecretSource.existing('redis', 'password') };
    const objects = rendered({ redis });
    expect(objects.map(({ kind }) => kind)).not.toContain('PersistentVolumeClaim');
    expect(only(objects, 'ConfigMap').data).toMatchObject({
      SESSION_STORE_TYPE: 'redis',
      SESSION_STORE_REDIS_ADDR: 'redis.auth.svc:6379',
    });
    expect(only(objects, 'ConfigMap').data).not.toHaveProperty('SESSION_STORE_REDIS_PWD');
  });

  test('build e236439 has no Redis', () => {
    expect(problem({ redis: { address: 'redis:6379' }, version: 'e236439' })).toBe(
      "[test/a] redis is given, and version 'e236439' does not read SESSION_STORE_TYPE; version '0c4ea9a' does",
    );
  });

  test('KKA-22: the pod has requests, probes, and a user by number', () => {
    const { spec } = only(rendered(), 'StatefulSet').spec.template;
    expect(spec.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 100, fsGroup: 111 });
    expect(spec.containers[0]).toMatchObject({
      resources: { requests: { cpu: '50m', memory: '64Mi' } },
      readinessProbe: { httpGet: { port: 'readiness' } },
      livenessProbe: { tcpSocket: { port: 'http-api' } },
    });
  });

  test('the right to review tokens only where it does', () => {
    const kinds = rendered({ settings: { kubernetesAuthnEnabled: false } }).map(({ kind }) => kind);
    expect(kinds).not.toContain('ClusterRoleBinding');
    expect(only(rendered(), 'ClusterRoleBinding').subjects).toEqual([
      { kind: 'ServiceAccount', name: 'authservice', namespace: 'sign-in' },
    ]);
  });
});

test('KKA-19: there is no image that is replaced behind the back, nor one that nobody publishes; KKA-20: oauth2-proxy is named', () => {
  expect(problem({ image: undefined })).toBe(
    '[test/a] image is missing: the project ended and its registry publishes nothing; give the image of your own registry, built of ' +
      'https://github.com/arrikto/oidc-authservice at 0c4ea9a, or use OAuth2Proxy',
  );
});

test('KKA-18: the secret of the client is required, and in no file', () => {
  const objects = rendered();
  expect(objects.filter(({ kind }) => kind === 'Secret')).toEqual([]);
  expect(only(objects, 'ConfigMap').data).not.toHaveProperty('CLIENT_SECRET');
  const container = only(objects, 'StatefulSet').spec.template.spec.containers[0];
  expect(container.env).toContainEqual({
    name: 'CLIENT_SECRET',
    valueFrom: { secretKeyRef: { name: 'sign-in', key: 'client-secret' } },
  });
});

describe('gateway and routes', () => {
  test('KKA-21: the filter has the name that Envoy knows, fails closed, and passes user and groups on', () => {
    const { spec } = only(rendered(), 'EnvoyFilter');
    const [{ match, patch }] = spec.configPatches;
    expect(match.listener.filterChain.filter.name).toBe('envoy.filters.network.http_connection_manager');
    const filter = patch.value.typed_config;
    expect(filter.failure_mode_allow).toBe(false);
    expect(filter.http_service.authorization_response.allowed_upstream_headers.patterns).toEqual([
      { exact: 'kubeflow-userid' },
      { exact: 'kubeflow-groups' },
    ]);
    expect(filter.http_service.server_uri).toEqual({
      uri: 'http://authservice.sign-in.svc.cluster.local',
      cluster: 'outbound|8080||authservice.sign-in.svc.cluster.local',
      timeout: '10s',
    });
    expect(env()).not.toHaveProperty('SKIP_AUTH_URLS');
  });

  test('KKA-02: each port that is routed to is one of the Service and of the pod', () => {
    const routes = new Routes();
    const objects = cleanObjects((chart) => new AuthService(chart, 'a', props({ routes })));
    const ports = only(objects, 'Service').spec.ports;
    const containerPorts = only(objects, 'StatefulSet').spec.template.spec.containers[0].ports;
    expect(routes.added.map(({ to }) => to?.port)).toEqual([8080, 8080, 8082]);
    for (const { to } of routes.added) {
      const found = ports.find(({ port }: Json) => port === to?.port);
      expect(containerPorts.map(({ name }: Json) => name)).toContain(found.targetPort);
    }
  });

  test("KKA-01, KKA-03: the document's three routes come out of one VirtualService, the exact ones first", () => {
    const objects = cleanObjects((chart) => {
      const gateway = { name: 'kubeflow-gateway', namespace: 'istio-system' };
      const routes = new RouteTable(chart, 'routes', { gateway });
      new AuthService(chart, 'a', props({ routes }));
    });
    const { http } = only(objects, 'VirtualService').spec;
    expect(http.map(({ match }: Json) => match[0].uri)).toEqual([
      { exact: '/authservice/login/oidc' },
      { exact: '/logout' },
      { prefix: '/authservice/' },
    ]);
    expect(http.map(({ route }: Json) => route[0].destination.port.number)).toEqual([8080, 8080, 8082]);
  });
});

describe('everything else', () => {
  test.each<[Partial<AuthServiceProps>, string]>([
    [{ version: untyped('28c59ef') }, "version is '28c59ef', allowed are 0c4ea9a, e236439"],
    [{ redis: { address: 'redis' } }, "redis.address is 'redis', allowed is host:port"],
    [{ timeout: '10' }, "timeout is '10', allowed are times such as 10s"],
    [{ user: 0 }, 'user is 0, allowed are whole numbers from 1 to 65534'],
    [{ storage: { size: '0' } }, "storage.size is '0', allowed is a quantity such as 10Gi"],
    [{ upstreamHeaders: ['X-A'] }, "upstreamHeaders is 'X-A', allowed is the name of a header in lower case"],
    [
      { routes: new Routes(['ml.example.org']) },
      `host is '${HOST}', and the routes are for ml.example.org; give both the same host`,
    ],
  ])('%j is refused', (changes, message) => {
    expect(problem(changes)).toBe(`[test/a] ${message}`);
  });
});
