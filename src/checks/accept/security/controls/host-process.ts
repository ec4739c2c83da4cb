import { containerField, podField } from '../control';
import type { Control } from '../control';
import { setters } from '../wording';
import { record } from '../../read';

/** Baseline: no Windows container is a process of the node. */
export const hostProcess: Control = {
  name: 'windowsHostProcess',
  level: 'baseline',
  since: 0,
  evaluate(pod) {
    const byPod = isHostProcess(pod.securityContext);
    const containers = pod.containers.filter(({ securityContext }) => isHostProcess(securityContext));
    const [first] = containers;
    if (!byPod && !first) return undefined;
    return {
      reason: 'hostProcess',
      detail: `${setters(byPod, containers)} must not set securityContext.windowsOptions.hostProcess=true`,
      path:
        first && !byPod
          ? containerField(first, 'windowsOptions', 'hostProcess')
          : podField(pod, 'windowsOptions', 'hostProcess'),
    };
  },
};

function isHostProcess(securityContext: Readonly<Record<string, unknown>>): boolean {
  return record(securityContext.windowsOptions).hostProcess === true;
}
