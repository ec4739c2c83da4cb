import { list, record, text } from '../../checks/accept/read';

/** A requirement of a NodePool. */
interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

/**
 * Which nodes that the old requirements allowed the new ones exclude, in words, one text a requirement. Karpenter compares the labels of
 * each node with the requirements of its pool; a pool that allows more than before replaces none.
 */
export function excludedNodes(old: unknown, next: unknown): readonly string[] {
  const before = read(old);
  return read(next).flatMap((one) => {
    const same = before.filter(({ key }) => key === one.key);
    const lists = same.filter(({ operator }) => operator === 'In');
    if (lists.length > 0) {
      const possible = lists[0]!.values.filter((value) => same.every((other) => allows(other, value)));
      const lost = possible.filter((value) => !allows(one, value));
      return lost.length === 0 ? [] : [`nodes with ${one.key} ${lost.join(', ')}`];
    }
    return same.some((other) => implies(other, one)) ? [] : [`nodes that do not fit ${show(one)}`];
  });
}

function read(value: unknown): readonly Requirement[] {
  return list(value).map((one) => {
    const { key, operator, values } = record(one);
    const given = list(values).flatMap((each) =>
      typeof each === 'string' || typeof each === 'number' ? [String(each)] : [],
    );
    return { key: text(key) ?? '', operator: text(operator) ?? '', values: given };
  });
}

/** Whether a node whose label has this value fits a requirement. */
function allows({ operator, values }: Requirement, value: string): boolean {
  const bound = Number(values[0]);
  switch (operator) {
    case 'In':
      return values.includes(value);
    case 'NotIn':
      return !values.includes(value);
    case 'DoesNotExist':
      return false;
    case 'Gt':
      return Number(value) > bound;
    case 'Gte':
      return Number(value) >= bound;
    case 'Lt':
      return Number(value) < bound;
    case 'Lte':
      return Number(value) <= bound;
    default:
      return true;
  }
}

/** Whether every node that fits the old requirement, which lists no values, fits the new one of the same key. */
function implies(old: Requirement, next: Requirement): boolean {
  const [a, b] = [Number(old.values[0]), Number(next.values[0])];
  if (next.operator === 'Exists') return !['NotIn', 'DoesNotExist'].includes(old.operator);
  if (next.operator === 'NotIn') {
    if (old.operator === 'NotIn') return next.values.every((value) => old.values.includes(value));
    return old.operator === 'DoesNotExist' || next.values.every((value) => !allows(old, value));
  }
  if (old.operator !== next.operator) return false;
  if (next.operator === 'Gt' || next.operator === 'Gte') return a >= b;
  if (next.operator === 'Lt' || next.operator === 'Lte') return a <= b;
  return next.operator === 'DoesNotExist';
}

function show({ key, operator, values }: Requirement): string {
  return `${key} ${operator}${values.length === 0 ? '' : ` [${values.join(', ')}]`}`;
}
