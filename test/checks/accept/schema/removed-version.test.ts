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
