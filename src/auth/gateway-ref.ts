import type { Construct } from 'constructs';
import { fail, requireSyntax } from '../core/fail';
import { dns1123Label, labelValue, qualifiedName } from '../facts/names';

/** The pods of a gateway of Istio, which ask whether a request is allowed. */
export interface GatewayWorkload {
  /**
   * The namespace of its pods.
   * @default 'istio-system'
   */
  readonly namespace?: string;

  /**
   * The labels of its pods.
   * @default - `istio: ingressgateway`
   */
  readonly labels?: Readonly<Record<string, string>>;
}

/**
 * A gateway with its defaults: Istio's own ingress gateway.
 *
 * @throws where it has no labels, for a policy would then be about every pod of the namespace, in istio-system of the whole mesh
 */
export function gatewayOf(construct: Construct, given: GatewayWorkload = {}): Required<GatewayWorkload> {
  const { namespace = 'istio-system', labels = { istio: 'ingressgateway' } } = given;
  requireSyntax(construct, 'gateway.namespace', namespace, dns1123Label);
  for (const [key, value] of Object.entries(labels)) {
    requireSyntax(construct, 'gateway.labels', key, qualifiedName);
    requireSyntax(construct, `gateway.labels.${key}`, value, labelValue);
  }
  if (Object.keys(labels).length === 0)
    throw fail(
      construct,
      'gateway.labels is empty, which is every pod of the namespace; allowed are labels of the gateway alone',
    );
  return { namespace, labels: { ...labels } };
}
