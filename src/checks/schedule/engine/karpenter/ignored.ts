import type { NodeExpression } from '../pod/node-terms';
import type { PodFacts } from '../pod/pod';
import { CAPACITY_TYPE, isRestricted, knownCapacityTypes } from './labels';
import { requirementsOf } from './pod-requirements';
import { heaviestFirst } from './relax';
import { normalizedKey } from './requirement';
import type { WellKnown } from './requirements';

/** What `strconv.Atoi` reads as a whole number of at least 0. */
const WHOLE = /^(\+?\d+|-0+)$/;

/**
 * Why Karpenter does not look at a pod at all: one wrong expression is enough, be it only preferred, and the pod is never relaxed.
 *
 * @see https://github.com/kubernetes-sigs/karpenter/blob/v1.13.0/pkg/controllers/provisioning/provisioner.go
 */
export function ignoredReason(pod: PodFacts, isWellKnown: WellKnown): string | undefined {
  if (pod.gated) return 'Scheduling is blocked due to non-empty scheduling gates';
  // Its setting ignoreDRARequests is true unless somebody turns it off.
  if (pod.asksForDevices)
    return 'pod has Dynamic Resource Allocation requirements that are not yet supported by Karpenter';
  const preferredNodes = heaviestFirst(pod.preferredNodes);
  const terms = [...(pod.nodeTerms ?? []), ...preferredNodes.map(({ term }) => term)];
  const problem =
    (terms.some(({ fields }) => fields.length > 0)
      ? 'node selector term with matchFields is not supported'
      : undefined) ??
    [...selected(pod), ...terms.flatMap(({ expressions }) => expressions)]
      .map((one) => expressionProblem(one, isWellKnown))
      .find((one) => one !== undefined);
  if (problem !== undefined) return `ignoring pod, ${problem}`;
  const own = requirementsOf(pod, { nodeTerms: pod.nodeTerms, preferredNodes });
  if (own.get('karpenter.sh/nodepool').operator() === 'DoesNotExist') {
    return 'ignoring pod, configured to not run on a Karpenter provisioned node (requirement=karpenter.sh/nodepool DoesNotExist)';
  }
  return undefined;
}

function selected({ nodeSelector }: PodFacts): NodeExpression[] {
  return [...nodeSelector].map(([key, value]) => ({ key, operator: 'In', values: [value] }));
}

function expressionProblem(
  { key: given, operator, values }: NodeExpression,
  isWellKnown: WellKnown,
): string | undefined {
  const key = normalizedKey(given);
  if (isRestricted(key, isWellKnown)) {
    return `using label ${key} is not allowed as it might interfere with the internal provisioning logic`;
  }
  if (key === CAPACITY_TYPE && operator === 'In' && knownCapacityTypes(values).length === 0) {
    return `no valid values found in [${values.join(' ')}] for ${key}`;
  }
  if ((operator === 'Gt' || operator === 'Lt') && !(values.length === 1 && WHOLE.test(values[0]!))) {
    return `key ${key} with operator ${operator} must have a single positive integer value`;
  }
  return undefined;
}
