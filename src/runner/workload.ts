import type { Construct } from 'constructs';
import { fail, requireInteger, requireMatch, requireOneOf } from '../core/fail';
import type { PodTemplateProps } from '../core/pod/pod-template';
import { ignoreDisruptions } from '../core/workload/ignore-disruptions';
import { WorkloadObject } from '../core/workload/workload-object';
import { rootReason } from './root-reason';
import type { RunnerProps } from './runner-props';
import { isScaledJob } from './runner-scaling';
import type { RunnerVersion } from './runner-version';
import { secondsOf } from './settings/values';

/** Properties that a workload of another kind would drop without a word. */
const DEPLOYMENT_ONLY = ['replicas', 'strategy', 'maxSurge', 'maxUnavailable', 'progressDeadlineSeconds'] as const;
const JOB_ONLY = ['parallelism', 'backoffLimit'] as const;

/** How long a pod that is to end may work on, where nothing else is said. */
export const GRACE_SECONDS = 3600;

/** Before the first pod runs Karpenter starts a machine, AKS its driver, and the image of many gigabytes is pulled. */
const START_SECONDS = 1800;

/** A share of the pods, such as `25%`. */
const PERCENT = /^\d+%$/;

/** Fails where a property is not of the kind of workload, or a Job would never end. */
export function requireWorkload(runner: Construct, version: RunnerVersion, props: RunnerProps): void {
  const { workload = 'Deployment' } = props;
  requireOneOf(runner, 'workload', workload, ['Deployment', 'Job']);
  requireInteger(runner, 'replicas', props.replicas, 0);
  requireInteger(runner, 'parallelism', props.parallelism, 0);
  requireInteger(runner, 'backoffLimit', props.backoffLimit, 0);
  requireInteger(runner, 'progressDeadlineSeconds', props.progressDeadlineSeconds, 1);
  requireOneOf(runner, 'strategy', props.strategy, ['RollingUpdate', 'Recreate']);
  requireRollout(runner, props);
  const kind = isScaledJob(props) ? 'scaled job' : workload;
  const others = [...(kind === 'Deployment' ? [] : DEPLOYMENT_ONLY), ...(kind === 'Job' ? [] : JOB_ONLY)];
  const lost = others.find((option) => props[option] !== undefined);
  if (lost !== undefined) throw fail(runner, `${lost} is given, and a ${kind} does not have it`);
  if (props.scaling && props.replicas !== undefined) throw fail(runner, 'replicas is given, and scaling decides it');
  if (workload === 'Job') requireEnd(runner, version, props);
}

function requireRollout(runner: Construct, { strategy, maxSurge = 0, maxUnavailable = 1 }: RunnerProps): void {
  for (const [name, value] of Object.entries({ maxSurge, maxUnavailable })) {
    if (typeof value === 'string') requireMatch(runner, name, value, PERCENT, 'a whole number or a share such as 25%');
    else requireInteger(runner, name, value, 0);
  }
  if ([0, '0%'].includes(maxSurge) && [0, '0%'].includes(maxUnavailable))
    throw fail(runner, 'maxSurge and maxUnavailable are 0, and no update could begin');
  if (strategy === 'Recreate' && (maxSurge !== 0 || maxUnavailable !== 1))
    throw fail(runner, "maxSurge or maxUnavailable is given, and strategy 'Recreate' does not have it");
}

function requireEnd(runner: Construct, version: RunnerVersion, { limits = {} }: RunnerProps): void {
  if (!version.endsByItself)
    throw fail(
      runner,
      `workload is 'Job', and ${version.toString()} never ends by itself; releases from 0.13.2 up to 0.14.x do`,
    );
  const ends = (limits.tasks ?? 0) > 0 || secondsOf(limits.idleDuration ?? '0s') > 0;
  if (!ends) throw fail(runner, "workload is 'Job', which needs limits.idleDuration or limits.tasks, or it never ends");
}

/** Renders the Deployment or the Job. */
export function renderWorkload(runner: Construct, name: string, template: PodTemplateProps, props: RunnerProps): void {
  if (props.workload === 'Job') {
    new WorkloadObject(runner, {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name, annotations: rootReason(props) },
      spec: {
        parallelism: props.parallelism ?? 1,
        backoffLimit: props.backoffLimit ?? 2,
        podFailurePolicy: ignoreDisruptions(),
      },
      template: { ...template, restartPolicy: 'Never' },
    });
    return;
  }
  const { strategy = 'RollingUpdate', maxSurge = 0, maxUnavailable = 1, terminationGracePeriodSeconds: grace } = props;
  const { progressDeadlineSeconds = (grace ?? GRACE_SECONDS) + START_SECONDS } = props;
  new WorkloadObject(runner, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, annotations: rootReason(props) },
    spec: {
      // A number that KEDA decides would be set back by each apply.
      ...(!props.scaling && { replicas: props.replicas ?? 1 }),
      progressDeadlineSeconds,
      // A pool that is full has no GPU for a pod more, so the old pod goes before the new one comes.
      strategy:
        strategy === 'Recreate' ? { type: strategy } : { type: strategy, rollingUpdate: { maxSurge, maxUnavailable } },
    },
    template,
    selector: true,
  });
}
