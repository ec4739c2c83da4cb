import { dns1035Label, dns1123Subdomain } from '../../../facts/names';
import type { FieldPath } from '../../field-path';
import { isBlank, isEmptyList, objectsOf } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { REQUEST } from '../core/request-scope';
import { oneOf } from '../core/syntax';
import { validateConditions } from '../core/webhook-conditions';
import { invalid, required } from '../field-error';
import type { Sink } from '../field-error';
import { isUnset, record, text } from '../read';
import { expressionProblem, knownBy } from '../schema/cel/expression';
import { DYN } from '../schema/cel/scope';
import type { Known, Scope } from '../schema/cel/scope';
import { matchResources } from './match-resources';

const IDENTIFIER = /^[_a-zA-Z][_a-zA-Z0-9]*$/;
const RESERVED = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);

/**
 * What policies that refuse and policies that change have in common.
 *
 * @returns the variables that their expressions know
 */
export function commonSpec(spec: Fields, sink: Sink): Scope {
  const path = ['spec'];
  oneOf(spec.failurePolicy, [...path, 'failurePolicy'], ['Fail', 'Ignore'], sink);
  const scope = isUnset(spec.paramKind) ? REQUEST : new Map([...REQUEST, ['params', DYN] as const]);
  if (!isUnset(spec.paramKind)) paramKind(record(spec.paramKind), [...path, 'paramKind'], sink);
  const at = [...path, 'matchConstraints'];
  if (isUnset(spec.matchConstraints)) sink(required(at));
  else {
    const match = record(spec.matchConstraints);
    matchResources(match, at, sink);
    if (isEmptyList(match.resourceRules)) sink(required([...at, 'resourceRules']));
  }
  validateConditions(spec.matchConditions, [...path, 'matchConditions'], sink, scope);
  return variables(spec.variables, [...path, 'variables'], scope, sink);
}

function paramKind({ apiVersion, kind }: Fields, path: FieldPath, sink: Sink): void {
  const at = [...path, 'apiVersion'];
  if (isBlank(apiVersion)) sink(required(at));
  else if (typeof apiVersion === 'string') {
    const parts = apiVersion.split('/');
    const [group, version] = parts.length === 1 ? ['', parts[0]!] : [parts[0]!, parts[1]!];
    const groupProblem = group === '' ? undefined : dns1123Subdomain(group);
    const versionProblem = version === '' ? undefined : dns1035Label(version);
    if (parts.length > 2) sink(invalid(at, apiVersion, `unexpected GroupVersion string: ${apiVersion}`));
    else if (version === '') sink(invalid(at, apiVersion, 'version must be specified'));
    else if (versionProblem !== undefined) sink(invalid(at, version, versionProblem));
    if (parts.length <= 2 && groupProblem !== undefined) sink(invalid(at, group, groupProblem));
  }
  if (isBlank(kind)) sink(required([...path, 'kind']));
  else if (typeof kind === 'string') {
    const problem = dns1035Label(kind.toLowerCase());
    if (problem !== undefined) {
      sink(invalid([...path, 'kind'], kind, `may have mixed case, but should otherwise match: ${problem}`));
    }
  }
}

/** Each variable knows those before it. */
function variables(value: unknown, path: FieldPath, scope: Scope, sink: Sink): Scope {
  const given = objectsOf(value, path);
  if (given.length === 0) return scope;
  const fields = new Map<string, Known>();
  let known: Scope = scope;
  for (const [{ name, expression }, at] of given) {
    const written = isBlank(name) ? '' : (text(name)?.trim() ?? 'x');
    if (written === '') sink(required([...at, 'name'], 'name is not specified'));
    else if (typeof name === 'string' && (!IDENTIFIER.test(name) || RESERVED.has(name))) {
      sink(invalid([...at, 'name'], name, 'name is not a valid CEL identifier'));
    }
    known = new Map([...scope, ['variables', { fields: new Map(fields) }]]);
    requiredExpression(expression, [...at, 'expression'], known, undefined, sink);
    if (typeof name === 'string') fields.set(name, typeof expression === 'string' ? knownBy(expression, known) : {});
  }
  return new Map([...scope, ['variables', { fields }]]);
}

/** An expression that must be there; `results` are the types that it may come to, where there is a choice. */
export function requiredExpression(
  expression: unknown,
  path: FieldPath,
  scope: Scope,
  results: readonly string[] | undefined,
  sink: Sink,
): void {
  if (isBlank(expression) || text(expression)?.trim() === '') {
    sink(required(path, `${String(path[path.length - 1])} is not specified`));
  } else if (typeof expression === 'string') {
    const problem = expressionProblem(expression, scope, results);
    if (problem !== undefined) sink(invalid(path, expression, problem));
  }
}
