import type { Construct } from 'constructs';
import type * as k8s from '../../imports/kubernetes';
import { IMAGE } from '../checks/image/image-reference';
import { fail, requireMatch, requireOneOf } from '../core/fail';
import { Placement } from '../core/placement';
import type { PodTemplateProps } from '../core/pod/pod-template';
import { ConfigFiles } from './config-files';
import type { DevicePluginProps } from './device-plugin';
import { gpuNodes } from './gpu-nodes';
import { DEVICE_PLUGIN_RELEASE, DEVICE_PLUGIN_REPOSITORY } from './images';
import { MPS_MOUNTS, MPS_ROOT, MPS_VOLUMES, MpsControlDaemon } from './mps';
import { allConfigs, requireConfigs, withBase } from './per-node-configs';
import { environment, securityContext, usesCdi, usesMig, usesMps } from './plugin-config';
import type { PluginConfig } from './plugin-config';

const KUBELET_SOCKETS = '/var/lib/kubelet/device-plugins';

/** Which GPUs the container runtime shows a container: all, with what it takes to ask them for their health. */
const ALL_GPUS: readonly k8s.EnvVar[] = [
  { name: 'NVIDIA_VISIBLE_DEVICES', value: 'all' },
  { name: 'NVIDIA_DRIVER_CAPABILITIES', value: 'compute,utility' },
];

type Props = DevicePluginProps & { readonly name: string; readonly namespace: string };

/** The pods of the platform edition; renders the config and MPS's control daemon where they are asked for. */
export function platformPods(construct: Construct, props: Props): PodTemplateProps {
  requireConfigs(construct, props);
  const configs = allConfigs(props);
  const container = { image: image(construct, props), imagePullPolicy: props.imagePullPolicy };
  const env = [...ALL_GPUS, ...(usesMig(configs) ? [{ name: 'NVIDIA_MIG_MONITOR_DEVICES', value: 'all' }] : [])];
  const pod: Partial<PodTemplateProps> = {
    priorityClassName: props.priorityClassName ?? 'system-node-critical',
    runtimeClassName: props.runtimeClassName,
    imagePullSecrets: props.imagePullSecrets?.map((name) => ({ name })),
    placement: placement(construct, props),
  };
  const files = configFiles(construct, props, container);
  const mps = usesMps(configs);
  if (files && mps) {
    const { name, namespace, updateStrategy } = props;
    new MpsControlDaemon(construct, 'MpsControlDaemon', {
      name,
      namespace,
      updateStrategy,
      config: files,
      container,
      env,
      pod,
    });
  }

  const driverRoot = driver(construct, props, configs);
  const context = securityContext(configs);
  const several = files?.serviceAccount !== undefined;
  return {
    ...pod,
    // The kubelet's directory belongs to root.
    safeDefaults: { nonRoot: false },
    annotations: files?.annotations,
    serviceAccount: files?.serviceAccount,
    needsApi: several,
    ...(several && { shareProcessNamespace: true }),
    initContainers: files?.initContainers('nvidia-device-plugin-init'),
    containers: [
      {
        name: 'nvidia-device-plugin-ctr',
        ...container,
        // The sidecar finds the process by this name.
        ...(several && { command: ['nvidia-device-plugin'] }),
        env: [
          ...(files?.env ?? environment(props)),
          ...driverRoot.env,
          ...(mps ? [{ name: 'MPS_ROOT', value: MPS_ROOT }] : []),
          ...env,
        ],
        resources: props.resources ?? { requests: { cpu: '50m', memory: '64Mi' } },
        securityContext: context,
        volumeMounts: [
          { name: 'device-plugin', mountPath: KUBELET_SOCKETS },
          ...driverRoot.volumeMounts,
          ...(mps ? MPS_MOUNTS : []),
          ...(files?.volumeMounts ?? []),
        ],
      },
      ...(files?.sidecars('nvidia-device-plugin-sidecar', 'nvidia-device-plugin', context) ?? []),
    ],
    volumes: [
      { name: 'device-plugin', hostPath: { path: KUBELET_SOCKETS, type: 'Directory' } },
      ...driverRoot.volumes,
      ...(mps ? MPS_VOLUMES : []),
      ...(files?.volumes ?? []),
    ],
  };
}

function image(construct: Construct, props: Props): string {
  const { image: given, release } = props;
  requireOneOf(construct, 'imagePullPolicy', props.imagePullPolicy, ['Always', 'IfNotPresent', 'Never']);
  if (given === undefined) {
    // Older ones lack options that are offered here.
    const newEnough = /^v0\.(1[7-9]|[2-9]\d)\.\d+(-[a-z0-9.-]+)?$|^v[1-9]\d*\.\d+\.\d+(-[a-z0-9.-]+)?$/;
    requireMatch(construct, 'release', release, newEnough, 'v0.17.0 or newer');
    return `${DEVICE_PLUGIN_REPOSITORY}:${release ?? DEVICE_PLUGIN_RELEASE}`;
  }
  if (release !== undefined)
    throw fail(construct, `image '${given}' and release '${release}' are given, allowed is one of the two`);
  requireMatch(construct, 'image', given, IMAGE, 'an image with its tag');
  return given;
}

function placement(construct: Construct, props: Props): Placement {
  const extra = new Placement({ taints: props.taints, tolerations: props.tolerations });
  const nodes = gpuNodes(construct, props.pools).and(extra);
  try {
    return props.placement ? nodes.and(props.placement) : nodes;
  } catch (error) {
    throw fail(construct, (error as Error).message);
  }
}

/** One file for all nodes where the GPUs are shared, several where nodes differ, and none where variables say it all. */
function configFiles(
  construct: Construct,
  props: Props,
  container: { readonly image: string },
): ConfigFiles | undefined {
  const { name, namespace, configs, sharing } = props;
  if (configs === undefined && sharing === undefined) return undefined;
  return new ConfigFiles(construct, 'Config', {
    name,
    namespace,
    configs: configs === undefined ? props : withBase(props, configs),
    container,
  });
}

interface Driver {
  readonly env: readonly k8s.EnvVar[];
  readonly volumeMounts: readonly k8s.VolumeMount[];
  readonly volumes: readonly k8s.Volume[];
}

/** The plugin reads the driver's files where it writes CDI specifications, and where they lie elsewhere. */
function driver(construct: Construct, props: Props, configs: readonly PluginConfig[]): Driver {
  requireMatch(
    construct,
    'nvidiaDriverRoot',
    props.nvidiaDriverRoot,
    /^\//,
    'an absolute path such as /run/nvidia/driver',
  );
  const cdi = usesCdi(configs);
  const path = props.nvidiaDriverRoot ?? (cdi ? '/' : undefined);
  const mountsOf = cdi ? [{ name: 'cdi-root', mountPath: '/var/run/cdi' }] : [];
  const volumesOf = cdi ? [{ name: 'cdi-root', hostPath: { path: '/var/run/cdi', type: 'DirectoryOrCreate' } }] : [];
  if (path === undefined) return { env: [], volumeMounts: mountsOf, volumes: volumesOf };
  return {
    env: [{ name: 'NVIDIA_DRIVER_ROOT', value: path }],
    volumeMounts: [{ name: 'driver-root', mountPath: '/driver-root', readOnly: true }, ...mountsOf],
    volumes: [{ name: 'driver-root', hostPath: { path, type: 'Directory' } }, ...volumesOf],
  };
}
