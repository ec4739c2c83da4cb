import { PLACEMENT } from '../core/require-props';
import type { PropShapes } from '../core/require-props';
import type { KindClusterProps } from './kind-cluster-props';
import type { EtcdBackupProps } from './etcd-backup-props';
import type { ClusterAutoscalerProps } from './cluster-autoscaler';
import type { EcrCredentialsProps } from './ecr-credentials';
import type { RegistryCredentialsProps } from './registry-credentials';

/** The properties of KindCluster. */
export const KIND_CLUSTER: PropShapes<KindClusterProps> = {
  name: 'value?',
  image: 'value?',
  controlPlanes: 'value?',
  workers: 'value?',
  ports: 'list?',
  listenAddress: 'value?',
  etcdData: 'value?',
  mounts: 'list?',
  labels: 'object?',
  workerLabels: 'object?',
  podSubnet: 'value?',
  serviceSubnet: 'value?',
  disableDefaultCNI: 'value?',
  featureGates: 'object?',
  fileName: 'value?',
  edition: 'value?',
};

/** The properties of EtcdBackup. */
export const ETCD_BACKUP: PropShapes<EtcdBackupProps> = {
  data: 'object?',
  schedule: 'value?',
  keep: 'value?',
  name: 'value?',
  namespace: 'value?',
  endpoint: 'value?',
  certificates: 'value?',
  image: 'value?',
  busyboxImage: 'value?',
  placement: PLACEMENT,
  restoreFile: 'value?',
};

/** The properties of ClusterAutoscaler. */
export const CLUSTER_AUTOSCALER: PropShapes<ClusterAutoscalerProps> = {
  clusterName: 'value?',
  region: 'value?',
  roleArn: 'value?',
  namespace: 'value?',
  image: 'value?',
  expander: 'value?',
  priorities: 'object?',
  skipNodesWithLocalStorage: 'value?',
  skipNodesWithSystemPods: 'value?',
  balanceSimilarNodeGroups: 'value?',
  maxNodesTotal: 'value?',
  maxNodeProvisionTime: 'value?',
  scaleDownUnneededTime: 'value?',
  scaleDownDelayAfterAdd: 'value?',
  scaleDownUtilizationThreshold: 'value?',
  scaleDownGpuUtilizationThreshold: 'value?',
  verbosity: 'value?',
  resources: 'object?',
  placement: PLACEMENT,
  edition: 'value?',
};

/** The properties of EcrCredentials. */
export const ECR_CREDENTIALS: PropShapes<EcrCredentialsProps> = {
  accountId: 'value?',
  region: 'value?',
  access: 'object?',
  secretName: 'value?',
  name: 'value?',
  schedule: 'value?',
  awsCliImage: 'value?',
  kubectlImage: 'value?',
  placement: PLACEMENT,
};

/** The properties of RegistryCredentials. */
export const REGISTRY_CREDENTIALS: PropShapes<RegistryCredentialsProps> = {
  secret: { 'made?': ['bind', "a PullSecret, such as PullSecret.existing('registry')"] },
  azure: 'object?',
  serviceAccount: 'value?',
};
