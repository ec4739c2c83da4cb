import type { Placement } from '../../core/placement';
import type { SecretSource } from '../../core/secret/secret-source';
import type { RunnerStateValue } from '../runner-state';
import type { ExternalObjectStore } from '../services/external-object-store';
import type { ExternalQueue } from '../services/external-queue';
import type { MinioServerProps } from '../services/minio-server';
import type { RabbitMqProps } from '../services/rabbitmq';

/** Properties of a {@link BuildAndTest}. */
export interface BuildAndTestProps {
  /** The branch of git that the image was made of. */
  readonly branch: string;

  /**
   * The image without its tag, which comes from the branch.
   * @default 'leafai/studio-go-runner-standalone-build'
   */
  readonly image?: string;

  /**
   * The digest of the image, for a build that can be repeated.
   * @default - the image that the tag means when the pod starts
   */
  readonly digest?: string;

  /**
   * When the image is pulled.
   * @default 'Always', or 'IfNotPresent' with a digest
   */
  readonly imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never';

  /**
   * Names of registry secrets in the namespace, such as `studioml-go-docker-key`.
   * @default - none
   */
  readonly imagePullSecrets?: readonly string[];

  /**
   * A token of GitHub, by which the build uploads a release. One that may write to this repository alone, for a day, is enough.
   * @default - none, and no release; the Secret `studioml-runner-github-token` for the documented edition
   */
  readonly githubToken?: SecretSource;

  /**
   * How many GPUs the pod has.
   * @default 1
   */
  readonly gpus?: number;

  /**
   * The resource that is a GPU.
   * @default 'nvidia.com/gpu'
   */
  readonly gpuResource?: string;

  /**
   * The limit of CPUs, which is then also requested.
   * @default 1; 2 for the older documented edition
   */
  readonly cpu?: number | string;

  /**
   * The limit of memory, which is then also requested.
   * @default '10Gi'
   */
  readonly memory?: string;

  /**
   * Where the pod runs.
   * @default - any node that has the GPUs and no taint
   */
  readonly placement?: Placement;

  /**
   * How many pods may fail before the build has failed.
   * @default 4
   */
  readonly backoffLimit?: number;

  /**
   * After how many seconds a finished build is removed, with its log. A Job cannot be changed: until then the build of another branch is
   * refused.
   * @default 86400
   */
  readonly ttlSecondsAfterFinished?: number;

  /**
   * After how many seconds a build that is not finished has failed, its repetitions included.
   * @default 14400
   */
  readonly activeDeadlineSeconds?: number;

  /**
   * The state that the runner begins with.
   * @default 'Running'
   */
  readonly state?: RunnerStateValue;

  /**
   * A broker that is made for the tests, or one outside of the cluster.
   * @default - none, and the tests of queues are left out
   */
  readonly rabbit?: RabbitMqProps | ExternalQueue;

  /**
   * An object store that is made for the tests, or one outside of the cluster.
   * @default - none, and the tests of storage are left out
   */
  readonly minio?: MinioServerProps | ExternalObjectStore;

  /**
   * The variable `DEBUG` of the build, with which it logs more.
   * @default true
   */
  readonly debug?: boolean;

  /**
   * Whether messages that are not encrypted are taken, for branches since 2020-04.
   * @default - what the branch has as its default
   */
  readonly clearTextMessages?: boolean;

  /**
   * The release in the name of the build's log, for the documented edition alone.
   * @default '0.9.21'
   */
  readonly version?: string;

  /**
   * Whether the namespace of the chart is made here, with Pod Security level `baseline`.
   * @default true, except for the namespace `default`
   */
  readonly createNamespace?: boolean;

  /**
   * `documented`: build.yaml of document 001, field for field, with what is wrong with it. `documented-older`: the form of 2018 that
   * the transcript of document 001 belongs to, one ConfigMap and one Job.
   * @default 'platform'
   */
  readonly edition?: 'platform' | 'documented' | 'documented-older';
}
