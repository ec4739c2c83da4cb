import { list, record, text } from '../../../accept/read';
import type { Manifest } from '../../../manifest';
import type { Model } from '../../../model/model';
import type { FieldPath } from '../../../field-path';
import { once } from '../../../../facts/once';

type Fields = Readonly<Record<string, unknown>>;

/** One item of `limits` of a LimitRange. */
export interface Range {
  /** The name of its LimitRange. */
  readonly name: string;
  readonly type: string;
  readonly item: Fields;
}

/** A ResourceQuota, or what a Profile of Kubeflow makes one of. */
export interface Quota {
  readonly manifest: Manifest;
  /** Where the spec of the quota stands. */
  readonly path: FieldPath;
  /** As messages call it. */
  readonly name: string;
  readonly spec: Fields;
}

/** What admission holds the pods of one namespace against. */
export interface NamespaceLimits {
  readonly ranges: readonly Range[];
  readonly quotas: readonly Quota[];
}

/** The LimitRanges and ResourceQuotas of a model by namespace, each by name, so that their order does not matter. */
export const namespaceLimitsOf = once((model: Model): ReadonlyMap<string, NamespaceLimits> => read(model));

function read(model: Model): ReadonlyMap<string, NamespaceLimits> {
  const all = new Map<string, { ranges: Range[]; quotas: Quota[] }>();
  const of = (namespace: string): { ranges: Range[]; quotas: Quota[] } => {
    const here = all.get(namespace) ?? { ranges: [], quotas: [] };
    all.set(namespace, here);
    return here;
  };
  for (const { object } of model.ofKind('', 'LimitRange')) {
    const { ranges } = of(text(record(object.metadata).namespace) ?? 'default');
    for (const item of list(record(object.spec).limits).map(record)) {
      ranges.push({ name: text(record(object.metadata).name) ?? '', type: text(item.type) ?? '', item });
    }
  }
  for (const manifest of model.ofKind('', 'ResourceQuota')) {
    const { name, namespace } = record(manifest.object.metadata);
    const spec = record(manifest.object.spec);
    of(text(namespace) ?? 'default').quotas.push({ manifest, path: ['spec'], name: text(name) ?? '', spec });
  }
  // The profile controller makes a quota of this name in the namespace that has the name of the profile.
  for (const manifest of model.ofKind('kubeflow.org', 'Profile')) {
    const name = text(record(manifest.object.metadata).name);
    const spec = record(record(manifest.object.spec).resourceQuotaSpec);
    if (name === undefined || Object.keys(record(spec.hard)).length === 0) continue;
    const path = ['spec', 'resourceQuotaSpec'];
    of(name).quotas.push({ manifest, path, name: `kf-resource-quota of Profile ${name}`, spec });
  }
  for (const { ranges, quotas } of all.values()) {
    ranges.sort(byName);
    quotas.sort(byName);
  }
  return all;
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
