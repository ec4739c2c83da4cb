import { compareQuantities, isQuantity, parseMilli } from '../../../facts/quantity';
import type { Quantity } from '../../../facts/quantity';
import { qualifiedName } from '../../../facts/names';
import type { FieldPath } from '../../field-path';
import type { Rule } from '../../rule';
import { duplicate, forbidden, invalid, required } from '../field-error';
import type { Sink } from '../field-error';
import { amounts, own, record } from '../read';
import { eachObject, isEmptyMap, objectsOf } from './each-object';
import type { Fields } from './each-object';
import { containerResourceName, mayOvercommit, resourceName } from './resource-names';

const TYPES = ['Container', 'PersistentVolumeClaim', 'Pod'];

type Bound = 'min' | 'max' | 'default' | 'defaultRequest' | 'maxLimitRequestRatio';
const BOUNDS: readonly Bound[] = ['min', 'max', 'default', 'defaultRequest', 'maxLimitRequestRatio'];
type Limits = Record<Bound, Record<string, unknown>>;

/** What must not be more than what, and how the API server calls the two. */
const ORDER: readonly (readonly [less: Bound, more: Bound, field: Bound, lessName: string, moreName: string])[] = [
  ['min', 'max', 'min', 'min value', 'max value'],
  ['min', 'defaultRequest', 'defaultRequest', 'min value', 'default request value'],
  ['defaultRequest', 'max', 'defaultRequest', 'default request value', 'max value'],
  ['defaultRequest', 'default', 'defaultRequest', 'default request value', 'default limit value'],
  ['min', 'default', 'default', 'min value', 'default value'],
  ['default', 'max', 'default', 'default value', 'max value'],
];

/** ACC096: the limits of a LimitRange. */
export const limitRange: Rule = {
  id: 'ACC096',
  title: 'limits of a LimitRange',
  severity: 'error',
  why: 'the API server refuses limits that contradict each other or bound nothing',
  fix: 'order the values: min, defaultRequest, default, max',
  page: {
    reports:
      'a type that is neither `Container`, `Pod` or `PersistentVolumeClaim` nor one with a domain; a type that is given twice; a resource that there is not; a `min` above `max`, a default or a default request outside of them, and a default request above the default; a ratio below 1, or above what `max` and `min` allow; defaults for type `Pod`; a claim without bounds of storage; and, for GPUs, a default request that is not the default. What is left out is filled in first: a default from `max`, a default request from the default or from `min`.',
    mend: 'Keep `min <= defaultRequest <= default <= max`.',
    before: `apiVersion: v1
kind: LimitRange
metadata:
  name: sane
spec:
  limits:
    - type: Container
      default:
        cpu: 9
      max:
        cpu: 8
`,
    after: [['cpu: 9', 'cpu: 4']],
  },
  *check(model, target) {
    yield* eachObject(model, target, '', 'LimitRange', validate);
  },
};

function validate(object: Fields, sink: Sink): void {
  const types = new Set<string>();
  for (const [item, path] of objectsOf(record(object.spec).limits, ['spec', 'limits'])) {
    const type = item.type ?? '';
    if (typeof type !== 'string') continue;
    const problem = typeName(type);
    if (problem !== undefined) sink(invalid([...path, 'type'], type, problem));
    if (types.has(type)) sink(duplicate([...path, 'type'], type));
    types.add(type);
    validateItem(item, type, path, sink);
  }
}

function typeName(type: string): string | undefined {
  const problem = qualifiedName(type);
  if (problem !== undefined) return problem;
  return type.includes('/') || TYPES.includes(type) ? undefined : 'must be a standard limit type or fully qualified';
}

function validateItem(item: Fields, type: string, path: FieldPath, sink: Sink): void {
  if (type === 'Pod') {
    for (const field of ['default', 'defaultRequest']) {
      if (!isEmptyMap(item[field])) sink(forbidden([...path, field], "may not be specified when `type` is 'Pod'"));
    }
  }
  if (type === 'PersistentVolumeClaim' && !('storage' in record(item.min)) && !('storage' in record(item.max))) {
    const needs = 'either minimum or maximum storage value is required, but neither was provided';
    sink(required([...path, 'limits'], needs));
  }
  const rule = type === 'Pod' || type === 'Container' ? containerResourceName : resourceName;
  const limits = withDefaults(item, type);
  const names = new Set<string>();
  for (const bound of BOUNDS) {
    for (const name of Object.keys(limits[bound])) {
      names.add(name);
      const problem = Object.hasOwn(record(item[bound]), name) ? rule(name) : undefined;
      if (problem !== undefined) sink(invalid([...path, bound, name], name, problem));
    }
  }
  for (const name of names) validateBounds(name, limits, path, sink);
}

/** The limits with what the API server fills in. */
function withDefaults(item: Fields, type: string): Limits {
  const [min, max, defaults, requests, ratios] = BOUNDS.map((bound) => amounts(item[bound]));
  const limits = { min: min!, max: max!, default: defaults!, defaultRequest: requests!, maxLimitRequestRatio: ratios! };
  if (type === 'Container') {
    limits.default = { ...limits.max, ...limits.default };
    limits.defaultRequest = { ...limits.min, ...limits.default, ...limits.defaultRequest };
  } else if (type === 'Pod') {
    limits.default = {};
    limits.defaultRequest = {};
  }
  return limits;
}

function validateBounds(name: string, limits: Limits, path: FieldPath, sink: Sink): void {
  const at = (bound: Bound): Quantity | undefined => {
    const value = own(limits[bound], name);
    return isQuantity(value) ? value : undefined;
  };
  for (const [less, more, field, lessName, moreName] of ORDER) {
    const left = at(less);
    const right = at(more);
    if (left === undefined || right === undefined || compareQuantities(left, right) <= 0) continue;
    const message = `${lessName} ${left} is greater than ${moreName} ${right}`;
    sink(invalid([...path, field, name], at(field), message));
  }
  validateRatio(name, at, path, sink);
  const limit = at('default');
  const request = at('defaultRequest');
  if (mayOvercommit(name) || limit === undefined || request === undefined || compareQuantities(limit, request) === 0) {
    return;
  }
  const message = `default value ${limit} must equal to defaultRequest value ${request} in ${name}`;
  sink(invalid([...path, 'defaultRequest', name], request, message));
}

function validateRatio(name: string, at: (bound: Bound) => Quantity | undefined, path: FieldPath, sink: Sink): void {
  const ratio = at('maxLimitRequestRatio');
  if (ratio === undefined) return;
  const here = [...path, 'maxLimitRequestRatio', name];
  if (compareQuantities(ratio, 1) < 0) sink(invalid(here, ratio, `ratio ${ratio} is less than 1`));
  const min = parseMilli(at('min') ?? 'none');
  const max = parseMilli(at('max') ?? 'none');
  if (min === undefined || max === undefined || min <= 0n) return;
  if ((parseMilli(ratio) ?? 0n) * min > max * 1000n) {
    sink(invalid(here, ratio, `ratio ${ratio} is greater than max/min = ${Number(max) / Number(min)}`));
  }
}
