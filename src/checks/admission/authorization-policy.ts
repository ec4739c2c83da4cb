import type { FieldPath } from '../field-path';
import type { Rule } from '../rule';
import { isBlank, isEmptyList, objectsOf, textsOf } from '../accept/core/each-object';
import type { Fields } from '../accept/core/each-object';
import { forbidden, invalid, notSupported, required } from '../accept/field-error';
import type { Sink } from '../accept/field-error';
import { isSet, isUnset, record, text } from '../accept/read';
import { CONDITION_KEYS } from '../route/engine/policy/rule';
import { eachOf, REFUSED_BY_ISTIOD } from './each';
import { isBlock } from './istio-names';

/**
 * ADM006: istiod takes the AuthorizationPolicy.
 *
 * @see https://github.com/istio/istio/blob/master/pkg/config/validation/validation.go
 */
export const istioAuthorizationPolicy: Rule = {
  id: 'ADM006',
  title: 'AuthorizationPolicy that istiod refuses',
  severity: 'error',
  why: REFUSED_BY_ISTIOD,
  fix: 'give a policy of DENY or CUSTOM rules, a policy of CUSTOM a provider, and each source, operation and condition a value',
  page: {
    reports:
      'action DENY or CUSTOM without `rules`; CUSTOM without `provider.name`, or with what a provider is not asked about (who calls, and tokens); a `provider` with another action; `from` without a `source`, `to` without an `operation`, or one of them without any value; an empty text among the values; addresses and ports that are none; a condition without values, or of a key that istiod does not know. A policy of ALLOW without rules is taken: it allows nothing.',
    mend: 'Write an empty rule, `- {}`, where every request is meant.',
    before: `apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata:
  name: nobody
  namespace: studioml
spec:
  action: DENY
`,
    after: [['  action: DENY\n', '  action: DENY\n  rules:\n    - {}\n']],
  },
  *check(model) {
    yield* eachOf(model, 'security.istio.io', ['AuthorizationPolicy'], validate);
  },
};

const SOURCE = ['principals', 'requestPrincipals', 'namespaces', 'serviceAccounts', 'ipBlocks', 'remoteIpBlocks'];
const OPERATION = ['ports', 'methods', 'paths', 'hosts'];
const CALLERS = ['principals', 'requestPrincipals', 'namespaces', 'serviceAccounts'];
const PATTERNS = /^(request\.headers\[.+\]|request\.auth\.claims(\[[^\]]+\])+|experimental\.envoy\.filters\..*)$/;

function validate(object: Fields, sink: Sink): void {
  const spec = record(object.spec);
  const action = text(spec.action) ?? 'ALLOW';
  const { provider, rules } = spec;
  if ((action === 'DENY' || action === 'CUSTOM') && isUnset(rules))
    sink(required(['spec', 'rules'], `action ${action} without rules does nothing; write - {} for every request`));
  if (action === 'CUSTOM') {
    if (isSet(rules) && isBlank(record(provider).name)) sink(required(['spec', 'provider', 'name']));
  } else if (isSet(provider)) sink(forbidden(['spec', 'provider'], `action ${action} asks no provider`));
  for (const [rule, path] of objectsOf(rules, ['spec', 'rules'])) {
    for (const [one, at] of objectsOf(rule.from, [...path, 'from'])) part(one, 'source', SOURCE, at, action, sink);
    for (const [one, at] of objectsOf(rule.to, [...path, 'to'])) part(one, 'operation', OPERATION, at, action, sink);
    for (const [one, at] of objectsOf(rule.when, [...path, 'when'])) condition(one, at, action, sink);
  }
}

/** A source or an operation: it has a value in one of its fields, and none is empty. */
function part(
  given: Fields,
  field: string,
  names: readonly string[],
  path: FieldPath,
  action: string,
  sink: Sink,
): void {
  const at = [...path, field];
  if (isUnset(given[field])) {
    sink(required(at));
    return;
  }
  const fields = record(given[field]);
  const all = names.flatMap((name) => [name, `not${name[0]!.toUpperCase()}${name.slice(1)}`]);
  if (all.every((name) => isEmptyList(fields[name]))) sink(required(at, `it has one of ${all.join(', ')}`));
  for (const name of all) {
    const wanted = names.find((one) => name.toLowerCase().endsWith(one.toLowerCase())) ?? name;
    if (action === 'CUSTOM' && CALLERS.some((one) => isOf(name, one)) && !isEmptyList(fields[name]))
      sink(forbidden([...at, name], 'action CUSTOM asks before it is known who calls'));
    for (const [value, of] of textsOf(fields[name], [...at, name])) {
      if (value === '') sink(invalid(of, value, 'must not be empty'));
      else if (wanted.endsWith('Blocks') && !isBlock(value))
        sink(invalid(of, value, 'must be an address or a block such as 10.0.0.0/24'));
      else if (wanted === 'ports' && !isPortText(value)) sink(invalid(of, value, 'must be 1 to 65535'));
    }
  }
}

/** Whether a field is another one, or what rules its values out. */
function isOf(name: string, field: string): boolean {
  return name === field || name === `not${field[0]!.toUpperCase()}${field.slice(1)}`;
}

function isPortText(text: string): boolean {
  return /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= 65535;
}

function condition(given: Fields, path: FieldPath, action: string, sink: Sink): void {
  const { key } = given;
  if (typeof key !== 'string') return;
  const at = [...path, 'key'];
  if (key === '') sink(required(at));
  else if (!CONDITION_KEYS.has(key) && !PATTERNS.test(key))
    sink(notSupported(at, key, [...CONDITION_KEYS, 'request.headers[NAME]', 'request.auth.claims[NAME]']));
  else if (isEmptyList(given.values) && isEmptyList(given.notValues))
    sink(required([...path, 'values'], 'a condition has values or notValues'));
  const isOfCaller = ['source.namespace', 'source.principal', 'source.serviceAccount'].includes(key);
  if (action === 'CUSTOM' && (isOfCaller || key.startsWith('request.auth.')))
    sink(forbidden(at, 'action CUSTOM asks before it is known who calls'));
}
