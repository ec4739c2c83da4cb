import type { Taint } from '../core/taint';
import type { GpuOperatorProps } from './gpu-operator';

/** What the values are made from. */
export interface OperatorSettings extends Pick<GpuOperatorProps, 'driverVersion' | 'migStrategy' | 'metrics'> {
  readonly driver: 'operator' | 'provider';
  /** The taints of the pools. */
  readonly taints: readonly Taint[];
  /** The name of the ConfigMap with the sharing; none where GPUs are not shared. */
  readonly config?: string;
}

/**
 * The values of the chart `gpu-operator`, those that differ from its own.
 *
 * @see https://github.com/NVIDIA/gpu-operator/blob/main/deployments/gpu-operator/values.yaml
 */
export function operatorValues(settings: OperatorSettings): Record<string, unknown> {
  const { driver, driverVersion, migStrategy, metrics = true, config } = settings;
  const own = driver === 'operator';
  // A list of Helm values replaces that of the chart, which tolerates this one taint.
  const gpu = { key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' };
  const others = settings.taints.filter(({ key, effect }) => key !== gpu.key || effect !== gpu.effect);
  const tolerations = [
    ...new Map([gpu, ...others.map((taint) => taint.toleration())].map((one) => [JSON.stringify(one), one])).values(),
  ];
  return {
    daemonsets: { tolerations },
    driver: { enabled: own, ...(driverVersion !== undefined && { version: driverVersion }) },
    toolkit: { enabled: own },
    // AKS's node image has the runtime under this name.
    ...(!own && { operator: { runtimeClass: 'nvidia-container-runtime' } }),
    ...(config !== undefined && { devicePlugin: { config: { name: config, default: 'any' } } }),
    ...(migStrategy !== undefined && { mig: { strategy: migStrategy } }),
    dcgmExporter: { enabled: metrics },
    // Its worker finds the GPUs, and its own chart tolerates none of the taints.
    'node-feature-discovery': { worker: { tolerations } },
  };
}
