import type { Construct } from 'constructs';
import { KubeObject } from '../core/kube-object';
import { WorkloadObject } from '../core/workload/workload-object';
import type { NfsExport } from './nfs-export';

/** What the document's provisioner is made from. */
export interface DocumentedProvisioner {
  readonly server: NfsExport;
  readonly namespace: string;
  readonly storageClassName: string;
  readonly provisionerName: string;
}

const RBAC = 'rbac.authorization.k8s.io/v1';
const read = ['get', 'list', 'watch'];

/** The provisioner of document 004: its rights are those of another program, and a deleted claim takes its data along. */
export function documentedNfsProvisioner(construct: Construct, props: DocumentedProvisioner): void {
  const { namespace, storageClassName, provisionerName: provisioner } = props;
  const name = 'nfs-provisioner';
  const subjects = [{ kind: 'ServiceAccount', name, namespace }];
  new KubeObject(construct, 'ServiceAccount', {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name, namespace },
  });
  new KubeObject(construct, 'ClusterRole', {
    apiVersion: RBAC,
    kind: 'ClusterRole',
    metadata: { name: 'nfs-provisioner-runner' },
    rules: [
      { apiGroups: [''], resources: ['persistentvolumes'], verbs: [...read, 'create', 'delete'] },
      { apiGroups: [''], resources: ['persistentvolumeclaims'], verbs: [...read, 'update'] },
      { apiGroups: ['storage.k8s.io'], resources: ['storageclasses'], verbs: read },
      { apiGroups: [''], resources: ['events'], verbs: ['create', 'update', 'patch'] },
      { apiGroups: [''], resources: ['services', 'endpoints'], verbs: ['get'] },
      { apiGroups: ['extensions'], resources: ['podsecuritypolicies'], resourceNames: [name], verbs: ['use'] },
    ],
  });
  new KubeObject(construct, 'ClusterRoleBinding', {
    apiVersion: RBAC,
    kind: 'ClusterRoleBinding',
    metadata: { name: 'run-nfs-provisioner' },
    subjects,
    roleRef: { kind: 'ClusterRole', name: 'nfs-provisioner-runner', apiGroup: 'rbac.authorization.k8s.io' },
  });
  new KubeObject(construct, 'Role', {
    apiVersion: RBAC,
    kind: 'Role',
    metadata: { name: 'leader-locking-nfs-provisioner', namespace },
    rules: [{ apiGroups: [''], resources: ['endpoints'], verbs: [...read, 'create', 'update', 'patch'] }],
  });
  new KubeObject(construct, 'RoleBinding', {
    apiVersion: RBAC,
    kind: 'RoleBinding',
    metadata: { name: 'leader-locking-nfs-provisioner', namespace },
    subjects,
    roleRef: { kind: 'Role', name: 'leader-locking-nfs-provisioner', apiGroup: 'rbac.authorization.k8s.io' },
  });
  const { server, path } = props.server;
  new WorkloadObject(construct, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'wai-nfs-provisioner', namespace, labels: { app: 'wai-nfs-provisioner' } },
    spec: { replicas: 1, strategy: { type: 'Recreate' } },
    template: {
      labels: { app: 'wai-nfs-provisioner' },
      serviceAccount: name,
      safeDefaults: false,
      containers: [
        {
          name: 'nfs',
          image: 'k8s.gcr.io/sig-storage/nfs-subdir-external-provisioner:v4.0.2',
          volumeMounts: [{ name: 'nfs-root', mountPath: '/persistentvolumes' }],
          env: [
            { name: 'PROVISIONER_NAME', value: provisioner },
            { name: 'NFS_SERVER', value: server },
            { name: 'NFS_PATH', value: path },
          ],
        },
      ],
      volumes: [{ name: 'nfs-root', nfs: { server, path } }],
    },
    selector: true,
  });
  new KubeObject(construct, 'Class', {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: storageClassName },
    provisioner,
    parameters: { archiveOnDelete: 'false' },
  });
}
