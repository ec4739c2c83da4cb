import { dns1123Subdomain, pathSegment } from '../../../facts/names';
import type { FieldPath } from '../../field-path';
import type { Rule } from '../../rule';
import { eachObject, isBlank, textsOf } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { oneOf, requiredSyntax, syntaxOf } from '../core/syntax';
import { duplicate, forbidden, invalid, notSupported, required } from '../field-error';
import type { Sink } from '../field-error';
import { validateLabelSelector } from '../label-selector';
import { isUnset, record } from '../read';
import { matchResources, mutableOperations } from './match-resources';

const ACTIONS = ['Audit', 'Deny', 'Warn'];

/** ACC110: which policy a binding puts in force, with which parameters, and what becomes of requests that break it. */
export const policyBinding: Rule = {
  id: 'ACC110',
  title: 'policy and parameters of a policy binding',
  severity: 'error',
  why: 'the API server refuses a binding that puts no policy in force',
  fix: 'name the policy, and say what becomes of requests that break it',
  page: {
    reports:
      'a binding without `policyName`, or with one that is no DNS subdomain; parameters that are named and selected, or neither, or that do not say by `parameterNotFoundAction` what to do where there are none; rules that match nothing; and, of a ValidatingAdmissionPolicyBinding, `validationActions` that are missing, are there twice, do not exist, or are `Deny` and `Warn` together.',
    mend: 'Write `validationActions: [Deny]`; `[Warn, Audit]` only tells.',
    before: `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: gpu-limit
spec:
  policyName: gpu-limit
`,
    after: [
      [
        '  policyName: gpu-limit',
        `  policyName: gpu-limit
  validationActions: [Deny]`,
      ],
    ],
  },
  *check(model, target) {
    const group = 'admissionregistration.k8s.io';
    yield* eachObject(model, target, group, 'ValidatingAdmissionPolicyBinding', (object, sink) => {
      const spec = common(object, sink);
      actions(spec.validationActions, ['spec', 'validationActions'], sink);
    });
    yield* eachObject(model, target, group, 'MutatingAdmissionPolicyBinding', (object, sink) => {
      const spec = common(object, sink);
      mutableOperations(record(spec.matchResources), ['spec', 'matchResources'], sink);
    });
  },
};

function common(object: Fields, sink: Sink): Fields {
  const spec = record(object.spec);
  requiredSyntax(spec.policyName, ['spec', 'policyName'], dns1123Subdomain, sink);
  if (!isUnset(spec.paramRef)) paramRef(record(spec.paramRef), ['spec', 'paramRef'], sink);
  matchResources(record(spec.matchResources), ['spec', 'matchResources'], sink);
  return spec;
}

function paramRef({ name, selector, parameterNotFoundAction }: Fields, path: FieldPath, sink: Sink): void {
  const both = !isBlank(name) && !isUnset(selector);
  if (!isBlank(name)) syntaxOf(name, [...path, 'name'], pathSegment, sink);
  validateLabelSelector(selector, [...path, 'selector'], sink);
  for (const field of both ? ['name', 'selector'] : []) {
    sink(forbidden([...path, field], 'name and selector are mutually exclusive'));
  }
  if (isBlank(name) && isUnset(selector)) sink(required(path, 'one of name or selector must be specified'));
  const at = [...path, 'parameterNotFoundAction'];
  if (isBlank(parameterNotFoundAction)) sink(required(at));
  else oneOf(parameterNotFoundAction, at, ['Allow', 'Deny'], sink);
}

function actions(value: unknown, path: FieldPath, sink: Sink): void {
  const seen = new Set<string>();
  const given = textsOf(value, path);
  for (const [action, at] of given) {
    if (!ACTIONS.includes(action)) sink(notSupported(at, action, ACTIONS));
    if (seen.has(action)) sink(duplicate(at, action));
    seen.add(action);
  }
  if (seen.has('Deny') && seen.has('Warn')) {
    const why = 'repeating the same validation failure information in the API response and headers serves no purpose';
    sink(invalid(path, [...seen], `must not contain both Deny and Warn (${why})`));
  }
  if (seen.size === 0 && (isUnset(value) || Array.isArray(value))) {
    sink(required(path, 'at least one validation action is required'));
  }
}
