import type { Model } from '../../model/model';
import type { Rule } from '../../rule';
import { planOf } from '../engine/plan';
import type { Plan } from '../engine/plan';
import type { Workload } from '../engine/workloads';
import { documents, jobYaml, pluginYaml, poolYaml } from './examples';
import { devicePlugins, landingOn } from './support/device-plugins';
import { gpuRequests, gpuWorkloads, takingPools } from './support/gpus';
import { configsOf } from './support/plugin-config';
import type { Share } from './support/plugin-config';

/** SCH009: what a pod asks for is what the device plugin offers. */
export const renamedResource: Rule = {
  id: 'SCH009',
  title: 'GPU resource that the device plugin renames',
  severity: 'error',
  fix: 'set renameByDefault: false in the configuration of the plugin, because Karpenter knows nothing of the new name',
  why: 'Karpenter starts a node for nvidia.com/gpu, the plugin offers nvidia.com/gpu.shared there, and the pod fits neither',
  page: {
    reports:
      'a workload that asks for a resource, where every configuration of the device plugin on its pools divides that resource into shares and offers them by another name, by `renameByDefault` or `rename`.',
    mend: 'Keep the name: `renameByDefault: false`. A pool of Karpenter counts whole GPUs only, so shares of another name never start a node.',
    before: documents(poolYaml(), configYaml(true), pluginYaml(mounted()), jobYaml()),
    after: documents(poolYaml(), configYaml(false), pluginYaml(mounted()), jobYaml()),
  },
  *check(model, target) {
    const plan = planOf(model, target);
    for (const workload of gpuWorkloads(plan)) {
      for (const [name] of gpuRequests(workload.pod)) {
        const shares = sharesFor(plan, model, workload, name);
        if (shares.length === 0 || shares.some(({ offeredAs }) => offeredAs === name)) continue;
        yield {
          manifest: workload.manifest,
          path: [...workload.path, 'spec'],
          message: `asks for ${name}, which the device plugin offers as ${shares[0]!.offeredAs}`,
        };
      }
    }
  },
};

/**
 * How the plugins on the pools of a workload divide a resource: a share for each configuration.
 *
 * @returns none where a pool has no plugin with a configuration, or where one of the configurations does not divide the resource
 */
export function sharesFor(plan: Plan, model: Model, workload: Workload, name: string): readonly Share[] {
  const pools = takingPools(plan, workload);
  if (pools.length === 0 || plan.answers.get(workload)!.nodes.length > 0) return [];
  const shares: Share[] = [];
  for (const { pool } of pools) {
    const plugins = devicePlugins(plan).filter(({ pod }) => landingOn(plan, pod, pool).lands === true);
    const configs = plugins.flatMap((plugin) => configsOf(model, plugin));
    if (configs.length === 0) return [];
    for (const config of configs) {
      const share = config.shares.find(({ resource, offeredAs }) => resource === name || offeredAs === name);
      if (!share) return [];
      shares.push(share);
    }
  }
  return shares;
}

/** The configuration of pages. */
export function configYaml(rename: boolean, more: readonly string[] = []): string {
  return `apiVersion: v1
kind: ConfigMap
metadata:
  name: plugin-config
  namespace: gpu-resources
data:
  config.yaml: |
    version: v1
    sharing:
      timeSlicing:
        renameByDefault: ${rename}
${more.map((line) => `        ${line}\n`).join('')}        resources:
          - name: nvidia.com/gpu
            replicas: 4
`;
}

/** The plugin of pages that mounts it. */
export function mounted(): { readonly pod: readonly string[]; readonly container: readonly string[] } {
  return {
    pod: [
      'tolerations:',
      '  - key: nvidia.com/gpu',
      '    operator: Exists',
      '    effect: NoSchedule',
      'nodeSelector:',
      '  karpenter.azure.com/sku-gpu-manufacturer: nvidia',
      'volumes:',
      '  - name: config',
      '    configMap:',
      '      name: plugin-config',
    ],
    container: [
      'env:',
      '  - name: CONFIG_FILE',
      '    value: /config/config.yaml',
      'volumeMounts:',
      '  - name: config',
      '    mountPath: /config',
    ],
  };
}
