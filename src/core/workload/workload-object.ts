import { Names } from 'cdk8s';
import type { ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';
import type * as k8s from '../../../imports/kubernetes';
import { isEmpty } from '../copy';
import { kindOf } from '../../facts/given';
import { isMapping } from '../../facts/is-mapping';
import { fail } from '../fail';
import { KubeObject } from '../kube-object';
import { renderPods } from '../pod/pod-template';
import type { PodTemplateProps } from '../pod/pod-template';

/** What a {@link WorkloadObject} is made of. */
export interface WorkloadObjectProps {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: ApiObjectMetadata;
  /** The spec without its template. */
  readonly spec: { readonly selector?: k8s.LabelSelector } & Readonly<Record<string, unknown>>;
  readonly template: PodTemplateProps;
  /** Whether the kind needs a selector that matches the labels of its pods. */
  readonly selector?: boolean;
  /** Names of volumes that come from elsewhere, such as a StatefulSet's claims. */
  readonly claimedVolumes?: readonly string[];
}

const NAME_LABEL = 'app.kubernetes.io/name';

/** The object named `Resource` of a workload construct: a spec with one pod template, and a selector that matches it. */
export class WorkloadObject extends KubeObject {
  /** The labels that select its pods; empty where the kind needs no selector. */
  public readonly matchLabels: Readonly<Record<string, string>>;

  public constructor(workload: Construct, props: WorkloadObjectProps) {
    const { apiVersion, kind, metadata, spec, template } = props;
    const labels = template.labels ?? (props.selector ? defaultLabels(workload, spec.selector, metadata) : undefined);
    const matchLabels = props.selector ? (spec.selector?.matchLabels ?? (spec.selector ? {} : labels)) : undefined;
    for (const [key, value] of Object.entries(matchLabels ?? {})) {
      if (labels?.[key] === value) continue;
      throw fail(workload, `the selector wants the label '${key}: ${value}' that the template's pods do not have`);
    }
    if (props.selector && isEmpty(matchLabels) && isEmpty(spec.selector?.matchExpressions)) {
      throw fail(
        workload,
        // A Map has no keys of its own.
        isMapping(labels) && Symbol.iterator in labels
          ? `labels of a pod is ${kindOf(labels)}, allowed is an object`
          : 'the pods have no labels to select them by',
      );
    }
    const pods = renderPods(workload, { ...template, labels }, props.claimedVolumes);
    super(workload, 'Resource', {
      apiVersion,
      kind,
      metadata,
      spec: { ...spec, ...(props.selector && { selector: spec.selector ?? { matchLabels } }), template: pods },
    });
    this.matchLabels = { ...matchLabels };
  }
}

/** Without a name of its own, the label is unique as the name is that cdk8s makes, or workloads would select each other's pods. */
function defaultLabels(
  workload: Construct,
  selector: k8s.LabelSelector | undefined,
  metadata: ApiObjectMetadata | undefined,
): Readonly<Record<string, string>> {
  if (selector?.matchLabels) return selector.matchLabels;
  if (metadata?.name === undefined) return { [NAME_LABEL]: Names.toLabelValue(workload) };
  // A label holds 63 characters, a name up to 253.
  return { [NAME_LABEL]: metadata.name.slice(0, 63).replace(/[^a-z0-9]+$/, '') };
}
