import { formatPath } from '../../field-path';
import type { FieldPath } from '../../field-path';
import type { Manifest } from '../../manifest';
import { title } from './objects';
import type { Hop, HopKind, Outcome, Place } from './types';

/** Lines that were asked: many requests take the same route, and a line costs a parse of its file. */
const lines = new WeakMap<Manifest, Map<string, number | undefined>>();

function lineOf(manifest: Manifest, path: FieldPath): number | undefined {
  const known = lines.get(manifest) ?? new Map<string, number | undefined>();
  lines.set(manifest, known);
  const key = formatPath(path);
  if (!known.has(key)) known.set(key, manifest.origin.lineOf?.(path));
  return known.get(key);
}

/** A hop that an object decides. */
export function hop(kind: HopKind, { manifest, path }: Place, text: string): Hop {
  const { file } = manifest.origin;
  const line = lineOf(manifest, path);
  return {
    kind,
    object: title(manifest),
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line }),
    text,
  };
}

/** A hop that no object decides. */
export function plain(kind: HopKind, text: string): Hop {
  return { kind, text };
}

/** An answer that the gateway gives itself. */
export function answered(status: number | null, hops: readonly Hop[], more: Partial<Outcome> = {}): Outcome {
  return { destination: null, path: null, redirect: null, status, ...more, hops };
}
