import type { ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import type * as k8s from '../../../imports/kubernetes';
import type { PodTemplateProps } from '../pod/pod-template';
import { WorkloadObject } from './workload-object';
import { requireProps } from '../require-props';
import { DEPLOYMENT } from '../known-props';

/** Properties of a {@link Deployment}: every field of its spec, with the pods as {@link PodTemplateProps}. */
export interface DeploymentProps extends Omit<k8s.DeploymentSpec, 'template' | 'selector'> {
  /** Name, namespace, labels and annotations of the Deployment. */
  readonly metadata?: ApiObjectMetadata;
  /**
   * Which pods are its own.
   * @default - the labels of the template, or `app.kubernetes.io/name` with the name, or where none is given with the path
   */
  readonly selector?: k8s.LabelSelector;
  /** The pods. */
  readonly template: PodTemplateProps;
}

/**
 * Pods that are alike and replaceable, in a number that is kept up. Beyond cdk8s-plus it drops no field of Kubernetes 1.27 to 1.36
 * and knows GPUs; it makes no Service.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/
 */
export class Deployment extends Construct {
  /** The name of the object. */
  public readonly name: string;
  /** The labels that select its pods, for a Service or a NetworkPolicy. */
  public readonly matchLabels: Readonly<Record<string, string>>;

  public constructor(scope: Construct, id: string, props: DeploymentProps) {
    super(scope, id);
    requireProps(this, 'a Deployment', props, DEPLOYMENT);
    const { metadata, template, ...spec } = props;
    const object = new WorkloadObject(this, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec,
      template,
      selector: true,
    });
    this.name = object.name;
    this.matchLabels = object.matchLabels;
  }
}
