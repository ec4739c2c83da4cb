import type { FieldPath } from './field-path';

/** Where a kind of Kubernetes itself holds the `metadata` and `spec` of the pods that it makes, by `group/kind`. */
export const BUILT_IN_POD_TEMPLATES: Readonly<Record<string, FieldPath>> = {
  '/Pod': [],
  '/PodTemplate': ['template'],
  '/ReplicationController': ['spec', 'template'],
  'apps/DaemonSet': ['spec', 'template'],
  'apps/Deployment': ['spec', 'template'],
  'apps/ReplicaSet': ['spec', 'template'],
  'apps/StatefulSet': ['spec', 'template'],
  'batch/Job': ['spec', 'template'],
  'batch/CronJob': ['spec', 'jobTemplate', 'spec', 'template'],
};

/** The same with the custom kinds whose pods are known. */
export const POD_TEMPLATES: Readonly<Record<string, FieldPath>> = {
  ...BUILT_IN_POD_TEMPLATES,
  'kubeflow.org/Notebook': ['spec', 'template'],
  'keda.sh/ScaledJob': ['spec', 'jobTargetRef', 'template'],
  'argoproj.io/Rollout': ['spec', 'template'],
};
