export * from './device-plugin';
export type { DocumentedEdition } from './documented-device-plugin';
export type { PerNodeConfigs } from './per-node-configs';
export { migResource } from './plugin-config';
export type { DeviceListStrategy, MigStrategy, PluginConfig } from './plugin-config';
export * from './sharing';
export * from './gpu-smoke-test';
export { CUDA_SAMPLE_IMAGE, DEVICE_PLUGIN_RELEASE, DEVICE_PLUGIN_REPOSITORY } from './images';
export { CONFIG_LABEL } from './config-files';
