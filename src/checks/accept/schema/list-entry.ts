import type { Rule } from '../../rule';
import { problemsOf } from './judge';

/** ACC008: a list of a custom resource that is a set or a map holds nothing twice. */
export const listEntry: Rule = {
  id: 'ACC008',
  title: 'entry given twice',
  severity: 'error',
  fix: 'keep one of the two entries',
  why: 'the API server refuses a list that is a set or a map by its definition and holds one entry twice',
  page: {
    reports:
      'two equal values in a list of a custom resource whose definition calls it a set, and two entries with the same keys in one that it calls a map. Defaults of the keys count. Kubernetes does not hold its own kinds to this when an object is made; what it refuses there is the matter of other rules.',
    mend: 'Remove one of the entries, or give it another key.',
    before: `apiVersion: kueue.x-k8s.io/v1beta2
kind: ClusterQueue
metadata:
  name: gpu
spec:
  admissionChecksStrategy:
    admissionChecks:
      - name: provision
      - name: provision
`,
    after: [
      [
        `      - name: provision
      - name: provision`,
        '      - name: provision',
      ],
    ],
  },
  *check(model, target) {
    yield* problemsOf(model, target, 'list');
  },
};
