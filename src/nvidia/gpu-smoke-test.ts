import { Construct } from 'constructs';
import { fail, requireInteger, requireOneOf, requireSyntax } from '../core/fail';
import { Placement } from '../core/placement';
import type { PodTemplateProps } from '../core/pod/pod-template';
import type { SafeDefaults } from '../core/pod/safe-defaults';
import { Taint } from '../core/taint';
import { Job } from '../core/workload/job';
import { dns1123Label, qualifiedName } from '../facts/names';
import { CUDA_SAMPLE_IMAGE, DOCUMENTED_IMAGES } from './images';

/** Properties of a {@link GpuSmokeTest}. */
export interface GpuSmokeTestProps {
  /**
   * The nodes to try, such as `pool.placement()`.
   * @default - any node with such a GPU and no taint; what tolerates `sku=gpu:NoSchedule` for the documented edition
   */
  readonly placement?: Placement;

  /**
   * How many GPUs the pod requests.
   * @default 1
   */
  readonly gpus?: number;

  /**
   * The resource it requests; one of the device plugin's `resourceNames`.
   * @default 'nvidia.com/gpu'
   */
  readonly gpuResource?: string;

  /**
   * The image of the test.
   * @default - NVIDIA's vectorAdd sample, CUDA 12.5
   */
  readonly image?: string;

  /**
   * The arguments of the image.
   * @default - none; `--max_steps 500` for the documented edition
   */
  readonly args?: readonly string[];

  /**
   * The name of the Job, its label `app` and its container.
   * @default 'gpu-smoke-test'; 'samples-tf-mnist-demo' for the documented edition
   */
  readonly name?: string;

  /**
   * How many pods may fail before the Job has failed.
   * @default 2
   */
  readonly backoffLimit?: number;

  /**
   * After how many seconds a finished Job is removed, so that it can be applied again.
   * @default 3600
   */
  readonly ttlSecondsAfterFinished?: number;

  /**
   * Safe defaults to turn off, for an image that needs more; `nonRoot: false` also leaves the image its own user.
   * @default - all of them hold, and the user is 65534
   */
  readonly safeDefaults?: SafeDefaults;

  /**
   * `platform`: safe and current. `documented`: what document 003 says, field for field.
   * @default 'platform'
   */
  readonly edition?: 'platform' | 'documented';
}

const DOCUMENTED_OPTIONS = ['edition', 'name', 'placement'];

/**
 * A Job that computes a little on a GPU, and so proves the whole way from the pool over the device plugin to the workload: it ends
 * where everything works, and stays pending where no node offers the resource. It measures nothing.
 *
 * @example
 * new nvidia.GpuSmokeTest(chart, 'smoke-test', { placement: pool.placement(), gpuResource: plugin.resourceNames[0] });
 * @see https://github.com/NVIDIA/k8s-device-plugin#running-gpu-jobs
 */
export class GpuSmokeTest extends Construct {
  /** The name of the Job. */
  public readonly name: string;

  /** @throws where a value is not one of those allowed, or the documented edition is given more than it has */
  public constructor(scope: Construct, id: string, props: GpuSmokeTestProps = {}) {
    super(scope, id);
    const { edition = 'platform' } = props;
    requireOneOf(this, 'edition', edition, ['platform', 'documented']);
    this.name = props.name ?? (edition === 'platform' ? 'gpu-smoke-test' : 'samples-tf-mnist-demo');
    requireSyntax(this, 'name', this.name, dns1123Label);
    const labels = { app: this.name };
    const platform = edition === 'platform';
    new Job(this, 'Resource', {
      metadata: { name: this.name, labels },
      ...(platform && this.limits(props)),
      template: { ...(platform ? this.platformPod(props) : this.documentedPod(props)), labels },
    });
  }

  private limits({ backoffLimit = 2, ttlSecondsAfterFinished = 3600 }: GpuSmokeTestProps): object {
    requireInteger(this, 'backoffLimit', backoffLimit, 0);
    requireInteger(this, 'ttlSecondsAfterFinished', ttlSecondsAfterFinished, 0);
    return { backoffLimit, ttlSecondsAfterFinished };
  }

  private platformPod({
    placement,
    gpus = 1,
    gpuResource,
    image,
    args,
    safeDefaults,
  }: GpuSmokeTestProps): PodTemplateProps {
    requireInteger(this, 'gpus', gpus, 1);
    if (gpuResource !== undefined) requireSyntax(this, 'gpuResource', gpuResource, qualifiedName);
    return {
      // Karpenter would count the test as movable.
      annotations: { 'karpenter.sh/do-not-disrupt': 'true' },
      placement,
      safeDefaults,
      // Nobody: any user may use a GPU.
      ...(safeDefaults?.nonRoot !== false && { securityContext: { runAsUser: 65534 } }),
      containers: [{ name: this.name, image: image ?? CUDA_SAMPLE_IMAGE, args, gpus, gpuResource }],
    };
  }

  private documentedPod(props: GpuSmokeTestProps): PodTemplateProps {
    for (const [option, value] of Object.entries(props)) {
      if (value === undefined || DOCUMENTED_OPTIONS.includes(option)) continue;
      throw fail(
        this,
        `${option} is given with edition 'documented', allowed with it are ${DOCUMENTED_OPTIONS.slice(1).join(', ')}`,
      );
    }
    return {
      safeDefaults: false,
      placement: props.placement ?? new Placement({ taints: [Taint.noSchedule('sku', 'gpu')] }),
      restartPolicy: 'OnFailure',
      containers: [
        {
          name: this.name,
          image: DOCUMENTED_IMAGES.smokeTest,
          args: ['--max_steps', '500'],
          imagePullPolicy: 'IfNotPresent',
          resources: { limits: { 'nvidia.com/gpu': '1' } },
        },
      ],
    };
  }
}
