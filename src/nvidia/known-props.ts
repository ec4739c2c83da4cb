import { PLACEMENT, POOL } from '../core/require-props';
import { RESOURCES, SAFE_DEFAULTS, TOLERATION } from '../core/pod/known-props';
import { objectOf } from '../core/prop-words';
import type { PropShapes } from '../core/require-props';
import type { DevicePluginProps } from './device-plugin';
import type { GpuOperatorProps } from './gpu-operator';
import type { GpuSmokeTestProps } from './gpu-smoke-test';
import type { PluginConfig } from './plugin-config';

const SHARING = { 'made?': ['toJson', 'one of Sharing.timeSlicing(...) and Sharing.mps(...)'] } as const;

/** What may differ from node to node. */
export const PLUGIN_CONFIG: PropShapes<PluginConfig> = {
  migStrategy: 'value?',
  migProfiles: 'texts?',
  sharing: SHARING,
  failOnInitError: 'boolean?',
  deviceListStrategy: 'texts?',
  deviceIDStrategy: 'value?',
  passDeviceSpecs: 'boolean?',
  gdsEnabled: 'boolean?',
  mofedEnabled: 'boolean?',
  deviceDiscoveryStrategy: 'value?',
};

/** The properties of DevicePlugin. */
export const DEVICE_PLUGIN: PropShapes<DevicePluginProps> = {
  pools: { 'eachMade?': POOL },
  namespace: 'value?',
  createNamespace: 'boolean?',
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
  resources: { 'fields?': RESOURCES },
  updateStrategy: objectOf('type', 'rollingUpdate'),
  networkPolicy: 'boolean?',
  configs: {
    'fields?': {
      default: 'value?',
      map: { object: "an object of names and configs, such as { cut: { migStrategy: 'single' } }" },
    },
  },
  edition: 'value?',
  ...PLUGIN_CONFIG,
};

/** The properties of GpuOperator. */
export const GPU_OPERATOR: PropShapes<GpuOperatorProps> = {
  pools: { eachMade: POOL },
  namespace: 'value?',
  release: 'value?',
  driver: 'value?',
  driverVersion: 'value?',
  migStrategy: 'value?',
  sharing: SHARING,
  metrics: 'boolean?',
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
  safeDefaults: { 'fields?': SAFE_DEFAULTS },
  edition: 'value?',
};
