/**
 * When Kubernetes stopped to serve an API version: the first minor version without it.
 *
 * @see https://kubernetes.io/docs/reference/using-api/deprecation-guide/
 */
export const REMOVED_IN: Readonly<Record<string, number>> = {
  'extensions/v1beta1/DaemonSet': 16,
  'extensions/v1beta1/Deployment': 16,
  'extensions/v1beta1/NetworkPolicy': 16,
  'extensions/v1beta1/PodSecurityPolicy': 16,
  'extensions/v1beta1/ReplicaSet': 16,
  'extensions/v1beta1': 22,
  'apps/v1beta1': 16,
  'apps/v1beta2': 16,
  'admissionregistration.k8s.io/v1beta1/MutatingWebhookConfiguration': 22,
  'admissionregistration.k8s.io/v1beta1/ValidatingWebhookConfiguration': 22,
  'apiextensions.k8s.io/v1beta1': 22,
  'apiregistration.k8s.io/v1beta1': 22,
  'authentication.k8s.io/v1beta1/TokenReview': 22,
  'authorization.k8s.io/v1beta1': 22,
  'certificates.k8s.io/v1beta1/CertificateSigningRequest': 22,
  'coordination.k8s.io/v1beta1/Lease': 22,
  'networking.k8s.io/v1beta1/Ingress': 22,
  'networking.k8s.io/v1beta1/IngressClass': 22,
  'rbac.authorization.k8s.io/v1alpha1': 23,
  'rbac.authorization.k8s.io/v1beta1': 22,
  'scheduling.k8s.io/v1beta1': 22,
  'storage.k8s.io/v1beta1/CSIDriver': 22,
  'storage.k8s.io/v1beta1/CSINode': 22,
  'storage.k8s.io/v1beta1/StorageClass': 22,
  'storage.k8s.io/v1beta1/VolumeAttachment': 22,
  'storage.k8s.io/v1beta1/CSIStorageCapacity': 27,
  'batch/v1beta1': 25,
  'discovery.k8s.io/v1beta1': 25,
  'events.k8s.io/v1beta1': 25,
  'autoscaling/v2beta1': 25,
  'autoscaling/v2beta2': 26,
  'node.k8s.io/v1beta1': 25,
  'policy/v1beta1': 25,
  'flowcontrol.apiserver.k8s.io/v1beta1': 26,
  'flowcontrol.apiserver.k8s.io/v1beta2': 29,
  'flowcontrol.apiserver.k8s.io/v1beta3': 32,
};

/** The first minor version that serves what came between two releases whose definitions are known here. */
export const ADDED_IN: Readonly<Record<string, number>> = {
  'admissionregistration.k8s.io/v1/MutatingAdmissionPolicy': 36,
  'admissionregistration.k8s.io/v1/MutatingAdmissionPolicyBinding': 36,
  'admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy': 30,
  'admissionregistration.k8s.io/v1/ValidatingAdmissionPolicyBinding': 30,
  'authentication.k8s.io/v1/SelfSubjectReview': 28,
  'flowcontrol.apiserver.k8s.io/v1': 29,
  'networking.k8s.io/v1/IPAddress': 33,
  'networking.k8s.io/v1/ServiceCIDR': 33,
  'resource.k8s.io/v1': 34,
  'storage.k8s.io/v1/VolumeAttributesClass': 34,
};

/** Since 1.24 new beta versions, like all alpha ones, are served only where the API server is told to (KEP-3136); this group's are older. */
export function isOffByDefault(apiVersion: string): boolean {
  return /\/v\d+(?:alpha|beta)\d+$/.test(apiVersion) && !/^flowcontrol\.apiserver\.k8s\.io\/v1beta\d$/.test(apiVersion);
}

/** What a table says of a kind, by the kind or by its whole version. */
export function minorFrom(
  table: Readonly<Record<string, number>>,
  apiVersion: string,
  kind: string,
): number | undefined {
  const key = `${apiVersion}/${kind}`;
  if (Object.hasOwn(table, key)) return table[key];
  return Object.hasOwn(table, apiVersion) ? table[apiVersion] : undefined;
}
