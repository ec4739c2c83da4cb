/** Labels that Karpenter's core knows of any node. */
const CORE = [
  'karpenter.sh/nodepool',
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
  'node.kubernetes.io/instance-type',
  'kubernetes.io/arch',
  'kubernetes.io/os',
  'karpenter.sh/capacity-type',
  'node.kubernetes.io/windows-build',
];

/** Labels that the Azure provider adds. Source: karpenter-provider-azure v1.14.2, pkg/apis/v1beta1/labels.go. */
const AZURE = [
  ...[
    'aksnodeclass',
    'placement-scope',
    'sku-name',
    'sku-family',
    'sku-series',
    'sku-version',
    'sku-cpu',
    'sku-memory',
    'sku-gpu-name',
    'sku-gpu-manufacturer',
    'sku-gpu-count',
    'sku-networking-accelerated',
    'sku-storage-premium-capable',
    'sku-storage-ultra-ssd',
    'sku-storage-ephemeralos-maxsize',
    'sku-hyperv-generation',
  ].map((name) => `karpenter.azure.com/${name}`),
  ...['sku-cpu', 'sku-memory', 'mode', 'os-sku', 'scalesetpriority', 'priority', 'cluster', 'fips_enabled'].map(
    (name) => `kubernetes.azure.com/${name}`,
  ),
];

/** Domains whose labels nobody but Karpenter and its provider sets. */
const RESTRICTED_DOMAINS = ['karpenter.sh', 'karpenter.azure.com', 'karpenter.k8s.aws', 'karpenter.kwok.sh'];

const CORE_LABELS: ReadonlySet<string> = new Set(CORE);
const AZURE_LABELS: ReadonlySet<string> = new Set([...CORE, ...AZURE]);

/** The label of how a machine is bought. */
export const CAPACITY_TYPE = 'karpenter.sh/capacity-type';

/** Those of some values that are capacity types. */
export function knownCapacityTypes(values: Iterable<string>): readonly string[] {
  return [...values].filter((one) => one === 'on-demand' || one === 'spot' || one === 'reserved');
}

/** Labels of nodes that Karpenter knows before a node exists, whatever the provider. */
export function coreLabels(): ReadonlySet<string> {
  return CORE_LABELS;
}

/** Labels that Karpenter knows with the Azure provider. */
export function azureLabels(): ReadonlySet<string> {
  return AZURE_LABELS;
}

/** Whether Karpenter ignores pods and pools that ask for a label: it is of a domain of its own, and not one that it knows. */
export function isRestricted(key: string, isWellKnown: (key: string) => boolean): boolean {
  if (isWellKnown(key)) return false;
  if (key === 'kubernetes.io/hostname') return true;
  const slash = key.indexOf('/');
  const domain = slash < 0 ? '' : key.slice(0, slash);
  return RESTRICTED_DOMAINS.some((one) => domain === one || domain.endsWith(`.${one}`));
}
