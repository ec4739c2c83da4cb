import type * as k8s from '../../imports/kubernetes';
import { KubeObject } from '../core/kube-object';
import { NetworkEgress } from '../core/network/egress';
import { NetworkPeers } from '../core/network/peers';
import type { Dex } from './dex';
import { gatewayOf } from './gateway-ref';

/** Istio's control plane, which reads the keys that tokens are signed with. */
const ISTIOD = NetworkPeers.namespace('istio-system', { app: 'istiod' });

/**
 * Renders who may reach Dex where its namespace denies by default: the gateway with its pages, istiod, and who asks it for tokens; and that it
 * reaches everything but the metadata services of clouds, for where its providers and its database are only Secrets tell.
 *
 * @param needsApi whether it keeps what it knows as custom resources
 */
export function renderDexNetwork(
  dex: Dex,
  matchLabels: Readonly<Record<string, string>>,
  allowFrom: readonly k8s.NetworkPolicyPeer[],
  needsApi: boolean,
): void {
  const { namespace, labels } = gatewayOf(dex);
  const from = [NetworkPeers.namespace(namespace, labels), ISTIOD, ...allowFrom];
  new KubeObject(dex, 'NetworkPolicy', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: dex.name },
    spec: {
      podSelector: { matchLabels },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from, ports: [{ port: 5556, protocol: 'TCP' }] }],
      egress: [
        NetworkEgress.dns(),
        ...(needsApi ? [NetworkEgress.kubernetesApi()] : []),
        NetworkEgress.anywhereButMetadata(),
      ],
    },
  });
}
