import type { Rule } from '../../rule';

/** In the order of the ids. */
export const RBAC_RULES: readonly Rule[] = [];
