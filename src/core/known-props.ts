import { TEMPLATE, TEXTS, objectOf } from './prop-words';
import type { PropShapes } from './require-props';
import type { ToolFileProps } from './tool-file';
import type { DefaultDenyProps } from './network/default-deny';
import type { JobProps } from './workload/job';
import type { CronJobProps } from './workload/cron-job';
import type { DaemonSetProps } from './workload/daemon-set';
import type { DeploymentProps } from './workload/deployment';
import type { StatefulSetProps } from './workload/stateful-set';

const METADATA = objectOf('name', 'labels', 'annotations', 'namespace', 'finalizers', 'ownerReferences');

const SELECTOR = objectOf('matchLabels', 'matchExpressions');

const STRATEGY = objectOf('type', 'rollingUpdate');

/** The properties of ToolFile. */
export const TOOL_FILE: PropShapes<ToolFileProps> = {
  name: 'value',
  content: 'value',
};

/** The properties of DefaultDeny. */
export const DEFAULT_DENY: PropShapes<DefaultDenyProps> = {
  namespace: 'value?',
  name: 'value?',
  pods: TEXTS,
  egress: 'boolean?',
};

/** The properties of Job. */
export const JOB: PropShapes<JobProps> = {
  metadata: METADATA,
  template: TEMPLATE,
  activeDeadlineSeconds: 'value?',
  backoffLimit: 'value?',
  backoffLimitPerIndex: 'value?',
  completionMode: 'value?',
  completions: 'value?',
  managedBy: 'value?',
  manualSelector: 'value?',
  maxFailedIndexes: 'value?',
  parallelism: 'value?',
  podFailurePolicy: objectOf('rules'),
  podReplacementPolicy: 'value?',
  selector: SELECTOR,
  successPolicy: objectOf('rules'),
  suspend: 'value?',
  ttlSecondsAfterFinished: 'value?',
};

/** The properties of CronJob. */
export const CRON_JOB: PropShapes<CronJobProps> = {
  metadata: METADATA,
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
  metadata: METADATA,
  selector: SELECTOR,
  template: TEMPLATE,
  minReadySeconds: 'value?',
  revisionHistoryLimit: 'value?',
  updateStrategy: STRATEGY,
};

/** The properties of Deployment. */
export const DEPLOYMENT: PropShapes<DeploymentProps> = {
  metadata: METADATA,
  selector: SELECTOR,
  template: TEMPLATE,
  minReadySeconds: 'value?',
  revisionHistoryLimit: 'value?',
  paused: 'value?',
  progressDeadlineSeconds: 'value?',
  replicas: 'value?',
  strategy: STRATEGY,
};

/** The properties of StatefulSet. */
export const STATEFUL_SET: PropShapes<StatefulSetProps> = {
  metadata: METADATA,
  selector: SELECTOR,
  template: TEMPLATE,
  minReadySeconds: 'value?',
  revisionHistoryLimit: 'value?',
  updateStrategy: STRATEGY,
  replicas: 'value?',
  ordinals: objectOf('start'),
  persistentVolumeClaimRetentionPolicy: objectOf('whenDeleted', 'whenScaled'),
  podManagementPolicy: 'value?',
  serviceName: 'value?',
  volumeClaimTemplates: {
    'each?': {
      apiVersion: 'value?',
      kind: 'value?',
      metadata: METADATA,
      spec: objectOf('accessModes', 'resources', 'storageClassName and the like'),
    },
  },
};
