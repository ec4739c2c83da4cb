import type { Rule } from '../../rule';

/** In the order of the ids. */
export const NETWORK_RULES: readonly Rule[] = [];
