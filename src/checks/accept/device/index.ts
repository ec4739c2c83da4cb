import type { Rule } from '../../rule';
import { deviceClass } from './device-class';
import { resourceClaim } from './resource-claim';
import { resourceSlice } from './resource-slice';

/** In the order of the ids. */
export const DEVICE_RULES: readonly Rule[] = [resourceClaim, deviceClass, resourceSlice];
