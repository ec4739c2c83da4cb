import type { Rule } from '../../rule';

/** In the order of the ids. */
export const POD_RULES: readonly Rule[] = [];
