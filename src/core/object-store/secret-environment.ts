import type { Construct } from 'constructs';
import type * as k8s from '../../../imports/kubernetes';
import type { SecretSource } from '../secret/secret-source';

/** Variables of a container, with the volumes that their secrets need. */
export interface SecretEnvironment {
  /** The variables of the container. */
  readonly env: readonly k8s.EnvVar[];
  /** The volumes of the pod. */
  readonly volumes: readonly k8s.Volume[];
  /** Where the container has the volumes. */
  readonly volumeMounts: readonly k8s.VolumeMount[];
}

/**
 * What `secretEnv` of a container is, for a container whose other variables are composed of them, or whose secrets share a volume.
 * Variables from secrets, in this order, and after them those that are composed of them: Kubernetes puts `$(NAME)` in place only where
 * NAME stands before it, in `env` and not in `envFrom`.
 */
export function secretEnvironment(
  workload: Construct,
  secrets: Readonly<Record<string, SecretSource>>,
  composed: Readonly<Record<string, string>> = {},
): SecretEnvironment {
  const bound = Object.entries(secrets).map(([name, source]) => ({ name, secret: source.bind(workload) }));
  // One secret in two variables is mounted once.
  const volumes = [
    ...new Map(
      bound.flatMap(({ secret }) => (secret.volume ? [[secret.volume.mount.mountPath, secret.volume]] : [])),
    ).values(),
  ];
  return {
    env: [
      ...bound.map(({ name, secret }) => ({
        name,
        valueFrom: { secretKeyRef: { name: secret.name, key: secret.key } },
      })),
      ...Object.entries(composed).map(([name, value]) => ({ name, value })),
    ],
    volumes: volumes.map(({ volume }) => volume),
    volumeMounts: volumes.map(({ mount }) => mount),
  };
}
