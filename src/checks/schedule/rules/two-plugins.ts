import type { Rule } from '../../rule';
import { planOf } from '../engine/plan';
import { documents, pluginYaml, poolYaml } from './examples';
import { devicePlugins, landingOn, operatorLands, operators } from './support/device-plugins';
import { mayHaveGpu } from './support/pools';

const OPERATOR = `apiVersion: nvidia.com/v1
kind: ClusterPolicy
metadata:
  name: cluster-policy
spec:
  daemonsets: {}
  dcgm: {}
  dcgmExporter: {}
  devicePlugin: {}
  driver: {}
  gfd: {}
  nodeStatusExporter: {}
  operator: { defaultRuntime: containerd }
  toolkit: {}
`;

/** SCH007: each GPU node has one device plugin. */
export const twoPlugins: Rule = {
  id: 'SCH007',
  title: 'two device plugins on one pool',
  severity: 'error',
  fix: 'keep one of them, or let them select different pools',
  why: 'both register nvidia.com/gpu at the kubelet, the last one wins, and pods get devices that others use',
  page: {
    reports:
      'a DaemonSet of the device plugin that lands on a GPU pool on which another one or the GPU Operator lands too. The operator brings a plugin of its own unless `spec.devicePlugin.enabled` is false.',
    mend: "Keep one: the DaemonSet for nodes whose driver AKS installs, the operator where it installs the driver and the node class has `gpu.mode: None`. Or switch the operator's plugin off.",
    before: documents(poolYaml(), pluginYaml(), OPERATOR),
    after: documents(
      poolYaml(),
      pluginYaml(),
      OPERATOR.replace('devicePlugin: {}', 'devicePlugin: { enabled: false }'),
    ),
  },
  *check(model, target) {
    const plan = planOf(model, target);
    const plugins = devicePlugins(plan);
    const pools = plan.pools.filter(mayHaveGpu);
    for (const [index, plugin] of plugins.entries()) {
      const own = pools.filter((pool) => landingOn(plan, plugin.pod, pool).lands === true);
      const earlier = plugins
        .slice(0, index)
        .flatMap((other) =>
          own
            .filter((pool) => landingOn(plan, other.pod, pool).lands === true)
            .map((pool) => ({ pool, what: `DaemonSet ${other.namespace}/${other.name}` })),
        );
      const operated = operators(model).flatMap((operator) =>
        own.filter((pool) => operatorLands(operator, pool)).map((pool) => ({ pool, what: 'the GPU Operator' })),
      );
      const [both] = [...earlier, ...operated];
      if (!both) continue;
      yield {
        manifest: plugin.manifest,
        path: ['metadata', 'name'],
        message: `lands on pool ${both.pool.facts.name}, and so does the device plugin of ${both.what}`,
      };
    }
  },
};
