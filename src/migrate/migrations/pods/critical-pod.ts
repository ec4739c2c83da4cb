import type { Migration } from '../../migration';
import { metadataOf, podOf } from '../../pods';

const KEY = 'scheduler.alpha.kubernetes.io/critical-pod';

/** The annotation of critical pods, which Kubernetes ignores since 1.16. */
export const CRITICAL_POD: Migration = {
  id: 'critical-pod',
  title: 'Annotation scheduler.alpha.kubernetes.io/critical-pod to priorityClassName',
  changes: [
    'priorityClassName is system-node-critical for DaemonSets and system-cluster-critical for others, where there is none.',
  ],
  warnings: ['The pod has a priority now, so it may evict others.'],
  apply(object) {
    const pod = podOf(object);
    if (!pod) return;
    for (const metadata of metadataOf(object)) {
      const path = [...metadata, 'annotations', KEY];
      if (!object.has(path)) continue;
      const priority = [...pod, 'spec', 'priorityClassName'];
      // On the object, the annotation never did anything; on the pod it did.
      if (metadata.length === pod.length + 1 && !object.has(priority)) {
        const name = object.kind === 'DaemonSet' ? 'system-node-critical' : 'system-cluster-critical';
        object.set(priority, name, 'containers');
        object.warn(
          path,
          `becomes priorityClassName ${name}; Kubernetes ignored the annotation since 1.16, so the pod may evict others now`,
        );
      }
      object.remove(path);
    }
  },
};
