import type { PropShapes } from '../core/require-props';
import type { AksNodeClassProps } from './aks-node-class';
import type { Disruption } from './disruption';
import type { NodePoolProps } from './node-pool';
import type { ControllerProps } from './controller';

const DISRUPTION: PropShapes<Disruption> = {
  consolidationPolicy: 'value?',
  consolidateAfter: 'value?',
  budgets: { 'each?': { nodes: 'value?', schedule: 'value?', duration: 'value?', reasons: 'list?' } },
};

/** The properties of AksNodeClass. */
export const AKS_NODE_CLASS: PropShapes<AksNodeClassProps> = {
  name: 'value?',
  annotations: 'object?',
  version: 'value?',
  imageFamily: 'value?',
  osDiskSizeGB: 'value?',
  maxPods: 'value?',
  vnetSubnetID: 'value?',
  tags: 'object?',
  fipsMode: 'value?',
  gpu: 'object?',
  kubelet: 'object?',
  linuxOSConfig: 'object?',
  localDNS: 'object?',
  security: 'object?',
  artifactStreaming: 'object?',
};

/** The properties of NodePool. */
export const NODE_POOL: PropShapes<NodePoolProps> = {
  name: 'value?',
  annotations: 'object?',
  version: 'value?',
  requirements: 'list',
  nodeClass: { made: ['group', "a node class, such as new karpenter.AksNodeClass(chart, 'ubuntu')"] },
  taints: 'list?',
  startupTaints: 'list?',
  labels: 'object?',
  nodeAnnotations: 'object?',
  limits: 'object?',
  weight: 'value?',
  disruption: { 'fields?': DISRUPTION },
  expireAfter: 'value?',
  terminationGracePeriod: 'value?',
  replicas: 'value?',
  kubelet: 'object?',
  gpuDefaults: 'value?',
};

/** The properties of Controller. */
export const CONTROLLER: PropShapes<ControllerProps> = {
  clientId: 'value?',
  serviceAccountName: 'value?',
  release: 'value?',
  image: 'value?',
  replicas: 'value?',
  resources: 'object?',
  install: 'value?',
  clusterName: 'value?',
  clusterEndpoint: 'value?',
  bootstrapToken: 'secret?',
  sshPublicKey: 'value?',
  subscriptionId: 'value?',
  location: 'value?',
  nodeResourceGroup: 'value?',
  vnetSubnetID: 'value?',
  vnetGuid: 'value?',
  nodeIdentities: 'texts?',
  network: 'object?',
  logLevel: 'value?',
  vmMemoryOverheadPercent: 'value?',
  featureGates: 'object?',
};
