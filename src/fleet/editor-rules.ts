import type { EditorRules } from '../blueprint/editor/with-rules';
import { FOLDER, REPOSITORY } from './delivery/require-delivery';

/** What an editor asks of a delivery beyond types: of what is judged whichever engine it has. */
export const DELIVERY_RULES: EditorRules = {
  DeliveryConfig: { repository: { text: REPOSITORY }, path: { text: FOLDER } },
};
