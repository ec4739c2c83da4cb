import { REMOVED_FEATURES } from '../../../facts/removed-features';
import type { Migration } from '../../migration';
import { containersOf, podOf } from '../../pods';
import { renameKey } from '../rename-key';

const { resource: OLD, instead: NEW } = REMOVED_FEATURES.alphaGpu;

/** GPUs by the name that they had before device plugins; a pod that asks for it has waited for ever since Kubernetes 1.11. */
export const ALPHA_GPU: Migration = {
  id: 'alpha-gpu',
  title: `Resource ${OLD} to ${NEW}`,
  changes: [`The key is renamed in the limits and requests of containers.`],
  warnings: [
    'The device plugin of NVIDIA must run on the nodes; it mounts the driver, so that volumes of the driver by hostPath are not needed.',
  ],
  apply(object) {
    const pod = podOf(object);
    if (!pod) return;
    for (const { path } of containersOf(object, pod)) {
      for (const field of ['limits', 'requests']) {
        const map = [...path, 'resources', field];
        if (renameKey(object, map, OLD, NEW))
          object.warn([...map, OLD], `becomes ${NEW}, which nodes have where the device plugin of NVIDIA runs`);
      }
    }
  },
};
