import { Construct } from 'constructs';
import { requireSyntax } from '../fail';
import { KubeObject } from '../kube-object';
import { dns1123Label, dns1123Subdomain } from '../../facts/names';
import { requireProps } from '../require-props';
import { DEFAULT_DENY } from '../known-props';

/** Properties of a {@link DefaultDeny}. */
export interface DefaultDenyProps {
  /**
   * The namespace.
   * @default - that of the chart
   */
  readonly namespace?: string;

  /**
   * The name of the NetworkPolicy.
   * @default 'default-deny-ingress', 'default-deny' with `egress`
   */
  readonly name?: string;

  /**
   * Labels of the pods that it is for.
   * @default - every pod of the namespace
   */
  readonly pods?: Readonly<Record<string, string>>;

  /**
   * Whether the pods may not connect to anything either, not even to the name service.
   * @default false
   */
  readonly egress?: boolean;
}

/**
 * A NetworkPolicy that lets nobody in: what pods need is then allowed by policies of their own, for policies only ever add. The kubelet's
 * probes, and all else that comes from the node of a pod, pass every policy. It holds nothing where the cluster's network plugin knows no
 * policies.
 *
 * @experimental
 * @example
 * import { Chart } from 'cdk8s';
 * import { DefaultDeny } from 'cdk8s-ml-platform';
 * declare const chart: Chart;
 * new DefaultDeny(chart, 'default-deny', { namespace: 'studioml' });
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-policies
 */
export class DefaultDeny extends Construct {
  /** The name of the NetworkPolicy. */
  public readonly name: string;

  /** @throws where a name is none */
  public constructor(scope: Construct, id: string, props: DefaultDenyProps = {}) {
    super(scope, id);
    requireProps(this, 'a DefaultDeny', props, DEFAULT_DENY);
    const { namespace, pods, egress = false } = props;
    this.name = props.name ?? (egress ? 'default-deny' : 'default-deny-ingress');
    requireSyntax(this, 'name', this.name, dns1123Subdomain);
    if (namespace !== undefined) requireSyntax(this, 'namespace', namespace, dns1123Label);
    new KubeObject(this, 'Resource', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: this.name, ...(namespace !== undefined && { namespace }) },
      spec: {
        podSelector: pods ? { matchLabels: { ...pods } } : {},
        policyTypes: egress ? ['Ingress', 'Egress'] : ['Ingress'],
      },
    });
  }
}
