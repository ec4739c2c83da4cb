import { isBuiltInGroup } from '../../../facts/kinds';
import type { Identity } from '../rbac/identity';
import type { RbacPolicy } from '../rbac/policy';
import type { PolicyRule } from '../rbac/policy-rule';
import type { Power } from './powers';

/** How an account is with custom resources. */
interface Work {
  /** It lists and watches those of a group in every namespace, as a gateway that reads its routes does. */
  readonly follows: boolean;
  /** It does more than read in such a group, be it to write a status, as every operator does. */
  readonly reconciles: boolean;
}

const READING = ['get', 'list', 'watch'];

/** Whether an account has a power for its work. One that only follows custom resources has no cause to make pods, volumes or tokens. */
export function hasForItsWork(policy: RbacPolicy, identity: Identity, { ofOperators }: Power): boolean {
  return ofOperators !== undefined && workOf(policy, identity)[ofOperators];
}

/** Whether an account is that of an operator: it follows custom resources in every namespace, and does more than read them. */
export function isOperator(policy: RbacPolicy, identity: Identity): boolean {
  return workOf(policy, identity).reconciles;
}

function workOf(policy: RbacPolicy, identity: Identity): Work {
  const [listed, watched, changed] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const { rule, namespace } of policy.grantsOf(identity, '')) {
    if (namespace !== '' || rule.resourceNames.length > 0 || rule.resources.length === 0) continue;
    for (const group of rule.apiGroups.filter(isCustom)) {
      if (allows(rule, 'list')) listed.add(group);
      if (allows(rule, 'watch')) watched.add(group);
      if (rule.verbs.some((verb) => !READING.includes(verb))) changed.add(group);
    }
  }
  const followed = [...watched].filter((group) => listed.has(group));
  return { follows: followed.length > 0, reconciles: followed.some((group) => changed.has(group)) };
}

function allows({ verbs }: PolicyRule, verb: string): boolean {
  return verbs.includes('*') || verbs.includes(verb);
}

function isCustom(group: string): boolean {
  return group.includes('.') && !isBuiltInGroup(group) && !group.endsWith('metrics.k8s.io');
}
