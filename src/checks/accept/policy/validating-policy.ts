import { qualifiedName } from '../../../facts/names';
import type { FieldPath } from '../../field-path';
import type { Rule } from '../../rule';
import { eachObject, isBlank, isEmptyList, objectsOf } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { oneOf } from '../core/syntax';
import { duplicate, invalid, required } from '../field-error';
import type { Sink } from '../field-error';
import { record, text } from '../read';
import type { Scope } from '../schema/cel/scope';
import { commonSpec, requiredExpression } from './spec';

const MAX_ANNOTATIONS = 20;
const MAX_EXPRESSION = 5 * 1024;
const REASONS = ['Forbidden', 'Invalid', 'RequestEntityTooLarge'];

/** ACC108: what a ValidatingAdmissionPolicy asks of requests. */
export const validatingPolicy: Rule = {
  id: 'ACC108',
  title: 'expressions of a ValidatingAdmissionPolicy',
  severity: 'error',
  why: 'the API server refuses a policy whose expressions it can not compile, so that nothing is held to it',
  fix: 'write expressions that come to true or false and ask of object, oldObject, request, params and variables',
  page: {
    reports:
      'no `matchConstraints` or no rules in them, rules that match nothing, a kind of parameters that is none; neither validations nor audit annotations; variables without names, or with names that CEL does not have; expressions that are missing or can not be compiled: their syntax, a variable, a variable of the policy that is not defined before, a field of `request` or a function that there is not, `params` without `paramKind`, a result that is no bool (of messages: no text), as a field alone is, such as `object.spec.paused`: of what stands in objects the API server knows no type; messages that are empty or have two lines; reasons other than `Forbidden`, `Invalid` and `RequestEntityTooLarge`; and audit annotations whose key is none, is there twice, or of which there are more than 20. What fields an object has is not looked at.',
    mend: 'Compare a field where true or false is due, `object.spec.paused == true`, and write `string(object.spec.reason)` where text is. Define what several expressions share as a variable above them, and read it as `variables.name`.',
    before: `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: gpu-limit
spec:
  matchConstraints:
    resourceRules:
      - apiGroups: [apps]
        apiVersions: [v1]
        operations: [CREATE]
        resources: [deployments]
  validations:
    - expression: spec.replicas <= 8
`,
    after: [['- expression: spec.replicas <= 8', '- expression: object.spec.replicas <= 8']],
  },
  *check(model, target) {
    yield* eachObject(model, target, 'admissionregistration.k8s.io', 'ValidatingAdmissionPolicy', validate);
  },
};

function validate(object: Fields, sink: Sink): void {
  const spec = record(object.spec);
  const scope = commonSpec(spec, sink);
  if (isEmptyList(spec.validations) && isEmptyList(spec.auditAnnotations)) {
    const one = 'validations or auditAnnotations must contain at least one item';
    for (const field of ['validations', 'auditAnnotations']) sink(required(['spec', field], one));
    return;
  }
  for (const [validation, at] of objectsOf(spec.validations, ['spec', 'validations'])) {
    validateValidation(validation, at, scope, sink);
  }
  annotations(spec.auditAnnotations, text(record(object.metadata).name) ?? '', scope, sink);
}

function validateValidation(validation: Fields, path: FieldPath, scope: Scope, sink: Sink): void {
  const { expression, message, messageExpression, reason } = validation;
  requiredExpression(expression, [...path, 'expression'], scope, ['bool'], sink);
  if (!isBlank(messageExpression)) {
    const at = [...path, 'messageExpression'];
    const plain = new Map([...scope].filter(([name]) => name !== 'authorizer'));
    if (text(messageExpression)?.trim() === '') sink(invalid(at, messageExpression, 'must be non-empty if specified'));
    else requiredExpression(messageExpression, at, plain, ['string'], sink);
  }
  const at = [...path, 'message'];
  if (typeof message === 'string' && message !== '') {
    if (message.trim() === '') sink(invalid(at, message, 'message must be non-empty if specified'));
    else if (/[\n\r]/.test(message.trim())) sink(invalid(at, message, 'message must not contain line breaks'));
  }
  oneOf(reason, [...path, 'reason'], REASONS, sink);
}

function annotations(value: unknown, policy: string, scope: Scope, sink: Sink): void {
  const path = ['spec', 'auditAnnotations'];
  const given = objectsOf(value, path);
  if (given.length > MAX_ANNOTATIONS) {
    sink(invalid(path, given.length, `must not have more than ${MAX_ANNOTATIONS} auditAnnotations`));
  }
  const keys = new Set<unknown>();
  for (const [{ key = '', valueExpression }, at] of given) {
    const name = `${policy}/${text(key) ?? ''}`;
    // A name that is generated stands in no manifest.
    const problem = policy === '' || typeof key !== 'string' ? undefined : qualifiedName(name);
    if (problem !== undefined) sink(invalid([...at, 'key'], name, problem));
    const here = [...at, 'valueExpression'];
    if (typeof valueExpression === 'string' && valueExpression.trim().length > MAX_EXPRESSION) {
      sink(required(here, `must not exceed ${MAX_EXPRESSION} bytes in length`));
    } else requiredExpression(valueExpression, here, scope, ['string', 'null'], sink);
    if (keys.has(key)) sink(duplicate([...at, 'key'], key));
    keys.add(key);
  }
}
