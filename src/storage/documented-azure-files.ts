import type { Construct } from 'constructs';
import { KubeObject } from '../core/kube-object';
import type { AzureFilesProps } from './azure-files';

/**
 * The class of document 002 as it stands, with the rights of the controller that served it: to read and make every Secret of the cluster.
 *
 * @see https://learn.microsoft.com/azure/aks/azure-files-volume
 */
export function renderInTreeAzureFiles(share: Construct, { name, sku = 'Standard_LRS' }: AzureFilesProps): void {
  new KubeObject(share, 'Resource', {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name },
    provisioner: 'kubernetes.io/azure-file',
    mountOptions: ['dir_mode=0777', 'file_mode=0777', 'uid=1000', 'gid=1000'],
    parameters: { skuName: sku },
  });
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  const role = 'system:azure-cloud-provider';
  new KubeObject(share, 'Role', {
    apiVersion,
    kind: 'ClusterRole',
    metadata: { name: role },
    rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'create'] }],
  });
  new KubeObject(share, 'Binding', {
    apiVersion,
    kind: 'ClusterRoleBinding',
    metadata: { name: role },
    roleRef: { kind: 'ClusterRole', apiGroup: 'rbac.authorization.k8s.io', name: role },
    subjects: [{ kind: 'ServiceAccount', name: 'persistent-volume-binder', namespace: 'kube-system' }],
  });
}
