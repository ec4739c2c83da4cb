import * as names from './names';
import { customKind } from './schemas';

/** Whether objects of a kind live in a namespace. */
export type Scope = 'Namespaced' | 'Cluster';

/** Which rule the API server of a Kubernetes minor version (the 34 of 1.34) applies to `metadata.name`. */
export type NameRule = (name: string, minor: number) => string | undefined;

/** What is true of a kind, whatever its version. */
export interface KindFacts {
  /** The API group; empty for the core group. */
  readonly group: string;
  readonly kind: string;
  /** The resource name that RBAC and URLs use, such as `configmaps`. */
  readonly plural: string;
  readonly scope: Scope;
  readonly nameRule: NameRule;
}

/** The group of an `apiVersion`: `apps` of `apps/v1`, empty for `v1`. */
export function groupOf(apiVersion: unknown): string {
  // YAML of any origin may have `apiVersion: 1`; that is for a check to report, not to fail on.
  if (typeof apiVersion !== 'string') return '';
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

const MAX_KNOWN_TYPES = 1000;
let knownTypes = new Map<string, Map<string, string>>();
let countOfTypes = 0;

/**
 * Group and kind as one text, the key of tables of kinds: `apps/Deployment`, `/Pod` of the core group. Rules ask for it of each object,
 * so it is put together once.
 */
export function typeOf(apiVersion: string, kind: string): string {
  const known = knownTypes.get(apiVersion)?.get(kind);
  if (known !== undefined) return known;
  // Anyone's YAML may have any number of names, which are not kept for ever.
  if (countOfTypes >= MAX_KNOWN_TYPES) {
    knownTypes = new Map();
    countOfTypes = 0;
  }
  const type = `${groupOf(apiVersion)}/${kind}`;
  const ofVersion = knownTypes.get(apiVersion) ?? new Map<string, string>();
  knownTypes.set(apiVersion, ofVersion.set(kind, type));
  countOfTypes += 1;
  return type;
}

/**
 * What is known of a kind: the built-in kinds of Kubernetes 1.27 to 1.36, and the custom kinds under `imports/`.
 *
 * @returns `undefined` for a kind that this library does not know; nothing may be concluded of it.
 */
export function kindFacts(apiVersion: string, kind: string): KindFacts | undefined {
  const builtIn = BUILT_IN.get(typeOf(apiVersion, kind));
  if (builtIn) return builtIn;
  const group = groupOf(apiVersion);
  const custom = customKind(group, kind);
  return custom && { group, kind, plural: custom.plural, scope: custom.scope, nameRule: names.dns1123Subdomain };
}

/** Whether objects of this kind are known to have no namespace. */
export function isClusterScoped(apiVersion: string, kind: string): boolean {
  return kindFacts(apiVersion, kind)?.scope === 'Cluster';
}

/** Whether a group is Kubernetes' own, so that all its kinds are known; the core group is empty text. */
export function isBuiltInGroup(group: string): boolean {
  return BUILT_IN_GROUPS.has(group);
}

/** A job controller appends `-<timestamp>` to a CronJob's name, so 11 of a label's 63 characters are taken. */
function cronJobName(name: string): string | undefined {
  if (name.length > 52) return `must be no more than 52 characters, has ${name.length}`;
  return names.dns1123Subdomain(name);
}

/** A Job's name becomes a label of its pods, so it must be as short as a label's value. */
function jobName(name: string): string | undefined {
  if (name.length > 63) return `must be no more than 63 characters, has ${name.length}`;
  return names.dns1123Subdomain(name);
}

/** A CSI driver could have capitals in its name, and 63 characters at most, until its metadata were read as those of other kinds. */
function csiDriverName(name: string, minor: number): string | undefined {
  if (minor >= 34) return names.dns1123Subdomain(name);
  if (name.length > 63) return `must be no more than 63 characters, has ${name.length}`;
  return names.dns1123Subdomain(name.toLowerCase());
}

/** Services may begin with a digit since 1.36, where RelaxedServiceNameValidation is on (KEP-5311). */
function serviceName(name: string, minor: number): string | undefined {
  return minor >= 36 ? names.dns1123Label(name) : names.dns1035Label(name);
}

/** `system-` is kept for the two classes that Kubernetes makes itself. */
function priorityClassName(name: string): string | undefined {
  if (name === 'system-node-critical' || name === 'system-cluster-critical') return undefined;
  if (name.startsWith('system-')) return "may not begin with 'system-', which is kept for Kubernetes' own classes";
  return names.dns1123Subdomain(name);
}

// One line a group: kind, plural, and what differs from a namespaced kind named by a DNS subdomain.
// Source: the API references of Kubernetes 1.27 and 1.36, and pkg/apis/*/validation of 1.36.
const TABLE: readonly [group: string, kind: string, plural: string, scope: Scope, nameRule: NameRule][] = [
  ['', 'ConfigMap', 'configmaps', 'Namespaced', names.dns1123Subdomain],
  ['', 'Endpoints', 'endpoints', 'Namespaced', names.dns1123Subdomain],
  ['', 'Event', 'events', 'Namespaced', names.dns1123Subdomain],
  ['', 'LimitRange', 'limitranges', 'Namespaced', names.dns1123Subdomain],
  ['', 'Namespace', 'namespaces', 'Cluster', names.dns1123Label],
  ['', 'Node', 'nodes', 'Cluster', names.dns1123Subdomain],
  ['', 'PersistentVolume', 'persistentvolumes', 'Cluster', names.dns1123Subdomain],
  ['', 'PersistentVolumeClaim', 'persistentvolumeclaims', 'Namespaced', names.dns1123Subdomain],
  ['', 'Pod', 'pods', 'Namespaced', names.dns1123Subdomain],
  ['', 'PodTemplate', 'podtemplates', 'Namespaced', names.dns1123Subdomain],
  ['', 'ReplicationController', 'replicationcontrollers', 'Namespaced', names.dns1123Subdomain],
  ['', 'ResourceQuota', 'resourcequotas', 'Namespaced', names.dns1123Subdomain],
  ['', 'Secret', 'secrets', 'Namespaced', names.dns1123Subdomain],
  ['', 'Service', 'services', 'Namespaced', serviceName],
  ['', 'ServiceAccount', 'serviceaccounts', 'Namespaced', names.dns1123Subdomain],
  [
    'admissionregistration.k8s.io',
    'MutatingAdmissionPolicy',
    'mutatingadmissionpolicies',
    'Cluster',
    names.dns1123Subdomain,
  ],
  [
    'admissionregistration.k8s.io',
    'MutatingAdmissionPolicyBinding',
    'mutatingadmissionpolicybindings',
    'Cluster',
    names.dns1123Subdomain,
  ],
  [
    'admissionregistration.k8s.io',
    'MutatingWebhookConfiguration',
    'mutatingwebhookconfigurations',
    'Cluster',
    names.dns1123Subdomain,
  ],
  [
    'admissionregistration.k8s.io',
    'ValidatingAdmissionPolicy',
    'validatingadmissionpolicies',
    'Cluster',
    names.dns1123Subdomain,
  ],
  [
    'admissionregistration.k8s.io',
    'ValidatingAdmissionPolicyBinding',
    'validatingadmissionpolicybindings',
    'Cluster',
    names.dns1123Subdomain,
  ],
  [
    'admissionregistration.k8s.io',
    'ValidatingWebhookConfiguration',
    'validatingwebhookconfigurations',
    'Cluster',
    names.dns1123Subdomain,
  ],
  ['apiextensions.k8s.io', 'CustomResourceDefinition', 'customresourcedefinitions', 'Cluster', names.dns1123Subdomain],
  ['apiregistration.k8s.io', 'APIService', 'apiservices', 'Cluster', names.pathSegment],
  ['apps', 'ControllerRevision', 'controllerrevisions', 'Namespaced', names.dns1123Subdomain],
  ['apps', 'DaemonSet', 'daemonsets', 'Namespaced', names.dns1123Subdomain],
  ['apps', 'Deployment', 'deployments', 'Namespaced', names.dns1123Subdomain],
  ['apps', 'ReplicaSet', 'replicasets', 'Namespaced', names.dns1123Subdomain],
  ['apps', 'StatefulSet', 'statefulsets', 'Namespaced', names.dns1123Label],
  ['autoscaling', 'HorizontalPodAutoscaler', 'horizontalpodautoscalers', 'Namespaced', names.dns1123Subdomain],
  ['batch', 'CronJob', 'cronjobs', 'Namespaced', cronJobName],
  ['batch', 'Job', 'jobs', 'Namespaced', jobName],
  ['certificates.k8s.io', 'CertificateSigningRequest', 'certificatesigningrequests', 'Cluster', names.pathSegment],
  ['certificates.k8s.io', 'ClusterTrustBundle', 'clustertrustbundles', 'Cluster', names.pathSegment],
  ['certificates.k8s.io', 'PodCertificateRequest', 'podcertificaterequests', 'Namespaced', names.dns1123Subdomain],
  ['coordination.k8s.io', 'Lease', 'leases', 'Namespaced', names.dns1123Subdomain],
  ['coordination.k8s.io', 'LeaseCandidate', 'leasecandidates', 'Namespaced', names.dns1123Subdomain],
  ['discovery.k8s.io', 'EndpointSlice', 'endpointslices', 'Namespaced', names.dns1123Subdomain],
  ['events.k8s.io', 'Event', 'events', 'Namespaced', names.dns1123Subdomain],
  ['flowcontrol.apiserver.k8s.io', 'FlowSchema', 'flowschemas', 'Cluster', names.dns1123Subdomain],
  [
    'flowcontrol.apiserver.k8s.io',
    'PriorityLevelConfiguration',
    'prioritylevelconfigurations',
    'Cluster',
    names.dns1123Subdomain,
  ],
  ['internal.apiserver.k8s.io', 'StorageVersion', 'storageversions', 'Cluster', names.pathSegment],
  ['networking.k8s.io', 'ClusterCIDR', 'clustercidrs', 'Cluster', names.dns1123Subdomain],
  ['networking.k8s.io', 'IPAddress', 'ipaddresses', 'Cluster', names.pathSegment],
  ['networking.k8s.io', 'Ingress', 'ingresses', 'Namespaced', names.dns1123Subdomain],
  ['networking.k8s.io', 'IngressClass', 'ingressclasses', 'Cluster', names.dns1123Subdomain],
  ['networking.k8s.io', 'NetworkPolicy', 'networkpolicies', 'Namespaced', names.dns1123Subdomain],
  ['networking.k8s.io', 'ServiceCIDR', 'servicecidrs', 'Cluster', names.dns1123Subdomain],
  ['node.k8s.io', 'RuntimeClass', 'runtimeclasses', 'Cluster', names.dns1123Subdomain],
  ['policy', 'PodDisruptionBudget', 'poddisruptionbudgets', 'Namespaced', names.pathSegment],
  ['rbac.authorization.k8s.io', 'ClusterRole', 'clusterroles', 'Cluster', names.pathSegment],
  ['rbac.authorization.k8s.io', 'ClusterRoleBinding', 'clusterrolebindings', 'Cluster', names.pathSegment],
  ['rbac.authorization.k8s.io', 'Role', 'roles', 'Namespaced', names.pathSegment],
  ['rbac.authorization.k8s.io', 'RoleBinding', 'rolebindings', 'Namespaced', names.pathSegment],
  ['resource.k8s.io', 'DeviceClass', 'deviceclasses', 'Cluster', names.dns1123Subdomain],
  ['resource.k8s.io', 'DeviceTaintRule', 'devicetaintrules', 'Cluster', names.dns1123Subdomain],
  ['resource.k8s.io', 'PodSchedulingContext', 'podschedulingcontexts', 'Namespaced', names.dns1123Subdomain],
  ['resource.k8s.io', 'ResourceClaim', 'resourceclaims', 'Namespaced', names.dns1123Subdomain],
  ['resource.k8s.io', 'ResourceClaimTemplate', 'resourceclaimtemplates', 'Namespaced', names.dns1123Subdomain],
  ['resource.k8s.io', 'ResourceClass', 'resourceclasses', 'Cluster', names.dns1123Subdomain],
  ['resource.k8s.io', 'ResourcePoolStatusRequest', 'resourcepoolstatusrequests', 'Cluster', names.pathSegment],
  ['resource.k8s.io', 'ResourceSlice', 'resourceslices', 'Cluster', names.dns1123Subdomain],
  ['scheduling.k8s.io', 'PodGroup', 'podgroups', 'Namespaced', names.dns1123Subdomain],
  ['scheduling.k8s.io', 'PriorityClass', 'priorityclasses', 'Cluster', priorityClassName],
  ['scheduling.k8s.io', 'Workload', 'workloads', 'Namespaced', names.dns1123Subdomain],
  ['storage.k8s.io', 'CSIDriver', 'csidrivers', 'Cluster', csiDriverName],
  ['storage.k8s.io', 'CSINode', 'csinodes', 'Cluster', names.dns1123Subdomain],
  ['storage.k8s.io', 'CSIStorageCapacity', 'csistoragecapacities', 'Namespaced', names.dns1123Subdomain],
  ['storage.k8s.io', 'StorageClass', 'storageclasses', 'Cluster', names.dns1123Subdomain],
  ['storage.k8s.io', 'VolumeAttachment', 'volumeattachments', 'Cluster', names.dns1123Subdomain],
  ['storage.k8s.io', 'VolumeAttributesClass', 'volumeattributesclasses', 'Cluster', names.dns1123Subdomain],
  ['storagemigration.k8s.io', 'StorageVersionMigration', 'storageversionmigrations', 'Cluster', names.dns1123Subdomain],
];

const BUILT_IN: ReadonlyMap<string, KindFacts> = new Map(
  TABLE.map(([group, kind, plural, scope, nameRule]) => [`${group}/${kind}`, { group, kind, plural, scope, nameRule }]),
);

const BUILT_IN_GROUPS: ReadonlySet<string> = new Set([
  ...TABLE.map(([group]) => group),
  // Their kinds are questions to the API server and never stored, so they are in no table.
  'authentication.k8s.io',
  'authorization.k8s.io',
  // Empty since Kubernetes 1.22.
  'extensions',
]);
