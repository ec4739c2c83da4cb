import type { AccessRequest, PolicyRule } from './policy-rule';
import type { Decision, RbacPolicy } from './policy';
import { nameOf, subjectName } from './objects';

/** Why a request is allowed, as data: from the binding over the role to the rule. */
export interface Chain {
  /** As `RoleBinding team/readers`. */
  readonly binding: string;
  /** Whom the binding names: the subject itself, or a group of it. */
  readonly subject: string;
  /** The role that the binding names. */
  readonly role: string;
  /** The ClusterRole in which the rule is written, where `role` has gathered it from there. */
  readonly gatheredFrom?: string;
  /** The place of the rule among the rules of the role in which it is written, from 0. */
  readonly index?: number;
  /** The rule of the role that allows it. */
  readonly rule: Partial<PolicyRule>;
}

/** The chain of an answer; `undefined` where nothing was granted, or nothing had to be. */
export function chainOf(policy: RbacPolicy, { grant }: Decision): Chain | undefined {
  if (!grant) return undefined;
  const origin = policy.originOf(grant.rule);
  const gathered = origin !== undefined && origin.role !== grant.role.name;
  return {
    binding: nameOf(grant.binding),
    subject: subjectName(grant.subject),
    role: nameOf(grant.role),
    ...(gathered && { gatheredFrom: `ClusterRole ${origin.role}` }),
    index: origin?.index ?? grant.role.rules.indexOf(grant.rule),
    rule: Object.fromEntries(Object.entries(grant.rule).filter(([, value]) => (value as string[]).length > 0)),
  };
}

/** A chain in one line of text. */
export function chainText({ binding, subject, role, gatheredFrom, index, rule }: Chain): string {
  const from = gatheredFrom === undefined ? '' : ` (gathered from ${gatheredFrom})`;
  const at = index === undefined ? '' : ` rules[${index}]`;
  return `${binding} names ${subject} -> ${role}${from}${at}: ${ruleText(rule)}`;
}

/** A rule in words: `get,list pods,secrets.apps named a`. */
export function ruleText(rule: Partial<PolicyRule>): string {
  const { verbs = [], apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] } = rule;
  if (nonResourceURLs.length > 0) return `${verbs.join(',')} ${nonResourceURLs.join(',')}`;
  const groups = apiGroups.map((group) => (group === '' ? 'core' : group)).join(',');
  const names = resourceNames.length > 0 ? ` named ${resourceNames.map((name) => `'${name}'`).join(', ')}` : '';
  return `${verbs.join(',')} ${resources.join(',')} of ${groups}${names}`;
}

/** A request in words: `create pods/exec of core 'db' in team`. */
export function requestText(request: AccessRequest): string {
  if (request.nonResourceURL !== undefined) return `${request.verb} ${request.nonResourceURL}`;
  const { verb, group = '', resource = '', subresource = '', name = '', namespace = '' } = request;
  const what = `${resource}${group === '' ? '' : `.${group}`}${subresource === '' ? '' : `/${subresource}`}`;
  const where = namespace === '' ? '' : ` in namespace ${namespace}`;
  return `${verb} ${what}${name === '' ? '' : ` '${name}'`}${where}`;
}
