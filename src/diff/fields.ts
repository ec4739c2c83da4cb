import { own, record } from '../checks/accept/read';
import type { KubernetesObject } from '../checks/manifest';
import { groupOf } from '../facts/kinds';
import { compareQuantities, isQuantity } from '../facts/quantity';
import { isMapping } from '../facts/is-mapping';
import { defaultOf } from './defaults';
import { fieldName, patternOf, showPath } from './field-change';
import type { FieldChange, Step } from './field-change';
import { listKind } from './list-keys';
import { isHidden, reportedTexts, shownKey, withoutSecrets } from './secret-values';
import { settled } from './settled';

/** Maps that are the same whether they are empty or missing. Another empty mapping says something: `namespaceSelector: {}` is all. */
const EMPTY_IS_NONE =
  /(^|\.)(labels|annotations|data|binaryData|matchLabels|nodeSelector|limits|requests|resources|securityContext|metadata|strategy|updateStrategy|rollingUpdate|parameters)$/;
const OPEN_MAPS = /(^|\.)(labels|annotations|data|binaryData|nodeSelector|limits|requests|spec|hard)$/;
const QUANTITIES =
  /(^|\.)(limits|requests|hard|capacity|overhead|defaultRequest|min|max|default)\.[^.]+$|\.(sizeLimit|divisor|storage|averageValue)$/;

/**
 * The fields that differ between two states of one object, in the order of their names. What the API server takes for the same is no
 * difference: a default that is written out, `1` and `1000m`, the order of tolerations outside of pods.
 */
export function changedFields(old: KubernetesObject, next: KubernetesObject): readonly FieldChange[] {
  const changes: FieldChange[] = [];
  new Comparison(old, next, changes).compare(settled(old), settled(next), []);
  return changes;
}

class Comparison {
  public constructor(
    private readonly old: KubernetesObject,
    private readonly next: KubernetesObject,
    private readonly changes: FieldChange[],
    private readonly secrets: Secrets = new Secrets(old, next),
  ) {}

  public compare(
    old: unknown,
    next: unknown,
    steps: readonly Step[],
    parents: readonly [unknown, unknown] = [{}, {}],
  ): void {
    const pattern = patternOf(steps);
    if (isNothing(old, pattern) && isNothing(next, pattern)) return;
    if (isNothing(old, pattern) || isNothing(next, pattern)) {
      this.oneSided(old, next, steps, parents);
      return;
    }
    if (isMapping(old) && isMapping(next)) this.maps(old, next, steps);
    else if (Array.isArray(old) && Array.isArray(next)) this.lists(old, next, steps);
    else if (!isSame(old, next, pattern)) this.add('changed', old, next, steps);
  }

  private maps(old: unknown, next: unknown, steps: readonly Step[]): void {
    const [before, after] = [record(old), record(next)];
    for (const key of [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()) {
      this.compare(own(before, key), own(after, key), [...steps, key], [old, next]);
    }
  }

  /** A field that only one side has: a change, unless it says what holds without it. */
  private oneSided(old: unknown, next: unknown, steps: readonly Step[], parents: readonly [unknown, unknown]): void {
    const pattern = patternOf(steps);
    const isAdded = isNothing(old, pattern);
    const given = isAdded ? next : old;
    if (isMapping(given)) {
      const inner: FieldChange[] = [];
      const nested = new Comparison(this.old, this.next, inner, this.secrets);
      nested.maps(isAdded ? {} : old, isAdded ? next : {}, steps);
      if (inner.length === 0 && Object.keys(record(given)).length > 0) return;
      if (inner.length > 0 && OPEN_MAPS.test(pattern)) {
        this.changes.push(...inner);
        return;
      }
    }
    const meant = defaultOf(isAdded ? this.old : this.next, pattern, parents[isAdded ? 0 : 1]);
    if (meant !== undefined && isSame(given, meant, pattern)) return;
    if (isAdded) this.add(meant === undefined ? 'added' : 'changed', meant, next, steps);
    else this.add(meant === undefined ? 'removed' : 'changed', old, meant, steps);
  }

  private lists(old: readonly unknown[], next: readonly unknown[], steps: readonly Step[]): void {
    const field = fieldName(steps);
    const kind = listKind(field, groupOf(this.next.apiVersion), [old, next]);
    if (kind.kind === 'keyed') this.keyed(old, next, steps, kind.keyOf);
    else if (kind.kind === 'set') this.sets(old, next, steps);
    else this.sequences(old, next, steps);
  }

  private keyed(
    old: readonly unknown[],
    next: readonly unknown[],
    steps: readonly Step[],
    keyOf: (element: unknown) => string,
  ): void {
    const before = new Map(old.map((one) => [keyOf(one), one]));
    const after = new Map(next.map((one) => [keyOf(one), one]));
    const count = this.changes.length;
    for (const key of [...new Set([...before.keys(), ...after.keys()])].sort()) {
      this.compare(before.get(key), after.get(key), [...steps, { element: key }], [old, next]);
    }
    const kept = [...before.keys()].filter((key) => after.has(key));
    const order = [...after.keys()].filter((key) => before.has(key));
    if (this.changes.length === count && kept.join('\n') !== order.join('\n')) this.reordered(kept, order, steps);
  }

  private sets(old: readonly unknown[], next: readonly unknown[], steps: readonly Step[]): void {
    const [before, after] = [old.map(canonical), next.map(canonical)];
    const pattern = patternOf(steps);
    const removed = old.filter((_, index) => !after.includes(before[index]!));
    const added = next.filter((_, index) => !before.includes(after[index]!));
    if (removed.length + added.length === 0) {
      if (before.join('\n') !== after.join('\n')) this.reordered(old, next, steps);
      return;
    }
    // Of texts the whole lists are told, which is shorter than each of them.
    if ([...old, ...next].every((one) => typeof one !== 'object')) {
      if (!isSame(old, next, pattern)) this.add('changed', old, next, steps);
      return;
    }
    for (const one of removed)
      this.add('removed', one, undefined, [...steps, { element: nameOf(withoutSecrets(one, '', this.secrets.all)) }]);
    for (const one of added)
      this.add('added', undefined, one, [...steps, { element: nameOf(withoutSecrets(one, '', this.secrets.all)) }]);
  }

  /** What is the same at the beginning and at the end is left out; what is between is compared in pairs. */
  private sequences(old: readonly unknown[], next: readonly unknown[], steps: readonly Step[]): void {
    if ([...old, ...next].every((one) => typeof one !== 'object')) {
      if (!isSame(old, next, patternOf(steps))) this.add('changed', old, next, steps);
      return;
    }
    const same = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);
    const shorter = Math.min(old.length, next.length);
    let start = 0;
    while (start < shorter && same(old[start], next[start])) start += 1;
    let end = 0;
    while (end < shorter - start && same(old.at(-1 - end), next.at(-1 - end))) end += 1;
    const [before, after] = [old.slice(start, old.length - end), next.slice(start, next.length - end)];
    for (let index = 0; index < Math.max(before.length, after.length); index += 1) {
      const element = { element: String(start + index) };
      this.compare(before[index], after[index], [...steps, element], [old, next]);
    }
  }

  /** Controllers compare the templates of pods with the order of their lists, so that another order makes new pods. */
  private reordered(old: readonly unknown[], next: readonly unknown[], steps: readonly Step[]): void {
    if (/(^|\.)(template\.)spec\./.test(patternOf(steps)) && this.next.kind !== 'NodePool') {
      this.add('order', old, next, steps);
    }
  }

  private add(change: FieldChange['change'], old: unknown, next: unknown, steps: readonly Step[]): void {
    const named = steps.map((step) =>
      typeof step === 'string' ? shownKey(step) : { element: shownKey(step.element) },
    );
    const base = { path: showPath(named), pattern: patternOf(named), change };
    const isSecret = this.secrets.has(old) || this.secrets.has(next);
    if (isSecret || isHidden(this.old, steps, old) || isHidden(this.next, steps, next)) {
      this.changes.push({ ...base, hidden: true });
      return;
    }
    const shown = (value: unknown): unknown => withoutSecrets(value, fieldName(steps), this.secrets.all);
    this.changes.push({
      ...base,
      ...(old !== undefined && { old: shown(old) }),
      ...(next !== undefined && { new: shown(next) }),
    });
  }
}

/** What the rules on secrets report of two states of an object; they are asked only where something differs. */
class Secrets {
  private known: ReadonlySet<string> | undefined;

  public constructor(
    private readonly old: KubernetesObject,
    private readonly next: KubernetesObject,
  ) {}

  public get all(): ReadonlySet<string> {
    this.known ??= new Set([...reportedTexts(this.old), ...reportedTexts(this.next)]);
    return this.known;
  }

  public has(value: unknown): boolean {
    return (typeof value === 'string' || typeof value === 'number') && this.all.has(String(value));
  }
}

function isNothing(value: unknown, pattern: string): boolean {
  if (value === undefined || value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isMapping(value) && Object.keys(record(value)).length === 0 && EMPTY_IS_NONE.test(pattern);
}

function isSame(old: unknown, next: unknown, pattern: string): boolean {
  if (QUANTITIES.test(pattern) && isQuantity(old) && isQuantity(next)) return compareQuantities(old, next) === 0;
  return canonical(old) === canonical(next);
}

/** A value as text that is the same for maps of the same fields in another order. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, one]) => one !== undefined && one !== null);
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`)
    .join(',')}}`;
}

/** What an element of a set is called: its key or name, else all of it, cut short. */
function nameOf(element: unknown): string {
  const { key, name, value, effect } = record(element);
  if (typeof key === 'string') return [key, value, effect].filter((one) => typeof one === 'string').join('/');
  if (typeof name === 'string') return name;
  const text = canonical(element);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
