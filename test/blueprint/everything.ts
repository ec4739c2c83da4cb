import type { PlatformConfig } from '../../src/blueprint/config';

/** A configuration with every key, but for those that exclude another. */
export const EVERYTHING: PlatformConfig = {
  target: {
    provider: 'aks',
    kubernetes: '1.34',
    dataplane: 'cilium',
    admissionPlugins: ['ExtendedResourceToleration'],
  },
  namespace: 'studioml',
  nodeClasses: {
    ubuntu: {
      imageFamily: 'Ubuntu2204',
      osDiskSizeGB: 256,
      maxPods: 30,
      vnetSubnetID:
        '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/ml/providers/Microsoft.Network/virtualNetworks/ml/subnets/gpu',
      tags: { team: 'ml' },
    },
    linux: { imageFamily: 'AzureLinux' },
  },
  pools: {
    general: {
      skuFamilies: ['D', 'E'],
      capacityTypes: ['on-demand', 'spot'],
      arch: 'amd64',
      limits: { cpu: 100, memory: '400Gi', nodes: 10 },
      nodeClass: 'linux',
    },
    a100: {
      skus: ['Standard_NC24ads_A100_v4', 'Standard_NC48ads_A100_v4'],
      capacityTypes: ['spot'],
      zones: ['westeurope-1', 'westeurope-2'],
      taint: 'gpu',
      labels: { 'leafai.affinity': 'production' },
      limits: { gpus: 8 },
      weight: 10,
      disruption: {
        consolidationPolicy: 'WhenEmpty',
        consolidateAfter: '10m',
        budgets: [{ nodes: '10%' }, { nodes: '0', reasons: ['Drifted'], schedule: '0 8 * * 1-5', duration: '10h' }],
      },
      expireAfter: '720h',
      terminationGracePeriod: '24h',
      nodeClass: 'ubuntu',
    },
  },
  devicePlugin: {
    namespace: 'nvidia',
    image: 'mirror.example.com/nvidia/k8s-device-plugin:v0.20.0',
    timeSlicing: { replicas: 4 },
  },
  runner: {
    version: '0.9.21',
    image: 'mirror.example.com/leafai/studio-go-runner:0.9.21',
    imagePullSecrets: ['studioml-go-docker-key'],
    pool: 'a100',
    replicas: 8,
    gpus: 1,
    cpu: '7500m',
    memory: '64Gi',
    workSize: '200Gi',
    queueUrl: {
      azureKeyVault: {
        name: 'studioml-queue',
        key: 'url',
        vaultName: 'ml-vault',
        tenantId: '00000000-0000-0000-0000-000000000001',
        clientId: '00000000-0000-0000-0000-000000000002',
        objectName: 'amqp-url',
      },
    },
    sqsSecret: 'studioml-runner-aws-sqs',
    queueMatch: '^(rmq|sqs)_prod_.*$',
    cache: { dir: '/tmp/cache', size: '10Gib' },
    logging: { levels: '*=DBG', format: 'JSON' },
    state: 'DrainAndSuspend',
  },
  smokeTest: { pool: 'a100', gpus: 1, image: 'mirror.example.com/cuda-sample:vectoradd-cuda12.5.0' },
};
