export { Runner } from './runner';
export type { RunnerProps } from './runner-props';
export { RunnerAccess } from './runner-access';
export type { RunnerAccessProps } from './runner-access';
export { RunnerState } from './runner-state';
export type { RunnerStateProps, RunnerStateValue } from './runner-state';
export type { RunnerScaling } from './runner-scaling';
export type { RunnerWorkVolume } from './work-volume';
export type { HostGpuLibraries } from './host-gpu-libraries';
export type { DocumentedVariant } from './documented/variants';
export { DOCUMENTED_IMAGES } from './images';
export { SETTINGS } from './settings/table';
export type { Setting, SettingType } from './settings/setting';
export type { Span } from './runner-version';
export type { GoogleQueues, LocalQueues, RabbitQueues, RunnerQueues, SqsQueues } from './settings/queues';
export type {
  RunnerCache,
  RunnerEncryption,
  RunnerLimits,
  RunnerLogging,
  RunnerMetrics,
  RunnerQueueKeys,
  RunnerS3,
  RunnerSettings,
} from './settings/props';
export * from './scaling';
export * from './build-and-test';
export * from './services';
