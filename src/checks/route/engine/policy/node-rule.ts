import { list, record, text, texts } from '../../../accept/read';

type Fields = Readonly<Record<string, unknown>>;

/** What ztunnel makes of a rule. */
export interface NodeRule {
  /** The fields that it does not know, for they are of HTTP. */
  readonly unknown: readonly string[];
  /** The rule without them. */
  readonly rest: Fields;
}

const OF_HTTP: ReadonlySet<string> = new Set(
  ['hosts', 'methods', 'paths', 'remoteIpBlocks', 'requestPrincipals'].flatMap((one) => [
    one,
    `not${one[0]!.toUpperCase()}${one.slice(1)}`,
  ]),
);
const CONDITIONS: ReadonlySet<string> = new Set([
  'source.ip',
  'source.namespace',
  'source.principal',
  'destination.ip',
  'destination.port',
]);

/**
 * A rule of an AuthorizationPolicy as istiod sends it to ztunnel, which knows connections and no requests: a rule of ALLOW with anything of
 * HTTP is left out, one of DENY counts without it.
 *
 * @see https://github.com/istio/istio/blob/master/pilot/pkg/serviceregistry/kube/controller/ambient/authorization.go
 */
export function nodeRule(rule: unknown): NodeRule {
  const { from, to, when } = record(rule);
  const unknown: string[] = [];
  const without = (fields: Fields): Fields =>
    Object.fromEntries(
      Object.entries(fields).filter(([name, values]) => {
        if (!OF_HTTP.has(name)) return true;
        if (texts(values).length > 0) unknown.push(name);
        return false;
      }),
    );
  const conditions = list(when).filter((one) => {
    const key = text(record(one).key) ?? '';
    if (!CONDITIONS.has(key)) unknown.push(key);
    return CONDITIONS.has(key);
  });
  const rest = {
    from: list(from).map((one) => ({ source: without(record(record(one).source)) })),
    to: list(to).map((one) => ({ operation: without(record(record(one).operation)) })),
    when: conditions,
  };
  return { unknown: [...new Set(unknown)], rest };
}
