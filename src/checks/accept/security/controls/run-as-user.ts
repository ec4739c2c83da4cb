import { containerField, isExemptUserNamespace, podField } from '../control';
import type { Control } from '../control';
import { setters } from '../wording';

/** Restricted since 1.23: nothing is set to run as user 0. */
export const runAsUser: Control = {
  name: 'runAsUser',
  level: 'restricted',
  since: 23,
  evaluate(pod, versions) {
    if (isExemptUserNamespace(pod, versions)) return undefined;
    const byPod = pod.securityContext.runAsUser === 0;
    const containers = pod.containers.filter(({ securityContext }) => securityContext.runAsUser === 0);
    const [first] = containers;
    if (!byPod && !first) return undefined;
    return {
      reason: 'runAsUser=0',
      detail: `${setters(byPod, containers)} must not set runAsUser=0`,
      path: first && !byPod ? containerField(first, 'runAsUser') : podField(pod, 'runAsUser'),
    };
  },
};
