import type { Model } from '../../model/model';
import type { Rule } from '../../rule';
import type { PreparedPool } from '../engine/karpenter/prepared-pool';
import { planOf } from '../engine/plan';
import type { Plan } from '../engine/plan';
import { documents, GPU_NODES, jobYaml, pluginYaml, poolYaml } from './examples';
import { comesFromElsewhere, devicePlugins, landingOn, operatorLands, operators } from './support/device-plugins';
import { gpuRequests, gpuWorkloads, takingPools } from './support/gpus';

/** SCH003: the device plugin lands where GPU workloads go. */
export const pluginMissingOnPool: Rule = {
  id: 'SCH003',
  title: 'GPU workload whose pools get no device plugin',
  severity: 'error',
  fix: 'give the device plugin the tolerations of every taint of the pool, and no selector that its nodes do not fulfil',
  why: 'a node has nvidia.com/gpu only where the device plugin runs: Karpenter starts the node, the plugin stays away, the pod stays Pending, and the node is paid for',
  page: {
    reports:
      'a workload that asks for GPUs of NVIDIA, where the manifests have a device plugin or the GPU Operator, and none of them lands on any pool that takes the workload: the chain from pool over plugin and its labels to capacity is broken. The reason is given for each pool. Admission plugins do not help here, because a DaemonSet asks for no GPU.',
    mend: 'Add the toleration of each taint of the pool to the DaemonSet; one of a spot pool has two. Let it select labels that the pool or the provider gives.',
    before: documents(poolYaml(), pluginYaml({ pod: GPU_NODES }), jobYaml()),
    after: documents(poolYaml(), pluginYaml(), jobYaml()),
  },
  *check(model, target) {
    const plan = planOf(model, target);
    if (devicePlugins(plan).length + operators(model).length === 0 || comesFromElsewhere(model)) return;
    for (const workload of gpuWorkloads(plan)) {
      if (!gpuRequests(workload.pod).some(([name]) => name.startsWith('nvidia.com/'))) continue;
      const pools = takingPools(plan, workload);
      if (pools.length === 0 || plan.answers.get(workload)!.nodes.length > 0) continue;
      const missing = pools.map(({ pool }) => ({ pool, why: whyMissing(plan, model, pool) }));
      if (missing.some(({ why }) => why === undefined)) continue;
      const reasons = missing.map(({ pool, why }) => `pool ${pool.facts.name}: ${why}`);
      yield {
        manifest: workload.manifest,
        path: [...workload.path, 'spec'],
        message: `no device plugin lands on the nodes for this pod, so that they have no GPU: ${reasons.join('; ')}`,
      };
    }
  },
};

/** Why no plugin lands on a pool; `undefined` where one does, or may by labels that discovery sets. */
export function whyMissing(plan: Plan, model: Model, pool: PreparedPool): string | undefined {
  const reasons: string[] = [];
  for (const plugin of devicePlugins(plan)) {
    const landing = landingOn(plan, plugin.pod, pool);
    if (landing.lands !== false) return undefined;
    reasons.push(`DaemonSet ${plugin.name}: ${landing.reason}`);
  }
  for (const operator of operators(model)) {
    if (operatorLands(operator, pool)) return undefined;
    reasons.push('the GPU Operator does not tolerate its taints');
  }
  return reasons.join(', ');
}
