import type { Target } from '../../facts/target';
import { describe } from '../manifest';
import type { Model } from '../model/model';
import { pluginMissingOnPool } from './rules/plugin-missing-on-pool';
import { pluginNeedsDiscovery } from './rules/plugin-needs-discovery';
import { pluginNotShown } from './rules/plugin-not-shown';
import { renamedResource } from './rules/renamed-resource';

/**
 * What Karpenter does not know of GPUs: it starts a node for a pod, and the pod runs only where a device plugin lands on that node
 * and offers what the pod asks for.
 */
export function gpuNotes(model: Model, target: Target): readonly string[] {
  return [pluginMissingOnPool, pluginNotShown, pluginNeedsDiscovery, renamedResource].flatMap((rule) =>
    [...rule.check(model, target)].map(
      ({ manifest, message }) => `${rule.id} ${describe(manifest.object)}: ${message}`,
    ),
  );
}
