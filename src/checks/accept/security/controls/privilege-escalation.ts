import { isUnset } from '../../read';
import { containerField, isExemptWindows } from '../control';
import type { Control } from '../control';
import { named } from '../wording';

/** Restricted since 1.8: each container says that it gains no privilege. */
export const privilegeEscalation: Control = {
  name: 'allowPrivilegeEscalation',
  level: 'restricted',
  since: 8,
  evaluate(pod, versions) {
    if (isExemptWindows(pod, versions)) return undefined;
    const bad = pod.containers.filter(({ securityContext: { allowPrivilegeEscalation: value } }) => {
      return isUnset(value) || value === true;
    });
    const [first] = bad;
    if (!first) return undefined;
    return {
      reason: 'allowPrivilegeEscalation != false',
      detail: `${named(bad)} must set securityContext.allowPrivilegeEscalation=false`,
      path: containerField(first, 'allowPrivilegeEscalation'),
    };
  },
};
