import type { Rule } from '../rule';
import { deadRegistry } from './dead-registry';
import { endOfLife } from './end-of-life';
import { invalidReference } from './invalid-reference';
import { movingTag } from './moving-tag';
import { removedFeature } from './removed-feature';
import { unpinnedImage } from './unpinned';

/** In the order of the ids. */
export const IMAGE_RULES: readonly Rule[] = [
  invalidReference,
  unpinnedImage,
  movingTag,
  deadRegistry,
  endOfLife,
  removedFeature,
];
