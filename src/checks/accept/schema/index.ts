import type { Rule } from '../../rule';

/** In the order of the ids. */
export const SCHEMA_RULES: readonly Rule[] = [];
