import type { Construct } from 'constructs';
import type * as k8s from '../../imports/kubernetes';
import { Target } from '../facts/target';

/** How long callers are given to learn that a pod goes. */
const SECONDS = 5;

/**
 * A server that works on for a moment after it was told to end: until every node and the gateway have heard of it they send it requests, which
 * a server that is gone refuses. The kubelet waits, so that the image needs no shell for it; from Kubernetes 1.30 on.
 *
 * @see https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/
 */
export function drainFirst(construct: Construct): Pick<k8s.Container, 'lifecycle'> {
  if (Target.of(construct).minor < 30) return {};
  return { lifecycle: { preStop: { sleep: { seconds: SECONDS } } } };
}
