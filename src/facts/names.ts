/**
 * What Kubernetes allows as a name, a label key and a label value.
 *
 * Each function returns what is wrong with the text, lower case and without a full stop, or `undefined` where nothing is.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/staging/src/k8s.io/apimachinery/pkg/util/validation/validation.go
 */

const DNS1123_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const DNS1123_SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const DNS1035_LABEL = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const QUALIFIED_NAME = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

/** A pattern for texts of one character or more, with the length that it may have. */
export function upTo(length: number, { source }: RegExp): RegExp {
  return new RegExp(`^(?=.{1,${length}}$)${source.slice(1)}`);
}

/** What the functions of this file allow, as patterns: for the schemas of editors, which know no functions. */
export const NAME_PATTERNS = {
  dns1123Label: upTo(63, DNS1123_LABEL),
  dns1123Subdomain: upTo(253, DNS1123_SUBDOMAIN),
  dns1035Label: upTo(63, DNS1035_LABEL),
  qualifiedName: new RegExp(
    `^(?:(?=[^/]{1,253}/)${DNS1123_SUBDOMAIN.source.slice(1, -1)}/)?(?=[^/]{1,63}$)${QUALIFIED_NAME.source.slice(1)}`,
  ),
  labelValue: new RegExp(`^(?:|(?=.{1,63}$)${QUALIFIED_NAME.source.slice(1, -1)})$`),
} as const;

/** Callers without a compiler give what they have; a label `true` of YAML is one of the field's own mistakes. */
const isText = (given: unknown): boolean => typeof given === 'string';
const NO_TEXT = 'must be text';

/** A DNS label: lower-case letters, digits and `-`, at most 63 characters. */
export function dns1123Label(text: string): string | undefined {
  if (!isText(text)) return NO_TEXT;
  if (text.length > 63) return `must be no more than 63 characters, has ${text.length}`;
  if (text.includes('.')) return 'must not contain dots';
  if (!DNS1123_LABEL.test(text)) {
    return "must consist of lower-case letters, digits and '-', and begin and end with a letter or digit";
  }
  return undefined;
}

/** A DNS subdomain: DNS labels of any length joined by dots, at most 253 characters. */
export function dns1123Subdomain(text: string): string | undefined {
  if (!isText(text)) return NO_TEXT;
  if (text.length > 253) return `must be no more than 253 characters, has ${text.length}`;
  if (!DNS1123_SUBDOMAIN.test(text)) {
    return "must consist of lower-case letters, digits, '-' and '.', and begin and end with a letter or digit";
  }
  return undefined;
}

/** A DNS label that begins with a letter, as Services need up to Kubernetes 1.35. */
export function dns1035Label(text: string): string | undefined {
  if (!isText(text)) return NO_TEXT;
  if (text.length > 63) return `must be no more than 63 characters, has ${text.length}`;
  if (!DNS1035_LABEL.test(text)) {
    return "must consist of lower-case letters, digits and '-', begin with a letter and end with a letter or digit";
  }
  return undefined;
}

/** A name that is only a part of a URL path: what RBAC objects may be called (`system:node` among them). */
export function pathSegment(text: string): string | undefined {
  if (!isText(text)) return NO_TEXT;
  if (text === '.' || text === '..') return `may not be '${text}'`;
  for (const sign of ['/', '%']) if (text.includes(sign)) return `may not contain '${sign}'`;
  return undefined;
}

/** A label or annotation key, or a taint key: `name` or `prefix/name`. */
export function qualifiedName(text: string): string | undefined {
  if (!isText(text)) return NO_TEXT;
  if (qualified.has(text)) return undefined;
  const problem = qualifiedNameProblem(text);
  if (problem === undefined) {
    if (qualified.size >= MAX_QUALIFIED) qualified.clear();
    qualified.add(text);
  }
  return problem;
}

// The same keys of labels come again in object after object.
const qualified = new Set<string>();
const MAX_QUALIFIED = 1000;

function qualifiedNameProblem(text: string): string | undefined {
  const parts = text.split('/');
  if (parts.length > 2) return "must be a name with at most one prefix and '/'";
  const name = parts[parts.length - 1] ?? '';
  if (parts.length === 2) {
    const prefix = parts[0] ?? '';
    if (prefix === '') return 'prefix part must not be empty';
    const problem = dns1123Subdomain(prefix);
    if (problem !== undefined) return `prefix part ${problem}`;
  }
  if (name === '') return 'name part must not be empty';
  if (name.length > 63) return `name part must be no more than 63 characters, has ${name.length}`;
  if (!QUALIFIED_NAME.test(name)) {
    return "name part must consist of letters, digits, '-', '_' and '.', and begin and end with a letter or digit";
  }
  return undefined;
}

/** A label value: empty, or at most 63 letters, digits, `-`, `_` and `.` between two letters or digits. */
export function labelValue(text: string): string | undefined {
  if (!isText(text)) return NO_TEXT;
  if (text.length > 63) return `must be no more than 63 characters, has ${text.length}`;
  if (text !== '' && !QUALIFIED_NAME.test(text)) {
    return "must be empty or consist of letters, digits, '-', '_' and '.', and begin and end with a letter or digit";
  }
  return undefined;
}
