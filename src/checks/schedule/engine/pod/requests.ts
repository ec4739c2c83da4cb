import { list, record } from '../../../accept/read';
import { addTo, raiseTo, readMilli } from '../amounts';

/** What decides how requests are summed beside the pod itself. */
export interface RequestOptions {
  /** Whether `spec.resources` of the pod counts, which the API server keeps since Kubernetes 1.34. */
  readonly podLevel: boolean;
  /** The overhead that the RuntimeClass adds. */
  readonly overhead?: unknown;
}

/**
 * What a pod asks of a node in all: its containers together, or the largest step of its start where that is more; sidecars stay,
 * so they count in both. A limit without a request is a request, as the API server fills it in.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/staging/src/k8s.io/component-helpers/resource/helpers.go
 */
export function requestsOf(spec: Readonly<Record<string, unknown>>, options: RequestOptions): Map<string, bigint> {
  const sum = containerRequests(spec);
  if (options.podLevel && typeof spec.resources === 'object' && spec.resources !== null) {
    for (const [name, amount] of podLevelRequests(spec.resources, sum)) sum.set(name, amount);
  }
  addTo(sum, readMilli(options.overhead ?? spec.overhead));
  return sum;
}

function containerRequests(spec: Readonly<Record<string, unknown>>): Map<string, bigint> {
  const running = new Map<string, bigint>();
  for (const container of list(spec.containers)) addTo(running, requested(container));
  const sidecars = new Map<string, bigint>();
  const starting = new Map<string, bigint>();
  for (const container of list(spec.initContainers)) {
    const own = requested(container);
    if (record(container).restartPolicy === 'Always') {
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
