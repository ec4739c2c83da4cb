import type { PodTemplateProps } from '../core/pod/pod-template';

/**
 * What a pod needs to run on a virtual node of AKS, which is Azure Container Instances behind a node. Such pods do not get the search
 * list of the cluster's DNS, so it is said here, for the namespace that they are in (SIM-15).
 *
 * @see https://learn.microsoft.com/azure/aks/virtual-nodes
 */
export function virtualNodePods(
  namespace: string,
): Pick<PodTemplateProps, 'tolerations' | 'nodeSelector' | 'dnsPolicy' | 'dnsConfig'> {
  return {
    tolerations: [{ key: 'virtual-kubelet.io/provider', operator: 'Exists', effect: 'NoSchedule' }],
    nodeSelector: { 'kubernetes.io/os': 'linux', 'kubernetes.io/role': 'agent', type: 'virtual-kubelet' },
    dnsPolicy: 'ClusterFirst',
    dnsConfig: { searches: [`${namespace}.svc.cluster.local`, 'svc.cluster.local', 'cluster.local'] },
  };
}
