import type { FieldPath } from '../../field-path';
import type { Rule } from '../../rule';
import { invalid, required } from '../field-error';
import type { Sink } from '../field-error';
import { isSet } from '../read';
import { nonNegative, reported, specsOf } from './spec';
import type { Fields } from './spec';

/** ACC054: what controllers write to remember and to agree: Lease and ControllerRevision. */
export const controllerRecords: Rule = {
  id: 'ACC054',
  title: 'leases and controller revisions',
  severity: 'error',
  fix: 'write a duration above zero, counts that are not negative, and the data of the revision',
  why: 'the API server refuses a lease that never holds and a revision that holds nothing',
  page: {
    reports:
      'a Lease whose `leaseDurationSeconds` is not above zero or whose `leaseTransitions` is negative, and a ControllerRevision without `data` or with a negative `revision`.',
    mend: 'Leave these objects to the controllers that make them, or write the values that the message names.',
    before: `apiVersion: coordination.k8s.io/v1
kind: Lease
metadata:
  name: controller
spec:
  holderIdentity: controller-0
  leaseDurationSeconds: 0
`,
    after: [['leaseDurationSeconds: 0', 'leaseDurationSeconds: 15']],
  },
  *check(model) {
    for (const { manifest, path, spec } of specsOf(model, 'coordination.k8s.io', ['Lease'])) {
      yield* reported(manifest, (sink) => lease(spec, path, sink));
    }
    for (const manifest of model.ofKind('apps', 'ControllerRevision')) {
      yield* reported(manifest, (sink) => revision(manifest.object, sink));
    }
  },
};

function lease(spec: Fields, path: FieldPath, sink: Sink): void {
  const duration = spec.leaseDurationSeconds;
  if (typeof duration === 'number' && duration <= 0) {
    sink(invalid([...path, 'leaseDurationSeconds'], duration, 'must be greater than 0'));
  }
  nonNegative(spec, path, ['leaseTransitions'], sink);
}

function revision(object: Fields, sink: Sink): void {
  if (!isSet(object.data)) sink(required(['data'], 'data is mandatory'));
  nonNegative(object, [], ['revision'], sink);
}
