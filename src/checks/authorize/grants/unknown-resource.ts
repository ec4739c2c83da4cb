import { closest, distance } from 'fastest-levenshtein';
import { isBuiltInGroup } from '../../../facts/kinds';
import type { Rule } from '../../rule';
import { can } from '../escalation/powers';
import type { PolicyRule } from '../rbac/policy-rule';
import { ResourceCatalog } from '../rbac/resources';
import type { Resource } from '../rbac/resources';
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
      'a resource that none of the groups of its rule serves, and a subresource that the resource does not have, where all groups are those of Kubernetes itself: `configMaps` for `configmaps`, `deployments` in the core group, `pod`; and `pods/*` or `*/*`, which RBAC takes for names, unless the resource itself stands beside them; and a rule whose groups are none, such as `core` and `apps/v1`. A rule that names several groups is right if one of them serves the resource. Where another rule of the role grants the resource in its own group, and where a name that no version ever had stands beside resources that there are, nothing is reported. Resources that older versions served are not reported, and neither are the subresources `status`, `scale` and `finalizers`, which generators write for any resource.',
    mend: '`kubectl api-resources` lists plurals and groups. The core group is empty text.',
    before: rolePage('Role', "apiGroups: ['']\nresources: [configMaps]\nverbs: [get]"),
    after: rolePage('Role', "apiGroups: ['']\nresources: [configmaps]\nverbs: [get]"),
  },
  *check(model) {
    const catalog = ResourceCatalog.of(model);
    for (const { manifest, rule, siblings, path } of writtenRules(model)) {
      if (rule.apiGroups.length > 0 && rule.apiGroups.every(isNoGroup)) {
        const message = `'${rule.apiGroups[0]!}' is no API group: ${NO_GROUP}`;
        yield { manifest, path: [...path, 'apiGroups', 0], message };
        continue;
      }
      if (rule.apiGroups.length === 0 || !rule.apiGroups.every((group) => catalog.isComplete(group))) continue;
      const granted = (group: string, plural: string): boolean =>
        siblings.some((one) => one !== rule && can(one, rule.verbs, group, plural));
      for (const [index, combined] of rule.resources.entries()) {
        const message = problemOf(combined, rule, catalog, granted);
        if (message !== undefined) yield { manifest, path: [...path, 'resources', index], message };
      }
    }
  },
};

const NO_GROUP =
  "the core group is empty text '', a group has no version, and each but Kubernetes's own oldest has a full stop";

/** A definition must be of a group with a full stop, and what Kubernetes serves without one is known. */
function isNoGroup(group: string): boolean {
  return group.includes('/') || !(group === '' || group === '*' || group.includes('.') || isBuiltInGroup(group));
}

function problemOf(
  combined: string,
  { apiGroups, resources }: PolicyRule,
  catalog: ResourceCatalog,
  granted: (group: string, plural: string) => boolean,
): string | undefined {
  const [plural = '', ...rest] = combined.split('/');
  const subresource = rest.join('/');
  if (subresource === '*' && !resources.includes('*') && !resources.includes(plural)) {
    return `'${combined}' grants nothing: RBAC knows '*' alone and '*/SUBRESOURCE', so each subresource is named`;
  }
  if (plural === '*' || combined === '') return undefined;
  const found = inGroups(plural, apiGroups, catalog);
  if (found.length === 0) {
    const meant = catalog.named(plural);
    // Right in another rule of the role, so nothing is missing.
    if (meant && granted(meant.group, meant.plural)) return undefined;
    const known = apiGroups.flatMap((group) => catalog.ofGroup(group).map((one) => one.plural));
    const near = known.length > 0 ? closest(plural, known) : '';
    const isSlip = meant !== undefined || distance(plural, near) <= 2;
    // What no version ever had, beside resources that there are, is left over from another time and does no harm.
    if (!isSlip && resources.some((other) => inGroups(other.split('/')[0]!, apiGroups, catalog).length > 0))
      return undefined;
    const groups = apiGroups.map(groupName).join(', ');
    return `'${plural}' is no resource of ${groups}${hint(meant, known, near)}`;
  }
  if (['', '*', 'finalizers', 'scale', 'status'].includes(subresource)) return undefined;
  // What users are impersonated with are subresources of any name.
  if (found.some((one) => one.plural === 'userextras' || one.subresources?.includes(subresource))) return undefined;
  return `'${plural}' has no subresource '${subresource}'`;
}

function inGroups(plural: string, groups: readonly string[], catalog: ResourceCatalog): Resource[] {
  return groups.flatMap((group) => catalog.find(group, plural) ?? []);
}

function hint(meant: Resource | undefined, known: readonly string[], near: string): string {
  if (!meant) return near === '' ? '' : `; the nearest is '${near}'`;
  return `; it is '${meant.plural}'${known.includes(meant.plural) ? '' : ` of ${groupName(meant.group)}`}`;
}

function groupName(group: string): string {
  return group === '' ? "the core group ''" : `group ${group}`;
}
