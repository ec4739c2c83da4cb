import type { Taint } from '../core/taint';
import type { Requirement } from './requirement';

const SIZE_KEYS = [
  'karpenter.azure.com/sku-name',
  'node.kubernetes.io/instance-type',
  'beta.kubernetes.io/instance-type',
];

/** Azure's N family is that of GPUs; its sizes begin with NC, ND, NG or NV, and NP has FPGAs. */
const GPU_SIZE = /^Standard_N[CDGV]/;

/**
 * Whether every machine that the requirements allow has a GPU, as far as they tell; or the pool is kept for GPU work by its taint.
 *
 * @see https://learn.microsoft.com/azure/virtual-machines/sizes/overview#gpu-accelerated
 */
export function isGpuPool(requirements: readonly Requirement[], taints: readonly Taint[]): boolean {
  return requirements.some(asksForGpu) || taints.some(({ key }) => key === 'nvidia.com/gpu' || key === 'amd.com/gpu');
}

function asksForGpu({ key, operator, values }: Requirement): boolean {
  if (operator === 'In') {
    if (SIZE_KEYS.includes(key)) return values.every((value) => GPU_SIZE.test(value));
    if (key === 'karpenter.azure.com/sku-family') return values.every((value) => value === 'N');
    if (key === 'karpenter.azure.com/sku-series') return values.every((value) => /^N[CDGV]/.test(value));
  }
  // The other keys of GPUs: sku-gpu-name, instance-gpu-count, ...
  if (!/[-/]gpu-(name|count|manufacturer|memory)$/.test(key)) return false;
  if (operator === 'Lt' || operator === 'Lte' || operator === 'DoesNotExist' || operator === 'NotIn') return false;
  return operator === 'Exists' ? !key.endsWith('-count') : !values.includes('0') || operator === 'Gt';
}
