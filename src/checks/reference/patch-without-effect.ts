import type { FieldPath } from '../field-path';
import type { Rule } from '../rule';

/** REF003: what a JSON patch asks for is in the manifest. */
export const patchWithoutEffect: Rule = {
  id: 'REF003',
  title: 'JSON patch without effect',
  severity: 'error',
  fix: 'check the path against the rendered YAML, or render the object by a construct of this library or a plain ApiObject, which drop nothing',
  why: 'generated cdk8s classes keep only the fields they know, after patches are applied, so a patch can vanish or become null without a word',
  page: {
    reports:
      'a JSON patch (`addJsonPatch`) whose value is not in the manifest: it vanished, became `null`, or left what was there before. Removing what is not there is reported too.',
    mend: 'Spell the field as the generated class does (`hostPid` for `hostPID`), wrap a number-or-text as `{ value: 1 }` or `k8s.Quantity.fromNumber(1)`, or render the object by a construct of this library or by a plain `ApiObject`, which drop nothing.',
    before: `resources:
  limits:
    nvidia.com/gpu: null
`,
    after: [['nvidia.com/gpu: null', 'nvidia.com/gpu: 1']],
  },
  *check(model) {
    for (const manifest of model.manifests) {
      for (const { operation, path } of manifest.origin.lostPatches ?? []) {
        yield {
          manifest,
          path: toFieldPath(path),
          message: `JSON patch '${operation}' had no effect: the manifest does not have it at ${path}`,
        };
      }
    }
  },
};

/** The keys of a JSON pointer. */
function toFieldPath(pointer: string): FieldPath {
  const keys = pointer.split('/').slice(1);
  return keys.map((key) => (/^\d+$/.test(key) ? Number(key) : key.replace(/~1/g, '/').replace(/~0/g, '~')));
}
