import { list, record, text } from '../../../accept/read';
import type { Model } from '../../../model/model';
import type { Place } from '../types';
import { appliedTo, titleOf } from './policies';
import type { Pods } from './policies';
import { known, unknown } from './seen';
import type { Claims, Fact } from './seen';

/** What tells whether a request has a token. */
export interface TokenQuestion {
  readonly header: (name: string) => Fact<string | undefined>;
  readonly query: Fact<ReadonlyMap<string, string>>;
  /** The claims of the token that the question gives; `undefined` where it gives none. */
  readonly given: Claims;
}

/**
 * The claims that the RequestAuthentications of a proxy find in a request. Without one no request has any; a token that stands where a
 * rule looks for it may be valid or not, which nothing here can tell.
 *
 * @see https://istio.io/latest/docs/reference/config/security/request_authentication/
 */
export function claimsFor(model: Model, pods: Pods, { header, query, given }: TokenQuestion): Fact<Claims> {
  const policies = appliedTo(model, 'RequestAuthentication', pods);
  if (policies.length === 0) return known(undefined);
  if (given !== undefined) return known(given);
  for (const { manifest } of policies) {
    for (const rule of list(record(manifest.object.spec).jwtRules).map(record)) {
      const { fromHeaders, fromParams, fromCookies } = rule;
      const headers = list(fromHeaders).map(record);
      const params = list(fromParams).flatMap((one) => text(one) ?? []);
      const cookies = list(fromCookies).flatMap((one) => text(one) ?? []);
      const isDefault = headers.length + params.length + cookies.length === 0;
      const looked = isDefault ? [{ name: 'authorization', prefix: 'Bearer ' }] : headers;
      for (const { name, prefix } of looked) {
        const fact = header((text(name) ?? '').toLowerCase());
        if ('dependsOn' in fact) return unknown(fact.dependsOn);
        if (fact.value?.startsWith(text(prefix) ?? '')) return unknown(ofToken(titleOf(manifest)));
      }
      const asked = isDefault ? ['access_token'] : params;
      if (asked.length > 0 && 'dependsOn' in query) return unknown(query.dependsOn);
      if ('value' in query && asked.some((one) => query.value.has(one))) return unknown(ofToken(titleOf(manifest)));
      const sent = header('cookie');
      if (cookies.length > 0 && 'dependsOn' in sent) return unknown(sent.dependsOn);
      if (cookies.length > 0 && 'value' in sent && sent.value !== undefined) {
        const names = sent.value.split(';').map((one) => one.split('=')[0]!.trim());
        if (cookies.some((one) => names.includes(one))) return unknown(ofToken(titleOf(manifest)));
      }
    }
  }
  return known(undefined);
}

function ofToken(policy: string): string {
  return `the claims of the token, which ${policy} reads`;
}

/** Why a RequestAuthentication refuses the token of a question. */
export interface RefusedToken {
  readonly place: Place;
  readonly policy: string;
  readonly reason: string;
  readonly status: number;
}

/** Why the token of a question is refused: a token of an issuer that no rule names, or for others than a rule asks for. */
export function refusedToken(model: Model, pods: Pods, given: Claims): RefusedToken | undefined {
  if (given === undefined) return undefined;
  const policies = appliedTo(model, 'RequestAuthentication', pods).filter(({ maybe }) => !maybe);
  const rules = policies.flatMap(({ manifest }) =>
    list(record(manifest.object.spec).jwtRules).map((one, index) => ({
      rule: record(one),
      place: { manifest, path: ['spec', 'jwtRules', index] },
    })),
  );
  const [first] = rules;
  if (!first) return undefined;
  const own = rules.filter(({ rule }) => rule.issuer === given.iss);
  const issuer = typeof given.iss === 'string' ? given.iss : 'no issuer';
  if (own.length === 0) {
    return {
      place: first.place,
      policy: titleOf(first.place.manifest),
      reason: `no rule is for the issuer ${issuer}`,
      status: 401,
    };
  }
  const audiences: unknown[] = Array.isArray(given.aud) ? given.aud : [given.aud];
  const isFor = own.some(({ rule }) => {
    const asked = list(rule.audiences);
    return asked.length === 0 || asked.some((one) => audiences.includes(one));
  });
  if (isFor) return undefined;
  const [{ place }] = own as [(typeof own)[number]];
  return {
    place,
    policy: titleOf(place.manifest),
    reason: 'the audiences of the token are not those of the rule',
    status: 403,
  };
}

/** The headers that RequestAuthentications of a proxy write, or take away. */
export function writtenHeaders(model: Model, pods: Pods): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { manifest } of appliedTo(model, 'RequestAuthentication', pods)) {
    for (const rule of list(record(manifest.object.spec).jwtRules).map(record)) {
      for (const one of list(rule.outputClaimToHeaders)) names.add((text(record(one).header) ?? '').toLowerCase());
      const output = text(rule.outputPayloadToHeader);
      if (output !== undefined) names.add(output.toLowerCase());
    }
  }
  return names;
}
