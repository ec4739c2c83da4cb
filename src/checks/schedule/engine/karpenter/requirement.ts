import type { NodeExpression } from '../pod/node-terms';

/** Labels that Karpenter reads as another one. */
const NORMALIZED: Readonly<Record<string, string>> = {
  'failure-domain.beta.kubernetes.io/zone': 'topology.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region': 'topology.kubernetes.io/region',
  'beta.kubernetes.io/arch': 'kubernetes.io/arch',
  'beta.kubernetes.io/os': 'kubernetes.io/os',
  'beta.kubernetes.io/instance-type': 'node.kubernetes.io/instance-type',
  'topology.disk.csi.azure.com/zone': 'topology.kubernetes.io/zone',
  'topology.ebs.csi.aws.com/zone': 'topology.kubernetes.io/zone',
};

/** The label that Karpenter reads a key as. */
export function normalizedKey(key: string): string {
  return Object.hasOwn(NORMALIZED, key) ? NORMALIZED[key]! : key;
}

/** What a requirement amounts to, whatever it was written as; `Gt` and its like are `Exists` with bounds. */
export type EffectiveOperator = 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';

const INTEGER = /^[+-]?\d+$/;

/**
 * The values that one label may have: some values, or all but some, and whole numbers within bounds. An empty set means that the
 * label is absent.
 *
 * @see https://github.com/kubernetes-sigs/karpenter/blob/v1.13.0/pkg/scheduling/requirement.go
 */
export class Requirement {
  /** Reads a requirement of a NodePool or an expression of a node selector term. */
  public static of({ key, operator, values }: NodeExpression, minValues?: number): Requirement {
    const label = normalizedKey(key);
    const bound = Number(values[0] ?? 0);
    switch (operator) {
      case 'In':
        return new Requirement(label, false, new Set(values), undefined, undefined, minValues);
      case 'DoesNotExist':
        return new Requirement(label, false, new Set(), undefined, undefined, minValues);
      case 'NotIn':
        return new Requirement(label, true, new Set(values), undefined, undefined, minValues);
      case 'Gt':
        return new Requirement(label, true, new Set(), bound + 1, undefined, minValues);
      case 'Gte':
        return new Requirement(label, true, new Set(), bound, undefined, minValues);
      case 'Lt':
        return new Requirement(label, true, new Set(), undefined, bound - 1, minValues);
      case 'Lte':
        return new Requirement(label, true, new Set(), undefined, bound, minValues);
      default:
        return new Requirement(label, true, new Set(), undefined, undefined, minValues);
    }
  }

  /** A label with exactly this value. */
  public static is(key: string, value: string): Requirement {
    return Requirement.of({ key, operator: 'In', values: [value] });
  }

  public constructor(
    public readonly key: string,
    /** Whether `values` are those that are not allowed. */
    public readonly complement: boolean,
    public readonly values: ReadonlySet<string>,
    /** The least whole number, itself allowed. */
    public readonly least?: number,
    /** The greatest whole number, itself allowed. */
    public readonly greatest?: number,
    public readonly minValues?: number,
  ) {}

  private known: string | undefined;

  /** What it allows, as text: the same for those that allow the same. */
  public get text(): string {
    this.known ??= [
      this.key,
      this.complement ? '!' : '',
      this.values.size < 2 ? [...this.values].join() : [...this.values].sort().join(),
      this.least,
      this.greatest,
    ].join('\t');
    return this.known;
  }

  /** The values that both allow. */
  public and(other: Requirement): Requirement {
    const minValues = max(this.minValues, other.minValues);
    const least = max(this.least, other.least);
    const greatest = min(this.greatest, other.greatest);
    if (least !== undefined && greatest !== undefined && least > greatest) {
      return new Requirement(this.key, false, new Set(), undefined, undefined, minValues);
    }
    const complement = this.complement && other.complement;
    const values = new Set<string>();
    for (const value of combined(this, other)) if (within(value, least, greatest)) values.add(value);
    return complement
      ? new Requirement(this.key, true, values, least, greatest, minValues)
      : new Requirement(this.key, false, values, undefined, undefined, minValues);
  }

  /** Whether no value is allowed by both: what `and` would find empty, without making it. */
  public excludes(other: Requirement): boolean {
    const least = max(this.least, other.least);
    const greatest = min(this.greatest, other.greatest);
    if (least !== undefined && greatest !== undefined && least > greatest) return true;
    if (this.complement && other.complement) return false;
    const [from, against] = this.complement ? [other, this] : [this, other];
    for (const value of from.values) {
      if (against.values.has(value) !== against.complement && within(value, least, greatest)) return false;
    }
    return true;
  }

  /** Whether no value is left. */
  public isEmpty(): boolean {
    return !this.complement && this.values.size === 0;
  }

  /** Whether a value is allowed. */
  public has(value: string): boolean {
    return this.values.has(value) !== this.complement && within(value, this.least, this.greatest);
  }

  /** What it amounts to. */
  public operator(): EffectiveOperator {
    if (this.complement) return this.values.size > 0 ? 'NotIn' : 'Exists';
    return this.values.size > 0 ? 'In' : 'DoesNotExist';
  }

  /** Whether a node without the label fulfils it. */
  public allowsAbsence(): boolean {
    const operator = this.operator();
    return operator === 'NotIn' || operator === 'DoesNotExist';
  }

  /** As Karpenter's events write it: `kubernetes.io/arch In [amd64 arm64]`. */
  public toString(): string {
    const operator = this.operator();
    const sorted = [...this.values].sort();
    const shown = sorted.length > 5 ? [...sorted.slice(0, 5), `and ${sorted.length - 5} others`] : sorted;
    const values = operator === 'In' || operator === 'NotIn' ? ` [${shown.join(' ')}]` : '';
    const least = this.least === undefined ? '' : ` >=${this.least}`;
    const greatest = this.greatest === undefined ? '' : ` <=${this.greatest}`;
    const minValues = this.minValues === undefined ? '' : ` minValues ${this.minValues}`;
    return `${this.key} ${operator}${values}${least}${greatest}${minValues}`;
  }
}

function* combined(a: Requirement, b: Requirement): Iterable<string> {
  if (a.complement && b.complement) {
    yield* a.values;
    yield* b.values;
    return;
  }
  const [from, other] = a.complement ? [b, a] : [a, b];
  for (const value of from.values) if (other.values.has(value) !== other.complement) yield value;
}

function within(value: string, least: number | undefined, greatest: number | undefined): boolean {
  if (least === undefined && greatest === undefined) return true;
  if (!INTEGER.test(value)) return false;
  const number = Number(value);
  return (least === undefined || number >= least) && (greatest === undefined || number <= greatest);
}

function max(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined ? b : b === undefined ? a : Math.max(a, b);
}

function min(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined ? b : b === undefined ? a : Math.min(a, b);
}
