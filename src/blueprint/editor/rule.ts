/** What is asked of a value beyond its type. */
export interface EditorRule {
  /** What text must look like; of a list that of each item. */
  readonly text?: RegExp;
  /** The least number, where it may be a number. */
  readonly least?: number;
  /** What each key of a mapping with free keys must look like. */
  readonly keys?: RegExp;
  /** What each text of a mapping with free keys must look like. */
  readonly values?: RegExp;
  /** Keys of which exactly one is there. */
  readonly oneOf?: readonly string[];
  /** Two keys that exclude each other. */
  readonly notBoth?: readonly [string, string];
}

/** The rule in words of JSON Schema, for a value of its own; `keys` and `values` are those of what is around it. */
export function toSchema({ text, least, keys, oneOf, notBoth }: EditorRule): Readonly<Record<string, unknown>> {
  return {
    ...(text && { pattern: toPattern(text) }),
    ...(least !== undefined && { allOf: [{ minimum: least }] }),
    ...(notBoth && { allOf: [{ not: { required: notBoth } }] }),
    ...(keys && { propertyNames: { pattern: toPattern(keys) } }),
    ...(oneOf && { oneOf: oneOf.map((key) => ({ required: [key] })) }),
  };
}

/** The source of an expression for engines that know no flags, with letters of both cases where it takes them alike. */
export function toPattern({ source, flags }: RegExp): string {
  const plain = source.replace(/\\\//g, '/');
  return flags.includes('i') ? eitherCase(plain) : plain;
}

/** A letter behind a backslash has a meaning of its own. In a class of characters, its ranges are written in both cases. */
function eitherCase(source: string): string {
  let inClass = false;
  return source.replace(/\\.|\[\^?|\]|([a-z])-([a-z])|[a-z]/gi, (part, from?: string, to?: string) => {
    if (part.startsWith('[')) inClass = true;
    if (part === ']') inClass = false;
    if (inClass && from !== undefined && to !== undefined) return `${part.toLowerCase()}${part.toUpperCase()}`;
    if (/^[a-z]$/i.test(part)) return inClass ? bothOf(part) : `[${bothOf(part)}]`;
    return from === undefined ? part : [from, to!].map((letter) => `[${bothOf(letter)}]`).join('-');
  });
}

function bothOf(letter: string): string {
  return letter.toLowerCase() + letter.toUpperCase();
}
