import { list, record, text } from '../../../accept/read';
import type { Manifest } from '../../../manifest';
import type { Model } from '../../../model/model';
import { isSubset, isWildcard } from '../hosts';
import { namespaceOf, olderFirst, textMap } from '../objects';
import type { AskedGateway } from '../types';
import { fullHost } from './names';

interface DestinationRule {
  readonly host: string;
  readonly namespace: string;
  readonly subsets: readonly string[];
  readonly manifest: Manifest;
  readonly exportTo: readonly string[];
  readonly privateOnly: boolean;
  /** The labels of the pods that it is for; `undefined` where it is for all. */
  readonly selector?: ReadonlyMap<string, string>;
}

/** The namespace whose DestinationRules are for the whole mesh. */
const ROOT = 'istio-system';

/** The subsets that DestinationRules give to services, as one gateway sees them. */
export class SubsetIndex {
  private readonly rules: readonly DestinationRule[];

  public constructor(
    model: Model,
    private readonly gateway: AskedGateway,
  ) {
    this.rules = olderFirst(model.ofKind('networking.istio.io', 'DestinationRule')).map((manifest) => {
      const spec = record(manifest.object.spec);
      const namespace = namespaceOf(manifest);
      const { workloadSelector } = spec;
      const selects = workloadSelector !== undefined && workloadSelector !== null;
      const selector = selects ? textMap(record(workloadSelector).matchLabels) : undefined;
      // One for some pods is for those of its namespace alone, whatever it says.
      const given = selects ? ['.'] : list(spec.exportTo);
      const exportTo = given.flatMap((one) => (one === '.' ? namespace : (text(one) ?? [])));
      return {
        host: fullHost(text(spec.host) ?? '', namespace),
        namespace,
        manifest,
        subsets: list(spec.subsets).flatMap((one) => text(record(one).name) ?? []),
        exportTo,
        privateOnly: exportTo.length === 1 && exportTo[0] === namespace,
        selector,
      };
    });
  }

  /** Whether the DestinationRule that istiod picks for a service of a host has a subset. */
  public has(service: { host: string; namespace: string }, subset: string): boolean {
    return this.picked(service)?.subsets.includes(subset) ?? false;
  }

  /** The DestinationRule that istiod picks for a service of a host. */
  public rule(service: { host: string; namespace: string }): Manifest | undefined {
    return this.picked(service)?.manifest;
  }

  private picked({ host, namespace }: { host: string; namespace: string }): DestinationRule | undefined {
    const { gateway } = this;
    const found = this.pick(host, namespace);
    const own = found.find(
      (one) =>
        one.namespace === gateway.namespace &&
        one.selector &&
        [...one.selector].every(([key, value]) => gateway.labels[key] === value),
    );
    // Of several for all pods, which differ in whom they are exported to, the last counts.
    return own ?? found.filter(({ selector }) => !selector).at(-1);
  }

  /** The namespace of the gateway comes first (of the root namespace only what is private there), then that of the service, then the root. */
  private pick(host: string, namespace: string): readonly DestinationRule[] {
    const asker = this.gateway.namespace;
    const own = this.rules.filter((one) => one.namespace === asker && (asker !== ROOT || one.privateOnly));
    const local = merged(
      mostSpecific(
        own.filter((one) => isFor(one, one.namespace)),
        host,
      ),
    );
    if (local.length > 0) return local;
    for (const place of [namespace, ROOT]) {
      const all = mostSpecific(
        this.rules.filter((one) => one.namespace === place && !one.privateOnly),
        host,
      );
      const found = merged(all).filter((one) => isFor(one, asker));
      if (found.length > 0) return found;
    }
    return [];
  }
}

function isFor({ exportTo }: DestinationRule, namespace: string): boolean {
  return exportTo.length === 0 || exportTo.includes('*') || exportTo.includes(namespace);
}

/** The rules of the host itself, or of the longest wildcard that takes it. */
function mostSpecific(rules: readonly DestinationRule[], host: string): readonly DestinationRule[] {
  const exact = rules.filter((one) => one.host === host);
  if (exact.length > 0) return exact;
  const wild = rules.filter((one) => isWildcard(one.host) && isSubset(host, one.host));
  const longest = Math.max(...wild.map((one) => one.host.length));
  return wild.filter((one) => one.host.length === longest);
}

/**
 * The rules of one host and namespace, the oldest first: those that are exported alike, or to more, and are for the same pods, give their
 * subsets to the older one.
 *
 * @see https://github.com/istio/istio/blob/master/pilot/pkg/model/destination_rule.go
 */
function merged(rules: readonly DestinationRule[]): readonly DestinationRule[] {
  const found: DestinationRule[] = [];
  for (const rule of rules) {
    let alone = true;
    for (const [index, older] of found.entries()) {
      const isMore = older.exportTo.length > 0 && older.exportTo.every((one) => rule.exportTo.includes(one));
      const isAlike = isMore || (older.exportTo.length === 0 && rule.exportTo.length === 0);
      const isOther = rule.selector && older.selector && !isSame(rule.selector, older.selector);
      alone = !isAlike || isOther === true || (rule.selector === undefined) !== (older.selector === undefined);
      if (isAlike && !isOther) found[index] = { ...older, subsets: [...older.subsets, ...rule.subsets] };
    }
    if (alone) found.push(rule);
  }
  return found;
}

function isSame(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...a].every(([key, value]) => b.get(key) === value);
}
