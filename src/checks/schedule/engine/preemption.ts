import { number, record, text } from '../../accept/read';
import type { Model } from '../../model/model';
import type { Cluster } from './kube/cluster';
import type { Plan } from './plan';
import type { Workload } from './workloads';

type Fields = Readonly<Record<string, unknown>>;

/** Classes that every cluster has. */
const SYSTEM: Readonly<Record<string, number>> = {
  'system-cluster-critical': 2_000_000_000,
  'system-node-critical': 2_000_001_000,
};

/** What decides who goes before whom. */
class Priorities {
  private readonly classes: ReadonlyMap<string, Fields>;
  private readonly otherwise: Fields | undefined;

  public constructor(model: Model) {
    const all = model.ofKind('scheduling.k8s.io', 'PriorityClass').map(({ object }) => object as Fields);
    this.classes = new Map(all.map((one) => [text(record(one.metadata).name) ?? '', one]));
    this.otherwise = all.find(({ globalDefault }) => globalDefault === true);
  }

  /** The priority of a pod; `undefined` where its class is not among the manifests. */
  public of({ priority, priorityClassName }: Fields): number | undefined {
    const given = number(priority);
    if (given !== undefined) return given;
    const name = text(priorityClassName) ?? '';
    if (Object.hasOwn(SYSTEM, name)) return SYSTEM[name];
    const found = name === '' ? this.otherwise : this.classes.get(name);
    return name !== '' && !found ? undefined : (number(found?.value) ?? 0);
  }

  /** Whether a pod waits for others to go by themselves. */
  public waits({ preemptionPolicy, priorityClassName }: Fields): boolean {
    const name = text(priorityClassName) ?? '';
    const found = name === '' ? this.otherwise : this.classes.get(name);
    return (text(preemptionPolicy) ?? text(found?.preemptionPolicy)) === 'Never';
  }
}

const known = new WeakMap<Model, Priorities>();

/**
 * The nodes that take a pod once pods of a lower priority are ended there, which the scheduler does by itself. All that have a lower
 * priority are left out at the same time, so that these are no fewer than it would find.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/scheduler/framework/plugins/defaultpreemption/default_preemption.go
 */
export function preemptedNodes(plan: Plan, model: Model, workload: Workload): readonly string[] {
  const { spec, pod } = workload;
  if (pod.nodeName !== undefined || pod.gated || workload.kind === 'DaemonSet') return [];
  if (!plan.cluster.nodes.some(({ pods }) => pods.length > 0)) return [];
  const priorities = known.get(model) ?? new Priorities(model);
  known.set(model, priorities);
  const own = priorities.of(spec);
  if (own === undefined || priorities.waits(spec)) return [];
  const isLower = (one: unknown): boolean => (priorities.of(record(one)) ?? Infinity) < own;
  let some = false;
  const nodes = plan.cluster.nodes.map((node) => {
    const pods = node.pods.filter(({ manifest }) => !isLower(manifest.object.spec));
    some ||= pods.length < node.pods.length;
    return { ...node, pods };
  });
  const cluster: Cluster = { ...plan.cluster, nodes };
  return some ? plan.nodesIn(cluster, workload, pod) : [];
}
