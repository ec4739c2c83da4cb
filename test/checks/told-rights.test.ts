import { check } from '../../src/checks/check';
import type { KubernetesObject } from '../../src/checks/manifest';
import { parseManifests } from '../../src/checks/model/parse';
import { Target } from '../../src/facts/target';
import { report } from '../../src/report/report';

const TARGET = Target.generic('1.36');
const RBAC = 'rbac.authorization.k8s.io';
const ROLE = { kind: 'ClusterRole', name: 'r' };

/** The findings of a family for an account of the namespace `team` with a ClusterRole of these rules. */
function ofRules(family: string, rules: readonly object[]): string[] {
  const objects = [
    { apiVersion: `${RBAC}/v1`, ...ROLE, metadata: { name: 'r' }, rules },
    {
      apiVersion: `${RBAC}/v1`,
      kind: 'ClusterRoleBinding',
      metadata: { name: 'b' },
      roleRef: { apiGroup: RBAC, ...ROLE },
      subjects: [{ kind: 'ServiceAccount', name: 'agent', namespace: 'team' }],
    },
  ];
  const manifests = objects.map((object) => ({ object, origin: {} }));
  return check(manifests, TARGET)
    .filter(({ rule }) => rule.startsWith(family))
    .map(({ rule }) => rule);
}

describe('RBA018: approval with the signers', () => {
  const approval = {
    apiGroups: ['certificates.k8s.io'],
    resources: ['certificatesigningrequests/approval'],
    verbs: ['update'],
  };
  const signers = (...resourceNames: string[]): object => ({
    apiGroups: ['certificates.k8s.io'],
    resources: ['signers'],
    verbs: ['approve'],
    ...(resourceNames.length > 0 && { resourceNames }),
  });

  test.each([[['example.com/serving']], [['kubernetes.io/kubelet-serving']]])('%j is no power', (names) => {
    expect(ofRules('RBA018', [approval, signers(...names)])).toEqual([]);
  });

  test.each([
    [['kubernetes.io/kube-apiserver-client']],
    [['kubernetes.io/kube-apiserver-client-kubelet']],
    [['example.com/serving', 'kubernetes.io/*']],
    [[]],
  ])('%j makes users or nodes', (names) => {
    expect(ofRules('RBA018', [approval, signers(...names)])).toEqual(['RBA018']);
  });

  test('of two rules the stronger one counts', () => {
    const client = signers('kubernetes.io/kube-apiserver-client');
    expect(ofRules('RBA018', [approval, signers('example.com/serving'), client])).toEqual(['RBA018']);
  });
});

describe('lists in lists', () => {
  const binding = `{ apiVersion: ${RBAC}/v1, kind: ClusterRoleBinding, metadata: { name: NAME } }`;
  const text = `apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: List
    items:
      - ${binding.replace('NAME', 'a')}
  - apiVersion: ${RBAC}/v1
    kind: ClusterRoleBindingList
    items:
      - { metadata: { name: b } }
  - ${binding.replace('NAME', 'c')}
`;

  test('are taken apart, as kubectl does, with their lines', () => {
    const found = parseManifests(text, 'a.yaml').map(({ object, origin }) => [
      object.kind,
      object.metadata?.name,
      origin.lineOf!(['metadata', 'name']),
    ]);
    expect(found).toEqual([
      ['ClusterRoleBinding', 'a', 7],
      ['ClusterRoleBinding', 'b', 11],
      ['ClusterRoleBinding', 'c', 12],
    ]);
  });
});

describe('ACC101: custom kinds that make pods', () => {
  const namespace = (level: string): KubernetesObject => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'team', labels: { 'pod-security.kubernetes.io/enforce': level } },
  });
  const scaledJob = {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledJob',
    metadata: { name: 'a', namespace: 'team' },
    spec: {
      triggers: [{ type: 'cron', metadata: {} }],
      jobTargetRef: {
        template: {
          spec: { hostPID: true, restartPolicy: 'Never', containers: [{ name: 'c', image: 'a.example/a:1' }] },
        },
      },
    },
  };
  const found = (level: string): string[] =>
    check(
      [namespace(level), scaledJob].map((object) => ({ object, origin: {} })),
      TARGET,
    )
      .filter(({ rule }) => rule === 'ACC101')
      .map(({ message }) => message.replace(/ violates.*/, ''));

  test('a ScaledJob below the level of its namespace', () => {
    expect(found('baseline')).toEqual([
      expect.stringMatching(/^no pod of this ScaledJob will run in namespace 'team'/),
    ]);
    expect(found('privileged')).toEqual([]);
  });
});

test('the report shows a resource of any name, and a secret under no second name', () => {
  const secret = ['Zq7Tr', '9Lm2x', 'W4'].join('');
  const pod = JSON.parse(
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"a.example/a:1","resources":{"limits":{"__proto__":"1","constructor":"1"}}}]}}',
  ) as KubernetesObject;
  const storage = {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 's' },
    provisioner: 'a.example',
    parameters: { first: secret, adminPassword: secret },
  };
  const image = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'q' },
    spec: { containers: [{ name: 'c', image: `ci:${secret}@r.example/a:1` }] },
  };
  const { html } = report([pod, storage, image], TARGET);
  expect(html).toContain('__proto__');
  expect(html).not.toContain(secret);
});
