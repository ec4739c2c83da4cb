import * as fc from 'fast-check';
import type { Manifest } from '../../../src/checks/manifest';
import type { Cluster } from './corpus';

/** Some objects of a cluster, by their places in it. */
export interface Part {
  readonly cluster: string;
  /** All of them where it is not given. */
  readonly members?: readonly number[];
}

/** More of them cost time and say nothing new: what a rule reads beside an object is near to it. */
const MOST = 5;

const known = new WeakMap<Cluster, readonly (readonly number[])[]>();

/**
 * For each object of a cluster those that it names or that name it, then those that these name: a pod with its Service, the route to it, its
 * account and what binds it. What stands alone is a part of one object.
 */
export function neighboursOf(cluster: Cluster): readonly (readonly number[])[] {
  let parts = known.get(cluster);
  if (!parts) {
    const related = relationsOf(cluster.manifests);
    parts = cluster.manifests.map((_, index) => nearest(index, related));
    known.set(cluster, parts);
  }
  return parts;
}

function nearest(index: number, related: readonly (readonly number[])[]): readonly number[] {
  const found = new Set([index]);
  // The set grows while it is read.
  for (const at of found) {
    for (const next of related[at]!) if (found.size < MOST) found.add(next);
  }
  return [...found].sort((a, b) => a - b);
}

function relationsOf(manifests: readonly Manifest[]): number[][] {
  const words = manifests.map(({ object }) => wordsOf(object));
  const names = manifests.map(({ object }) => String(object.metadata?.name));
  return manifests.map((_, index) =>
    manifests.flatMap((_other, other) => {
      const isNear = words[index]!.has(names[other]!) || words[other]!.has(names[index]!);
      return other !== index && isNear ? [other] : [];
    }),
  );
}

/** The words in the texts of an object, and its keys. */
function wordsOf(object: unknown): ReadonlySet<string> {
  return new Set(JSON.stringify(object).split(/[^A-Za-z0-9.-]+|(?:\.[a-z-]+)?\.svc\b/));
}

/** One object of a cluster, with the objects around it. */
export interface Place extends Part {
  readonly index: number;
}

/** A place in one of the clusters; of a hundred a few have the whole cluster around them. */
export function places(clusters: readonly Cluster[]): fc.Arbitrary<Place> {
  const anywhere = fc
    .constantFrom(...clusters)
    .chain((cluster) => fc.nat(cluster.manifests.length - 1).map((index) => ({ cluster, index })));
  const share = fc.oneof({ weight: 97, arbitrary: fc.constant(true) }, { weight: 3, arbitrary: fc.constant(false) });
  return fc.tuple(anywhere, share).map(([{ cluster, index }, isSmall]) => ({
    cluster: cluster.name,
    index,
    ...(isSmall ? { members: neighboursOf(cluster)[index]! } : {}),
  }));
}

/** The manifests of a part. */
export function membersOf(clusters: ReadonlyMap<string, Cluster>, { cluster, members }: Part): readonly Manifest[] {
  const { manifests } = clusters.get(cluster)!;
  return members === undefined ? manifests : members.map((index) => manifests[index]!);
}
