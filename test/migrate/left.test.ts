import { Target } from '../../src/facts/target';
import { migrated, notes } from './support';

/** What is not migrated, why, and the nearest neighbour that is. */
const CASES: readonly (readonly [name: string, text: string, message: RegExp, mended: (text: string) => string])[] = [
  [
    'a Deployment without labels in its template',
    'apiVersion: apps/v1beta1\nkind: Deployment\nmetadata: { name: a }\nspec:\n  template: { spec: { containers: [] } }\n',
    /^manual 5 Deployment a spec\.template\.metadata\.labels: apps\/v1 needs a selector/,
    (text) => text.replace('template: {', 'template: { metadata: { labels: { app: a } },'),
  ],
  [
    'a webhook that does not say its side effects',
    'apiVersion: admissionregistration.k8s.io/v1beta1\nkind: MutatingWebhookConfiguration\nmetadata: { name: a }\nwebhooks:\n- name: a.b.c\n',
    /^manual 5 .* webhooks\[0\]\.sideEffects: is not set, v1 needs None or NoneOnDryRun/,
    (text) => `${text}  sideEffects: NoneOnDryRun\n`,
  ],
  [
    'a webhook with unknown side effects',
    'apiVersion: admissionregistration.k8s.io/v1beta1\nkind: MutatingWebhookConfiguration\nmetadata: { name: a }\nwebhooks:\n- sideEffects: Unknown\n',
    /^manual 5 .*: is Unknown, v1 needs None/,
    (text) => text.replace('Unknown', 'None'),
  ],
  [
    'a binding of everybody in v1alpha1',
    "apiVersion: rbac.authorization.k8s.io/v1alpha1\nkind: RoleBinding\nmetadata: { name: a }\nsubjects: [{ kind: User, name: '*' }]\n",
    /^manual 4 RoleBinding a subjects\[0\]\.name: '\*' meant everybody/,
    (text) => text.replace("'*'", 'ana'),
  ],
  [
    'a CertificateSigningRequest without a signer',
    'apiVersion: certificates.k8s.io/v1beta1\nkind: CertificateSigningRequest\nmetadata: { name: a }\nspec: { request: YQ==, usages: [client auth] }\n',
    /^manual 4 .* spec\.signerName: v1 needs a signer/,
    (text) => text.replace('spec: {', 'spec: { signerName: example.com/a,'),
  ],
  [
    'a Certificate with ACME settings of its own',
    'apiVersion: certmanager.k8s.io/v1alpha1\nkind: Certificate\nmetadata: { name: a }\nspec:\n  acme: { config: [] }\n  secretName: a\n',
    /^manual 5 Certificate a spec\.acme: has no place in a Certificate since cert-manager 0\.11/,
    (text) => text.replace('  acme: { config: [] }\n', ''),
  ],
  [
    'an issuer with providers',
    'apiVersion: certmanager.k8s.io/v1alpha1\nkind: Issuer\nmetadata: { name: a }\nspec:\n  acme:\n    http01: {}\n    server: s\n',
    /^manual 6 Issuer a spec\.acme\.http01: was replaced by solvers/,
    (text) => text.replace('    http01: {}\n', ''),
  ],
  [
    'an Ingress of two classes',
    'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: a, annotations: { kubernetes.io/ingress.class: nginx } }\nspec: { ingressClassName: istio }\n',
    /^manual 3 .*: is 'nginx' and spec\.ingressClassName is "istio"/,
    (text) => text.replace('istio }', 'nginx }'),
  ],
  [
    'a pod that selects by both names with two values',
    'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  nodeSelector:\n    beta.kubernetes.io/os: linux\n    kubernetes.io/os: windows\n',
    /^manual 6 Pod a spec\.nodeSelector\[beta\.kubernetes\.io\/os\]: is "linux" and kubernetes\.io\/os is "windows"/,
    (text) => text.replace('windows', 'linux'),
  ],
  [
    'a profile of a container that is not there',
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  annotations: { container.apparmor.security.beta.kubernetes.io/b: unconfined }\nspec: { containers: [{ name: a }] }\n',
    /^manual 5 .*: names container b, which the pod does not have/,
    (text) => text.replace('io/b:', 'io/a:'),
  ],
  [
    'a profile that is none',
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  annotations: { seccomp.security.alpha.kubernetes.io/pod: mine }\nspec: { containers: [] }\n',
    /^manual 5 .*: is 'mine', which is no profile/,
    (text) => text.replace('mine', 'localhost/mine'),
  ],
];

test.each(CASES)('%s stays as it is, and its neighbour does not', (_name, text, message, mended) => {
  expect(migrated(text)).toBe(text);
  expect(notes(text)).toEqual([expect.stringMatching(message)]);
  const neighbour = mended(text);
  expect(migrated(neighbour)).not.toBe(neighbour);
  expect(notes(neighbour).filter((note) => note.startsWith('manual'))).toEqual([]);
});

test.each([
  ['policy/v1beta1', 'PodSecurityPolicy', /pod-security\.kubernetes\.io\/enforce/],
  ['apiextensions.k8s.io/v1beta1', 'CustomResourceDefinition', /structural schema/],
  ['events.k8s.io/v1beta1', 'Event', /take it out/],
  ['node.k8s.io/v1alpha1', 'RuntimeClass', /handler in place of spec\.runtimeHandler/],
  ['acme.cert-manager.io/v1alpha2', 'Order', /cert-manager makes each Order itself/],
  ['certmanager.k8s.io/v1alpha1', 'Challenge', /cert-manager makes each Challenge itself/],
  ['external-secrets.io/v1alpha1', 'SecretStore', /write it as external-secrets\.io\/v1/],
  ['authentication.istio.io/v1alpha1', 'Policy', /PeerAuthentication for its mTLS and a RequestAuthentication/],
  ['config.istio.io/v1alpha2', 'rule', /Mixer/],
  [
    'rbac.istio.io/v1alpha1',
    'ClusterRbacConfig',
    /AuthorizationPolicy of security\.istio\.io\/v1 without rules in each namespace/,
  ],
])('%s %s is reported', (apiVersion, kind, message) => {
  const text = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: a }\n`;
  expect(migrated(text)).toBe(text);
  expect(notes(text)).toEqual([expect.stringMatching(message)]);
});

test('an EnvoyFilter of the form that Istio no longer reads is reported, and one of today is not', () => {
  const filter = (spec: string): string =>
    `apiVersion: networking.istio.io/v1alpha3\nkind: EnvoyFilter\nmetadata: { name: a, namespace: b }\nspec: { ${spec} }\n`;
  const old = filter('workloadLabels: { istio: ingressgateway }, filters: []');
  expect(migrated(old)).toBe(old);
  expect(notes(old)).toEqual([
    expect.stringMatching(/spec\.filters[^]*is no field of EnvoyFilter any more; write configPatches/),
  ]);
  expect(notes(filter('configPatches: []'))).toEqual([]);
});

test('a ServiceRoleBinding says the policy to write, with the services of its role', () => {
  const text = `apiVersion: rbac.istio.io/v1alpha1
kind: ServiceRole
metadata: { name: services, namespace: kubeflow }
spec: { rules: [{ services: [ml-pipeline.kubeflow.svc.cluster.local] }] }
---
apiVersion: rbac.istio.io/v1alpha1
kind: ServiceRoleBinding
metadata: { name: everyone, namespace: kubeflow }
spec: { roleRef: { kind: ServiceRole, name: services }, subjects: [{ user: '*' }] }
`;
  expect(notes(text)[1]).toBe(
    'manual 6 ServiceRoleBinding kubeflow/everyone : ServiceRoleBinding was removed in Istio 1.6; write an AuthorizationPolicy of security.istio.io/v1 in ' +
      "kubeflow with a selector for the pods of ml-pipeline.kubeflow.svc.cluster.local, and in rules[].from who may call: everybody, for its user is '*'",
  );
});

describe('Istio', () => {
  const text = [
    'networking.istio.io/v1alpha3 VirtualService',
    'security.istio.io/v1beta1 PeerAuthentication',
    'networking.istio.io/v1alpha3 EnvoyFilter',
  ]
    .map((one) => `apiVersion: ${one.split(' ')[0]!}\nkind: ${one.split(' ')[1]!}\nmetadata: { name: a }\n`)
    .join('---\n');

  test.each([[undefined], [[1, 21] as const]])('of version %p keeps its versions', (istio) => {
    expect(migrated(text, istio && { istio })).toBe(text);
  });

  test.each([[[1, 22] as const], [[2, 0] as const]])('of version %p gets v1, where the kind has it', (istio) => {
    const apiVersions = migrated(text, { istio }).match(/\S+\/v\S+/g);
    expect(apiVersions).toEqual(['networking.istio.io/v1', 'security.istio.io/v1', 'networking.istio.io/v1alpha3']);
  });
});

describe('by the version of the target', () => {
  const flow =
    'apiVersion: flowcontrol.apiserver.k8s.io/v1beta3\nkind: PriorityLevelConfiguration\nmetadata: { name: a }\nspec: { limited: { nominalConcurrencyShares: 0 } }\n';
  const apparmor =
    'apiVersion: v1\nkind: Pod\nmetadata: { name: a, annotations: { container.apparmor.security.beta.kubernetes.io/a: unconfined } }\nspec: { containers: [{ name: a }] }\n';

  test('what 1.28 does not serve is not written', () => {
    const target = Target.generic('1.28');
    expect(migrated(flow, { target })).toBe(flow);
    expect(migrated(apparmor, { target })).toBe(apparmor);
  });

  test('what it serves is written', () => {
    const target = Target.generic('1.30');
    expect(migrated(flow, { target })).toContain('nominalConcurrencyShares: 30');
    expect(migrated(apparmor, { target })).toContain('securityContext: { appArmorProfile: { type: Unconfined } }');
  });
});

describe('what is current or not to be touched stays', () => {
  test.each([
    [
      'a class that cannot be a name',
      'metadata: { name: a, annotations: { kubernetes.io/ingress.class: azure/application-gateway } }',
    ],
    ['a class of GKE', 'metadata: { name: a, annotations: { kubernetes.io/ingress.class: gce } }'],
  ])('%s', (_name, metadata) => {
    const text = `apiVersion: networking.k8s.io/v1\nkind: Ingress\n${metadata}\nspec: {}\n`;
    expect([migrated(text), notes(text)]).toEqual([text, []]);
  });

  test.each([
    ['a toleration of everything', '[{ operator: Exists }, { key: node-role.kubernetes.io/master, operator: Exists }]'],
    ['both tolerations', '[{ key: node-role.kubernetes.io/control-plane }, { key: node-role.kubernetes.io/master }]'],
    ['a toleration of something else', '[{ key: sku, value: gpu }]'],
  ])('%s', (_name, tolerations) => {
    const text = `apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { tolerations: ${tolerations} }\n`;
    expect([migrated(text), notes(text)]).toEqual([text, []]);
  });

  test('a kind of an unknown group with old words', () => {
    const text =
      'apiVersion: example.com/v1beta1\nkind: Deployment\nmetadata: { name: a }\nspec: { template: { spec: { serviceAccount: a } } }\n';
    expect([migrated(text), notes(text)]).toEqual([text, []]);
  });

  test('KEDA has no other version', () => {
    const text = 'apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: { name: a }\n';
    expect([migrated(text), notes(text)]).toEqual([text, []]);
  });
});

test('a custom resource that holds a pod is seen into', () => {
  const text =
    'apiVersion: kubeflow.org/v1\nkind: Notebook\nmetadata: { name: a }\nspec: { template: { spec: { serviceAccount: a } } }\n';
  expect(migrated(text)).toContain('spec: { serviceAccountName: a }');
});

describe('GPUs by the name that they had before device plugins', () => {
  const pod = (resources: string): string =>
    `apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  containers:\n    - name: a\n      resources: ${resources}\n`;

  test('get the name of the device plugin, and it is said', () => {
    const old = pod(
      '{ limits: { alpha.kubernetes.io/nvidia-gpu: 1 }, requests: { alpha.kubernetes.io/nvidia-gpu: 1 } }',
    );
    expect(migrated(old)).toBe(pod('{ limits: { nvidia.com/gpu: 1 }, requests: { nvidia.com/gpu: 1 } }'));
    expect(notes(old)).toEqual(
      ['limits', 'requests'].map(
        (field) =>
          `warning 7 Pod a spec.containers[0].resources.${field}[alpha.kubernetes.io/nvidia-gpu]: becomes nvidia.com/gpu, which nodes have where the device plugin of NVIDIA runs`,
      ),
    );
  });

  test('both names with other numbers are left to the author', () => {
    const both = pod('{ limits: { alpha.kubernetes.io/nvidia-gpu: 1, nvidia.com/gpu: 2 } }');
    expect(migrated(both)).toBe(both);
    expect(notes(both)).toEqual([
      'manual 7 Pod a spec.containers[0].resources.limits[alpha.kubernetes.io/nvidia-gpu]: is 1 and nvidia.com/gpu is 2; take one of them away',
    ]);
  });

  test('the name of today is not touched', () => {
    const now = pod('{ limits: { nvidia.com/gpu: 1 } }');
    expect([migrated(now), notes(now)]).toEqual([now, []]);
  });
});

test('an Ingress whose class is among the files is not warned of', () => {
  const text = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: a, annotations: { kubernetes.io/ingress.class: nginx } }
spec: { rules: [] }
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: { name: nginx }
`;
  expect(notes(text)).toEqual([]);
  expect(migrated(text)).toContain('metadata: { name: a }\nspec: { ingressClassName: nginx, rules: [] }\n');
});
