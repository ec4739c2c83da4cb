import { Placement } from '../../core/placement';
import { parseMilli } from '../../facts/quantity';
import { Runner } from '../../runner/runner';
import type { RunnerProps } from '../../runner/runner-props';
import type { AwsKeys, AwsPodIdentity } from '../../runner/scaling';
import type { RunnerConfig, SqsCredentialsConfig } from '../config/runner';
import { at, pick } from '../context';
import type { Context } from '../context';
import { namespacePeers } from '../namespace-peers';
import { ConfigError } from '../problem';
import type { ConfigPath } from '../problem';
import { withCpus } from '../with-cpus';

/** studio-go-runner. */
export function runner(context: Context): void {
  const config = context.config.runner;
  if (!config) return;
  requireQueues(config);
  requireDisk(context, config);
  const build = (): unknown =>
    new Runner(context.chart('30-runner', context.namespace), 'runner', runnerProps(context, config));
  at(['runner'], build, KEYS);
}

/** What AKS gives a machine whose node class does not say it, in GB, by which it means GiB. */
const DEFAULT_DISK = 128;

/** The working directory is on the OS disk, and a node whose disk is full evicts the pod, whatever its own limit is. */
function requireDisk({ config, pools }: Context, { pool, nodeSelector, workSize }: RunnerConfig): void {
  const name = pool ?? [...pools.keys()][0];
  const size = parseMilli(workSize ?? '80Gi');
  if (config.target.provider !== 'aks' || nodeSelector || name === undefined || size === undefined) return;
  const classes = Object.entries(config.nodeClasses ?? {});
  const asked = config.pools?.[name]?.nodeClass;
  const [nodeClass, { osDiskSizeGB = DEFAULT_DISK } = {}] = classes.find(([one]) => one === asked) ?? classes[0] ?? [];
  if (size < BigInt(osDiskSizeGB) * GIB) return;
  const giver = nodeClass === undefined ? 'AKS' : `nodeClasses.${nodeClass}`;
  const given = workSize === undefined ? 'is 80Gi where it is left out' : `is '${workSize}'`;
  throw new ConfigError([
    {
      path: ['runner', 'workSize'],
      message: `${given}, and the disk that ${giver} gives has ${osDiskSizeGB} GB; raise osDiskSizeGB, or ask for less`,
    },
  ]);
}

/** In thousandths of a byte. */
const GIB = 1024n ** 3n * 1000n;

/** The keys of the properties that are named otherwise in the file. */
const KEYS: Readonly<Record<string, ConfigPath>> = {
  'queues.match': ['queueMatch'],
  'queues.mismatch': ['queueMismatch'],
  'queues.rabbit.url': ['queueUrl'],
  'queues.rabbit.managementUrl': ['queueManagementUrl'],
  'queues.sqs.secretName': ['sqsSecret'],
  'scaling.queues': ['scaling', 'queues'],
  'metrics.podMonitor': ['podMonitor'],
};

/** What the runner itself says of queues with names that the file does not have. */
function requireQueues({ queueUrl, queueManagementUrl, sqsSecret, scaling }: RunnerConfig): void {
  const no = (path: ConfigPath, message: string): ConfigError =>
    new ConfigError([{ path: ['runner', ...path], message }]);
  if (!queueUrl && sqsSecret === undefined)
    throw no([], 'has neither queueUrl nor sqsSecret, the runner needs at least one source of work');
  if (queueManagementUrl && !queueUrl) throw no(['queueManagementUrl'], 'is given without queueUrl');
  if (!scaling) return;
  const sqs = scaling.queues.find(isSqs);
  const rabbit = scaling.queues.find((queue) => !isSqs(queue));
  if (rabbit !== undefined && !queueUrl) {
    const url = 'https://sqs.us-west-2.amazonaws.com/123456789012/sqs_gpu';
    const instead = sqsSecret === undefined ? '' : `; a queue of SQS is given by its URL, such as ${url}`;
    throw no(['scaling', 'queues'], `has '${rabbit}', a queue of RabbitMQ, and queueUrl is missing${instead}`);
  }
  if (sqs !== undefined && sqsSecret === undefined)
    throw no(
      ['scaling', 'queues'],
      `has '${sqs}', a queue of SQS, and sqsSecret is missing, by which the runner reads it`,
    );
  if (sqs !== undefined && !scaling.sqsCredentials)
    throw no(
      ['scaling', 'sqsCredentials'],
      'is missing, by which KEDA reads a queue of SQS: accessKeyId and secretAccessKey, or podIdentity',
    );
  if (rabbit === undefined) return;
  if (sqs !== undefined && scaling.kind !== 'ScaledObject' && !queueManagementUrl)
    throw no(
      ['scaling', 'queues'],
      `has '${rabbit}' of RabbitMQ and '${sqs}' of SQS, and queueManagementUrl is missing: of RabbitMQ only the management interface counts the messages that runners hold, as SQS does`,
    );
  if (scaling.kind === 'ScaledObject' && !queueManagementUrl)
    throw no(
      ['scaling', 'kind'],
      "is 'ScaledObject', and queueManagementUrl is missing: only the management interface sees the messages that runners hold",
    );
}

function isSqs(queue: string): boolean {
  return /^https?:\/\//.test(queue);
}

/** KEDA reads values of a Secret, or has a role; the runner's own Secret holds files. */
function sqsCredentials(context: Context, config: SqsCredentialsConfig): AwsKeys | AwsPodIdentity {
  const path = ['runner', 'scaling', 'sqsCredentials'];
  const { accessKeyId, secretAccessKey, podIdentity } = config;
  if (podIdentity && !accessKeyId && !secretAccessKey) return { podIdentity };
  if (podIdentity || !accessKeyId || !secretAccessKey)
    throw new ConfigError([
      {
        path,
        message: `has ${Object.keys(config).join(', ') || 'nothing'}, allowed are both accessKeyId and secretAccessKey, or podIdentity alone`,
      },
    ]);
  return {
    accessKeyId: context.secret(accessKeyId, [...path, 'accessKeyId']),
    secretAccessKey: context.secret(secretAccessKey, [...path, 'secretAccessKey']),
  };
}

function runnerProps(context: Context, config: RunnerConfig): RunnerProps {
  const { cpu = 2, memory = '10Gi', podMonitor, state } = config;
  const { pool, nodeSelector, queueUrl, queueManagementUrl, sqsSecret, queueMatch, queueMismatch, ...same } = config;
  const managementUrl = queueManagementUrl && context.secret(queueManagementUrl, ['runner', 'queueManagementUrl']);
  const { cpu: _cpu, memory: _memory, podMonitor: _podMonitor, state: _state, metricsFrom, scaling, ...rest } = same;
  return {
    ...rest,
    ...(scaling && {
      scaling: {
        ...scaling,
        sqsCredentials: scaling.sqsCredentials && sqsCredentials(context, scaling.sqsCredentials),
      },
    }),
    state: state === 'none' ? false : state,
    networkPolicy: context.networkPolicies && {
      ...(metricsFrom && { metricsFrom: namespacePeers(metricsFrom, ['runner', 'metricsFrom']) }),
    },
    disruptionBudget: mayBeSeveral(config),
    ...(podMonitor !== undefined && { metrics: { podMonitor } }),
    resources: { limits: withCpus({ cpu, memory }) },
    placement: placementOf(context, { ...config, pool, nodeSelector }),
    queues: {
      match: queueMatch,
      mismatch: queueMismatch,
      ...(queueUrl && { rabbit: { url: context.secret(queueUrl, ['runner', 'queueUrl']), managementUrl } }),
      ...(sqsSecret !== undefined && { sqs: { secretName: sqsSecret } }),
    },
  };
}

/** Whether there may be several pods of one Deployment; a budget for a single one would only count it. */
function mayBeSeveral({ scaling, replicas = 1 }: RunnerConfig): boolean {
  return scaling ? scaling.kind === 'ScaledObject' && scaling.maxReplicaCount > 1 : replicas > 1;
}

/** A runner without GPUs may go anywhere where the configuration has no pools. */
function placementOf(context: Context, { pool, nodeSelector, gpus }: RunnerConfig): Placement | undefined {
  if (pool !== undefined && nodeSelector)
    throw new ConfigError([{ path: ['runner', 'nodeSelector'], message: 'goes not with pool, give one of the two' }]);
  if (nodeSelector) return Placement.labels(nodeSelector);
  if (pool === undefined && gpus === 0 && context.pools.size === 0) return undefined;
  if (pool === undefined && context.pools.size === 0) {
    const message =
      'is missing, and there are no pools; add one, or say nodeSelector for nodes that the cluster has, or gpus: 0';
    throw new ConfigError([{ path: ['runner', 'pool'], message }]);
  }
  return pick(context.pools, pool, ['runner', 'pool'], 'pools').placement();
}
