import { closest } from 'fastest-levenshtein';
import type { Rule } from '../../rule';
import { ResourceCatalog } from '../rbac/resources';
import { rolePage, writtenRules } from './each-rule';

/** RBA004: the resources of a rule exist in one of its groups. */
export const unknownResource: Rule = {
  id: 'RBA004',
  title: 'resource that does not exist in the groups of the rule',
  severity: 'error',
  why: 'RBAC compares texts and takes any: the rule is accepted, grants nothing, and the program is refused at run time',
  fix: 'write the plural in small letters, and the group that serves it',
  page: {
    reports:
      'a resource that none of the groups of its rule serves, and a subresource that the resource does not have, where all groups are those of Kubernetes itself: `configMaps` for `configmaps`, `deployments` in the core group, `pod`. A rule that names several groups is right if one of them serves the resource. Resources that older versions served are not reported, and neither are the subresources `status`, `scale` and `finalizers`, which generators write for any resource.',
    mend: '`kubectl api-resources` lists plurals and groups. The core group is empty text.',
    before: rolePage('Role', "apiGroups: ['']\nresources: [configMaps]\nverbs: [get]"),
    after: rolePage('Role', "apiGroups: ['']\nresources: [configmaps]\nverbs: [get]"),
  },
  *check(model) {
    const catalog = ResourceCatalog.of(model);
    for (const { manifest, rule, path } of writtenRules(model)) {
      if (rule.apiGroups.length === 0 || !rule.apiGroups.every((group) => catalog.isComplete(group))) continue;
      for (const [index, combined] of rule.resources.entries()) {
        const message = problemOf(combined, rule.apiGroups, catalog);
        if (message !== undefined) yield { manifest, path: [...path, 'resources', index], message };
      }
    }
  },
};

function problemOf(combined: string, groups: readonly string[], catalog: ResourceCatalog): string | undefined {
  const [plural = '', ...rest] = combined.split('/');
  const subresource = rest.join('/');
  if (plural === '*' || combined === '') return undefined;
  const found = groups.flatMap((group) => catalog.find(group, plural) ?? []);
  if (found.length === 0) {
    const known = groups.flatMap((group) => catalog.ofGroup(group).map((one) => one.plural));
    return `'${plural}' is no resource of ${groups.map(groupName).join(', ')}${hint(plural, known, catalog)}`;
  }
  if (['', '*', 'finalizers', 'scale', 'status'].includes(subresource)) return undefined;
  // What users are impersonated with are subresources of any name.
  if (found.some((one) => one.plural === 'userextras' || one.subresources?.includes(subresource))) return undefined;
  return `'${plural}' has no subresource '${subresource}'`;
}

function hint(plural: string, known: readonly string[], catalog: ResourceCatalog): string {
  const meant = catalog.named(plural);
  if (meant) {
    const group = known.includes(meant.plural) ? '' : ` of ${groupName(meant.group)}`;
    return `; it is '${meant.plural}'${group}`;
  }
  return known.length > 0 ? `; the nearest is '${closest(plural, [...known])}'` : '';
}

function groupName(group: string): string {
  return group === '' ? "the core group ''" : `group ${group}`;
}
