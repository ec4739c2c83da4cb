import { dns1123Subdomain } from '../../../facts/names';
import type { Target } from '../../../facts/target';
import type { Rule } from '../../rule';
import { eachObject } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { validateLabelSelector } from '../label-selector';
import { positiveQuantity } from '../core/quantities';
import { oneOf, syntaxOf } from '../core/syntax';
import { required } from '../field-error';
import type { Sink } from '../field-error';
import { isUnset, record } from '../read';
import { VOLUME_MODES, accessModes } from './volume';

/** ACC073: what a PersistentVolumeClaim asks for. */
export const persistentVolumeClaim: Rule = {
  id: 'ACC073',
  title: 'what a PersistentVolumeClaim asks for',
  severity: 'error',
  why: 'the API server refuses a claim that does not say how large the volume must be and how it is used',
  fix: 'set accessModes and resources.requests.storage',
  page: {
    reports:
      'a claim without access modes, with a mode that there is not, or with `ReadWriteOncePod` beside another; one without `resources.requests.storage` or with one that is not more than nothing; a class that is no name of an object; a volume mode other than `Filesystem` and `Block`; and a selector that is none.',
    mend: 'Write the size as a quantity such as `100Gi`, under `requests`: a limit alone asks for nothing.',
    before: `apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: datasets
spec:
  accessModes:
    - RWX
  resources:
    limits:
      storage: 100Gi
`,
    after: [
      ['- RWX', '- ReadWriteMany'],
      ['limits:', 'requests:'],
    ],
  },
  *check(model, target) {
    yield* eachObject(model, target, '', 'PersistentVolumeClaim', validate);
  },
};

function validate(object: Fields, sink: Sink, { minor }: Target): void {
  const spec = record(object.spec);
  accessModes(spec.accessModes, ['spec', 'accessModes'], sink, 'at least 1 access mode is required');
  validateLabelSelector(spec.selector, ['spec', 'selector'], sink);
  const requests = record(record(spec.resources).requests);
  const path = ['spec', 'resources', 'requests', 'storage'];
  if (!('storage' in requests)) sink(required(path));
  else positiveQuantity(requests.storage ?? 0, path, sink);
  for (const field of ['storageClassName', 'volumeAttributesClassName']) {
    // The class of attributes exists since 1.34; older versions drop the field.
    if (field === 'volumeAttributesClassName' && minor < 34) continue;
    if (spec[field] !== '' && !isUnset(spec[field])) syntaxOf(spec[field], ['spec', field], dns1123Subdomain, sink);
  }
  oneOf(spec.volumeMode, ['spec', 'volumeMode'], VOLUME_MODES, sink);
}
