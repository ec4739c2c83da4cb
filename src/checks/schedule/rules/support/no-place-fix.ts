import { gpusOfSize } from './pools';
import { showAmounts } from '../../engine/amounts';
import type { Size } from '../../engine/karpenter/catalogue';
import type { Plan } from '../../engine/plan';
import { matchesNone } from '../../engine/pod/node-terms';
import type { Workload } from '../../engine/workloads';
import { gpuRequests } from './gpus';

/** Of how many pools and nodes the reasons are read. */
const READ = 4;

/** What mends a pod that no pool takes, where the tolerations and labels of a pool would not; `undefined` where they may. */
export function noPlaceFix(plan: Plan, workload: Workload): string | undefined {
  const { pod } = workload;
  if (matchesNone(pod.nodeTerms))
    return 'give the term the labels of its nodes in matchExpressions, or leave nodeAffinity out';
  // Karpenter counts whole devices: it knows neither shares nor parts of them before a node runs.
  const shared = gpuRequests(pod).find(([name]) => name !== 'nvidia.com/gpu' && name !== 'amd.com/gpu');
  if (shared !== undefined)
    return `Karpenter starts no node for ${shared[0]}, which a device plugin makes of a whole GPU: ask for nvidia.com/gpu, or use a pool with replicas`;
  const rejections = plan.answers.get(workload)!.firstRejected(READ);
  // A pool that the pod excludes by selecting another one is not meant; what it fails to tolerate or select otherwise may be the cause.
  const meant = rejections.filter(
    ({ reason }) => !reason.startsWith('incompatible requirements, key karpenter.sh/nodepool,'),
  );
  const [refusal] = meant;
  if (!refusal || meant.length > 1 || !('pool' in refusal) || !isOfSizes(refusal.reason)) return undefined;
  const { pool: name, reason } = refusal;
  if (reason.startsWith('nodepool requirements'))
    return `mend the requirements of pool ${name}, which leave it no size`;
  if (reason.startsWith('all available')) return `raise spec.limits of pool ${name}, which leave it no machine`;
  const largest = largestOf(plan.pools.find(({ facts }) => facts.name === name)?.affordable ?? []);
  if (!largest) return undefined;
  const device = gpuRequests(pod).find(([resource]) => !largest.allocatable.has(resource))?.[0];
  if (device !== undefined)
    return `let the pod run on a pool whose sizes have ${device}: no size of pool ${name} has one`;
  const asked = new Set(['cpu', 'memory', ...gpuRequests(pod).map(([resource]) => resource)]);
  const room = new Map([...largest.allocatable].filter(([resource]) => asked.has(resource)));
  const memory = room.get('memory');
  if (memory !== undefined) room.set('memory', Math.floor(memory / 2 ** 20) * 2 ** 20);
  return `ask for less, or give pool ${name} a larger size than ${largest.name}, its largest, which has ${showAmounts(room)} for pods, those of DaemonSets among them`;
}

/** Whether a pool refuses for its sizes, and not for what the pod tolerates or selects. */
function isOfSizes(reason: string): boolean {
  return /^(nodepool requirements filtered|all available instance types exceed|no instance type has enough resources)/.test(
    reason,
  );
}

function largestOf(sizes: readonly Size[]): Size | undefined {
  const memory = ({ allocatable }: Size): number => allocatable.get('memory') ?? 0;
  return [...sizes].sort((a, b) => gpusOfSize(b) - gpusOfSize(a) || memory(b) - memory(a))[0];
}
