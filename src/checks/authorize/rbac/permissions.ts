import { byText } from '../../../facts/by-text';
import { chainOf } from './explain';
import type { Chain } from './explain';
import type { Identity } from './identity';
import type { RbacPolicy } from './policy';

/** One line of everything that a subject may do. */
export interface Permission {
  /** Empty: in every namespace, and on cluster-scoped resources. */
  readonly namespace: string;
  /** A resource as `pods.GROUP/log`, or a path. */
  readonly what: string;
  /** Empty: every object. */
  readonly names: readonly string[];
  readonly verbs: readonly string[];
  readonly chain: Chain;
}

/**
 * Everything that RBAC lets a subject do, as it is granted: one line for each rule and resource. Rules that grant the same are each
 * named, so that it can be seen what remains when one of them goes.
 *
 * @param namespace what counts in this namespace, and what counts in all; without it what counts anywhere
 */
export function permissionsOf(policy: RbacPolicy, identity: Identity, namespace?: string): Permission[] {
  const found: Permission[] = [];
  for (const grant of policy.grantsOf(identity, namespace)) {
    const { rule } = grant;
    const chain = chainOf(policy, { allowed: true, grant })!;
    const add = (what: string): void => {
      found.push({ namespace: grant.namespace, what, names: rule.resourceNames, verbs: rule.verbs, chain });
    };
    for (const group of rule.apiGroups) for (const resource of rule.resources) add(resourceText(resource, group));
    // A path has no namespace, so a RoleBinding grants none.
    if (grant.namespace === '') for (const path of rule.nonResourceURLs) add(path);
  }
  return found.sort((a, b) => byText(a.namespace, b.namespace) || byText(a.what, b.what));
}

/** A resource as kubectl writes it: `deployments.apps/scale`. */
export function resourceText(resource: string, group: string): string {
  const slash = resource.indexOf('/');
  const [plural, sub] = slash < 0 ? [resource, ''] : [resource.slice(0, slash), resource.slice(slash)];
  return group === '' ? `${plural}${sub}` : `${plural}.${group}${sub}`;
}
