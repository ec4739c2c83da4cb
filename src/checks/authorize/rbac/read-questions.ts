import { InputError } from '../../model/input-error';
import type { AccessQuestion, AccessSubject } from '../can-i';
import { nearest } from '../../../facts/given';
import { isMapping } from '../../../facts/is-mapping';

const TEXTS = ['namespace', 'group', 'resource', 'subresource', 'name', 'nonResourceURL'];
/** What roles and reviews of Kubernetes call the fields of a question; passed over, they would change the answer without a word. */
const OTHER_WORDS: ReadonlyMap<string, string> = new Map([
  ['apiGroup', 'group'],
  ['apiGroups', 'group'],
  ['verbs', 'verb'],
  ['resources', 'resource'],
  ['resourceName', 'name'],
  ['resourceNames', 'name'],
  ['nonResourceURLs', 'nonResourceURL'],
  ['path', 'nonResourceURL'],
]);
const KINDS = ['User', 'Group', 'ServiceAccount'];

/**
 * Reads questions from the text of a JSON file: a list of `{subject, namespace, verb, group, resource, subresource, name, nonResourceURL}`.
 * Fields that are not known are passed over, unless they are a slip of one that is.
 *
 * @param file how errors name the file
 * @throws `InputError` where it is no such list
 */
export function readQuestions(text: string, file: string): AccessQuestion[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new InputError(file, `is not JSON: ${(error as Error).message}`);
  }
  return toQuestions(value, file);
}

/**
 * A value as questions.
 *
 * @param where how errors name it: the file, or the argument of a function
 * @throws `InputError` where it is no list of them
 */
export function toQuestions(value: unknown, where: string): AccessQuestion[] {
  if (!Array.isArray(value)) throw new InputError(where, 'is not a list of questions');
  return value.map((item: unknown, index) => question(item, `${where}: [${index}]`));
}

function question(item: unknown, place: string): AccessQuestion {
  if (!isMapping(item)) throw new InputError(place, 'is not an object with subject, verb and resource');
  for (const field of Object.keys(item)) {
    if (field === 'verb' || field === 'subject' || TEXTS.includes(field)) continue;
    // A short word, such as `note`, is near to many.
    const slip = field.length > 4 ? nearest(field, ['verb', 'subject', ...TEXTS]) : undefined;
    const meant = OTHER_WORDS.get(field) ?? slip;
    if (meant !== undefined) throw new InputError(place, `has the unknown field '${field}'; did you mean '${meant}'?`);
  }
  if (typeof item.verb !== 'string' || item.verb === '') throw new InputError(place, 'needs verb, which is text');
  for (const field of TEXTS) {
    const value = item[field];
    if (value !== undefined && value !== null && typeof value !== 'string') {
      throw new InputError(place, `${field} is not text`);
    }
  }
  const texts = Object.fromEntries(TEXTS.map((field) => [field, (item[field] as string | null) ?? undefined]));
  const nonResourceURL = texts.nonResourceURL === '' ? undefined : texts.nonResourceURL;
  if (nonResourceURL === undefined && (texts.resource ?? '') === '') {
    throw new InputError(place, 'needs resource, or nonResourceURL');
  }
  return { ...item, ...texts, nonResourceURL, verb: item.verb, subject: subject(item.subject, place) };
}

function subject(value: unknown, place: string): AccessSubject {
  if (!isMapping(value)) throw new InputError(place, 'needs subject, which is an object with kind and name');
  const { kind, name, namespace, groups } = value;
  if (!KINDS.includes(kind as string)) throw new InputError(place, `subject.kind is none of ${KINDS.join(', ')}`);
  if (typeof name !== 'string' || name === '') throw new InputError(place, 'subject.name is not text');
  if (kind === 'ServiceAccount' && (typeof namespace !== 'string' || namespace === '')) {
    throw new InputError(place, 'subject.namespace is not text');
  }
  const listed: readonly unknown[] = Array.isArray(groups) ? groups : [];
  const absent = groups === undefined || groups === null;
  if ((!absent && !Array.isArray(groups)) || listed.some((group) => typeof group !== 'string')) {
    throw new InputError(place, 'subject.groups is not a list of text');
  }
  return { ...value, kind: kind as AccessSubject['kind'], name, groups: absent ? undefined : (listed as string[]) };
}
