import type { Construct } from 'constructs';
import { KubeObject } from '../../core/kube-object';
import type { ContainerProps } from '../../core/pod/container';
import { SecretSource } from '../../core/secret/secret-source';
import { WorkloadObject } from '../../core/workload/workload-object';
import { RunnerState } from '../runner-state';
import { requireSource } from '../../core/secret/require-source';
import { requireOnly } from '../services/documented';
import { MinioServer } from '../services/minio-server';
import { RabbitMq } from '../services/rabbitmq';
import type { BuildAndTestProps } from './build-and-test-props';
import { BUILD_IMAGE, buildImage, OLDER_BUILD_IMAGE } from './build-image';
import { buildAnnotations, POD_IDENTITY, POD_INFO, podInfoMount } from './build-pod';

const OPTIONS = ['branch', 'image', 'githubToken', 'gpus', 'cpu', 'memory', 'backoffLimit'];

/** The document's own address: the runner puts its `${...}` in place, from variables that Kubernetes makes of Services (SGR-26). */
const AMQP_URL =
  'amqp://guest:guest@${RABBITMQ_SERVICE_SERVICE_HOST}:${RABBITMQ_SERVICE_SERVICE_PORT}/%2f?connection_attempts=2&retry_delay=.5&socket_timeout=5';

const LOGGING = { LOGXI_FORMAT: 'happy,maxcol=1024', LOGXI: '*=DBG' };

const TOKEN = SecretSource.existing('studioml-runner-github-token', 'github_token');

/**
 * The objects of the runner's build.yaml (eaa596f, c54444b), for comparison, not for use: the build may do anything to the whole cluster,
 * and its object store is open to the internet with a password that everybody knows. Two things differ: the token's Secret is one that
 * exists, and the Deployment is of `apps/v1`.
 *
 * @see https://github.com/leaf-ai/studio-go-runner/blob/main/build.yaml
 */
export function renderDocumentedBuild(construct: Construct, namespace: string, props: BuildAndTestProps): void {
  requireOnly(construct, 'documented', props, [...OPTIONS, 'version', 'clearTextMessages']);
  const { branch, image = BUILD_IMAGE, gpus = 1, cpu = 1, memory = '10Gi', version = '0.9.21' } = props;
  const { clearTextMessages, backoffLimit = 4 } = props;
  const githubToken = requireSource(construct, 'githubToken', props.githubToken ?? TOKEN);
  new KubeObject(construct, 'Namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
  new RunnerState(construct, 'State');
  new KubeObject(construct, 'ClusterAdmin', {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: 'run-cluster-admin' },
    subjects: [{ kind: 'ServiceAccount', name: 'default', namespace }],
    roleRef: { kind: 'ClusterRole', name: 'cluster-admin', apiGroup: 'rbac.authorization.k8s.io' },
  });
  new KubeObject(construct, 'Settings', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'build-env' },
    data: {
      DEBUG: 'true',
      RUNNER_BUILD_LOG: `${version}-build.log`,
      ...LOGGING,
      GIT_BRANCH: branch,
      AMQP_URL,
      ...(clearTextMessages !== undefined && { CLEAR_TEXT_MESSAGES: String(clearTextMessages) }),
    },
  });
  new MinioServer(construct, 'Minio', { edition: 'documented' });
  new RabbitMq(construct, 'RabbitMq', { edition: 'documented' });
  const annotations = buildAnnotations(branch, gpus);
  new WorkloadObject(construct, {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'build', annotations },
    spec: { backoffLimit },
    template: {
      annotations,
      safeDefaults: false,
      restartPolicy: 'Never',
      volumes: [POD_INFO],
      containers: [
        {
          ...buildContainer(buildImage(construct, branch, image), 'build-env', { gpus, cpu, memory }),
          env: POD_IDENTITY,
          secretEnv: { GITHUB_TOKEN: githubToken },
          imagePullPolicy: 'Always',
          volumeMounts: [podInfoMount(false)],
        },
      ],
    },
  });
}

/**
 * The build of 2018 (98285ee4) that the transcript of document 001 shows: one ConfigMap and one Job in `default`. Its token stood in the
 * ConfigMap; here it comes from a Secret, for no value of a secret is written to a file.
 */
export function renderOlderBuild(construct: Construct, props: BuildAndTestProps): void {
  requireOnly(construct, 'documented-older', props, OPTIONS);
  const { branch, image = OLDER_BUILD_IMAGE, gpus = 1, cpu = 2, memory = '10Gi', backoffLimit = 4 } = props;
  const githubToken = requireSource(construct, 'githubToken', props.githubToken);
  const name = 'build-studio-go-runner';
  new KubeObject(construct, 'Settings', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: `${name}-env` },
    data: { ...LOGGING, GIT_BRANCH: branch },
  });
  new WorkloadObject(construct, {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name },
    spec: { backoffLimit },
    template: {
      safeDefaults: false,
      restartPolicy: 'Never',
      containers: [
        {
          ...buildContainer(buildImage(construct, branch, image), `${name}-env`, { gpus, cpu, memory }),
          secretEnv: { GITHUB_TOKEN: githubToken },
        },
      ],
    },
  });
}

function buildContainer(
  image: string,
  settings: string,
  { gpus, cpu, memory }: { gpus: number; cpu: number | string; memory: string },
): ContainerProps {
  return {
    name: 'build',
    envFrom: [{ configMapRef: { name: settings } }],
    image,
    resources: { limits: { ...(gpus > 0 && { 'nvidia.com/gpu': gpus }), memory, cpu } },
  };
}
