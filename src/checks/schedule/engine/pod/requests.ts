import { list, record } from '../../../accept/read';
import { addTo, raiseTo, readMilli } from '../amounts';

/** What decides how requests are summed beside the pod itself. */
export interface RequestOptions {
  /** Whether `spec.resources` of the pod counts, which the API server keeps since Kubernetes 1.34. */
  readonly podLevel: boolean;
  /** The overhead that the RuntimeClass adds. */
  readonly overhead?: unknown;
  /** The status of a pod that runs: what a resize has not given back yet is still held. */
  readonly status?: unknown;
}

/**
 * What a pod asks of a node in all: its containers together, or the largest step of its start where that is more; sidecars stay,
 * so they count in both. A limit without a request is a request, as the API server fills it in.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/staging/src/k8s.io/component-helpers/resource/helpers.go
 */
export function requestsOf(spec: Readonly<Record<string, unknown>>, options: RequestOptions): Map<string, bigint> {
  const sum = containerRequests(spec, heldBy(options.status));
  if (options.podLevel && typeof spec.resources === 'object' && spec.resources !== null) {
    for (const [name, amount] of podLevelRequests(spec.resources, sum)) sum.set(name, amount);
  }
  addTo(sum, readMilli(options.overhead ?? spec.overhead));
  return sum;
}

/** What a container asks for, or holds where it runs. */
type Asking = (container: unknown) => Map<string, bigint>;

/**
 * While a running pod is resized, its containers hold the most of what they ask for, have been promised and have; what cannot be
 * had on the node is not asked for.
 */
function heldBy(status: unknown): Asking {
  const { conditions, containerStatuses, initContainerStatuses } = record(status);
  const infeasible = list(conditions)
    .map(record)
    .some(({ type, reason }) => {
      return type === 'PodResizePending' && reason === 'Infeasible';
    });
  const statuses = new Map(
    [...list(containerStatuses), ...list(initContainerStatuses)].map((one) => [record(one).name, record(one)]),
  );
  return (container) => {
    const own = requested(container);
    const { resources, allocatedResources } = statuses.get(record(container).name) ?? {};
    if (typeof resources !== 'object' || resources === null) return own;
    const held = infeasible ? new Map<string, bigint>() : own;
    raiseTo(held, readMilli(record(resources).requests));
    raiseTo(held, readMilli(allocatedResources));
    return held;
  };
}

function containerRequests(spec: Readonly<Record<string, unknown>>, asking: Asking): Map<string, bigint> {
  const running = new Map<string, bigint>();
  for (const container of list(spec.containers)) addTo(running, asking(container));
  const sidecars = new Map<string, bigint>();
  const starting = new Map<string, bigint>();
  for (const container of list(spec.initContainers)) {
    const stays = record(container).restartPolicy === 'Always';
    const own = stays ? asking(container) : requested(container);
    if (stays) {
      addTo(running, own);
      addTo(sidecars, own);
      raiseTo(starting, sidecars);
    } else {
      const step = new Map(sidecars);
      addTo(step, own);
      raiseTo(starting, step);
    }
  }
  raiseTo(running, starting);
  return running;
}

function requested(container: unknown): Map<string, bigint> {
  const { requests, limits } = record(record(container).resources);
  const amounts = readMilli(limits);
  for (const [name, amount] of readMilli(requests)) amounts.set(name, amount);
  return amounts;
}

/** `spec.resources`, filled in as the API server does where it has limits: from the containers first, then from the limits. */
function podLevelRequests(resources: unknown, ofContainers: ReadonlyMap<string, bigint>): Map<string, bigint> {
  const { requests, limits } = record(resources);
  const own = readMilli(requests);
  const limited = readMilli(limits);
  if (limited.size > 0) {
    for (const [name, amount] of ofContainers) {
      if (!own.has(name) && (name === 'cpu' || name === 'memory')) own.set(name, amount);
    }
    for (const [name, amount] of limited) if (!own.has(name)) own.set(name, amount);
  }
  for (const name of own.keys()) {
    if (name !== 'cpu' && name !== 'memory' && !name.startsWith('hugepages-')) own.delete(name);
  }
  return own;
}
