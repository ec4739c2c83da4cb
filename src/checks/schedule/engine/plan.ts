import type { Target } from '../../../facts/target';
import { record } from '../../accept/read';
import type { Model } from '../../model/model';
import { Answer } from './answer';
import type { Verdict } from './answer';
import type { SizeEntry } from './karpenter/catalogue';
import { landsOnPool, requiredAlternatives } from './karpenter/daemons';
import { place } from './karpenter/place';
import { preparePools } from './karpenter/pools';
import type { PreparedPool } from './karpenter/prepared-pool';
import { clusterOf } from './kube/cluster';
import type { Cluster } from './kube/cluster';
import { filterNodes } from './kube/filter';
import { admissionOf } from './pod/admission';
import { EMPTY_TERM, isEmptyTerm, matchesNone } from './pod/node-terms';
import { readPod } from './pod/pod';
import type { PodFacts } from './pod/pod';
import type { PodTerm } from './pod/pod-terms';
import { showTaint, untolerated } from './pod/tolerations';
import { PoolIndex } from './pool-index';
import { shapeOf, signatureOf } from './signature';
import { volumesOf } from './volumes';
import { WorkloadIndex } from './workload-index';
import { workloadsOf } from './workloads';
import type { Workload } from './workloads';
import { onceFor } from '../../../facts/once';

export type { Answer, TakingPool } from './answer';

/** What is known beside the manifests and the target. */
export interface ScheduleOptions {
  /**
   * The sizes of another provider, for all pools.
   * @default - those of Azure for its pools; sizes of other providers are not judged
   */
  readonly sizes?: readonly SizeEntry[];
  /**
   * The region of the cluster, such as `westeurope`, for zones and prices.
   * @default - that of the target, else that of the zones that manifests name, else eastus
   */
  readonly region?: string;
}

/** The pods, nodes and pools of a model with the answers for all of them. */
export interface Plan {
  readonly cluster: Cluster;
  /** In the order in which Karpenter tries them. */
  readonly pools: readonly PreparedPool[];
  readonly workloads: readonly Workload[];
  readonly answers: ReadonlyMap<Workload, Answer>;
  /** Where any pod can go, such as one without the tolerations that an admission plugin added. */
  readonly ask: (workload: Workload, pod: PodFacts) => Answer;
  /** Which nodes of another state of the cluster take a pod of a workload, or one that asks for less. */
  readonly nodesIn: (cluster: Cluster, workload: Workload, pod: PodFacts) => readonly string[];
}

/** The plan of a model without further options, made once for all rules. */
export const planOf = onceFor((model: Model, target: Target): Plan => makePlan(model, target));

/**
 * Asks nodes and pools of every pod of a model. Each pod is asked alone: what others of the same manifests take is not counted.
 *
 * @param onWorkload is told how many workloads there are, after each of them
 */
export function makePlan(
  model: Model,
  target: Target,
  options: ScheduleOptions = {},
  onWorkload: (workloads: number) => void = () => undefined,
): Plan {
  const admission = admissionOf(model, target);
  const cluster = clusterOf(model, admission, target);
  const workloads = workloadsOf(model, admission);
  // Karpenter reads the template of a DaemonSet and not its pods, so that nothing is admitted to it.
  const plain = {
    ...admission,
    extendedResourceToleration: false,
    runtimeClasses: new Map(),
    containerLimits: new Map(),
  };
  const daemons = model.ofKind('apps', 'DaemonSet').map(({ object }) => {
    return readPod(record(object.spec).template, '', plain);
  });
  const pools = preparePools(model, target, cluster, daemons, workloads, options);
  const index = new PoolIndex(pools);
  const others = new WorkloadIndex(workloads, cluster.namespaceLabels);
  const judge = (workload: Workload, pod: PodFacts, shape: string | undefined): Answer =>
    workload.kind === 'DaemonSet'
      ? daemonAnswer(cluster, pools, index, pod)
      : answerFor(model, cluster, pools, index, workload, pod, shape, presentAffinity(pod, workload, others));
  const known = new Map<string, Answer>();
  const ask = (workload: Workload, pod: PodFacts): Answer => {
    const shape = shapeOf(workload, pod, cluster);
    if (shape === undefined) return judge(workload, pod, undefined);
    const key = signatureOf(shape, pod);
    const answer = known.get(key) ?? judge(workload, pod, shape);
    known.set(key, answer);
    return answer;
  };
  const answers = new Map(
    workloads.map((workload) => {
      const answer = ask(workload, workload.pod);
      onWorkload(workloads.length);
      return [workload, answer];
    }),
  );
  const nodesIn = (other: Cluster, workload: Workload, pod: PodFacts): readonly string[] => {
    const { manifest } = workload;
    const volumes = volumesOf(model, workload);
    const affinity = presentAffinity(pod, workload, others);
    return filterNodes(other, { pod, manifest, affinity, volumes: (node) => volumes.refuses(node) }).nodes;
  };
  return { cluster, pools, workloads, answers, ask, nodesIn };
}

function answerFor(
  model: Model,
  cluster: Cluster,
  pools: readonly PreparedPool[],
  index: PoolIndex,
  workload: Workload,
  pod: PodFacts,
  shape: string | undefined,
  affinity: readonly PodTerm[],
): Answer {
  const { manifest } = workload;
  const volumes = volumesOf(model, workload);
  const onNodes = filterNodes(cluster, { pod, manifest, affinity, volumes: (node) => volumes.refuses(node) });
  const arrival = { pod, affinity, volumes: volumes.alternatives, cluster, shape };
  // Pools are for pods that wait for a node; one that names its node waits for none.
  const waits = pod.nodeName === undefined;
  return new Answer(onNodes, waits ? pools : [], waits ? index.worthAsking(pod) : [], (pool) => place(pool, arrival));
}

/** DaemonSets run on what is there; no node is started for them. */
function daemonAnswer(cluster: Cluster, pools: readonly PreparedPool[], index: PoolIndex, pod: PodFacts): Answer {
  const onNodes = filterNodes(cluster, { pod, affinity: pod.affinity });
  return new Answer(onNodes, pools, index.worthAsking(pod), (pool) => landing(pool, pod));
}

function landing(pool: PreparedPool, given: PodFacts): Verdict {
  const { facts, isWellKnown } = pool;
  if (given.refused !== undefined) return { reason: given.refused };
  if (matchesNone(given.nodeTerms)) return { reason: EMPTY_TERM };
  const pod = { ...given, nodeTerms: given.nodeTerms?.filter((term) => !isEmptyTerm(term)) };
  const alternatives = requiredAlternatives(pod);
  if (landsOnPool(pod, facts, pool.sizes, isWellKnown)) {
    const sizes = pool
      .fitting(facts.requirements)
      .filter(({ size }) => alternatives.some((one) => size.labels.intersects(one)));
    return { sizes };
  }
  const taint = untolerated(
    facts.taints.filter(({ effect }) => effect !== 'PreferNoSchedule'),
    pod.tolerations,
  );
  if (taint) return { reason: `did not tolerate taint (taint=${showTaint(taint)})` };
  const problems = alternatives.flatMap((one) => facts.requirements.problems(one, isWellKnown));
  const why = problems.length === 0 ? 'no instance type met all requirements' : problems.join('; ');
  return { reason: `incompatible requirements, ${why}` };
}

/** The required affinity that can fail: a term that selects pods of another workload of the manifests is met when these run. */
function presentAffinity(pod: PodFacts, workload: Workload, others: WorkloadIndex): readonly PodTerm[] {
  return pod.affinity.filter((term) => !others.selectsAnother(term, workload));
}
