import { isBuiltInGroup } from '../../../facts/kinds';
import type { Identity } from '../rbac/identity';
import { accountIdentity } from '../rbac/identity';
import type { Role, Subject } from '../rbac/objects';
import type { RbacPolicy } from '../rbac/policy';
import type { PolicyRule } from '../rbac/policy-rule';

const RBAC = 'rbac.authorization.k8s.io';
const READ = ['get', 'list', 'watch'];
const WRITE = ['create', 'update', 'patch'];

/** A power over the whole cluster that leads further than what the rule says. */
export interface Power {
  readonly name: PowerName;
  holds(rule: PolicyRule): boolean;
  /** Whether operators, which watch custom resources everywhere, have it for their work. */
  readonly ofOperators: boolean;
}

export type PowerName =
  | 'everything'
  | 'roles'
  | 'wildcard'
  | 'impersonate'
  | 'secrets'
  | 'tokens'
  | 'nodes'
  | 'exec'
  | 'certificates'
  | 'webhooks'
  | 'volumes';

/** The strongest first. */
export const POWERS: readonly Power[] = [
  {
    name: 'everything',
    ofOperators: false,
    holds: ({ verbs, apiGroups, resources, resourceNames }) =>
      [verbs, apiGroups, resources].every((list) => list.includes('*')) && resourceNames.length === 0,
  },
  {
    name: 'roles',
    ofOperators: false,
    holds: (rule) => ['roles', 'clusterroles'].some((resource) => can(rule, ['bind', 'escalate'], RBAC, resource)),
  },
  {
    name: 'wildcard',
    ofOperators: false,
    holds: (rule) => rule.verbs.includes('*') && rule.resources.includes('*') && can(rule, ['*'], '', '*'),
  },
  {
    name: 'impersonate',
    ofOperators: false,
    holds: (rule) => ['users', 'groups', 'serviceaccounts'].some((who) => can(rule, ['impersonate'], '', who)),
  },
  { name: 'secrets', ofOperators: true, holds: (rule) => can(rule, READ, '', 'secrets') },
  { name: 'tokens', ofOperators: true, holds: (rule) => can(rule, ['create'], '', 'serviceaccounts/token') },
  { name: 'nodes', ofOperators: false, holds: (rule) => can(rule, ['get', 'create'], '', 'nodes/proxy') },
  {
    name: 'exec',
    ofOperators: true,
    holds: (rule) =>
      ['pods/exec', 'pods/attach'].some((resource) => can(rule, ['create', 'get'], '', resource)) ||
      can(rule, ['update', 'patch'], '', 'pods/ephemeralcontainers'),
  },
  {
    name: 'certificates',
    ofOperators: true,
    holds: (rule) =>
      can(rule, ['update', 'patch'], 'certificates.k8s.io', 'certificatesigningrequests/approval') ||
      can(rule, ['approve', 'sign'], 'certificates.k8s.io', 'signers'),
  },
  {
    name: 'webhooks',
    ofOperators: true,
    holds: (rule) =>
      ['mutatingwebhookconfigurations', 'validatingwebhookconfigurations'].some((resource) =>
        can(rule, WRITE, 'admissionregistration.k8s.io', resource),
      ),
  },
  { name: 'volumes', ofOperators: true, holds: (rule) => can(rule, ['create'], '', 'persistentvolumes') },
];

/** Whether a rule grants one of the verbs on every object of a resource. A rule of names reaches those alone, and is no power. */
export function can(rule: PolicyRule, verbs: readonly string[], group: string, resource: string): boolean {
  if (rule.resourceNames.length > 0) return false;
  const sub = resource.includes('/') ? `*${resource.slice(resource.indexOf('/'))}` : resource;
  return (
    (rule.verbs.includes('*') || verbs.some((verb) => rule.verbs.includes(verb))) &&
    (rule.apiGroups.includes('*') || rule.apiGroups.includes(group)) &&
    (rule.resources.includes('*') || rule.resources.includes(resource) || rule.resources.includes(sub))
  );
}

/** A power, and the rule that holds it. */
export interface HeldPower {
  readonly power: Power;
  readonly rule: PolicyRule;
}

const known = new WeakMap<Role, { readonly held: HeldPower | undefined }>();

/** The strongest power that the rules of a role hold. */
export function strongest(role: Role): HeldPower | undefined {
  let found = known.get(role);
  if (!found) known.set(role, (found = { held: search(role) }));
  return found.held;
}

function search({ rules }: Role): HeldPower | undefined {
  for (const power of POWERS) {
    const rule = rules.find((one) => power.holds(one));
    if (rule) return { power, rule };
  }
  return undefined;
}

/** The service account that a subject is, if it is one. */
export function accountOfSubject(subject: Subject): Identity | undefined {
  if (subject.kind !== 'ServiceAccount') return undefined;
  return accountIdentity(subject.namespace ?? '', subject.name);
}

/** Whether an account is that of an operator: it watches custom resources in every namespace. */
export function isOperator(policy: RbacPolicy, identity: Identity): boolean {
  for (const { rule, namespace } of policy.grantsOf(identity, '')) {
    if (namespace !== '' || !(rule.verbs.includes('*') || rule.verbs.includes('watch'))) continue;
    if (
      rule.apiGroups.some((group) => group.includes('.') && !isBuiltInGroup(group) && !group.endsWith('metrics.k8s.io'))
    )
      return true;
  }
  return false;
}
