import type { PlatformConfig } from '../../src/blueprint/config';

const ID = '00000000-0000-0000-0000-00000000000a';
const NETWORK =
  '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/ml/providers/Microsoft.Network/virtualNetworks/ml';
const SUBNET = `${NETWORK}/subnets/gpu`;
const existing = (name: string, key: string) => ({ existing: { name, key } });
const target = { provider: 'aks', kubernetes: '1.34', dataplane: 'cilium', region: 'westeurope' } as const;
const pools = { a100: { skus: ['Standard_NC24ads_A100_v4'], taint: 'gpu', limits: { gpus: 8 } } };
const gateway = { host: 'ml.example.com', issuer: { existing: { name: 'letsencrypt' } } };
const cookieSecret = existing('oauth2-proxy', 'cookie-secret');
const clientSecret = existing('oauth2-proxy', 'client-secret');
const runner = { version: '0.9.21', queueUrl: existing('queue', 'url') };
const keys = {
  accessKey: existing('mlpipeline-minio-artifact', 'accesskey'),
  secretKey: existing('mlpipeline-minio-artifact', 'secretkey'),
};

/** Small configurations, each valid, that together have every key an editor has a rule for. Small, for a test builds them thousands of times. */
export const EACH_SECTION: Readonly<Record<string, PlatformConfig>> = {
  capacity: {
    target,
    namespace: 'studioml',
    nodeClasses: { ubuntu: { vnetSubnetID: SUBNET, tags: { team: 'ml' } } },
    pools: {
      general: { skuFamilies: ['D'], limits: { cpu: '100', memory: '400Gi' } },
      a100: {
        skus: ['Standard_NC24ads_A100_v4'],
        zones: ['westeurope-1'],
        taint: 'example.com/sku=gpu:NoSchedule',
        labels: { 'leafai.affinity': 'production' },
        limits: { gpus: 8 },
        disruption: {
          consolidationPolicy: 'WhenEmpty',
          consolidateAfter: '10m',
          budgets: [{ nodes: '10%', schedule: '0 8 * * 1-5', duration: '10h30m' }],
        },
        expireAfter: '720h',
        terminationGracePeriod: '24h',
      },
    },
  },
  karpenter: {
    target,
    karpenter: {
      clusterName: 'ml',
      clusterEndpoint: 'https://ml-dns-1a2b3c4d.hcp.westeurope.azmk8s.io:443',
      clientId: ID,
      bootstrapToken: existing('karpenter-bootstrap', 'token'),
      sshPublicKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample',
      subscriptionId: ID,
      location: 'westeurope',
      nodeResourceGroup: 'MC_ml_ml_westeurope',
      vnetSubnetID: SUBNET,
    },
  },
  devicePlugin: {
    target,
    pools,
    devicePlugin: {
      namespace: 'nvidia',
      image: 'mirror.example.com/nvidia/k8s-device-plugin:v0.20.0',
      migStrategy: 'mixed',
      migProfiles: ['1g.10gb'],
    },
  },
  devicePluginOfPool: {
    target,
    pools,
    devicePlugin: { pools: { a100: { migStrategy: 'mixed', migProfiles: ['1g.10gb'] } } },
  },
  runner: {
    target,
    pools,
    runner: {
      ...runner,
      image: 'mirror.example.com/leafai/studio-go-runner:0.9.21',
      imagePullSecrets: ['registry'],
      pool: 'a100',
      cpu: '7500m',
      memory: '64Gi',
      workSize: '90Gi',
      sqsSecret: 'aws',
      cache: { dir: '/tmp/cache', size: '10Gib' },
      logging: { levels: '*=DBG', format: 'JSON' },
      name: 'trainers',
      gpuResource: 'nvidia.com/gpu',
      metricsFrom: ['monitoring'],
    },
  },
  runnerWithoutPool: {
    target,
    runner: {
      version: '0.13.1',
      nodeSelector: { 'leafai.affinity': 'production' },
      clearTextMessages: true,
      sqsSecret: 'aws',
      scaling: {
        kind: 'ScaledObject',
        queues: ['https://sqs.us-west-2.amazonaws.com/123456789012/sqs_gpu'],
        maxReplicaCount: 3,
        sqsCredentials: { podIdentity: { roleArn: 'arn:aws:iam::123456789012:role/keda' } },
      },
    },
  },
  externalSecret: {
    target,
    pools,
    runner: {
      ...runner,
      queueUrl: { externalSecret: { name: 'q', key: 'url', store: { name: 'vault' }, remoteKey: 'a/b' } },
    },
  },
  azureKeyVault: {
    target,
    pools,
    runner: {
      ...runner,
      queueUrl: {
        azureKeyVault: { name: 'q', key: 'url', vaultName: 'v', tenantId: ID, clientId: ID, objectName: 'o' },
      },
    },
  },
  sealed: {
    target,
    pools,
    runner: { ...runner, queueUrl: { sealed: { name: 'q', key: 'url', encryptedData: 'AgBy' } } },
  },
  storage: {
    target,
    storage: {
      azureFiles: { shared: { protocol: 'smb' } },
      azureBlob: { datasets: {} },
      nfs: { storageClassName: 'legacy', external: { server: '10.0.0.4', path: '/exports' } },
    },
  },
  nfsServer: {
    target: { provider: 'generic', kubernetes: '1.34' },
    storage: { nfs: { inCluster: { clusterIP: '10.96.0.50', hostPath: '/data/nfs', clients: ['10.0.0.0/16'] } } },
  },
  acme: {
    target,
    gateway: {
      host: 'ml.example.com',
      issuer: {
        acmeAzureDns: {
          zone: 'example.com',
          subscriptionId: ID,
          resourceGroup: 'dns',
          clientId: ID,
          email: 'ml@example.com',
        },
      },
      loadBalancer: { dnsLabel: 'ml-example' },
    },
  },
  selfSignedCa: { target, gateway: { ...gateway, issuer: { selfSignedCa: { commonName: 'ml' } } } },
  entraId: {
    target,
    gateway,
    signIn: { entraId: { tenantId: ID, clientId: ID, clientSecret }, cookieSecret, namespace: 'sign-in' },
  },
  oidc: {
    target,
    gateway,
    signIn: {
      oidc: {
        issuer: 'https://login.example.com/a',
        clientId: 'abc',
        clientSecret,
        scopes: ['openid', 'email'],
        userIdClaim: 'email',
        caBundle: { configMap: 'ca', key: 'ca.crt' },
      },
      cookieSecret,
    },
  },
  oidcBySecret: {
    target,
    gateway,
    signIn: {
      oidc: {
        issuer: 'https://login.example.com/a',
        clientId: 'abc',
        clientSecret,
        caBundle: { secret: 'ca', key: 'ca.crt' },
      },
      cookieSecret,
    },
  },
  dex: {
    target,
    gateway,
    signIn: {
      dex: {
        clientId: 'oauth2-proxy',
        clientSecret,
        namespace: 'auth',
        connectors: {
          other: { oidc: { issuer: 'https://login.example.com/b', clientId: 'x', clientSecret: existing('e', 'f') } },
        },
        userIdClaim: 'email',
      },
      cookieSecret,
    },
  },
  dexOfKubeflow: {
    target,
    gateway,
    signIn: {
      dex: {
        clientId: 'oauth2-proxy',
        clientSecret,
        issuer: 'http://dex.auth.svc.cluster.local:5556/dex',
      },
      cookieSecret,
    },
  },
  azureBlob: {
    target,
    kubeflow: {
      objectStore: { azureBlob: { account: 'mlartifacts', clientId: ID }, ...keys },
      profiles: {
        vision: { owner: 'vision@example.com', quota: { cpu: '64', memory: '512Gi', storage: '250Gi' } },
      },
    },
  },
  seaweedFs: {
    target,
    kubeflow: {
      objectStore: {
        seaweedFs: { size: '20Gi', storageClassName: 'managed-csi', image: 'docker.io/chrislusf/seaweedfs:4.00' },
        ...keys,
      },
    },
  },
  simsvc: {
    target,
    simsvc: {
      mpt: {
        image: 'ghcr.io/example/simsvc-mpt:1.0',
        namespace: 'simsvc',
        imagePullSecrets: ['registry'],
        workStorageClassName: 'azurefile-csi',
        jobsStorageClassName: 'managed-csi',
        allowFrom: ['ingress-nginx'],
        ingress: { host: 'simsvc.example.com', htpasswd: existing('simsvc-pw', 'auth') },
      },
    },
  },
  registry: {
    target,
    pools,
    registry: { mirror: 'ml.azurecr.io/mirror', imagePullSecrets: ['registry'] },
    smokeTest: { pool: 'a100', image: 'mirror.example.com/cuda-sample:v1' },
  },
  kind: {
    target: { provider: 'kind', kubernetes: '1.34' },
    kind: {
      name: 'ml',
      listenAddress: '127.0.0.1',
      etcdData: '/data/etcd',
      etcdBackup: { hostPath: '/data/backup', schedule: '0 */6 * * *' },
    },
  },
  externals: {
    target,
    externals: [{ kind: 'Issuer', name: 'a', reason: 'r' }],
    suppressions: [{ rule: 'IMG002', reason: 'later' }],
  },
};
