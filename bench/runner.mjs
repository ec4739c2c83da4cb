// What one runner costs, to construct and to render, after warm-up.
import { App, Chart } from 'cdk8s';
import { Placement, runner, SecretSource } from 'cdk8s-ml-platform';

const placement = Placement.labels({ 'leafai.affinity': 'production' });

/** One runner in a chart of its own, as the reference platform has it. */
function oneRunner() {
  const chart = new Chart(new App(), 'runner', { namespace: 'studioml' });
  new runner.Runner(chart, 'runner', {
    version: '0.9.21',
    placement,
    queues: { rabbit: { url: SecretSource.existing('studioml-queue', 'url') } },
    resources: { limits: { cpu: 8, memory: '64Gi' } },
  });
  return chart.toJson();
}

/** One runner that has most of what a runner can have. */
function fullRunner() {
  const chart = new Chart(new App(), 'runner', { namespace: 'studioml' });
  new runner.Runner(chart, 'runner', {
    version: '0.14.2',
    placement,
    queues: { match: '^rmq_.*$', rabbit: { url: SecretSource.existing('studioml-queue', 'url') }, sqs: {} },
    ...{ encryption: {}, signing: {}, reportKeys: {}, clearTextMessages: true },
    cache: { dir: '/tmp/cache', size: '10Gib' },
    metrics: { podMonitor: true },
    scaling: { queues: ['rmq_gpu'], maxReplicaCount: 8 },
  });
  return chart.toJson();
}

export default { 'one runner': oneRunner, 'one runner with everything, scaled by its queue': fullRunner };
