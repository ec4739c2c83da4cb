import { pathSegment } from '../../../facts/names';
import { isQuantity, parseMilli } from '../../../facts/quantity';
import type { FieldPath } from '../../field-path';
import type { Rule } from '../../rule';
import { invalid, notSupported, required } from '../field-error';
import type { Sink } from '../field-error';
import { isSet } from '../read';
import { fields, items, reported, specsOf, textOr } from './spec';
import type { Fields, SpecInManifest } from './spec';

const SELECT_POLICIES = ['Max', 'Min', 'Disabled'];

/** ACC051: between which numbers a HorizontalPodAutoscaler moves, what it scales and how fast. */
export const autoscaler: Rule = {
  id: 'ACC051',
  title: 'bounds and target of an autoscaler',
  severity: 'error',
  fix: 'write maxReplicas of at least minReplicas, at least one of each, and the API version of what is scaled',
  why: 'the API server refuses an autoscaler that could not find its workload or has no room to move',
  page: {
    reports:
      '`minReplicas` below 1, `maxReplicas` that is missing, below 1 or below `minReplicas` (1 by default), a `scaleTargetRef` without kind or name, and since Kubernetes 1.34 one whose `apiVersion` names no API group, such as `v1` for a Deployment; only a ReplicationController has none. It reports `behavior` with a `stabilizationWindowSeconds` outside 0 to 3600, a `selectPolicy` that is not known, no policies, a policy whose type is not `Pods` or `Percent`, whose value is not above zero or whose `periodSeconds` is outside 1 to 1800, and since 1.35 a negative `tolerance`. `minReplicas: 0` needs a feature gate that is closed up to Kubernetes 1.36.',
    mend: 'Write the bounds in order and the whole `apiVersion` of the workload, such as `apps/v1`.',
    before: `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: console
spec:
  scaleTargetRef:
    kind: Deployment
    name: console
  minReplicas: 0
  maxReplicas: 10
`,
    after: [
      [
        '  scaleTargetRef:',
        `  scaleTargetRef:
    apiVersion: apps/v1`,
      ],
      ['minReplicas: 0', 'minReplicas: 1'],
    ],
  },
  *check(model, target) {
    for (const found of specsOf(model, 'autoscaling', ['HorizontalPodAutoscaler'])) {
      yield* reported(found.manifest, (sink) => errors(found, target.minor, sink));
    }
  },
};

function errors({ path, spec }: SpecInManifest, minor: number, sink: Sink): void {
  const min = spec.minReplicas ?? 1;
  const max = spec.maxReplicas ?? 0;
  if (typeof min === 'number' && min < 1) {
    sink(invalid([...path, 'minReplicas'], min, 'must be greater than or equal to 1'));
  }
  if (typeof max === 'number' && max < 1) {
    sink(invalid([...path, 'maxReplicas'], max, 'must be greater than 0'));
  }
  if (typeof max === 'number' && typeof min === 'number' && max < min && max >= 1) {
    sink(invalid([...path, 'maxReplicas'], max, 'must be greater than or equal to `minReplicas`'));
  }
  const at = [...path, 'scaleTargetRef'];
  const reference = isSet(spec.scaleTargetRef) ? fields(spec.scaleTargetRef) : {};
  if (reference) {
    const groupless = reference.kind === 'ReplicationController';
    validateObjectReference(reference, at, minor, groupless, sink);
  }
  const behavior = fields(spec.behavior);
  for (const direction of ['scaleUp', 'scaleDown']) {
    const rules = fields(behavior?.[direction]);
    if (rules) scalingRules(rules, [...path, 'behavior', direction], minor, sink);
  }
}

/** What the API server says of the object that an autoscaler scales or measures. */
export function validateObjectReference(
  reference: Fields,
  path: FieldPath,
  minor: number,
  groupless: boolean,
  sink: Sink,
): void {
  for (const field of ['kind', 'name']) {
    const value = textOr(reference[field], '');
    if (value === '') sink(required([...path, field]));
    const problem = value === undefined ? undefined : pathSegment(value);
    if (problem !== undefined) sink(invalid([...path, field], value, problem));
  }
  const apiVersion = textOr(reference.apiVersion, '');
  if (apiVersion === undefined || minor < 34) return;
  const parts = apiVersion.split('/');
  const at = [...path, 'apiVersion'];
  if (parts.length > 2) sink(invalid(at, apiVersion, `unexpected GroupVersion string: ${apiVersion}`));
  else if (!groupless && (parts.length < 2 || parts[0] === '')) {
    sink(invalid(at, apiVersion, 'apiVersion must specify API group'));
  }
}

function scalingRules(rules: Fields, path: FieldPath, minor: number, sink: Sink): void {
  const { stabilizationWindowSeconds: window, selectPolicy, policies, tolerance } = rules;
  const windowAt = [...path, 'stabilizationWindowSeconds'];
  if (typeof window === 'number' && window < 0) {
    sink(invalid(windowAt, window, 'must be greater than or equal to zero'));
  }
  if (typeof window === 'number' && window > 3600) {
    sink(invalid(windowAt, window, 'must be less than or equal to 3600'));
  }
  if (typeof selectPolicy === 'string' && !SELECT_POLICIES.includes(selectPolicy)) {
    sink(notSupported([...path, 'selectPolicy'], selectPolicy, SELECT_POLICIES));
  }
  // Policies that are left out have a default, an empty list has none.
  if (Array.isArray(policies) && policies.length === 0) {
    sink(required([...path, 'policies'], 'must specify at least one Policy'));
  }
  for (const [index, policy] of items(policies)) scalingPolicy(policy, [...path, 'policies', index], sink);
  if (minor >= 35 && isQuantity(tolerance) && (parseMilli(tolerance) ?? 0n) < 0n) {
    sink(invalid([...path, 'tolerance'], tolerance, 'must be greater than or equal to 0'));
  }
}

function scalingPolicy(policy: Fields, path: FieldPath, sink: Sink): void {
  const type = textOr(policy.type, '');
  if (type !== undefined && type !== 'Pods' && type !== 'Percent') {
    sink(notSupported([...path, 'type'], type, ['Pods', 'Percent']));
  }
  for (const field of ['value', 'periodSeconds']) {
    const value = policy[field] ?? 0;
    if (typeof value === 'number' && value <= 0) sink(invalid([...path, field], value, 'must be greater than zero'));
  }
  const period = policy.periodSeconds;
  if (typeof period === 'number' && period > 1800) {
    sink(invalid([...path, 'periodSeconds'], period, 'must be less than or equal to 1800'));
  }
}
