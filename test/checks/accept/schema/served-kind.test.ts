import { Target } from '../../../../src/facts/target';
import { checkObjects } from '../../support';

function found(apiVersion: unknown, kind: unknown, version = '1.36'): string[] {
  return checkObjects([{ apiVersion, kind, metadata: { name: 'a' } }], Target.generic(version))
    .filter(({ rule }) => rule === 'ACC003')
    .map(({ path, message, fix }) => `${path}: ${message} -> ${fix}`);
}

describe('what is no manifest', () => {
  const fix = 'leave the file out, in a command by --exclude, or write apiVersion and kind';

  test('settings of Helm are called so', () => {
    expect(found(undefined, undefined)).toEqual([
      `: neither 'apiVersion' nor 'kind' is set, so this is no manifest -> ${fix}`,
    ]);
    expect(found('', null)).toHaveLength(1);
  });

  test('one of the two is named where it is missing', () => {
    const write = 'write an apiVersion and a kind that the target serves';
    expect(found('v2', undefined)).toEqual([`kind: 'kind' is not set -> ${write}`]);
    expect(found(undefined, 'ConfigMap')).toEqual([`apiVersion: 'apiVersion' is not set -> ${write}`]);
  });
});

describe('ACC003 reports', () => {
  test.each([
    [
      'v1',
      'ComponentStatus',
      'kind: the server does not allow this method on the requested resource: a ComponentStatus can only be read -> leave the object out',
    ],
    [
      'v1',
      'namespace',
      'kind: no matches for kind "namespace" in version "v1"; Kubernetes 1.36 serves Namespace of v1 -> write kind: Namespace',
    ],
    [
      'apps/v1',
      'Deployments',
      'kind: no matches for kind "Deployments" in version "apps/v1"; Kubernetes 1.36 serves Deployment of apps/v1 -> write kind: Deployment',
    ],
    [
      'v1',
      'Deployment',
      'apiVersion: no matches for kind "Deployment" in version "v1"; Kubernetes 1.36 serves Deployment of apps/v1 -> write apiVersion: apps/v1',
    ],
    [
      'Batch/v1',
      'Job',
      'apiVersion: no matches for kind "Job" in version "Batch/v1"; Kubernetes 1.36 serves Job of batch/v1 -> write apiVersion: batch/v1',
    ],
    [
      'Keda.sh/v1alpha1',
      'ScaledObject',
      'apiVersion: no matches for kind "ScaledObject" in version "Keda.sh/v1alpha1" -> write an apiVersion and a kind that the target serves',
    ],
    [
      'extensions/v1beta1',
      'Ingress',
      'apiVersion: no matches for kind "Ingress" in version "extensions/v1beta1"; Kubernetes 1.36 no longer serves it, removed in 1.22; Kubernetes 1.36 serves Ingress of networking.k8s.io/v1 -> write apiVersion: networking.k8s.io/v1',
    ],
    [
      'batch/v1beta1',
      'CronJob',
      'apiVersion: no matches for kind "CronJob" in version "batch/v1beta1"; Kubernetes 1.36 no longer serves it, removed in 1.25; Kubernetes 1.36 serves CronJob of batch/v1 -> write apiVersion: batch/v1',
    ],
    [
      'policy/v1beta1',
      'PodSecurityPolicy',
      'apiVersion: no matches for kind "PodSecurityPolicy" in version "policy/v1beta1"; Kubernetes 1.36 no longer serves it, removed in 1.25 -> write an apiVersion and a kind that the target serves',
    ],
    [
      'karpenter.azure.com/v1beta1',
      'AksNodeClass',
      'kind: no matches for kind "AksNodeClass" in version "karpenter.azure.com/v1beta1"; the kind is AKSNodeClass -> write kind: AKSNodeClass',
    ],
    [
      'kubeflow.org/v1',
      'PodDefault',
      'apiVersion: no matches for kind "PodDefault" in version "kubeflow.org/v1"; its definition serves kubeflow.org/v1alpha1 -> write apiVersion: kubeflow.org/v1alpha1',
    ],
  ])('%s %s', (apiVersion, kind, expected) => {
    expect(found(apiVersion, kind)).toEqual([expected]);
  });

  test.each([
    ['a kind that Karpenter removed', 'karpenter.sh/v1alpha5', 'Provisioner', '1.31', 'Karpenter 0.33 removed it'],
    ['a kind that Istio removed', 'rbac.istio.io/v1alpha1', 'ClusterRbacConfig', '1.36', 'Istio 1.6 removed it'],
    ['a group that cert-manager left', 'certmanager.k8s.io/v1alpha1', 'Issuer', '1.36', 'cert-manager 0.11 removed it'],
    ['a group that KEDA left', 'keda.k8s.io/v1alpha1', 'ScaledObject', '1.36', 'write the kind of keda.sh/v1alpha1'],
    ['what is off unless it is turned on', 'networking.k8s.io/v1beta1', 'IPAddress', '1.31', '--runtime-config'],
    [
      'what comes later',
      'admissionregistration.k8s.io/v1',
      'ValidatingAdmissionPolicy',
      '1.29',
      'does not serve it yet',
    ],
    [
      'what went between two known releases',
      'flowcontrol.apiserver.k8s.io/v1beta2',
      'FlowSchema',
      '1.29',
      'removed in 1.29',
    ],
  ])('%s', (_, apiVersion, kind, version, reason) => {
    expect(found(apiVersion, kind, version)).toEqual([expect.stringContaining(reason)]);
  });

  test.each([
    [undefined, 'Pod', "apiVersion: 'apiVersion' is not set"],
    ['v1', undefined, "kind: 'kind' is not set"],
    [1, 'Pod', 'apiVersion: apiVersion 1 is not text'],
    ['v1', ['Pod'], 'kind: kind ["Pod"] is not text'],
  ])('apiVersion %j with kind %j', (apiVersion, kind, expected) => {
    expect(found(apiVersion, kind)).toEqual([expect.stringContaining(expected)]);
  });
});

test.each([
  ['v1', 'Pod', '1.27'],
  ['admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', '1.30'],
  ['flowcontrol.apiserver.k8s.io/v1beta2', 'FlowSchema', '1.28'],
  ['flowcontrol.apiserver.k8s.io/v1', 'FlowSchema', '1.29'],
  ['authorization.k8s.io/v1', 'SubjectAccessReview', '1.36'],
  ['karpenter.sh/v1beta1', 'NodePool', '1.36'],
  // Versions that are served beside the one whose schema is known.
  ['gateway.networking.k8s.io/v1beta1', 'HTTPRoute', '1.34'],
  ['gateway.networking.k8s.io/v1beta1', 'Gateway', '1.34'],
  ['kubeflow.org/v1beta1', 'Notebook', '1.34'],
  ['kueue.x-k8s.io/v1beta1', 'LocalQueue', '1.34'],
  // Kinds and groups that nothing is known of.
  ['argoproj.io/v1alpha1', 'Rollout', '1.36'],
  ['gateway.networking.k8s.io/v1alpha2', 'TCPRoute', '1.36'],
  ['snapshot.storage.k8s.io/v1', 'VolumeSnapshot', '1.36'],
  ['kubernetes-1.27/v1', 'Thing', '1.36'],
  ['example.org/v1', 'Thing', '1.36'],
])('ACC003 does not report %s %s on Kubernetes %s', (apiVersion, kind, version) => {
  expect(found(apiVersion, kind, version)).toEqual([]);
});
