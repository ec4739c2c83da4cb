import type { Rule } from '../../rule';

/** In the order of the ids. */
export const CORE_RULES: readonly Rule[] = [];
