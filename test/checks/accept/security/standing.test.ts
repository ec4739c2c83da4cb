import { podSecurity } from '../../../../src/checks/accept/security/standing';
import type { KubernetesObject } from '../../../../src/checks/manifest';
import { Model } from '../../../../src/checks/model/model';
import { Target } from '../../../../src/facts/target';

const RESTRICTED = {
  securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
  containers: [{ name: 'a', securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } }],
};
const ROOT = { ...RESTRICTED, securityContext: { seccompProfile: { type: 'RuntimeDefault' } } };

function workload(spec: object, annotations: Record<string, string> = {}): KubernetesObject {
  const metadata = { name: 'a', namespace: 'ml', annotations };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { template: { spec } } };
}

function standing(...objects: KubernetesObject[]): ReturnType<typeof podSecurity> {
  return podSecurity(new Model(objects.map((object) => ({ object, origin: {} }))), Target.generic('1.34'));
}

const REASON = { 'cdk8s-ml-platform/not-restricted': ' the image runs as root ' };

test('a workload that keeps to restricted needs no reason, and has none', () => {
  expect(standing(workload(RESTRICTED, REASON))).toMatchObject([{ level: 'restricted', violations: [] }]);
  expect(standing(workload(RESTRICTED, REASON))[0]!.reason).toBeUndefined();
});

test('one that runs as root is told with the reason that it gives', () => {
  const namespace = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'ml', labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } },
  };
  expect(standing(namespace, workload(ROOT, REASON))).toEqual([
    {
      object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'ml', name: 'a' },
      level: 'baseline',
      enforced: 'baseline',
      violations: ['runAsNonRoot != true (pod or container "a" must set securityContext.runAsNonRoot=true)'],
      reason: 'the image runs as root',
    },
  ]);
});

test('without a reason, or with an empty one, there is none', () => {
  const empty = [{}, { 'cdk8s-ml-platform/not-restricted': ' ' }] as Record<string, string>[];
  for (const annotations of empty)
    expect(standing(workload(ROOT, annotations))).toMatchObject([
      { level: 'baseline', enforced: 'privileged', reason: undefined },
    ]);
});

test('what baseline refuses too is privileged, of custom resources as well', () => {
  const template = { spec: { ...ROOT, hostNetwork: true } };
  const job = { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledJob', metadata: { name: 'b', namespace: 'ml' } };
  const [found] = standing({ ...job, spec: { jobTargetRef: { template } } });
  expect(found).toMatchObject({ level: 'privileged', object: { kind: 'ScaledJob' } });
  expect(found!.violations[0]).toBe('host namespaces (hostNetwork=true)');
});

test('a pod whose security context is none is left to the schema', () => {
  expect(standing(workload({ ...ROOT, securityContext: 'none' }))).toEqual([]);
});
