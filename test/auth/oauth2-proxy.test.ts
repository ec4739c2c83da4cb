import { Chart } from 'cdk8s';
import { load } from 'js-yaml';
import { OAuth2Proxy, OidcProvider } from '../../src/auth';
import type { OAuth2ProxyProps } from '../../src/auth';
import { IdentityHeaders } from '../../src/core/identity-headers';
import { PlatformApp } from '../../src/core/platform-app';
import { Placement } from '../../src/core/placement';
import { SecretSource } from '../../src/core/secret/secret-source';
import { toolFilesOf } from '../../src/core/tool-file';
import { Target } from '../../src/facts/target';
import { chartIn, cleanObjects, cleanYaml, entra, HOST, objectsOf, only, Routes } from './support';
import type { Json } from './support';

function props(changes: Partial<OAuth2ProxyProps> = {}): OAuth2ProxyProps {
  return { provider: entra(), host: HOST, cookieSecret: SecretSource.existing('sign-in', 'cookie-secret'), ...changes };
}

function dex(): OidcProvider {
  return OidcProvider.dex({
    host: HOST,
    clientId: 'oauth2-proxy',
    clientSecret: SecretSource.existing('sign-in', 'client-secret'),
  });
}

function config(changes: Partial<OAuth2ProxyProps> = {}): string {
  const objects = objectsOf((chart) => new OAuth2Proxy(chart, 'sign-in', props(changes)));
  return only(objects, 'ConfigMap').data['oauth2_proxy.cfg'];
}

function policies(changes: Partial<OAuth2ProxyProps> = {}): Record<string, Json> {
  const objects = objectsOf((chart) => new OAuth2Proxy(chart, 'sign-in', props(changes)));
  return {
    signIn: only(objects, 'AuthorizationPolicy', 'istio-ingressgateway-oauth2-proxy').spec,
    requireToken: only(objects, 'AuthorizationPolicy', 'istio-ingressgateway-require-jwt').spec,
    tokens: only(objects, 'RequestAuthentication').spec,
  };
}

describe('snapshots, each clean under strict', () => {
  test('Entra ID, defaults', () => {
    expect(cleanYaml((chart) => new OAuth2Proxy(chart, 'sign-in', props()))).toMatchSnapshot();
  });

  test('Dex, defaults', () => {
    expect(cleanYaml((chart) => new OAuth2Proxy(chart, 'sign-in', props({ provider: dex() })))).toMatchSnapshot();
  });

  test('everything set', () => {
    const provider = OidcProvider.generic({
      issuer: 'https://login.example.com:8443/realms/ml',
      endpoints: {
        authorize: 'https://login.example.com:8443/authorize',
        token: 'https://login.example.com:8443/token',
        jwks: 'https://login.example.com:8443/keys',
      },
      clientId: SecretSource.existing('sign-in', 'client-id'),
      clientSecret: SecretSource.existing('sign-in', 'client-secret'),
      audiences: ['ml'],
      scopes: ['openid', 'profile', 'roles'],
      userIdClaim: 'preferred_username',
      groupsClaim: 'roles',
      displayName: 'Company login',
    });
    const everything = (): OAuth2ProxyProps => ({
      provider,
      host: HOST,
      cookieSecret: SecretSource.existing('sign-in', 'cookie-secret'),
      routes: new Routes([HOST]),
      gateway: { namespace: 'aks-istio-ingress', labels: { istio: 'aks-istio-ingressgateway-external' } },
      headers: new IdentityHeaders({ userId: 'X-User', groups: 'X-Groups' }),
      skipAuth: ['/healthz/', '/.well-known/acme-challenge/'],
      machineTokens: [
        {
          issuer: 'https://token.actions.example.com',
          audiences: ['ml'],
          jwksUri: 'https://token.actions.example.com/keys',
        },
      ],
      emailDomains: ['example.com'],
      allowedGroups: ['ml'],
      apiRoutes: ['/api/'],
      whitelistDomains: ['login.example.com:8443'],
      redirectUrl: `https://${HOST}/oauth2/callback`,
      cookieExpire: '8h',
      cookieRefresh: '30m',
      cookieName: 'ml',
      signInPage: false,
      trustedProxies: ['10.244.0.0/16'],
      replicas: 3,
      name: 'ml-sign-in',
      image: 'registry.example.com/oauth2-proxy:v7.15.4',
      imagePullSecrets: ['pull'],
      placement: Placement.labels({ pool: 'system' }),
      resources: { requests: { cpu: '1', memory: '1Gi' } },
    });
    expect(cleanYaml((chart) => new OAuth2Proxy(chart, 'sign-in', everything()))).toMatchSnapshot();
  });
});

describe('the configuration that Kubeflow is known to work with', () => {
  test('it answers and passes nothing on, sets the token, proves the code, and keeps sessions in safe cookies', () => {
    const lines = config().split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        'upstreams = ["static://200"]',
        'set_authorization_header = true',
        'code_challenge_method = "S256"',
        'cookie_secure = true',
        'cookie_httponly = true',
        `redirect_url = "https://${HOST}/oauth2/callback"`,
        'api_routes = ["/api/","/apis/","^/ml_metadata"]',
        'skip_provider_button = false',
        `whitelist_domains = ["${HOST}"]`,
      ]),
    );
    expect(config()).not.toContain('insecure');
  });

  test('headers of forwarding are believed from proxies that are named alone', () => {
    const args = (trustedProxies?: readonly string[]): Json =>
      only(
        objectsOf((chart) => new OAuth2Proxy(chart, 'sign-in', props({ trustedProxies }))),
        'Deployment',
      ).spec.template.spec.containers[0].args;
    expect(config()).toContain('reverse_proxy = false\n');
    expect(args()).toEqual(['--config=/etc/oauth2-proxy/oauth2_proxy.cfg']);
    expect(config({ trustedProxies: ['10.244.0.0/16'] })).toContain('reverse_proxy = true\n');
    expect(args(['10.244.0.0/16', '10.0.0.7'])).toEqual([
      '--config=/etc/oauth2-proxy/oauth2_proxy.cfg',
      '--trusted-proxy-ip=10.244.0.0/16',
      '--trusted-proxy-ip=10.0.0.7',
    ]);
  });

  test('a session asks for a new token where the provider gives a refresh token, and is longer than that', () => {
    expect(config()).toContain('scope = "openid email offline_access"\n');
    expect(config()).toContain('cookie_refresh = "59m"\n');
    expect(config({ cookieExpire: '45m' })).not.toContain('cookie_refresh');
    expect(config({ provider: dex() })).not.toContain('cookie_refresh');
    expect(config({ cookieRefresh: '10m' })).toContain('cookie_refresh = "10m"\n');
  });

  test('Dex is asked at its Service, and browsers are sent to it through the gateway', () => {
    const text = config({ provider: dex() });
    expect(text).toContain('skip_oidc_discovery = true\n');
    expect(text).toContain(`login_url = "https://${HOST}/dex/auth"\n`);
    expect(text).toContain('redeem_url = "http://dex.auth.svc.cluster.local:5556/dex/token"\n');
    expect(text).toContain('oidc_jwks_url = "http://dex.auth.svc.cluster.local:5556/dex/keys"\n');
    expect(text).toContain('skip_auth_routes = ["^/dex/"]\n');
    expect(config()).not.toContain('skip_oidc_discovery');
    // Whatever else needs no sign-in: without it nobody could sign in.
    expect(config({ provider: dex(), skipAuth: ['/healthz/'] })).toContain(
      'skip_auth_routes = ["^/dex/","^/healthz/"]\n',
    );
  });

  test('the claim of the user is also the one that oauth2-proxy wants', () => {
    const provider = entra({ userIdClaim: 'preferred_username' });
    expect(config({ provider })).toContain('oidc_email_claim = "preferred_username"\n');
    expect(config({ provider })).toContain('scope = "openid email offline_access profile"\n');
    expect(config()).not.toContain('oidc_email_claim');
  });

  test('a point in a path that needs no sign-in is no wildcard', () => {
    expect(config({ skipAuth: ['/v1.0/'] })).toContain(String.raw`skip_auth_routes = ["^/v1\\.0/"]`);
  });
});

describe('the gateway', () => {
  test('paths that need no sign-in are the same in both policies and in the program', () => {
    const { signIn, requireToken } = policies({ skipAuth: ['/healthz/'] });
    const closed = [{ operation: { notPaths: ['/oauth2/*', '/healthz/*'] } }];
    expect(signIn.rules).toEqual([{ to: closed }]);
    expect(requireToken.rules[0].to).toEqual(closed);
    expect(config({ skipAuth: ['/healthz/'] })).toContain('skip_auth_routes = ["^/healthz/"]\n');
  });

  test('a token must be of the issuer and made for the client, and replaces the headers that a client sent', () => {
    const [rule] = policies().tokens.jwtRules;
    expect(rule).toMatchObject({
      issuer: 'https://login.microsoftonline.com/8a0d6b4e-3c1f-4a52-9d27-5b1f0c9e7a31/v2.0',
      jwksUri: 'https://login.microsoftonline.com/8a0d6b4e-3c1f-4a52-9d27-5b1f0c9e7a31/discovery/v2.0/keys',
      audiences: ['29bc9d7e-b741-4310-a9fa-b744436d20c5'],
      fromHeaders: [{ name: 'Authorization', prefix: 'Bearer ' }],
      outputClaimToHeaders: [
        { header: 'kubeflow-userid', claim: 'email' },
        { header: 'kubeflow-groups', claim: 'groups' },
      ],
    });
  });

  test('only with tokens for programs does a request pass without a session', () => {
    const { signIn, tokens } = policies({ machineTokens: [{ issuer: 'https://ci.example.com', audiences: ['ml'] }] });
    expect(signIn.rules[0].when).toEqual([{ key: 'request.headers[authorization]', notValues: ['*'] }]);
    expect(tokens.jwtRules.map(({ issuer }: Json) => issuer)).toEqual([entra().issuer, 'https://ci.example.com']);
    expect(policies().signIn.rules[0].when).toBeUndefined();
  });

  test('KKA-21: the headers of user and groups are of one value, and both reach the programs behind', () => {
    const headers = new IdentityHeaders({ userId: 'X-User', groups: 'X-Groups' });
    const chart = chartIn('sign-in');
    expect(new OAuth2Proxy(chart, 'sign-in', props({ headers })).headers).toBe(headers);
    const [rule] = policies({ headers }).tokens.jwtRules;
    expect(rule.outputClaimToHeaders.map(({ header }: Json) => header)).toEqual(['x-user', 'x-groups']);
  });

  test('the policy names the provider of the mesh configuration, which names the Service', () => {
    const chart = chartIn('sign-in');
    const proxy = new OAuth2Proxy(chart, 'sign-in', props({ name: 'ml' }));
    const [file, ...others] = toolFilesOf(chart.node.root);
    expect(others).toEqual([]);
    expect(file!.name).toBe('ml-mesh-config.yaml');
    expect(load(file!.toText())).toEqual({ meshConfig: { extensionProviders: [proxy.extensionProvider] } });
    expect(proxy.extensionProvider.name).toBe('ml');
    expect(proxy.extensionProvider.envoyExtAuthzHttp).toMatchObject({
      service: 'ml.sign-in.svc.cluster.local',
      port: 80,
      headersToDownstreamOnAllow: ['set-cookie'],
    });
    const objects = chart.toJson();
    expect(only(objects, 'AuthorizationPolicy', 'istio-ingressgateway-ml').spec.provider).toEqual({ name: 'ml' });
    expect(only(objects, 'Service').spec.ports).toEqual([{ name: 'http', port: 80, targetPort: 'http' }]);
  });

  test('its pages are routed to the Service', () => {
    const routes = new Routes([HOST]);
    cleanObjects((chart) => new OAuth2Proxy(chart, 'sign-in', props({ routes })));
    expect(routes.added).toEqual([
      { name: 'oauth2-proxy', prefix: '/oauth2/', to: { service: 'oauth2-proxy', namespace: 'sign-in', port: 80 } },
    ]);
  });
});

test('pods that do not work keep no node from being drained', () => {
  const objects = objectsOf((chart) => new OAuth2Proxy(chart, 'sign-in', props()));
  expect(only(objects, 'PodDisruptionBudget').spec).toMatchObject({
    maxUnavailable: 1,
    unhealthyPodEvictionPolicy: 'AlwaysAllow',
  });
});

test('it works on until callers know that it goes, where the kubelet can wait for that', () => {
  const lifecycleAt = (version: string): Json => {
    const chart = new Chart(new PlatformApp({ target: Target.aks(version) }), 'chart', { namespace: 'sign-in' });
    new OAuth2Proxy(chart, 'sign-in', props());
    return only(chart.toJson(), 'Deployment').spec.template.spec.containers[0].lifecycle;
  };
  expect(lifecycleAt('1.30')).toEqual({ preStop: { sleep: { seconds: 5 } } });
  expect(lifecycleAt('1.29')).toBeUndefined();
});

test('one pod has no disruption budget, which would only hold up the node', () => {
  const kinds = objectsOf((chart) => new OAuth2Proxy(chart, 'sign-in', props({ replicas: 1 }))).map(({ kind }) => kind);
  expect(kinds).not.toContain('PodDisruptionBudget');
});

test('KKA-18: neither the file nor the environment holds a secret, and the client id is text where it is no secret', () => {
  const objects = objectsOf((chart) => new OAuth2Proxy(chart, 'sign-in', props()));
  expect(objects.filter(({ kind }) => kind === 'Secret')).toEqual([]);
  const { env } = only(objects, 'Deployment').spec.template.spec.containers[0];
  expect(env.map(({ name, valueFrom }: Json) => [name, valueFrom.secretKeyRef.key])).toEqual([
    ['OAUTH2_PROXY_CLIENT_SECRET', 'client-secret'],
    ['OAUTH2_PROXY_COOKIE_SECRET', 'cookie-secret'],
  ]);
  expect(config()).toContain('client_id = "29bc9d7e-b741-4310-a9fa-b744436d20c5"\n');
});

test('out it may ask the provider alone, and in only the gateway may ask', () => {
  const network = only(
    objectsOf((chart) => new OAuth2Proxy(chart, 'sign-in', props({ provider: dex() }))),
    'NetworkPolicy',
  );
  expect(network.spec.egress.slice(1)).toEqual([
    { to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'auth' } } }] },
  ]);
  expect(network.spec.ingress[0].from).toEqual([
    {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'istio-system' } },
      podSelector: { matchLabels: { istio: 'ingressgateway' } },
    },
  ]);
});
