import { loadAll } from 'js-yaml';
import { AuthService, Dex } from '../../src/auth';
import { DexStorage } from '../../src/auth';
import { RouteTable } from '../../src/istio';
import { describeDocument, document, manifestsOf } from '../documented/support';
import { untyped } from '../support/chart';
import { chartIn, entra, findingsOf, HOST, objectsOf, only, problemOf } from './support';
import type { Json } from './support';

const provider = entra({ scopes: ['profile', 'email'] });

function authService(): Json[] {
  return objectsOf(
    (chart) => new AuthService(chart, 'a', { edition: 'documented', provider, host: HOST }),
    'istio-system',
  );
}

/** What Kubeflow 1.8 has, with the image and the settings of document 003. */
const AUTH_SERVICE = `
apiVersion: v1
kind: ServiceAccount
metadata: { name: authservice, namespace: istio-system }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: authn-delegator }
rules:
- apiGroups: [authentication.k8s.io]
  resources: [tokenreviews]
  verbs: [create]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: authn-delegators }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: authn-delegator }
subjects:
- { kind: ServiceAccount, name: authservice, namespace: istio-system }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: oidc-authservice-parameters, namespace: istio-system }
data:
  OIDC_PROVIDER: https://login.microsoftonline.com/8a0d6b4e-3c1f-4a52-9d27-5b1f0c9e7a31/v2.0
  OIDC_AUTH_URL: https://login.microsoftonline.com/8a0d6b4e-3c1f-4a52-9d27-5b1f0c9e7a31/oauth2/v2.0/authorize
  OIDC_SCOPES: profile,email
  REDIRECT_URL: https://kubeflow.example.com/authservice/oidc/callback
  AUTHSERVICE_URL_PREFIX: /authservice/
  SKIP_AUTH_URLS: /dex
  AFTER_LOGOUT_URL: ""
  USERID_HEADER: kubeflow-userid
  USERID_PREFIX: ""
  USERID_CLAIM: email
  PORT: '"8080"'
  STORE_PATH: /var/lib/authservice/data.db
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: authservice-pvc, namespace: istio-system }
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 10Gi } }
---
apiVersion: v1
kind: Service
metadata: { name: authservice, namespace: istio-system }
spec:
  type: ClusterIP
  selector: { app: authservice }
  ports:
  - { port: 8080, name: http-authservice, targetPort: http-api }
  publishNotReadyAddresses: true
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: oidc-authservice, namespace: istio-system }
spec:
  replicas: 1
  selector: { matchLabels: { app: authservice } }
  serviceName: authservice
  template:
    metadata:
      annotations: { sidecar.istio.io/inject: "false" }
      labels: { app: authservice }
    spec:
      serviceAccountName: authservice
      containers:
      - name: authservice
        image: gcr.io/arrikto/oidc-authservice:0c4ea9a
        imagePullPolicy: Always
        ports:
        - { name: http-api, containerPort: 8080 }
        envFrom:
        - secretRef: { name: oidc-authservice-client }
        - configMapRef: { name: oidc-authservice-parameters }
        volumeMounts:
        - { name: data, mountPath: /var/lib/authservice }
        readinessProbe: { httpGet: { path: /, port: 8081 } }
      securityContext: { fsGroup: 111 }
      volumes:
      - { name: data, persistentVolumeClaim: { claimName: authservice-pvc } }
---
apiVersion: networking.istio.io/v1alpha3
kind: EnvoyFilter
metadata: { name: authn-filter, namespace: istio-system }
spec:
  workloadSelector: { labels: { istio: ingressgateway } }
  configPatches:
  - applyTo: HTTP_FILTER
    match:
      context: GATEWAY
      listener: { filterChain: { filter: { name: envoy.http_connection_manager } } }
    patch:
      operation: INSERT_BEFORE
      value:
        name: envoy.filters.http.ext_authz
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthz
          http_service:
            server_uri:
              uri: http://authservice.istio-system.svc.cluster.local
              cluster: outbound|8080||authservice.istio-system.svc.cluster.local
              timeout: 10s
            authorization_request:
              allowed_headers:
                patterns: [{ exact: authorization }, { exact: cookie }, { exact: x-auth-token }]
            authorization_response:
              allowed_upstream_headers:
                patterns: [{ exact: kubeflow-userid }]
`;

const DEX = `
apiVersion: v1
kind: Namespace
metadata: { name: auth }
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: authcodes.dex.coreos.com }
spec:
  group: dex.coreos.com
  names: { kind: AuthCode, listKind: AuthCodeList, plural: authcodes, singular: authcode }
  scope: Namespaced
  versions:
  - name: v1
    served: true
    storage: true
    schema: { openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true } }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: dex }
rules:
- { apiGroups: [dex.coreos.com], resources: ["*"], verbs: ["*"] }
- { apiGroups: [apiextensions.k8s.io], resources: [customresourcedefinitions], verbs: [create] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: dex }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: dex }
subjects:
- { kind: ServiceAccount, name: dex, namespace: auth }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: dex, namespace: auth }
---
apiVersion: v1
kind: Service
metadata: { name: dex, namespace: auth }
spec:
  type: ClusterIP
  ports:
  - { name: dex, port: 5556, protocol: TCP, targetPort: 5556 }
  selector: { app: dex }
---
apiVersion: apps/v1
kind: Deployment
metadata: { labels: { app: dex }, name: dex, namespace: auth }
spec:
  replicas: 1
  selector: { matchLabels: { app: dex } }
  template:
    metadata: { labels: { app: dex } }
    spec:
      serviceAccountName: dex
      containers:
      - image: ghcr.io/dexidp/dex:v2.36.0
        name: dex
        command: [dex, serve, /etc/dex/cfg/config.yaml]
        ports:
        - { name: http, containerPort: 5556 }
        volumeMounts:
        - { name: config, mountPath: /etc/dex/cfg }
        envFrom:
        - secretRef: { name: dex-oidc-client }
        env:
        - name: KUBERNETES_POD_NAMESPACE
          valueFrom: { fieldRef: { fieldPath: metadata.namespace } }
      volumes:
      - name: config
        configMap:
          name: dex
          items: [{ key: config.yaml, path: config.yaml }]
`;

test('the AuthService of document 003, field for field, without the Secret', () => {
  expect(authService()).toEqual(loadAll(AUTH_SERVICE));
});

test('Dex of Kubeflow 1.8, field for field, without its Secret and the hash of a public password', () => {
  const objects = objectsOf((chart) => new Dex(chart, 'dex', { edition: 'documented', host: HOST }), 'auth');
  expect(objects.filter(({ kind }) => kind !== 'ConfigMap')).toEqual(loadAll(DEX));
  const file = only(objects, 'ConfigMap').data['config.yaml'] as string;
  expect(loadAll(file)[0]).toMatchObject({
    issuer: 'http://dex.auth.svc.cluster.local:5556/dex',
    logger: { level: 'debug', format: 'text' },
    oauth2: { skipApprovalScreen: true },
    staticPasswords: [{ email: 'user@example.com', username: 'user', userID: '15841185641784' }],
  });
  expect(file).not.toContain('hash');
});

describeDocument('against document 003', () => {
  test('the three VirtualServices', () => {
    const chart = chartIn('istio-system');
    const routes = new RouteTable(chart, 'routes', {
      gateway: { name: 'kubeflow-gateway', namespace: 'kubeflow' },
      namespace: 'istio-system',
      edition: 'documented',
      duplicateNames: true,
    });
    new AuthService(chart, 'a', { edition: 'documented', provider, host: HOST, routes });
    const rendered = chart.toJson().filter(({ kind }: Json) => kind === 'VirtualService');
    expect(rendered).toEqual(manifestsOf('003').filter(({ kind }) => kind === 'VirtualService'));
  });

  test('the settings, line for line', () => {
    const block = /^OIDC_PROVIDER=[\s\S]*?^```/m.exec(document('003'))![0];
    const lines = block.split('\n').filter((line) => /^[A-Z_]+=/.test(line));
    const data = only(authService(), 'ConfigMap').data as Record<string, string>;
    const written = Object.entries(data).map(([name, value]) => `${name}=${value}`);
    const filledIn = lines.map((line) =>
      line
        .replace('<Tenant-ID>', '8a0d6b4e-3c1f-4a52-9d27-5b1f0c9e7a31')
        .replace('<kubeflow https domain>', `https://${HOST}`),
    );
    expect(written.sort()).toEqual(filledIn.sort());
  });

  test('the image', () => {
    const [, image] = /^image: (\S*oidc-authservice\S*)$/m.exec(document('003'))!;
    expect(only(authService(), 'StatefulSet').spec.template.spec.containers[0].image).toBe(image);
  });
});

test.each([
  ['image', 'registry.example.com/authservice:1'],
  ['replicas', 1],
  ['settings', {}],
  ['skipAuth', []],
  ['prefix', '/authservice/'],
])('the AuthService of the document has no %s', (option, value) => {
  const given = { edition: 'documented', provider, host: HOST, [option]: value };
  expect(problemOf((chart) => new AuthService(chart, 'a', untyped(given)), 'istio-system')).toBe(
    `[test/a] ${option} is given with edition 'documented', allowed with it are provider, host, routes`,
  );
});

test('Dex of Kubeflow 1.8 has no other storage, and is in the namespace of its issuer', () => {
  const given = { edition: 'documented', host: HOST } as const;
  expect(problemOf((chart) => new Dex(chart, 'dex', { ...given, storage: DexStorage.memory() }), 'auth')).toBe(
    "[test/dex] storage is given with edition 'documented', allowed with it are host, routes",
  );
  expect(problemOf((chart) => new Dex(chart, 'dex', given), 'sign-in')).toBe(
    "[test/dex] namespace is 'sign-in' with edition 'documented', whose issuer is in the namespace auth",
  );
});

test('KKA-01, KKA-02, KKA-17, KKA-19, KKA-20: what the checks say of the AuthService of the document', () => {
  const chart = chartIn('istio-system', { preset: 'documented' });
  const routes = new RouteTable(chart, 'routes', {
    gateway: { name: 'kubeflow-gateway', namespace: 'istio-system' },
    edition: 'documented',
    duplicateNames: true,
  });
  new AuthService(chart, 'a', { edition: 'documented', provider, host: HOST, routes });
  const findings = findingsOf(chart);
  expect(findings).toMatchInlineSnapshot(`
   [
     "REF001 | VirtualService istio-system/authservice-web is given twice: by test/routes/Resource and by test/routes/Resource3",
     "REF016 | spec.http[0].route[0].destination.port.number | Service istio-system/authservice has no port '8082', it has 8080 (http-authservice)",
     "IMG005 | spec.template.spec.containers[0].image | image 'gcr.io/arrikto/oidc-authservice:0c4ea9a' is the OIDC AuthService, which Kubeflow dropped in 1.9.1 (since 2024-08-01, https://github.com/kubeflow/manifests/pull/2815)",
   ]
  `);
});
