import type { Rule } from '../../rule';
import { planOf } from '../engine/plan';
import { documents, jobYaml, poolYaml, TOLERATION } from './examples';
import { isStuck, unknowableLabels } from './support/stuck';

/** SCH008: a pod that Karpenter shall start a node for selects no label that only a running node gets. */
export const unknowableLabel: Rule = {
  id: 'SCH008',
  title: 'label that only a running node gets',
  severity: 'error',
  fix: 'select a label that Karpenter knows beforehand, such as karpenter.azure.com/sku-gpu-name or karpenter.sh/nodepool',
  why: 'Karpenter starts a node only where it knows that the node will have the label, so none is ever started and the pod stays Pending',
  page: {
    reports:
      'a pod that some pool would take if it did not select labels of NVIDIA or of node feature discovery, such as `nvidia.com/gpu.product`. Discovery sets them once a node runs. A label that the pool itself gives its nodes is not reported.',
    mend: 'Select a label of the provider, such as `karpenter.azure.com/sku-gpu-name`, or the pool by `karpenter.sh/nodepool`; or give the pool the label in `spec.template.metadata.labels`.',
    before: documents(
      poolYaml(),
      jobYaml({ pod: [...TOLERATION, 'nodeSelector:', '  nvidia.com/gpu.product: NVIDIA-A100-80GB-PCIe'] }),
    ),
    after: documents(
      poolYaml(),
      jobYaml({ pod: [...TOLERATION, 'nodeSelector:', '  karpenter.azure.com/sku-gpu-name: A100'] }),
    ),
  },
  *check(model, target) {
    const plan = planOf(model, target);
    for (const workload of plan.workloads) {
      const labels = isStuck(plan, workload) ? unknowableLabels(plan, workload) : [];
      if (labels.length === 0) continue;
      const { manifest, path } = workload;
      yield {
        manifest,
        path: [...path, 'spec'],
        message: `selects ${labels.join(', ')}, which Karpenter cannot know of a node that does not run yet`,
      };
    }
  },
};
