import type { Rule } from '../../rule';
import { apiService } from './api-service';
import { definition } from './definition';
import { definitionSchema } from './definition-schema';

/** In the order of the ids: what adds kinds to an API server. */
export const EXTENSION_RULES: readonly Rule[] = [definition, definitionSchema, apiService];
