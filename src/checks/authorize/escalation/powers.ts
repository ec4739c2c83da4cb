import type { Identity } from '../rbac/identity';
import { MASTERS, accountIdentity, accountOf, userIdentity } from '../rbac/identity';
import type { Role, Subject } from '../rbac/objects';
import type { PolicyRule } from '../rbac/policy-rule';
import { once } from '../../../facts/once';

const RBAC = 'rbac.authorization.k8s.io';
const READ = ['get', 'list', 'watch'];
/** Acting as somebody for some requests alone, since Kubernetes 1.35. */
const CONSTRAINED = ['impersonate:user-info', 'impersonate:serviceaccount'];
const WRITE = ['create', 'update', 'patch'];

/** A power over the whole cluster that leads further than what the rule says. */
export interface Power {
  readonly name: PowerName;
  /** Whether it leads further in one namespace too, where strong accounts are. */
  readonly isNamespaced: boolean;
  holds(rule: PolicyRule): boolean;
  /**
   * Which accounts have it for their work: those that follow custom resources everywhere, such as gateways and injectors, or only those
   * that write them too, as operators do. Nobody where it is not given.
   */
  readonly ofOperators?: 'follows' | 'reconciles';
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
  | 'volumes'
  | 'pods';

/** The strongest first. */
export const POWERS: readonly Power[] = [
  {
    name: 'everything',
    isNamespaced: true,
    holds: ({ verbs, apiGroups, resources, resourceNames }) =>
      [verbs, apiGroups, resources].every((list) => list.includes('*')) && resourceNames.length === 0,
  },
  {
    name: 'roles',
    isNamespaced: true,
    holds: (rule) =>
      ['roles', 'clusterroles'].some((resource) => can(rule, ['bind', 'escalate'], RBAC, resource)) ||
      canNamed(rule, 'bind', RBAC, 'clusterroles', 'cluster-admin'),
  },
  {
    name: 'wildcard',
    isNamespaced: true,
    holds: (rule) => rule.verbs.includes('*') && rule.resources.includes('*') && can(rule, ['*'], '', '*'),
  },
  {
    name: 'impersonate',
    isNamespaced: true,
    holds: (rule) =>
      ['users', 'groups', 'serviceaccounts'].some(
        (who) => can(rule, ['impersonate'], '', who) || can(rule, CONSTRAINED, 'authentication.k8s.io', who),
      ) || canNamed(rule, 'impersonate', '', 'groups', MASTERS),
  },
  { name: 'secrets', isNamespaced: true, ofOperators: 'follows', holds: (rule) => can(rule, READ, '', 'secrets') },
  {
    name: 'tokens',
    isNamespaced: true,
    ofOperators: 'reconciles',
    holds: (rule) => can(rule, ['create'], '', 'serviceaccounts/token'),
  },
  {
    name: 'nodes',
    isNamespaced: false,
    holds: (rule) => can(rule, ['get', 'create'], '', 'nodes/proxy'),
  },
  {
    name: 'exec',
    isNamespaced: true,
    ofOperators: 'reconciles',
    holds: (rule) =>
      ['pods/exec', 'pods/attach'].some((resource) => can(rule, ['create', 'get'], '', resource)) ||
      can(rule, ['update', 'patch'], '', 'pods/ephemeralcontainers'),
  },
  {
    name: 'certificates',
    isNamespaced: false,
    ofOperators: 'reconciles',
    holds: (rule) =>
      can(rule, ['update', 'patch'], 'certificates.k8s.io', 'certificatesigningrequests/approval') ||
      can(rule, ['approve', 'sign'], 'certificates.k8s.io', 'signers'),
  },
  {
    name: 'webhooks',
    isNamespaced: false,
    ofOperators: 'follows',
    holds: (rule) =>
      registersServers(rule) ||
      ['mutatingwebhookconfigurations', 'validatingwebhookconfigurations', 'mutatingadmissionpolicies'].some(
        (resource) => can(rule, WRITE, 'admissionregistration.k8s.io', resource),
      ),
  },
  {
    name: 'volumes',
    isNamespaced: false,
    ofOperators: 'reconciles',
    holds: (rule) => can(rule, ['create'], '', 'persistentvolumes'),
  },
  {
    name: 'pods',
    isNamespaced: true,
    ofOperators: 'reconciles',
    holds: (rule) => makesPods(rule) || changesImages(rule),
  },
];

/** Whether a rule lets make pods, or workloads that make them. */
export function makesPods(rule: PolicyRule): boolean {
  return (
    can(rule, ['create'], '', 'pods') ||
    can(rule, WRITE, '', 'replicationcontrollers') ||
    ['deployments', 'daemonsets', 'statefulsets', 'replicasets'].some((resource) =>
      can(rule, WRITE, 'apps', resource),
    ) ||
    can(rule, ['create'], 'batch', 'jobs') ||
    can(rule, WRITE, 'batch', 'cronjobs')
  );
}

/** Whether a rule lets give a pod that runs another image. */
function changesImages(rule: PolicyRule): boolean {
  return can(rule, ['update', 'patch'], '', 'pods');
}

/** Whether a rule lets say which server answers the requests for an API group. */
function registersServers(rule: PolicyRule): boolean {
  return can(rule, WRITE, 'apiregistration.k8s.io', 'apiservices');
}

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

/** Whether a rule grants a verb on an object whose name alone is enough. */
export function canNamed(rule: PolicyRule, verb: string, group: string, resource: string, name: string): boolean {
  return rule.resourceNames.includes(name) && can({ ...rule, resourceNames: [] }, [verb], group, resource);
}

/** A power, and the rule that holds it. */
export interface HeldPower {
  readonly power: Power;
  readonly rule: PolicyRule;
  /** What an attacker does with it, where it is not what the power leads to most often. */
  readonly path?: string;
}

/**
 * The powers that the rules of a role hold by themselves, the strongest first: whom a rule names is not looked up.
 *
 * @param inNamespace whether they count in one namespace alone
 */
export function ownPowers(role: Role, inNamespace = false): readonly HeldPower[] {
  const held = heldBy(role);
  return inNamespace ? held.filter(({ power }) => power.isNamespaced) : held;
}

const heldBy = once((role: Role): readonly HeldPower[] => search(role));

/** The first of {@link ownPowers}. */
export function ownPower(role: Role, inNamespace = false): HeldPower | undefined {
  return ownPowers(role, inNamespace)[0];
}

function search(role: Role): HeldPower[] {
  return POWERS.flatMap((power) => {
    if (power.name === 'certificates' && approvesForNamed(role)) return [];
    const rule = role.rules.find((one) => power.holds(one) || (power.name === 'roles' && rewritesItself(one, role)));
    return rule ? [{ power, rule, path: otherPath(power, rule) }] : [];
  });
}

function otherPath({ name }: Power, rule: PolicyRule): string | undefined {
  if (name === 'pods' && !makesPods(rule))
    return 'it gives a pod of kube-system an image of its own, which then runs under the account of that pod';
  if (name === 'webhooks' && registersServers(rule))
    return 'it sends the requests for an API group to a server of its own, which reads and answers them';
  return undefined;
}

/** The signers whose certificates the API server takes for users and nodes. */
const OF_CLIENTS = /^kubernetes\.io\/(\*|kube-apiserver-client(-kubelet)?)$/;

/**
 * Whether a role approves requests of signers alone that it names, of which none makes users or nodes. The API server asks for `approve` of
 * the signer beside the request's own approval.
 */
function approvesForNamed({ rules }: Role): boolean {
  const approving = rules.filter((rule) =>
    ['approve', 'sign'].some((verb) => can({ ...rule, resourceNames: [] }, [verb], 'certificates.k8s.io', 'signers')),
  );
  return (
    approving.length > 0 &&
    approving.every(
      ({ resourceNames }) => resourceNames.length > 0 && !resourceNames.some((one) => OF_CLIENTS.test(one)),
    )
  );
}

/** Whether a rule of names lets write into the very role that it is part of what nobody has yet. */
function rewritesItself(rule: PolicyRule, { kind, name, rules }: Role): boolean {
  const resource = kind === 'ClusterRole' ? 'clusterroles' : 'roles';
  if (!canNamed(rule, 'escalate', RBAC, resource, name)) return false;
  return rules.some((one) =>
    ['update', 'patch'].some((verb) => can(one, [verb], RBAC, resource) || canNamed(one, verb, RBAC, resource, name)),
  );
}

/** Who a subject is whose tokens pods have: a service account, also under its user name, or all those of a namespace. */
export function accountOfSubject({ kind, namespace, name }: Subject): Identity | undefined {
  if (kind === 'ServiceAccount') return accountIdentity(namespace ?? '', name);
  if (kind === 'User') return accountOf(name) ? userIdentity(name) : undefined;
  return /^system:serviceaccounts:./.test(name) ? { user: '', groups: [name] } : undefined;
}
