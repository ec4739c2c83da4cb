import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type * as k8s from '../../../imports/kubernetes';
import { fail } from '../../core/fail';
import { KubeObject } from '../../core/kube-object';
import type { PodTemplateProps } from '../../core/pod/pod-template';
import { WorkloadObject } from '../../core/workload/workload-object';
import { parseImage } from '../../checks/image/image-reference';
import { hostGpuLibraries } from '../host-gpu-libraries';
import { CONTRACT, WORKLOADS } from '../names';
import { VARIANTS } from './variants';
import type { DocumentedVariant, SecretMount, VariantRow } from './variants';

const PULL_SECRET = 'studioml-go-docker-key';
const RBAC = 'rbac.authorization.k8s.io';

/** Where the examples mount their Secrets, and which keys; all of them where none are named. */
const MOUNTS: Readonly<Record<SecretMount, { path: string; secretName: string; keys?: readonly string[] }>> = {
  'aws-sqs': {
    path: '/runner/certs/aws-sqs/default',
    secretName: 'studioml-runner-aws-sqs',
    keys: ['credentials', 'config'],
  },
  'message-encryption': {
    path: '/runner/certs/message/encryption',
    secretName: 'studioml-runner-key-secret',
    keys: ['ssh-privatekey', 'ssh-publickey'],
  },
  'encryption-passphrase': {
    path: '/runner/certs/message/passphrase',
    secretName: 'studioml-runner-passphrase-secret',
    keys: ['ssh-passphrase'],
  },
  'queue-signing': { path: '/runner/certs/queues/signing', secretName: 'studioml-signing' },
  'response-queue-signing': { path: '/runner/certs/queues/response-encrypt', secretName: 'studioml-report-keys' },
};

/**
 * Renders an example of the program's repository: settings, account, rights, dummy Secrets and the Deployment or Job.
 *
 * @returns the name of the Deployment or Job
 */
export function renderVariant(runner: Construct, variant: DocumentedVariant, image: string | undefined): string {
  const row = VARIANTS[variant];
  const used = image ?? row.image;
  if (used === undefined)
    throw fail(runner, `image is missing, and variant '${variant}' names none that can be pulled`);
  const parsed = parseImage(used);
  if (typeof parsed === 'string') throw fail(runner, `image '${used}' ${parsed}`);
  const data = { LOGXI_FORMAT: 'happy,maxcol=1024', LOGXI: '*=DBG', ...row.env };
  new KubeObject(runner, 'Settings', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: CONTRACT.settings },
    data,
  });
  renderAccount(runner, row);
  for (const name of row.dummies ?? [])
    new KubeObject(runner, name, {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name },
      type: 'Opaque',
      data: { info: '' },
    });
  return row.job ? renderJob(runner, row, used) : renderDeployment(runner, row, used);
}

function renderAccount(runner: Construct, row: VariantRow): void {
  const name = CONTRACT.account;
  // An API server wants the namespace of a binding's account; without one kubectl applies to `default`.
  const { namespace = 'default' } = Chart.of(runner);
  const onAccount = row.pullSecretsOn.includes('account') && { imagePullSecrets: [{ name: PULL_SECRET }] };
  new KubeObject(runner, 'ServiceAccount', {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name },
    ...onAccount,
  });
  new KubeObject(runner, 'ClusterRole', {
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRole',
    metadata: { name: CONTRACT.role },
    rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list', 'watch'] }],
  });
  new KubeObject(runner, 'RoleBinding', {
    apiVersion: `${RBAC}/v1`,
    kind: 'RoleBinding',
    metadata: { name: `${CONTRACT.role}-bind` },
    subjects: [{ kind: 'ServiceAccount', name, namespace }],
    roleRef: { kind: 'ClusterRole', name: CONTRACT.role, apiGroup: RBAC },
  });
}

function renderDeployment(runner: Construct, row: VariantRow, image: string): string {
  const labels = { app: CONTRACT.app };
  const pods = podsOf(row, image);
  const [container] = pods.containers;
  new WorkloadObject(runner, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: WORKLOADS.Deployment, labels },
    spec: { progressDeadlineSeconds: 360, replicas: row.replicas ?? 1, strategy: { type: 'RollingUpdate' } },
    template: { ...pods, labels, containers: [{ ...container!, imagePullPolicy: 'Always' }] },
    selector: true,
  });
  return WORKLOADS.Deployment;
}

function renderJob(runner: Construct, row: VariantRow, image: string): string {
  new WorkloadObject(runner, {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: WORKLOADS.Job },
    spec: { parallelism: 1, backoffLimit: 2 },
    template: { ...podsOf(row, image), restartPolicy: 'Never' },
  });
  return WORKLOADS.Job;
}

function podsOf(row: VariantRow, image: string): PodTemplateProps {
  const amounts = { ...(row.gpu !== undefined && { [row.gpu]: 1 }), memory: row.memory, cpu: row.cpu };
  const google = { key: 'nvidia.com/gpu', operator: 'Equal', value: 'present', effect: 'NoSchedule' };
  const { volumes, volumeMounts } = volumesOf(row);
  return {
    serviceAccountName: CONTRACT.account,
    automountServiceAccountToken: row.token,
    ...(row.pullSecretsOn.includes('pod') && { imagePullSecrets: [{ name: PULL_SECRET }] }),
    ...(row.nodeSelector !== false && { nodeSelector: { 'beta.kubernetes.io/os': 'linux' } }),
    ...(row.toleratesGoogle && { tolerations: [google] }),
    safeDefaults: false,
    containers: [
      {
        name: CONTRACT.app,
        image,
        envFrom: [{ configMapRef: { name: CONTRACT.settings } }],
        resources: { ...(row.requests && { requests: amounts }), limits: amounts },
        ...(volumeMounts.length > 0 && { volumeMounts }),
      },
    ],
    ...(volumes.length > 0 && { volumes }),
  };
}

function volumesOf(row: VariantRow): { volumes: k8s.Volume[]; volumeMounts: k8s.VolumeMount[] } {
  const secrets = Object.entries(row.secrets) as [SecretMount, boolean][];
  const host = row.hostLibraries ? hostGpuLibraries(row.hostLibraries) : { volumes: [], volumeMounts: [] };
  const work = row.work && {
    volume: {
      name: 'tmp-volume',
      ...('ebs' in row.work
        ? { awsElasticBlockStore: { volumeID: row.work.ebs, fsType: 'ext4' } }
        : { emptyDir: { sizeLimit: row.work.emptyDir } }),
    },
    mount: { name: 'tmp-volume', mountPath: '/tmp' },
  };
  return {
    volumes: [
      ...(work ? [work.volume] : []),
      ...secrets.map(([name, optional]) => {
        const { secretName, keys } = MOUNTS[name];
        const items = keys && { items: keys.map((key) => ({ key, path: key })) };
        return { name, secret: { optional, secretName, ...items } };
      }),
      ...host.volumes,
    ],
    volumeMounts: [
      ...(work ? [work.mount] : []),
      ...secrets.map(([name]) => ({ name, mountPath: MOUNTS[name].path, readOnly: true })),
      ...host.volumeMounts,
    ],
  };
}
