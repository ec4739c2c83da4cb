import type { Rule } from '../../rule';
import { mutatingPolicy } from './mutating-policy';
import { policyBinding } from './policy-binding';
import { validatingPolicy } from './validating-policy';

/** In the order of the ids. */
export const POLICY_RULES: readonly Rule[] = [validatingPolicy, mutatingPolicy, policyBinding];
