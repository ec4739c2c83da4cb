import { containerField, isExemptWindows } from '../control';
import type { Control } from '../control';
import { named, quotedSet } from '../wording';
import { addedBeyond, keepsAny } from './capabilities';

const ALLOWED = ['NET_BIND_SERVICE'];

/** Restricted since 1.22: each container drops all capabilities and adds at most the one for low ports. */
export const restrictedCapabilities: Control = {
  name: 'capabilities_restricted',
  level: 'restricted',
  since: 22,
  inPlaceOf: 'capabilities_baseline',
  evaluate(pod, versions) {
    if (isExemptWindows(pod, versions)) return undefined;
    const keeping = pod.containers.filter(keepsAny);
    const adding = pod.containers.filter((container) => addedBeyond(container, ALLOWED).length > 0);
    const [firstKeeping] = keeping;
    const [firstAdding] = adding;
    const path = firstKeeping
      ? containerField(firstKeeping, 'capabilities', 'drop')
      : firstAdding && containerField(firstAdding, 'capabilities', 'add');
    if (!path) return undefined;
    const added = quotedSet(adding.flatMap((container) => addedBeyond(container, ALLOWED)));
    const details = [
      ...(firstKeeping ? [`${named(keeping)} must set securityContext.capabilities.drop=["ALL"]`] : []),
      ...(firstAdding ? [`${named(adding)} must not include ${added} in securityContext.capabilities.add`] : []),
    ];
    return { reason: 'unrestricted capabilities', detail: details.join('; '), path };
  },
};
