import { Chart, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { KubeObject } from '../kube-object';

/** An object that holds one key of a Secret, and may hold others: an ExternalSecret, a SealedSecret, ... */
export interface KeyedObject {
  readonly apiVersion: string;
  readonly kind: string;
  /** The name of the object and of the Secret. */
  readonly name: string;
  /** What all keys of the object have in common, such as the store. */
  readonly common: Readonly<Record<string, unknown>>;
  /** What there is to say of the one key. */
  readonly entry: Readonly<Record<string, unknown>>;
  /** The fields beside metadata, from what is common and all entries by key. */
  readonly render: (
    entries: readonly (readonly [key: string, entry: Readonly<Record<string, unknown>>])[],
  ) => Record<string, unknown>;
}

interface Shared {
  readonly common: string;
  readonly entries: Map<string, Readonly<Record<string, unknown>>>;
}

const objects = new WeakMap<Chart, Map<string, Shared>>();

/**
 * Renders an object for a key of a Secret, or adds the key to the one that the chart has by that name already. It stands with the first
 * workload that needs it, and before it.
 *
 * @throws where two sources of one name differ in what their keys have in common, or give one key twice
 */
export function addKey(workload: Construct, key: string, object: KeyedObject): void {
  const { apiVersion, kind, name, entry, render } = object;
  const chart = Chart.of(workload);
  const ofChart = objects.get(chart) ?? new Map<string, Shared>();
  objects.set(chart, ofChart);
  const common = JSON.stringify(object.common);
  const found = ofChart.get(`${kind} ${name}`);
  if (!found) {
    const entries = new Map([[key, entry]]);
    ofChart.set(`${kind} ${name}`, { common, entries });
    // Rendered late: a workload that comes later may add a key.
    const fields = Object.keys(render([[key, entry]]));
    const late = fields.map((field) => [field, Lazy.any({ produce: () => render([...entries])[field] })] as const);
    new KubeObject(workload, `${kind}-${name}`, { apiVersion, kind, metadata: { name }, ...Object.fromEntries(late) });
    return;
  }
  if (found.common !== common) {
    throw new Error(
      `${kind} '${name}' is described twice, by ${found.common} and by ${common}; give one of the two another name`,
    );
  }
  const same = found.entries.get(key);
  if (same !== undefined && JSON.stringify(same) !== JSON.stringify(entry)) {
    throw new Error(`key '${key}' of ${kind} '${name}' is given twice with different sources`);
  }
  found.entries.set(key, entry);
}
