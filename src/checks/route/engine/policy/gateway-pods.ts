import type { AskedGateway } from '../types';
import type { Workloads } from '../pods';
import type { Pods } from './policies';
import { known, unknown } from './seen';
import type { Peer } from './seen';

/** The pods of a gateway, as policies select them and as the pods behind it know them. */
export interface GatewayPods {
  readonly pods: Pods;
  readonly peer: Peer;
}

/**
 * The pods of a gateway: those of the manifests that have the labels. Of the gateway of Istio's own installation the other label is
 * known; of any other only those that are asked for.
 */
export function gatewayPods({ namespace, labels }: AskedGateway, workloads: Workloads): GatewayPods {
  const asked = new Map(Object.entries(labels));
  const [found] = workloads.select(namespace, asked);
  if (found) {
    const account = known(found.account);
    return { pods: { namespace, labels: found.labels, isPartial: false }, peer: { namespace, account } };
  }
  const account = unknown('the service account of the gateway');
  const isInstalled = asked.size === 1 && asked.get('istio') === 'ingressgateway';
  if (isInstalled) asked.set('app', 'istio-ingressgateway');
  return { pods: { namespace, labels: asked, isPartial: !isInstalled }, peer: { namespace, account } };
}
