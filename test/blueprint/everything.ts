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
    name: 'trainers',
    gpuResource: 'nvidia.com/gpu',
    podMonitor: true,
    terminationGracePeriodSeconds: 7200,
    doNotDisrupt: true,
  },
  karpenter: {
    clusterName: 'ml',
    clusterEndpoint: 'https://ml-dns-1a2b3c4d.hcp.westeurope.azmk8s.io:443',
    clientId: '00000000-0000-0000-0000-000000000003',
    bootstrapToken: { existing: { name: 'karpenter-bootstrap', key: 'token' } },
    sshPublicKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample',
    subscriptionId: '00000000-0000-0000-0000-000000000004',
    location: 'westeurope',
    nodeResourceGroup: 'MC_ml_ml_westeurope',
    vnetSubnetID:
      '/subscriptions/00000000-0000-0000-0000-000000000004/resourceGroups/ml/providers/Microsoft.Network/virtualNetworks/ml/subnets/nodes',
  },
  storage: {
    azureFiles: { shared: { protocol: 'smb', sku: 'Premium_ZRS', uid: 1000, gid: 1000, reclaimPolicy: 'Delete' } },
    azureBlob: { datasets: { protocol: 'nfs', reclaimPolicy: 'Retain' } },
    nfs: { className: 'legacy', defaultClass: false, external: { server: '10.0.0.4', path: '/exports' } },
  },
  gateway: {
    host: 'kubeflow.example.com',
    issuer: {
      acmeAzureDns: {
        zone: 'example.com',
        subscriptionId: '00000000-0000-0000-0000-000000000004',
        resourceGroup: 'dns',
        clientId: '00000000-0000-0000-0000-000000000005',
        email: 'ml@example.com',
        server: 'staging',
      },
    },
    loadBalancer: { dnsLabel: 'ml-example', internal: false },
    api: 'v1beta1',
  },
  signIn: {
    entraId: {
      tenantId: '00000000-0000-0000-0000-000000000006',
      clientId: '00000000-0000-0000-0000-000000000007',
      clientSecret: { existing: { name: 'oauth2-proxy', key: 'client-secret' } },
    },
    cookieSecret: { existing: { name: 'oauth2-proxy', key: 'cookie-secret' } },
    namespace: 'sign-in',
    allowedGroups: ['00000000-0000-0000-0000-000000000008'],
  },
  kubeflow: {
    objectStore: {
      azureBlob: { account: 'mlartifacts', accountKey: { existing: { name: 'ml-artifacts', key: 'key' } } },
      accessKey: { existing: { name: 'mlpipeline-minio-artifact', key: 'accesskey' } },
      secretKey: { existing: { name: 'mlpipeline-minio-artifact', key: 'secretkey' } },
    },
    profiles: {
      vision: {
        owner: 'vision@example.com',
        quota: { cpu: 64, memory: '512Gi', gpus: 8, storage: '250Gi' },
        pipelines: true,
        gpuPools: ['a100'],
      },
      speech: { owner: 'speech@example.com', pipelines: false },
    },
    notebookImages: ['ghcr.io/example/notebook:1.0'],
    registrationFlow: true,
  },
  simsvc: {
    mpt: {
      image: 'ghcr.io/example/simsvc-mpt:1.0',
      namespace: 'simsvc',
      imagePullSecrets: ['registry'],
      workers: 2,
      workClass: 'shared',
      jobsClass: 'managed-csi',
      ingress: {
        host: 'simsvc.example.com',
        className: 'nginx',
        clusterIssuer: 'letsencrypt',
        form: 'rewrite',
        htpasswd: { existing: { name: 'simsvc-pw', key: 'auth' } },
      },
      virtualNode: false,
    },
  },
  smokeTest: { pool: 'a100', gpus: 1, image: 'mirror.example.com/cuda-sample:vectoradd-cuda12.5.0' },
};
