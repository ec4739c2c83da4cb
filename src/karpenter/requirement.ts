import { kindOf, requireMapping } from '../facts/given';
import { labelValue, qualifiedName } from '../facts/names';

/** How a requirement compares a label of the node with its values. `Gte` and `Lte` exist since Karpenter 1.9. */
export type RequirementOperator = 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt' | 'Gte' | 'Lte';

/** Whether a node is bought on demand or as spot capacity, which Azure may take back at 30 seconds' notice. */
export type CapacityType = 'on-demand' | 'spot';

/** One requirement as a NodePool has it. */
export interface RequirementJson {
  /** The label of the node. */
  readonly key: string;
  /** How label and values are compared. */
  readonly operator: RequirementOperator;
  /** What the operator compares with; none for `Exists` and `DoesNotExist`. */
  readonly values?: readonly string[];
  /** How many different values Karpenter must have to choose from. */
  readonly minValues?: number;
}

/** How many values of an `In` or `Exists` requirement must remain possible, from 1 to 50. */
export interface FlexibleOptions {
  /**
   * How many different values Karpenter must have to choose from.
   * @default - one is enough
   */
  readonly minValues?: number;
}

const OPERATORS: readonly RequirementOperator[] = ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt', 'Gte', 'Lte'];
const NUMERIC: readonly RequirementOperator[] = ['Gt', 'Lt', 'Gte', 'Lte'];

/**
 * What a NodePool asks of the machines it may start, by a typed key. Several requirements all hold at once.
 *
 * @example
 * Requirement.skuName('Standard_NC24ads_A100_v4');
 * @see https://karpenter.sh/docs/concepts/nodepools/#spectemplatespecrequirements
 * @see https://learn.microsoft.com/azure/aks/node-autoprovision-node-pools
 */
export class Requirement {
  /** The CPU architecture of the machine. */
  public static arch(...values: ('amd64' | 'arm64')[]): Requirement {
    return Requirement.in('kubernetes.io/arch', values);
  }

  /** The operating system of the machine. */
  public static os(...values: ('linux' | 'windows')[]): Requirement {
    return Requirement.in('kubernetes.io/os', values);
  }

  /** On demand or spot; Karpenter takes the cheapest that is offered. */
  public static capacityType(...values: CapacityType[]): Requirement {
    return Requirement.in('karpenter.sh/capacity-type', values);
  }

  /** Availability zones, such as `westeurope-1`. */
  public static zone(...values: string[]): Requirement {
    return Requirement.in('topology.kubernetes.io/zone', values);
  }

  /** Azure VM sizes by their whole name, such as `Standard_NC24ads_A100_v4`. */
  public static skuName(...values: string[]): Requirement {
    return Requirement.in('karpenter.azure.com/sku-name', values);
  }

  /** The one letter of the VM family: `D`, `E`, `F`, and `N` for GPUs of any kind. */
  public static skuFamily(...values: string[]): Requirement {
    return Requirement.in('karpenter.azure.com/sku-family', values);
  }

  /** The series without its size, such as `NCads_v4`. A10 and A100 share that one. */
  public static skuSeries(...values: string[]): Requirement {
    return Requirement.in('karpenter.azure.com/sku-series', values);
  }

  /** The version number of the size, as text: `4` of `Standard_NC24ads_A100_v4`, `1` where it has none. */
  public static skuVersion(...values: string[]): Requirement {
    return Requirement.in('karpenter.azure.com/sku-version', values);
  }

  /** How many GPUs a machine has. `0` for machines without one. */
  public static skuGpuCount(...values: number[]): Requirement {
    return Requirement.in('karpenter.azure.com/sku-gpu-count', values.map(String));
  }

  /** The GPU's name as it stands in the size's name: `T4`, `A10`, `A100`, `H100`. Sizes of NCv3 have none, so `V100` never matches. */
  public static skuGpuName(...values: string[]): Requirement {
    return Requirement.in('karpenter.azure.com/sku-gpu-name', values);
  }

  /** Who made the GPU; machines without one have no such label. */
  public static skuGpuManufacturer(...values: ('nvidia' | 'amd')[]): Requirement {
    return Requirement.in('karpenter.azure.com/sku-gpu-manufacturer', values);
  }

  /** How many virtual CPUs a machine has; see {@link Requirement.atLeast} for a lower bound. */
  public static skuCpu(...values: number[]): Requirement {
    return Requirement.in('karpenter.azure.com/sku-cpu', values.map(String));
  }

  /** How much memory a machine has, in MiB. */
  public static skuMemory(...values: number[]): Requirement {
    return Requirement.in('karpenter.azure.com/sku-memory', values.map(String));
  }

  /** Whether the machine can be placed in a zone, or in the region only. */
  public static placementScope(...values: ('zonal' | 'regional')[]): Requirement {
    return Requirement.in('karpenter.azure.com/placement-scope', values);
  }

  /** Whether the network interface is accelerated. */
  public static acceleratedNetworking(value: boolean): Requirement {
    return Requirement.in('karpenter.azure.com/sku-networking-accelerated', [String(value)]);
  }

  /** Whether premium disks can be attached. */
  public static premiumStorage(value: boolean): Requirement {
    return Requirement.in('karpenter.azure.com/sku-storage-premium-capable', [String(value)]);
  }

  /** The machine's label is one of these values. */
  public static in(key: string, values: readonly string[], options: FlexibleOptions = {}): Requirement {
    requireMapping('the options of Requirement.in', options, ['minValues']);
    return new Requirement(key, 'In', values, options.minValues);
  }

  /** The machine's label is none of these values, or absent. */
  public static notIn(key: string, values: readonly string[]): Requirement {
    return new Requirement(key, 'NotIn', values);
  }

  /** The machine has the label. */
  public static exists(key: string, options: FlexibleOptions = {}): Requirement {
    requireMapping('the options of Requirement.exists', options, ['minValues']);
    return new Requirement(key, 'Exists', undefined, options.minValues);
  }

  /** The machine does not have the label. */
  public static doesNotExist(key: string): Requirement {
    return new Requirement(key, 'DoesNotExist');
  }

  /** The machine's label, read as a whole number, is more than the value. */
  public static greaterThan(key: string, value: number): Requirement {
    return new Requirement(key, 'Gt', [String(value)]);
  }

  /** The machine's label, read as a whole number, is less than the value. */
  public static lessThan(key: string, value: number): Requirement {
    return new Requirement(key, 'Lt', [String(value)]);
  }

  /** The machine's label, read as a whole number, is the value or more. */
  public static atLeast(key: string, value: number): Requirement {
    return new Requirement(key, 'Gte', [String(value)]);
  }

  /** The machine's label, read as a whole number, is the value or less. */
  public static atMost(key: string, value: number): Requirement {
    return new Requirement(key, 'Lte', [String(value)]);
  }

  /** What the operator compares with. */
  public readonly values: readonly string[];

  private constructor(
    /** The label of the node, such as `karpenter.azure.com/sku-name`. */
    public readonly key: string,
    /** How label and values are compared. */
    public readonly operator: RequirementOperator,
    values: readonly string[] = [],
    /** How many different values Karpenter must have to choose from. */
    public readonly minValues?: number,
  ) {
    const given: unknown = values;
    if (!Array.isArray(given))
      throw new Error(`values of a Requirement is ${kindOf(given)}, allowed is a list of text`);
    this.values = [...values];
    const problem = this.problem();
    if (problem !== undefined) throw new Error(`requirement ${key} ${operator} [${this.values.join(', ')}] ${problem}`);
  }

  /** As a NodePool has it. */
  public toJson(): RequirementJson {
    const { key, operator, values, minValues } = this;
    return {
      key,
      operator,
      ...(values.length > 0 && { values: [...values] }),
      ...(minValues !== undefined && { minValues }),
    };
  }

  private problem(): string | undefined {
    const { key, operator, values, minValues } = this;
    if (!OPERATORS.includes(operator)) return `has an unknown operator, allowed are ${OPERATORS.join(', ')}`;
    const keyProblem = qualifiedName(key);
    if (keyProblem !== undefined) return `has a key that ${keyProblem}`;
    if (operator === 'In' && values.length === 0) return 'has no value, In needs at least one';
    for (const value of values) {
      const valueProblem = typeof value === 'string' ? labelValue(value) : 'must be text';
      if (valueProblem !== undefined) return `has the value '${value}', which ${valueProblem}`;
    }
    if (NUMERIC.includes(operator) && !/^\d+$/.test(values[0] ?? '')) return 'needs one whole number of at least 0';
    if (minValues === undefined) return undefined;
    if (!Number.isInteger(minValues) || minValues < 1 || minValues > 50)
      return `has minValues ${minValues}, allowed are 1 to 50`;
    if (operator === 'In' && values.length < minValues)
      return `has minValues ${minValues} but only ${values.length} values`;
    return undefined;
  }
}
