import { PLACEMENT, POOL } from '../core/require-props';
import { TOLERATION } from '../core/pod/known-props';
import type { PropShapes } from '../core/require-props';
import type { DevicePluginProps } from './device-plugin';
import type { GpuOperatorProps } from './gpu-operator';
import type { GpuSmokeTestProps } from './gpu-smoke-test';

/** The properties of DevicePlugin. */
export const DEVICE_PLUGIN: PropShapes<DevicePluginProps> = {
  pools: { 'eachMade?': POOL },
  namespace: 'value?',
  createNamespace: 'value?',
  name: 'value?',
  release: 'value?',
  image: 'value?',
  imagePullPolicy: 'value?',
  imagePullSecrets: 'texts?',
  taints: { 'eachMade?': ['toleration', 'a Taint, such as Taint.gpu()'] },
  tolerations: { 'each?': TOLERATION },
  placement: PLACEMENT,
  priorityClassName: 'value?',
  runtimeClassName: 'value?',
  nvidiaDriverRoot: 'value?',
  resources: 'object?',
  updateStrategy: 'object?',
  networkPolicy: 'value?',
  configs: 'object?',
  edition: 'value?',
  migStrategy: 'value?',
  migProfiles: 'texts?',
  sharing: 'object?',
  failOnInitError: 'value?',
  deviceListStrategy: 'texts?',
  deviceIDStrategy: 'value?',
  passDeviceSpecs: 'value?',
  gdsEnabled: 'value?',
  mofedEnabled: 'value?',
  deviceDiscoveryStrategy: 'value?',
};

/** The properties of GpuOperator. */
export const GPU_OPERATOR: PropShapes<GpuOperatorProps> = {
  pools: { eachMade: POOL },
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
  placement: PLACEMENT,
  program: 'value?',
  form: 'value?',
  gpus: 'value?',
  gpuResource: 'value?',
  image: 'value?',
  args: 'texts?',
  name: 'value?',
  backoffLimit: 'value?',
  ttlSecondsAfterFinished: 'value?',
  safeDefaults: 'object?',
  edition: 'value?',
};
