import type { Rule } from '../rule';

/** In the order of the ids. */
export const IMAGE_RULES: readonly Rule[] = [];
