import { Construct } from 'constructs';
import { IMAGE } from '../checks/image/image-reference';
import { copy } from '../core/copy';
import { fail, requireInteger, requireMatch, requireOneOf, requireSyntax } from '../core/fail';
import { KubeObject } from '../core/kube-object';
import type { Placement } from '../core/placement';
import { PodTemplate } from '../core/pod/pod-template';
import type { PodTemplateProps } from '../core/pod/pod-template';
import type { SafeDefaults } from '../core/pod/safe-defaults';
import { Job } from '../core/workload/job';
import { dns1123Label, qualifiedName } from '../facts/names';
import { DOCUMENTED_SMOKE_TESTS } from './documented-smoke-test';
import type { DocumentedSmokeTest } from './documented-smoke-test';
import { SMOKE_TEST_PROGRAMS, programOf } from './smoke-test-programs';
import type { SmokeTestProgram } from './smoke-test-programs';
import { requireProps } from '../core/require-props';
import { GPU_SMOKE_TEST } from './known-props';

export type { DocumentedSmokeTest } from './documented-smoke-test';
export { CUDA_BASE_IMAGE, TENSORFLOW_IMAGE } from './smoke-test-programs';
export type { SmokeTestProgram } from './smoke-test-programs';

/** Properties of a {@link GpuSmokeTest}. */
export interface GpuSmokeTestProps {
  /**
   * The nodes to try, such as `pool.placement()`.
   * @default - any node with such a GPU and no taint; what the document tolerates for a documented edition
   */
  readonly placement?: Placement;

  /**
   * What it runs.
   * @default 'vector-add'
   */
  readonly program?: SmokeTestProgram;

  /**
   * A Job, which can fail and be tried again and is removed after a while, or a bare Pod, which stays until it is deleted.
   * @default 'job'
   */
  readonly form?: 'job' | 'pod';

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
   * @default - that of `program`: NVIDIA's vectorAdd sample of CUDA 12.5, its base image of CUDA 12.9, or TensorFlow 2.17
   */
  readonly image?: string;

  /**
   * The arguments of the image.
   * @default - those of `program`
   */
  readonly args?: readonly string[];

  /**
   * The name of the Job or Pod, its label `app` and its container.
   * @default 'gpu-smoke-test'; for a documented edition 'samples-tf-mnist-demo', 'tf-gpu' or 'nvidia-smi'
   */
  readonly name?: string;

  /**
   * How many pods may fail before the Job has failed; only for a Job.
   * @default 2
   */
  readonly backoffLimit?: number;

  /**
   * After how many seconds a finished Job is removed, so that it can be applied again; only for a Job.
   * @default 3600
   */
  readonly ttlSecondsAfterFinished?: number;

  /**
   * Safe defaults to turn off, for an image that needs more; `nonRoot: false` also leaves the image its own user.
   * @default - all of them hold, and the user is 65534
   */
  readonly safeDefaults?: SafeDefaults;

  /**
   * `platform`: safe and current. `documented`: what document 003 says, field for field; `documented-tf-gpu` and `documented-nvidia-smi`:
   * the two pods of studio-go-runner's page on AWS.
   * @default 'platform'
   */
  readonly edition?: 'platform' | DocumentedSmokeTest;
}

const DOCUMENTED_OPTIONS = ['edition', 'name', 'placement'];

/**
 * A Job or a Pod that computes a little on a GPU, and so proves the whole way from the pool over the device plugin to the workload: it ends
 * where everything works, and stays pending where no node offers the resource. It measures nothing.
 *
 * @example
 * new nvidia.GpuSmokeTest(chart, 'smoke-test', { placement: pool.placement(), gpuResource: plugin.resourceNames[0] });
 * new nvidia.GpuSmokeTest(chart, 'driver', { name: 'nvidia-smi', program: 'nvidia-smi', form: 'pod', placement: pool.placement() });
 * @see https://github.com/NVIDIA/k8s-device-plugin#running-gpu-jobs
 */
export class GpuSmokeTest extends Construct {
  /** The name of the Job or Pod. */
  public readonly name: string;

  /** @throws where a value is not one of those allowed, or a documented edition is given more than it has */
  public constructor(scope: Construct, id: string, props: GpuSmokeTestProps = {}) {
    super(scope, id);
    requireProps(this, 'a GpuSmokeTest', props, GPU_SMOKE_TEST);
    const { edition = 'platform' } = props;
    requireOneOf(this, 'edition', edition, ['platform', ...Object.keys(DOCUMENTED_SMOKE_TESTS)]);
    const documented = edition === 'platform' ? undefined : DOCUMENTED_SMOKE_TESTS[edition];
    this.name = props.name ?? documented?.name ?? 'gpu-smoke-test';
    requireSyntax(this, 'name', this.name, dns1123Label);
    if (documented) {
      this.requireOnlyDocumented(props, edition);
      this.render(documented.form, {}, documented.pod(this.name, props.placement));
      return;
    }
    const { form = 'job' } = props;
    requireOneOf(this, 'form', form, ['job', 'pod']);
    this.render(form, this.limits(props, form), { ...this.platformPod(props), labels: { app: this.name } });
  }

  private render(form: 'job' | 'pod', limits: object, template: PodTemplateProps): void {
    const metadata = { name: this.name, ...(template.labels && { labels: template.labels }) };
    if (form === 'job') {
      new Job(this, 'Resource', { metadata, ...limits, template });
      return;
    }
    const platform = template.safeDefaults !== false;
    const pod = new PodTemplate(this, platform ? { ...template, restartPolicy: 'Never' } : template).toJson();
    new KubeObject(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { ...metadata, ...(template.annotations && { annotations: template.annotations }) },
      spec: pod.spec,
    });
  }

  private limits(props: GpuSmokeTestProps, form: 'job' | 'pod'): object {
    const { backoffLimit = 2, ttlSecondsAfterFinished = 3600 } = props;
    if (form === 'pod') {
      const lost = (['backoffLimit', 'ttlSecondsAfterFinished'] as const).find((option) => props[option] !== undefined);
      if (lost) throw fail(this, `${lost} is given, and a Pod does not have it; it goes with form 'job'`);
      return {};
    }
    requireInteger(this, 'backoffLimit', backoffLimit, 0);
    requireInteger(this, 'ttlSecondsAfterFinished', ttlSecondsAfterFinished, 0);
    return { backoffLimit, ttlSecondsAfterFinished };
  }

  private platformPod(props: GpuSmokeTestProps): PodTemplateProps {
    const { placement, program = 'vector-add', gpus = 1, gpuResource, image, args, safeDefaults } = props;
    requireOneOf(this, 'program', program, SMOKE_TEST_PROGRAMS);
    requireInteger(this, 'gpus', gpus, 1);
    requireMatch(this, 'image', image, IMAGE, 'an image with its tag');
    if (gpuResource !== undefined) requireSyntax(this, 'gpuResource', gpuResource, qualifiedName);
    const { container, volumes } = programOf(program);
    const own = copy({ image, args, gpuResource });
    return {
      // Karpenter would count the test as movable.
      annotations: { 'karpenter.sh/do-not-disrupt': 'true' },
      placement,
      safeDefaults,
      // Nobody: any user may use a GPU.
      ...(safeDefaults?.nonRoot !== false && { securityContext: { runAsUser: 65534 } }),
      containers: [{ ...container, ...own, name: this.name, gpus }],
      ...(volumes && { volumes }),
    };
  }

  private requireOnlyDocumented(props: GpuSmokeTestProps, edition: string): void {
    for (const [option, value] of Object.entries(props)) {
      if (value === undefined || DOCUMENTED_OPTIONS.includes(option)) continue;
      throw fail(
        this,
        `${option} is given with edition '${edition}', allowed with it are ${DOCUMENTED_OPTIONS.slice(1).join(', ')}`,
      );
    }
  }
}
