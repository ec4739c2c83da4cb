import { record } from '../../accept/read';
import type { Manifest } from '../../manifest';
import type { Rule } from '../../rule';
import { RbacPolicy } from '../rbac/policy';
import { ResourceCatalog } from '../rbac/resources';
import { rolePage, writtenRules } from './each-rule';

/** RBA007: a Role grants what is in its namespace. */
export const clusterScopedInRole: Rule = {
  id: 'RBA007',
  title: 'cluster-scoped resource in a Role',
  severity: 'warning',
  why: 'a Role grants what is in its namespace, and no request for a cluster-scoped object has one: this part of the rule grants nothing',
  fix: 'move it to a ClusterRole that a ClusterRoleBinding binds, or leave it out',
  page: {
    reports:
      'a resource in a Role of which every group of the rule that has it says that it is cluster-scoped, such as `nodes`, `persistentvolumes` and `nodepools`; and the same in a ClusterRole that only RoleBindings bind. `namespaces` is not reported: a request for one namespace is in that namespace.',
    mend: 'Use a ClusterRole and a ClusterRoleBinding. A ClusterRole that a RoleBinding binds does not help.',
    before: rolePage('Role', "apiGroups: ['']\nresources: [nodes]\nverbs: [get, list]"),
    after: rolePage('ClusterRole', "apiGroups: ['']\nresources: [nodes]\nverbs: [get, list]"),
  },
  *check(model, target) {
    const catalog = ResourceCatalog.of(model);
    const local = boundInNamespaces(RbacPolicy.of(model, target));
    for (const { manifest, kind, rule, path } of writtenRules(model)) {
      if (kind !== 'Role' && !local.has(manifest)) continue;
      for (const [index, combined] of rule.resources.entries()) {
        const plural = combined.split('/')[0]!;
        const facts = rule.apiGroups.flatMap((group) => catalog.find(group, plural) ?? []);
        // Of a group that is not known, or `*`, nothing can be said.
        const sure = rule.apiGroups.every((group) => catalog.isComplete(group) || catalog.find(group, plural));
        if (!sure || facts.length === 0 || facts.some((one) => one.namespaced) || plural === 'namespaces') continue;
        const what = kind === 'Role' ? 'a Role' : 'a ClusterRole that only RoleBindings bind';
        const message = `'${plural}' is cluster-scoped, and ${what} grants nothing outside of its namespace`;
        yield { manifest, path: [...path, 'resources', index], message };
      }
    }
  },
};

/** The ClusterRoles that bindings name, none of them a ClusterRoleBinding. One that others gather may count everywhere. */
function boundInNamespaces({ bindings, roles }: RbacPolicy): ReadonlySet<Manifest> {
  const local = new Set<Manifest>();
  const everywhere = new Set<string>();
  for (const { kind, roleRef } of bindings) if (kind === 'ClusterRoleBinding') everywhere.add(roleRef.name);
  for (const { kind, roleRef, manifest: own } of bindings) {
    if (kind !== 'RoleBinding' || roleRef.kind !== 'ClusterRole' || everywhere.has(roleRef.name) || !own) continue;
    const manifest = roles.find('ClusterRole', '', roleRef.name)?.manifest;
    const labels = Object.keys(record(record(manifest?.object.metadata).labels));
    if (manifest && !labels.some((label) => label.includes('aggregate-to-'))) local.add(manifest);
  }
  return local;
}
