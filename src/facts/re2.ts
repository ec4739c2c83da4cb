import type { RE2JS } from 're2js';

/** Patterns that were compiled, or what RE2 has against them. Programs ask for the same few again and again. */
const compiled = new Map<string, RE2JS | Error>();

/**
 * A pattern of RE2, the regular expressions of Go and of Envoy, which have no lookaround and no back-reference; or the error that says why it is
 * none.
 *
 * @see https://github.com/google/re2/wiki/Syntax
 */
export function re2(source: string): RE2JS | Error {
  let pattern = compiled.get(source);
  if (pattern === undefined) {
    pattern = compile(source);
    compiled.set(source, pattern);
  }
  return pattern;
}

/** Letters, digits and what stands for itself or for any one character: RE2 has nothing against them in any order. */
const PLAINLY_VALID = /^[\w \-/.^$]{0,200}$/;

/** Whether RE2 compiles a pattern. It is not compiled where that is plain to see. */
export function isRe2(source: string): boolean {
  return PLAINLY_VALID.test(source) || !(re2(source) instanceof Error);
}

function compile(source: string): RE2JS | Error {
  // Loaded by the first who asks: most platforms have no pattern of their own.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const library = require('re2js') as typeof import('re2js');
  try {
    return library.RE2JS.compile(source);
  } catch (error) {
    return error as Error;
  }
}
