import { list, record } from '../../accept/read';
import type { Rule } from '../../rule';
import { planOf } from '../engine/plan';
import type { Workload } from '../engine/workloads';
import { documents, ON_EVERY_NODE, pluginYaml, poolYaml } from './examples';
import { devicePlugins, landingOn } from './support/device-plugins';
import { gpusOfSize } from './support/pools';

const CPU_POOL = poolYaml({
  name: 'general',
  sizes: ['Standard_D4s_v5'],
  taint: false,
  spec: ['limits:', '  cpu: 100'],
});

/** SCH005: the device plugin keeps off nodes without a GPU, or waits there. */
export const pluginOnCpuNodes: Rule = {
  id: 'SCH005',
  title: 'device plugin that fails on nodes without a GPU',
  severity: 'warning',
  fix: 'select nodes with a GPU by nodeSelector or affinity, or set FAIL_ON_INIT_ERROR to "false"',
  why: 'the plugin finds no GPU, ends with an error and is started again without end, on every CPU node',
  page: {
    reports:
      'a DaemonSet of the device plugin that lands on a pool or a node without GPUs and does not have the environment variable `FAIL_ON_INIT_ERROR` set to "false", without which it ends where it finds no GPU.',
    mend: 'Let it select GPU nodes: by a label of the pool, by `karpenter.azure.com/sku-gpu-manufacturer`, or by the pool. Or set `FAIL_ON_INIT_ERROR` to "false", as NVIDIA\'s own manifest does.',
    before: documents(poolYaml(), CPU_POOL, pluginYaml({ pod: ON_EVERY_NODE })),
    after: documents(poolYaml(), CPU_POOL, pluginYaml()),
  },
  *check(model, target) {
    const plan = planOf(model, target);
    for (const plugin of devicePlugins(plan)) {
      if (waits(plugin)) continue;
      const pool = plan.pools.find(
        (one) => one.sizes.some((size) => gpusOfSize(size) === 0) && landingOn(plan, plugin.pod, one).lands === true,
      );
      const landed = plan.answers.get(plugin)!.nodes;
      const node = plan.cluster.nodes.find(
        ({ name, allocatable }) =>
          landed.includes(name) &&
          ![...allocatable].some(([resource, amount]) => resource.startsWith('nvidia.com/') && amount > 0),
      );
      if (!pool && !node) continue;
      const where = pool
        ? `pool ${pool.facts.name}, which has nodes without a GPU`
        : `node ${node!.name}, which has no GPU`;
      yield {
        manifest: plugin.manifest,
        path: [...plugin.path, 'spec'],
        message: `lands on ${where}, and fails there`,
      };
    }
  },
};

function waits({ spec }: Workload): boolean {
  return list(spec.containers).some((container) => {
    const { env, args, command } = record(container);
    const words = [...list(command), ...list(args)].join(' ');
    const variable = list(env).some((one) => {
      const { name, value } = record(one);
      return name === 'FAIL_ON_INIT_ERROR' && (value === 'false' || value === '0' || value === 'f');
    });
    // A configuration file may say it too, and is not read here.
    return (
      variable ||
      /--fail-on-init-error[= ]?false|--config-file/.test(words) ||
      JSON.stringify(env ?? []).includes('CONFIG_FILE')
    );
  });
}
