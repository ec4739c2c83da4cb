import type { PropShapes } from './require-props';
import type { ToolFileProps } from './tool-file';
import type { DefaultDenyProps } from './network/default-deny';
import type { JobProps } from './workload/job';
import type { CronJobProps } from './workload/cron-job';
import type { DaemonSetProps } from './workload/daemon-set';
import type { DeploymentProps } from './workload/deployment';
import type { StatefulSetProps } from './workload/stateful-set';

/** The properties of ToolFile. */
export const TOOL_FILE: PropShapes<ToolFileProps> = {
  name: 'value',
  content: 'value',
};

/** The properties of DefaultDeny. */
export const DEFAULT_DENY: PropShapes<DefaultDenyProps> = {
  namespace: 'value?',
  name: 'value?',
  pods: 'object?',
  egress: 'value?',
};

/** The properties of Job. */
export const JOB: PropShapes<JobProps> = {
  metadata: 'object?',
  template: 'object',
  activeDeadlineSeconds: 'value?',
  backoffLimit: 'value?',
  backoffLimitPerIndex: 'value?',
  completionMode: 'value?',
  completions: 'value?',
  managedBy: 'value?',
  manualSelector: 'value?',
  maxFailedIndexes: 'value?',
  parallelism: 'value?',
  podFailurePolicy: 'object?',
  podReplacementPolicy: 'value?',
  selector: 'object?',
  successPolicy: 'object?',
  suspend: 'value?',
  ttlSecondsAfterFinished: 'value?',
};

/** The properties of CronJob. */
export const CRON_JOB: PropShapes<CronJobProps> = {
  metadata: 'object?',
  jobTemplate: { fields: JOB },
  suspend: 'value?',
  concurrencyPolicy: 'value?',
  failedJobsHistoryLimit: 'value?',
  schedule: 'value',
  startingDeadlineSeconds: 'value?',
  successfulJobsHistoryLimit: 'value?',
  timeZone: 'value?',
};

/** The properties of DaemonSet. */
export const DAEMON_SET: PropShapes<DaemonSetProps> = {
  metadata: 'object?',
  selector: 'object?',
  template: 'object',
  minReadySeconds: 'value?',
  revisionHistoryLimit: 'value?',
  updateStrategy: 'object?',
};

/** The properties of Deployment. */
export const DEPLOYMENT: PropShapes<DeploymentProps> = {
  metadata: 'object?',
  selector: 'object?',
  template: 'object',
  minReadySeconds: 'value?',
  revisionHistoryLimit: 'value?',
  paused: 'value?',
  progressDeadlineSeconds: 'value?',
  replicas: 'value?',
  strategy: 'object?',
};

/** The properties of StatefulSet. */
export const STATEFUL_SET: PropShapes<StatefulSetProps> = {
  metadata: 'object?',
  selector: 'object?',
  template: 'object',
  minReadySeconds: 'value?',
  revisionHistoryLimit: 'value?',
  updateStrategy: 'object?',
  replicas: 'value?',
  ordinals: 'object?',
  persistentVolumeClaimRetentionPolicy: 'object?',
  podManagementPolicy: 'value?',
  serviceName: 'value?',
  volumeClaimTemplates: {
    'each?': { apiVersion: 'value?', kind: 'value?', metadata: 'object?', spec: 'object?' },
  },
};
