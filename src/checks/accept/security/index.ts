import type { Rule } from '../../rule';

/** In the order of the ids. */
export const SECURITY_RULES: readonly Rule[] = [];
