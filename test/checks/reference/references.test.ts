import { documents, inAnyNamespace, run, runYaml } from './run';

/** The findings of a set, without those of its namespaces. */
function of(text: string): string[] {
  return inAnyNamespace(runYaml(text));
}

function pod(spec: unknown, namespace = 'ml'): unknown {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace }, spec };
}

function object(apiVersion: string, kind: string, name: string, rest: object = {}, namespace?: string): unknown {
  return { apiVersion, kind, metadata: { name, namespace }, ...rest };
}

const SECRET = object('v1', 'Secret', 'there', { data: { key: 'YQ==' } }, 'ml');
const CONFIG_MAP = object('v1', 'ConfigMap', 'there', { data: { key: 'a' } }, 'ml');

describe('what a pod names', () => {
  const container = (rest: object): object => ({ containers: [{ name: 'web', ...rest }] });
  const volume = (rest: object): object => ({ volumes: [{ name: 'data', ...rest }] });
  const env = (rest: object): object => container({ env: [{ name: 'A', valueFrom: rest }] });

  test.each<[string, (name: string) => object, string, string]>([
    ['env of a ConfigMap', (name) => env({ configMapKeyRef: { name, key: 'key' } }), 'REF004', 'ConfigMap'],
    ['env of a Secret', (name) => env({ secretKeyRef: { name, key: 'key' } }), 'REF005', 'Secret'],
    ['envFrom of a ConfigMap', (name) => container({ envFrom: [{ configMapRef: { name } }] }), 'REF004', 'ConfigMap'],
    ['envFrom of a Secret', (name) => container({ envFrom: [{ secretRef: { name } }] }), 'REF005', 'Secret'],
    ['a volume of a ConfigMap', (name) => volume({ configMap: { name } }), 'REF004', 'ConfigMap'],
    ['a volume of a Secret', (name) => volume({ secret: { secretName: name } }), 'REF005', 'Secret'],
    [
      'a projected ConfigMap',
      (name) => volume({ projected: { sources: [{ configMap: { name } }] } }),
      'REF004',
      'ConfigMap',
    ],
    ['a projected Secret', (name) => volume({ projected: { sources: [{ secret: { name } }] } }), 'REF005', 'Secret'],
    ['a pull secret', (name) => ({ imagePullSecrets: [{ name }] }), 'REF005', 'Secret'],
    ['a share of Azure Files', (name) => volume({ azureFile: { secretName: name } }), 'REF005', 'Secret'],
    ['a claim', (claimName) => volume({ persistentVolumeClaim: { claimName } }), 'REF011', 'PersistentVolumeClaim'],
    [
      'a class of an ephemeral volume',
      (name) => volume({ ephemeral: { volumeClaimTemplate: { spec: { storageClassName: name } } } }),
      'REF012',
      'StorageClass',
    ],
    ['a resource claim', (name) => ({ resourceClaims: [{ resourceClaimName: name }] }), 'REF011', 'ResourceClaim'],
    ['a service account', (name) => ({ serviceAccountName: name }), 'REF008', 'ServiceAccount'],
    ['a service account by its old name', (name) => ({ serviceAccount: name }), 'REF008', 'ServiceAccount'],
    ['a priority class', (name) => ({ priorityClassName: name }), 'REF013', 'PriorityClass'],
    ['a runtime class', (name) => ({ runtimeClassName: name }), 'REF013', 'RuntimeClass'],
    [
      'a provider class',
      (name) =>
        volume({ csi: { driver: 'secrets-store.csi.k8s.io', volumeAttributes: { secretProviderClass: name } } }),
      'REF025',
      'SecretProviderClass',
    ],
  ])('%s', (_what, spec, rule, kind) => {
    const existing = [
      SECRET,
      CONFIG_MAP,
      object('v1', 'PersistentVolumeClaim', 'there', {}, 'ml'),
      object('storage.k8s.io/v1', 'StorageClass', 'there'),
      object('resource.k8s.io/v1', 'ResourceClaim', 'there', {}, 'ml'),
      object('v1', 'ServiceAccount', 'there', {}, 'ml'),
      object('scheduling.k8s.io/v1', 'PriorityClass', 'there'),
      object('node.k8s.io/v1', 'RuntimeClass', 'there'),
      object('secrets-store.csi.x-k8s.io/v1', 'SecretProviderClass', 'there', {}, 'ml'),
    ];
    const found = (name: string): string[] =>
      run([pod(spec(name)), ...existing]).filter((one) => !/^REF0(14|24)/.test(one));
    expect(found('there')).toEqual([]);
    const [finding, ...others] = found('gone');
    expect(others).toEqual([]);
    expect(finding).toMatch(new RegExp(`^${rule} spec\\..*: ${kind} (ml/)?gone does not exist$`));
  });

  test('a key that is not there, with those that are', () => {
    const found = run([pod(env({ configMapKeyRef: { name: 'there', key: 'kee' } })), CONFIG_MAP]);
    expect(inAnyNamespace(found)).toEqual([
      "REF006 spec.containers[0].env[0].valueFrom.configMapKeyRef.key: ConfigMap ml/there has no key 'kee', it has 'key'",
    ]);
  });

  test('a key of an item of a volume, and of a Secret', () => {
    const items = [{ key: 'kee', path: 'a' }];
    const found = run([pod(volume({ secret: { secretName: 'there', items } })), SECRET]);
    expect(inAnyNamespace(found)).toEqual([
      "REF006 spec.volumes[0].secret.items[0].key: Secret ml/there has no key 'kee', it has 'key'",
    ]);
  });

  test.each([
    ['an optional object', env({ configMapKeyRef: { name: 'gone', key: 'key', optional: true } })],
    ['an optional key', env({ secretKeyRef: { name: 'there', key: 'gone', optional: true } })],
    ['an optional volume', volume({ secret: { secretName: 'gone', optional: true, items: [{ key: 'a' }] } })],
    ["the certificates of the cluster's API", volume({ configMap: { name: 'kube-root-ca.crt' } })],
    ['the account of every namespace', { serviceAccountName: 'default' }],
    ["a class of Kubernetes' own", { priorityClassName: 'system-node-critical' }],
    ['names that are empty', { serviceAccountName: '', priorityClassName: '', imagePullSecrets: [{ name: '' }] }],
    ['names that are no text', { serviceAccountName: 1, priorityClassName: [], imagePullSecrets: 'gone' }],
    ['a spec that is text', 'gone'],
    ['a spec that is null', null],
    ['lists of null', { containers: [null], volumes: [null], imagePullSecrets: [null] }],
    ['a driver of another kind', volume({ csi: { driver: 'x', volumeAttributes: { secretProviderClass: 'gone' } } })],
  ])('%s is not reported', (_what, spec) => {
    expect(inAnyNamespace(run([pod(spec), SECRET]))).toEqual([]);
  });

  test('one object that is named many times is one finding', () => {
    const envFrom = [{ configMapRef: { name: 'gone' } }, { configMapRef: { name: 'gone' } }];
    expect(inAnyNamespace(run([pod(container({ envFrom }))]))).toHaveLength(1);
  });

  test('the object in another namespace is said', () => {
    const found = run([pod(container({ envFrom: [{ secretRef: { name: 'there' } }] }), 'other'), SECRET]);
    expect(inAnyNamespace(found)).toEqual([
      'REF005 spec.containers[0].envFrom[0].secretRef.name: Secret other/there does not exist; there is one in namespace ml',
    ]);
  });

  test.each([
    ['no namespace, and it is in none', '', undefined],
    ['no namespace, and it is in default', '', 'default'],
    ['a namespace, and it names none', 'ml', undefined],
  ])('a pod of %s', (_what, mine, its) => {
    const named = pod(container({ envFrom: [{ secretRef: { name: 'a' } }] }), mine);
    expect(inAnyNamespace(run([named, object('v1', 'Secret', 'a', {}, its)]))).toEqual([]);
  });
});

describe('pods of other kinds', () => {
  const spec = { serviceAccountName: 'gone' };
  const template = { spec };
  test.each([
    ['apps/v1', 'Deployment', { spec: { template } }, 'spec.template.spec.serviceAccountName'],
    ['batch/v1', 'CronJob', { spec: { jobTemplate: { spec: { template } } } }, 'spec.jobTemplate.spec.template.spec'],
    ['kubeflow.org/v1', 'Notebook', { spec: { template } }, 'spec.template.spec.serviceAccountName'],
    ['keda.sh/v1alpha1', 'ScaledJob', { spec: { jobTargetRef: { template } } }, 'spec.jobTargetRef.template.spec'],
    ['argoproj.io/v1alpha1', 'Workflow', { spec }, 'spec.serviceAccountName'],
    ['kubeflow.org/v1alpha1', 'PodDefault', { spec }, 'spec.serviceAccountName'],
  ])('%s %s', (apiVersion, kind, rest, path) => {
    const [finding, ...others] = inAnyNamespace(run([object(apiVersion, kind, 'a', rest, 'ml')]));
    expect(others).toEqual([]);
    expect(finding).toContain(`REF008 ${path}`);
  });

  test('a workflow takes the name of an account as a parameter', () => {
    const workflow = { serviceAccountName: '{{workflow.parameters.account}}' };
    expect(run([object('argoproj.io/v1alpha1', 'Workflow', 'a', { spec: workflow })])).toEqual([]);
  });
});

describe('roles and subjects', () => {
  const binding = (kind: string, name: string, account = 'default'): unknown => ({
    ...(object('rbac.authorization.k8s.io/v1', 'RoleBinding', 'a', {}, 'ml') as object),
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name },
    subjects: [{ kind: 'ServiceAccount', name: account, namespace: 'ml' }],
  });

  test.each(['cluster-admin', 'view', 'system:node'])('ClusterRole %s is in every cluster', (name) => {
    expect(inAnyNamespace(run([binding('ClusterRole', name)]))).toEqual([]);
  });

  test('a Role of another namespace, or of the name of a ClusterRole, is none', () => {
    const role = object('rbac.authorization.k8s.io/v1', 'Role', 'read', {}, 'other');
    const found = ['read', 'view'].flatMap((name) => inAnyNamespace(run([binding('Role', name), role])));
    expect(found.map((one) => one.slice(0, 6))).toEqual(['REF010', 'REF010']);
  });

  test('a subject that is an account', () => {
    expect(inAnyNamespace(run([binding('ClusterRole', 'view', 'gone')]))).toEqual([
      'REF009 subjects[0].name: ServiceAccount ml/gone does not exist',
    ]);
  });

  test('a user is no object', () => {
    const subjects = [{ kind: 'User', name: 'gone' }, null, { kind: 'Group', name: 'gone' }];
    expect(inAnyNamespace(run([{ ...(binding('ClusterRole', 'view') as object), subjects }]))).toEqual([]);
  });
});

describe('services and ports', () => {
  const service = object('v1', 'Service', 'web', { spec: { ports: [{ name: 'http', port: 80, targetPort: 8080 }] } });
  const ingress = (port: object, name = 'web'): unknown =>
    object('networking.k8s.io/v1', 'Ingress', 'web', { spec: { defaultBackend: { service: { name, port } } } });

  test.each([
    ['its number', { number: 80 }],
    ['its name', { name: 'http' }],
    ['none', {}],
  ])('%s is one', (_what, port) => {
    expect(run([ingress(port), service])).toEqual([]);
  });

  test.each([
    ['another number', { number: 8080 }, "port.number: Service web has no port '8080', it has 80 (http)"],
    ['another name', { name: 'web' }, "port.name: Service web has no port 'web', it has 80 (http)"],
  ])('%s is none', (_what, port, message) => {
    expect(run([ingress(port), service])).toEqual([`REF016 spec.defaultBackend.service.${message}`]);
  });

  test('a Service that is only a host has every port', () => {
    const host = object('v1', 'Service', 'web', { spec: { type: 'ExternalName', externalName: 'a.example' } });
    expect(run([ingress({ number: 8080 }), host])).toEqual([]);
  });

  test('a missing Service is one finding, without its port', () => {
    expect(run([ingress({ number: 80 }, 'gone'), service])).toEqual([
      'REF015 spec.defaultBackend.service.name: Service gone does not exist',
    ]);
  });

  test('an annotation of the AWS controller is no Service', () => {
    expect(run([ingress({ name: 'use-annotation' }, 'redirect')])).toEqual([]);
  });

  test.each([
    ['web', []],
    ['web.ml.svc.cluster.local', []],
    ['gone', ['REF015']],
    ['web.other.svc', ['REF015']],
    ['api.example.com', []],
    ['*.example.com', []],
    ['web.ml', []],
  ])('a route of Istio to %s', (host, rules) => {
    const spec = { hosts: ['a.example'], http: [{ route: [{ destination: { host, port: { number: 80 } } }] }] };
    const route = object('networking.istio.io/v1', 'VirtualService', 'a', { spec }, 'ml');
    const there = object('v1', 'Service', 'web', { spec: { ports: [{ port: 80 }] } }, 'ml');
    expect(inAnyNamespace(run([route, there])).map((one) => one.slice(0, 6))).toEqual(rules);
  });

  test('a webhook means port 443', () => {
    const webhooks = [{ name: 'a.example.com', clientConfig: { service: { name: 'web', namespace: 'ml' } } }];
    const hook = object('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', 'a', { webhooks });
    const there = (port: number): unknown => object('v1', 'Service', 'web', { spec: { ports: [{ port }] } }, 'ml');
    expect(inAnyNamespace(run([hook, there(443)]))).toEqual([]);
    expect(inAnyNamespace(run([hook, there(8443)]))).toEqual([
      "REF016 webhooks[0].clientConfig.service.port: Service ml/web has no port '443', it has 8443",
    ]);
  });
});

describe('custom kinds', () => {
  const one = (apiVersion: string, kind: string, spec: string): string =>
    `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: a, namespace: ml }\nspec: ${spec}\n`;
  const pool = (ref: string): string =>
    `apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata: { name: a }\nspec: { template: { spec: { nodeClassRef: ${ref} } } }\n`;

  test.each([
    [
      'a certificate without an issuer',
      one('cert-manager.io/v1', 'Certificate', '{ issuerRef: { name: gone } }'),
      'REF018',
    ],
    [
      'a certificate of another maker',
      one('cert-manager.io/v1', 'Certificate', '{ issuerRef: { name: gone, kind: X, group: x.io } }'),
      'REF018',
    ],
    ['a pool without a class', pool('{ group: karpenter.azure.com, kind: AKSNodeClass, name: gone }'), 'REF017'],
    ['a pool of EKS', pool('{ group: karpenter.k8s.aws, kind: EC2NodeClass, name: gone }'), 'REF017'],
    [
      'a queue without its cluster queue',
      one('kueue.x-k8s.io/v1beta1', 'LocalQueue', '{ clusterQueue: gone }'),
      'REF017',
    ],
    [
      'an external secret without a store',
      one('external-secrets.io/v1', 'ExternalSecret', '{ secretStoreRef: { name: gone } }'),
      'REF007',
    ],
    [
      'a scaled object without a target',
      one('keda.sh/v1alpha1', 'ScaledObject', '{ scaleTargetRef: { name: gone }, triggers: [] }'),
      'REF019',
    ],
    [
      'a trigger without authentication',
      one('keda.sh/v1alpha1', 'ScaledJob', '{ triggers: [{ authenticationRef: { name: gone } }] }'),
      'REF019',
    ],
    [
      'an authentication without its Secret',
      one('keda.sh/v1alpha1', 'TriggerAuthentication', '{ secretTargetRef: [{ name: gone, key: a, parameter: a }] }'),
      'REF005',
    ],
    ['an issuer without its Secret', one('cert-manager.io/v1', 'Issuer', '{ ca: { secretName: gone } }'), 'REF005'],
    [
      'a solver without its Secret',
      one(
        'cert-manager.io/v1',
        'Issuer',
        '{ acme: { privateKeySecretRef: { name: made }, solvers: [{ dns01: { azureDNS: { clientSecretSecretRef: { name: gone, key: a } } } }] } }',
      ),
      'REF005',
    ],
    [
      'a route without its gateway',
      one('networking.istio.io/v1', 'VirtualService', '{ gateways: [mesh, other/gone] }'),
      'REF020',
    ],
    [
      'a route without its parent',
      one('gateway.networking.k8s.io/v1', 'HTTPRoute', '{ parentRefs: [{ name: gone }] }'),
      'REF020',
    ],
    [
      'a gateway without its certificate',
      one('networking.istio.io/v1', 'Gateway', '{ servers: [{ tls: { credentialName: gone } }] }'),
      'REF005',
    ],
    [
      'a monitor without its Secret',
      one(
        'monitoring.coreos.com/v1',
        'ServiceMonitor',
        '{ endpoints: [{ basicAuth: { username: { name: gone, key: a } } }] }',
      ),
      'REF005',
    ],
    [
      'a delivery without its source',
      one('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', '{ sourceRef: { kind: GitRepository, name: gone } }'),
      'REF021',
    ],
    [
      'a release without its values',
      one('helm.toolkit.fluxcd.io/v2', 'HelmRelease', '{ valuesFrom: [{ kind: ConfigMap, name: gone }] }'),
      'REF004',
    ],
    ['an application without its project', one('argoproj.io/v1alpha1', 'Application', '{ project: gone }'), 'REF021'],
    [
      'an autoscaler without its target',
      one(
        'autoscaling/v2',
        'HorizontalPodAutoscaler',
        '{ scaleTargetRef: { apiVersion: apps/v1, kind: StatefulSet, name: gone } }',
      ),
      'REF019',
    ],
  ])('%s', (_what, text, rule) => {
    const found = of(text);
    expect(found.map((line) => line.slice(0, 6))).toEqual([rule]);
    expect(found[0]).toContain('gone does not exist');
  });

  test('a label of a queue', () => {
    const metadata = { name: 'a', namespace: 'ml', labels: { 'kueue.x-k8s.io/queue-name': 'gone' } };
    expect(inAnyNamespace(run([{ apiVersion: 'batch/v1', kind: 'Job', metadata }]))).toEqual([
      'REF017 metadata.labels[kueue.x-k8s.io/queue-name]: LocalQueue ml/gone does not exist',
    ]);
  });

  test('of a certificate the keys are known', () => {
    const certificate = `${one('cert-manager.io/v1', 'Certificate', '{ secretName: tls }')}---\n`;
    const mount = (key: string): string =>
      `apiVersion: v1\nkind: Pod\nmetadata: { name: a, namespace: ml }\nspec: { volumes: [{ name: a, secret: { secretName: tls, items: [{ key: ${key}, path: a }] } }] }\n`;
    expect(of(certificate + mount('tls.crt'))).toEqual([]);
    expect(of(certificate + mount('cert.pem'))).toEqual([
      "REF006 spec.volumes[0].secret.items[0].key: Secret ml/tls has no key 'cert.pem', it has 'tls.crt', 'tls.key', 'ca.crt'",
    ]);
  });

  test('a claim of a StatefulSet has the number of its pod', () => {
    const set = one('apps/v1', 'StatefulSet', '{ volumeClaimTemplates: [{ metadata: { name: data } }] }');
    const use = (claim: string): string =>
      `---\napiVersion: v1\nkind: Pod\nmetadata: { name: b, namespace: ml }\nspec: { volumes: [{ name: a, persistentVolumeClaim: { claimName: ${claim} } }] }\n`;
    expect(of(set + use('data-a-0'))).toEqual([]);
    expect(of(set + use('data-a'))).toHaveLength(1);
  });
});

test('an object of any shape stops nothing', () => {
  const odd = ['text', 1, null, [], [null], { a: null }, { name: 1, key: [] }];
  const kinds = [
    ...['v1/Pod', 'v1/ServiceAccount', 'v1/Service', 'v1/ConfigMap', 'v1/Secret', 'apps/v1/StatefulSet'],
    ...['networking.k8s.io/v1/Ingress', 'rbac.authorization.k8s.io/v1/RoleBinding', 'cert-manager.io/v1/Issuer'],
    ...['cert-manager.io/v1/Certificate', 'external-secrets.io/v1/ExternalSecret', 'kubeflow.org/v1/Profile'],
    ...['networking.istio.io/v1/VirtualService', 'keda.sh/v1alpha1/ScaledObject', 'argoproj.io/v1alpha1/Workflow'],
  ];
  for (const kind of kinds) {
    const cut = kind.lastIndexOf('/');
    for (const spec of odd) {
      const base = { apiVersion: kind.slice(0, cut), kind: kind.slice(cut + 1), data: spec, spec, template: spec };
      for (const field of ['template', 'rules', 'tls', 'triggers', 'gateways', 'volumes', 'containers', 'http']) {
        expect(() => run([{ ...base, metadata: { name: 'a' }, spec: { [field]: spec } }])).not.toThrow();
      }
      expect(() => run([{ ...base, metadata: { name: 'a', labels: spec, annotations: spec } }])).not.toThrow();
      expect(() => run([{ ...base, metadata: spec }])).not.toThrow();
    }
  }
  expect(documents('a: 1')).toEqual([{ a: 1 }]);
});
