import { describe } from '../manifest';
import type { Origin } from '../manifest';
import type { Rule } from '../rule';

/** REF001: no two manifests are one object. */
export const duplicateIdentity: Rule = {
  id: 'REF001',
  title: 'one object, given twice',
  severity: 'error',
  fix: 'rename one of the two, or make them one',
  why: 'the cluster keeps only the manifest that is applied last; the others are lost without a word',
  *check(model) {
    for (const [first, ...others] of model.duplicates()) {
      for (const manifest of others) {
        yield {
          manifest,
          message: `${describe(manifest.object)} is given twice: ${place(first!.origin)} and ${place(manifest.origin)}`,
        };
      }
    }
  },
};

function place({ constructPath, file, document }: Origin): string {
  if (constructPath !== undefined) return `by ${constructPath}`;
  return `in ${file ?? 'an unknown place'}${document === undefined ? '' : `, document ${document + 1}`}`;
}
