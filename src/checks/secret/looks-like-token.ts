import { hasMixed } from './is-name';
import { entropy } from './placeholder';
import { secretPairIn } from './pairs';
import { kindOfName, looksSecret } from './secret-names';

/** What is shorter is a name or a version. */
const SHORTEST = 20;

/**
 * Whether a text may be a token, whatever key it stands under, so that no message repeats it: it is long, of one word, looks random, and
 * is no name, path, address or digest. A random text that is short may be anything, and is not told from a name.
 */
export function looksLikeToken(text: string): boolean {
  const trimmed = text.trim();
  if (/(^|@)sha\d+:/.test(trimmed)) return false;
  // An image, a host or a size has parts that people read.
  if (trimmed.length < SHORTEST || !/[A-Za-z]/.test(trimmed) || !looksSecret('key', trimmed)) return false;
  return trimmed.split(/[./:_-]/).some((part) => part.length >= SHORTEST && /\d/.test(part) && entropy(part) >= 3.3);
}

/**
 * Whether a value may be a password that somebody made or a program drew: a token, or small and capital letters and digits so mixed that nobody
 * reads them as a word. Names of Kubernetes have no capital letters, so that those stay readable.
 */
export function isRandom(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  return (hasMixed(value) && /[a-z]/.test(value) && /[A-Z]/.test(value)) || looksLikeToken(value);
}

/**
 * Whether a value of a configuration may be a secret, so that no error repeats it: it looks like a token, is of mixed letters and digits,
 * has a password in it, or is a mapping with a key that promises one.
 */
export function mayHoldSecret(value: unknown, depth = 5): boolean {
  if (typeof value === 'string') return looksLikeToken(value) || hasMixed(value) || secretPairIn(value) !== undefined;
  if (typeof value !== 'object' || value === null || depth === 0) return false;
  return Object.entries(value).some(
    ([key, each]) => (typeof each === 'string' && kindOfName(key) !== undefined) || mayHoldSecret(each, depth - 1),
  );
}
