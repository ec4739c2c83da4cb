import { identify } from '../checks/finding';
import type { Finding } from '../checks/finding';
import type { KubernetesObject, Manifest } from '../checks/manifest';
import { shownName, toManifests } from '../checks/manifest';
import { Model } from '../checks/model/model';
import { groupOf, isClusterScoped } from '../facts/kinds';
import { requireTarget } from '../facts/target';
import type { Target } from '../facts/target';
import type { Effect, Judge, Pair } from './effect';
import { hideInIdentity, hideSecrets } from '../checks/secret/hide-secrets';
import { access } from './effects/access';
import { driftedClass, driftedPool, removedPool } from './effects/pools';
import { recreated, restarted, scaled, stopped } from './effects/pods';
import { lostData, lostKeys, openedOrClosed, stillNamed, takenAlong } from './effects/removed';
import type { FieldChange } from './field-change';
import { changedFields } from './fields';
import { inVersionOf } from './stored-version';

/** What happens to one object. */
export interface ObjectChange {
  /** The object that changes. */
  readonly object: Finding['object'];
  /** Whether it is new, different or gone. */
  readonly change: 'made' | 'changed' | 'removed';
  /** The fields that differ; none for an object that is made or removed. */
  readonly fields: readonly FieldChange[];
  /** What the change does beyond the object, what is disruptive first. */
  readonly effects: readonly Effect[];
}

/** How many objects change, and how. */
export interface DiffSummary {
  /** Objects that only the new manifests have. */
  readonly made: number;
  /** Objects that both have, with a difference. */
  readonly changed: number;
  /** Objects that only the old manifests have. */
  readonly removed: number;
  /** Objects of which some effect is disruptive. */
  readonly disruptive: number;
}

/** What {@link diff} answers. */
export interface Diff {
  /** How many objects changed, and how. */
  readonly summary: DiffSummary;
  /** By namespace, kind and name; cluster-scoped objects first. */
  readonly objects: readonly ObjectChange[];
}

/** The worst first. */
const JUDGES: readonly Judge[] = [
  recreated,
  lostData,
  takenAlong,
  stopped,
  driftedPool,
  driftedClass,
  removedPool,
  restarted,
  stillNamed,
  lostKeys,
  openedOrClosed,
  access,
  scaled,
];

/**
 * What applying new manifests over old ones changes, by object and field, and what of it disrupts what runs. Objects that the new
 * manifests lack count as removed, as Argo CD, Flux and `kubectl apply --prune` do it. It compares manifests and asks no cluster: what
 * controllers and people changed there is not seen. Values of Secrets, and what looks secret, are not part of the answer.
 *
 * @param old manifests, or plain objects
 * @param next manifests, or plain objects
 * @param target how the API server and Karpenter judge: the provider and the Kubernetes version
 * @example
 * diff(before, after, Target.aks('1.34')).objects.filter(({ effects }) => effects.some(({ disruptive }) => disruptive));
 */
export function diff(
  old: readonly (KubernetesObject | Manifest)[],
  next: readonly (KubernetesObject | Manifest)[],
  target: Target,
): Diff {
  requireTarget('target', target);
  const [before, after] = [byIdentity(toManifests(old)), byIdentity(toManifests(next))];
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  const changes = keys.flatMap((key) => pairOf(before.get(key), after.get(key)));
  const pairs = changes.map(storedPair);
  const sides = { old: new Model([...before.values()]), next: new Model([...after.values()]), target, pairs };
  const objects = pairs
    .map((pair, index): ObjectChange => {
      const { object } = (pair.next ?? pair.old)!;
      const effects = JUDGES.flatMap((judge) =>
        [...judge(pair, sides)].map((one) => ({ ...one, reason: hideSecrets(one.reason) })),
      );
      const change = pair.old === undefined ? 'made' : pair.next === undefined ? 'removed' : 'changed';
      const sorted = [...effects.filter(({ disruptive }) => disruptive), ...effects.filter((one) => !one.disruptive)];
      return { object: hideInIdentity(identify(object)), change, fields: changes[index]!.fields, effects: sorted };
    })
    .sort(byPlace);
  const count = (change: ObjectChange['change']): number => objects.filter((one) => one.change === change).length;
  const summary = {
    made: count('made'),
    changed: count('changed'),
    removed: count('removed'),
    disruptive: objects.filter(({ effects }) => effects.some(({ disruptive }) => disruptive)).length,
  };
  return { summary, objects };
}

function pairOf(old: Manifest | undefined, next: Manifest | undefined): Pair[] {
  if (!old || !next) return [{ old, next, fields: [] }];
  const fields = changedFields(old.object, next.object);
  return fields.length === 0 ? [] : [{ old, next, fields }];
}

/** What effects are judged by: the fields that differ from what is stored, not those that the files write in another way. */
function storedPair(pair: Pair): Pair {
  const { old, next } = pair;
  if (!old || !next) return pair;
  const stored = inVersionOf(next, old);
  return stored === old ? pair : { old: stored, next, fields: changedFields(stored.object, next.object) };
}

/** Of one object that is given twice the later counts, as `kubectl apply` has it. What has no name is told by its place. */
function byIdentity(manifests: readonly Manifest[]): ReadonlyMap<string, Manifest> {
  const found = new Map<string, Manifest>();
  for (const manifest of manifests) {
    const { apiVersion, kind, metadata } = manifest.object;
    if (typeof apiVersion !== 'string' || typeof kind !== 'string') continue;
    const namespace = isClusterScoped(apiVersion, kind) ? '' : (shownName(metadata?.namespace) ?? '');
    const [name, generateName] = [shownName(metadata?.name), shownName(metadata?.generateName)];
    const base = [groupOf(apiVersion), kind, namespace, name ?? `${generateName ?? ''}*`].join('\n');
    let key = base;
    for (let index = 1; name === undefined && found.has(key); index += 1) key = `${base}${index}`;
    found.set(key, manifest);
  }
  return found;
}

function byPlace({ object: a }: ObjectChange, { object: b }: ObjectChange): number {
  const [left, right] = [placeOf(a), placeOf(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function placeOf({
  apiVersion = '',
  kind = '',
  namespace = '',
  name = '',
}: KubernetesObject & Finding['object']): string {
  return [namespace, kind, name, groupOf(apiVersion)].join('\n');
}
