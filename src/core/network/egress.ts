import type * as k8s from '../../../imports/kubernetes';

/**
 * The addresses at which clouds tell a machine its own identity and credentials: the metadata service of Azure, AWS and Google, that of AWS
 * by IPv6, and the host agent of Azure. A pod that reaches one of them may become its node.
 *
 * @see https://learn.microsoft.com/azure/virtual-machines/instance-metadata-service
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html
 * @see https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
 */
const METADATA = { v4: ['168.63.129.16/32', '169.254.169.254/32'], v6: ['fd00:ec2::254/128'] };

/**
 * Where pods may connect to, as egress rules of NetworkPolicies. A rule without `to` is about every address.
 *
 * @experimental
 * @example
 * import { KubeObject, NetworkEgress } from 'cdk8s-ml-platform';
 * import { Chart } from 'cdk8s';
 * declare const chart: Chart;
 * new KubeObject(chart, 'policy', {
 *   apiVersion: 'networking.k8s.io/v1',
 *   kind: 'NetworkPolicy',
 *   metadata: { name: 'trainer' },
 *   spec: {
 *     podSelector: { matchLabels: { app: 'trainer' } },
 *     policyTypes: ['Egress'],
 *     egress: [NetworkEgress.dns(), NetworkEgress.anywhereButMetadata()],
 *   },
 * });
 */
export const NetworkEgress = {
  /** The name service, wherever it is: pods of `kube-system`, a cache on the node, or the cloud's own. */
  dns(): k8s.NetworkPolicyEgressRule {
    return { ports: ['UDP', 'TCP'].map((protocol) => ({ port: 53, protocol })) };
  },

  /**
   * The API server, by its ports at any address: a policy sees the address behind the Service `kubernetes`, which is outside of the cluster
   * on AKS and EKS, and on a node elsewhere, where Cilium lets no `ipBlock` match it. No metadata service listens on these ports.
   *
   * @see https://github.com/cilium/cilium/issues/14724
   */
  kubernetesApi(): k8s.NetworkPolicyEgressRule {
    return { ports: [443, 6443].map((port) => ({ port, protocol: 'TCP' })) };
  },

  /**
   * The world outside of the cluster, but for the metadata services of clouds. Where the data plane is Cilium it has neither pods nor nodes;
   * elsewhere it has both.
   *
   * @see https://docs.cilium.io/en/stable/network/kubernetes/policy/
   */
  world(): k8s.NetworkPolicyPeer[] {
    return [
      { ipBlock: { cidr: '0.0.0.0/0', except: [...METADATA.v4] } },
      { ipBlock: { cidr: '::/0', except: [...METADATA.v6] } },
    ];
  },

  /**
   * Every pod and the world, but for the metadata services of clouds: for programs whose addresses stand in Secrets, or in what they are
   * told to run. On Cilium it does not have the addresses of nodes.
   *
   * @see https://learn.microsoft.com/azure/aks/azure-cni-powered-by-cilium#limitations
   */
  anywhereButMetadata(): k8s.NetworkPolicyEgressRule {
    return { to: [{ namespaceSelector: {} }, ...NetworkEgress.world()] };
  },
};
