import { check } from '../../../../src/checks/check';
import type { KubernetesObject } from '../../../../src/checks/manifest';
import { Target } from '../../../../src/facts/target';

const pool = (apiVersion: string): KubernetesObject => ({ apiVersion, kind: 'NodePool', metadata: { name: 'a' } });

/** A cluster whose definition still serves v1beta1. */
const DEFINITION: KubernetesObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'nodepools.karpenter.sh' },
  spec: {
    group: 'karpenter.sh',
    scope: 'Cluster',
    names: { plural: 'nodepools', kind: 'NodePool' },
    versions: [{ name: 'v1beta1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
  },
};

function found(objects: readonly KubernetesObject[], minor: string): string[] {
  const manifests = objects.map((object) => ({ object, origin: {} }));
  return check(manifests, Target.aks(minor))
    .filter(({ rule }) => rule === 'ACC009')
    .map(({ severity, path, message, fix }) => `${severity} ${path}: ${message} -> ${fix}`);
}

test('ACC009 reports a NodePool of v1beta1 where no Karpenter runs that serves it', () => {
  expect(found([pool('karpenter.sh/v1beta1')], '1.32')).toEqual([
    "warning apiVersion: Karpenter 1.1 no longer serves karpenter.sh/v1beta1, and releases before it do not run on Kubernetes 1.32 -> write apiVersion: karpenter.sh/v1; 'cdk8s-ml-platform migrate' does, with the fields that moved",
  ]);
});

test.each<[string, readonly KubernetesObject[], string]>([
  ['on the last Kubernetes of Karpenter 1.0', [pool('karpenter.sh/v1beta1')], '1.31'],
  ['of v1', [pool('karpenter.sh/v1')], '1.34'],
  ['beside a definition that serves it', [DEFINITION, pool('karpenter.sh/v1beta1')], '1.34'],
])('ACC009 does not report a NodePool %s', (_what, objects, minor) => {
  expect(found(objects, minor)).toEqual([]);
});

const of = (apiVersion: string, kind: string): KubernetesObject => ({
  apiVersion,
  kind,
  metadata: { name: 'a', namespace: 'a' },
});

/** What is said of the version of an object. */
function said(objects: readonly KubernetesObject[], minor = '1.36'): string[] {
  const manifests = objects.map((object) => ({ object, origin: {} }));
  return check(manifests, Target.generic(minor))
    .filter(({ path }) => path === 'apiVersion')
    .map(({ rule, severity, message, fix }) => `${rule} ${severity}: ${message} -> ${fix}`);
}

test.each([
  [
    'external-secrets.io/v1beta1',
    'ExternalSecret',
    "ACC009 warning: External Secrets 0.17 no longer serves external-secrets.io/v1beta1, and releases before it do -> write apiVersion: external-secrets.io/v1; 'cdk8s-ml-platform migrate' does, with the fields that moved",
  ],
  [
    'helm.toolkit.fluxcd.io/v2beta2',
    'HelmRelease',
    'ACC009 warning: Flux 2.8 no longer serves helm.toolkit.fluxcd.io/v2beta2, and releases before it do -> write apiVersion: helm.toolkit.fluxcd.io/v2',
  ],
  [
    'source.toolkit.fluxcd.io/v1beta2',
    'OCIRepository',
    'ACC009 warning: Flux 2.8 no longer serves source.toolkit.fluxcd.io/v1beta2, and releases before it do -> write apiVersion: source.toolkit.fluxcd.io/v1',
  ],
  [
    'karpenter.k8s.aws/v1beta1',
    'EC2NodeClass',
    "ACC009 warning: Karpenter 1.1 no longer serves karpenter.k8s.aws/v1beta1, and releases before it do not run on Kubernetes 1.36 -> write apiVersion: karpenter.k8s.aws/v1; 'cdk8s-ml-platform migrate' does, with the fields that moved",
  ],
  [
    'external-secrets.io/v1alpha1',
    'ExternalSecret',
    'ACC003 error: no matches for kind "ExternalSecret" in version "external-secrets.io/v1alpha1"; its definition serves external-secrets.io/v1 -> write apiVersion: external-secrets.io/v1',
  ],
  [
    'kustomize.toolkit.fluxcd.io/v2',
    'Kustomization',
    'ACC003 error: no matches for kind "Kustomization" in version "kustomize.toolkit.fluxcd.io/v2"; its definition serves kustomize.toolkit.fluxcd.io/v1 -> write apiVersion: kustomize.toolkit.fluxcd.io/v1',
  ],
])('%s %s: what an older release serves is a warning, what none serves an error', (apiVersion, kind, message) => {
  expect(said([of(apiVersion, kind)])).toEqual([message]);
});

test('a node class of v1beta1 is nothing where Karpenter 1.0 runs', () => {
  expect(said([of('karpenter.k8s.aws/v1beta1', 'EC2NodeClass')], '1.31')).toEqual([]);
});

test('a definition that is given has the last word', () => {
  const versions = (served: boolean): unknown[] => [
    { name: 'v1beta1', served, storage: false, schema: { openAPIV3Schema: { type: 'object' } } },
    { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } },
  ];
  const definition = (served: boolean): KubernetesObject => ({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'externalsecrets.external-secrets.io' },
    spec: {
      group: 'external-secrets.io',
      scope: 'Namespaced',
      names: { plural: 'externalsecrets', kind: 'ExternalSecret' },
      versions: versions(served),
    },
  });
  const secret = of('external-secrets.io/v1beta1', 'ExternalSecret');
  expect(said([definition(true), secret])).toEqual([]);
  expect(said([definition(false), secret])).toEqual([
    'ACC003 error: no matches for kind "ExternalSecret" in version "external-secrets.io/v1beta1"; its definition serves external-secrets.io/v1 -> write apiVersion: external-secrets.io/v1',
  ]);
});
