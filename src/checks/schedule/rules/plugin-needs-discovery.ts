import type { Rule } from '../../rule';
import { planOf } from '../engine/plan';
import { documents, ON_EVERY_NODE, pluginYaml, poolYaml } from './examples';
import { comesFromElsewhere, devicePlugins, landingOn } from './support/device-plugins';
import { mayHaveGpu } from './support/pools';

/** SCH006: the labels that the device plugin selects are set by something. */
export const pluginNeedsDiscovery: Rule = {
  id: 'SCH006',
  title: 'device plugin that waits for a label that nothing sets',
  severity: 'warning',
  fix: 'give the pool the label in spec.template.metadata.labels, select a label of the provider, or add node feature discovery',
  why: 'without the label the DaemonSet wants no pod at all, its nodes have no GPU, and it says nothing',
  page: {
    reports:
      'a DaemonSet of the device plugin that selects labels of node feature discovery, such as `nvidia.com/gpu.present`, where a GPU pool does not give them and no manifest runs node feature discovery. The chart of NVIDIA selects them since 0.15. It is a warning, because discovery may be installed by another repository.',
    mend: 'Give the pool the label `nvidia.com/gpu.present: "true"`, or let the plugin select `karpenter.azure.com/sku-gpu-manufacturer: nvidia`.',
    before: documents(
      poolYaml(),
      pluginYaml({ pod: [...ON_EVERY_NODE, 'nodeSelector:', '  nvidia.com/gpu.present: "true"'] }),
    ),
    after: documents(poolYaml(), pluginYaml()),
  },
  *check(model, target) {
    const plan = planOf(model, target);
    if (comesFromElsewhere(model)) return;
    for (const plugin of devicePlugins(plan)) {
      const waiting = plan.pools.filter(mayHaveGpu).flatMap((pool) => {
        const landing = landingOn(plan, plugin.pod, pool);
        return landing.lands === 'discovery' ? [{ pool, labels: landing.labels }] : [];
      });
      const [first] = waiting;
      if (!first) continue;
      const names = waiting.map(({ pool }) => pool.facts.name).join(', ');
      yield {
        manifest: plugin.manifest,
        path: [...plugin.path, 'spec'],
        message: `selects ${first.labels.join(', ')}, which neither pool ${names} nor any manifest sets`,
      };
    }
  },
};
