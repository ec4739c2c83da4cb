import { isUnset } from '../../read';
import { containerField, isExemptUserNamespace, podField } from '../control';
import type { Control } from '../control';
import { named, setters } from '../wording';

/** Restricted: each container says that it does not run as root, itself or through the pod. */
export const runAsNonRoot: Control = {
  name: 'runAsNonRoot',
  level: 'restricted',
  since: 0,
  evaluate(pod, versions) {
    if (isExemptUserNamespace(pod, versions)) return undefined;
    const ofPod = pod.securityContext.runAsNonRoot;
    const root = pod.containers.filter(({ securityContext }) => securityContext.runAsNonRoot === false);
    const [firstRoot] = root;
    if (ofPod === false || firstRoot) {
      return {
        reason: 'runAsNonRoot != true',
        detail: `${setters(ofPod === false, root)} must not set securityContext.runAsNonRoot=false`,
        path: firstRoot && ofPod !== false ? containerField(firstRoot, 'runAsNonRoot') : podField(pod, 'runAsNonRoot'),
      };
    }
    const silent = isUnset(ofPod)
      ? pod.containers.filter(({ securityContext }) => isUnset(securityContext.runAsNonRoot))
      : [];
    const [firstSilent] = silent;
    if (!firstSilent) return undefined;
    return {
      reason: 'runAsNonRoot != true',
      detail: `pod or ${named(silent)} must set securityContext.runAsNonRoot=true`,
      path: containerField(firstSilent, 'runAsNonRoot'),
    };
  },
};
