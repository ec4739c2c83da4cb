import { containerField } from '../control';
import type { Control } from '../control';
import { named } from '../wording';

/** Baseline: no container is privileged. */
export const privileged: Control = {
  name: 'privileged',
  level: 'baseline',
  since: 0,
  evaluate({ containers }) {
    const bad = containers.filter(({ securityContext }) => securityContext.privileged === true);
    const [first] = bad;
    if (!first) return undefined;
    return {
      reason: 'privileged',
      detail: `${named(bad)} must not set securityContext.privileged=true`,
      path: containerField(first, 'privileged'),
    };
  },
};
