import type { ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import type * as k8s from '../../../imports/kubernetes';
import { requireOneOf } from '../fail';
import { KubeObject } from '../kube-object';
import { renderPods } from '../pod/pod-template';
import type { JobProps } from './job';
import { requireProps } from '../require-props';
import { CRON_JOB } from '../known-props';

/** Properties of a {@link CronJob}: every field of its spec, with the Job as {@link JobProps}. */
export interface CronJobProps extends Omit<k8s.CronJobSpec, 'jobTemplate'> {
  /** Name, namespace, labels and annotations of the CronJob. */
  readonly metadata?: ApiObjectMetadata;

  /** The Job that is made each time; its metadata is that of the Job template. */
  readonly jobTemplate: JobProps;
}

/**
 * A Job made at set times.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/
 */
export class CronJob extends Construct {
  /** The name of the object. */
  public readonly name: string;

  public constructor(scope: Construct, id: string, props: CronJobProps) {
    super(scope, id);
    requireProps(this, 'a CronJob', props, CRON_JOB);
    const { metadata, jobTemplate, ...spec } = props;
    const { metadata: jobMetadata, template, ...jobSpec } = jobTemplate;
    requireOneOf(this, 'restartPolicy of a CronJob', template.restartPolicy, ['Never', 'OnFailure']);
    const pods = renderPods(this, { ...template, restartPolicy: template.restartPolicy ?? 'Never' });
    const job = { metadata: jobMetadata, spec: { ...jobSpec, template: pods } };
    this.name = new KubeObject(this, 'Resource', {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata,
      spec: { ...spec, jobTemplate: job },
    }).name;
  }
}
