import type { Model } from '../model/model';
import type { Report } from '../rule';
import type { Fields } from '../accept/core/each-object';
import type { Sink } from '../accept/field-error';

/** What a validation says of all objects of some kinds of a group, in whatever version: a webhook sees one form of them. */
export function* eachOf(
  model: Model,
  group: string,
  kinds: readonly string[],
  validate: (object: Fields, sink: Sink) => void,
): Iterable<Report> {
  for (const kind of kinds) {
    for (const manifest of model.ofKind(group, kind)) {
      const found: Report[] = [];
      validate(manifest.object, ({ path, message }) => found.push({ manifest, path, message }));
      yield* found;
    }
  }
}

/** Why the rules of istiod matter. */
export const REFUSED_BY_ISTIOD =
  'the webhook of istiod refuses the object, after the API server has found its fields well-formed, so that it is never made';
