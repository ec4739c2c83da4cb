import * as fs from 'fs';
import * as path from 'path';
import { packageRoot } from './package-root';

/** What is known of a size of Azure's virtual machines. */
export interface VmSize {
  /** Such as `Standard_NC24ads_A100_v4`. */
  readonly name: string;
  /** The name without its numbers, such as `NCads_v4`; A10 and A100 share that one. */
  readonly series: string;
  /** The version of the series, `1` where its name has none. */
  readonly version: string;
  readonly arch: 'amd64' | 'arm64';
  readonly vcpus: number;
  readonly memoryMiB: number;
  /** Devices that the machine has; 1 of a machine with a part of one. */
  readonly gpus: number;
  /** Devices that Azure's API tells of, which Karpenter believes; 0 for some machines that have GPUs. */
  readonly apiGpus: number;
  /** Whose devices Karpenter counts; `undefined` for machines that are CPU machines to it. */
  readonly gpuManufacturer: 'nvidia' | 'amd' | undefined;
  /** The part of the size's name that tells the GPU, such as `T4`; many names tell none. */
  readonly gpuName: string | undefined;
  /** The part of one device that the machine has, such as `1/6`. */
  readonly gpuFraction: string | undefined;
  readonly acceleratedNetworking: boolean | undefined;
  readonly premiumIO: boolean;
  readonly ephemeralOsDiskMaxGB: number | undefined;
  /** Whether Karpenter's Azure provider offers it at all. */
  readonly karpenter: boolean;
  /** The day after which it is no longer sold, as `YYYY-MM-DD`; it may be in the future. */
  readonly retired: string | undefined;
  readonly replacement: string | undefined;
  /** List prices by region in US dollars an hour, on demand; none where it is not known. */
  readonly prices: Readonly<Record<string, number>>;
}

/** The catalogue of Azure's sizes. */
export interface VmSizes {
  /** Where the facts are from. */
  readonly source: string;
  /** The day on which retirements were judged, as `YYYY-MM-DD`. Answers do not change with the clock. */
  readonly judged: string;
  readonly sizes: readonly VmSize[];
  readonly byName: ReadonlyMap<string, VmSize>;
}

let azure: VmSizes | undefined;

/** The sizes of Azure, read at the first use. */
export function azureVmSizes(): VmSizes {
  azure ??= load(path.join(packageRoot(), 'src/facts/vm-sizes/azure.json'));
  return azure;
}

/** Whether a size is no longer sold on a day. */
export function isRetired({ retired }: VmSize, day: string): boolean {
  return retired !== undefined && retired <= day;
}

type Cell = string | number | Readonly<Record<string, number>> | null;

interface File {
  readonly about: { readonly source: string; readonly judged: string };
  readonly columns: readonly string[];
  readonly sizes: readonly (readonly Cell[])[];
}

function load(file: string): VmSizes {
  const { about, columns, sizes } = JSON.parse(fs.readFileSync(file, 'utf8')) as File;
  const index = new Map(columns.map((column, at) => [column, at]));
  const rows = sizes.map((row) => {
    const cell = (column: string): Cell => row[index.get(column)!] ?? null;
    return toSize(cell);
  });
  return { ...about, sizes: rows, byName: new Map(rows.map((size) => [size.name, size])) };
}

function toSize(cell: (column: string) => Cell): VmSize {
  const text = (column: string): string | undefined => (cell(column) as string | null) ?? undefined;
  const number = (column: string): number | undefined => (cell(column) as number | null) ?? undefined;
  const networking = number('acceleratedNetworking');
  const gpus = number('gpus') ?? 0;
  return {
    name: text('name')!,
    series: text('series')!,
    version: text('version')!,
    arch: text('arch') as VmSize['arch'],
    vcpus: number('vcpus')!,
    memoryMiB: number('memoryMiB')!,
    gpus,
    apiGpus: number('apiGpus') ?? gpus,
    gpuManufacturer: text('gpuManufacturer') as VmSize['gpuManufacturer'],
    gpuName: text('gpuName'),
    gpuFraction: text('gpuFraction'),
    acceleratedNetworking: networking === undefined ? undefined : networking === 1,
    premiumIO: number('premiumIO') === 1,
    ephemeralOsDiskMaxGB: number('ephemeralOsDiskMaxGB'),
    karpenter: number('karpenter') === 1,
    retired: text('retired'),
    replacement: text('replacement'),
    prices: (cell('priceUsdPerHour') as Readonly<Record<string, number>> | null) ?? {},
  };
}
