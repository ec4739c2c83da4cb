import { requireFields } from '../../facts/given';
import { requireTarget } from '../../facts/target';
import type { Target } from '../../facts/target';
import type { Finding } from '../finding';
import { identify } from '../finding';
import { toManifests } from '../manifest';
import type { KubernetesObject, Manifest } from '../manifest';
import { Model } from '../model/model';
import { entriesOf } from './engine/karpenter/catalogue';
import { makePlan } from './engine/plan';
import type { Candidate } from './engine/karpenter/fit-index';
import type { Answer, ScheduleOptions } from './engine/plan';
import { preemptedNodes } from './engine/preemption';
import { lackOf } from './engine/replicas/together';
import { verdictOf } from './rules/support/stuck';
import { once } from '../../facts/once';

/** Where the pods of one workload can run. */
export interface ScheduleAnswer {
  /** The workload. */
  readonly object: Finding['object'];
  /** How many of its pods run at once. */
  readonly replicas: number;
  /** Whether some node or pool takes one of its pods, if need be by preemption, and all that have to run at the same time have room. */
  readonly schedulable: boolean;
  /** False where no place of the manifests takes a pod, and a node that no manifest shows may; absent where they tell. */
  readonly known?: false;
  /** How many of its pods can run at the same time, where that is less than has to. */
  readonly atMost?: number;
  /** What allows no more than {@link atMost}. */
  readonly why?: string;
  /** Every pool that would take a pod if it were the only one, with the sizes that it may choose, the cheapest first. */
  readonly pools: readonly {
    readonly pool: string;
    /** Empty where the sizes of the provider are not known. */
    readonly sizes: readonly {
      readonly name: string;
      /** US dollars an hour; null where no price is known. */
      readonly priceUsdPerHour: number | null;
    }[];
  }[];
  /** Every existing node that takes a pod. */
  readonly nodes: readonly string[];
  /** Where no place takes a pod: the nodes that do once the scheduler has ended pods of a lower priority there. */
  readonly preempting?: readonly string[];
  /** Every other pool and node, with the reason in the words of Karpenter and of the scheduler. */
  readonly rejected: readonly (
    { readonly pool: string; readonly reason: string } | { readonly node: string; readonly reason: string }
  )[];
}

/**
 * Where the pods of manifests can run: on which existing nodes, by the filters of kube-scheduler 1.36, and on new nodes of which
 * NodePools, as Karpenter decides it. Each pod is asked alone, and then
 * whether the replicas of its workload have room together. Nothing is asked of a cluster.
 *
 * @example
 * import { schedule, Target } from 'cdk8s-ml-platform';
 * import type { Manifest } from 'cdk8s-ml-platform';
 * declare const manifests: Manifest[];
 * const [answer] = schedule(manifests, Target.aks('1.34'));
 * answer?.pools[0]?.sizes[0]; // the cheapest size: { name: 'Standard_NC24ads_A100_v4', priceUsdPerHour: 3.673 }
 */
export function schedule(
  manifests: readonly (KubernetesObject | Manifest)[],
  target: Target,
  options: ScheduleOptions = {},
): readonly ScheduleAnswer[] {
  requireTarget('target', target);
  return scheduleIn(new Model(toManifests(manifests)), target, options);
}

/**
 * Where the pods of manifests can run of which a model is made already.
 *
 * @param onWorkload is told how many workloads there are, after each of them
 * @see schedule
 */
export function scheduleIn(
  model: Model,
  target: Target,
  options: ScheduleOptions = {},
  onWorkload: (workloads: number) => void = () => undefined,
): readonly ScheduleAnswer[] {
  requireFields('the options of schedule', options, ['sizes', 'region']);
  const { sizes, ...others } = options;
  const given = sizes === undefined ? others : { ...others, sizes: entriesOf('sizes of schedule', sizes) };
  const plan = makePlan(model, target, given, onWorkload);
  const shared = new Map<Answer, Pick<ScheduleAnswer, 'schedulable' | 'pools' | 'nodes' | 'rejected'>>();
  return plan.workloads.map((workload) => {
    const answer = plan.answers.get(workload)!;
    const common = shared.get(answer) ?? toJson(answer);
    shared.set(answer, common);
    const object = identify(workload.manifest.object);
    const preempting = common.schedulable ? [] : preemptedNodes(plan, model, workload);
    if (preempting.length > 0) {
      return { object, replicas: workload.replicas, ...common, schedulable: true, preempting };
    }
    const lack = common.schedulable ? lackOf(plan, model, workload) : undefined;
    const known = verdictOf(plan, workload) === 'unknown' ? { known: false as const } : {};
    if (!lack) return { object, replicas: workload.replicas, ...common, ...known };
    const { most: atMost, why } = lack;
    return { object, replicas: workload.replicas, ...common, schedulable: false, atMost, why };
  });
}

function toJson({
  pools,
  nodes,
  rejected,
}: Answer): Pick<ScheduleAnswer, 'schedulable' | 'pools' | 'nodes' | 'rejected'> {
  return {
    schedulable: pools.length + nodes.length > 0,
    pools: pools.map(({ pool, sizes }) => ({
      pool: pool.facts.name,
      sizes: sizesOf(sizes),
    })),
    nodes,
    rejected,
  };
}

type Sizes = ScheduleAnswer['pools'][number]['sizes'];

/** Many pods share a list of sizes, so it is written once. */
const sizesOf = once((candidates: readonly Candidate[]): Sizes =>
  candidates.map(({ size, price }) => ({ name: size.name, priceUsdPerHour: price ?? null })),
);
