import { IMAGE, IMAGE_HOST } from '../../checks/image/image-reference';
import { BUNDLE_KEY } from '../../auth/ca-bundle';
import { OIDC_PATTERNS } from '../../auth/oidc-provider';
import { ENDPOINT } from '../../auth/web-address';
import { PATH } from '../../cluster/kind-cluster-mounts';
import { AMOUNT_PATTERNS } from '../../core/amount';
import { SECRET_KEY } from '../../core/secret/secret-source';
import { TAINT } from '../../core/taint';
import { NAME_PATTERNS, upTo } from '../../facts/names';
import { KUBERNETES_VERSIONS, REGION } from '../../facts/target';
import { UUID } from '../../facts/uuid';
import { TAG_PATTERNS } from '../../karpenter/aks-node-class';
import { SETTING_PATTERNS } from '../../karpenter/controller-settings';
import { ACCOUNT } from '../../kubeflow/object-store/azure-account';
import { MIG_PROFILE } from '../../nvidia/plugin-config';
import { RELEASE } from '../../runner/runner-version';
import { ROLE_ARN } from '../../runner/scaling/sqs-trigger';
import { VALUE_PATTERNS } from '../../runner/settings/values';
import { EXPORT_PATTERNS } from '../../storage/nfs-export';
import { HOST_PATH } from '../../storage/nfs-server';
import { ACME_PATTERNS } from '../../tls/acme-azure-dns';
import { DNS_LABEL } from '../../tls/azure-load-balancer';
import { DNS_NAME } from '../../tls/names';
import { COMMON_NAME } from '../../tls/self-signed-ca';
import { cronPattern } from './cron-pattern';
import { IP, IP_RANGE, ofField } from './patterns';
import type { EditorRule } from './rule';
import type { EditorRules } from './with-rules';

const { dns1123Label, dns1123Subdomain, dns1035Label, labelValue, qualifiedName } = NAME_PATTERNS;
const POOL = ['karpenter.sh', 'NodePool', 'v1', 'spec'] as const;
const TEMPLATE = [...POOL, 'template', 'spec'] as const;
const BUDGET = [...POOL, 'disruption', 'budgets', '*'] as const;
const NOT_BLANK = /\S/;
const MINORS = Array.from(
  { length: minorOf(KUBERNETES_VERSIONS.newest) - minorOf(KUBERNETES_VERSIONS.oldest) + 1 },
  (_, index) => minorOf(KUBERNETES_VERSIONS.oldest) + index,
);

const NAME: EditorRule = { text: dns1123Subdomain };
const NAMESPACE: EditorRule = { text: dns1123Label };
const IMAGE_TEXT: EditorRule = { text: IMAGE };
const UUID_TEXT: EditorRule = { text: UUID };
const LABELS: EditorRule = { keys: qualifiedName, values: labelValue };
const CPU: EditorRule = { text: AMOUNT_PATTERNS.cpu, least: 0 };
const BYTES: EditorRule = { text: AMOUNT_PATTERNS.bytes };
const SIZE: EditorRule = { text: AMOUNT_PATTERNS.size };
const SECRET = { name: NAME, key: { text: SECRET_KEY } };
const OIDC = { clientId: { text: OIDC_PATTERNS.clientId }, userIdClaim: { text: OIDC_PATTERNS.claim } };

/**
 * What an editor asks of the values of `platform.yaml` beyond their types. Each rule says no only to what no platform is made of, and takes its expression from the check that says so: that one has the
 * words, and knows what no expression tells.
 */
export const EDITOR_RULES: EditorRules = {
  PlatformConfig: {
    '': { notBoth: ['devicePlugin', 'gpuOperator'] },
    namespace: NAMESPACE,
    nodeClasses: { keys: dns1123Subdomain },
    pools: { keys: upTo(63, dns1123Subdomain) },
    simsvc: { keys: dns1035Label },
  },
  TargetConfig: {
    kubernetes: { text: new RegExp(`^v?1\\.(${MINORS.join('|')})(\\.\\d+)?$`) },
    region: { text: REGION },
  },
  NodeClassConfig: {
    vnetSubnetID: { text: ofField('karpenter.azure.com', 'AKSNodeClass', 'v1beta1', 'spec', 'vnetSubnetID') },
    tags: { keys: TAG_PATTERNS.key, values: TAG_PATTERNS.value },
  },
  PoolConfig: {
    skus: { text: labelValue },
    skuFamilies: { text: labelValue },
    zones: { text: labelValue },
    taint: { text: new RegExp(`^gpu$|${TAINT.source}`) },
    labels: LABELS,
    expireAfter: { text: ofField(...TEMPLATE, 'expireAfter') },
    terminationGracePeriod: { text: ofField(...TEMPLATE, 'terminationGracePeriod') },
  },
  LimitsConfig: { cpu: CPU, memory: BYTES },
  DisruptionConfig: { consolidateAfter: { text: ofField(...POOL, 'disruption', 'consolidateAfter') } },
  DisruptionBudgetConfig: {
    nodes: { text: ofField(...BUDGET, 'nodes') },
    schedule: { text: cronPattern({}) },
    duration: { text: ofField(...BUDGET, 'duration') },
  },
  KarpenterConfig: {
    clusterName: { text: SETTING_PATTERNS.clusterName },
    clusterEndpoint: { text: SETTING_PATTERNS.clusterEndpoint },
    clientId: UUID_TEXT,
    sshPublicKey: { text: SETTING_PATTERNS.sshPublicKey },
    subscriptionId: UUID_TEXT,
    location: { text: SETTING_PATTERNS.location },
    nodeResourceGroup: { text: SETTING_PATTERNS.nodeResourceGroup },
    vnetSubnetID: { text: SETTING_PATTERNS.vnetSubnetID },
  },
  GpuSharingConfig: { migProfiles: { text: MIG_PROFILE } },
  DevicePluginConfig: { namespace: NAMESPACE, image: IMAGE_TEXT, migProfiles: { text: MIG_PROFILE } },
  RegistryConfig: { mirror: { text: new RegExp(`${IMAGE_HOST.source.slice(0, -1)}/?$`) }, imagePullSecrets: NAME },
  StorageConfig: { azureFiles: { keys: dns1123Subdomain }, azureBlob: { keys: dns1123Subdomain } },
  NfsConfig: {
    '': { oneOf: ['external', 'inCluster'] },
    storageClassName: NAME,
    'external.server': { text: EXPORT_PATTERNS.server },
    'external.path': { text: EXPORT_PATTERNS.path },
    'inCluster.clusterIP': { text: IP },
    'inCluster.hostPath': { text: HOST_PATH },
    'inCluster.clients': { text: IP_RANGE },
  },
  RunnerConfig: {
    '': { notBoth: ['pool', 'nodeSelector'] },
    version: { text: new RegExp(`^HEAD$|${RELEASE.source}`) },
    image: IMAGE_TEXT,
    imagePullSecrets: NAME,
    nodeSelector: LABELS,
    cpu: CPU,
    memory: BYTES,
    workSize: SIZE,
    sqsSecret: NAME,
    name: NAME,
    gpuResource: { text: qualifiedName },
    metricsFrom: NAMESPACE,
  },
  CacheConfig: { dir: { text: VALUE_PATTERNS.path }, size: { text: VALUE_PATTERNS.size } },
  LoggingConfig: { levels: { text: VALUE_PATTERNS.text }, format: { text: VALUE_PATTERNS.text } },
  SqsCredentialsConfig: { 'podIdentity.roleArn': { text: ROLE_ARN } },
  SmokeTestConfig: { image: IMAGE_TEXT },
  SecretKeyConfig: SECRET,
  ExternalSecretConfig: SECRET,
  AzureKeyVaultConfig: SECRET,
  SealedSecretConfig: SECRET,
  GatewayConfig: { host: { text: DNS_NAME }, 'loadBalancer.dnsLabel': { text: DNS_LABEL } },
  IssuerConfig: {
    'selfSignedCa.commonName': { text: COMMON_NAME },
    'acmeAzureDns.zone': NAME,
    'acmeAzureDns.subscriptionId': UUID_TEXT,
    'acmeAzureDns.resourceGroup': { text: ACME_PATTERNS.resourceGroup },
    'acmeAzureDns.clientId': UUID_TEXT,
    'acmeAzureDns.email': { text: ACME_PATTERNS.email },
    'existing.name': NAME,
  },
  SignInConfig: { '': { oneOf: ['entraId', 'oidc', 'dex'] }, namespace: NAMESPACE },
  EntraIdConfig: { tenantId: UUID_TEXT, clientId: UUID_TEXT },
  OidcConfig: { ...OIDC, issuer: { text: ENDPOINT }, scopes: { text: OIDC_PATTERNS.scope } },
  CaBundleConfig: {
    '': { oneOf: ['configMap', 'secret'] },
    configMap: NAME,
    secret: NAME,
    key: { text: BUNDLE_KEY },
  },
  DexConfig: { ...OIDC, issuer: { text: ENDPOINT }, namespace: NAMESPACE },
  DexOidcConfig: { issuer: { text: ENDPOINT } },
  KubeflowConfig: { profiles: { keys: dns1123Label } },
  ObjectStoreConfig: {
    '': { oneOf: ['azureBlob', 'seaweedFs', 'minio'] },
    azureBlob: { oneOf: ['clientId', 'accountKey'] },
    'azureBlob.account': { text: ACCOUNT },
    'azureBlob.clientId': UUID_TEXT,
  },
  VolumeConfig: { size: SIZE, storageClassName: NAME, image: IMAGE_TEXT },
  ProfileConfig: { owner: { text: NOT_BLANK } },
  QuotaConfig: { cpu: CPU, memory: BYTES, storage: BYTES },
  SimsvcConfig: {
    image: IMAGE_TEXT,
    namespace: NAMESPACE,
    imagePullSecrets: NAME,
    workStorageClassName: NAME,
    jobsStorageClassName: NAME,
    allowFrom: NAMESPACE,
    'ingress.host': NAME,
  },
  KindConfig: {
    name: NAMESPACE,
    listenAddress: { text: IP },
    etcdData: { text: PATH },
    'etcdBackup.hostPath': { text: PATH },
    'etcdBackup.schedule': { text: cronPattern({ every: true, timeZone: true }) },
  },
  ExternalConfig: { kind: { text: NOT_BLANK }, name: { text: NOT_BLANK }, reason: { text: NOT_BLANK } },
  SuppressionConfig: { reason: { text: NOT_BLANK } },
};

function minorOf(version: string): number {
  return Number(version.slice('1.'.length));
}
