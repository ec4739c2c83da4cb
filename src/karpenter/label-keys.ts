import { qualifiedName } from '../facts/names';

type ClosedDomains = Readonly<Record<string, readonly string[]>>;

/** What the machines of both versions have. */
const SKU_KEYS = [
  'cpu',
  'family',
  'gpu-count',
  'gpu-manufacturer',
  'gpu-name',
  'memory',
  'name',
  'networking-accelerated',
];
const MORE_SKU_KEYS = ['storage-ephemeralos-maxsize', 'storage-premium-capable', 'version'];

/**
 * The closed lists of label keys that the NodePool of Azure's provider accepts in its own domains. A key outside them is refused by
 * the API server.
 *
 * @see https://github.com/Azure/karpenter-provider-azure/blob/v1.14.2/pkg/apis/v1beta1/labels.go
 */
const CLOSED_V1: ClosedDomains = {
  'karpenter.sh': ['capacity-type'],
  'karpenter.azure.com': [
    'aksnodeclass',
    'placement-scope',
    ...[...SKU_KEYS, 'series', ...MORE_SKU_KEYS, 'storage-ultra-ssd'].map((name) => `sku-${name}`),
  ],
  'kubernetes.azure.com': [
    'cluster',
    'ebpf-dataplane',
    'ebpf-host-routing',
    'fips_enabled',
    'hostedvm',
    'mode',
    'network-policy',
    'os-sku',
    'priority',
    'scalesetpriority',
    'sku-cpu',
    'sku-memory',
  ],
};

const CLOSED_V1BETA1: ClosedDomains = {
  'karpenter.sh': ['capacity-type'],
  'karpenter.azure.com': [...SKU_KEYS, 'accelerator', 'encryptionathost-capable', ...MORE_SKU_KEYS].map(
    (name) => `sku-${name}`,
  ),
};

/** In `v1beta1` also the domains of Kubernetes are closed, but for these keys and for `node.kubernetes.io` and the like below them. */
const OF_KUBERNETES_IN_V1BETA1 = [
  'beta.kubernetes.io/arch',
  'beta.kubernetes.io/instance-type',
  'beta.kubernetes.io/os',
  'failure-domain.beta.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone',
  'kubernetes.io/arch',
  'kubernetes.io/os',
  'node.kubernetes.io/instance-type',
  'node.kubernetes.io/windows-build',
  'topology.kubernetes.io/region',
];

const FORBIDDEN = ['karpenter.sh/nodepool', 'kubernetes.io/hostname'];
const FORBIDDEN_IN_V1 = ['agentpool', 'storageprofile', 'storagetier', 'accelerator'];

/**
 * What the API server finds wrong with a label key of a NodePool, in its requirements or its template's labels.
 *
 * @returns `undefined` where it finds nothing
 */
export function poolLabelKeyProblem(key: string, v1beta1 = false): string | undefined {
  const syntax = qualifiedName(key);
  if (syntax !== undefined) return syntax;
  if (FORBIDDEN.includes(key) || (!v1beta1 && FORBIDDEN_IN_V1.includes(key))) {
    return 'is set by the platform and may not be set or required by a pool';
  }
  // The rule of the custom resource takes a key without a prefix for a domain, and compares the end, so `my-karpenter.sh` is closed too.
  const [domain, name] = key.split('/') as [string, string | undefined];
  const ends = (suffix: string): boolean => domain.endsWith(suffix);
  const domains = v1beta1 ? CLOSED_V1BETA1 : CLOSED_V1;
  const closed = Object.keys(domains).find(ends);
  if (closed !== undefined) {
    if (domain === closed && name !== undefined && domains[closed]!.includes(name)) return undefined;
    return `is not one of the keys of domain ${closed}: ${domains[closed]!.join(', ')}`;
  }
  if (!v1beta1 || OF_KUBERNETES_IN_V1BETA1.includes(key)) return undefined;
  if (ends('kubernetes.io') && !ends('node.kubernetes.io') && !ends('node-restriction.kubernetes.io')) {
    return `is not one of the keys of domain kubernetes.io in v1beta1: ${OF_KUBERNETES_IN_V1BETA1.join(', ')}`;
  }
  return ends('k8s.io') && !ends('kops.k8s.io') ? 'is of domain k8s.io, which is closed in v1beta1' : undefined;
}
