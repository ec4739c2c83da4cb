import type { Manifest } from '../manifest';
import type { Model } from '../model/model';
import { once } from '../../facts/once';

/** A secret that a comment of YAML tells. */
export interface InComment<T> {
  readonly manifest: Manifest;
  readonly line: number;
  readonly found: T;
}

/** Comments of a model with what they belong to. Looked for once; almost all manifests have none. */
const commentsIn = once((model: Model) =>
  model.manifests.flatMap((manifest) =>
    (manifest.origin.comments?.() ?? []).map(({ text, line }) => ({ manifest, text, line })),
  ),
);

/**
 * What a search finds in the comments of YAML. Lines of a script in a manifest have signs of comments too; what stands in a value is left to the
 * search of values.
 *
 * @param search what is in a text, in its lines with the sign of a comment and without it
 */
export function* secretsInComments<T extends { readonly value: string }>(
  model: Model,
  search: (text: string) => readonly T[],
): Iterable<InComment<T>> {
  for (const { manifest, text, line } of commentsIn(model)) {
    const seen: string[] = [];
    for (const found of [...search(text.replace(/^#+ ?/gm, '')), ...search(text)]) {
      const bare = stripped(found.value);
      if (seen.some((one) => one.includes(bare)) || isInValue(model, manifest, bare)) continue;
      seen.push(bare);
      const before = text.slice(0, Math.max(0, text.indexOf(found.value.trim().split('\n')[0]!)));
      yield { manifest, line: line + before.split('\n').length - 1, found };
    }
  }
}

function isInValue(model: Model, { origin: { file, document } }: Manifest, bare: string): boolean {
  return model.manifests
    .filter(({ origin }) => origin.file === file && origin.document === document)
    .some(({ object }) => stripped(JSON.stringify(object)).includes(bare));
}

function stripped(text: string): string {
  return text.replace(/\\n|[\s#]/g, '');
}
