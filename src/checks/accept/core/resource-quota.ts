import type { Target } from '../../../facts/target';
import type { FieldPath } from '../../field-path';
import type { Rule } from '../../rule';
import { invalid, required } from '../field-error';
import type { Sink } from '../field-error';
import { isUnset, list, record } from '../read';
import { eachObject, isEmptyList, objectsOf, textsOf } from './each-object';
import type { Fields } from './each-object';
import { resourceQuantity } from './quantities';
import { isQuotaResource, quotaResourceName } from './resource-names';

const COMPUTE = ['cpu', 'memory', 'limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory'];
const CLAIMS = ['persistentvolumeclaims', 'requests.storage'];

/** The resources that a quota of a scope may limit. */
const SCOPES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    BestEffort: ['pods'],
    NotBestEffort: ['pods', ...COMPUTE],
    Terminating: ['pods', ...COMPUTE],
    NotTerminating: ['pods', ...COMPUTE],
    PriorityClass: ['pods', ...COMPUTE],
    CrossNamespacePodAffinity: ['pods', ...COMPUTE],
    VolumeAttributesClass: CLAIMS,
  }),
);

const OPPOSITES = [
  ['BestEffort', 'NotBestEffort'],
  ['Terminating', 'NotTerminating'],
];

/** Scopes that can only be there or not; the others have values. */
const WITHOUT_VALUES = ['BestEffort', 'NotBestEffort', 'Terminating', 'NotTerminating', 'CrossNamespacePodAffinity'];

/** ACC095: what a ResourceQuota limits, and of which objects. */
export const resourceQuota: Rule = {
  id: 'ACC095',
  title: 'resources and scopes of a ResourceQuota',
  severity: 'error',
  why: 'the API server refuses a quota of a resource that it does not count, or of a scope that does not have it',
  fix: 'name the resource as quotas do, such as requests.cpu, requests.nvidia.com/gpu or count/jobs.batch',
  page: {
    reports:
      'a resource in `hard` that is neither one that quotas know nor one with a domain; an amount that is negative, or no whole number where objects are counted; a scope that there is not; a scope of pods on a resource that pods do not have; two scopes that exclude each other; and a scope selector whose operator or values do not fit its scope.',
    mend: 'A quota of a class of priority can limit pods, CPU and memory only: make a second quota, without scopes, for the rest.',
    before: `apiVersion: v1
kind: ResourceQuota
metadata:
  name: gpu
spec:
  hard:
    gpus: '8'
`,
    after: [["gpus: '8'", "requests.nvidia.com/gpu: '8'"]],
  },
  *check(model, target) {
    yield* eachObject(model, target, '', 'ResourceQuota', validate);
  },
};

function validate(object: Fields, sink: Sink, { minor }: Target): void {
  const spec = record(object.spec);
  const hard = record(spec.hard);
  for (const [name, value] of Object.entries(hard)) {
    const path = ['spec', 'hard', name];
    const problem = quotaResourceName(name);
    if (problem !== undefined) sink(invalid(path, name, problem));
    resourceQuantity(name, value ?? 0, path, sink);
  }
  const resources = Object.keys(hard).filter(isQuotaResource);
  const path = ['spec', 'scopes'];
  const scopes = new Set<string>();
  for (const [scope, at] of textsOf(spec.scopes, path)) {
    validateScope(scope, at, resources, minor, sink);
    scopes.add(scope);
  }
  opposites(scopes, path, sink);
  validateSelector(spec.scopeSelector, resources, minor, sink);
}

function validateSelector(selector: unknown, resources: readonly string[], minor: number, sink: Sink): void {
  const path = ['spec', 'scopeSelector', 'matchExpressions'];
  const scopes = new Set<string>();
  for (const [expression, at] of objectsOf(record(selector).matchExpressions, path)) {
    const { operator, values } = expression;
    const scope = expression.scopeName ?? '';
    if (typeof scope !== 'string') continue;
    scopes.add(scope);
    validateScope(scope, [...at, 'scopeName'], resources, minor, sink);
    if (isUnset(operator) || typeof operator === 'string') {
      validateOperator(scope, operator ?? '', values, at, sink);
    }
  }
  opposites(scopes, path, sink);
}

function validateScope(scope: string, path: FieldPath, resources: readonly string[], minor: number, sink: Sink): void {
  const allowed = scope === 'VolumeAttributesClass' && minor < 34 ? undefined : SCOPES.get(scope);
  if (!allowed) sink(invalid(path, scope, 'unsupported scope'));
  else if (resources.some((resource) => !allowed.includes(resource))) {
    sink(invalid(path, scope, 'unsupported scope applied to resource'));
  }
}

function validateOperator(scope: string, operator: string, values: unknown, path: FieldPath, sink: Sink): void {
  if (WITHOUT_VALUES.includes(scope) && operator !== 'Exists') {
    sink(invalid([...path, 'operator'], operator, `must be 'Exists' when scope is ${scope}`));
  }
  if (operator === 'In' || operator === 'NotIn') {
    const needs = "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector";
    if (isEmptyList(values)) sink(required([...path, 'values'], needs));
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    const needs = "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector";
    if (list(values).length > 0) sink(invalid([...path, 'values'], values, needs));
  } else {
    sink(invalid([...path, 'operator'], operator, 'not a valid selector operator'));
  }
}

function opposites(scopes: ReadonlySet<string>, path: FieldPath, sink: Sink): void {
  for (const pair of OPPOSITES) {
    if (pair.every((scope) => scopes.has(scope))) sink(invalid(path, pair, 'conflicting scopes'));
  }
}
