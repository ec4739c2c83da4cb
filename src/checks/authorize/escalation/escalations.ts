import type { Target } from '../../../facts/target';
import type { Model } from '../../model/model';
import type { Report } from '../../rule';
import { defaultsOf } from '../rbac/defaults';
import { ruleText } from '../rbac/explain';
import { nameOf, subjectName } from '../rbac/objects';
import { RbacPolicy } from '../rbac/policy';
import { isKnownAdministrator } from './known-accounts';
import { accountOfSubject, isOperator, strongest } from './powers';
import type { PowerName } from './powers';

/**
 * The ClusterRoleBindings whose strongest power is the one that is asked for, one report for each service account. A binding has one
 * strongest power, so that it is reported by one rule.
 *
 * @param path what an attacker does who runs code in a pod of the account
 */
export function* escalations(
  model: Model,
  target: Target,
  powers: readonly PowerName[],
  path: string,
): Iterable<Report> {
  const policy = RbacPolicy.of(model, target);
  // Those that Kubernetes makes itself are among what is exported from a cluster.
  const own = new Set(defaultsOf(target.minor).bindings.map(({ name }) => name));
  for (const binding of policy.bindings) {
    if (own.has(binding.name)) continue;
    const role = policy.roleOf(binding);
    if (!binding.manifest || binding.kind !== 'ClusterRoleBinding' || !role) continue;
    const found = strongest(role);
    if (!found || !powers.includes(found.power.name)) continue;
    for (const subject of binding.subjects) {
      const identity = accountOfSubject(subject);
      if (!identity) continue;
      if (found.power.ofOperators && isOperator(policy, identity)) continue;
      if (found.power.name === 'everything' && isKnownAdministrator(subject, binding.manifest)) continue;
      if (found.power.name === 'volumes' && isProvisioner(policy, identity.user)) continue;
      const message = `${subjectName(subject)} may ${ruleText(found.rule)} in every namespace, by ${nameOf(role)}: ${path}`;
      yield { manifest: binding.manifest, path: ['roleRef'], message };
    }
  }
}

/** A provisioner makes volumes for claims, so it reads their classes. */
function isProvisioner(policy: RbacPolicy, user: string): boolean {
  const request = { verb: 'list', group: 'storage.k8s.io', resource: 'storageclasses' };
  return policy.decide({ user, groups: [] }, request).allowed;
}
