import { record } from '../../../accept/read';
import type { Model } from '../../../model/model';
import { namespaceOf, textMap } from '../objects';
import type { Workload, Workloads } from '../pods';
import { podPort } from './arrival';
import type { Arrival } from './arrival';
import { atPods } from './at-pods';
import type { ProxiedPods } from './proxies';
import { joined, OPEN } from './verdict';
import type { Verdict } from './verdict';

/** What the policies of the pods behind a Service say: where it selects several workloads, each has its own. */
export function arrive(model: Model, workloads: Workloads, arrival: Arrival): Verdict {
  const { service, subset } = arrival;
  const namespace = namespaceOf(service);
  const selector = textMap(record(service.object.spec).selector);
  if (selector.size === 0) return OPEN;
  const found = inSubset(workloads.select(namespace, selector), subset);
  const verdicts: Verdict[] = [];
  if (found.length === 0) {
    const pods = podsBehind(service, () => ({ namespace, labels: selector, isPartial: true }));
    verdicts.push(atPods(model, arrival, pods, podPort(arrival, undefined)));
  }
  for (const workload of found) verdicts.push(atPods(model, arrival, podsOf(workload), podPort(arrival, workload)));
  const denied = verdicts.filter((one) => one.denied !== undefined);
  if (denied.length === verdicts.length) return verdicts[0]!;
  const all = verdicts.map(({ hops, dependsOn, by }) => ({ hops, dependsOn, by }));
  const which = { hops: [], by: [], dependsOn: ['which of the pods of the Service answers'] };
  return joined(denied.length > 0 ? [which, ...all] : all);
}

/** Those of a subset. Of a Service whose pods do not show their labels so all count. */
function inSubset(
  workloads: readonly Workload[],
  subset: ReadonlyMap<string, string> | undefined,
): readonly Workload[] {
  const found = workloads.filter(({ labels }) =>
    [...(subset ?? [])].every(([key, value]) => labels.get(key) === value),
  );
  return found.length === 0 ? workloads : found;
}

/** The pods of workloads, and those of Services without any, made once each. */
const behind = new WeakMap<object, ProxiedPods>();

function podsBehind(of: object, make: () => ProxiedPods): ProxiedPods {
  const pods = behind.get(of) ?? make();
  behind.set(of, pods);
  return pods;
}

/** The pods of a workload, as policies select them. */
export function podsOf(workload: Workload): ProxiedPods {
  const { manifest, labels, annotations, hostNetwork, isProxy } = workload;
  const namespace = namespaceOf(manifest);
  return podsBehind(workload, () => ({ namespace, labels, annotations, hostNetwork, isProxy, isPartial: false }));
}
