import type { Manifest } from '../checks/manifest';
import type { Model } from '../checks/model/model';
import type { Target } from '../facts/target';
import type { FieldChange } from './field-change';

/**
 * What a change does to what runs.
 *
 * - `recreate`: the API server refuses the change, the object must be deleted and made anew
 * - `restart`: pods are replaced
 * - `stop`: pods end
 * - `scale`: the number of pods changes
 * - `nodes`: nodes are replaced or removed
 * - `data`: stored data may be lost
 * - `removal`: what is used, or holds other objects, goes away
 * - `access`: someone may do more than before, or something is reachable that was not
 */
export type EffectKind = 'recreate' | 'restart' | 'stop' | 'scale' | 'nodes' | 'data' | 'removal' | 'access';

/** What one change of an object does beyond the object itself. */
export interface Effect {
  /** What happens. */
  readonly kind: EffectKind;
  /** Whether something that runs or is stored is interrupted or lost, or someone gets a right. */
  readonly disruptive: boolean;
  /** In words, with the reason. */
  readonly reason: string;
}

/** One object that both sides or one side has, before its effects are known. */
export interface Pair {
  readonly old?: Manifest;
  readonly next?: Manifest;
  /** Where both sides have it. */
  readonly fields: readonly FieldChange[];
}

/** What effects are judged by. */
export interface Sides {
  readonly old: Model;
  readonly next: Model;
  readonly target: Target;
  readonly pairs: readonly Pair[];
}

/** One source of effects: it says what a changed object does. */
export type Judge = (pair: Pair, sides: Sides) => Iterable<Effect>;

/** The first few of a list of texts, and how many more there are. */
export function few(texts: readonly string[], most = 4): string {
  const rest = texts.length - most;
  return rest > 0 ? `${texts.slice(0, most).join(', ')} and ${rest} more` : texts.join(', ');
}
