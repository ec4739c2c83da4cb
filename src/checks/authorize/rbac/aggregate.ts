import { list, record } from '../../accept/read';
import { matches, selectorOf } from '../../reference/selector';
import type { Selector } from '../../reference/selector';
import type { PolicyRule } from './policy-rule';
import { once } from '../../../facts/once';

/** A ClusterRole before its aggregation. */
export interface RawClusterRole {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly rules: readonly PolicyRule[];
  /** The selectors of its aggregation rule; `undefined` where it gathers nothing. */
  readonly selectors?: readonly Selector[];
}

/** The selectors of an aggregation rule; `undefined` where there is none, or one that the controller stops at. */
export function selectorsOf(aggregationRule: unknown): Selector[] | undefined {
  if (aggregationRule === undefined || aggregationRule === null) return undefined;
  const selectors = list(record(aggregationRule).clusterRoleSelectors).map(selectorOf);
  return selectors.every(isValid) ? selectors : undefined;
}

function isValid({ expressions }: Selector): boolean {
  return expressions.every(({ operator, values }) => {
    if (operator === 'In' || operator === 'NotIn') return values.length > 0;
    return (operator === 'Exists' || operator === 'DoesNotExist') && values.length === 0;
  });
}

/**
 * The rules of each ClusterRole after kube-controller-manager has gathered those of the roles that it selects, again and again until nothing
 * changes. What is gathered takes the place of the role's own rules. Where nothing is gathered they stay: the controller then applies
 * an object without the field, which server-side apply leaves to whoever wrote it.
 *
 * A rule that is gathered is the same object as the rule it comes from.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/controller/clusterroleaggregation/clusterroleaggregation_controller.go
 */
export function aggregate(roles: readonly RawClusterRole[]): ReadonlyMap<string, readonly PolicyRule[]> {
  const byName = [...roles].sort((a, b) => (a.name < b.name ? -1 : 1));
  const rules = new Map(byName.map((role) => [role.name, role.rules]));
  const gathering = byName.flatMap(({ name, selectors }) => {
    if (!selectors) return [];
    // The order of the selectors counts first, then that of the names; a role does not gather itself.
    const sources = selectors.flatMap((selector) =>
      byName.filter((other) => other.name !== name && matches(selector, other.labels)).map((other) => other.name),
    );
    return [{ name, sources: [...new Set(sources)] }];
  });
  // Each pass carries rules one role further, and no chain is longer than the roles that gather. Two roles that gather each other may
  // hand their rules back and forth without end; the cluster then shows either state.
  for (let pass = 0; pass <= gathering.length; pass += 1) {
    let changed = false;
    for (const { name, sources } of gathering) {
      const gathered = unique(sources.flatMap((source) => rules.get(source)!));
      if (gathered.length === 0 || isSame(gathered, rules.get(name)!)) continue;
      rules.set(name, gathered);
      changed = true;
    }
    if (!changed) break;
  }
  return rules;
}

function unique(rules: readonly PolicyRule[]): PolicyRule[] {
  return [...new Map(rules.map((rule) => [textOf(rule), rule] as const).reverse()).values()].reverse();
}

function isSame(a: readonly PolicyRule[], b: readonly PolicyRule[]): boolean {
  return a.length === b.length && a.every((rule, index) => textOf(rule) === textOf(b[index]!));
}

const textOf = once((rule: PolicyRule): string =>
  JSON.stringify([rule.verbs, rule.apiGroups, rule.resources, rule.resourceNames, rule.nonResourceURLs]),
);
