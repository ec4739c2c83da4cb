import { containerField, isExemptWindows } from '../control';
import type { Control } from '../control';
import { named } from '../wording';
import { badProfiles, hasProfile } from './seccomp';

/** Restricted since 1.19: each container has a seccomp profile, its own or the pod's. */
export const restrictedSeccomp: Control = {
  name: 'seccompProfile_restricted',
  level: 'restricted',
  since: 19,
  inPlaceOf: 'seccompProfile_baseline',
  evaluate(pod, versions) {
    if (isExemptWindows(pod, versions)) return undefined;
    const bad = badProfiles(pod);
    if (bad) return bad;
    const without = hasProfile(pod) ? [] : pod.containers.filter((container) => !hasProfile(container));
    const [first] = without;
    if (!first) return undefined;
    return {
      reason: 'seccompProfile',
      detail: `pod or ${named(without)} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"`,
      path: containerField(first, 'seccompProfile', 'type'),
    };
  },
};
