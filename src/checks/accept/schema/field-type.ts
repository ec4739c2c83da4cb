import type { FieldPath } from '../../field-path';
import type { Manifest } from '../../manifest';
import type { Rule } from '../../rule';
import { metadataOf } from '../label-syntax';
import { problemsOf } from './judge';

/** ACC004: each field has the type and the value that the schema of its kind allows. */
export const fieldType: Rule = {
  id: 'ACC004',
  title: 'type of a field',
  severity: 'error',
  fix: 'write the field as the schema of its kind has it',
  why: 'the API server cannot read the object, and refuses it',
  page: {
    reports:
      'a value that its field does not take. Of a kind of Kubernetes: text where a number belongs or the other way round, an object where a list belongs, a number with a fraction or out of the range of its integer, a quantity or a time that cannot be read, data that is not base64. Of a custom kind also what its definition says: required fields, enums, patterns, bounds, and schemas of which one must fit. To Kubernetes null is the same as no value. What its own kinds require beyond types is the matter of other rules.',
    mend: 'Write the value in its type: quote text that looks like a number, do not quote a number. Environment variables, labels and annotations always take text.',
    before: `apiVersion: v1
kind: Service
metadata:
  name: minio
spec:
  selector:
    app: minio
  ports:
    - port: "9000"
`,
    after: [['- port: "9000"', '- port: 9000']],
  },
  *check(model, target) {
    for (const problem of problemsOf(model, target, 'type')) if (!isSaidElsewhere(problem)) yield problem;
  },
};

/** `metadata.name`, and labels and annotations of the object and of its pods: ACC001 and ACC002 say of them that they are no text. */
function isSaidElsewhere({ path, manifest }: { readonly path: FieldPath; readonly manifest: Manifest }): boolean {
  if (path.join('/') === 'metadata/name') return true;
  if (path.length < 3 || !/^(?:labels|annotations)$/.test(String(path[path.length - 2]))) return false;
  const holder = path.slice(0, -3).join('/');
  return path[path.length - 3] === 'metadata' && metadataOf(manifest).some((prefix) => prefix.join('/') === holder);
}
