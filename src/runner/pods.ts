import { hash } from 'crypto';
import type { Construct } from 'constructs';
import type * as k8s from '../../imports/kubernetes';
import type { PodTemplateProps } from '../core/pod/pod-template';
import type { Credentials } from './credentials';
import { gpusOf } from './gpus';
import { hostGpuLibraries } from './host-gpu-libraries';
import { imageOf } from './images';
import type { MetricsParts } from './metrics';
import type { RunnerNames } from './names';
import type { RunnerProps } from './runner-props';
import type { RunnerVersion } from './runner-version';
import { joinMounts } from './secret-files';
import type { Mounted } from './secret-files';
import { workVolume } from './work-volume';
import { GRACE_SECONDS } from './workload';

/** What the pods are made of beside the props. */
export interface PodParts {
  readonly version: RunnerVersion;
  readonly names: RunnerNames;
  readonly serviceAccount: { readonly name: string };
  readonly needsApi: boolean;
  readonly credentials: Credentials;
  readonly metrics: MetricsParts;
  /** The settings that new pods are made for when they change. */
  readonly settings: Readonly<Record<string, string>>;
}

/** The pods of a Runner in the platform edition, for a Deployment, a Job and a scaled job alike. */
export function platformPods(runner: Construct, props: RunnerProps, parts: PodParts): PodTemplateProps {
  const { names, credentials, metrics } = parts;
  const { doNotDisrupt = true, terminationGracePeriodSeconds = GRACE_SECONDS, imagePullSecretsOn = 'pod' } = props;
  const { gpus, gpuResource, cpuOnly } = gpusOf(runner, props);
  const { resources = { limits: { cpu: 2, memory: '10Gi' } } } = props;
  const mounted = mountedIn(runner, props, credentials);
  const pullSecrets = imagePullSecretsOn === 'account' ? undefined : props.imagePullSecrets;
  return {
    labels: { app: names.app },
    annotations: {
      // The program reads its settings once, so pods must be made anew when they change.
      'checksum/settings': hash('sha256', JSON.stringify(parts.settings)),
      ...(doNotDisrupt && { 'karpenter.sh/do-not-disrupt': 'true' }),
    },
    serviceAccount: parts.serviceAccount,
    needsApi: parts.needsApi,
    placement: props.placement,
    nodeSelector: { 'kubernetes.io/os': 'linux' },
    imagePullSecrets: pullSecrets?.map((name) => ({ name })),
    terminationGracePeriodSeconds,
    // The image runs as root and writes beside the program; nothing is known of it as another user.
    safeDefaults: { nonRoot: false, readOnlyRootFilesystem: false },
    containers: [
      {
        name: 'studioml-go-runner',
        image: imageOf(runner, parts.version, props.image),
        ...{ gpus, gpuResource, resources },
        imagePullPolicy: props.imagePullPolicy ?? 'IfNotPresent',
        env: [
          { name: 'K8S_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
          // The image says `all`, which gives a pod without a GPU every GPU of its node where NVIDIA's is the default runtime.
          ...(cpuOnly === true ? [{ name: 'NVIDIA_VISIBLE_DEVICES', value: 'void' }] : []),
        ],
        envFrom: [{ configMapRef: { name: names.settings } }],
        secretEnv: credentials.secretEnv,
        ...(mounted.volumeMounts.length > 0 && { volumeMounts: [...mounted.volumeMounts] }),
        ...metrics.container,
      },
    ],
    ...(mounted.volumes.length > 0 && { volumes: [...mounted.volumes] }),
  };
}

function mountedIn(runner: Construct, props: RunnerProps, credentials: Mounted): Mounted {
  const host: { volumes: readonly k8s.Volume[]; volumeMounts: readonly k8s.VolumeMount[] } =
    props.insecureHostGpuLibraries === undefined
      ? { volumes: [], volumeMounts: [] }
      : hostGpuLibraries(props.insecureHostGpuLibraries);
  return joinMounts([workVolume(runner, props), credentials, host]);
}
