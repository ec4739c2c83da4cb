import { RESOURCES } from '../core/pod/known-props';
import { SWITCHES, TEXTS, listOf } from '../core/prop-words';
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
  ports: listOf('numbers, or objects of containerPort and hostPort'),
  listenAddress: 'text?',
  etcdData: 'value?',
  mounts: listOf('objects of hostPath and containerPath'),
  labels: TEXTS,
  workerLabels: TEXTS,
  podSubnet: 'text?',
  serviceSubnet: 'text?',
  disableDefaultCNI: 'boolean?',
  featureGates: SWITCHES,
  fileName: 'value?',
  edition: 'value?',
};

/** The properties of EtcdBackup. */
export const ETCD_BACKUP: PropShapes<EtcdBackupProps> = {
  data: { 'object?': "an object of hostPath or of claim, such as { hostPath: '/var/lib/etcd-backup' }" },
  schedule: 'text?',
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
  priorities: { 'object?': "an object of priorities and lists of patterns, such as { 10: ['.*spot.*'] }" },
  skipNodesWithLocalStorage: 'boolean?',
  skipNodesWithSystemPods: 'boolean?',
  balanceSimilarNodeGroups: 'boolean?',
  maxNodesTotal: 'value?',
  maxNodeProvisionTime: 'value?',
  scaleDownUnneededTime: 'value?',
  scaleDownDelayAfterAdd: 'value?',
  scaleDownUtilizationThreshold: 'value?',
  scaleDownGpuUtilizationThreshold: 'value?',
  verbosity: 'value?',
  resources: { 'fields?': RESOURCES },
  placement: PLACEMENT,
  edition: 'value?',
};

/** The properties of EcrCredentials. */
export const ECR_CREDENTIALS: PropShapes<EcrCredentialsProps> = {
  accountId: 'value?',
  region: 'value?',
  access: { 'object?': 'an object of roleArn, of podIdentity, or of accessKeyId and secretAccessKey' },
  secretName: 'value?',
  name: 'value?',
  schedule: 'text?',
  awsCliImage: 'value?',
  kubectlImage: 'value?',
  placement: PLACEMENT,
};

/** The properties of RegistryCredentials. */
export const REGISTRY_CREDENTIALS: PropShapes<RegistryCredentialsProps> = {
  secret: { 'made?': ['bind', "a PullSecret, such as PullSecret.existing('registry')"] },
  azure: { 'fields?': { clientId: 'value?', tenantId: 'value?' } },
  serviceAccount: 'value?',
};
