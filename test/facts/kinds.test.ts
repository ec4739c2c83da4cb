import * as fs from 'fs';
import * as path from 'path';
import { groupOf, isClusterScoped, kindFacts } from '../../src/facts/kinds';

const SCHEMAS = path.resolve(__dirname, '../../../shared/schemas/kubernetes');
const VERSIONS = ['1.27', '1.31', '1.34', '1.36'];

/** Kinds that are asked or done and never kept, or that only describe others. */
const NOT_KEPT = /Review$|^(Binding|ComponentStatus|Eviction|Scale|TokenRequest)$/;

interface Definition {
  readonly properties?: { readonly metadata?: { readonly $ref?: string } };
  readonly 'x-kubernetes-group-version-kind'?: readonly { group: string; version: string; kind: string }[];
}

/** The kinds of a Kubernetes release that have an ObjectMeta, as `apiVersion kind`. */
function keptKinds(file: string): [apiVersion: string, kind: string][] {
  const { definitions } = JSON.parse(fs.readFileSync(file, 'utf8')) as { definitions: Record<string, Definition> };
  return Object.values(definitions)
    .filter(({ properties }) => properties?.metadata?.$ref?.endsWith('.ObjectMeta'))
    .flatMap((definition) => definition['x-kubernetes-group-version-kind'] ?? [])
    .filter(({ kind }) => !NOT_KEPT.test(kind))
    .map(({ group, version, kind }) => [group === '' ? version : `${group}/${version}`, kind]);
}

describe.each(VERSIONS)('Kubernetes %s', (version) => {
  const file = path.join(SCHEMAS, `v${version}.0.json`);
  const present = fs.existsSync(file);
  const reason = present ? '' : ' (skipped: its definitions are not beside the checkout)';

  (present ? test : test.skip)(`has no kind that is not known${reason}`, () => {
    const kinds = keptKinds(file);
    expect(kinds.length).toBeGreaterThan(50);
    expect(kinds.filter(([apiVersion, kind]) => kindFacts(apiVersion, kind) === undefined)).toEqual([]);
  });
});

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
  const imported = path.resolve(__dirname, '../../imports/karpenter.sh.schema.json');

  (fs.existsSync(imported) ? test : test.skip)('such as NodePool, once they are imported', () => {
    expect(kindFacts('karpenter.sh/v1', 'NodePool')).toMatchObject({ plural: 'nodepools', scope: 'Cluster' });
    expect(kindFacts('karpenter.sh/v1', 'Nothing')).toBeUndefined();
  });
});
