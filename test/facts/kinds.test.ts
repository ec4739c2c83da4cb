import { groupOf, isClusterScoped, kindFacts } from '../../src/facts/kinds';

test.each([
  ['v1', ''],
  ['apps/v1', 'apps'],
  ['rbac.authorization.k8s.io/v1', 'rbac.authorization.k8s.io'],
  ['', ''],
])("the group of '%s' is '%s'", (apiVersion, group) => {
  expect(groupOf(apiVersion)).toBe(group);
});

test.each([
  ['v1', 'Namespace', true],
  ['v1', 'PersistentVolume', true],
  ['v1', 'PersistentVolumeClaim', false],
  ['rbac.authorization.k8s.io/v1', 'ClusterRole', true],
  ['rbac.authorization.k8s.io/v1beta1', 'ClusterRole', true],
  ['rbac.authorization.k8s.io/v1', 'Role', false],
  ['storage.k8s.io/v1', 'CSIStorageCapacity', false],
  ['resource.k8s.io/v1', 'DeviceClass', true],
  ['example.com/v1', 'ClusterRole', false],
  ['', '', false],
])('%s %s is cluster-scoped: %s', (apiVersion, kind, clusterScoped) => {
  expect(isClusterScoped(apiVersion, kind)).toBe(clusterScoped);
});

test.each([
  ['v1', 'ConfigMap', 'configmaps'],
  ['v1', 'Endpoints', 'endpoints'],
  ['networking.k8s.io/v1', 'Ingress', 'ingresses'],
  ['networking.k8s.io/v1', 'NetworkPolicy', 'networkpolicies'],
  ['scheduling.k8s.io/v1', 'PriorityClass', 'priorityclasses'],
])('%s %s is called %s in URLs and in RBAC', (apiVersion, kind, plural) => {
  expect(kindFacts(apiVersion, kind)?.plural).toBe(plural);
});

test.each([
  ['../package', 'Thing'],
  ['example.com', 'Thing'],
  ['example.com/v1', '__proto__'],
  ['v1', 'constructor'],
])('nothing is known of %s %s', (apiVersion, kind) => {
  expect(kindFacts(`${apiVersion}/v1`, kind)).toBeUndefined();
});

describe('custom kinds come from imports/', () => {
  test('such as NodePool, once they are imported', () => {
    expect(kindFacts('karpenter.sh/v1', 'NodePool')).toMatchObject({ plural: 'nodepools', scope: 'Cluster' });
    expect(kindFacts('karpenter.sh/v1', 'Nothing')).toBeUndefined();
  });
});
