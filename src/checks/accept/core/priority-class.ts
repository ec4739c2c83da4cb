import type { Manifest } from '../../manifest';
import type { Model } from '../../model/model';
import type { Report, Rule } from '../../rule';
import { forbidden } from '../field-error';
import type { Sink } from '../field-error';
import { record, text } from '../read';
import { eachObject, nameOf } from './each-object';
import type { Fields } from './each-object';
import { oneOf } from './syntax';

const HIGHEST = 1000000000;

/** The classes that Kubernetes makes itself, and their values. */
const SYSTEM: ReadonlyMap<string, number> = new Map([
  ['system-cluster-critical', 2000000000],
  ['system-node-critical', 2000001000],
]);

/** ACC097: the value of a PriorityClass. */
export const priorityClass: Rule = {
  id: 'ACC097',
  title: 'value of a PriorityClass',
  severity: 'error',
  why: 'the API server refuses a priority above those of its own pods, and a second default',
  fix: 'choose a value of at most 1000000000, and make one class the default at most',
  page: {
    reports:
      'a value above 1000000000, unless the class is one that Kubernetes makes itself and its value is right; a `preemptionPolicy` other than `Never` and `PreemptLowerPriority`; and a class with `globalDefault: true` after another such class of the same manifests.',
    mend: 'Values need only be in order: 1000 for batch and 2000 for services do as well as millions.',
    before: `apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata:
  name: gpu-batch
value: 2000000000
preemptionPolicy: never
`,
    after: [
      ['value: 2000000000', 'value: 1000'],
      ['preemptionPolicy: never', 'preemptionPolicy: Never'],
    ],
  },
  *check(model, target) {
    yield* eachObject(model, target, 'scheduling.k8s.io', 'PriorityClass', validate);
    yield* secondDefaults(model);
  },
};

function validate(object: Fields, sink: Sink): void {
  const value = object.value ?? 0;
  const name = text(record(object.metadata).name) ?? '';
  const own = SYSTEM.get(name);
  if (own !== undefined) {
    if (value !== own || object.globalDefault === true) {
      sink(forbidden(['value'], `value of ${name} must be ${own}, and it must not be the default`));
    }
  } else if (typeof value === 'number' && value > HIGHEST && !name.startsWith('system-')) {
    sink(forbidden(['value'], `maximum allowed value of a user defined priority is ${HIGHEST}`));
  }
  oneOf(object.preemptionPolicy, ['preemptionPolicy'], ['Never', 'PreemptLowerPriority'], sink);
}

function* secondDefaults(model: Model): Iterable<Report> {
  let first: Manifest | undefined;
  for (const manifest of model.ofKind('scheduling.k8s.io', 'PriorityClass')) {
    if (manifest.object.globalDefault !== true) continue;
    if (first && nameOf(first.object) !== nameOf(manifest.object)) {
      const name = text(record(first.object.metadata).name) ?? '';
      const message = `PriorityClass ${name} is already marked as default. Only one default can exist`;
      yield { manifest, ...forbidden(['globalDefault'], message) };
    }
    first ??= manifest;
  }
}
