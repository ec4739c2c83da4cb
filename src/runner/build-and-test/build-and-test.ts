import { Construct } from 'constructs';
import { fail, requireInteger, requireOneOf, requireSyntax } from '../../core/fail';
import { KubeObject } from '../../core/kube-object';
import { WorkloadObject } from '../../core/workload/workload-object';
import { dns1123Subdomain } from '../../facts/names';
import { RunnerState } from '../runner-state';
import { requireSource } from '../../core/secret/require-source';
import type { MinioServer } from '../services/minio-server';
import type { RabbitMq } from '../services/rabbitmq';
import { secretEnvironment } from '../../core/object-store/secret-environment';
import { requireNamespace } from '../services/service-reference';
import { BuildAccess } from './build-access';
import type { BuildAndTestProps } from './build-and-test-props';
import { BUILD_IMAGE, buildImage } from './build-image';
import { buildAnnotations, BUILDS_AS_ROOT, POD_IDENTITY, POD_INFO, podInfoMount } from './build-pod';
import { buildServices } from './build-services';
import type { BuildServices } from './build-services';
import { renderDocumentedBuild, renderOlderBuild } from './documented-build';
import { requireProps } from '../../core/require-props';
import { BUILD_AND_TEST } from '../known-props';

/**
 * A build of studio-go-runner with its tests, as a Job in a namespace of its own (document 001): state map, settings, token, and beside it
 * a broker and an object store where the tests want them. Its namespace is that of the chart, see {@link buildNamespace}. Everything it
 * renders stands in that namespace, so that builds of two users never meet; it makes no image and pushes none.
 *
 * @example
 * const build = new Chart(app, 'build', { namespace: runner.buildNamespace('alice') });
 * new runner.BuildAndTest(build, 'build', {
 *   branch: 'feature/137_service_management',
 *   placement: pool.placement(),
 *   githubToken: SecretSource.existing('studioml-runner-github-token', 'github_token'),
 *   rabbit: {
 *     user: SecretSource.existing('build-queue', 'user'),
 *     password: SecretSource.existing('build-queue', 'password'),
 *   },
 * });
 * @see https://github.com/leaf-ai/studio-go-runner/blob/main/docs/k8s.md
 */
export class BuildAndTest extends Construct {
  /** The name of the Job. */
  public readonly name: string;
  /** The namespace of the build. */
  public readonly namespace: string;
  /** The broker that is made for the tests. */
  public readonly rabbit?: RabbitMq;
  /** The object store that is made for the tests. */
  public readonly minio?: MinioServer;

  /** @throws where the branch makes no image, a value is out of its bounds, or the documented edition is given more than it has */
  public constructor(scope: Construct, id: string, props: BuildAndTestProps) {
    super(scope, id);
    requireProps(this, 'a BuildAndTest', props, BUILD_AND_TEST);
    const { edition = 'platform', gpus = 1, backoffLimit = 4 } = props;
    requireOneOf(this, 'edition', edition, ['platform', 'documented', 'documented-older']);
    requireInteger(this, 'gpus', gpus, 0);
    requireInteger(this, 'backoffLimit', backoffLimit, 0);
    this.name = edition === 'documented-older' ? 'build-studio-go-runner' : 'build';
    if (edition === 'documented-older') {
      // The document's own namespace, and that of a chart without one.
      this.namespace = 'default';
      renderOlderBuild(this, props);
      return;
    }
    this.namespace = requireNamespace(this);
    if (edition === 'documented') {
      renderDocumentedBuild(this, this.namespace, props);
      return;
    }
    this.requireValues(props);
    this.renderNamespace(props.createNamespace ?? this.namespace !== 'default');
    new RunnerState(this, 'State', { state: props.state ?? 'Running' });
    const { serviceAccount } = new BuildAccess(this, 'Access', { namespace: this.namespace });
    this.renderSettings(props);
    const services = buildServices(this, props);
    this.rabbit = services.rabbit;
    this.minio = services.minio;
    this.renderJob(props, serviceAccount, services);
  }

  private requireValues(props: BuildAndTestProps): void {
    const {
      imagePullPolicy,
      imagePullSecrets = [],
      ttlSecondsAfterFinished,
      activeDeadlineSeconds,
      version,
      githubToken,
    } = props;
    if (githubToken !== undefined) requireSource(this, 'githubToken', githubToken);
    if (version !== undefined) throw fail(this, "version is given, and only edition 'documented' has it");
    requireOneOf(this, 'imagePullPolicy', imagePullPolicy, ['Always', 'IfNotPresent', 'Never']);
    for (const secret of imagePullSecrets) requireSyntax(this, 'imagePullSecrets', secret, dns1123Subdomain);
    requireInteger(this, 'ttlSecondsAfterFinished', ttlSecondsAfterFinished, 0);
    requireInteger(this, 'activeDeadlineSeconds', activeDeadlineSeconds, 1);
  }

  private renderNamespace(create: boolean): void {
    if (!create) return;
    new KubeObject(this, 'Namespace', {
      apiVersion: 'v1',
      kind: 'Namespace',
      // The image of the build runs as root, which `restricted` refuses.
      metadata: { name: this.namespace, labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } },
    });
  }

  /** What the runner under test and the scripts of the build read; no secret is among it. */
  private renderSettings({ branch, debug = true, clearTextMessages }: BuildAndTestProps): void {
    new KubeObject(this, 'Settings', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'build-env' },
      data: {
        DEBUG: String(debug),
        LOGXI: '*=DBG',
        LOGXI_FORMAT: 'happy,maxcol=1024',
        GIT_BRANCH: branch,
        ...(clearTextMessages !== undefined && { CLEAR_TEXT_MESSAGES: String(clearTextMessages) }),
      },
    });
  }

  private renderJob(
    props: BuildAndTestProps,
    serviceAccount: { readonly name: string },
    { secrets, composed }: BuildServices,
  ): void {
    const { branch, gpus = 1, gpuResource, cpu = 1, memory = '10Gi', githubToken, digest, placement } = props;
    const token = githubToken && { GITHUB_TOKEN: githubToken };
    const variables = secretEnvironment(this, { ...token, ...secrets }, composed);
    const annotations = buildAnnotations(branch, gpus);
    new WorkloadObject(this, {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: this.name, annotations: { ...annotations, ...BUILDS_AS_ROOT } },
      spec: {
        backoffLimit: props.backoffLimit ?? 4,
        ttlSecondsAfterFinished: props.ttlSecondsAfterFinished ?? 86400,
        activeDeadlineSeconds: props.activeDeadlineSeconds ?? 14400,
      },
      template: {
        labels: { app: 'build' },
        annotations: { ...annotations, 'karpenter.sh/do-not-disrupt': 'true' },
        serviceAccount,
        needsApi: true,
        placement,
        imagePullSecrets: props.imagePullSecrets?.map((name) => ({ name })),
        restartPolicy: 'Never',
        // The image runs as root and builds beside its sources.
        safeDefaults: { nonRoot: false, readOnlyRootFilesystem: false },
        containers: [
          {
            name: 'build',
            image: buildImage(this, branch, props.image ?? BUILD_IMAGE, digest),
            imagePullPolicy: props.imagePullPolicy ?? (digest === undefined ? 'Always' : 'IfNotPresent'),
            env: [...POD_IDENTITY, ...variables.env],
            envFrom: [{ configMapRef: { name: 'build-env' } }],
            gpus,
            gpuResource,
            resources: { limits: { cpu, memory } },
            volumeMounts: [podInfoMount(true), ...variables.volumeMounts],
          },
        ],
        volumes: [POD_INFO, ...variables.volumes],
      },
    });
  }
}
