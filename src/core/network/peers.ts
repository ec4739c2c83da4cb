import { requireMapping, requireText } from '../../facts/given';
import { dns1123Label } from '../../facts/names';
import { objectOf } from '../prop-words';
import type { PropShapes } from '../require-props';
import type * as k8s from '../../../imports/kubernetes';

const NAME = 'kubernetes.io/metadata.name';

/** What a peer has. */
export const PEER: PropShapes<k8s.NetworkPolicyPeer> = {
  ipBlock: objectOf('cidr', 'except'),
  namespaceSelector: objectOf('matchLabels', 'matchExpressions'),
  podSelector: objectOf('matchLabels', 'matchExpressions'),
};

/**
 * Who may be at the other end of a connection, as NetworkPolicies have it. All of them are pods: nodes, and pods in the network of a node,
 * have no labels that a policy could select.
 *
 * @experimental
 * @example
 * import { NetworkPeers } from 'cdk8s-ml-platform';
 * const allowFrom = [NetworkPeers.namespace('monitoring', { app: 'prometheus' }), NetworkPeers.kedaOperator()];
 */
export const NetworkPeers = {
  /**
   * Pods of one namespace, by the name that the API server labels it with.
   *
   * @param labels of the pods; all pods of the namespace where it is left out
   * @throws where the name is none of a namespace
   */
  namespace(name: string, labels?: Readonly<Record<string, string>>): k8s.NetworkPolicyPeer {
    requireText('the name of NetworkPeers.namespace', name, "'monitoring'");
    const problem = dns1123Label(name);
    if (problem !== undefined) throw new Error(`the name of NetworkPeers.namespace '${name}' ${problem}`);
    if (labels !== undefined)
      requireMapping('labels of NetworkPeers.namespace', labels, ["names and texts, such as { app: 'prometheus' }"]);
    return {
      namespaceSelector: { matchLabels: { [NAME]: name } },
      ...(labels && { podSelector: { matchLabels: { ...labels } } }),
    };
  },

  /** Every pod of the cluster, and nothing outside of it. */
  everyPod(): k8s.NetworkPolicyPeer {
    return { namespaceSelector: {} };
  },

  /**
   * KEDA's operator, which reads the length of queues. Its own installers put it into `keda`, the add-on of AKS into `kube-system`.
   *
   * @see https://github.com/kedacore/charts/blob/main/keda/templates/manager/deployment.yaml
   * @see https://learn.microsoft.com/azure/aks/keda-about
   */
  kedaOperator(): k8s.NetworkPolicyPeer {
    return {
      namespaceSelector: { matchExpressions: [{ key: NAME, operator: 'In', values: ['keda', 'kube-system'] }] },
      podSelector: { matchLabels: { app: 'keda-operator' } },
    };
  },
};
