import type { Model } from '../../model/model';
import type { RbacPolicy } from './policy';
import type { AccessRequest } from './policy-rule';
import { ResourceCatalog, SPECIAL_VERBS, VERBS } from './resources';
import type { Resource } from './resources';

/** The part of a request that the resource says, and what is odd about it. */
type Parsed = Pick<AccessRequest, 'group' | 'resource' | 'subresource' | 'nonResourceURL'> & {
  readonly warnings: readonly string[];
};

/**
 * Reads `RESOURCE[.GROUP][/SUBRESOURCE]` as kubectl does: plural, singular and short names, `deployments.apps` and `deployments.v1.apps`.
 * What begins with a slash is a path. A name that no group is given for, and that is no kind of Kubernetes or of a definition among the
 * manifests, is looked for in the rules: of one group only it is that one's.
 */
export function parseResource(
  given: string,
  model: Model,
  policy: RbacPolicy,
  options: { readonly namespace?: string; readonly subresource?: string },
): Parsed {
  if (given.startsWith('/')) return { nonResourceURL: given, warnings: [] };
  const slash = given.indexOf('/');
  const subresource = options.subresource ?? (slash < 0 ? '' : given.slice(slash + 1));
  const [name, group] = split(slash < 0 ? given : given.slice(0, slash));
  if (name === '*') return { group: group ?? '', resource: '*', subresource, warnings: [] };
  const catalog = ResourceCatalog.of(model);
  const found = find(catalog, name, group) ?? (group === undefined ? inRules(catalog, policy, name) : undefined);
  if (!found) {
    const groups = group === undefined ? groupsOf(policy, name) : [group];
    // All that Kubernetes' own groups have is known, what others have is not.
    const missed = group !== undefined && catalog.isComplete(withoutVersion(group));
    const warnings = groups.length === 1 && !missed ? [] : [unknown(name, group)];
    return { group: groups.length === 1 ? groups[0] : '', resource: name, subresource, warnings };
  }
  const scoped = (options.namespace ?? '') !== '' && !found.namespaced && found.plural !== 'namespaces';
  const warnings = scoped ? [`resource '${found.plural}' is not namespace scoped`] : [];
  // kubectl takes TYPE/NAME here, so what stands behind the slash may be meant as a name.
  if (subresource !== '' && subresource !== '*' && found.subresources?.includes(subresource) === false)
    warnings.push(
      `resource '${found.plural}' has no subresource '${subresource}'; a name stands apart: ${found.plural} ${subresource}`,
    );
  return { group: found.group, resource: found.plural, subresource, warnings };
}

/** What kubectl says of a verb that nothing is asked by; `undefined` where it is known. */
export function verbWarning(
  verb: string,
  { nonResourceURL }: Pick<AccessRequest, 'nonResourceURL'>,
): string | undefined {
  const known = nonResourceURL === undefined ? [...VERBS, ...SPECIAL_VERBS] : URL_VERBS;
  const limited = nonResourceURL === undefined && /^impersonate(-on)?:/.test(verb);
  return verb === '*' || limited || known.includes(verb) ? undefined : `verb '${verb}' is not a known verb`;
}

/** The verbs of paths, which are the methods of HTTP. */
const URL_VERBS = ['delete', 'get', 'head', 'options', 'patch', 'post', 'put'];

function find(catalog: ResourceCatalog, name: string, group: string | undefined): Resource | undefined {
  if (group === undefined) return catalog.named(name);
  return catalog.named(name, group) ?? catalog.named(name, withoutVersion(group));
}

/** `apps` of `v1.apps`, and the core group of `v1`. */
function withoutVersion(group: string): string {
  return group.replace(/^v\d+((alpha|beta)\d+)?(\.|$)/, '');
}

function unknown(name: string, group: string | undefined): string {
  const within = group === undefined ? '' : group === '' ? ' in the core group' : ` in group ${group}`;
  return `no resource is named '${name}'${within}`;
}

function split(text: string): [name: string, group: string | undefined] {
  const dot = text.indexOf('.');
  return dot < 0 ? [text, undefined] : [text.slice(0, dot), text.slice(dot + 1)];
}

/** A custom resource by its plural or singular, where one group only of those that rules name is known to have it. */
function inRules(catalog: ResourceCatalog, policy: RbacPolicy, name: string): Resource | undefined {
  const found = groupsOf(policy).flatMap((group) => catalog.named(name, group) ?? []);
  return found.length === 1 ? found[0] : undefined;
}

/** The groups in which rules of the manifests name a resource; without one, all that they name. */
function groupsOf(policy: RbacPolicy, resource?: string): string[] {
  const groups = new Set<string>();
  for (const { rules, manifest } of policy.roles.all) {
    if (!manifest) continue;
    for (const rule of rules) {
      if (resource !== undefined && !rule.resources.includes(resource)) continue;
      for (const group of rule.apiGroups) if (group !== '*') groups.add(group);
    }
  }
  return [...groups];
}
