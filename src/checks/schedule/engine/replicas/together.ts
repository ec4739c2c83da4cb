import { list, record } from '../../../accept/read';
import type { Model } from '../../../model/model';
import type { Cluster } from '../kube/cluster';
import type { Answer, Plan } from '../plan';
import type { SpreadFacts } from '../pod/pod-terms';
import type { Workload } from '../workloads';
import { neededOf } from './needed';
import { withoutOwn } from './node-room';
import { isOwnSpread, roomFor } from './room';
import type { Room } from './room';

/** The room of pods that nothing but requests limits, which those of one answer share. */
const plain = new WeakMap<Answer, Room>();

/** What is asked of the room of a workload. */
export interface Asked {
  /** How many pods are enough: where there is room for these, it is not looked at closer. */
  readonly enough: number;
  /** Whether pods of the former and of the next template are meant. */
  readonly rollout?: boolean;
}

/**
 * The room for the pods of a workload together.
 *
 * @returns `undefined` where there is enough, and where no place takes even one
 */
export function roomOf(plan: Plan, model: Model, workload: Workload, asked: Asked): Room | undefined {
  const { enough, rollout = false } = asked;
  const answer = plan.answers.get(workload)!;
  const { pod } = workload;
  const singleClaim = pod.claims.find((name) => isSingle(model, workload.namespace, name));
  const isPlain =
    pod.ports.length === 0 &&
    pod.antiAffinity.length === 0 &&
    !pod.spread.some(({ hard }) => hard) &&
    singleClaim === undefined;
  if (isPlain) {
    // Pools start as many nodes as they need, up to limits that SCH020 is about.
    if (answer.pools.length > 0) return undefined;
    // Its own pods that run already only make the room look smaller.
    if (plainRoom(plan, workload, answer).most >= enough) return undefined;
  }
  const cluster = withoutOwn(plan.cluster, pod);
  const isAlone = cluster === plan.cluster;
  const moving = pod.spread.filter((one) => isOwnSpread(one, pod));
  const nodes = isAlone && moving.length === 0 ? answer.nodes : nodesOver(plan, cluster, workload, moving);
  if (nodes.length + answer.pools.length === 0) return undefined;
  const room = roomFor({ workload, cluster, nodes: new Set(nodes), pools: answer.pools, singleClaim, rollout });
  return room && room.most < enough ? room : undefined;
}

function plainRoom(plan: Plan, workload: Workload, answer: Answer): Room {
  const found = plain.get(answer);
  if (found) return found;
  const { cluster } = plan;
  const nodes = new Set(answer.nodes);
  const room = roomFor({ workload, cluster, nodes, pools: [], singleClaim: undefined, rollout: false })!;
  plain.set(answer, room);
  return room;
}

/**
 * The nodes that take a pod at some time: what spread constraints of its own refuse now they may allow once other domains have as many.
 * A node without their labels they never allow.
 */
function nodesOver(
  plan: Plan,
  cluster: Cluster,
  workload: Workload,
  moving: readonly SpreadFacts[],
): readonly string[] {
  const spread = workload.pod.spread.filter((one) => !moving.includes(one));
  const labelled = new Set(
    cluster.nodes
      .filter(({ labels }) => moving.every(({ topologyKey }) => labels.has(topologyKey)))
      .map(({ name }) => name),
  );
  const found = plan.nodesIn(cluster, workload, { ...workload.pod, spread });
  return found.filter((name) => labelled.has(name));
}

/** The room of a workload that has less of it than its pods need to run at the same time; `undefined` where there is enough. */
export function lackOf(plan: Plan, model: Model, workload: Workload): (Room & { readonly needed: number }) | undefined {
  const needed = neededOf(model, workload);
  if (needed < 2 || workload.pod.nodeName !== undefined) return undefined;
  const room = roomOf(plan, model, workload, { enough: needed });
  return room && { ...room, needed };
}

function isSingle(model: Model, namespace: string, name: string): boolean {
  const spec = record(model.find('', 'PersistentVolumeClaim', namespace, name)?.object.spec);
  return list(spec.accessModes).includes('ReadWriteOncePod');
}
