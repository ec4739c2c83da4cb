import type { Construct } from 'constructs';
import type * as k8s from '../../../imports/kubernetes';
import { copy } from '../../core/copy';
import { KubeObject } from '../../core/kube-object';
import { NetworkEgress } from '../../core/network/egress';
import { renderDisruptionBudget } from '../../core/workload/disruption-budget';
import { IDENTITY_ACCOUNT } from './store-pods';
import type { StorePods } from './store-pods';

/** The Service that Kubeflow Pipelines calls; the name is compiled into it. */
export const ARTIFACT_SERVICE = 'minio-service';
/** The port of that Service. */
export const ARTIFACT_PORT = 9000;

/** Renders the Service by which Kubeflow Pipelines finds S3, and for SeaweedFS the one by which it finds the users. */
export function renderServices(construct: Construct, { name, matchLabels, iamPort }: StorePods): void {
  const service = (id: string, serviceName: string, ports: readonly object[]): void => {
    new KubeObject(construct, id, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: serviceName, labels: matchLabels },
      spec: { type: 'ClusterIP', selector: matchLabels, ports },
    });
  };
  const port = { protocol: 'TCP' };
  service('Service', ARTIFACT_SERVICE, [{ name: 'http', port: ARTIFACT_PORT, targetPort: 's3', ...port }]);
  if (iamPort === undefined) return;
  service('UsersService', name, [{ name: 'http-iam', port: iamPort, targetPort: 'iam', ...port }]);
}

/** Renders the claim, where the pods mount one. */
export function renderClaim(construct: Construct, { claim, matchLabels }: StorePods): void {
  if (!claim) return;
  const { name, size, storageClassName } = claim;
  new KubeObject(construct, 'Claim', {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, labels: matchLabels },
    spec: {
      accessModes: ['ReadWriteOnce'],
      ...(storageClassName !== undefined && { storageClassName }),
      resources: { requests: { storage: size } },
    },
  });
}

/** Renders the service account of pods that sign in by workload identity. */
export function renderIdentity(construct: Construct, { clientId, matchLabels }: StorePods): void {
  if (clientId === undefined) return;
  new KubeObject(construct, 'ServiceAccount', {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: {
      name: IDENTITY_ACCOUNT,
      labels: matchLabels,
      annotations: { 'azure.workload.identity/client-id': clientId },
    },
    // The webhook of workload identity mounts a token of its own, which the API server does not take.
    automountServiceAccountToken: false,
  });
}

/** Renders that a drained node does not take the last pod, where there are several. */
export function renderBudget(construct: Construct, { name, matchLabels, replicas = 1 }: StorePods): void {
  if (replicas === 1) return;
  renderDisruptionBudget(construct, 'Budget', { name, labels: matchLabels }, matchLabels);
}

/**
 * Renders who reaches the pods: those of the namespace and of profiles, and whom the caller adds. Out goes everything but to the metadata
 * services of clouds: a key, a token or the identity of the workload opens the account, and none of them asks there.
 */
export function renderNetworkPolicy(
  construct: Construct,
  { name, matchLabels, iamPort }: StorePods,
  allowFrom: readonly k8s.NetworkPolicyPeer[],
): void {
  const from = [
    { podSelector: {} },
    { namespaceSelector: { matchLabels: { 'app.kubernetes.io/part-of': 'kubeflow-profile' } } },
    ...copy(allowFrom),
  ];
  const controller = { podSelector: { matchLabels: { app: 'kubeflow-pipelines-profile-controller' } } };
  new KubeObject(construct, 'NetworkPolicy', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, labels: matchLabels },
    spec: {
      podSelector: { matchLabels },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        { from, ports: [{ protocol: 'TCP', port: 's3' }] },
        ...(iamPort === undefined ? [] : [{ from: [controller], ports: [{ protocol: 'TCP', port: 'iam' }] }]),
      ],
      egress: [NetworkEgress.dns(), NetworkEgress.anywhereButMetadata()],
    },
  });
}
