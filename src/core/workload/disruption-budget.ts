import type { ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';
import { KubeObject } from '../kube-object';

/**
 * Renders that a drain of nodes ends one pod at a time. A pod that does not work is in nobody's way: it may always be evicted. It is for pods
 * of a Deployment, StatefulSet or the like; a Job does not say how many there should be, and none of its pods could be evicted.
 *
 * @param id that of the object in the construct
 * @see https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy
 */
export function renderDisruptionBudget(
  construct: Construct,
  id: string,
  metadata: ApiObjectMetadata,
  matchLabels: Readonly<Record<string, string>>,
): void {
  new KubeObject(construct, id, {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata,
    spec: { maxUnavailable: 1, selector: { matchLabels }, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
  });
}
