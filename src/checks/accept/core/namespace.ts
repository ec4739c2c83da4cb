import { qualifiedName } from '../../../facts/names';
import type { Rule } from '../../rule';
import { invalid } from '../field-error';
import type { Sink } from '../field-error';
import { record } from '../read';
import { eachObject, textsOf } from './each-object';
import type { Fields } from './each-object';

const PREFIX = 'pod-security.kubernetes.io/';
const LEVELS = ['privileged', 'baseline', 'restricted'];

/** ACC091: the Pod Security labels and the finalizers of a Namespace. */
export const namespaceLabels: Rule = {
  id: 'ACC091',
  title: 'Pod Security labels of a Namespace',
  severity: 'error',
  why: 'the API server refuses a Namespace with a Pod Security label that it cannot read',
  fix: 'write the level as privileged, baseline or restricted, and the version as latest or v1.x',
  page: {
    reports:
      'a label `pod-security.kubernetes.io/enforce`, `audit` or `warn` whose value is not `privileged`, `baseline` or `restricted`; one of the same with `-version` whose value is neither `latest` nor of the form `v1.31`; and an entry of `spec.finalizers` that is neither a standard one nor one with a domain.',
    mend: 'Write the level in lower case. A version begins with `v`.',
    before: `apiVersion: v1
kind: Namespace
metadata:
  name: vision-lab
  labels:
    pod-security.kubernetes.io/enforce: Restricted
    pod-security.kubernetes.io/enforce-version: '1.31'
`,
    after: [
      ['pod-security.kubernetes.io/enforce: Restricted', 'pod-security.kubernetes.io/enforce: restricted'],
      ["pod-security.kubernetes.io/enforce-version: '1.31'", 'pod-security.kubernetes.io/enforce-version: v1.31'],
    ],
  },
  *check(model, target) {
    yield* eachObject(model, target, '', 'Namespace', validate);
  },
};

function validate(object: Fields, sink: Sink): void {
  const labels = record(record(object.metadata).labels);
  for (const mode of ['enforce', 'audit', 'warn']) {
    for (const key of [`${PREFIX}${mode}`, `${PREFIX}${mode}-version`]) {
      if (!(key in labels)) continue;
      const value = labels[key] ?? '';
      if (typeof value !== 'string') continue;
      const path = ['metadata', 'labels', key];
      if (key.endsWith('-version')) {
        const readable = value === 'latest' || /^v1\.(\d|[1-9]\d*)$/.test(value);
        if (!readable) sink(invalid(path, value, 'must be "latest" or "v1.x"'));
      } else if (!LEVELS.includes(value)) {
        sink(invalid(path, value, `must be one of ${LEVELS.join(', ')}`));
      }
    }
  }
  for (const [finalizer, path] of textsOf(record(object.spec).finalizers, ['spec', 'finalizers'])) {
    const problem = qualifiedName(finalizer);
    if (problem !== undefined) sink(invalid(path, finalizer, problem));
    else if (!finalizer.includes('/') && !['kubernetes', 'orphan', 'foregroundDeletion'].includes(finalizer)) {
      sink(invalid(path, finalizer, 'name is neither a standard finalizer name nor is it fully qualified'));
    }
  }
}
