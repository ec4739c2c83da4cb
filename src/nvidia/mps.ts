import { Construct } from 'constructs';
import type * as k8s from '../../imports/kubernetes';
import type { ContainerProps } from '../core/pod/container';
import type { PodTemplateProps } from '../core/pod/pod-template';
import { notRestricted } from '../core/pod/not-restricted';
import { DaemonSet } from '../core/workload/daemon-set';
import type { ConfigFiles } from './config-files';

/** Where the daemon, the plugin and the workloads meet on the node; the plugin hands this path to containers. */
export const MPS_ROOT = '/run/nvidia/mps';

/** The files of the control daemon, for the daemon and for the plugin. */
export const MPS_VOLUMES: readonly k8s.Volume[] = [
  { name: 'mps-root', hostPath: { path: MPS_ROOT, type: 'DirectoryOrCreate' } },
  // No type: the daemon mounts it, and the plugin's pod may come first.
  { name: 'mps-shm', hostPath: { path: `${MPS_ROOT}/shm` } },
];

export const MPS_MOUNTS: readonly k8s.VolumeMount[] = [
  { name: 'mps-root', mountPath: '/mps' },
  { name: 'mps-shm', mountPath: '/dev/shm' },
];

/** What a {@link MpsControlDaemon} is made of. */
export interface MpsControlDaemonProps {
  /** The name of the plugin's DaemonSet. */
  readonly name: string;
  readonly namespace: string;
  readonly config: ConfigFiles;
  /** Image and pull policy. */
  readonly container: Pick<ContainerProps, 'image' | 'imagePullPolicy'>;
  /** The environment that shows the container all GPUs. */
  readonly env: readonly k8s.EnvVar[];
  /** What the pods have in common with those of the plugin: placement, priority, runtime class. */
  readonly pod: Partial<PodTemplateProps>;
  readonly updateStrategy?: k8s.DaemonSetUpdateStrategy;
}

/**
 * The control daemon of NVIDIA's Multi-Process Service, one a node, through which the pods of a GPU run at the same time. It idles on a
 * node whose config does not share by MPS.
 *
 * @see https://docs.nvidia.com/deploy/mps/index.html
 */
export class MpsControlDaemon extends Construct {
  public constructor(scope: Construct, id: string, props: MpsControlDaemonProps) {
    super(scope, id);
    const { config, container } = props;
    const privileged = { privileged: true };
    const several = config.serviceAccount !== undefined;
    new DaemonSet(this, 'Resource', {
      metadata: {
        name: `${props.name}-mps-control-daemon`,
        namespace: props.namespace,
        annotations: notRestricted(
          'it mounts a file system on the node, and finds its processes among those of the node',
        ),
      },
      updateStrategy: props.updateStrategy,
      template: {
        ...props.pod,
        // Other labels than the plugin's: with one selector for both, neither would start everywhere (k8s-device-plugin#982).
        labels: { name: 'nvidia-mps-control-daemon-ds' },
        annotations: config.annotations,
        serviceAccount: config.serviceAccount,
        needsApi: several,
        // The server finds itself in /proc by the host's process ids. The sidecar needs the pod's alone, and Kubernetes allows one of both.
        ...(several ? { shareProcessNamespace: true } : { hostPID: true }),
        // It writes where its version likes; a privileged container gains nothing from a root that is read-only.
        safeDefaults: { nonRoot: false, readOnlyRootFilesystem: false },
        initContainers: [
          {
            name: 'mps-control-daemon-mounts',
            ...container,
            command: ['mps-control-daemon', 'mount-shm'],
            resources: { requests: { cpu: '10m', memory: '32Mi' } },
            securityContext: privileged,
            // The mount must reach the node, and from there the daemon and the plugin.
            volumeMounts: [{ name: 'mps-root', mountPath: '/mps', mountPropagation: 'Bidirectional' }],
          },
          ...config.initContainers('mps-control-daemon-init'),
        ],
        containers: [
          {
            name: 'mps-control-daemon-ctr',
            ...container,
            command: ['mps-control-daemon'],
            env: [
              { name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
              ...config.env,
              ...props.env,
            ],
            securityContext: privileged,
            volumeMounts: [...MPS_MOUNTS, ...config.volumeMounts],
          },
          // The name as the command above has it: older releases compare the two as they are.
          ...config.sidecars('mps-control-daemon-sidecar', 'mps-control-daemon', privileged),
        ],
        volumes: [...MPS_VOLUMES, ...config.volumes],
      },
    });
  }
}
