import type { Rule } from '../../rule';

/** In the order of the ids. */
export const WORKLOAD_RULES: readonly Rule[] = [];
