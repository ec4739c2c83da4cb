import { list, record, text } from '../accept/read';

/** A label selector that can be asked; `matchExpressions` and all. */
export interface Selector {
  /** What must be equal. */
  readonly equal: ReadonlyMap<string, string>;
  readonly expressions: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values: readonly string[];
  }[];
}

/** The labels of a map, those that are text. */
export function labelsOf(value: unknown): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(record(value)).filter((entry): entry is [string, string] => text(entry[1]) !== undefined),
  );
}

/** `{ matchLabels, matchExpressions }`. */
export function selectorOf(value: unknown): Selector {
  const { matchLabels, matchExpressions } = record(value);
  const expressions = list(matchExpressions).map((one) => {
    const { key, operator, values } = record(one);
    return {
      key: text(key) ?? '',
      operator: text(operator) ?? '',
      values: list(values).flatMap((item) => text(item) ?? []),
    };
  });
  return { equal: labelsOf(matchLabels), expressions };
}

/** Whether it selects everything, as an empty selector does where it is allowed. */
export function isEmpty({ equal, expressions }: Selector): boolean {
  return equal.size === 0 && expressions.length === 0;
}

export function matches({ equal, expressions }: Selector, labels: ReadonlyMap<string, string>): boolean {
  for (const [key, value] of equal) if (labels.get(key) !== value) return false;
  return expressions.every(({ key, operator, values }) => {
    const value = labels.get(key);
    if (operator === 'In') return value !== undefined && values.includes(value);
    if (operator === 'NotIn') return value === undefined || !values.includes(value);
    if (operator === 'Exists') return value !== undefined;
    if (operator === 'DoesNotExist') return value === undefined;
    // The API server refuses any other operator.
    return true;
  });
}

/** As `a=b, c in (d)`. */
export function showSelector({ equal, expressions }: Selector): string {
  return [
    ...[...equal].map(([key, value]) => `${key}=${value}`),
    ...expressions.map(
      ({ key, operator, values }) => `${key} ${operator}${values.length ? ` (${values.join(', ')})` : ''}`,
    ),
  ].join(', ');
}
