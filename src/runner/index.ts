export { Runner } from './runner';
export type { RunnerProps } from './runner';
export { RunnerAccess } from './runner-access';
export type { RunnerAccessProps } from './runner-access';
export { RunnerState } from './runner-state';
export type { RunnerStateProps, RunnerStateValue } from './runner-state';
export type { RunnerCache, RunnerLogging, RunnerQueues } from './runner-settings';
export * from './scaling';
