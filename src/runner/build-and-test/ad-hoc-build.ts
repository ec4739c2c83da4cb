import { Construct } from 'constructs';
import { requireInteger, requireOneOf, requireSyntax } from '../../core/fail';
import type { Placement } from '../../core/placement';
import { WorkloadObject } from '../../core/workload/workload-object';
import { dns1123Label, dns1123Subdomain, qualifiedName } from '../../facts/names';
import { buildImage, OLDER_BUILD_IMAGE } from './build-image';
import { BUILDS_AS_ROOT } from './build-pod';
import { requireProps } from '../../core/require-props';
import { AD_HOC_BUILD } from '../known-props';

/** Properties of an {@link AdHocBuild}. */
export interface AdHocBuildProps {
  /** The branch of git that the image was made of. */
  readonly branch: string;

  /**
   * The image without its tag, which comes from the branch.
   * @default 'studio-repo.azurecr.io/leafai/studio-go-runner/standalone-build', as in document 001
   */
  readonly image?: string;

  /**
   * When the image is pulled.
   * @default 'Always'
   */
  readonly imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never';

  /**
   * Names of registry secrets in the namespace, such as `studioml-go-docker-key`.
   * @default - none
   */
  readonly imagePullSecrets?: readonly string[];

  /**
   * The name of the Job.
   * @default 'build'
   */
  readonly name?: string;

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
   * Where the pod runs.
   * @default - any node that has the GPUs and no taint
   */
  readonly placement?: Placement;

  /**
   * After how many seconds a finished build is removed.
   * @default 3600
   */
  readonly ttlSecondsAfterFinished?: number;
}

/**
 * One run of the build image and nothing beside it, in the place of document 001's `kubectl run --limits`, a command that is gone. It has no
 * queue, no store, no token and no rights, so that tests of these are left out; see {@link BuildAndTest} for all of them.
 *
 * @example
 * new runner.AdHocBuild(chart, 'build', { branch: '0.9.21', placement: pool.placement() });
 */
export class AdHocBuild extends Construct {
  /** The name of the Job. */
  public readonly name: string;

  /** @throws where the branch makes no image, or a value is out of its bounds */
  public constructor(scope: Construct, id: string, props: AdHocBuildProps) {
    super(scope, id);
    requireProps(this, 'an AdHocBuild', props, AD_HOC_BUILD);
    const { branch, image = OLDER_BUILD_IMAGE, imagePullPolicy = 'Always', imagePullSecrets = [], gpus = 1 } = props;
    const { gpuResource = 'nvidia.com/gpu', ttlSecondsAfterFinished = 3600, name = 'build', placement } = props;
    this.name = name;
    requireSyntax(this, 'name', name, dns1123Label);
    requireInteger(this, 'gpus', gpus, 0);
    requireSyntax(this, 'gpuResource', gpuResource, qualifiedName);
    requireInteger(this, 'ttlSecondsAfterFinished', ttlSecondsAfterFinished, 0);
    requireOneOf(this, 'imagePullPolicy', imagePullPolicy, ['Always', 'IfNotPresent', 'Never']);
    for (const secret of imagePullSecrets) requireSyntax(this, 'imagePullSecrets', secret, dns1123Subdomain);
    new WorkloadObject(this, {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name, annotations: BUILDS_AS_ROOT },
      spec: { backoffLimit: 0, ttlSecondsAfterFinished },
      template: {
        labels: { app: name },
        annotations: { 'karpenter.sh/do-not-disrupt': 'true' },
        placement,
        imagePullSecrets: imagePullSecrets.map((secret) => ({ name: secret })),
        restartPolicy: 'Never',
        // The image runs as root and builds beside its sources.
        safeDefaults: { nonRoot: false, readOnlyRootFilesystem: false },
        containers: [{ name, image: buildImage(this, branch, image), imagePullPolicy, gpus, gpuResource }],
      },
    });
  }
}
