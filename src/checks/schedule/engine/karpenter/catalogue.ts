import { record, text } from '../../../accept/read';
import { InputError } from '../../../model/input-error';
import { labelsOf } from '../../../reference/selector';
import { readAmounts } from '../amounts';
import type { Amounts } from '../amounts';
import { CAPACITY_TYPE, coreLabels } from './labels';
import { Requirement } from './requirement';
import { Requirements } from './requirements';

/** One way to buy a size: a zone and a capacity type, with its price. */
export interface Offering {
  readonly labels: Requirements;
  /** US dollars an hour; `undefined` where it is not known. */
  readonly price: number | undefined;
}

/** A size of machine as Karpenter counts with it. */
export interface Size {
  readonly name: string;
  /** The labels that its node may have, with all values that its offerings give them. */
  readonly labels: Requirements;
  readonly allocatable: Amounts;
  /** What limits count. */
  readonly capacity: Amounts;
  readonly offerings: readonly Offering[];
}

/** The sizes that a provider offers. */
export interface Catalogue {
  readonly sizes: readonly Size[];
  /** Labels that Karpenter knows with this provider. */
  readonly wellKnown: ReadonlySet<string>;
  /** Whether the overhead of DaemonSets is counted for each size, as since Karpenter 1.14, or for the pool as a whole. */
  readonly overheadBySize: boolean;
  /** The regions that its sizes are offered in, where the provider's own list says prices by region. */
  readonly regions?: readonly string[];
}

/** A size as a `--sizes` file has it; one entry for each zone and capacity type where these differ. */
export interface SizeEntry {
  /** The name of the size, as the cloud has it, such as `Standard_NC24ads_A100_v4`. */
  readonly name: string;
  /** The labels that a node of this size gets. */
  readonly labels: Readonly<Record<string, string>>;
  /** What pods can have of a node, by resource. */
  readonly allocatable: Readonly<Record<string, string | number>>;
  /**
   * What the machine has before the system takes its part; limits of pools count it.
   * @default - what labels such as `instance-cpu` say, else the allocatable
   */
  readonly capacity?: Readonly<Record<string, string | number>>;
  /** US dollars an hour on demand; nothing where it is not known. */
  readonly priceUsdPerHour?: number | null;
}

const ZONE = 'topology.kubernetes.io/zone';

/** A catalogue of the entries of a file. Entries of one name are offerings of one size. */
export function catalogueOf(entries: readonly SizeEntry[]): Catalogue {
  const byName = new Map<string, SizeEntry[]>();
  const wellKnown = new Set(coreLabels());
  for (const entry of entries) {
    const same = byName.get(entry.name);
    if (same) same.push(entry);
    else byName.set(entry.name, [entry]);
    for (const key of Object.keys(entry.labels)) wellKnown.add(key);
  }
  const keys = [...wellKnown].filter((key) => entries.some(({ labels }) => Object.hasOwn(labels, key)));
  const sizes = [...byName].map(([name, same]) => sizeOf(name, same, keys));
  return { sizes, wellKnown, overheadBySize: false };
}

function sizeOf(name: string, entries: readonly SizeEntry[], keys: readonly string[]): Size {
  const values = keys.map((key) => {
    const found = new Set(entries.flatMap(({ labels }) => (Object.hasOwn(labels, key) ? [labels[key]!] : [])));
    // What other sizes are labelled with and this one is not: its nodes lack the label.
    return new Requirement(key, false, found);
  });
  const varying = values.filter((one) => one.values.size > 1 || one.key === ZONE || one.key === CAPACITY_TYPE);
  const [first] = entries;
  const allocatable = readAmounts(first?.allocatable);
  return {
    name,
    labels: Requirements.of([...values, Requirement.is('node.kubernetes.io/instance-type', name)]),
    allocatable,
    capacity: first?.capacity ? readAmounts(first.capacity) : capacityBy(first?.labels ?? {}, allocatable),
    offerings: entries.map(({ labels, priceUsdPerHour }) => ({
      labels: Requirements.of(
        varying.filter(({ key }) => Object.hasOwn(labels, key)).map(({ key }) => Requirement.is(key, labels[key]!)),
      ),
      price: priceUsdPerHour ?? undefined,
    })),
  };
}

/** The capacity that labels of the provider tell, where it is no less than what is allocatable; memory without a unit is in MiB. */
function capacityBy(labels: Readonly<Record<string, string>>, allocatable: Amounts): Amounts {
  const capacity = new Map(allocatable);
  for (const [key, value] of Object.entries(labels)) {
    const name = /(?:instance|sku)-(cpu|memory)$/.exec(key)?.[1];
    if (name === undefined) continue;
    const amount = readAmounts({ [name]: name === 'memory' && /^\d+$/.test(value) ? `${value}Mi` : value }).get(name);
    if (amount !== undefined && amount >= (capacity.get(name) ?? 0)) capacity.set(name, amount);
  }
  return capacity;
}

/**
 * A value as the sizes of a provider, their labels filled in.
 *
 * @param where what an error names: the file, or the option that has the list
 * @throws `InputError` where it is no such list
 */
export function entriesOf(where: string, value: unknown): SizeEntry[] {
  if (!Array.isArray(value)) throw new InputError(where, 'is not a list of sizes with name, labels and allocatable');
  if (value.length === 0) throw new InputError(where, 'has no size');
  return value.map((entry: unknown, index) => {
    const problem = entryProblem(entry);
    if (problem !== undefined) throw new InputError(where, `[${index}] ${problem}`);
    return toEntry(entry);
  });
}

/** What is wrong with an entry of a `--sizes` file; `undefined` where nothing is. */
export function entryProblem(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'is not an object with a name';
  const { name, labels, allocatable, capacity, priceUsdPerHour: price } = record(value);
  if (text(name) === undefined || name === '') return 'needs name';
  if (labels !== undefined && !isMap(labels, (one) => typeof one === 'string')) {
    return 'labels is not a mapping of label to text';
  }
  if (!isMap(allocatable, isAmount)) return 'allocatable is not a mapping of resource to quantity, such as cpu: 3860m';
  if (capacity !== undefined && !isMap(capacity, isAmount)) return 'capacity is not a mapping of resource to quantity';
  if (price !== undefined && price !== null && (typeof price !== 'number' || !(price >= 0))) {
    return 'priceUsdPerHour is not a number of at least 0';
  }
  return undefined;
}

/** The entry, its labels filled in. */
export function toEntry(value: unknown): SizeEntry {
  const entry = value as SizeEntry;
  return { ...entry, labels: Object.fromEntries(labelsOf(entry.labels)) };
}

function isMap(value: unknown, holds: (value: unknown) => boolean): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(holds);
}

function isAmount(value: unknown): boolean {
  return (typeof value === 'string' || typeof value === 'number') && readAmounts({ value }).has('value');
}
