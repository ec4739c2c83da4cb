import type { Rule } from '../rule';
import { dockerCredentialsIn } from './docker-config';
import { keysIn } from './key-shapes';
import { mask } from './placeholder';
import { publicDefaultsIn } from './public-defaults';
import { isName, kindOfName, looksSecret } from './secret-names';
import { textsOf } from './texts';
import type { TextField } from './texts';
import { urlCredentialsIn } from './url-credentials';

/** SEC004: what is called a secret does not stand in plain text. */
export const namedSecret: Rule = {
  id: 'SEC004',
  title: 'value under the name of a secret',
  severity: 'warning',
  fix: 'read the value from a Secret, with secretKeyRef or as a file',
  why: 'variables and arguments are shown by kubectl describe, in dashboards and in crash reports, to people who may not read Secrets',
  page: {
    reports:
      'a value outside of a Secret whose name ends like that of a secret: `PASSWORD`, `PASSPHRASE`, `TOKEN`, `API_KEY`, `SECRET_KEY`, `CLIENT_SECRET`, `CONNECTION_STRING` and the like. It reads variables, keys of ConfigMaps and the lines in them, arguments such as `--password=...` and fields of custom resources. Names that say where a secret is, such as `PASSWORD_FILE`, `TOKEN_PATH` and `SECRET_NAME`, are not reported. Neither are values that are variables, placeholders, paths, addresses, truth values, numbers, UUIDs, digests or hashes, and below the name of a key or token also what reads like the name of an object.',
    mend: 'Move the value into a Secret and read it with `secretKeyRef`, or mount the Secret and give the program the path of the file.',
    before: `apiVersion: v1
kind: Pod
metadata:
  name: broker
spec:
  containers:
    - name: rabbitmq
      image: rabbitmq:4.2.5-management
      env:
        - name: RABBITMQ_DEFAULT_PASS
          value: 8mZk2pQv
`,
    after: `apiVersion: v1
kind: Pod
metadata:
  name: broker
spec:
  containers:
    - name: rabbitmq
      image: rabbitmq:4.2.5-management
      env:
        - name: RABBITMQ_DEFAULT_PASS
          valueFrom:
            secretKeyRef:
              name: studioml-queue
              key: password
`,
  },
  *check(model) {
    for (const field of textsOf(model)) {
      if (field.secretType !== undefined || field.path.includes('annotations')) continue;
      const found = secretIn(field);
      if (!found || isKnownOtherwise(field)) continue;
      const { manifest, path } = field;
      yield { manifest, path, message: `'${found.name}' holds a value in plain text (${mask(found.value)})` };
    }
  },
};

interface Named {
  readonly name: string;
  readonly value: string;
}

function secretIn(field: TextField): Named | undefined {
  const { name, value, path, isNamed } = field;
  if (name === 'args' || name === 'command') return inArguments(field);
  if (value.trim().includes('\n')) return inLines(value);
  // An element of a list has the list's name, which is not its own.
  if (typeof path.at(-1) === 'number') return undefined;
  const kind = kindOfName(name);
  if (kind === undefined || !looksSecret(kind, value)) return undefined;
  // A field of a custom resource often holds the name of the key that the secret is under.
  return isNamed || !isName(value.trim()) ? { name, value: value.trim() } : undefined;
}

/** `--password=x`, `--password x` in one text or in two, and `PASSWORD=x` before a command. */
function inArguments({ manifest, path, value }: TextField): Named | undefined {
  const pairs = [
    ...value.matchAll(/(?:^|\s)--?([A-Za-z][\w.-]*)(?:=|\s+(?=[^\s-]))["']?([^\s"';&|]+)/g),
    ...value.matchAll(/(?:^|[\s;&"'])([A-Z][A-Z0-9_]*)=["']?([^\s"';&|]+)/g),
  ].map(([, name, secret]) => ({ name: name!, value: secret! }));
  const flag = /^--?([A-Za-z][\w.-]*)$/.exec(previous(manifest.object, path));
  if (flag && !value.startsWith('-')) pairs.push({ name: flag[1]!, value });
  return pairs.find(({ name, value: secret }) => {
    const kind = kindOfName(name);
    return kind !== undefined && looksSecret(kind, secret);
  });
}

/** The text before this one in its list. */
function previous(object: unknown, path: TextField['path']): string {
  const index = path.at(-1);
  if (typeof index !== 'number' || index === 0) return '';
  let at: unknown = object;
  for (const key of [...path.slice(0, -1), index - 1]) at = (at as Record<string | number, unknown>)[key];
  return typeof at === 'string' ? at : '';
}

const LINE =
  /^\s*(?:-\s+)?(?:export\s+)?["']?([A-Za-z][\w.-]{0,80})["']?\s*[=:]\s*(["']?)([^"'\s,;#]+)\2\s*,?;?\s*(?:#.*)?$/;

/** A file of settings: only what is no word alone, for a word may be the name of a field or a type. */
function inLines(value: string): Named | undefined {
  for (const line of value.split('\n')) {
    if (line.length > 600) continue;
    const match = LINE.exec(line);
    if (!match) continue;
    const [, name, , secret] = match as unknown as [string, string, string, string];
    const kind = kindOfName(name);
    if (kind !== undefined && !/[([]/.test(secret) && !isName(secret) && looksSecret(kind, secret)) {
      return { name, value: secret };
    }
  }
  return undefined;
}

/** Whether another rule says more of the same text. */
function isKnownOtherwise(field: TextField): boolean {
  const { name, value } = field;
  return (
    publicDefaultsIn(field).length > 0 ||
    urlCredentialsIn(value).length > 0 ||
    keysIn(value, name).length > 0 ||
    dockerCredentialsIn(value, name).length > 0
  );
}
