import type * as k8s from '../../../imports/kubernetes';

/**
 * A pod of a Job that is evicted, preempted, or lost with its node, is made anew and counts as no failure. It also makes the Job wait until
 * the old pod has ended: without such a policy the next one is made as soon as the old one is told to end, and asks for a GPU of its own
 * while the old one works on for all of its grace period. It goes with the restart policy `Never` alone.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-failure-policy
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-replacement-policy
 */
export function ignoreDisruptions(): k8s.PodFailurePolicy {
  return { rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }] };
}
