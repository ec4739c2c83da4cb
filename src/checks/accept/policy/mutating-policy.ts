import type { FieldPath } from '../../field-path';
import type { Rule } from '../../rule';
import { eachObject, isEmptyList, objectsOf } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { notSupported, required } from '../field-error';
import type { Sink } from '../field-error';
import { isUnset, record } from '../read';
import type { Scope } from '../schema/cel/scope';
import { mutableOperations } from './match-resources';
import { commonSpec, requiredExpression } from './spec';

/** The field that each type of patch has. */
const PATCHES: ReadonlyMap<unknown, string> = new Map([
  ['ApplyConfiguration', 'applyConfiguration'],
  ['JSONPatch', 'jsonPatch'],
]);

/** ACC109: what a MutatingAdmissionPolicy changes of requests. */
export const mutatingPolicy: Rule = {
  id: 'ACC109',
  title: 'mutations of a MutatingAdmissionPolicy',
  severity: 'error',
  why: 'the API server refuses a policy that does not say how and when it changes objects',
  fix: 'give each mutation a patchType and the expression of it, and the policy a reinvocationPolicy',
  page: {
    reports:
      'no `matchConstraints` or no rules in them, rules that match nothing or deletions; no mutations; a mutation without a `patchType`, without the patch of its type, or with that of the other; no `reinvocationPolicy`, which has no default; variables and conditions as ACC108 has them; and expressions that are missing or name a variable or a function that there is not. What a patch does is not looked at, and an expression that builds objects (`Object{...}`) is not read.',
    mend: 'Write `patchType: ApplyConfiguration` with `applyConfiguration.expression`, or `patchType: JSONPatch` with `jsonPatch.expression`.',
    before: `apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicy
metadata:
  name: tolerate-gpu
spec:
  matchConstraints:
    resourceRules:
      - apiGroups: ['']
        apiVersions: [v1]
        operations: [CREATE]
        resources: [pods]
  mutations:
    - patchType: ApplyConfiguration
      applyConfiguration:
        expression: 'Object{metadata: Object.metadata{labels: {"gpu": "true"}}}'
`,
    after: [
      [
        'spec:',
        `spec:
  reinvocationPolicy: Never`,
      ],
    ],
  },
  *check(model, target) {
    yield* eachObject(model, target, 'admissionregistration.k8s.io', 'MutatingAdmissionPolicy', validate);
  },
};

function validate(object: Fields, sink: Sink): void {
  const spec = record(object.spec);
  const scope = commonSpec(spec, sink);
  mutableOperations(record(spec.matchConstraints), ['spec', 'matchConstraints'], sink);
  const path = ['spec', 'mutations'];
  if (isEmptyList(spec.mutations)) sink(required(path, 'mutations must contain at least one item'));
  for (const [mutation, at] of objectsOf(spec.mutations, path)) validateMutation(mutation, at, scope, sink);
  choice(spec.reinvocationPolicy, ['spec', 'reinvocationPolicy'], ['IfNeeded', 'Never'], sink);
}

function validateMutation(mutation: Fields, path: FieldPath, scope: Scope, sink: Sink): void {
  const { patchType } = mutation;
  choice(patchType, [...path, 'patchType'], [...PATCHES.keys()] as string[], sink);
  if (!PATCHES.has(patchType)) return;
  for (const [type, field] of PATCHES) {
    const at = [...path, field];
    const given = !isUnset(mutation[field]);
    if (type !== patchType) {
      const message = `Invalid value: "{${field}}": must not be specified when patchType is ${String(patchType)}`;
      if (given) sink({ path: at, message });
    } else if (given) {
      requiredExpression(record(mutation[field]).expression, [...at, 'expression'], scope, undefined, sink);
    } else sink(required(at, `must be specified when patchType is ${String(patchType)}`));
  }
}

/** One of some values, none of which is the default. */
function choice(value: unknown, path: FieldPath, allowed: readonly string[], sink: Sink): void {
  if (isUnset(value)) sink(required(path));
  else if (typeof value === 'string' && !allowed.includes(value)) sink(notSupported(path, value, allowed));
}
