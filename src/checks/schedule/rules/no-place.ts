import type { Rule } from '../../rule';
import { planOf } from '../engine/plan';
import type { Answer } from '../engine/plan';
import { preemptedNodes } from '../engine/preemption';
import { matchesNone } from '../engine/pod/node-terms';
import type { PodFacts } from '../engine/pod/pod';
import { documents, jobYaml, poolYaml, TOLERATION } from './examples';
import { noPlaceFix } from './support/no-place-fix';
import { isStuck, unknowableLabels } from './support/stuck';

/** SCH001: some node or pool takes each pod that depends on them. */
export const noPlace: Rule = {
  id: 'SCH001',
  title: 'pod that no node and no pool takes',
  severity: 'error',
  fix: 'give the pod the tolerations and labels of a pool, as placement() of the pool does, or ask for what a size has',
  why: 'the pod stays Pending for ever, and no node is started for it',
  page: {
    reports:
      'a pod that no NodePool and no Node among the manifests takes, with the reason of each in the words of Karpenter and of the scheduler. A cluster has nodes that no manifest shows, such as those of the system pool. Where only NodePools are shown, a pod is judged by them only if it depends on them: it selects a label of Karpenter or one that a pool defines, or it asks for GPUs and some pool has them. A pod whose required node affinity has empty terms alone is always reported, for those match no node. A pod that selects a label which neither Karpenter nor a pool knows is for nodes that are labelled elsewhere. DaemonSets, pods that the scheduler makes room for by ending others of a lower priority, pods with scheduling gates and what Kueue admits are not judged, nor pods where the manifests have neither Nodes nor NodePools.',
    mend: 'Compare the tolerations of the pod with the taints of the pool, its selector with the labels of the pool, and its requests with the allocatable of the sizes: `cdk8s-ml-platform schedule` prints all of them. A pod that selects a pool of another repository is right once that NodePool is part of the manifests.',
    before: documents(
      poolYaml(),
      jobYaml({
        pod: ['tolerations:', '  - key: sku', '    operator: Equal', '    value: gpu', '    effect: NoSchedule'],
      }),
    ),
    after: documents(poolYaml(), jobYaml({ pod: TOLERATION })),
  },
  *check(model, target) {
    const plan = planOf(model, target);
    for (const workload of plan.workloads) {
      // What keeps these from being made at all is said by SCH022.
      if (workload.refusals.length > 0) continue;
      if (!isStuck(plan, workload) || unknowableLabels(plan, workload).length > 0) continue;
      if (preemptedNodes(plan, model, workload).length > 0) continue;
      const { manifest, path } = workload;
      const fix = noPlaceFix(plan, workload);
      yield {
        manifest,
        path: [...path, 'spec'],
        message: messageFor(plan.answers.get(workload)!, workload.pod),
        ...(fix && { fix }),
      };
    }
  },
};

const SHOWN = 4;

function messageFor(answer: Answer, pod: PodFacts): string {
  const { pools, nodes } = answer.refusing;
  if (matchesNone(pod.nodeTerms)) {
    return 'no node takes this pod: the terms of its required node affinity are empty, and an empty term matches no node';
  }
  if (pools + nodes === 0) return 'no node takes this pod';
  const reasons = answer
    .firstRejected(SHOWN)
    .map((one) => ('pool' in one ? `pool ${one.pool}: ${inShort(one.reason)}` : `node ${one.node}: ${one.reason}`));
  const more = pools + nodes > SHOWN ? [`and ${pools + nodes - SHOWN} more`] : [];
  const what = pools > 0 && nodes > 0 ? 'no pool and no node' : pools > 0 ? 'no pool' : 'no node';
  return `${what} takes this pod: ${[...reasons, ...more].join('; ')}`;
}

/** Karpenter's events list all requirements of the pool, which the manifests show. */
function inShort(reason: string): string {
  return reason.replace(/, requirements=.*, resources=/, ', the pod asks for ');
}
