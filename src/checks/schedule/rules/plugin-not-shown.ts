import type { Rule } from '../../rule';
import type { PreparedPool } from '../engine/karpenter/prepared-pool';
import { planOf } from '../engine/plan';
import { documents, jobYaml, pluginYaml, poolYaml } from './examples';
import { comesFromElsewhere, devicePlugins, operators } from './support/device-plugins';
import { gpuRequests, gpuWorkloads, takingPools } from './support/gpus';

/** SCH004: where GPU workloads go to a pool, something brings the device plugin. */
export const pluginNotShown: Rule = {
  id: 'SCH004',
  title: 'GPU pool without any device plugin',
  severity: 'warning',
  fix: 'add the device plugin or the GPU Operator, or declare its DaemonSet as external with the reason',
  why: 'the image of an AKS node has the driver and no device plugin, so its nodes have no nvidia.com/gpu and the pods for them stay Pending',
  page: {
    reports:
      'a NodePool of Azure that takes a workload with GPUs, where no manifest runs a device plugin: no DaemonSet of it, no ClusterPolicy, and no HelmRelease or Application of its chart. It is a warning, because the plugin may be installed by hand or by another repository.',
    mend: 'Add the DaemonSet of the device plugin. One that is installed outside is declared as external: kind DaemonSet, its name, and the reason.',
    before: documents(poolYaml(), jobYaml()),
    after: documents(poolYaml(), pluginYaml(), jobYaml()),
  },
  *check(model, target) {
    const plan = planOf(model, target);
    if (devicePlugins(plan).length + operators(model).length > 0 || comesFromElsewhere(model)) return;
    const used = new Map<PreparedPool, string>();
    for (const workload of gpuWorkloads(plan)) {
      if (!gpuRequests(workload.pod).some(([name]) => name.startsWith('nvidia.com/'))) continue;
      for (const { pool } of takingPools(plan, workload)) {
        const known = used.get(pool) ?? `${workload.kind} ${workload.name}`;
        if (pool.facts.nodeClass.group === 'karpenter.azure.com') used.set(pool, known);
      }
    }
    for (const [pool, user] of used) {
      yield {
        manifest: pool.facts.manifest,
        path: ['metadata', 'name'],
        message: `takes ${user}, which asks for GPUs, and no manifest runs a device plugin on its nodes`,
      };
    }
  },
};
