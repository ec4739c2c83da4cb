import { Placement } from '../../core/placement';
import { Runner } from '../../runner/runner';
import type { RunnerProps } from '../../runner/runner-props';
import type { RunnerConfig } from '../config/runner';
import { at, pick } from '../context';
import type { Context } from '../context';
import { ConfigError } from '../problem';

/** studio-go-runner. */
export function runner(context: Context): void {
  const config = context.config.runner;
  if (!config) return;
  at(['runner'], () => {
    new Runner(context.chart('30-runner', context.namespace), 'runner', runnerProps(context, config));
  });
}

function runnerProps(context: Context, config: RunnerConfig): RunnerProps {
  const { cpu = 2, memory = '10Gi', podMonitor, state } = config;
  const { pool, nodeLabels, queueUrl, queueManagementUrl, sqsSecret, queueMatch, queueMismatch, ...same } = config;
  const managementUrl = queueManagementUrl && context.secret(queueManagementUrl, ['runner', 'queueManagementUrl']);
  const { cpu: _cpu, memory: _memory, podMonitor: _podMonitor, state: _state, ...rest } = same;
  return {
    ...rest,
    state: state === 'none' ? false : state,
    ...(podMonitor !== undefined && { metrics: { podMonitor } }),
    resources: { limits: { cpu, memory } },
    placement: placementOf(context, { ...config, pool, nodeLabels }),
    queues: {
      match: queueMatch,
      mismatch: queueMismatch,
      ...(queueUrl && { rabbit: { url: context.secret(queueUrl, ['runner', 'queueUrl']), managementUrl } }),
      ...(sqsSecret !== undefined && { sqs: { secretName: sqsSecret } }),
    },
  };
}

/** A runner without GPUs may go anywhere where the configuration has no pools. */
function placementOf(context: Context, { pool, nodeLabels, gpus }: RunnerConfig): Placement | undefined {
  if (pool !== undefined && nodeLabels)
    throw new ConfigError([{ path: ['runner', 'nodeLabels'], message: 'goes not with pool, give one of the two' }]);
  if (nodeLabels) return Placement.labels(nodeLabels);
  if (pool === undefined && gpus === 0 && context.pools.size === 0) return undefined;
  return pick(context.pools, pool, ['runner', 'pool'], 'pools').placement();
}
