import type { Rule } from '../rule';

/** The rules of this family, in the order of their ids. */
export const SCHEDULE_RULES: readonly Rule[] = [];
