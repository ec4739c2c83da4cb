/** Kinds of others that no release of theirs has any more on a Kubernetes that is known here, and what took their place. */
const REMOVED: Readonly<Record<string, { readonly since: string; readonly instead: string }>> = {
  // https://karpenter.sh/docs/upgrading/v1beta1-migration/
  'karpenter.sh/Provisioner': { since: 'Karpenter 0.33', instead: 'NodePool of karpenter.sh/v1' },
  'karpenter.sh/Machine': { since: 'Karpenter 0.33', instead: 'NodeClaim of karpenter.sh/v1' },
  'karpenter.k8s.aws/AWSNodeTemplate': { since: 'Karpenter 0.33', instead: 'EC2NodeClass of karpenter.k8s.aws/v1' },
  // https://istio.io/latest/news/releases/1.6.x/announcing-1.6/change-notes/
  'rbac.istio.io': { since: 'Istio 1.6', instead: 'AuthorizationPolicy of security.istio.io/v1' },
  'authentication.istio.io': {
    since: 'Istio 1.6',
    instead: 'PeerAuthentication and RequestAuthentication of security.istio.io/v1',
  },
  // https://cert-manager.io/docs/installation/upgrading/upgrading-0.10-0.11/
  'certmanager.k8s.io': { since: 'cert-manager 0.11', instead: 'the kind of cert-manager.io/v1' },
  // https://keda.sh/docs/2.0/migration/
  'keda.k8s.io': { since: 'KEDA 2.0', instead: 'the kind of keda.sh/v1alpha1' },
};

/**
 * What is said of a kind that was removed by those who made it; `undefined` for any other.
 *
 * @param group of the kind, such as `rbac.istio.io`
 */
export function removedKind(group: string, kind: string): { since: string; instead: string } | undefined {
  return [`${group}/${kind}`, group].filter((key) => Object.hasOwn(REMOVED, key)).map((key) => REMOVED[key]!)[0];
}
