import { isMapping } from '../../../facts/is-mapping';
import type { Migration } from '../../migration';

/** PodDisruptionBudget before policy/v1. */
export const DISRUPTION_BUDGET: Migration = {
  id: 'kubernetes-disruption-budget-v1',
  title: 'PodDisruptionBudget of policy/v1beta1 to policy/v1',
  changes: ['apiVersion becomes policy/v1.'],
  warnings: ['An empty selector chose no pod before, and chooses every pod of the namespace now.'],
  apply(object) {
    if (object.apiVersion !== 'policy/v1beta1' || object.kind !== 'PodDisruptionBudget') return;
    const selector = object.at(['spec', 'selector']);
    if (isMapping(selector) && Object.values(selector).every(isEmpty))
      object.warn(
        ['spec', 'selector'],
        'is empty, which chose no pod in policy/v1beta1 and chooses every pod of the namespace in policy/v1; without a selector it chooses none',
      );
    object.set(['apiVersion'], 'policy/v1');
  },
};

function isEmpty(value: unknown): boolean {
  return value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}
