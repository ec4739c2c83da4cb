import { groupOf, isBuiltInGroup } from '../../facts/kinds';
import { labelValue, qualifiedName } from '../../facts/names';
import { valueAt } from '../field-path';
import type { FieldPath } from '../field-path';
import type { Manifest } from '../manifest';
import type { Report, Rule } from '../rule';
import { record } from './read';
import { isRandom } from '../secret/looks-like-token';
import { kindOfName } from '../secret/secret-names';

const OWN: readonly FieldPath[] = [[]];
const OWN_AND_OF_PODS: readonly FieldPath[] = [
  ...OWN,
  // A PodTemplate's own.
  ['template'],
  ['spec', 'template'],
  ['spec', 'jobTemplate'],
  ['spec', 'jobTemplate', 'spec', 'template'],
];

/** Where metadata that the API server reads as such stand: of a custom kind only its own, of a kind of Kubernetes those of its pods too. */
export function metadataOf({ object }: Manifest): readonly FieldPath[] {
  return isBuiltInGroup(groupOf(object.apiVersion)) ? OWN_AND_OF_PODS : OWN;
}

/** ACC002: label keys and values, and annotation keys, are what the API server allows. */
export const labelSyntax: Rule = {
  id: 'ACC002',
  title: 'label and annotation syntax',
  severity: 'error',
  fix: 'write the label or annotation as Kubernetes allows it, or quote its value',
  why: 'the API server refuses an object with a label or an annotation key that is not of its syntax, and pods of such a template are never made',
  page: {
    reports:
      'a label key, a label value or an annotation key that is not of the syntax of Kubernetes, and a value that is not text. It reads the metadata of the object and, where the kind is one of Kubernetes itself, of the pod templates in it. A key is `name` or `prefix/name`, the name at most 63 letters, digits, `-`, `_` and `.`, the prefix a DNS subdomain. A label value is empty or of the form of such a name. An annotation value may be any text.',
    mend: 'Quote the value, or move what does not fit into an annotation.',
    before: `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  labels:
    app.kubernetes.io/version: 1.10
    example.com/owner: Jane Doe
`,
    after: [
      [
        '    app.kubernetes.io/version: 1.10',
        `    app.kubernetes.io/version: '1.10'
  annotations:`,
      ],
    ],
  },
  check(model) {
    const found: Report[] = [];
    for (const manifest of model.manifests) {
      for (const prefix of metadataOf(manifest)) {
        const holder = valueAt(manifest.object, prefix);
        if (holder === undefined) continue;
        const metadata = record(record(holder).metadata);
        for (const map of ['labels', 'annotations'] as const) {
          const entries = record(metadata[map]);
          for (const key of Object.keys(entries)) {
            const message = problemOf(map, prefix, key, entries[key]);
            if (message === undefined) continue;
            found.push({ manifest, path: [...prefix, 'metadata', map, key], message });
          }
        }
      }
    }
    return found;
  },
};

function problemOf(map: 'labels' | 'annotations', prefix: FieldPath, key: string, value: unknown): string | undefined {
  // The API server accepts a CronJob whose Jobs it will refuse: of their own metadata it reads the types alone.
  if (prefix.length === 2 && prefix[1] === 'jobTemplate' && (typeof value === 'string' || value === null))
    return undefined;
  return map === 'labels' ? labelProblem(key, value) : annotationProblem(key, value);
}

function labelProblem(key: string, value: unknown): string | undefined {
  const keyProblem = qualifiedName(key);
  if (keyProblem !== undefined) return `label key '${key}' ${keyProblem}`;
  // The API server reads null as empty text.
  if (value === null) return undefined;
  if (typeof value !== 'string') return `label value ${JSON.stringify(value)} is not text; quote it`;
  const problem = labelValue(value);
  if (problem === undefined) return undefined;
  return `label value ${kindOfName(key) === undefined && !isRandom(value) ? `'${value}'` : '(not shown)'} ${problem}`;
}

function annotationProblem(key: string, value: unknown): string | undefined {
  // The API server reads annotation keys without regard to case.
  const keyProblem = qualifiedName(key.toLowerCase());
  if (keyProblem !== undefined) return `annotation key '${key}' ${keyProblem}`;
  return typeof value === 'string' || value === null
    ? undefined
    : `annotation value ${JSON.stringify(value)} is not text; quote it`;
}
