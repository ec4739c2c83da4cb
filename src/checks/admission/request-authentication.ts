import type { Rule } from '../rule';
import { isBlank, objectsOf, textsOf } from '../accept/core/each-object';
import type { Fields } from '../accept/core/each-object';
import { invalid, required } from '../accept/field-error';
import type { Sink } from '../accept/field-error';
import { record } from '../accept/read';
import { eachOf, REFUSED_BY_ISTIOD } from './each';

/**
 * ADM007: istiod takes the RequestAuthentication.
 *
 * @see https://github.com/istio/istio/blob/master/pkg/config/validation/validation.go
 */
export const istioRequestAuthentication: Rule = {
  id: 'ADM007',
  title: 'RequestAuthentication that istiod refuses',
  severity: 'error',
  why: REFUSED_BY_ISTIOD,
  fix: 'give each rule an issuer, and its keys as JSON or as an address',
  page: {
    reports:
      'a rule of `jwtRules` with neither `issuer` nor `jwksUri`; `jwks` that is no JSON object; an audience, a header, a parameter or a cookie that is an empty text; and a claim that is written to a header of no name. What the definition of the kind says itself, such as `jwks` beside `jwksUri`, is ACC007.',
    mend: 'Take issuer and keys from the discovery document of the provider, `/.well-known/openid-configuration`.',
    before: `apiVersion: security.istio.io/v1
kind: RequestAuthentication
metadata:
  name: sign-in
  namespace: studioml
spec:
  jwtRules:
    - issuer: https://login.example.com
      jwks: https://login.example.com/keys
`,
    after: [['      jwks: ', '      jwksUri: ']],
  },
  *check(model) {
    yield* eachOf(model, 'security.istio.io', ['RequestAuthentication'], validate);
  },
};

function validate(object: Fields, sink: Sink): void {
  for (const [rule, path] of objectsOf(record(object.spec).jwtRules, ['spec', 'jwtRules'])) {
    if (isBlank(rule.issuer) && isBlank(rule.jwksUri) && isBlank(rule.jwks_uri))
      sink(required([...path, 'issuer'], 'a rule names the issuer, or the address of its keys'));
    if (typeof rule.jwks === 'string' && rule.jwks !== '' && !isJsonObject(rule.jwks))
      sink(invalid([...path, 'jwks'], '...', 'must be the keys themselves, as JSON; an address belongs into jwksUri'));
    for (const field of ['audiences', 'fromParams', 'fromCookies']) {
      for (const [value, at] of textsOf(rule[field], [...path, field]))
        if (value === '') sink(invalid(at, value, 'must not be empty'));
    }
    for (const [header, at] of objectsOf(rule.fromHeaders, [...path, 'fromHeaders']))
      if (isBlank(header.name)) sink(required([...at, 'name']));
    for (const [one, at] of objectsOf(rule.outputClaimToHeaders, [...path, 'outputClaimToHeaders'])) {
      for (const field of ['claim', 'header']) if (isBlank(one[field])) sink(required([...at, field]));
    }
  }
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
