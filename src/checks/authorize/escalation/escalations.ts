import type { Target } from '../../../facts/target';
import type { Model } from '../../model/model';
import type { Report } from '../../rule';
import { defaultsOf } from '../rbac/defaults';
import { ruleText } from '../rbac/explain';
import type { Identity } from '../rbac/identity';
import { nameOf, subjectName } from '../rbac/objects';
import type { Binding, Subject } from '../rbac/objects';
import { RbacPolicy } from '../rbac/policy';
import type { PolicyRule } from '../rbac/policy-rule';
import { isKnownAdministrator } from './known-accounts';
import { hasForItsWork } from './operators';
import { accountOfSubject } from './powers';
import type { HeldPower, Power, PowerName } from './powers';
import { powersOf } from './strongest';

/** Where the accounts of the cluster's own controllers are, some of which may do everything. */
const SYSTEM = 'kube-system';
const BESIDE = "it goes on under an account of the cluster's own controllers, which are there";

/**
 * The ClusterRoleBindings, and the RoleBindings of `kube-system`, whose strongest power is the one that is asked for, one report for each service account. What an
 * account has for its work does not count. An account has one strongest power by a binding, so that it is reported by one rule.
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
    const all = powersOf(policy, role, inNamespace ? binding.namespace : undefined);
    if (!all.some(({ power }) => powers.includes(power.name))) continue;
    for (const subject of binding.subjects) {
      const identity = accountOfSubject(subject);
      if (!identity || isDefault(binding, subject, defaults)) continue;
      if (all[0]!.power.name === 'everything' && isKnownAdministrator(subject, binding.manifest)) continue;
      const found = beyondItsWork(policy, identity, all);
      if (!found || !powers.includes(found.power.name)) continue;
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

/** The strongest power that an account has not for its work. Who reads secrets for it may read everything by one rule, as a scaler does. */
function beyondItsWork(policy: RbacPolicy, identity: Identity, all: readonly HeldPower[]): HeldPower | undefined {
  const work = all.filter(({ power }) => isForItsWork(policy, identity, power));
  const reads = work.some(({ power }) => power.name === 'secrets');
  return all.find((one) => !work.includes(one) && !(reads && readsAll(one.rule)));
}

function readsAll({ resources, verbs }: PolicyRule): boolean {
  return resources.includes('*') && verbs.every((verb) => ['get', 'list', 'watch'].includes(verb));
}

function isForItsWork(policy: RbacPolicy, identity: Identity, power: Power): boolean {
  return hasForItsWork(policy, identity, power) || (power.name === 'volumes' && isProvisioner(policy, identity.user));
}

/** A provisioner makes volumes for claims, so it reads their classes. */
function isProvisioner(policy: RbacPolicy, user: string): boolean {
  const request = { verb: 'list', group: 'storage.k8s.io', resource: 'storageclasses' };
  return policy.decide({ user, groups: [] }, request).allowed;
}
