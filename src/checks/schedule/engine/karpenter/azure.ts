import { azureVmSizes, isRetired } from '../../../../facts/vm-sizes';
import type { VmSize } from '../../../../facts/vm-sizes';
import type { Amounts } from '../amounts';
import type { Catalogue, Size } from './catalogue';
import { azureLabels } from './labels';
import { Requirement } from './requirement';
import { Requirements } from './requirements';
import { once } from '../../../../facts/once';

/** What of an AKSNodeClass and the cluster decides what a machine offers. */
export interface AzureNodes {
  /** The regions that the cluster may be in; its zones are `REGION-1` to `REGION-3`. */
  readonly regions: readonly string[];
  /** @default 250, that of Azure CNI overlay and of node auto-provisioning */
  readonly maxPods?: number;
  /** @default 128 */
  readonly osDiskSizeGB?: number;
  /** @default 'Ubuntu' */
  readonly imageFamily?: string;
  /** Whether AKS installs the driver, which it has for NVIDIA alone. @default 'Driver' */
  readonly gpuMode?: string;
  /** Whether the DNS cache on the node is required, which needs four CPUs. */
  readonly localDns?: boolean;
  readonly artifactStreaming?: boolean;
}

const MIB = 1024 * 1024;

/**
 * The sizes of Azure as Karpenter's Azure provider offers them. Sizes that are no longer sold are left out.
 *
 * @see https://github.com/Azure/karpenter-provider-azure/blob/v1.14.2/pkg/providers/instancetype/instancetype.go
 */
export function azureCatalogue(nodes: AzureNodes): Catalogue {
  const { sizes, judged } = azureVmSizes();
  const offered = sizes.filter((size) => size.karpenter && !isRetired(size, judged) && suits(size, nodes));
  const common = commonLabels(nodes);
  const places = placesOf(nodes);
  return {
    sizes: offered.map((size) => toSize(size, nodes, common, places)),
    wellKnown: azureLabels(),
    overheadBySize: true,
    regions: nodes.regions,
  };
}

function suits(size: VmSize, { imageFamily, gpuMode, localDns, artifactStreaming }: AzureNodes): boolean {
  if (gpuMode !== 'None' && size.gpuManufacturer === 'amd') return false;
  if (imageFamily === 'AzureLinux' && /RTXPRO6000|_GB[23]00_/.test(size.name)) return false;
  if (localDns === true && size.vcpus < 4) return false;
  return !(artifactStreaming === true && size.arch === 'arm64');
}

function toSize(size: VmSize, nodes: AzureNodes, common: readonly Requirement[], places: readonly Place[]): Size {
  const memory = size.memoryMiB;
  const gib = memory / 1024;
  const machine = Math.floor(gib) * 1024 * MIB;
  const capacity = new Map([
    ['cpu', size.vcpus * 1000],
    ['memory', machine - Math.ceil(machine * 0.075)],
    ['ephemeral-storage', (nodes.osDiskSizeGB ?? 128) * 1e9],
    ['pods', nodes.maxPods ?? 250],
  ]);
  if (size.gpuManufacturer && size.apiGpus > 0) capacity.set(`${size.gpuManufacturer}.com/gpu`, size.apiGpus);
  return {
    name: size.name,
    labels: Requirements.of([...common, ...labelsOf(size)]),
    capacity,
    allocatable: allocatable(capacity, size, gib),
    offerings: places.map(({ region, labels }) => ({ labels, price: priceOf(size, region) })),
  };
}

/** Less what the kubelet keeps for itself, and the 750 MiB at which it evicts. */
function allocatable(capacity: Amounts, { vcpus }: VmSize, gib: number): Amounts {
  const reservedCpu = Math.trunc(1000 * tax(vcpus, CPU_TAX) + 1e-9);
  const reservedMemory = Math.trunc(1024 * tax(gib, MEMORY_TAX) + 1e-9) + 750;
  return new Map([
    ...capacity,
    ['cpu', capacity.get('cpu')! - reservedCpu],
    ['memory', capacity.get('memory')! - reservedMemory * MIB],
  ]);
}

const CPU_TAX: readonly [upTo: number, rate: number][] = [
  [1, 0.06],
  [2, 0.04],
  [4, 0.02],
  [Infinity, 0.01],
];
const MEMORY_TAX: readonly [upTo: number, rate: number][] = [
  [4, 0.25],
  [8, 0.2],
  [16, 0.1],
  [128, 0.06],
  [Infinity, 0.02],
];

/** A part of an amount, at a rate for each bracket. */
function tax(amount: number, brackets: readonly (readonly [number, number])[]): number {
  let sum = 0;
  let from = 0;
  for (const [upTo, rate] of brackets) {
    if (amount <= from) break;
    sum += (Math.min(amount, upTo) - from) * rate;
    from = upTo;
  }
  return sum;
}

type Value = string | number | boolean | undefined;

function label(key: string, ...values: Value[]): Requirement {
  return new Requirement(key, false, new Set(values.flatMap((value) => (value === undefined ? [] : [String(value)]))));
}

/** The labels of sizes by key and value: a thousand sizes have few different ones. */
const labels = new Map<string, Map<Value, Requirement>>();

function shared(key: string, value: Value): Requirement {
  const ofKey = labels.get(key) ?? new Map<Value, Requirement>();
  labels.set(key, ofKey);
  const requirement = ofKey.get(value) ?? label(key, value);
  ofKey.set(value, requirement);
  return requirement;
}

function sku(name: string, value: Value): Requirement {
  return shared(`karpenter.azure.com/sku-${name}`, value);
}

/** The labels that every size has, made once for all. */
function commonLabels({ regions, imageFamily }: AzureNodes): readonly Requirement[] {
  return [
    label('kubernetes.io/os', 'linux'),
    label('topology.kubernetes.io/region', ...regions),
    label('topology.kubernetes.io/zone', ...regions.flatMap(zonesOf)),
    label('karpenter.sh/capacity-type', 'on-demand', 'spot'),
    label('karpenter.azure.com/placement-scope', 'zonal', 'regional'),
    label('kubernetes.azure.com/os-sku', imageFamily === 'AzureLinux' ? 'AzureLinux' : 'Ubuntu'),
    label('kubernetes.azure.com/mode', 'user', 'system'),
    label('kubernetes.azure.com/scalesetpriority', 'regular', 'spot'),
  ];
}

/** The labels of a size are the same for every node class. */
const labelsOf = once((size: VmSize): readonly Requirement[] => makeLabels(size));

function makeLabels(size: VmSize): readonly Requirement[] {
  const known = (name: string, value: boolean | number | undefined): Requirement[] =>
    value === undefined ? [] : [sku(name, value)];
  return [
    label('node.kubernetes.io/instance-type', size.name),
    shared('kubernetes.io/arch', size.arch),
    sku('name', size.name),
    sku('family', size.series.charAt(0)),
    sku('series', size.series),
    sku('version', size.version),
    sku('cpu', size.vcpus),
    sku('memory', size.memoryMiB),
    shared('kubernetes.azure.com/sku-cpu', size.vcpus),
    shared('kubernetes.azure.com/sku-memory', size.memoryMiB),
    sku('gpu-count', size.gpuManufacturer ? size.apiGpus : 0),
    sku('gpu-manufacturer', size.gpuManufacturer),
    sku('gpu-name', size.gpuManufacturer && size.gpuName),
    sku('storage-premium-capable', size.premiumIO),
    ...known('networking-accelerated', size.acceleratedNetworking),
    ...known('storage-ephemeralos-maxsize', size.ephemeralOsDiskMaxGB),
  ];
}

/** Where a size is offered, and how; the same for all. */
interface Place {
  readonly region: string;
  readonly labels: Requirements;
}

function placesOf({ regions }: AzureNodes): readonly Place[] {
  return regions.flatMap((region) =>
    zonesOf(region).flatMap((zone) =>
      ['on-demand', 'spot'].map((type) => ({
        region,
        labels: Requirements.of([
          Requirement.is('topology.kubernetes.io/region', region),
          Requirement.is('topology.kubernetes.io/zone', zone),
          Requirement.is('karpenter.sh/capacity-type', type),
        ]),
      })),
    ),
  );
}

/** The price of the region, or that of another where it is not known, as the provider takes it. */
function priceOf({ prices }: VmSize, region: string): number | undefined {
  return prices[region] ?? prices.eastus ?? Object.values(prices)[0];
}

function zonesOf(region: string): string[] {
  return [1, 2, 3].map((zone) => `${region}-${zone}`);
}
