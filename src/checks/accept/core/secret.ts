import type { Rule } from '../../rule';
import { tooLong } from '../field-error';
import type { Sink } from '../field-error';
import { record, text } from '../read';
import { MAX_DATA, dataKeys, decodedSize } from './data-keys';
import { eachObject } from './each-object';
import type { Fields } from './each-object';

/** ACC093: what a Secret holds. */
export const secretData: Rule = {
  id: 'ACC093',
  title: 'data of a Secret',
  severity: 'error',
  why: 'the API server refuses a Secret whose keys are no file names, or that is too large',
  fix: "rename the key with letters, digits, '-', '_' and '.', or split the data",
  page: {
    reports:
      'a key of `data` or `stringData` that has other signs than letters, digits, `-`, `_` and `.`, more than 253 of them, or two dots at its start; and more than 1 MiB in all. Values are never shown.',
    mend: 'Plain text belongs to `stringData`; `data` holds base64. Better still, let a controller make the Secret, so that no value stands in a file.',
    before: `apiVersion: v1
kind: Secret
metadata:
  name: minio
data:
  access key: minio
`,
    after: [['access key: minio', 'access-key: bWluaW8=']],
  },
  *check(model, target) {
    yield* eachObject(model, target, '', 'Secret', validate);
  },
};

function validate(object: Fields, sink: Sink): void {
  const data = record(object.data);
  const stringData = record(object.stringData);
  dataKeys(data, ['data'], sink);
  dataKeys(stringData, ['stringData'], sink);
  let size = 0;
  for (const value of Object.values(stringData)) size += Buffer.byteLength(text(value) ?? '');
  // A value of stringData replaces that of data.
  for (const [key, value] of Object.entries(data))
    if (!Object.hasOwn(stringData, key)) size += decodedSize(text(value) ?? '');
  if (size > MAX_DATA) sink(tooLong(['data'], MAX_DATA));
}
