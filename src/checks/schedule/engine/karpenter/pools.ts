import type { Target } from '../../../../facts/target';
import { number, record, text } from '../../../accept/read';
import type { Manifest } from '../../../manifest';
import type { Model } from '../../../model/model';
import type { Cluster } from '../kube/cluster';
import type { PodFacts } from '../pod/pod';
import type { Workload } from '../workloads';
import { azureCatalogue } from './azure';
import type { AzureNodes } from './azure';
import { catalogueOf } from './catalogue';
import type { Catalogue, SizeEntry } from './catalogue';
import { Narrowing } from './narrowing';
import { PreparedPool } from './prepared-pool';
import { byWeight, readPool } from './pool';
import type { PoolFacts } from './pool';
import { normalizedKey } from './requirement';

/** What is known beside the manifests. */
interface Known {
  readonly sizes?: readonly SizeEntry[];
  readonly region?: string;
}

/** Catalogues of Azure by what decides them: rules, synthesis and tests read many models. */
const azure = new Map<string, Catalogue>();

/** The groups of node classes that a provider's clusters use. */
const PROVIDER_GROUPS: Readonly<Record<string, string>> = { aks: 'karpenter.azure.com', eks: 'karpenter.k8s.aws' };

/** The NodePools of a model, in the order in which Karpenter tries them. */
export function preparePools(
  model: Model,
  target: Target,
  cluster: Cluster,
  daemons: readonly PodFacts[],
  workloads: readonly Workload[],
  known: Known,
): readonly PreparedPool[] {
  const facts = model.ofKind('karpenter.sh', 'NodePool').map((one) => readPool(one, PROVIDER_GROUPS[target.provider]));
  const own = known.sizes && catalogueOf(known.sizes);
  const region = known.region ?? target.region;
  const regions = region === undefined ? regionsNamed(facts, workloads, cluster) : [region];
  const catalogueFor = ({ nodeClass: { group, kind, name } }: PoolFacts): Catalogue | undefined => {
    if (own) return own;
    if (group !== 'karpenter.azure.com') return undefined;
    const nodes = azureNodes(model.find(group, kind, '', name), regions);
    const key = JSON.stringify(nodes);
    const catalogue = azure.get(key) ?? azureCatalogue(nodes);
    azure.set(key, catalogue);
    return catalogue;
  };
  const narrowings = new Map<Catalogue, Narrowing>();
  const narrowingOf = (catalogue: Catalogue | undefined): Narrowing | undefined => {
    if (!catalogue) return undefined;
    const narrowing = narrowings.get(catalogue) ?? new Narrowing(catalogue.sizes);
    narrowings.set(catalogue, narrowing);
    return narrowing;
  };
  return byWeight(facts).map((pool) => {
    const catalogue = catalogueFor(pool);
    return new PreparedPool(pool, catalogue, cluster, daemons, narrowingOf(catalogue));
  });
}

function azureNodes(nodeClass: Manifest | undefined, regions: readonly string[]): AzureNodes {
  const { maxPods, osDiskSizeGB, imageFamily, gpu, localDNS, artifactStreaming } = record(nodeClass?.object.spec);
  return {
    regions,
    maxPods: number(maxPods),
    osDiskSizeGB: number(osDiskSizeGB),
    imageFamily: text(imageFamily),
    gpuMode: text(record(gpu).mode),
    localDns: record(localDNS).mode === 'Required',
    artifactStreaming: record(artifactStreaming).enabled === true,
  };
}

const ZONE = 'topology.kubernetes.io/zone';
const REGION = 'topology.kubernetes.io/region';

/** The regions that manifests name by a region or a zone; eastus, whose prices are the provider's own, where they name none. */
function regionsNamed(
  pools: readonly PoolFacts[],
  workloads: readonly Workload[],
  cluster: Cluster,
): readonly string[] {
  const regions = new Set<string>();
  const add = (key: string, values: Iterable<string>): void => {
    const label = normalizedKey(key);
    if (label !== REGION && label !== ZONE) return;
    for (const value of values) {
      const region = label === REGION ? value : /^([a-z][a-z0-9]+)-[123]$/.exec(value)?.[1];
      if (region !== undefined) regions.add(region);
    }
  };
  for (const { requirements } of pools) for (const { key, values } of requirements) add(key, values);
  for (const { labels } of cluster.nodes) for (const [key, value] of labels) add(key, [value]);
  for (const { pod } of workloads) {
    for (const [key, value] of pod.nodeSelector) add(key, [value]);
    for (const term of pod.nodeTerms ?? []) for (const { key, values } of term.expressions) add(key, values);
  }
  return regions.size === 0 ? ['eastus'] : [...regions].sort();
}
