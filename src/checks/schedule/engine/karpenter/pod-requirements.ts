import type { PodFacts } from '../pod/pod';
import type { Wishes } from './relax';
import { Requirement } from './requirement';
import { Requirements } from './requirements';

/** A pod's requirements as Karpenter takes them: its selector, the heaviest preference and the first required term. */
export function requirementsOf(pod: PodFacts, wishes: Pick<Wishes, 'nodeTerms' | 'preferredNodes'>): Requirements {
  const selector = [...pod.nodeSelector].map(([key, value]) => Requirement.is(key, value));
  const preferred = wishes.preferredNodes[0]?.term.expressions ?? [];
  const required = wishes.nodeTerms?.[0]?.expressions ?? [];
  return Requirements.of([...selector, ...[...preferred, ...required].map((one) => Requirement.of(one))]);
}
