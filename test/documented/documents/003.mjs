// Document 003: Kubeflow on AKS with Karpenter.
import { Chart } from 'cdk8s';
import {
  auth,
  istio,
  karpenter,
  kubeflow,
  nvidia,
  Placement,
  SecretSource,
  Taint,
  tls,
  ToolFile,
} from 'cdk8s-ml-platform';

const { AksNodeClass, NodePool, Requirement } = karpenter;

/** What the document leaves open as `<...>`: nobody's tenant, an address and a host of examples. */
const TENANT = '8a0d6b4e-3c1f-4a52-9d27-5b1f0c9e7a31';
const ADDRESS = '192.0.2.10';
const HOST = 'kubeflow.example.com';
const GATEWAY = { name: 'kubeflow-gateway', namespace: 'kubeflow' };
const PROFILE = 'kubeflow-user-example-com';

/** The taint that the document tolerates, and that none of its pools has (KKA-04, KKA-27). */
const SKU_GPU = Taint.noSchedule('sku', 'gpu');

/** Document 003, "Nvidia Device Plugin". */
function devicePlugin(app) {
  new nvidia.DevicePlugin(new Chart(app, 'device-plugin'), 'device-plugin', {
    edition: 'documented-0.14.1',
    taints: [SKU_GPU],
  });
}

/**
 * The values that the document's script makes for the chart of Karpenter's provider 0.4.0, which `karpenter.Controller` is too new for.
 * `${...}` is what the script asks Azure for, the bootstrap token among it (KKA-25).
 */
function karpenterValues(app) {
  const env = {
    FEATURE_GATES: 'Drift=true',
    LEADER_ELECT: 'false',
    CLUSTER_NAME: 'kubeflowcl',
    CLUSTER_ENDPOINT: '${CLUSTER_ENDPOINT}',
    KUBELET_BOOTSTRAP_TOKEN: '${BOOTSTRAP_TOKEN}',
    SSH_PUBLIC_KEY: '${SSH_PUBLIC_KEY}',
    NETWORK_PLUGIN: 'azure',
    NETWORK_POLICY: '',
    VNET_SUBNET_ID: '${VNET_SUBNET_ID}',
    ARM_SUBSCRIPTION_ID: '${AZURE_SUBSCRIPTION_ID}',
    LOCATION: 'japaneast',
    ARM_USE_CREDENTIAL_FROM_ENVIRONMENT: 'true',
    ARM_USE_MANAGED_IDENTITY_EXTENSION: 'false',
    ARM_USER_ASSIGNED_IDENTITY_ID: '',
    AZURE_NODE_RESOURCE_GROUP: '${AZURE_RESOURCE_GROUP_MC}',
  };
  const amounts = { cpu: 1, memory: '1Gi' };
  new ToolFile(app, 'karpenter-values', {
    name: 'karpenter-values.yaml',
    content: {
      replicas: 1,
      controller: {
        env: Object.entries(env).map(([name, value]) => ({ name, value })),
        resources: { requests: amounts, limits: amounts },
      },
      serviceAccount: {
        name: 'karpenter-sa',
        annotations: { 'azure.workload.identity/client-id': '${KARPENTER_USER_ASSIGNED_CLIENT_ID}' },
      },
      podLabels: { 'azure.workload.identity/use': 'true' },
    },
  });
}

/** Document 003, the general node pool and node class. */
function generalPool(app) {
  const chart = new Chart(app, 'general-pool');
  const nodeClass = new AksNodeClass(chart, 'default', {
    version: 'v1alpha2',
    annotations: { 'kubernetes.io/description': 'General purpose AKSNodeClass for running Ubuntu2204 nodes' },
    imageFamily: 'Ubuntu2204',
  });
  new NodePool(chart, 'general-purpose', {
    version: 'v1beta1',
    annotations: { 'kubernetes.io/description': 'General purpose NodePool for generic workloads' },
    requirements: [
      Requirement.arch('amd64'),
      Requirement.os('linux'),
      Requirement.capacityType('on-demand'),
      Requirement.skuFamily('D'),
    ],
    nodeClass,
    limits: { cpu: 100 },
    disruption: { consolidationPolicy: 'WhenEmptyOrUnderutilized' },
    expireAfter: 'Never',
  });
}

/** Document 003, the GPU node pool and node class. */
function gpuPool(app) {
  const chart = new Chart(app, 'gpu-pool');
  const nodeClass = new AksNodeClass(chart, 'gpu-nc', {
    version: 'v1alpha2',
    annotations: { 'kubernetes.io/description': 'General GPU AKSNodeClass for running Ubuntu2204 nodes' },
    imageFamily: 'Ubuntu2204',
  });
  new NodePool(chart, 'gpu', {
    version: 'v1beta1',
    gpuDefaults: false,
    annotations: { 'kubernetes.io/description': 'General GPU purpose NodePool for ML workloads' },
    requirements: [
      Requirement.arch('amd64'),
      Requirement.os('linux'),
      Requirement.skuGpuManufacturer('nvidia'),
      Requirement.capacityType('on-demand'),
    ],
    nodeClass,
    taints: [Taint.gpu()],
    expireAfter: '1h',
  });
}

/** Document 003, the Job that tests the GPU pool. It tolerates a taint that no pool of the document has (KKA-04). */
function testJob(app) {
  new nvidia.GpuSmokeTest(new Chart(app, 'test-job'), 'job', {
    edition: 'documented',
    placement: new Placement({ taints: [SKU_GPU] }),
  });
}

/** Document 003, "MinIO": Kubeflow's own object store as a gateway to Azure, with the name and the key of the account. */
function objectStore(app) {
  const secret = (key) => SecretSource.existing('mlpipeline-minio-artifact', key);
  new kubeflow.ObjectStore(new Chart(app, 'object-store', { namespace: 'kubeflow' }), 'store', {
    edition: 'documented',
    backend: { kind: 'minio-azure-gateway' },
    accessKey: secret('accesskey'),
    secretKey: secret('secretkey'),
  });
}

/** The folder `tls` of the document's repository, with the certificate that is applied by hand once the address is known. */
function frontDoor(app) {
  new tls.FrontDoor(new Chart(app, 'front-door'), 'front-door', {
    edition: 'documented',
    certificate: { ipAddresses: [ADDRESS] },
  });
}

/** Document 003, "authservice" and "OIDC": the service with the document's settings and image, and its three routes. */
function authService(app) {
  const chart = new Chart(app, 'authservice', { namespace: 'istio-system' });
  const routes = new istio.RouteTable(chart, 'routes', {
    gateway: GATEWAY,
    namespace: 'istio-system',
    edition: 'documented',
    duplicateNames: true,
  });
  const client = (key) => SecretSource.existing('oidc-authservice-client', key);
  new auth.AuthService(chart, 'authservice', {
    edition: 'documented',
    provider: auth.OidcProvider.entraId({
      tenantId: TENANT,
      clientId: client('CLIENT_ID'),
      clientSecret: client('CLIENT_SECRET'),
      audiences: ['29bc9d7e-b741-4310-a9fa-b744436d20c5'],
      scopes: ['profile', 'email'],
    }),
    host: HOST,
    routes,
  });
}

/** Dex of Kubeflow 1.8, which the document keeps though nobody signs in by it any more. */
function dex(app) {
  const chart = new Chart(app, 'dex', { namespace: 'auth' });
  const routes = new istio.RouteTable(chart, 'routes', { gateway: GATEWAY, namespace: 'auth', edition: 'documented' });
  new auth.Dex(chart, 'dex', { edition: 'documented', host: HOST, routes });
}

/** Document 003, the parameters of the dashboard: whoever signs in gets a profile. */
function dashboard(app) {
  new kubeflow.DashboardSettings(new Chart(app, 'dashboard'), 'dashboard', {
    edition: 'documented',
    registrationFlow: true,
  });
}

/** The profile of Kubeflow's own first user, which the document's PodDefault belongs to. */
function profile(app) {
  new kubeflow.Profile(new Chart(app, 'profile'), 'profile', {
    name: PROFILE,
    owner: { name: 'user@example.com' },
    version: 'v1beta1',
  });
}

/** Document 003, "Jupyter notebook GPU Toleration". */
function podDefault(app) {
  const { tolerations } = new Placement({ taints: [SKU_GPU] });
  new kubeflow.PodDefault(new Chart(app, 'pod-default'), 'pod-default', {
    name: 'gpu-toleration',
    namespace: PROFILE,
    description: 'utilize GPU nodepool',
    tolerations,
  });
}

/** What one cluster of the document holds, by its folder. */
export default {
  '003': (app) => {
    devicePlugin(app);
    karpenterValues(app);
    generalPool(app);
    gpuPool(app);
    testJob(app);
    objectStore(app);
    frontDoor(app);
    authService(app);
    dex(app);
    dashboard(app);
    profile(app);
    podDefault(app);
  },
};
