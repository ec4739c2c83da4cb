import type { Construct } from 'constructs';
import { KubeObject } from '../core/kube-object';
import { NetworkEgress } from '../core/network/egress';
import { NetworkPeers } from '../core/network/peers';
import type { GatewayWorkload } from './gateway-ref';
import type { OidcProvider } from './oidc-provider';
import { isInCluster } from './web-address';

/** Who may ask oauth2-proxy, and whom it may ask. */
export interface NetworkProps {
  readonly name: string;
  readonly matchLabels: Readonly<Record<string, string>>;
  readonly gateway: Required<GatewayWorkload>;
  readonly provider: OidcProvider;
}

/** Renders a NetworkPolicy: in only from the gateway, out only to DNS and the provider. */
export function renderNetworkPolicy(construct: Construct, props: NetworkProps): void {
  const { name, matchLabels, gateway, provider } = props;
  const addresses = [provider.issuer, provider.endpoints?.token, provider.endpoints?.jwks];
  const urls = addresses.flatMap((address) => (address === undefined ? [] : [new URL(address)]));
  new KubeObject(construct, 'NetworkPolicy', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name },
    spec: {
      podSelector: { matchLabels },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        {
          from: [NetworkPeers.namespace(gateway.namespace, gateway.labels)],
          ports: [{ port: 4180, protocol: 'TCP' }],
        },
      ],
      egress: [NetworkEgress.dns(), ...unique(urls.map(egressTo))],
    },
  });
}

/** A policy is about ports of pods, which the port of a Service does not tell; so in the cluster the namespace is what is allowed. */
function egressTo({ hostname, port }: URL): object {
  if (isInCluster(hostname)) return { to: [NetworkPeers.namespace(hostname.split('.')[1] ?? '')] };
  return { to: NetworkEgress.world(), ports: [{ port: port === '' ? 443 : Number(port), protocol: 'TCP' }] };
}

function unique(rules: readonly object[]): object[] {
  return [...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values()];
}
