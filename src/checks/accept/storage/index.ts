import type { Rule } from '../../rule';

/** In the order of the ids. */
export const STORAGE_RULES: readonly Rule[] = [];
