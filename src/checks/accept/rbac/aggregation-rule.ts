import type { Rule } from '../../rule';
import { eachObject, isEmptyList, objectsOf } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { validateLabelSelector } from '../label-selector';
import { required } from '../field-error';
import type { Sink } from '../field-error';
import { isUnset, record } from '../read';

/** ACC081: which ClusterRoles a ClusterRole gathers. */
export const aggregationRule: Rule = {
  id: 'ACC081',
  title: 'aggregation of a ClusterRole',
  severity: 'error',
  why: 'the API server refuses an aggregation without selectors, or with selectors that no label can match',
  fix: 'give aggregationRule at least one selector in clusterRoleSelectors',
  page: {
    reports:
      'an `aggregationRule` without `clusterRoleSelectors`, and a selector with an operator other than `In`, `NotIn`, `Exists` and `DoesNotExist`, without the values that its operator needs or with values that it does not take, or with keys and values that are no labels.',
    mend: 'Write one selector with the label that the gathered ClusterRoles have.',
    before: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: studio-admin
aggregationRule: {}
`,
    after: [
      [
        'aggregationRule: {}',
        `aggregationRule:
  clusterRoleSelectors:
    - matchLabels:
        example.com/aggregate-to-admin: 'true'`,
      ],
    ],
  },
  *check(model, target) {
    yield* eachObject(model, target, 'rbac.authorization.k8s.io', 'ClusterRole', validate);
  },
};

function validate(object: Fields, sink: Sink): void {
  if (isUnset(object.aggregationRule)) return;
  const { clusterRoleSelectors } = record(object.aggregationRule);
  const path = ['aggregationRule', 'clusterRoleSelectors'];
  if (isEmptyList(clusterRoleSelectors)) {
    sink(required(path, 'at least one clusterRoleSelector required if aggregationRule is non-nil'));
  }
  for (const [selector, at] of objectsOf(clusterRoleSelectors, path)) validateLabelSelector(selector, at, sink);
}
