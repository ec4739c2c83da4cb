import type { PodTemplateProps } from '../../core/pod/pod-template';
import type * as k8s from '../../../imports/kubernetes';
import type { Placement } from '../../core/placement';
import type { SecretSource } from '../../core/secret/secret-source';

/** What the pods of every backend have in common. */
export interface PodOptions {
  readonly accessKey: SecretSource;
  readonly secretKey: SecretSource;
  /** Labels of the pods. */
  readonly labels: Readonly<Record<string, string>>;
  readonly imagePullSecrets?: readonly string[];
  readonly resources?: k8s.ResourceRequirements;
  readonly placement?: Placement;
}

/** How a backend runs. */
export interface StorePods {
  /** The name of the Deployment and of its NetworkPolicy. */
  readonly name: string;
  /** The labels that select the pods; those of Kubeflow's own manifests, whose Deployment it takes the place of. */
  readonly matchLabels: Readonly<Record<string, string>>;
  readonly pods: PodTemplateProps;
  /** The port of S3 in the pods, whose name is `s3`. */
  readonly s3Port: number;
  /** The port where the controller of profiles makes users; only SeaweedFS has one. */
  readonly iamPort?: number;
  /** @default 1, without a second one beside it during a change */
  readonly replicas?: number;
  /** The claim that the pods mount; none where they keep nothing. */
  readonly claim?: { readonly name: string; readonly size: string; readonly storageClassName?: string };
  /** The client id of the identity that the pods sign in with. */
  readonly clientId?: string;
}

/** The user of the pods; the images own nothing that only root may read. */
export const STORE_USER = { runAsUser: 1000, runAsGroup: 1000 };

/** The service account of pods that sign in by workload identity. */
export const IDENTITY_ACCOUNT = 'object-store';

/** The parts of a pod that do not depend on its program. */
export function commonPod({ labels, imagePullSecrets, placement }: PodOptions): Omit<PodTemplateProps, 'containers'> {
  return { labels, placement, imagePullSecrets: imagePullSecrets?.map((name) => ({ name })) };
}

/** Two pods of one kind on two machines, where there are two. */
export function spread(matchLabels: Readonly<Record<string, string>>): k8s.TopologySpreadConstraint[] {
  return [
    {
      maxSkew: 1,
      topologyKey: 'kubernetes.io/hostname',
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: { matchLabels },
    },
  ];
}

/** Labels and account of pods that sign in by workload identity. */
export function identityPod(
  clientId: string | undefined,
  labels: Readonly<Record<string, string>>,
): Pick<PodTemplateProps, 'labels' | 'serviceAccount'> {
  if (clientId === undefined) return { labels };
  return { labels: { ...labels, 'azure.workload.identity/use': 'true' }, serviceAccount: IDENTITY_ACCOUNT };
}

/** Probes of a program that answers at a path without credentials. */
export function probes(path: string): Pick<k8s.Container, 'startupProbe' | 'readinessProbe' | 'livenessProbe'> {
  const httpGet = { path, port: 's3' };
  return {
    startupProbe: { httpGet, periodSeconds: 5, failureThreshold: 60 },
    readinessProbe: { httpGet, periodSeconds: 10, timeoutSeconds: 5 },
    livenessProbe: { httpGet, periodSeconds: 20, timeoutSeconds: 10, failureThreshold: 3 },
  };
}
