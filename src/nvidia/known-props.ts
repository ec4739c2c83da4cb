import type { PropShapes } from '../core/require-props';
import type { DevicePluginProps } from './device-plugin';
import type { GpuOperatorProps } from './gpu-operator';
import type { GpuSmokeTestProps } from './gpu-smoke-test';

/** The properties of DevicePlugin. */
export const DEVICE_PLUGIN: PropShapes<DevicePluginProps> = {
  pools: 'list?',
  namespace: 'value?',
  createNamespace: 'value?',
  name: 'value?',
  release: 'value?',
  image: 'value?',
  imagePullPolicy: 'value?',
  imagePullSecrets: 'list?',
  taints: 'list?',
  tolerations: 'list?',
  placement: 'object?',
  priorityClassName: 'value?',
  runtimeClassName: 'value?',
  nvidiaDriverRoot: 'value?',
  resources: 'object?',
  updateStrategy: 'object?',
  networkPolicy: 'value?',
  configs: 'object?',
  edition: 'value?',
  migStrategy: 'value?',
  migProfiles: 'list?',
  sharing: 'object?',
  failOnInitError: 'value?',
  deviceListStrategy: 'list?',
  deviceIDStrategy: 'value?',
  passDeviceSpecs: 'value?',
  gdsEnabled: 'value?',
  mofedEnabled: 'value?',
  deviceDiscoveryStrategy: 'value?',
};

/** The properties of GpuOperator. */
export const GPU_OPERATOR: PropShapes<GpuOperatorProps> = {
  pools: 'list',
  namespace: 'value?',
  release: 'value?',
  driver: 'value?',
  driverVersion: 'value?',
  migStrategy: 'value?',
  sharing: 'object?',
  metrics: 'value?',
  install: 'value?',
};

/** The properties of GpuSmokeTest. */
export const GPU_SMOKE_TEST: PropShapes<GpuSmokeTestProps> = {
  placement: 'object?',
  program: 'value?',
  form: 'value?',
  gpus: 'value?',
  gpuResource: 'value?',
  image: 'value?',
  args: 'list?',
  name: 'value?',
  backoffLimit: 'value?',
  ttlSecondsAfterFinished: 'value?',
  safeDefaults: 'object?',
  edition: 'value?',
};
