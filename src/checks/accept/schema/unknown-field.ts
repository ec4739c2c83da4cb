import type { Rule } from '../../rule';
import { problemsOf } from './judge';

/** ACC005: the schema of the kind has each field that is written. */
export const unknownFieldRule: Rule = {
  id: 'ACC005',
  title: 'unknown field',
  severity: 'error',
  fix: 'remove the field, or write it where it belongs and as the API spells it',
  why: 'the API server refuses an unknown field under strict field validation, the default of kubectl, and silently drops it otherwise',
  page: {
    reports:
      'a field that the schema of the kind and version does not have, at any depth, `metadata` included. Names are case-sensitive. Nothing is reported where a custom kind keeps unknown fields, and of fields that came to Kubernetes between two releases whose definitions are known.',
    mend: 'Correct the name, or move the field to the object that has it: `replicas` belongs to a Deployment and not to its pods, `capabilities` to a container and not to the pod.',
    before: `apiVersion: v1
kind: Pod
metadata:
  name: train
spec:
  containers:
    - name: train
      image: example.org/train:1.4
      volumemounts: []
`,
    after: [['volumemounts: []', 'volumeMounts: []']],
  },
  *check(model, target) {
    yield* problemsOf(model, target, 'unknown');
  },
};
