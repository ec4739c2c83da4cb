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
  page: {
    reports:
      'two manifests of one API group, kind, namespace and name, whatever their versions. The finding names both places.',
    mend: 'Rename one of the two, or make them one. Two charts that both make, say, the same ServiceAccount should share it: make it in one and give it to the other.',
    before: `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  namespace: studioml
data:
  queue: rabbit
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  namespace: studioml
data:
  log: debug
`,
    after: `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  namespace: studioml
data:
  queue: rabbit
  log: debug
`,
  },
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
