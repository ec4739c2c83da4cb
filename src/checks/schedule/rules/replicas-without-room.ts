import type { Rule } from '../../rule';
import { planOf } from '../engine/plan';
import { lackOf } from '../engine/replicas/together';
import { deploymentYaml, documents, nodeYaml, ONE_BY_ONE, ZONES } from './examples-replicas';
import { dependsOnShown } from './support/dependence';

/** SCH024: all replicas of a workload can run at the same time. */
export const replicasWithoutRoom: Rule = {
  id: 'SCH024',
  title: 'replicas that cannot all run at the same time',
  severity: 'error',
  fix: 'lower the number of replicas, make the rule that keeps them apart a preferred one, or add nodes in other domains',
  why: 'the pods over the room stay Pending for ever, and the workload is never complete',
  page: {
    reports:
      'a workload whose pods keep each other away by required anti-affinity, by a hard spread constraint (`minDomains`, or a domain that counts and takes none of them, such as a tainted node), by a port of the node or by a claim that is ReadWriteOncePod, with more replicas than the nodes and pools that take them have domains; and one whose replicas ask for more than the nodes have, where no pool starts more. Counted is what must run: the replicas, or the least number of a HorizontalPodAutoscaler or a ScaledObject. The most that an autoscaler may start is a decision and not reported. Jobs are not judged, for their pods may run one after the other, nor pods that any node could take where the manifests show none, as in SCH001.',
    mend: 'Keep pods apart with `preferredDuringSchedulingIgnoredDuringExecution` or `whenUnsatisfiable: ScheduleAnyway`, or have no more replicas than domains.',
    before: documents(
      nodeYaml('worker-1', 'west-1'),
      nodeYaml('worker-2', 'west-1'),
      deploymentYaml(ZONES, ONE_BY_ONE),
    ),
    after: documents(nodeYaml('worker-1', 'west-1'), nodeYaml('worker-2', 'west-2'), deploymentYaml(ZONES, ONE_BY_ONE)),
  },
  *check(model, target) {
    const plan = planOf(model, target);
    for (const workload of plan.workloads) {
      if (workload.replicas < 2 && !mayHaveMore(workload)) continue;
      const lack = dependsOnShown(plan, workload) ? lackOf(plan, model, workload) : undefined;
      if (!lack) continue;
      const { manifest, path } = workload;
      const message = `${lack.needed} replicas are to run at the same time, and there is room for ${lack.most}: ${lack.why}`;
      yield { manifest, path: path.length > 1 ? path.slice(0, -1) : path, message };
    }
  },
};

/** Whether an autoscaler may keep more pods than the manifest says. */
function mayHaveMore({ kind }: { readonly kind: string }): boolean {
  return kind === 'Deployment' || kind === 'StatefulSet';
}
