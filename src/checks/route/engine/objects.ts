import { byText } from '../../../facts/by-text';
import { record, text } from '../../accept/read';
import { describe } from '../../manifest';
import type { Manifest } from '../../manifest';

/** The name of an object; empty where it has none. */
export function nameOf({ object }: Manifest): string {
  return text(record(object.metadata).name) ?? '';
}

/** A text that holds something; `undefined` for any other value. */
export function filled(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The namespace of an object; `default` where it names none, as kubectl has it. */
export function namespaceOf({ object }: Manifest): string {
  return filled(record(object.metadata).namespace) ?? 'default';
}

/** The labels or the annotations of an object, those that are text. */
export function textMap(value: unknown): ReadonlyMap<string, string> {
  return new Map(Object.entries(record(value)).flatMap(([key, one]) => (typeof one === 'string' ? [[key, one]] : [])));
}

/** How messages name an object, whatever its metadata holds. */
export function title(manifest: Manifest): string {
  const { kind, apiVersion } = manifest.object;
  const metadata = record(manifest.object.metadata);
  return describe({
    apiVersion: text(apiVersion),
    kind: text(kind),
    metadata: { name: text(metadata.name), namespace: text(metadata.namespace) },
  });
}

/** When an object was made, in milliseconds. One without a time is made now, and so after all that have one. */
export function createdAt({ object }: Manifest): number {
  const given: unknown = record(object.metadata).creationTimestamp;
  const time = typeof given === 'string' ? Date.parse(given) : given instanceof Date ? given.getTime() : NaN;
  return Number.isNaN(time) ? Infinity : time;
}

/** The oldest first; those of one time by name, then by namespace. It is the order of istiod, where Go compares bytes: names are ASCII. */
export function olderFirst(manifests: readonly Manifest[]): Manifest[] {
  return manifests
    .map((manifest) => ({ manifest, at: createdAt(manifest), name: nameOf(manifest), of: namespaceOf(manifest) }))
    .sort((a, b) => (a.at === b.at ? byText(a.name, b.name) || byText(a.of, b.of) : a.at - b.at))
    .map(({ manifest }) => manifest);
}
