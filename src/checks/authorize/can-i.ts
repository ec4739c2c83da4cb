import { requireTarget } from '../../facts/target';
import type { Target } from '../../facts/target';
import { toManifests } from '../manifest';
import type { KubernetesObject, Manifest } from '../manifest';
import { Model } from '../model/model';
import { chainOf } from './rbac/explain';
import type { Chain } from './rbac/explain';
import { accountIdentity, userIdentity } from './rbac/identity';
import type { Identity } from './rbac/identity';
import { RbacPolicy } from './rbac/policy';
import type { AccessRequest } from './rbac/policy-rule';
import { toQuestions } from './rbac/read-questions';

/** Who asks, as a binding names it. */
export interface AccessSubject {
  /** `Group`: anyone of that group, of whom nothing more is known. */
  readonly kind: 'User' | 'Group' | 'ServiceAccount';
  /** The name of the user, group or account. */
  readonly name: string;
  /** Of a ServiceAccount. */
  readonly namespace?: string;
  /**
   * Groups beside those that the API server itself adds, such as `system:authenticated`.
   * @default - none
   */
  readonly groups?: readonly string[];
}

/** One question: may this subject do that? */
export interface AccessQuestion extends AccessRequest {
  /** Who asks. */
  readonly subject: AccessSubject;
}

/** What RBAC answers. */
export interface AccessAnswer {
  /** Whether RBAC allows it. */
  readonly allowed: boolean;
  /** What allows it; `null` where nothing does, and for `system:masters`, whom no policy is asked of. */
  readonly chain: Chain | null;
}

/**
 * Answers questions as kube-apiserver's RBAC authorizer does, from manifests alone. The roles and bindings that Kubernetes makes itself
 * count too. It asks no cluster, and knows neither webhooks nor the authorizer of nodes.
 *
 * @throws `InputError` where a question has no subject, verb or resource
 * @example
 * import { canI, Target } from 'cdk8s-ml-platform';
 * import type { Manifest } from 'cdk8s-ml-platform';
 * declare const manifests: Manifest[];
 * canI(manifests, Target.generic('1.36'), [
 *   { subject: { kind: 'ServiceAccount', namespace: 'team', name: 'runner' }, verb: 'list', resource: 'pods', namespace: 'team' },
 * ]);
 */
export function canI(
  manifests: readonly (KubernetesObject | Manifest)[],
  target: Target,
  questions: readonly AccessQuestion[],
): AccessAnswer[] {
  requireTarget('target', target);
  return answer(RbacPolicy.of(new Model(toManifests(manifests)), target), toQuestions(questions, 'questions'));
}

/** Answers questions by a policy that is there already. */
export function answer(policy: RbacPolicy, questions: readonly AccessQuestion[]): AccessAnswer[] {
  const identities = new Map<string, Identity>();
  return questions.map((question) => {
    const { kind, namespace, name, groups } = question.subject;
    const key = JSON.stringify([kind, namespace, name, groups]);
    const identity = identities.get(key) ?? identityOf(question.subject);
    identities.set(key, identity);
    const decision = policy.decide(identity, question);
    return { allowed: decision.allowed, chain: chainOf(policy, decision) ?? null };
  });
}

/** Who a subject is to the API server. */
export function identityOf({ kind, namespace = '', name, groups = [] }: AccessSubject): Identity {
  if (kind === 'ServiceAccount') return accountIdentity(namespace, name, groups);
  return kind === 'Group' ? userIdentity('', [name, ...groups]) : userIdentity(name, groups);
}
