import { isSet, list, number, record, text } from '../../../accept/read';
import { matches, selectorOf } from '../../../reference/selector';
import type { Selector } from '../../../reference/selector';

/** A term of pod affinity or anti-affinity. */
export interface PodTerm {
  readonly topologyKey: string;
  /** `undefined` selects no pod. */
  readonly selector: Selector | undefined;
  readonly namespaces: readonly string[];
  /** `undefined` selects no namespace, an empty one selects all. */
  readonly namespaceSelector: Selector | undefined;
}

/** A preferred term with its weight. */
export interface PreferredPodTerm {
  readonly weight: number;
  readonly term: PodTerm;
}

/** A topology spread constraint, its defaults filled in. */
export interface SpreadFacts {
  readonly topologyKey: string;
  readonly maxSkew: number;
  readonly minDomains: number | undefined;
  readonly hard: boolean;
  readonly selector: Selector | undefined;
  readonly honorAffinity: boolean;
  readonly honorTaints: boolean;
}

/** The labels of namespaces by their names. */
export type NamespaceLabels = (namespace: string) => ReadonlyMap<string, string>;

/** Reads an affinity term as the API server keeps it: `matchLabelKeys` and `mismatchLabelKeys` become part of the selector. */
export function readPodTerm(value: unknown, namespace: string, labels: ReadonlyMap<string, string>): PodTerm {
  const { topologyKey, labelSelector, namespaces, namespaceSelector, matchLabelKeys, mismatchLabelKeys } =
    record(value);
  const named = list(namespaces).flatMap((one) => text(one) ?? []);
  const own = named.length === 0 && !isSet(namespaceSelector);
  const selector = isSet(labelSelector)
    ? withKeys(selectorOf(labelSelector), labels, matchLabelKeys, mismatchLabelKeys)
    : undefined;
  return {
    topologyKey: text(topologyKey) ?? '',
    selector,
    namespaces: own ? [namespace] : named,
    namespaceSelector: isSet(namespaceSelector) ? selectorOf(namespaceSelector) : undefined,
  };
}

/** Reads a spread constraint. */
export function readSpread(value: unknown, labels: ReadonlyMap<string, string>): SpreadFacts {
  const one = record(value);
  return {
    topologyKey: text(one.topologyKey) ?? '',
    maxSkew: number(one.maxSkew) ?? 1,
    minDomains: number(one.minDomains),
    hard: one.whenUnsatisfiable !== 'ScheduleAnyway',
    selector: isSet(one.labelSelector)
      ? withKeys(selectorOf(one.labelSelector), labels, one.matchLabelKeys, undefined)
      : undefined,
    honorAffinity: one.nodeAffinityPolicy !== 'Ignore',
    honorTaints: one.nodeTaintsPolicy === 'Honor',
  };
}

/** Whether a term selects a pod. */
export function termSelects(
  term: PodTerm,
  pod: { readonly namespace: string; readonly labels: ReadonlyMap<string, string> },
  namespaceLabels: NamespaceLabels,
): boolean {
  if (!term.selector || !matches(term.selector, pod.labels)) return false;
  if (term.namespaces.includes(pod.namespace)) return true;
  return term.namespaceSelector !== undefined && matches(term.namespaceSelector, namespaceLabels(pod.namespace));
}

function withKeys(
  selector: Selector,
  labels: ReadonlyMap<string, string>,
  same: unknown,
  different: unknown,
): Selector {
  const expressions = [...selector.expressions];
  for (const [keys, operator] of [
    [same, 'In'],
    [different, 'NotIn'],
  ] as const) {
    for (const item of list(keys)) {
      const key = text(item) ?? '';
      const value = labels.get(key);
      if (value !== undefined) expressions.push({ key, operator, values: [value] });
    }
  }
  return { equal: selector.equal, expressions };
}
