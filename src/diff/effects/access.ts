import { strongest } from '../../checks/authorize/escalation/strongest';
import { accountIdentity } from '../../checks/authorize/rbac/identity';
import { subjectName } from '../../checks/authorize/rbac/objects';
import type { Binding, Role, Subject } from '../../checks/authorize/rbac/objects';
import { resourceText } from '../../checks/authorize/rbac/permissions';
import { RbacPolicy } from '../../checks/authorize/rbac/policy';
import { ruleAllows } from '../../checks/authorize/rbac/policy-rule';
import type { AccessRequest, PolicyRule } from '../../checks/authorize/rbac/policy-rule';
import type { Manifest } from '../../checks/manifest';
import type { Model } from '../../checks/model/model';
import { few } from '../effect';
import type { Effect, Judge, Sides } from '../effect';
import { once } from '../../facts/once';

/** What one subject may do on one side and not on the other. */
interface Shift {
  readonly subject: Subject;
  readonly binding: Binding;
  readonly role: Role;
  /** Such as `pods: create, delete`. */
  readonly what: readonly string[];
}

interface Shifts {
  /** By the manifest that is to blame: the role where it changes, else the binding. */
  readonly wider: ReadonlyMap<Manifest, readonly Shift[]>;
  readonly narrower: ReadonlyMap<Manifest, readonly Shift[]>;
}

const shiftsBetween = once((sides: Sides): Shifts => shiftsOf(sides));

/** Rights that subjects get and lose. Whoever did not exist before gets nothing that counts as more, unless it is a power over the cluster. */
export const access: Judge = function* ({ old, next }, sides) {
  const shifts = shiftsBetween(sides);
  for (const shift of (next && shifts.wider.get(next)) ?? []) yield wider(shift, sides);
  for (const shift of (old && shifts.narrower.get(old)) ?? []) {
    const who = subjectName(shift.subject);
    yield {
      kind: 'access',
      disruptive: false,
      reason: `${who} may no longer ${few(shift.what)}${place(shift.binding)}`,
    };
  }
};

function wider(shift: Shift, sides: Sides): Effect {
  const { subject, binding, role, what } = shift;
  const may = `${few(what)}${place(binding)}`;
  if (existed(subject, sides)) {
    return { kind: 'access', disruptive: true, reason: `${subjectName(subject)} may also ${may}` };
  }
  const policy = RbacPolicy.of(sides.next, sides.target);
  const isPower = binding.namespace === '' && strongest(policy, role) !== undefined;
  return { kind: 'access', disruptive: isPower, reason: `${subjectName(subject)}, which is new, may ${may}` };
}

/** A service account is new where only the new manifests make it; any other subject may be there already. */
function existed({ kind, namespace = '', name }: Subject, { old, next }: Sides): boolean {
  if (kind !== 'ServiceAccount') return true;
  const has = (model: Model): boolean => model.find('', 'ServiceAccount', namespace, name) !== undefined;
  return has(old) || !has(next);
}

function place({ namespace }: Binding): string {
  return namespace === '' ? ' in the whole cluster' : ` in ${namespace}`;
}

function shiftsOf({ old, next, target, pairs }: Sides): Shifts {
  const changed = new Set(pairs.flatMap((pair) => [pair.old, pair.next]));
  const [before, after] = [new RbacPolicy(old, target), new RbacPolicy(next, target)];
  return { wider: gained(after, before, changed), narrower: gained(before, after, changed) };
}

/** What the subjects of one policy may do that the other does not allow. */
function gained(
  policy: RbacPolicy,
  other: RbacPolicy,
  changed: ReadonlySet<Manifest | undefined>,
): ReadonlyMap<Manifest, readonly Shift[]> {
  const found = new Map<Manifest, Shift[]>();
  for (const binding of policy.bindings) {
    const role = policy.roleOf(binding);
    if (!role) continue;
    const blamed = [role.manifest, binding.manifest].find((one) => one && changed.has(one));
    // Rules that a ClusterRole gathers come from others, so an unchanged binding of an unchanged role may grant more too.
    const gathered = role.kind === 'ClusterRole' ? gatheredFrom(policy, role, changed) : undefined;
    const manifest = blamed ?? gathered;
    if (!manifest) continue;
    for (const subject of binding.subjects) {
      const what = newIn(role.rules, binding, subject, other);
      if (what.length === 0) continue;
      found.set(manifest, [...(found.get(manifest) ?? []), { subject, binding, role, what }]);
    }
  }
  return found;
}

function gatheredFrom(
  policy: RbacPolicy,
  role: Role,
  changed: ReadonlySet<Manifest | undefined>,
): Manifest | undefined {
  for (const rule of role.rules) {
    const origin = policy.originOf(rule);
    if (!origin || origin.role === role.name) continue;
    const from = policy.roles.find('ClusterRole', '', origin.role)?.manifest;
    if (from && changed.has(from)) return from;
  }
  return undefined;
}

/** What rules grant a subject that another policy does not, by resource. */
function newIn(
  rules: readonly PolicyRule[],
  { namespace }: Binding,
  subject: Subject,
  other: RbacPolicy,
): readonly string[] {
  const granted = grantsOf(other, subject, namespace);
  const found = new Map<string, string[]>();
  for (const rule of rules) {
    for (const { what, request } of requestsOf(rule, namespace)) {
      if (granted.some((one) => ruleAllows(one, request))) continue;
      const verbs = found.get(what) ?? [];
      if (!verbs.includes(request.verb)) verbs.push(request.verb);
      found.set(what, verbs);
    }
  }
  return [...found].map(([what, verbs]) => `${verbs.includes('*') ? 'do everything with' : verbs.join('/')} ${what}`);
}

function grantsOf(policy: RbacPolicy, { kind, name, namespace = '' }: Subject, place: string): readonly PolicyRule[] {
  const identity =
    kind === 'ServiceAccount'
      ? accountIdentity(namespace, name)
      : { user: kind === 'User' ? name : '', groups: kind === 'Group' ? [name] : [] };
  // Grants for the whole cluster count in each namespace; those of a namespace do not count for the whole cluster.
  return [...policy.grantsOf(identity, place)]
    .filter((grant) => grant.namespace === '' || grant.namespace === place)
    .map(({ rule }) => rule);
}

function* requestsOf(rule: PolicyRule, namespace: string): Iterable<{ what: string; request: AccessRequest }> {
  const names = rule.resourceNames.length === 0 ? [''] : rule.resourceNames;
  for (const verb of rule.verbs) {
    for (const group of rule.apiGroups) {
      for (const whole of rule.resources) {
        const [resource = '', subresource = ''] = whole.split('/', 2);
        for (const name of names) {
          const what = `${show(whole, group)}${name === '' ? '' : ` ${name}`}`;
          yield { what, request: { verb, group, resource, subresource, name } };
        }
      }
    }
    if (namespace !== '') continue;
    for (const nonResourceURL of rule.nonResourceURLs)
      yield { what: nonResourceURL, request: { verb, nonResourceURL } };
  }
}

function show(resource: string, group: string): string {
  if (group === '*') return resource === '*' ? 'every resource' : `${resource} of every group`;
  return resource === '*'
    ? `every resource of ${group === '' ? 'the core group' : group}`
    : resourceText(resource, group);
}
