import type { Rule } from '../../rule';
import { aggregationRule } from './aggregation-rule';
import { roleRef } from './role-ref';
import { roleRules } from './role-rules';
import { subjects } from './subjects';

/** In the order of the ids. */
export const RBAC_RULES: readonly Rule[] = [roleRules, aggregationRule, roleRef, subjects];
