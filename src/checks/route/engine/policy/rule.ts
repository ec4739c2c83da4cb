import { list, record, text, texts } from '../../../accept/read';
import { all, any, depends, no, YES } from './fit';
import type { Fit } from './fit';
import { nodeRule } from './node-rule';
import { fitsHeader, fitsPath, fitsText } from './patterns';
import type { Fact, Seen } from './seen';
import {
  both,
  fitsAccount,
  fitsAddress,
  fitsClaim,
  fitsNamespace,
  fitsPrincipal,
  fitsRequestPrincipal,
  ofFact,
} from './source';

type Fields = Readonly<Record<string, unknown>>;

/** A rule with what decides beside it. */
export interface RuleContext {
  /** The namespace of its policy. */
  readonly namespace: string;
  /** Whether the policy is of the action ALLOW: what cannot be asked of bytes makes its rule fit none, and others wider. */
  readonly allows: boolean;
}

/**
 * Whether one rule of an AuthorizationPolicy fits a request: one of its sources, one of its operations, and every condition, as the
 * filter that istiod makes of it decides.
 *
 * @see https://github.com/istio/istio/blob/master/pilot/pkg/security/authz/model/model.go
 */
export function fitsPolicyRule(rule: unknown, seen: Seen, context: RuleContext): Fit {
  if (seen.isNode === true) {
    const { unknown, rest } = nodeRule(rule);
    if (unknown.length > 0 && context.allows)
      return no(`${unknown.join(', ')}, which ztunnel does not know: it leaves the rule out`);
    return fitsPolicyRule(rest, { ...seen, isNode: false }, context);
  }
  const { from, to, when } = record(rule);
  const conditions = list(when).map(record);
  const unknownKey = conditions.find(({ key }) => !isKey(text(key) ?? ''));
  // istiod leaves out a rule that it cannot read.
  if (unknownKey) return no(`istiod leaves out a rule with the condition ${text(unknownKey.key) ?? ''}`);
  const sources = list(from).map((one) => fitsSource(record(record(one).source), seen, context));
  const operations = list(to).map((one) => fitsOperation(record(record(one).operation), seen, context));
  return all([
    sources.length === 0 ? YES : any(sources, reasons(sources)),
    operations.length === 0 ? YES : any(operations, reasons(operations)),
    ...conditions.map((one) => fitsCondition(one, seen, context)),
  ]);
}

/** Why none of several fits. */
function reasons(fits: readonly Fit[]): string {
  return [...new Set(fits.flatMap((one) => (one.is === 'no' ? [one.because] : [])))].join('; or ');
}

/** What only HTTP has, by what reading bytes makes of it. */
function ofHttp(fields: Fields, names: readonly string[], seen: Seen, context: RuleContext, fit: () => Fit): Fit {
  const asks = names.some((name) => texts(fields[name]).length > 0);
  if (!asks) return YES;
  if (seen.http) return fit();
  return context.allows ? no(`${names[0]!} are not known of a port that is not HTTP`) : YES;
}

function fitsSource(source: Fields, seen: Seen, context: RuleContext): Fit {
  const field = (name: string, fits: (pattern: string) => Fit): Fit =>
    both(texts(source[name]), texts(source[negated(name)]), name, fits);
  return all([
    field('principals', (one) => fitsPrincipal(one, seen)),
    field('namespaces', (one) => fitsNamespace(one, seen)),
    field('serviceAccounts', (one) => fitsAccount(one, seen, context.namespace)),
    field('ipBlocks', (one) => fitsAddress(one, seen.sourceIp)),
    field('remoteIpBlocks', (one) => fitsAddress(one, seen.remoteIp)),
    ofHttp(source, ['requestPrincipals', 'notRequestPrincipals'], seen, context, () =>
      field('requestPrincipals', (one) => fitsRequestPrincipal(one, seen)),
    ),
  ]);
}

function fitsOperation(operation: Fields, seen: Seen, context: RuleContext): Fit {
  const field = (name: string, fits: (pattern: string) => Fit): Fit =>
    both(texts(operation[name]), texts(operation[negated(name)]), name, fits);
  const http = (name: string, fact: Fact<string>, fits: (pattern: string, value: string) => boolean): Fit =>
    ofHttp(operation, [name, negated(name)], seen, context, () =>
      field(name, (one) => {
        // Every request has each of them, whatever it is.
        if ('dependsOn' in fact && one === '*') return YES;
        return ofFact(
          fact,
          (value) => fits(one, value),
          (value) => `it is ${value}`,
        );
      }),
    );
  return all([
    http('hosts', seen.authority, (one, value) => fitsHeader(one.toLowerCase(), value.toLowerCase())),
    http('methods', seen.method, fitsHeader),
    http('paths', seen.path, fitsPath),
    field('ports', (one) => fitsPort(one, seen)),
  ]);
}

function fitsPort(pattern: string, { port }: Seen): Fit {
  return ofFact(
    port,
    (one) => Number(pattern) === one,
    (one) => `the port of the pods is ${one}`,
  );
}

const HEADER = /^request\.headers\[(.+)\]$/;
const CLAIMS = /^request\.auth\.claims((?:\[[^\]]+\])+)$/;
const EXPERIMENTAL = 'experimental.envoy.filters.';
/** The keys that a condition of an AuthorizationPolicy may have, beside those of headers, claims and filters. */
export const CONDITION_KEYS: ReadonlySet<string> = new Set([
  'source.ip',
  'remote.ip',
  'source.namespace',
  'source.principal',
  'source.serviceAccount',
  'request.auth.principal',
  'request.auth.audiences',
  'request.auth.presenter',
  'destination.ip',
  'destination.port',
  'connection.sni',
]);

function isKey(key: string): boolean {
  return CONDITION_KEYS.has(key) || HEADER.test(key) || CLAIMS.test(key) || key.startsWith(EXPERIMENTAL);
}

function fitsCondition(condition: Fields, seen: Seen, context: RuleContext): Fit {
  const key = text(condition.key)!;
  const on = (fits: (pattern: string) => Fit): Fit =>
    both(texts(condition.values), texts(condition.notValues), key, fits);
  const http = (fits: (pattern: string) => Fit): Fit =>
    ofHttp(condition, ['values', 'notValues'], seen, context, () => on(fits));
  const header = HEADER.exec(key)?.[1];
  if (header !== undefined) {
    const fact = seen.header(header.toLowerCase());
    return http((pattern) =>
      ofFact(
        fact,
        (value) => fitsHeader(pattern, value),
        (value) => (value === undefined ? 'it is not there' : `it is ${value}`),
      ),
    );
  }
  const claims = CLAIMS.exec(key)?.[1];
  if (claims !== undefined) {
    const names = [...claims.matchAll(/\[([^\]]+)\]/g)].map((one) => one[1]!);
    return http((pattern) => fitsClaim(names, pattern, seen));
  }
  switch (key) {
    case 'source.ip':
      return on((pattern) => fitsAddress(pattern, seen.sourceIp));
    case 'remote.ip':
      return on((pattern) => fitsAddress(pattern, seen.remoteIp));
    case 'source.namespace':
      return on((pattern) => fitsNamespace(pattern, seen));
    case 'source.principal':
      return on((pattern) => fitsPrincipal(pattern, seen));
    case 'source.serviceAccount':
      return on((pattern) => fitsAccount(pattern, seen, context.namespace));
    case 'request.auth.principal':
      return http((pattern) => fitsRequestPrincipal(pattern, seen));
    case 'request.auth.audiences':
      return http((pattern) => fitsClaim(['aud'], pattern, seen));
    case 'request.auth.presenter':
      return http((pattern) => fitsClaim(['azp'], pattern, seen));
    case 'destination.port':
      return on((pattern) => fitsPort(pattern, seen));
    case 'connection.sni':
      return on((pattern) =>
        ofFact(
          seen.serverName,
          (value) => fitsText(pattern, value),
          (value) => `it is ${value ?? 'not there'}`,
        ),
      );
    default:
      return on(() => depends(key));
  }
}

/** The field of what is ruled out: `notPaths` of `paths`. */
function negated(name: string): string {
  return `not${name[0]!.toUpperCase()}${name.slice(1)}`;
}
