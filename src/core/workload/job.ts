import type { ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import type * as k8s from '../../../imports/kubernetes';
import type { PodTemplateProps } from '../pod/pod-template';
import { requireOneOf } from '../fail';
import { WorkloadObject } from './workload-object';
import { requireProps } from '../require-props';
import { JOB } from '../known-props';

/** Properties of a {@link Job}: every field of its spec, with the pods as {@link PodTemplateProps}. */
export interface JobProps extends Omit<k8s.JobSpec, 'template'> {
  /** Name, namespace, labels and annotations of the Job. */
  readonly metadata?: ApiObjectMetadata;

  /** The pods. Their `restartPolicy` is `Never` unless it says `OnFailure`; a Job has no other. */
  readonly template: PodTemplateProps;
}

/**
 * Pods that run to completion. Kubernetes selects them by labels of its own, and a Job that exists cannot change its template.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/job/
 */
export class Job extends Construct {
  /** The name of the object. */
  public readonly name: string;

  public constructor(scope: Construct, id: string, props: JobProps) {
    super(scope, id);
    requireProps(this, 'a Job', props, JOB);
    const { metadata, template, ...spec } = props;
    requireOneOf(this, 'restartPolicy of a Job', template.restartPolicy, ['Never', 'OnFailure']);
    const pods: PodTemplateProps = { ...template, restartPolicy: template.restartPolicy ?? 'Never' };
    this.name = new WorkloadObject(this, { apiVersion: 'batch/v1', kind: 'Job', metadata, spec, template: pods }).name;
  }
}
