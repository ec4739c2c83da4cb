import type { Rule } from '../../rule';
import { autoscaler } from './autoscaler';
import { autoscalerMetrics } from './autoscaler-metrics';
import { controllerRecords } from './controller-records';
import { cronJob } from './cron-job';
import { disruptionBudget } from './disruption-budget';
import { jobFailurePolicy } from './job-failure-policy';
import { jobNumbers } from './job-numbers';
import { jobSelector } from './job-selector';
import { jobSuccessPolicy } from './job-success-policy';
import { rollout } from './rollout';
import { statefulSet } from './stateful-set';
import { templateRestart } from './template-restart';
import { volumeClaimTemplates } from './volume-claim-templates';
import { workloadCounts } from './workload-counts';
import { workloadSelector } from './workload-selector';

/** In the order of the ids. */
export const WORKLOAD_RULES: readonly Rule[] = [
  workloadSelector,
  templateRestart,
  workloadCounts,
  rollout,
  statefulSet,
  volumeClaimTemplates,
  jobNumbers,
  jobSelector,
  jobFailurePolicy,
  jobSuccessPolicy,
  cronJob,
  autoscaler,
  autoscalerMetrics,
  disruptionBudget,
  controllerRecords,
];
