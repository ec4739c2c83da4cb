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

/** A gateway with its defaults: Istio's own ingress gateway. */
export function gatewayOf(given: GatewayWorkload = {}): Required<GatewayWorkload> {
  return { namespace: given.namespace ?? 'istio-system', labels: { ...(given.labels ?? { istio: 'ingressgateway' }) } };
}
