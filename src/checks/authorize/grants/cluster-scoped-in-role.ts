import type { Rule } from '../../rule';
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
      'a resource in a Role of which every group of the rule that has it says that it is cluster-scoped, such as `nodes`, `persistentvolumes` and `nodepools`. `namespaces` is not reported: a request for one namespace is in that namespace.',
    mend: 'Use a ClusterRole and a ClusterRoleBinding. A ClusterRole that a RoleBinding binds does not help.',
    before: rolePage('Role', "apiGroups: ['']\nresources: [nodes]\nverbs: [get, list]"),
    after: rolePage('ClusterRole', "apiGroups: ['']\nresources: [nodes]\nverbs: [get, list]"),
  },
  *check(model) {
    const catalog = ResourceCatalog.of(model);
    for (const { manifest, kind, rule, path } of writtenRules(model)) {
      if (kind !== 'Role') continue;
      for (const [index, combined] of rule.resources.entries()) {
        const plural = combined.split('/')[0]!;
        const facts = rule.apiGroups.flatMap((group) => catalog.find(group, plural) ?? []);
        // Of a group that is not known, or `*`, nothing can be said.
        const sure = rule.apiGroups.every((group) => catalog.isComplete(group) || catalog.find(group, plural));
        if (!sure || facts.length === 0 || facts.some((one) => one.namespaced) || plural === 'namespaces') continue;
        const message = `'${plural}' is cluster-scoped, and a Role grants nothing outside of its namespace`;
        yield { manifest, path: [...path, 'resources', index], message };
      }
    }
  },
};
