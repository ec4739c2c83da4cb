import type { ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import type * as k8s from '../../../imports/kubernetes';
import type { PodTemplateProps } from '../pod/pod-template';
import { WorkloadObject } from './workload-object';
import { requireProps } from '../require-props';
import { STATEFUL_SET } from '../known-props';

/** Properties of a {@link StatefulSet}: every field of its spec, with the pods as {@link PodTemplateProps}. */
export interface StatefulSetProps extends Omit<k8s.StatefulSetSpec, 'template' | 'selector'> {
  /** Name, namespace, labels and annotations of the StatefulSet. */
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
 * Pods with a name and volumes of their own. It makes no Service: `serviceName` names one that exists.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/
 */
export class StatefulSet extends Construct {
  /** The name of the object. */
  public readonly name: string;
  /** The labels that select its pods, for a Service or a NetworkPolicy. */
  public readonly matchLabels: Readonly<Record<string, string>>;

  public constructor(scope: Construct, id: string, props: StatefulSetProps) {
    super(scope, id);
    requireProps(this, 'a StatefulSet', props, STATEFUL_SET);
    const { metadata, template, ...spec } = props;
    const object = new WorkloadObject(this, {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata,
      spec,
      template,
      selector: true,
      claimedVolumes: claimNames(props),
    });
    this.name = object.name;
    this.matchLabels = object.matchLabels;
  }
}

function claimNames(props: StatefulSetProps): string[] {
  return (props.volumeClaimTemplates ?? []).map((claim) => claim.metadata?.name ?? '');
}
