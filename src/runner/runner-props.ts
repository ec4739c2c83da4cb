import type * as k8s from '../../imports/kubernetes';
import type { Placement } from '../core/placement';
import type { DocumentedVariant } from './documented/variants';
import type { RunnerScaling } from './runner-scaling';
import type { RunnerState, RunnerStateValue } from './runner-state';
import type { RunnerSettings } from './settings/props';
import type { RunnerWorkVolume } from './work-volume';

/** Properties of a {@link Runner}. */
export interface RunnerProps extends RunnerSettings {
  /** The release of studio-go-runner, such as `0.9.21`, or `HEAD`; it decides what the program understands. */
  readonly version: string;

  /**
   * The name of the Deployment or Job. Another name than the default is also the beginning of the names of account, settings, rights and
   * state map, and the label `app` of the pods, so that Runners of one namespace never meet.
   * @default - 'studioml-go-runner-deployment', 'studioml-go-runner' for a Job and a scaled job
   */
  readonly name?: string;

  /**
   * `Job` for runners that end by themselves, which needs `limits.idleDuration` or `limits.tasks`.
   * @default 'Deployment'
   */
  readonly workload?: 'Deployment' | 'Job';

  /**
   * An image with its tag or digest.
   * @default - that of the release: by digest where the documents tell it, from 0.10.0 on at quay.io
   */
  readonly image?: string;

  /**
   * When the image is pulled.
   * @default 'IfNotPresent'
   */
  readonly imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never';

  /**
   * Names of registry secrets in the namespace.
   * @default - none; 'studioml-go-docker-key' for the documented edition
   */
  readonly imagePullSecrets?: readonly string[];

  /**
   * Whether the pods or their account name the registry secrets.
   * @default 'pod'
   */
  readonly imagePullSecretsOn?: 'pod' | 'account' | 'both';

  /**
   * How many runners. For a Deployment without `scaling`.
   * @default 1
   */
  readonly replicas?: number;

  /**
   * How many pods run at once. For a Job.
   * @default 1
   */
  readonly parallelism?: number;

  /**
   * How many pods may fail before the Job has. For a Job.
   * @default 2
   */
  readonly backoffLimit?: number;

  /**
   * How an update goes. `Recreate` ends all pods first. For a Deployment.
   * @default 'RollingUpdate'
   */
  readonly strategy?: 'RollingUpdate' | 'Recreate';

  /**
   * How many pods an update may have beside `replicas`. A pool that is full has no GPU for one more. For a Deployment.
   * @default 0
   */
  readonly maxSurge?: number | string;

  /**
   * How many pods may be missing while an update goes. For a Deployment.
   * @default 1
   */
  readonly maxUnavailable?: number | string;

  /**
   * After how many seconds without progress an update has failed. For a Deployment.
   * @default - half an hour after `terminationGracePeriodSeconds`: the old pod ends, then a machine is started, its driver installed and an
   *   image of many gigabytes pulled
   */
  readonly progressDeadlineSeconds?: number;

  /**
   * Runners as many as there is work: KEDA starts and ends them. A scaled job takes the place of the Deployment.
   * @default - `replicas` of them
   */
  readonly scaling?: RunnerScaling;

  /**
   * GPUs of each runner.
   * @default 1, or what `resources` says
   */
  readonly gpus?: number;

  /**
   * The resource that the device plugin offers, such as `nvidia.com/gpu.shared` or `nvidia.com/mig-1g.10gb`.
   * @default 'nvidia.com/gpu'
   */
  readonly gpuResource?: string;

  /**
   * Requests and limits of the container.
   * @default - limits of 2 CPUs and 10Gi memory, which are then also requested; those of document 001 for the documented edition
   */
  readonly resources?: k8s.ResourceRequirements;

  /**
   * Where the pods may go: `pool.placement()`, or `Placement.labels({ 'leafai.affinity': 'production' })`.
   * @default - any Linux node; one with `leafai.affinity: production` for the documented edition
   */
  readonly placement?: Placement;

  /**
   * The size at which a pod's working directory is full and the pod is evicted, such as `80Gi`. Short for `workVolume` with `emptyDir`.
   * @default '80Gi'
   */
  readonly workSize?: string;

  /**
   * What the working directory is.
   * @default - the node's disk up to `workSize`
   */
  readonly workVolume?: RunnerWorkVolume;

  /**
   * Mounts the NVIDIA driver of the node from where it lay before there were device plugins. It takes `hostPath`, which the Pod Security
   * levels `baseline` and `restricted` refuse; nodes with a device plugin need nothing of it.
   * @default - none
   */
  readonly insecureHostGpuLibraries?: 'nvidia-384' | 'usr-local-nvidia';

  /**
   * The state that the runners are in, with the map, the rights and the token that it needs; the map of another construct, which several
   * Runners may share; or `false` for none of them. Releases from 0.14.3 on read no state.
   * @default 'Running' for releases before 0.14.3, which obey it; else false
   */
  readonly state?: RunnerStateValue | RunnerState | false;

  /**
   * Whether `queues.match` and `queues.mismatch` stand in a map that the runners watch, so that a change takes effect without new pods.
   * From 0.14.3 on, not at HEAD.
   * @default false
   */
  readonly watchQueues?: boolean;

  /**
   * A service account that exists, such as one with a cloud identity; the rights to watch maps are given to it too.
   * @default - one of its own
   */
  readonly serviceAccount?: { readonly name: string };

  /**
   * How long a pod that is to end may work on, in seconds. An experiment that takes longer is lost. The image's shell does not hand on the
   * signal to end, so that a pod takes all of this time, and takes more work in it: drain first, by `state` or by ending the queue.
   * @default 3600
   */
  readonly terminationGracePeriodSeconds?: number;

  /**
   * Whether Karpenter leaves the node alone while the pod runs.
   * @default true
   */
  readonly doNotDisrupt?: boolean;

  /**
   * Whether a NetworkPolicy guards the pods: in come those who read metrics, from every namespace or from `metricsFrom`; out goes everything
   * but to the metadata services of clouds, which would tell an experiment the credentials of its node. A namespace that denies by default
   * needs it for the metrics.
   * @default false
   */
  readonly networkPolicy?: boolean | { readonly metricsFrom?: readonly k8s.NetworkPolicyPeer[] };

  /**
   * Whether a PodDisruptionBudget lets a drain of nodes end one runner at a time. For a Deployment: pods of Jobs cannot have one.
   * @default false
   */
  readonly disruptionBudget?: boolean;

  /**
   * `documented` renders what a document shows and nothing beside it: without `variant` the pod template of document 001, without
   * settings, account, rights, state or safe default. Options that it has no place for are refused.
   * @default 'platform'
   */
  readonly edition?: 'platform' | 'documented';

  /**
   * Which of the program's own examples the documented edition renders; document 000 shows `azure-1.9` and `azure-1.11`. Beside it there
   * is only `version` and `image`.
   * @default - document 001's pod template
   */
  readonly variant?: DocumentedVariant;
}
