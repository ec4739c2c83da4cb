// @ts-check

/** A mistake the reader of the message can mend: printed on one line, without a stack. */
export class ImportError extends Error {
  /**
   * @param {string} message what was given, what is allowed, how to fix it
   * @param {{ exitCode?: number, cause?: unknown }} [options] exit code 2 says bad input, 1 says that the world failed
   */
  constructor(message, options = {}) {
    super(message.replace(/\s*\n\s*/g, ' '), { cause: options.cause });
    this.name = 'ImportError';
    this.exitCode = options.exitCode ?? 2;
  }
}

/**
 * @param {unknown} error
 * @returns {string}
 */
export function reasonOf(error) {
  if (!(error instanceof Error)) return String(error);
  // fetch() says only "fetch failed"; what failed is in the cause.
  return error.cause === undefined ? error.message : `${error.message}: ${reasonOf(error.cause)}`;
}
