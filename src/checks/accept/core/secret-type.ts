import type { FieldPath } from '../../field-path';
import type { Rule } from '../../rule';
import { required } from '../field-error';
import type { FieldError, Sink } from '../field-error';
import { record, text } from '../read';
import { eachObject, isBlank } from './each-object';
import type { Fields } from './each-object';

const ACCOUNT = 'kubernetes.io/service-account.name';

/** Keys that hold JSON, by the type that needs them. */
const JSON_KEYS: ReadonlyMap<string, string> = new Map([
  ['kubernetes.io/dockercfg', '.dockercfg'],
  ['kubernetes.io/dockerconfigjson', '.dockerconfigjson'],
]);

/** ACC094: the keys that the type of a Secret needs. */
export const secretType: Rule = {
  id: 'ACC094',
  title: 'keys of the type of a Secret',
  severity: 'error',
  why: 'the API server refuses a Secret of a known type without the keys that the type promises',
  fix: 'add the key that the message names, or make the Secret of type Opaque',
  page: {
    reports:
      'a Secret of type `kubernetes.io/tls` without `tls.crt` or `tls.key`; of type `kubernetes.io/dockerconfigjson` or `kubernetes.io/dockercfg` without its key or with a value that is no JSON object; of type `kubernetes.io/basic-auth` without both `username` and `password`; of type `kubernetes.io/ssh-auth` without `ssh-privatekey`; and of type `kubernetes.io/service-account-token` without the annotation that names the account.',
    mend: 'Name the keys as the type has them. Keys of `stringData` count as keys of `data`.',
    before: `apiVersion: v1
kind: Secret
metadata:
  name: registry
type: kubernetes.io/dockerconfigjson
data:
  config.json: e30=
`,
    after: [['config.json: e30=', '.dockerconfigjson: e30=']],
  },
  *check(model, target) {
    yield* eachObject(model, target, '', 'Secret', validate);
  },
};

function validate(object: Fields, sink: Sink): void {
  const data = record(object.data);
  const stringData = record(object.stringData);
  const has = (key: string): boolean => key in data || key in stringData;
  const valueOf = (key: string): string =>
    key in stringData ? (text(stringData[key]) ?? '') : Buffer.from(text(data[key]) ?? '', 'base64').toString();
  const type = text(object.type) ?? '';
  const jsonKey = JSON_KEYS.get(type);
  if (jsonKey !== undefined) {
    if (!has(jsonKey)) sink(required(['data', jsonKey]));
    else if (!isJsonObject(valueOf(jsonKey))) sink(notJson([jsonKey in stringData ? 'stringData' : 'data', jsonKey]));
  } else if (type === 'kubernetes.io/tls') {
    for (const key of ['tls.crt', 'tls.key']) if (!has(key)) sink(required(['data', key]));
  } else if (type === 'kubernetes.io/basic-auth') {
    // One of the two is enough, and it may be empty.
    const keys = ['username', 'password'];
    if (!keys.some(has)) for (const key of keys) sink(required(['data', key]));
  } else if (type === 'kubernetes.io/ssh-auth') {
    if (valueOf('ssh-privatekey') === '') sink(required(['data', 'ssh-privatekey']));
  } else if (type === 'kubernetes.io/service-account-token') {
    if (isBlank(record(record(object.metadata).annotations)[ACCOUNT])) {
      sink(required(['metadata', 'annotations', ACCOUNT]));
    }
  }
}

function notJson(path: FieldPath): FieldError {
  return { path, message: 'Invalid value: "<secret contents redacted>": is not a JSON object' };
}

/** Whether the API server can read the text into a map; it reads null as an empty one. */
function isJsonObject(json: string): boolean {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && !Array.isArray(value);
  } catch {
    return false;
  }
}
