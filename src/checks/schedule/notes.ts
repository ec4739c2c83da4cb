import type { Target } from '../../facts/target';
import { describe } from '../manifest';
import type { Model } from '../model/model';
import { pluginMissingOnPool } from './rules/plugin-missing-on-pool';
import { pluginNeedsDiscovery } from './rules/plugin-needs-discovery';
import { pluginNotShown } from './rules/plugin-not-shown';
import { renamedResource } from './rules/renamed-resource';
import { stuckRollout } from './rules/stuck-rollout';

/**
 * What is said beside where pods can run. Karpenter does not know of GPUs: it starts a node for a pod, and the pod runs only where a
 * device plugin lands on that node and offers what the pod asks for. And where all replicas run, an update may not.
 */
export function scheduleNotes(model: Model, target: Target): readonly string[] {
  return [pluginMissingOnPool, pluginNotShown, pluginNeedsDiscovery, renamedResource, stuckRollout].flatMap((rule) =>
    [...rule.check(model, target)].map(
      ({ manifest, message }) => `${rule.id} ${describe(manifest.object)}: ${message}`,
    ),
  );
}
