import type { Schema } from '../../../../facts/schemas';

/** How long a text may be that is kept, and how many of them a schema keeps: values that come again are short and few. */
const MAX_LENGTH = 400;
const MAX_KEPT = 500;

const clean = new WeakMap<Schema, Set<string>>();

/** Whether a value is known to break no rule of its schema, and how to keep that. */
export interface Kept {
  readonly known: boolean;
  keep(): void;
}

/**
 * What is known of a value by its text: a rule has nothing but the value to judge by, so equal values have one answer. The same
 * requirement or rule of traffic comes again in object after object.
 *
 * @returns `undefined` for a value that is not kept: a long one, or one whose text may be that of another
 */
export function keptOf(value: unknown, schema: Schema): Kept | undefined {
  const text = textOf(value);
  // `null` is what JSON also writes for numbers that it does not have.
  if (text === undefined || text.length > MAX_LENGTH || text.includes('null')) return undefined;
  let texts = clean.get(schema);
  if (!texts) {
    texts = new Set();
    clean.set(schema, texts);
  }
  const kept = texts;
  return {
    known: kept.has(text),
    keep: () => {
      if (kept.size < MAX_KEPT) kept.add(text);
    },
  };
}

/** `undefined` for what JSON does not have: from a program a value may be anything. */
function textOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}
