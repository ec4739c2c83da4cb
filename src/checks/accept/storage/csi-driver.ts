import type { Target } from '../../../facts/target';
import type { Rule } from '../../rule';
import { eachObject, isEmptyList, objectsOf, textsOf } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { oneOf } from '../core/syntax';
import { duplicate, invalid, notSupported } from '../field-error';
import type { Sink } from '../field-error';
import { isUnset, record } from '../read';

const MODES = ['Ephemeral', 'Persistent'];

/** ACC076: what a CSIDriver says of itself. */
export const csiDriver: Rule = {
  id: 'ACC076',
  title: 'settings of a CSIDriver',
  severity: 'error',
  why: 'the API server refuses settings of a driver that it does not know',
  fix: 'write one of the values that the message lists',
  page: {
    reports:
      'an `fsGroupPolicy` other than `None`, `File` and `ReadWriteOnceWithFSType`; a lifecycle mode other than `Persistent` and `Ephemeral`; two token requests of one audience, and one of less than ten minutes; and, from 1.35 on, an update period of less than ten seconds and `serviceAccountTokenInSecrets` without token requests.',
    mend: 'Take the object from the release of the driver unchanged.',
    before: `apiVersion: storage.k8s.io/v1
kind: CSIDriver
metadata:
  name: secrets-store.csi.k8s.io
spec:
  volumeLifecycleModes:
    - ephemeral
`,
    after: [['- ephemeral', '- Ephemeral']],
  },
  *check(model, target) {
    yield* eachObject(model, target, 'storage.k8s.io', 'CSIDriver', validate);
  },
};

function validate(object: Fields, sink: Sink, { minor }: Target): void {
  const spec = record(object.spec);
  oneOf(spec.fsGroupPolicy, ['spec', 'fsGroupPolicy'], ['File', 'None', 'ReadWriteOnceWithFSType'], sink);
  for (const [mode, path] of textsOf(spec.volumeLifecycleModes, ['spec', 'volumeLifecycleModes'])) {
    if (!MODES.includes(mode)) sink(notSupported(path, mode, MODES));
  }
  const audiences = new Set<unknown>();
  for (const [request, path] of objectsOf(spec.tokenRequests, ['spec', 'tokenRequests'])) {
    const { expirationSeconds: seconds } = request;
    const audience = request.audience ?? '';
    if (audiences.has(audience)) {
      sink(duplicate([...path, 'audience'], audience));
      continue;
    }
    audiences.add(audience);
    if (typeof seconds !== 'number') continue;
    const at = [...path, 'expirationSeconds'];
    if (seconds < 600) sink(invalid(at, seconds, 'may not specify a duration less than 10 minutes'));
    if (seconds > 2 ** 32) sink(invalid(at, seconds, 'may not specify a duration larger than 2^32 seconds'));
  }
  // The field exists since 1.35; older versions drop it.
  if (minor >= 35 && !isUnset(spec.serviceAccountTokenInSecrets) && isEmptyList(spec.tokenRequests)) {
    const path = ['spec', 'serviceAccountTokenInSecrets'];
    sink(invalid(path, spec.serviceAccountTokenInSecrets, 'may only be set when `tokenRequests` is not empty'));
  }
  const { nodeAllocatableUpdatePeriodSeconds: period } = spec;
  if (minor >= 35 && typeof period === 'number' && period < 10) {
    const path = ['spec', 'nodeAllocatableUpdatePeriodSeconds'];
    sink(invalid(path, period, 'must be greater than or equal to 10 seconds'));
  }
}
