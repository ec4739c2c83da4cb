import type * as k8s from '../../imports/kubernetes';
import type { Placement } from '../core/placement';
import type { ContainerProps } from '../core/pod/container';
import type { PodTemplateProps } from '../core/pod/pod-template';

/** What can be added to the pods of one component. Lists are joined with the component's own, never put in their place (SIM-14). */
export interface SimsvcPodOptions {
  /**
   * Requests and limits of the container.
   * @default - requests of 100m CPU and 256Mi memory; 500m and 1Gi for workers
   */
  readonly resources?: k8s.ResourceRequirements;
  /**
   * Environment variables beside those of the component.
   * @default - none
   */
  readonly env?: readonly k8s.EnvVar[];
  /**
   * Volumes beside those of the component.
   * @default - none
   */
  readonly volumes?: readonly k8s.Volume[];
  /**
   * Their mounts.
   * @default - none
   */
  readonly volumeMounts?: readonly k8s.VolumeMount[];
  /**
   * Where the pods may go.
   * @default - any Linux node
   */
  readonly placement?: Placement;
  /**
   * Annotations of the pods.
   * @default - none
   */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Joins what a component has and what was added to it. */
export function withOptions(
  pods: Omit<PodTemplateProps, 'containers'> & { readonly container: ContainerProps },
  options: SimsvcPodOptions = {},
): PodTemplateProps {
  const { container, ...own } = pods;
  const { resources, env = [], volumes = [], volumeMounts = [], placement, annotations } = options;
  return {
    ...own,
    placement,
    ...(annotations && { annotations: { ...own.annotations, ...annotations } }),
    containers: [
      {
        ...container,
        resources: resources ?? container.resources,
        env: [...(container.env ?? []), ...env],
        volumeMounts: [...(container.volumeMounts ?? []), ...volumeMounts],
      },
    ],
    volumes: [...(own.volumes ?? []), ...volumes],
  };
}
