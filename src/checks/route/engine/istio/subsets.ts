import { list, record, text } from '../../../accept/read';
import type { Model } from '../../../model/model';
import { isSubset, isWildcard } from '../hosts';
import { namespaceOf, olderFirst, textMap } from '../objects';
import type { AskedGateway } from '../types';
import { fullHost } from './names';

interface DestinationRule {
  readonly host: string;
  readonly namespace: string;
  readonly subsets: readonly string[];
  readonly exportTo: readonly string[];
  readonly privateOnly: boolean;
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
    this.rules = olderFirst(model.ofKind('networking.istio.io', 'DestinationRule')).flatMap((manifest) => {
      const spec = record(manifest.object.spec);
      const namespace = namespaceOf(manifest);
      const selector = record(spec.workloadSelector).matchLabels;
      const own = namespace === gateway.namespace;
      const selected = own && [...textMap(selector)].every(([key, value]) => gateway.labels[key] === value);
      if (selector !== undefined && selector !== null && !selected) return [];
      const exportTo = list(spec.exportTo).flatMap((one) => (one === '.' ? namespace : (text(one) ?? [])));
      return {
        host: fullHost(text(spec.host) ?? '', namespace),
        namespace,
        subsets: list(spec.subsets).flatMap((one) => text(record(one).name) ?? []),
        exportTo,
        privateOnly: exportTo.length === 1 && exportTo[0] === namespace,
      };
    });
  }

  /** Whether the DestinationRules that istiod picks for a service of a host have a subset. */
  public has({ host, namespace }: { host: string; namespace: string }, subset: string): boolean {
    return this.pick(host, namespace).some(({ subsets }) => subsets.includes(subset));
  }

  /** The namespace of the gateway comes first (of the root namespace only what is private there), then that of the service, then the root. */
  private pick(host: string, namespace: string): readonly DestinationRule[] {
    const asker = this.gateway.namespace;
    const own = this.rules.filter((one) => one.namespace === asker && (asker !== ROOT || one.privateOnly));
    const local = mostSpecific(
      own.filter((one) => isFor(one, one.namespace)),
      host,
    );
    if (local.length > 0) return local;
    for (const place of [namespace, ROOT]) {
      const found = mostSpecific(
        this.rules.filter((one) => one.namespace === place && !one.privateOnly),
        host,
      ).filter((one) => isFor(one, asker));
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
