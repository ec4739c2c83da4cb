import type { Construct } from 'constructs';
import type * as k8s from '../../imports/kubernetes';
import { requireInteger, requireKnown } from '../core/fail';
import { KubeObject } from '../core/kube-object';
import { requireSchema } from '../core/require-schema';
import type { RunnerProps } from './runner-props';
import type { RunnerVersion } from './runner-version';

/** The name of the port, which a PodMonitor and the probes refer to. */
const PORT = 'prometheus';
const PATH = '/metrics';

/** What metrics add to the environment and to the container. */
export interface MetricsParts {
  readonly env: Readonly<Record<string, string>>;
  readonly container: Partial<Pick<k8s.Container, 'ports' | 'readinessProbe' | 'livenessProbe'>>;
}

/**
 * The port of the metrics, the setting that opens it, and the probes that knock on it: the program listens on nothing else.
 * Nothing of it where the release serves no metrics.
 */
export function metricsOf(runner: Construct, version: RunnerVersion, { metrics }: RunnerProps): MetricsParts {
  if (!version.servesMetrics) return { env: {}, container: {} };
  if (metrics === false) return { env: { PROM_ADDRESS: '' }, container: {} };
  const { port = 9090 } = metrics ?? {};
  requireInteger(runner, 'metrics.port', port, 1, 65535);
  return {
    env: { PROM_ADDRESS: `:${port}` },
    container: {
      ports: [{ name: PORT, containerPort: port }],
      readinessProbe: { httpGet: { path: PATH, port: PORT }, periodSeconds: 30, timeoutSeconds: 10 },
      // A machine that is busy with an experiment answers late: only one that no longer listens is begun anew.
      livenessProbe: { tcpSocket: { port: PORT }, initialDelaySeconds: 60, periodSeconds: 60, failureThreshold: 5 },
    },
  };
}

/** Renders the PodMonitor, where one is asked for. */
export function renderPodMonitor(
  runner: Construct,
  name: string,
  matchLabels: Readonly<Record<string, string>>,
  { metrics }: RunnerProps,
): void {
  const podMonitor = metrics ? metrics.podMonitor : undefined;
  if (podMonitor === undefined || podMonitor === false) return;
  const given: Exclude<typeof podMonitor, true> = podMonitor === true ? {} : podMonitor;
  requireKnown(runner, 'metrics.podMonitor', given, ['labels', 'interval']);
  const { labels, interval } = given;
  const object = {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PodMonitor',
    metadata: { name, ...(labels && { labels: { ...labels } }) },
    spec: {
      selector: { matchLabels: { ...matchLabels } },
      podMetricsEndpoints: [{ port: PORT, path: PATH, ...(interval !== undefined && { interval }) }],
    },
  };
  requireSchema(runner, object);
  new KubeObject(runner, 'PodMonitor', object);
}
