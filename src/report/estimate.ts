import type { Amounts } from '../checks/schedule/engine/amounts';
import type { Candidate } from '../checks/schedule/engine/karpenter/fit-index';
import type { PreparedPool } from '../checks/schedule/engine/karpenter/prepared-pool';
import type { Plan } from '../checks/schedule/engine/plan';
import type { Workload } from '../checks/schedule/engine/workloads';
import { matches } from '../checks/reference/selector';

/** A node that pods make Karpenter start. */
interface Node {
  readonly pool: PreparedPool;
  /** The sizes that hold what is on it, the cheapest first. */
  sizes: readonly Candidate[];
  used: Map<string, number>;
  pods: number;
}

/** What one pool is estimated to run. */
export interface PoolEstimate {
  readonly pool: string;
  readonly nodes: number;
  /** How many nodes of which size, by its name. */
  readonly sizes: ReadonlyMap<string, number>;
  /** US dollars an hour of the nodes whose price is known. */
  readonly usd: number;
  /** Nodes without a known price. */
  readonly unpriced: number;
}

/** What numbers of pods are estimated to run on. */
export interface Estimate {
  readonly pools: readonly PoolEstimate[];
  /** Pods that existing nodes take, whose price nobody tells. */
  readonly onNodes: number;
  /** Pods of pools whose sizes are not known. */
  readonly onUnknown: number;
  /** Pods that would be over the limits of the pools. */
  readonly overLimits: number;
  /** Pods that nothing takes. */
  readonly stuck: number;
}

/**
 * An estimate of the nodes that Karpenter runs for numbers of pods: the largest pods first, each on a node that has room for it, else on
 * a new one of the first pool that takes it, within the limits of the pool; each node of the cheapest size that holds its pods and the
 * DaemonSets. Rules between pods are not counted, but for pods that keep apart from their own kind.
 */
export function estimate(plan: Plan, podsOf: (workload: Workload) => number): Estimate {
  const packing = new Packing(plan);
  const sorted = plan.workloads.filter(({ kind }) => kind !== 'DaemonSet').sort(largestFirst);
  for (const workload of sorted) packing.add(workload, podsOf(workload));
  return packing.result();
}

class Packing {
  private readonly nodes: Node[] = [];
  private readonly spent = new Map<PreparedPool, Map<string, number>>();
  private readonly allowed = new Map<readonly Candidate[], ReadonlySet<Candidate['size']>>();
  private onNodes = 0;
  private onUnknown = 0;
  private overLimits = 0;
  private stuck = 0;

  public constructor(private readonly plan: Plan) {
    for (const pool of plan.pools) this.startStatic(pool);
  }

  public add(workload: Workload, pods: number): void {
    const answer = this.plan.answers.get(workload)!;
    if (answer.nodes.length > 0) this.onNodes += pods;
    else if (answer.pools.length === 0) this.stuck += pods;
    else if (answer.pools.every(({ pool }) => !pool.catalogue)) this.onUnknown += pods;
    else this.place(workload, pods);
  }

  private place(workload: Workload, pods: number): void {
    const taking = this.plan.answers.get(workload)!.pools.filter(({ pool }) => pool.catalogue);
    const sizesOf = new Map(taking.map(({ pool, sizes }) => [pool, this.allowedOf(sizes)]));
    const most = isApart(workload) ? 1 : Infinity;
    let left = pods;
    for (const node of this.nodes) {
      const allowed = sizesOf.get(node.pool);
      if (!allowed) continue;
      for (let here = 0; left > 0 && here < most; here += 1) {
        const fitting = node.sizes.filter((one) => allowed.has(one.size));
        if (!this.grow(node, fitting, workload)) break;
        left -= 1;
      }
      if (left === 0) return;
    }
    for (const { pool, sizes } of taking) {
      while (left > 0 && pool.facts.replicas === undefined && !this.isFull(pool)) {
        const node: Node = { pool, sizes: [], used: new Map(), pods: 0 };
        if (!this.grow(node, sizes, workload)) break;
        this.nodes.push(node);
        left -= 1;
        for (let here = 1; left > 0 && here < most && this.grow(node, node.sizes, workload); here += 1) left -= 1;
      }
    }
    this.overLimits += left;
  }

  /** The sizes of a list, which many workloads share. */
  private allowedOf(sizes: readonly Candidate[]): ReadonlySet<Candidate['size']> {
    const known = this.allowed.get(sizes) ?? new Set(sizes.map(({ size }) => size));
    this.allowed.set(sizes, known);
    return known;
  }

  /** Puts a pod on a node, which may take a larger size for it; whether that is within the limits of its pool. */
  private grow(node: Node, candidates: readonly Candidate[], { pod }: Workload): boolean {
    const used = new Map(node.used);
    for (const [name, amount] of pod.requests) used.set(name, (used.get(name) ?? 0) + amount);
    const fitting = candidates.filter((one) => hasRoom(node.pool, one, used, node.pods + 1));
    const [size] = fitting;
    if (!size || !this.spend(node.pool, node.sizes[0], size)) return false;
    Object.assign(node, { sizes: fitting, used, pods: node.pods + 1 });
    return true;
  }

  /** Counts a size in the place of another against the limits of a pool. */
  private spend(pool: PreparedPool, before: Candidate | undefined, after: Candidate): boolean {
    if (before?.size === after.size) return true;
    const spent = this.spent.get(pool) ?? new Map<string, number>();
    const next = new Map(spent);
    for (const [name, limit] of pool.facts.limits) {
      if (name === 'nodes') continue;
      const sum =
        (spent.get(name) ?? 0) + (after.size.capacity.get(name) ?? 0) - (before?.size.capacity.get(name) ?? 0);
      if (sum > limit) return false;
      next.set(name, sum);
    }
    this.spent.set(pool, next);
    return true;
  }

  private isFull(pool: PreparedPool): boolean {
    const limit = pool.facts.limits.get('nodes');
    return limit !== undefined && this.nodes.filter((one) => one.pool === pool).length >= limit;
  }

  /** The nodes of a static pool are there whatever pods there are. */
  private startStatic(pool: PreparedPool): void {
    const { replicas = 0 } = pool.facts;
    if (replicas === 0 || !pool.catalogue) return;
    const sizes = [...pool.fitting(pool.facts.requirements)];
    for (let index = 0; index < replicas; index += 1) this.nodes.push({ pool, sizes, used: new Map(), pods: 0 });
  }

  public result(): Estimate {
    const pools = this.plan.pools.flatMap((pool) => {
      const own = this.nodes.filter((one) => one.pool === pool);
      if (!pool.catalogue) return [];
      const sizes = new Map<string, number>();
      let [dollars, unpriced] = [0, 0];
      for (const { sizes: candidates } of own) {
        const cheapest = candidates[0];
        const name = cheapest?.size.name ?? 'no size';
        sizes.set(name, (sizes.get(name) ?? 0) + 1);
        if (cheapest?.price === undefined) unpriced += 1;
        else dollars += cheapest.price;
      }
      return [{ pool: pool.facts.name, nodes: own.length, sizes, usd: dollars, unpriced }];
    });
    const { onNodes, onUnknown, overLimits, stuck } = this;
    return { pools, onNodes, onUnknown, overLimits, stuck };
  }
}

function hasRoom(pool: PreparedPool, { size }: Candidate, used: Amounts, pods: number): boolean {
  const overhead = pool.overhead(size);
  for (const [name, amount] of used) {
    if (amount + (overhead.requests.get(name) ?? 0) > (size.allocatable.get(name) ?? 0)) return false;
  }
  return pods + overhead.pods <= (size.allocatable.get('pods') ?? Infinity);
}

/** Whether two pods of a workload never share a node: they take a port of it, or keep away from their own labels. */
function isApart({ pod }: Workload): boolean {
  return (
    pod.ports.length > 0 ||
    pod.antiAffinity.some(
      ({ topologyKey, selector }) =>
        topologyKey === 'kubernetes.io/hostname' && selector !== undefined && matches(selector, pod.labels),
    )
  );
}

/** As Karpenter sorts the pods that wait: by CPU, then by memory. */
function largestFirst({ pod: a }: Workload, { pod: b }: Workload): number {
  const amount = (requests: Amounts, name: string): number => requests.get(name) ?? 0;
  return (
    amount(b.requests, 'cpu') - amount(a.requests, 'cpu') || amount(b.requests, 'memory') - amount(a.requests, 'memory')
  );
}
