import type { Rule } from '../../rule';
import { planOf } from '../engine/plan';
import type { PodFacts } from '../engine/pod/pod';
import { untolerated } from '../engine/pod/tolerations';
import { documents, jobYaml, poolYaml, TOLERATION } from './examples';

/** SCH002: pods carry the tolerations that they need. */
export const admittedOnly: Rule = {
  id: 'SCH002',
  title: 'pod that runs only by a toleration that the cluster adds',
  severity: 'warning',
  fix: 'write the toleration into the pod, as placement() of the pool does',
  why: 'the admission plugin ExtendedResourceToleration adds the toleration on AKS and EKS; on any other cluster the same pod stays Pending',
  page: {
    reports:
      'a pod that a node or a pool takes only because the API server of the target adds the toleration of the extended resource that the pod asks for. Where the target has no such plugin, this is SCH001. Reported with `--target aks@1.34`, not with `--target generic@1.34`.',
    mend: 'Add the toleration of the taint to the pod. The plugin adds it to pods that ask for the resource only: not to the DaemonSet of a device plugin, nor to a notebook without a GPU.',
    before: documents(poolYaml(), jobYaml({ pod: [] })),
    after: documents(poolYaml(), jobYaml({ pod: TOLERATION })),
  },
  *check(model, target) {
    const plan = planOf(model, target);
    for (const workload of plan.workloads) {
      const { pod, manifest, path } = workload;
      const answer = plan.answers.get(workload)!;
      const taken = answer.nodes.length + answer.pools.length;
      if (pod.addedTolerations.length === 0 || taken === 0) continue;
      const written = asWritten(pod);
      // Such a pool takes the pod for the same reasons without what was added.
      if (answer.pools.some(({ pool }) => untolerated(pool.facts.taints, written.tolerations) === undefined)) continue;
      const { nodes, pools } = plan.ask(workload, written);
      if (nodes.length + pools.length > 0) continue;
      const names = pod.addedTolerations.join(', ');
      yield {
        manifest,
        path: [...path, 'spec', 'tolerations'],
        message: `does not tolerate the taint ${names} of ${placesOf(answer)}; the cluster adds the toleration, because the pod asks for ${names}`,
      };
    }
  },
};

function placesOf({
  pools,
  nodes,
}: {
  pools: readonly { pool: { facts: { name: string } } }[];
  nodes: readonly string[];
}): string {
  const [pool] = pools;
  return pool ? `pool ${pool.pool.facts.name}` : `node ${nodes[0]}`;
}

function asWritten(pod: PodFacts): PodFacts {
  const added = (one: PodFacts['tolerations'][number]): boolean =>
    pod.addedTolerations.includes(one.key) && one.operator === 'Exists' && one.effect === 'NoSchedule';
  return { ...pod, tolerations: pod.tolerations.filter((one) => !added(one)) };
}
