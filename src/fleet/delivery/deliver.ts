import type { TextFile } from '../../core/synth/write';
import { argoCd } from './argocd';
import type { Delivered } from './delivered';
import { flux, inFolders } from './flux';
import { kubectl } from './kubectl';

/** All files of a cluster: its manifests and tools, and those by which the engine delivers them. */
export function deliver(delivered: Delivered): TextFile[] {
  const { files, delivery } = delivered;
  switch (delivery.engine) {
    case 'argocd':
      return [...files, ...argoCd(delivered)];
    case 'flux':
      return [...inFolders(files), ...flux(delivered)];
    case 'kubectl':
      return [...files, ...kubectl(delivered)];
  }
}
