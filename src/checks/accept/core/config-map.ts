import type { Rule } from '../../rule';
import { invalid, tooLong } from '../field-error';
import type { Sink } from '../field-error';
import { record, text } from '../read';
import { MAX_DATA, dataKeys, decodedSize } from './data-keys';
import { eachObject } from './each-object';
import type { Fields } from './each-object';

/** ACC092: what a ConfigMap holds. */
export const configMap: Rule = {
  id: 'ACC092',
  title: 'data of a ConfigMap',
  severity: 'error',
  why: 'the API server refuses a ConfigMap whose keys are no file names or that is too large',
  fix: "rename the key with letters, digits, '-', '_' and '.', or split the data",
  page: {
    reports:
      'a key of `data` or `binaryData` that has other signs than letters, digits, `-`, `_` and `.`, more than 253 of them, or two dots at its start; a key that stands in both; and more than 1 MiB in all.',
    mend: 'Keys become names of files, so they have no directories: mount several ConfigMaps, or give `items` of the volume a path. Put what is large into a volume or an image.',
    before: `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
data:
  conf/app.yaml: 'a: 1'
`,
    after: [["conf/app.yaml: 'a: 1'", "app.yaml: 'a: 1'"]],
  },
  *check(model, target) {
    yield* eachObject(model, target, '', 'ConfigMap', validate);
  },
};

function validate(object: Fields, sink: Sink): void {
  const data = record(object.data);
  const binaryData = record(object.binaryData);
  dataKeys(data, ['data'], sink);
  dataKeys(binaryData, ['binaryData'], sink);
  for (const key of Object.keys(data)) {
    if (Object.hasOwn(binaryData, key)) sink(invalid(['data', key], key, 'duplicate of key present in binaryData'));
  }
  const size =
    Object.values(data).reduce<number>((sum, value) => sum + Buffer.byteLength(text(value) ?? ''), 0) +
    Object.values(binaryData).reduce<number>((sum, value) => sum + decodedSize(text(value) ?? ''), 0);
  if (size > MAX_DATA) sink(tooLong(['data'], MAX_DATA));
}
