import type { Rule } from '../../rule';
import { certificateRequest } from './certificate-request';
import { flowSchema } from './flow-schema';
import { node } from './node';
import { priorityLevel } from './priority-level';
import { serviceRange } from './service-range';

/** In the order of the ids. */
export const CLUSTER_RULES: readonly Rule[] = [certificateRequest, flowSchema, priorityLevel, serviceRange, node];
