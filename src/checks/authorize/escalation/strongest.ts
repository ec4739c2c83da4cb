import { MASTERS, accountIdentity, accountOf, userIdentity } from '../rbac/identity';
import type { Identity } from '../rbac/identity';
import { nameOf } from '../rbac/objects';
import type { Role } from '../rbac/objects';
import type { RbacPolicy } from '../rbac/policy';
import type { PolicyRule } from '../rbac/policy-rule';
import { can, canNamed, ownPower, ownPowers, POWERS } from './powers';
import type { HeldPower, PowerName } from './powers';

const RBAC = 'rbac.authorization.k8s.io';

/** Powers that are worth binding a role or being another account for. */
export const STRONG: readonly PowerName[] = ['everything', 'roles', 'wildcard', 'impersonate', 'secrets', 'tokens'];

/** Those that a role has in one namespace too, whatever is there. What an owner of a namespace needs is none of them. */
const EVERYWHERE: readonly PowerName[] = ['everything', 'roles', 'wildcard'];

/** What Kubernetes makes to be bound in namespaces, which is the work of what makes namespaces for teams. */
const OF_NAMESPACES: ReadonlySet<string> = new Set(['admin', 'edit', 'view']);

/**
 * The powers that a role holds, by its own rules or by the names in them, the strongest first: a strong role that it may bind, a strong
 * account or group that it may act as or make a token of.
 *
 * @param inNamespace whether the rules count in one namespace alone, and which
 */
export function powersOf(policy: RbacPolicy, role: Role, inNamespace?: string): readonly HeldPower[] {
  const own = ownPowers(role, inNamespace !== undefined);
  const [first] = own;
  if (first && EVERYWHERE.includes(first.power.name)) return own;
  const named = [
    boundByName(policy, role, inNamespace !== undefined),
    first?.power.name === 'impersonate' ? undefined : actsByName(policy, role, inNamespace),
  ].filter((one) => one !== undefined);
  const token = tokenByName(policy, role, inNamespace);
  const isLess = (one: HeldPower): boolean =>
    POWERS.indexOf(one.power) > POWERS.findIndex(({ name }) => name === 'tokens');
  return [...named, ...own.filter((one) => !isLess(one)), ...(token ? [token] : []), ...own.filter(isLess)];
}

/** The first of {@link powersOf}. */
export function strongest(policy: RbacPolicy, role: Role): HeldPower | undefined {
  return powersOf(policy, role)[0];
}

/** A strong role that a rule lets bind by its name. */
function boundByName(policy: RbacPolicy, role: Role, inNamespace: boolean): HeldPower | undefined {
  const isWide =
    !inNamespace &&
    role.rules.some((rule) =>
      ['create', 'update', 'patch'].some((verb) => can(rule, [verb], RBAC, 'clusterrolebindings')),
    );
  for (const rule of role.rules) {
    for (const name of rule.resourceNames) {
      if (!canNamed(rule, 'bind', RBAC, 'clusterroles', name)) continue;
      const bound = policy.roles.find('ClusterRole', '', name);
      const power = bound && ownPower(bound, !isWide)?.power.name;
      if (!power || !(isWide ? STRONG.includes(power) : EVERYWHERE.includes(power))) continue;
      if (!isWide && OF_NAMESPACES.has(name)) continue;
      return held('roles', rule, `it binds ${nameOf(bound)} to itself`);
    }
  }
  return undefined;
}

/** A strong account, user or group that a rule lets act as by its name. */
function actsByName(policy: RbacPolicy, role: Role, inNamespace: string | undefined): HeldPower | undefined {
  for (const rule of role.rules) {
    for (const name of rule.resourceNames) {
      const who = inNamespace !== undefined ? [] : [...userOf(rule, name), ...groupOf(rule, name)];
      const found =
        who.find((one) => isStrong(policy, one)) ??
        (canNamed(rule, 'impersonate', '', 'serviceaccounts', name)
          ? accountsOf(policy, name).find((one) => isStrong(policy, one))
          : undefined);
      if (found) return held('impersonate', rule, `it acts as ${found.user === '' ? found.groups.join() : found.user}`);
    }
  }
  return undefined;
}

function userOf(rule: PolicyRule, name: string): Identity[] {
  return canNamed(rule, 'impersonate', '', 'users', name) ? [userIdentity(name)] : [];
}

function groupOf(rule: PolicyRule, name: string): Identity[] {
  return canNamed(rule, 'impersonate', '', 'groups', name) ? [{ user: '', groups: [name] }] : [];
}

/** A strong account that a rule lets make tokens of by its name; in a namespace, one of those that are there. */
function tokenByName(policy: RbacPolicy, role: Role, inNamespace: string | undefined): HeldPower | undefined {
  for (const rule of role.rules) {
    for (const name of rule.resourceNames) {
      if (!canNamed(rule, 'create', '', 'serviceaccounts/token', name)) continue;
      const accounts = inNamespace === undefined ? accountsOf(policy, name) : [accountIdentity(inNamespace, name)];
      const found = accounts.find((one) => isStrong(policy, one));
      if (found) return held('tokens', rule, `it makes itself a token of ${found.user}`);
    }
  }
  return undefined;
}

/** A rule names an account without its namespace, so that it is each of that name. */
function accountsOf(policy: RbacPolicy, name: string): Identity[] {
  const namespaces = policy.bindings.flatMap(({ subjects }) =>
    subjects.filter((one) => one.kind === 'ServiceAccount' && one.name === name).map((one) => one.namespace ?? ''),
  );
  return [...new Set(namespaces)].map((namespace) => accountIdentity(namespace, name));
}

/** Whether somebody has a strong role in every namespace. An account of `kube-system` that nothing here tells of counts as strong. */
function isStrong(policy: RbacPolicy, who: Identity): boolean {
  if (who.groups.includes(MASTERS)) return true;
  let isKnown = false;
  for (const { namespace, role, subject } of policy.grantsOf(who)) {
    if (subject.kind === 'Group' && who.user !== '') continue;
    isKnown = true;
    const power = namespace === '' ? ownPower(role)?.power.name : undefined;
    if (power && STRONG.includes(power)) return true;
  }
  return !isKnown && accountOf(who.user)?.namespace === 'kube-system';
}

function held(name: PowerName, rule: PolicyRule, path: string): HeldPower {
  return { power: POWERS.find((one) => one.name === name)!, rule, path };
}
