import type { Migration } from '../../migration';

/** `karpenter.azure.com/v1alpha2` AKSNodeClasses to v1beta1, and what is said of AWS's. */
export const NODE_CLASS: Migration = {
  id: 'karpenter-aksnodeclass-v1beta1',
  title: 'AKSNodeClass of karpenter.azure.com/v1alpha2 to v1beta1',
  changes: ['apiVersion becomes karpenter.azure.com/v1beta1.', 'spec.imageVersion is removed.'],
  warnings: ['Nodes take the newest image of their family in place of the pinned one.'],
  apply(object) {
    if (object.group === 'karpenter.k8s.aws' && object.apiVersion !== 'karpenter.k8s.aws/v1')
      object.refuse(
        [],
        'v1 needs amiSelectorTerms, which say the image of the nodes; write an EC2NodeClass of karpenter.k8s.aws/v1',
      );
    if (object.apiVersion !== 'karpenter.azure.com/v1alpha2' || object.kind !== 'AKSNodeClass') return;
    const version = ['spec', 'imageVersion'];
    if (object.has(version)) {
      object.warn(
        version,
        `'${String(object.at(version))}' is removed; nodes take the newest image of their family, and are replaced by it`,
      );
      object.remove(version);
    }
    object.set(['apiVersion'], 'karpenter.azure.com/v1beta1');
  },
};
