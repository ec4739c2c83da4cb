import type { Rule } from '../rule';
import { dockerCredentialsIn } from './docker-config';
import { keysIn } from './key-shapes';
import { hintsAt, secretPairIn } from './pairs';
import type { NamedValue } from './pairs';
import { isWords } from './passphrase';
import { mask } from './placeholder';
import { publicDefaultsIn } from './public-defaults';
import { isName } from './is-name';
import { kindOfName, looksSecret } from './secret-names';
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
      'a value outside of a Secret whose name ends like that of a secret: `PASSWORD`, `PASSPHRASE`, `TOKEN`, `API_KEY`, `SECRET_KEY`, `CLIENT_SECRET`, `CONNECTION_STRING` and the like. It reads variables, keys of ConfigMaps and the settings, JSON, XML and scripts in them, with `=`, `:`, `=>` or a blank between name and value, arguments such as `--password=...`, parameters of addresses such as `?access_token=...`, fields of custom resources, and of annotations, labels and `status` the passwords. What kubectl noted of an object that was applied counts where the object no longer has it. A password of words, such as `correct horse battery`, is known by three or more small words that make no sentence, alone or beside the settings of a login. Names that say where a secret is, such as `PASSWORD_FILE`, `TOKEN_PATH` and `SECRET_NAME`, are not reported. Neither are values that are variables, placeholders, paths, addresses, truth values, short numbers, digests or hashes, and below the name of a key or token also numbers, UUIDs and what reads like the name of an object.',
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
    after: [
      [
        '          value: 8mZk2pQv',
        `          valueFrom:
            secretKeyRef:
              name: studioml-queue
              key: password`,
      ],
    ],
  },
  *check(model) {
    for (const field of textsOf(model)) {
      if (field.secretType !== undefined || !mayHoldSecret(field)) continue;
      const found = isOfPrograms(field.path) ? inAnnotation(field) : secretIn(field);
      if (!found || isKnownOtherwise(field)) continue;
      const { manifest, path } = field;
      yield { manifest, path, message: `'${found.name}' holds a value in plain text (${mask(found.value)})` };
    }
  },
};

/** The header of a request that says who asks. */
const HEADER = /^(?:proxy-)?authorization$/i;

/** Whether the name or the text itself speaks of a secret. Almost none does, so that no other question is asked of it. */
function mayHoldSecret({ name, value }: TextField): boolean {
  if (name === 'args' || name === 'command' || HEADER.test(name)) return true;
  return (
    kindOfName(name.slice(name.indexOf('/') + 1)) !== undefined || kindOfName(name) !== undefined || hintsAt(value)
  );
}

function secretIn(field: TextField): NamedValue | undefined {
  const { name, value, path, isNamed } = field;
  if (name === 'args' || name === 'command') return inArguments(field);
  const pair = secretPairIn(value);
  // An element of a list has the list's name, which is not its own.
  if (pair || typeof path.at(-1) === 'number' || value.trim().includes('\n')) return pair;
  const header = HEADER.test(name) && /^(?:Bearer|Token|Basic) ([\w.~+/=-]{16,400})$/.exec(value.trim());
  if (header && looksSecret('key', header[1]!)) return { name, value: header[1]! };
  const kind = kindOfName(name);
  if (kind === undefined) return undefined;
  const trimmed = value.trim();
  const isOfWords =
    isNamed && kind === 'password' && (isWords(trimmed) || (isVariable(field) && isPassphrase(trimmed)));
  if (!looksSecret(kind, value) && !isOfWords) return undefined;
  // A field of a custom resource often holds the name of the key that the secret is under.
  return isNamed || !isName(trimmed) ? { name, value: trimmed } : undefined;
}

/** Annotations, labels and what a controller writes into `status`. */
function isOfPrograms(path: TextField['path']): boolean {
  const outermost = path[0] === 'items' ? path[2] : path[0];
  return path.includes('annotations') || path.at(-2) === 'labels' || outermost === 'status';
}

/** Annotations name Secrets, and hold the configuration of others, so that only what is plain counts. */
function inAnnotation({ name, value }: TextField): NamedValue | undefined {
  const pair = secretPairIn(value);
  if (pair) return kindOfName(pair.name) === 'password' ? pair : undefined;
  const own = name.slice(name.indexOf('/') + 1);
  const trimmed = value.trim();
  return kindOfName(own) === 'password' && looksSecret('password', trimmed) && !isName(trimmed)
    ? { name: own, value: trimmed }
    : undefined;
}

/** The environment of a container, where no sentence stands. */
function isVariable({ path, name }: TextField): boolean {
  return path.at(-1) === 'value' && path.includes('env') && /^[A-Z][A-Z0-9_]*$/.test(name);
}

/** Words with blanks between them. */
function isPassphrase(value: string): boolean {
  return value.length <= 60 && /^[\w.!-]+( [\w.!-]+){1,7}$/.test(value);
}

/** `--password=x`, `--password x` in one text or in two, and `PASSWORD=x` before a command. */
function inArguments({ manifest, path, value }: TextField): NamedValue | undefined {
  const pairs = [
    ...value.matchAll(/(?:^|\s)--?([A-Za-z][\w.-]*)(?:=|\s+(?=[^\s-]))["']?([^\s"';&|]+)/g),
    ...value.matchAll(/(?:^|[\s;&"'])([A-Z][A-Z0-9_]*)=["']?([^\s"';&|]+)/g),
  ].map(([, name, secret]) => ({ name: name!, value: secret! }));
  const before = previous(manifest.object, path);
  const flag = /^--?([A-Za-z][\w.-]*)$/.exec(before);
  if (flag && !value.startsWith('-')) pairs.push({ name: flag[1]!, value });
  const found = pairs.find(({ name, value: secret }) => {
    const kind = kindOfName(name);
    return kind !== undefined && looksSecret(kind, secret);
  });
  return found ?? secretPairIn(value);
}

/** The text before this one in its list. */
function previous(object: unknown, path: TextField['path']): string {
  const index = path.at(-1);
  if (typeof index !== 'number' || index === 0) return '';
  let at: unknown = object;
  for (const key of [...path.slice(0, -1), index - 1]) at = (at as Record<string | number, unknown>)[key];
  return typeof at === 'string' ? at : '';
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
