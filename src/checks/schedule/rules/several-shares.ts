import type { Rule } from '../../rule';
import { planOf } from '../engine/plan';
import { documents, jobYaml, pluginYaml, poolYaml } from './examples';
import { configYaml, mounted, sharesFor } from './renamed-resource';
import { gpuRequests, gpuWorkloads } from './support/gpus';

const BIG = poolYaml({ sizes: ['Standard_NC48ads_A100_v4'] });

/** SCH010: a pod asks for one share of a divided GPU. */
export const severalShares: Rule = {
  id: 'SCH010',
  title: 'several shares of a GPU',
  severity: 'warning',
  fix: 'ask for one share, or do not divide the GPUs of the pool',
  why: 'two shares give no more memory and no more time than one, may be of one device, and are refused where the plugin is told so',
  page: {
    reports:
      'a workload that asks for more than one of a resource that every configuration of the device plugin on its pools divides, by time-slicing or MPS. With `failRequestsGreaterThanOne` and with MPS the kubelet refuses such a pod.',
    mend: 'Ask for 1. A workload that needs several whole GPUs goes to a pool whose plugin does not divide them.',
    before: documents(
      BIG,
      configYaml(false, ['failRequestsGreaterThanOne: true']),
      pluginYaml(mounted()),
      jobYaml({ gpus: 2 }),
    ),
    after: documents(BIG, configYaml(false, ['failRequestsGreaterThanOne: true']), pluginYaml(mounted()), jobYaml()),
  },
  *check(model, target) {
    const plan = planOf(model, target);
    for (const workload of gpuWorkloads(plan)) {
      for (const [name, amount] of gpuRequests(workload.pod)) {
        const shares = amount > 1 ? sharesFor(plan, model, workload, name) : [];
        const [first] = shares;
        if (!first) continue;
        const refused = shares.every(({ refusesMany }) => refusesMany) ? ', which the plugin refuses' : '';
        yield {
          manifest: workload.manifest,
          path: [...workload.path, 'spec'],
          message: `asks for ${amount} of ${name}, of which the device plugin makes ${first.replicas} shares a GPU${refused}`,
        };
      }
    }
  },
};
