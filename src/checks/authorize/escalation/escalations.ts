import type { Target } from '../../../facts/target';
import type { Model } from '../../model/model';
import type { Report } from '../../rule';
import { defaultsOf } from '../rbac/defaults';
import { ruleText } from '../rbac/explain';
import { nameOf, subjectName } from '../rbac/objects';
import type { Binding, Subject } from '../rbac/objects';
import { RbacPolicy } from '../rbac/policy';
import { isKnownAdministrator } from './known-accounts';
import { hasForItsWork } from './operators';
import { accountOfSubject } from './powers';
import type { PowerName } from './powers';
import { strongest } from './strongest';

/** Where the accounts of the cluster's own controllers are, some of which may do everything. */
const SYSTEM = 'kube-system';
const BESIDE = "it goes on under an account of the cluster's own controllers, which are there";

/**
 * The ClusterRoleBindings, and the RoleBindings of `kube-system`, whose strongest power is the one that is asked for, one report for each service account. A binding has one
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
  const { bindings: defaults } = defaultsOf(target.minor);
  for (const binding of policy.bindings) {
    const role = policy.roleOf(binding);
    const inNamespace = binding.kind === 'RoleBinding';
    if (!binding.manifest || !role || (inNamespace && binding.namespace !== SYSTEM)) continue;
    const found = strongest(policy, role, inNamespace);
    if (!found || !powers.includes(found.power.name)) continue;
    for (const subject of binding.subjects) {
      const identity = accountOfSubject(subject);
      if (!identity || isDefault(binding, subject, defaults)) continue;
      if (hasForItsWork(policy, identity, found.power)) continue;
      if (found.power.name === 'everything' && isKnownAdministrator(subject, binding.manifest)) continue;
      if (found.power.name === 'volumes' && isProvisioner(policy, identity.user)) continue;
      const where = inNamespace ? `namespace ${SYSTEM}` : 'every namespace';
      const message = `${subjectName(subject)} may ${ruleText(found.rule)} in ${where}, by ${nameOf(role)}: ${inNamespace ? BESIDE : (found.path ?? path)}`;
      yield { manifest: binding.manifest, path: ['roleRef'], message };
    }
  }
}

/**
 * Whether Kubernetes itself gives this subject this role, as what is exported from a cluster says. The name of a binding alone says
 * nothing: the API server keeps a subject that somebody adds to one of its own.
 */
function isDefault(binding: Binding, subject: Subject, defaults: readonly Binding[]): boolean {
  return defaults.some(
    ({ kind, namespace, roleRef, subjects }) =>
      kind === binding.kind &&
      namespace === binding.namespace &&
      roleRef.kind === binding.roleRef.kind &&
      roleRef.name === binding.roleRef.name &&
      subjects.some((one) => subjectName(one) === subjectName(subject)),
  );
}

/** A provisioner makes volumes for claims, so it reads their classes. */
function isProvisioner(policy: RbacPolicy, user: string): boolean {
  const request = { verb: 'list', group: 'storage.k8s.io', resource: 'storageclasses' };
  return policy.decide({ user, groups: [] }, request).allowed;
}
