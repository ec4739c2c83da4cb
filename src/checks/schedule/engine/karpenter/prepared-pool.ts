import type { Amounts } from '../amounts';
import { nodesOf } from '../kube/cluster';
import type { Cluster } from '../kube/cluster';
import type { PodFacts } from '../pod/pod';
import type { Catalogue, Size } from './catalogue';
import { overheadBySize } from './daemons';
import type { Overhead } from './daemons';
import { filterReason } from './filter-reason';
import { FitIndex } from './fit-index';
import type { Candidate } from './fit-index';
import { coreLabels } from './labels';
import { textOf } from './narrowing';
import type { Narrowed, Narrowing } from './narrowing';
import { poolProblem } from './pool';
import type { PoolFacts } from './pool';
import type { Requirements, WellKnown } from './requirements';
import { poolDomains } from './topology';

/** A pool with all that does not depend on the pod, worked out once. */
export class PreparedPool {
  public readonly isWellKnown: WellKnown;
  /** The sizes that its requirements leave; none where the provider's sizes are not known. */
  public readonly sizes: readonly Size[];
  /** Why it takes no pod at all. */
  public readonly problem: string | undefined;
  public readonly overhead: (size: Size) => Overhead;
  /** The sizes that limits still allow. */
  public readonly affordable: readonly Size[];
  private readonly isAffordable: ReadonlySet<Size>;
  private readonly indexes = new WeakMap<Requirements, FitIndex>();
  private readonly indexesByText = new Map<string, FitIndex>();
  private readonly reasons = new WeakMap<Requirements, Map<readonly Candidate[], string>>();
  private any: FitIndex | undefined;
  private readonly domainsOf = new Map<string, ReadonlySet<string>>();

  public constructor(
    public readonly facts: PoolFacts,
    /** `undefined` where the sizes of the provider are not known: any size may be there then. */
    public readonly catalogue: Catalogue | undefined,
    cluster: Cluster,
    daemons: readonly PodFacts[],
    /** The sizes of the catalogue, by requirements. */
    private readonly narrowing: Narrowing | undefined,
  ) {
    const wellKnown = catalogue?.wellKnown ?? coreLabels();
    const { group } = facts.nodeClass;
    const foreign = catalogue === undefined && group !== '' ? `${group}/` : undefined;
    this.isWellKnown = (key) =>
      wellKnown.has(key) ||
      (foreign !== undefined && (key.startsWith(foreign) || key.startsWith('eks.amazonaws.com/')));
    const { candidates, sizes } = this.narrowing?.to(facts.requirements) ?? NONE;
    const lacking = lackingValues(candidates, facts.requirements);
    this.sizes = lacking === undefined ? sizes : [];
    this.problem =
      poolProblem(facts, this.isWellKnown) ??
      (catalogue && this.sizes.length === 0
        ? `nodepool requirements filtered out all available instance types${lacking === undefined ? '' : `, ${lacking}`}`
        : this.fullReason(cluster));
    this.overhead = overheadBySize(facts, this.sizes, daemons, this.isWellKnown, catalogue?.overheadBySize ?? true);
    const remaining = remainingLimits(facts, cluster);
    this.affordable = this.sizes.filter(({ capacity }) => isWithin(capacity, remaining));
    this.isAffordable = new Set(this.affordable);
  }

  /** The sizes that limits still allow, of those that the pool may take for the requirements of a node. */
  public fitting(requirements: Requirements, requests: Amounts = NOTHING): readonly Candidate[] {
    return this.indexOf(requirements).fitting(requests);
  }

  /** Why no size is left for the requirements of a node and these requests. */
  public reason(requirements: Requirements, requests: Amounts): string {
    const roomy = this.anyIndex().fitting(requests);
    const known = this.reasons.get(requirements) ?? new Map<readonly Candidate[], string>();
    this.reasons.set(requirements, known);
    const reason = known.get(roomy) ?? filterReason(this.affordable, requirements, roomy);
    known.set(roomy, reason);
    return reason;
  }

  private indexOf(requirements: Requirements): FitIndex {
    const same = this.indexes.get(requirements);
    if (same) return same;
    const key = textOf(requirements);
    const { candidates } = this.narrowing?.to(requirements) ?? NONE;
    const index =
      this.indexesByText.get(key) ??
      new FitIndex(
        candidates.filter(({ size }) => this.isAffordable.has(size)),
        this.overhead,
      );
    this.indexesByText.set(key, index);
    this.indexes.set(requirements, index);
    return index;
  }

  private anyIndex(): FitIndex {
    this.any ??= new FitIndex(
      this.affordable.map((size) => ({ size, price: undefined })),
      this.overhead,
    );
    return this.any;
  }

  /** The domains of a label that its nodes may be in. */
  public domains(key: string): ReadonlySet<string> {
    const known = this.domainsOf.get(key) ?? poolDomains(this.facts, this.catalogue?.sizes ?? [], key);
    this.domainsOf.set(key, known);
    return known;
  }

  private fullReason(cluster: Cluster): string | undefined {
    const { replicas, limits, name, isDeleted } = this.facts;
    if (isDeleted) return `ignoring nodepool, marked for deletion (NodePool=${name})`;
    if (replicas === 0) return 'static nodepool with 0 replicas';
    const allowed = limits.get('nodes');
    if (allowed === undefined) return undefined;
    const count = nodesOf(cluster, name).length;
    return count >= allowed ? `node limits have been reached for nodepool (NodePool=${name})` : undefined;
  }
}

const NOTHING: Amounts = new Map();
const NONE: Narrowed = { candidates: [], sizes: [] };

/** Which requirement has too few values over some sizes; `undefined` where none has. */
export function lackingValues(candidates: readonly Candidate[], requirements: Requirements): string | undefined {
  for (const { key, minValues } of requirements.minValues()) {
    const values = new Set(candidates.flatMap(({ size }) => [...size.labels.get(key).values]));
    if (values.size < (minValues ?? 0)) return `minValues requirement is not met for label(s) (label(s)=${key})`;
  }
  return undefined;
}

function remainingLimits({ limits, name }: PoolFacts, cluster: Cluster): Amounts {
  const remaining = new Map(limits);
  remaining.delete('nodes');
  for (const { capacity } of nodesOf(cluster, name)) {
    for (const [resource, amount] of remaining) remaining.set(resource, amount - (capacity.get(resource) ?? 0));
  }
  return remaining;
}

function isWithin(capacity: Amounts, remaining: Amounts): boolean {
  for (const [name, left] of remaining) if ((capacity.get(name) ?? 0) > left) return false;
  return true;
}
