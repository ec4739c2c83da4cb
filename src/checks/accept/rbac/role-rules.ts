import type { FieldPath } from '../../field-path';
import type { Rule } from '../../rule';
import { eachObject, isEmptyList, objectsOf } from '../core/each-object';
import type { Fields, Validate } from '../core/each-object';
import { invalid, required } from '../field-error';
import type { Sink } from '../field-error';

const GROUP = 'rbac.authorization.k8s.io';

/** ACC080: the rules of a Role or a ClusterRole. */
export const roleRules: Rule = {
  id: 'ACC080',
  title: 'rules of a Role',
  severity: 'error',
  why: 'the API server refuses a rule that does not say what is allowed on what',
  fix: 'give each rule verbs, and either apiGroups and resources or, in a ClusterRole, nonResourceURLs',
  page: {
    reports:
      'a rule without `verbs`; one without `apiGroups` or without `resources` (the core group is `""`, and must be written); `nonResourceURLs` in a Role; and `nonResourceURLs` beside groups, resources or names of resources. Whether the group and the resource exist is not reported here.',
    mend: 'Write `apiGroups: [""]` for pods, secrets and the other kinds of `v1`. Put URLs into a rule of their own.',
    before: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: reader
rules:
  - resources:
      - pods
    verbs:
      - get
`,
    after: [
      [
        '  - resources:',
        `  - apiGroups:
      - ''
    resources:`,
      ],
    ],
  },
  *check(model, target) {
    yield* eachObject(model, target, GROUP, 'Role', rulesOf(true));
    yield* eachObject(model, target, GROUP, 'ClusterRole', rulesOf(false));
  },
};

function rulesOf(namespaced: boolean): Validate {
  return function (object, sink) {
    for (const [rule, path] of objectsOf(object.rules, ['rules'])) validateRule(rule, path, namespaced, sink);
  };
}

function validateRule(rule: Fields, path: FieldPath, namespaced: boolean, sink: Sink): void {
  if (isEmptyList(rule.verbs)) sink(required([...path, 'verbs'], 'verbs must contain at least one value'));
  const urls = rule.nonResourceURLs;
  if (!isEmptyList(urls)) {
    const at = [...path, 'nonResourceURLs'];
    if (namespaced) sink(invalid(at, urls, 'namespaced rules cannot apply to non-resource URLs'));
    if (['apiGroups', 'resources', 'resourceNames'].some((field) => !isEmptyList(rule[field]))) {
      sink(invalid(at, urls, 'rules cannot apply to both regular resources and non-resource URLs'));
    }
    return;
  }
  if (isEmptyList(rule.apiGroups)) {
    sink(required([...path, 'apiGroups'], 'resource rules must supply at least one api group'));
  }
  if (isEmptyList(rule.resources)) {
    sink(required([...path, 'resources'], 'resource rules must supply at least one resource'));
  }
}
