import type { PodFacts } from '../pod/pod';
import type { NodeTerm, PreferredNodeTerm } from '../pod/node-terms';
import type { PodTerm, PreferredPodTerm, SpreadFacts } from '../pod/pod-terms';
import type { TolerationFacts } from '../pod/tolerations';

/** What a pod still insists on. */
export interface Wishes {
  readonly nodeTerms: readonly NodeTerm[] | undefined;
  readonly preferredNodes: readonly PreferredNodeTerm[];
  readonly preferredAffinity: readonly PreferredPodTerm[];
  readonly preferredAntiAffinity: readonly PreferredPodTerm[];
  readonly spread: readonly SpreadFacts[];
  readonly tolerations: readonly TolerationFacts[];
}

const ANY_PREFERENCE: TolerationFacts = { key: '', operator: 'Exists', value: '', effect: 'PreferNoSchedule' };

/**
 * What Karpenter tries of a pod, one after the other: everything first, then one wish less each time. A required term is given up
 * for the next one before any preference is, so that not every combination is tried.
 *
 * @see https://github.com/kubernetes-sigs/karpenter/blob/v1.13.0/pkg/controllers/provisioning/scheduling/preferences.go
 */
export function* relaxations(pod: PodFacts, toleratePreferences: boolean): Iterable<Wishes> {
  let wishes: Wishes | undefined = {
    nodeTerms: pod.nodeTerms,
    preferredNodes: heaviestFirst(pod.preferredNodes),
    preferredAffinity: heaviestFirst(pod.preferredAffinity),
    preferredAntiAffinity: heaviestFirst(pod.preferredAntiAffinity),
    spread: pod.spread,
    tolerations: pod.tolerations,
  };
  while (wishes) {
    yield wishes;
    wishes = relaxed(wishes, toleratePreferences);
  }
}

function relaxed(wishes: Wishes, toleratePreferences: boolean): Wishes | undefined {
  const { nodeTerms, preferredNodes, preferredAffinity, preferredAntiAffinity, spread, tolerations } = wishes;
  if (nodeTerms !== undefined && nodeTerms.length > 1) return { ...wishes, nodeTerms: nodeTerms.slice(1) };
  if (preferredAffinity.length > 0) return { ...wishes, preferredAffinity: preferredAffinity.slice(1) };
  if (preferredAntiAffinity.length > 0) return { ...wishes, preferredAntiAffinity: preferredAntiAffinity.slice(1) };
  if (preferredNodes.length > 0) return { ...wishes, preferredNodes: preferredNodes.slice(1) };
  const soft = spread.findIndex(({ hard }) => !hard);
  if (soft >= 0) return { ...wishes, spread: spread.filter((_, index) => index !== soft) };
  if (toleratePreferences && !tolerations.includes(ANY_PREFERENCE)) {
    return { ...wishes, tolerations: [...tolerations, ANY_PREFERENCE] };
  }
  return undefined;
}

/** Terms by weight, the heaviest first. */
export function heaviestFirst<T extends { readonly weight: number }>(terms: readonly T[]): readonly T[] {
  return [...terms].sort((a, b) => b.weight - a.weight);
}

/** The terms of wishes that count as required now. */
export function affinityNow(required: readonly PodTerm[], preferred: readonly PreferredPodTerm[]): readonly PodTerm[] {
  return [...required, ...preferred.map(({ term }) => term)];
}
