import { SWITCHES, TEXTS, listOf, objectOf } from '../core/prop-words';
import type { PropShapes } from '../core/require-props';
import type { AksNodeClassProps } from './aks-node-class';
import type { Disruption } from './disruption';
import type { NodePoolProps } from './node-pool';
import type { ControllerProps } from './controller';

const DISRUPTION: PropShapes<Disruption> = {
  consolidationPolicy: 'value?',
  consolidateAfter: 'value?',
  budgets: { 'each?': { nodes: 'value?', schedule: 'value?', duration: 'value?', reasons: 'texts?' } },
};

/** The properties of AksNodeClass. */
export const AKS_NODE_CLASS: PropShapes<AksNodeClassProps> = {
  name: 'value?',
  annotations: TEXTS,
  version: 'value?',
  imageFamily: 'value?',
  osDiskSizeGB: 'value?',
  maxPods: 'value?',
  vnetSubnetID: 'value?',
  tags: TEXTS,
  fipsMode: 'value?',
  gpu: objectOf('mode'),
  kubelet: { 'object?': "an object of settings of the kubelet, such as { cpuManagerPolicy: 'static' }" },
  linuxOSConfig: objectOf('swapFileSize', 'sysctls', 'transparentHugePageDefrag', 'transparentHugePageEnabled'),
  localDNS: objectOf('mode', 'kubeDNSOverrides', 'vnetDNSOverrides'),
  security: objectOf('encryptionAtHost'),
  artifactStreaming: objectOf('enabled'),
};

/** The properties of NodePool. */
export const NODE_POOL: PropShapes<NodePoolProps> = {
  name: 'value?',
  annotations: TEXTS,
  version: 'value?',
  requirements: { list: "a list of requirements, such as [Requirement.skuName('Standard_D4s_v5')]" },
  nodeClass: { made: ['group', "a node class, such as new karpenter.AksNodeClass(chart, 'ubuntu')"] },
  taints: listOf('taints, such as [Taint.gpu()]'),
  startupTaints: listOf('taints, such as [Taint.gpu()]'),
  labels: TEXTS,
  nodeAnnotations: TEXTS,
  limits: { 'object?': 'an object of cpu, memory, gpus, nodes, resources, such as { gpus: 8 }' },
  weight: 'value?',
  disruption: { 'fields?': DISRUPTION },
  expireAfter: 'value?',
  terminationGracePeriod: 'value?',
  replicas: 'value?',
  kubelet: { 'object?': 'an object of settings of the kubelet, such as { maxPods: 30 }' },
  gpuDefaults: 'boolean?',
};

/** The properties of Controller. */
export const CONTROLLER: PropShapes<ControllerProps> = {
  clientId: 'value?',
  serviceAccountName: 'value?',
  release: 'text?',
  image: 'value?',
  replicas: 'value?',
  resources: { 'fields?': { cpu: 'value?', memory: 'value?' } },
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
  network: { 'fields?': { plugin: 'value?', pluginMode: 'value?', policy: 'value?' } },
  logLevel: 'value?',
  vmMemoryOverheadPercent: 'value?',
  featureGates: SWITCHES,
};
