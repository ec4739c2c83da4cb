import { createHash } from 'crypto';
import { Construct } from 'constructs';
import type * as k8s from '../../imports/kubernetes';
import { fail, requireInteger, requireMatch, requireOneOf, requireSyntax } from '../core/fail';
import { KubeObject } from '../core/kube-object';
import { Placement } from '../core/placement';
import type { ContainerProps } from '../core/pod/container';
import type { PodTemplateProps } from '../core/pod/pod-template';
import { WorkloadObject } from '../core/workload/workload-object';
import { dns1123Subdomain } from '../facts/names';
import { parseMilli } from '../facts/quantity';
import { RunnerAccess } from './runner-access';
import { settingsToEnv, SQS_CERTS } from './runner-settings';
import type { RunnerCache, RunnerLogging, RunnerQueues } from './runner-settings';
import { RunnerState } from './runner-state';
import type { RunnerStateValue } from './runner-state';
import { RunnerVersion } from './runner-version';

/** Properties of a {@link Runner}. */
export interface RunnerProps {
  /** The release of studio-go-runner, such as `0.9.21`; it decides what the program understands. */
  readonly version: string;

  /** Where work comes from. Not needed by the documented edition, which shows no settings. */
  readonly queues?: RunnerQueues;

  /**
   * The name of the Deployment.
   * @default 'studioml-go-runner-deployment'
   */
  readonly name?: string;

  /** @default - 'leafai/studio-go-runner' with the version as tag */
  readonly image?: string;

  /** @default 'IfNotPresent' */
  readonly imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never';

  /**
   * Names of registry secrets in the namespace.
   * @default - none; 'studioml-go-docker-key' for the documented edition
   */
  readonly imagePullSecrets?: readonly string[];

  /** @default 1 */
  readonly replicas?: number;

  /**
   * GPUs of each runner.
   * @default 1, or what `resources` says
   */
  readonly gpus?: number;

  /**
   * The resource that the device plugin offers.
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
   * The size at which a pod's working directory `/tmp` is full and the pod is evicted, such as `80Gi`.
   * @default '80Gi'
   */
  readonly workSize?: string;

  /** @default - no cache */
  readonly cache?: RunnerCache;

  /** @default - level INF of all components */
  readonly logging?: RunnerLogging;

  /**
   * The state that runners of the namespace are in, with the map, the rights and the token that it needs; `false` for none of them.
   * @default 'Running' for releases before 0.14.3, which obey it; else false
   */
  readonly state?: RunnerStateValue | false;

  /**
   * How long a pod that is to end may work on, in seconds. An experiment that takes longer is lost.
   * @default 3600
   */
  readonly terminationGracePeriodSeconds?: number;

  /**
   * Whether Karpenter leaves the node alone while the pod runs.
   * @default true
   */
  readonly doNotDisrupt?: boolean;

  /**
   * `documented` renders the pod template of document 001 and nothing beside it: no settings, account, rights, state or safe default;
   * options of these are refused.
   * @default 'platform'
   */
  readonly edition?: 'platform' | 'documented';
}

const APP = 'studioml-go-runner';

/** What the documented edition has no place for, and would drop without a word. */
const PLATFORM_OPTIONS = [
  'queues',
  'workSize',
  'cache',
  'logging',
  'state',
  'terminationGracePeriodSeconds',
  'doNotDisrupt',
] as const;

/**
 * studio-go-runner: takes machine-learning experiments from queues and runs them on GPUs. It renders all that a runner needs in its
 * namespace: settings, service account, rights, state map and Deployment. It makes no queue and no node.
 *
 * The program prints its whole environment when it starts, so that who reads the log reads the queue's password.
 *
 * @example
 * new Runner(chart, 'runner', {
 *   version: '0.9.21',
 *   placement: Placement.labels({ 'leafai.affinity': 'production' }),
 *   queues: { rabbit: { url: SecretSource.existing('studioml-queue', 'url') } },
 * });
 * @see https://github.com/leaf-ai/studio-go-runner
 */
export class Runner extends Construct {
  /** The name of the Deployment. */
  public readonly name: string;
  /** The service account of the pods; none in the documented edition. */
  public readonly serviceAccount?: { readonly name: string };

  /** @throws where no queue source is given, the release does not know what is asked of it, or a value is out of its bounds */
  public constructor(scope: Construct, id: string, props: RunnerProps) {
    super(scope, id);
    const { edition = 'platform' } = props;
    requireOneOf(this, 'edition', edition, ['platform', 'documented']);
    const version = RunnerVersion.parse(this, props.version);
    this.name = props.name ?? 'studioml-go-runner-deployment';
    this.requireValues(props);
    if (edition === 'documented') {
      this.deploy(props, this.documentedPods(props));
      return;
    }
    if (props.state && !version.obeysState) {
      throw fail(
        this,
        `state is '${props.state}', but release ${props.version} does not read it; releases before 0.14.3 do`,
      );
    }
    const state = props.state ?? (version.obeysState ? 'Running' : false);
    this.serviceAccount = this.renderServiceAccount();
    if (state !== false) new RunnerAccess(this, 'Access', { serviceAccount: this.serviceAccount });
    const stateMap = state === false ? undefined : new RunnerState(this, 'State', { state });
    const settings = this.renderSettings(props, stateMap?.name);
    this.deploy(props, this.platformPods(props, settings, stateMap !== undefined), {
      // Before the first pod runs Karpenter starts a machine, AKS its driver, and the image of many gigabytes is pulled.
      progressDeadlineSeconds: 1800,
      // A pool that is full has no GPU for a pod more, so the old pod goes before the new one comes.
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
    });
  }

  private requireValues(props: RunnerProps): void {
    const {
      image,
      imagePullPolicy,
      imagePullSecrets = [],
      replicas,
      gpus,
      workSize,
      terminationGracePeriodSeconds,
    } = props;
    requireSyntax(this, 'name', this.name, dns1123Subdomain);
    requireMatch(this, 'image', image, /^\S+$/, 'an image with its tag');
    requireOneOf(this, 'imagePullPolicy', imagePullPolicy, ['Always', 'IfNotPresent', 'Never']);
    for (const secret of imagePullSecrets) requireSyntax(this, 'imagePullSecrets', secret, dns1123Subdomain);
    requireInteger(this, 'replicas', replicas, 0);
    requireInteger(this, 'gpus', gpus, 0);
    requireInteger(this, 'terminationGracePeriodSeconds', terminationGracePeriodSeconds, 0);
    if (workSize !== undefined && (parseMilli(workSize) ?? 0n) <= 0n)
      throw fail(this, `workSize is '${workSize}', allowed is a quantity such as 80Gi`);
    const lost =
      props.edition === 'documented' ? PLATFORM_OPTIONS.find((option) => props[option] !== undefined) : undefined;
    if (lost !== undefined) throw fail(this, `${lost} is given, and edition 'documented' does not have it`);
  }

  private renderServiceAccount(): { readonly name: string } {
    const name = 'studioml-account';
    new KubeObject(this, 'ServiceAccount', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name },
      automountServiceAccountToken: false,
    });
    return { name };
  }

  private renderSettings(props: RunnerProps, stateMap: string | undefined): Record<string, string> {
    if (!props.queues)
      throw fail(this, 'queues is missing, the runner needs at least one source of work: rabbit or sqs');
    const data = settingsToEnv(this, { queues: props.queues, cache: props.cache, logging: props.logging, stateMap });
    new KubeObject(this, 'Settings', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'studioml-env' }, data });
    return data;
  }

  private deploy(props: RunnerProps, template: PodTemplateProps, spec: object = {}): void {
    new WorkloadObject(this, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: this.name },
      spec: { replicas: props.replicas ?? 1, ...spec },
      template,
      selector: true,
    });
  }

  private platformPods(props: RunnerProps, settings: Record<string, string>, needsApi: boolean): PodTemplateProps {
    const { queues = {}, workSize = '80Gi', doNotDisrupt = true, terminationGracePeriodSeconds = 3600 } = props;
    const sqs = queues.sqs && sqsVolume(queues.sqs.secretName);
    return {
      labels: { app: APP },
      annotations: {
        // The program reads its settings once, so pods must be made anew when they change.
        'checksum/settings': createHash('sha256').update(JSON.stringify(settings)).digest('hex'),
        ...(doNotDisrupt && { 'karpenter.sh/do-not-disrupt': 'true' }),
      },
      serviceAccount: this.serviceAccount,
      needsApi,
      placement: props.placement,
      nodeSelector: { 'kubernetes.io/os': 'linux' },
      imagePullSecrets: props.imagePullSecrets?.map((name) => ({ name })),
      terminationGracePeriodSeconds,
      // The image runs as root and writes beside the program; nothing is known of it as another user.
      safeDefaults: { nonRoot: false, readOnlyRootFilesystem: false },
      containers: [
        {
          ...this.container(props),
          imagePullPolicy: props.imagePullPolicy ?? 'IfNotPresent',
          env: [{ name: 'K8S_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } }],
          envFrom: [{ configMapRef: { name: 'studioml-env' } }],
          ...(queues.rabbit && { secretEnv: { AMQP_URL: queues.rabbit.url } }),
          volumeMounts: [{ name: 'tmp-volume', mountPath: '/tmp' }, ...(sqs ? [sqs.mount] : [])],
        },
      ],
      volumes: [{ name: 'tmp-volume', emptyDir: { sizeLimit: workSize } }, ...(sqs ? [sqs.volume] : [])],
    };
  }

  /** The template of document 001, section "Kubernetes labelling". */
  private documentedPods(props: RunnerProps): PodTemplateProps {
    const {
      gpus = 1,
      gpuResource = 'nvidia.com/gpu',
      placement = Placement.labels({ 'leafai.affinity': 'production' }),
    } = props;
    const requests = { [gpuResource]: gpus, memory: '8G', cpu: 2 };
    const documented = { ...props, gpus: undefined, resources: { requests, limits: { ...requests, memory: '16G' } } };
    return {
      labels: { app: APP },
      placement,
      nodeSelector: { 'beta.kubernetes.io/os': 'linux' },
      imagePullSecrets: (props.imagePullSecrets ?? ['studioml-go-docker-key']).map((name) => ({ name })),
      safeDefaults: false,
      containers: [
        {
          ...this.container(props.resources ? props : documented),
          ...(props.imagePullPolicy && { imagePullPolicy: props.imagePullPolicy }),
        },
      ],
    };
  }

  private container(props: RunnerProps): ContainerProps {
    const { gpuResource = 'nvidia.com/gpu', resources = { limits: { cpu: 2, memory: '10Gi' } } } = props;
    const image = props.image ?? `leafai/studio-go-runner:${props.version}`;
    const gpus = props.gpus ?? (resources.limits?.[gpuResource] === undefined ? 1 : undefined);
    return { name: APP, image, gpus, gpuResource, resources };
  }
}

/** The runner lists this directory for sub-directories that each hold exactly two files. */
function sqsVolume(secretName: string): { volume: k8s.Volume; mount: k8s.VolumeMount } {
  const items = ['credentials', 'config'].map((key) => ({ key, path: key }));
  return {
    volume: { name: 'aws-sqs', secret: { secretName, items } },
    mount: { name: 'aws-sqs', mountPath: `${SQS_CERTS}/default`, readOnly: true },
  };
}
