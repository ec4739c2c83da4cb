import type { ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import type * as k8s from '../../../imports/kubernetes';
import type { PodTemplateProps } from '../pod/pod-template';
import { WorkloadObject } from './workload-object';
import { requireProps } from '../require-props';
import { DAEMON_SET } from '../known-props';

/** Properties of a {@link DaemonSet}: every field of its spec, with the pods as {@link PodTemplateProps}. */
export interface DaemonSetProps extends Omit<k8s.DaemonSetSpec, 'template' | 'selector'> {
  /** Name, namespace, labels and annotations of the DaemonSet. */
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
 * One pod on each node that it may run on. Karpenter counts its requests as overhead of a new node.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/
 */
export class DaemonSet extends Construct {
  /** The name of the object. */
  public readonly name: string;
  /** The labels that select its pods, for a Service or a NetworkPolicy. */
  public readonly matchLabels: Readonly<Record<string, string>>;

  public constructor(scope: Construct, id: string, props: DaemonSetProps) {
    super(scope, id);
    requireProps(this, 'a DaemonSet', props, DAEMON_SET);
    const { metadata, template, ...spec } = props;
    const object = new WorkloadObject(this, {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata,
      spec,
      template,
      selector: true,
    });
    this.name = object.name;
    this.matchLabels = object.matchLabels;
  }
}
