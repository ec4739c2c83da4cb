import type { Rule } from '../../rule';
import { refusedPod } from './refused-pod';
import { refusedWorkload } from './refused-workload';

/** In the order of the ids. */
export const SECURITY_RULES: readonly Rule[] = [refusedPod, refusedWorkload];
