import type { Rule } from '../rule';

/** In the order of the ids. */
export const SECRET_RULES: readonly Rule[] = [];
