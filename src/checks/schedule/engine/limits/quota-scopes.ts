import { isQuantity, parseMilli } from '../../../../facts/quantity';
import { list, record, text } from '../../../accept/read';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Whether a quota surely counts a pod, by its `scopes` and `scopeSelector`. A pod without a class of priority may get a default one,
 * and terms that reach into other namespaces are not looked at, so of these no quota is sure.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/quota/v1/evaluator/core/pods.go
 */
export function surelyCounts(quota: Fields, pod: Fields): boolean {
  const scopes = list(quota.scopes).map((scopeName) => ({ scopeName, operator: 'Exists', values: undefined }));
  const selected = list(record(quota.scopeSelector).matchExpressions).map(record);
  return [...scopes, ...selected].every(({ scopeName, operator, values }) => {
    switch (scopeName) {
      case 'Terminating':
        return isTerminating(pod);
      case 'NotTerminating':
        return !isTerminating(pod);
      case 'BestEffort':
        return isBestEffort(pod);
      case 'NotBestEffort':
        return !isBestEffort(pod);
      case 'PriorityClass':
        return hasClass(pod.priorityClassName, operator, list(values));
      default:
        return false;
    }
  });
}

function isTerminating({ activeDeadlineSeconds }: Fields): boolean {
  return activeDeadlineSeconds !== undefined && activeDeadlineSeconds !== null;
}

/** The class of quality counts CPU and memory above 0, of the pod itself where it has resources. */
function isBestEffort(pod: Fields): boolean {
  const all = [pod, ...list(pod.containers), ...list(pod.initContainers)];
  return !all.some((one) => {
    const { requests, limits } = record(record(record(one).resources));
    return [requests, limits].some((amounts) => ['cpu', 'memory'].some((name) => isPositive(record(amounts)[name])));
  });
}

function isPositive(amount: unknown): boolean {
  return isQuantity(amount) && (parseMilli(amount) ?? 0n) > 0n;
}

function hasClass(given: unknown, operator: unknown, values: readonly unknown[]): boolean {
  const name = text(given) ?? '';
  if (name === '') return false;
  if (operator === 'Exists') return true;
  return operator === 'In' ? values.includes(name) : operator === 'NotIn' && !values.includes(name);
}
