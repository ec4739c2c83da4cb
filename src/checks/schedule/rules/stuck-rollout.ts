import type { Report, Rule } from '../../rule';
import type { Model } from '../../model/model';
import { planOf } from '../engine/plan';
import type { Plan } from '../engine/plan';
import { neededOf } from '../engine/replicas/needed';
import { rolloutOf, surges } from '../engine/replicas/rollout';
import { roomOf } from '../engine/replicas/together';
import type { Workload } from '../engine/workloads';
import { deploymentYaml, documents, HOSTS, nodeYaml, ONE_BY_ONE } from './examples-replicas';
import { dependsOnShown } from './support/dependence';

const NODES = [nodeYaml('worker-1', 'west-1'), nodeYaml('worker-2', 'west-1')];

/** SCH025: an update of a workload has room for the first new pod. */
export const stuckRollout: Rule = {
  id: 'SCH025',
  title: 'update whose new pods find no place beside the old ones',
  severity: 'warning',
  fix: 'set maxUnavailable: 1 and maxSurge: 0, so that an old pod goes first',
  why: 'the first apply works; at the next change the new pod stays Pending, no old one is ended before it is ready, and the update never ends',
  page: {
    reports:
      'a Deployment that may not miss a pod while it is updated (`maxUnavailable` is 0, to which the default of 25% is rounded down for up to three replicas), where its replicas have room and one more does not, by the same reasons as in SCH024. Terms with `matchLabelKeys: [pod-template-hash]` keep only pods of the same template apart. A DaemonSet with `maxSurge` whose pods take a port of the node is reported too, on any cluster.',
    mend: 'Let an old pod go before the new one comes: `maxUnavailable: 1` with `maxSurge: 0`, or `strategy: {type: Recreate}`. Or keep apart only pods of the same template.',
    before: documents(...NODES, deploymentYaml(HOSTS)),
    after: documents(...NODES, deploymentYaml(HOSTS, ONE_BY_ONE)),
  },
  *check(model, target) {
    const plan = planOf(model, target);
    for (const workload of plan.workloads) {
      const report = workload.kind === 'DaemonSet' ? ofDaemons(workload) : ofDeployment(plan, model, workload);
      if (report) yield report;
    }
  },
};

function ofDaemons(workload: Workload): Report | undefined {
  const { manifest, pod } = workload;
  const [first] = pod.ports;
  if (first === undefined || !surges(workload)) return undefined;
  return {
    manifest,
    path: ['spec', 'updateStrategy', 'rollingUpdate', 'maxSurge'],
    message: `the new pod of each node is to run beside the old one, and both take port ${first.port} of the node`,
  };
}

function ofDeployment(plan: Plan, model: Model, workload: Workload): Report | undefined {
  const { manifest, kind, pod } = workload;
  if (kind !== 'Deployment' || pod.nodeName !== undefined) return undefined;
  const needed = neededOf(model, workload);
  const rollout = needed < 1 ? undefined : rolloutOf(workload, needed);
  if (!rollout || rollout.unavailable > 0 || !dependsOnShown(plan, workload)) return undefined;
  const room = roomOf(plan, model, workload, { enough: needed + 1, rollout: true });
  // Where there is too little for the replicas already, SCH024 says so.
  if (room?.most !== needed) return undefined;
  const { surge } = rollout;
  const pods = needed === 1 ? 'the 1 pod that runs' : `the ${needed} pods that run`;
  const message = `an update starts ${surge === 1 ? 'a pod' : `up to ${surge} pods`} beside ${pods} and ends none before, and there is room for ${room.most}: ${room.why}`;
  return { manifest, path: ['spec', 'strategy'], message };
}
