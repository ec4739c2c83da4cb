import { Lazy } from 'cdk8s';
import type { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { DefaultDeny } from '../../src/core/network/default-deny';
import { CronJob } from '../../src/core/workload/cron-job';
import { DaemonSet } from '../../src/core/workload/daemon-set';
import { Deployment } from '../../src/core/workload/deployment';
import { Job } from '../../src/core/workload/job';
import { StatefulSet } from '../../src/core/workload/stateful-set';
import { Placement } from '../../src/core/placement';
import { SecretSource } from '../../src/core/secret/secret-source';
import type { ToolFile } from '../../src/core/tool-file';
import { Target } from '../../src/facts/target';
import { Taint } from '../../src/core/taint';
import { GpuToleration, NotebookSpawner, ObjectStore, PipelineAccess, PodDefault, Profile } from '../../src/kubeflow';
import { Simsvc } from '../../src/simsvc';
import { AzureBlob, AzureFiles, NfsProvisioner, NfsServer, NfsVolume } from '../../src/storage';
import { KubeObject } from '../../src/core/kube-object';
import { Runner, RunnerAccess, RunnerState } from '../../src/runner';
import { AdHocBuild, BuildAndTest } from '../../src/runner/build-and-test';
import { MinioServer, RabbitMq } from '../../src/runner/services';
import {
  ClusterAutoscaler,
  EcrCredentials,
  EtcdBackup,
  KindCluster,
  PullSecret,
  RegistryCredentials,
} from '../../src/cluster';
import { AuthService, Dex, DexConnector, OAuth2Proxy, OidcProvider } from '../../src/auth';
import { AksNodeClass, Controller, NodePool, Requirement } from '../../src/karpenter';
import { DevicePlugin, GpuOperator, GpuSmokeTest } from '../../src/nvidia';
import { HostPortGateway, RouteTable } from '../../src/istio';
import type { HttpMethod } from '../../src/core/route';
import { FrontDoor, Issuer, PrivateCa } from '../../src/tls';
import { QueueScaledJob, QueueScaledObject, QueueTrigger } from '../../src/runner/scaling';

/** A construct with props that fill as many arrays and objects as it has, for the tests that hold for all constructs. */
export interface ConstructCase {
  readonly name: string;
  /** Makes props anew at each call, for a test may freeze or change them. */
  readonly props: () => object;
  readonly build: (chart: Chart, props: never) => Construct;
  /** The kind of the object that `ApiObject.of(construct)` finds. */
  readonly kind?: string;
}

function construct<P extends object>(
  name: string,
  props: () => P,
  build: (chart: Chart, props: P) => Construct,
  kind?: string,
): ConstructCase {
  return { name, props, build, kind };
}

const template = () => ({
  labels: { app: 'it' },
  annotations: { 'example.com/note': 'it' },
  placement: new Placement({ taints: [Taint.gpu()], nodeSelector: { pool: 'a100' } }),
  tolerations: [{ key: 'team', operator: 'Exists' }],
  nodeSelector: { 'kubernetes.io/os': 'linux' },
  safeDefaults: { readOnlyRootFilesystem: false },
  volumes: [{ name: 'data', emptyDir: {} }],
  initContainers: [{ name: 'prepare', image: 'ghcr.io/example/prepare:1.0', args: ['now'] }],
  containers: [
    {
      name: 'main',
      image: 'ghcr.io/example/main:1.0',
      gpus: 1,
      resources: { requests: { cpu: '500m' }, limits: { memory: '1Gi' } },
      env: [{ name: 'MODE', value: 'fast' }],
      secretEnv: { QUEUE_URL: SecretSource.existing('queue', 'url') },
      volumeMounts: [{ name: 'data', mountPath: '/data' }],
      securityContext: { capabilities: { add: ['NET_BIND_SERVICE'] } },
    },
  ],
});
const credentials = () => ({
  user: SecretSource.existing('store', 'user'),
  password: SecretSource.existing('store', 'password'),
});
const metadata = () => ({ name: 'it', labels: { app: 'it' } });

const oidcProvider = () =>
  OidcProvider.entraId({
    tenantId: '8a0d6b4e-3c1f-4a52-9d27-5b1f0c9e7a31',
    clientId: '29bc9d7e-b741-4310-a9fa-b744436d20c5',
    clientSecret: SecretSource.existing('sign-in', 'client'),
  });

const gpuPool = (chart: Chart): NodePool =>
  new NodePool(chart, 'a100', {
    requirements: [Requirement.skuName('Standard_NC24ads_A100_v4')],
    taints: [Taint.gpu()],
    limits: { gpus: 8 },
    nodeClass: new AksNodeClass(chart, 'ubuntu'),
  });

/** A construct for kind that renders a file among the tools; the text stands in an object, where the tests see it. */
function onKind<T extends Construct & { readonly file: ToolFile }>(chart: Chart, build: () => T): T {
  Target.kind('1.34').applyTo(chart);
  const made = build();
  const text = Lazy.any({ produce: () => made.file.toText() });
  new KubeObject(chart, 'shown', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'shown' }, data: { text } });
  return made;
}

/** One row a construct; every construct of the library belongs here. */
export const CONSTRUCTS: readonly ConstructCase[] = [
  construct(
    'karpenter.AksNodeClass',
    () => ({
      imageFamily: 'Ubuntu2204' as const,
      annotations: { 'kubernetes.io/description': 'it' },
      tags: { owner: 'ml' },
      kubelet: { allowedUnsafeSysctls: ['net.*'] },
      linuxOSConfig: { sysctls: { vmSwappiness: 10 } },
    }),
    (chart, props) => new AksNodeClass(chart, 'it', props),
    'AKSNodeClass',
  ),
  construct(
    'karpenter.NodePool',
    () => ({
      annotations: { 'kubernetes.io/description': 'it' },
      requirements: [Requirement.skuName('Standard_NC24ads_A100_v4')],
      taints: [Taint.gpu()],
      startupTaints: [Taint.noExecute('example.com/warming')],
      labels: { team: 'vision' },
      nodeAnnotations: { 'example.com/note': 'it' },
      limits: { gpus: 8, resources: { 'ephemeral-storage': '4Ti' } },
      disruption: { budgets: [{ nodes: '10%', reasons: ['Drifted' as const] }] },
    }),
    (chart, props) => new NodePool(chart, 'it', { ...props, nodeClass: new AksNodeClass(chart, 'ubuntu') }),
    'NodePool',
  ),
  construct(
    'karpenter.Controller',
    () => ({
      clusterName: 'ml',
      clusterEndpoint: 'https://ml-dns-1a2b3c4d.hcp.westeurope.azmk8s.io:443',
      clientId: '11111111-2222-3333-4444-555555555555',
      bootstrapToken: SecretSource.existing('karpenter-bootstrap', 'token'),
      sshPublicKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample',
      subscriptionId: '66666666-7777-8888-9999-000000000000',
      location: 'westeurope',
      nodeResourceGroup: 'MC_ml_ml_westeurope',
      vnetSubnetID: '/subscriptions/a/resourceGroups/b/providers/Microsoft.Network/virtualNetworks/c/subnets/d',
      nodeIdentities: ['/subscriptions/a/userAssignedIdentities/b'],
      network: { policy: 'cilium' as const },
      featureGates: { NodeRepair: true },
      resources: { cpu: 2 },
    }),
    (chart, props) => new Controller(chart, 'it', props),
    'Deployment',
  ),
  construct(
    'nvidia.GpuOperator',
    () => ({ migStrategy: 'mixed' as const, install: 'flux' as const }),
    (chart, props) => {
      const pool = new NodePool(chart, 'a100', {
        requirements: [Requirement.skuName('Standard_NC24ads_A100_v4')],
        limits: { gpus: 8 },
        nodeClass: new AksNodeClass(chart, 'ubuntu'),
      });
      return new GpuOperator(chart, 'it', { ...props, pools: [pool] });
    },
  ),
  construct(
    'storage.AzureFiles',
    () => ({ name: 'work', mountOptions: ['nobrl'] }),
    (chart, props) => new AzureFiles(chart, 'it', props),
    'StorageClass',
  ),
  construct(
    'storage.AzureBlob',
    () => ({ name: 'data', mountOptions: ['-o ro'] }),
    (chart, props) => new AzureBlob(chart, 'it', props),
    'StorageClass',
  ),
  construct(
    'storage.NfsServer',
    () => ({ clusterIP: '10.96.117.101', data: { hostPath: '/var/nfs' }, clients: ['172.18.0.0/16'] }),
    (chart, props) => new NfsServer(chart, 'it', props),
    'Deployment',
  ),
  construct(
    'storage.NfsProvisioner',
    () => ({ server: { server: '10.0.0.4', path: '/' }, mountOptions: ['nfsvers=4.1'] }),
    (chart, props) => new NfsProvisioner(chart, 'it', props),
    'Deployment',
  ),
  construct(
    'storage.NfsVolume',
    () => ({ name: 'data', namespace: 'admin', server: { server: '10.0.0.4', path: '/' }, mountOptions: ['hard'] }),
    (chart, props) => new NfsVolume(chart, 'it', props),
    'PersistentVolume',
  ),
  construct(
    'kubeflow.PodDefault',
    () => ({ description: 'it', env: [{ name: 'A', value: 'b' }], labels: { team: 'vision' } }),
    (chart, props) => new PodDefault(chart, 'it', props),
    'PodDefault',
  ),
  construct(
    'kubeflow.Profile',
    () => ({ owner: { name: 'a@example.com' }, quota: { resources: { 'count/jobs.batch': 2 } } }),
    (chart, props) => new Profile(chart, 'it', props),
    'Profile',
  ),
  construct(
    'kubeflow.PipelineAccess',
    () => ({ profile: 'admin' }),
    (chart, props) => new PipelineAccess(chart, 'it', props),
  ),
  construct(
    'kubeflow.ObjectStore',
    () => ({
      backend: { account: 'kubeflowsa', clientId: '11111111-2222-3333-4444-555555555555' },
      accessKey: SecretSource.existing('mlpipeline-minio-artifact', 'accesskey'),
      secretKey: SecretSource.existing('mlpipeline-minio-artifact', 'secretkey'),
      mesh: { callers: ['it/default'] },
      allowFrom: [{ podSelector: { matchLabels: { app: 'it' } } }],
      imagePullSecrets: ['registry'],
      resources: { requests: { cpu: '500m' }, limits: { memory: '1Gi' } },
    }),
    (chart, props) => new ObjectStore(chart, 'it', props),
    'Deployment',
  ),
  construct(
    'simsvc.Simsvc',
    () => ({
      image: 'ghcr.io/example/simsvc:1.0',
      imagePullSecrets: ['registry'],
      workers: { env: [{ name: 'A', value: 'b' }], volumes: [{ name: 'models', emptyDir: {} }] },
      exposure: {
        route: { host: 'it.example.com', allowedClients: ['10.0.0.0/8'] },
        htpasswd: SecretSource.existing('pw', 'auth'),
      },
    }),
    (chart, props) => new Simsvc(chart, 'it', props),
    'Deployment',
  ),
  construct(
    'DefaultDeny',
    () => ({ namespace: 'studioml', egress: true }),
    (chart, props) => new DefaultDeny(chart, 'it', props),
    'NetworkPolicy',
  ),
  construct(
    'Deployment',
    () => ({ metadata: metadata(), template: template(), strategy: { rollingUpdate: { maxSurge: 0 } } }),
    (chart, props) => new Deployment(chart, 'it', props),
    'Deployment',
  ),
  construct(
    'StatefulSet',
    () => ({
      metadata: metadata(),
      template: template(),
      serviceName: 'it',
      volumeClaimTemplates: [
        {
          metadata: { name: 'claim' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
        },
      ],
    }),
    (chart, props) => new StatefulSet(chart, 'it', props),
    'StatefulSet',
  ),
  construct(
    'DaemonSet',
    () => ({ metadata: metadata(), template: template(), updateStrategy: { rollingUpdate: { maxUnavailable: 1 } } }),
    (chart, props) => new DaemonSet(chart, 'it', props),
    'DaemonSet',
  ),
  construct(
    'Job',
    () => ({
      metadata: metadata(),
      template: template(),
      podFailurePolicy: { rules: [{ action: 'Ignore', onExitCodes: { operator: 'In', values: [42] } }] },
    }),
    (chart, props) => new Job(chart, 'it', props),
    'Job',
  ),
  construct(
    'CronJob',
    () => ({
      metadata: metadata(),
      schedule: '0 3 * * *',
      jobTemplate: { metadata: { labels: { app: 'it' } }, template: template() },
    }),
    (chart, props) => new CronJob(chart, 'it', props),
    'CronJob',
  ),
  construct(
    'runner.RabbitMq',
    () => ({
      ...credentials(),
      imagePullSecrets: ['registry'],
      storage: { size: '5Gi' },
      serviceType: 'NodePort' as const,
      nodePorts: { amqp: 30672 },
      allowFrom: [{ podSelector: { matchLabels: { app: 'it' } } }, { ipBlock: { cidr: '192.0.2.0/24' } }],
      resources: { requests: { cpu: '500m' }, limits: { memory: '1Gi' } },
    }),
    (chart, props) => new RabbitMq(chart, 'it', props),
    'StatefulSet',
  ),
  construct(
    'runner.MinioServer',
    () => ({
      ...credentials(),
      imagePullSecrets: ['registry'],
      storage: { size: '5Gi' },
      serviceType: 'LoadBalancer' as const,
      nodePorts: { s3: 30900 },
      allowFrom: [{ podSelector: { matchLabels: { app: 'it' } } }, { ipBlock: { cidr: '192.0.2.0/24' } }],
      resources: { requests: { cpu: '500m' }, limits: { memory: '1Gi' } },
    }),
    (chart, props) => new MinioServer(chart, 'it', props),
    'Deployment',
  ),
  construct(
    'runner.BuildAndTest',
    () => ({
      branch: 'feature/137_it',
      imagePullSecrets: ['registry'],
      githubToken: SecretSource.existing('github', 'token'),
      rabbit: { ...credentials(), storage: { size: '5Gi' }, allowFrom: [{ podSelector: {} }] },
      minio: { ...credentials(), resources: { limits: { memory: '1Gi' } } },
    }),
    (chart, props) => new BuildAndTest(chart, 'it', props),
    'Job',
  ),
  construct(
    'runner.AdHocBuild',
    () => ({ branch: '0.9.21', imagePullSecrets: ['registry'] }),
    (chart, props) => new AdHocBuild(chart, 'it', props),
    'Job',
  ),
  construct(
    'runner.QueueScaledJob',
    () => ({
      name: 'it',
      labels: { team: 'vision' },
      maxReplicaCount: 8,
      triggers: [QueueTrigger.rabbit({ url: SecretSource.existing('queue', 'url'), queue: 'rmq_gpu' })],
      pendingPodConditions: ['Ready'],
      template: template(),
    }),
    (chart, props) => new QueueScaledJob(chart, 'it', props),
    'ScaledJob',
  ),
  construct(
    'runner.QueueScaledObject',
    () => ({
      labels: { team: 'vision' },
      maxReplicaCount: 8,
      triggers: [
        QueueTrigger.sqs({
          queueUrl: 'https://sqs.us-west-2.amazonaws.com/123456789012/sqs_gpu',
          credentials: { podIdentity: {} },
        }),
      ],
      fallback: { failureThreshold: 3, replicas: 1 },
    }),
    (chart, props) => {
      const deployment = new Deployment(chart, 'worker', { metadata: metadata(), template: template() });
      return new QueueScaledObject(chart, 'it', { ...props, deployment });
    },
    'ScaledObject',
  ),
  construct(
    'cluster.RegistryCredentials',
    () => ({
      secret: PullSecret.sealed({ name: 'registry', encryptedData: 'AgBy3i4OJSWK' }),
      azure: { clientId: '11111111-2222-3333-4444-555555555555' },
      serviceAccount: 'it',
    }),
    (chart, props) => new RegistryCredentials(chart, 'it', props),
    'ServiceAccount',
  ),
  construct(
    'cluster.EcrCredentials',
    () => ({
      accountId: '123456789012',
      region: 'us-west-2',
      access: { accessKeyId: SecretSource.existing('aws', 'id'), secretAccessKey: SecretSource.existing('aws', 'key') },
    }),
    (chart, props) => new EcrCredentials(chart, 'it', props),
    'CronJob',
  ),
  construct(
    'cluster.ClusterAutoscaler',
    () => ({
      clusterName: 'ml',
      region: 'us-west-2',
      resources: { requests: { cpu: '200m', memory: '1Gi' } },
    }),
    (chart, props) => new ClusterAutoscaler(chart, 'it', props),
    'Deployment',
  ),
  construct(
    'nvidia.DevicePlugin',
    () => ({
      imagePullSecrets: ['pull'],
      taints: [Taint.gpu()],
      tolerations: [{ key: 'team', operator: 'Exists' }],
      placement: Placement.labels({ 'example.com/gpu': 'true' }),
      resources: { limits: { memory: '64Mi' } },
    }),
    (chart, props) => new DevicePlugin(chart, 'it', props),
    'DaemonSet',
  ),
  construct(
    'kubeflow.GpuToleration',
    () => ({ namespace: 'admin' }),
    (chart, props) => new GpuToleration(chart, 'it', { ...props, pool: gpuPool(chart) }),
  ),
  construct(
    'kubeflow.NotebookSpawner',
    () => ({ images: ['ghcr.io/example/notebook:1.0'], gpus: [1] }),
    (chart, props) => new NotebookSpawner(chart, 'it', { ...props, pools: [gpuPool(chart)] }),
  ),
  construct(
    'nvidia.GpuSmokeTest',
    () => ({ program: 'tensorflow' as const, form: 'pod' as const, safeDefaults: { nonRoot: false } }),
    (chart, props) => new GpuSmokeTest(chart, 'it', props),
    'Pod',
  ),
  construct(
    'istio.RouteTable',
    () => ({
      table: { gateway: { name: 'kubeflow-gateway', namespace: 'kubeflow' }, hosts: ['ml.example.com'] },
      route: {
        name: 'jupyter',
        prefix: '/jupyter/',
        methods: ['GET', 'POST'] as HttpMethod[],
        headers: { 'X-Beta': { exact: 'yes' } },
        redirect: { host: 'old.example.com' },
      },
    }),
    (chart, props) => {
      const table = new RouteTable(chart, 'it', props.table);
      table.add(chart, props.route);
      return table;
    },
    'VirtualService',
  ),
  construct(
    'tls.FrontDoor',
    () => ({
      certificate: {
        dnsNames: ['ml.example.com'],
        ipAddresses: ['20.30.40.50'],
        issuer: Issuer.selfSignedCa({ commonName: 'it' }),
        privateKey: { size: 384 },
      },
      hosts: ['ml.example.com'],
      selector: { istio: 'ingress' },
    }),
    (chart, props) => new FrontDoor(chart, 'it', props),
    'Gateway',
  ),
  construct(
    'auth.OAuth2Proxy',
    () => ({
      skipAuth: ['/dex/'],
      emailDomains: ['example.com'],
      allowedGroups: ['ml'],
      apiRoutes: ['/api/'],
      whitelistDomains: ['login.example.com'],
      trustedProxies: ['10.244.0.0/16'],
      gateway: { labels: { istio: 'ingressgateway' } },
      machineTokens: [{ issuer: 'https://ci.example.com', audiences: ['ml'] }],
      imagePullSecrets: ['pull'],
      resources: { requests: { cpu: '1' } },
    }),
    (chart, props) =>
      new OAuth2Proxy(chart, 'it', {
        ...props,
        provider: oidcProvider(),
        host: 'kubeflow.example.com',
        cookieSecret: SecretSource.existing('sign-in', 'cookie'),
      }),
    'Deployment',
  ),
  construct(
    'auth.AuthService',
    () => ({
      image: 'registry.example.com/authservice:0c4ea9a',
      skipAuth: ['/dex/'],
      storage: { size: '1Gi' },
      settings: {
        audiences: ['ml'],
        templateContext: { Title: 'it' },
        useridTransformers: [{ matches: 'a', replaces: 'b' }],
      },
      allowedHeaders: ['x-more'],
      upstreamHeaders: ['x-more'],
      caBundle: { configMap: 'ca', key: 'ca.crt' },
      imagePullSecrets: ['pull'],
      resources: { requests: { cpu: '1' } },
    }),
    (chart, props) =>
      new AuthService(chart, 'it', { ...props, provider: oidcProvider(), host: 'kubeflow.example.com' }),
    'StatefulSet',
  ),
  construct(
    'auth.Dex',
    () => ({
      clients: [
        { id: 'ml', secret: SecretSource.existing('dex', 'ml'), redirectUris: ['/oauth2/callback'], name: 'ML' },
      ],
      users: [{ email: 'ann@example.com', username: 'ann', userId: '1', hash: SecretSource.existing('dex', 'ann') }],
      connectors: [
        DexConnector.oidc({
          issuer: 'https://login.example.com',
          clientId: 'dex',
          clientSecret: SecretSource.existing('dex', 'login'),
          scopes: ['email'],
        }),
      ],
      imagePullSecrets: ['pull'],
      resources: { requests: { cpu: '1' } },
    }),
    (chart, props) => new Dex(chart, 'it', { ...props, host: 'kubeflow.example.com' }),
    'Deployment',
  ),
  construct(
    'runner.Runner',
    () => ({
      version: '0.14.2',
      queues: { match: '^rmq_.*$', rabbit: { url: SecretSource.existing('studioml-queue', 'url') }, sqs: {} },
      placement: new Placement({ taints: [Taint.gpu()], nodeSelector: { pool: 'a100' } }),
      imagePullSecrets: [],
      resources: { limits: { cpu: 8, memory: '64Gi' } },
      encryption: { optional: true },
      signing: { keys: { rmq_a: SecretSource.existing('signers', 'a') } },
      reportKeys: { secretName: 'reports' },
      cache: { dir: '/tmp/cache', size: '10Gib' },
      limits: { tasks: 100 },
      logging: { levels: '*=DBG' },
      metrics: { podMonitor: { labels: { release: 'prometheus' } } },
      scaling: { kind: 'ScaledJob' as const, queues: ['rmq_gpu'], maxReplicaCount: 8 },
    }),
    (chart, props) => new Runner(chart, 'it', props),
    'ScaledJob',
  ),
  construct(
    'runner.RunnerAccess',
    () => ({ serviceAccount: { name: 'it' } }),
    (chart, props) => {
      new KubeObject(chart, 'account', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'it' } });
      return new RunnerAccess(chart, 'it', props);
    },
    'RoleBinding',
  ),
  construct(
    'runner.RunnerState',
    () => ({ queueMatch: '^rmq_.*$', queueMismatch: '^rmq_dev_.*$', version: '0.14.3' }),
    (chart, props) => new RunnerState(chart, 'it', props),
    'ConfigMap',
  ),
  construct(
    'cluster.KindCluster',
    () => ({
      workers: 1,
      ports: [80, { containerPort: 443, hostPort: 8443 }],
      mounts: [{ hostPath: '/data/sets', containerPath: '/mnt/sets', readOnly: true }],
      labels: { tier: 'edge' },
      workerLabels: { tier: 'worker' },
      featureGates: { InPlacePodVerticalScaling: true },
    }),
    (chart, props) => onKind(chart, () => new KindCluster(chart, 'it', props)),
  ),
  construct(
    'cluster.EtcdBackup',
    () => ({ data: { hostPath: '/var/lib/etcd-backup' }, keep: 7, placement: Placement.labels({ disk: 'large' }) }),
    (chart, props) => new EtcdBackup(chart, 'it', props),
    'CronJob',
  ),
  construct(
    'istio.HostPortGateway',
    () => ({
      node: { ports: [80, 443], placement: Placement.labels({ 'ingress-ready': 'true' }) },
      ports: { http: 80, https: 443 },
      containerPorts: { http: 8080, https: 8443 },
    }),
    (chart, props) => onKind(chart, () => new HostPortGateway(chart, 'it', props)),
  ),
  construct(
    'tls.PrivateCa',
    () => ({
      certificate: SecretSource.existing('authority', 'tls.crt'),
      privateKey: SecretSource.existing('authority', 'tls.key'),
      namespace: 'ml',
    }),
    (chart, props) => new PrivateCa(chart, 'it', props),
    'ClusterIssuer',
  ),
];
