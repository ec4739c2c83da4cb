// One stack of the workload: what a team gets that runs GPU work, made with the library's own constructs; 12 objects in one chart.
const { Chart } = require('cdk8s');
const { istio, karpenter, KubeObject, runner, SecretSource, Taint } = require('cdk8s-ml-platform');

/** The numbers and names in which stacks differ. */
function parameters(index) {
  const number = String(index).padStart(4, '0');
  return {
    name: `team-${number}`,
    queue: `rmq_gpu_${number}`,
    host: `team-${number}.ml.example.com`,
    image: `quay.io/leafai/studio-go-runner:0.14.2-build${number}`,
    sku: ['Standard_NC24ads_A100_v4', 'Standard_NC48ads_A100_v4', 'Standard_NC4as_T4_v3'][index % 3],
    gpus: 1 + (index % 3 === 1 ? index % 2 : 0),
    replicas: 1 + (index % 4),
    limit: 8 + (index % 8),
  };
}

const GATEWAY = { name: 'kubeflow-gateway', namespace: 'kubeflow' };

function stack(app, { name, queue, host, image, sku, gpus, replicas, limit }) {
  const chart = new Chart(app, name, { namespace: name });
  const labels = { 'app.kubernetes.io/part-of': name };
  const object = (id, apiVersion, kind, rest, metadata) =>
    new KubeObject(chart, id, { apiVersion, kind, metadata: { name: id, labels, ...metadata }, ...rest });

  object('namespace', 'v1', 'Namespace', {}, { name, labels: { 'istio-injection': 'enabled', team: name } });
  const nodeClass = new karpenter.AksNodeClass(chart, 'node-class', {
    name,
    annotations: { 'kubernetes.io/description': `machines of ${name}\nask its channel before you change them\n` },
    imageFamily: 'Ubuntu2204',
    tags: { team: name },
  });
  const pool = new karpenter.NodePool(chart, 'pool', {
    name,
    nodeClass,
    requirements: [karpenter.Requirement.skuName(sku)],
    taints: [Taint.gpu()],
    labels: { team: name },
    limits: { gpus: limit },
  });
  new runner.Runner(chart, 'runner', {
    version: '0.14.2',
    image,
    gpus,
    replicas,
    placement: pool.placement(),
    resources: { limits: { cpu: 2, memory: '16Gi' } },
    queues: { match: `^${queue}$`, rabbit: { url: SecretSource.existing('studioml-queue', 'url') } },
    encryption: {},
    cache: { dir: '/tmp/cache', size: '10Gib' },
  });
  const selector = { app: 'studioml-go-runner' };
  object('metrics', 'v1', 'Service', { spec: { selector, ports: [{ name: 'http', port: 80, targetPort: 9090 }] } });
  object('quiet', 'networking.k8s.io/v1', 'NetworkPolicy', {
    spec: {
      podSelector: { matchLabels: selector },
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'istio-system' } } }] }],
    },
  });
  const table = new istio.RouteTable(chart, 'routes', { gateway: GATEWAY, hosts: [host], name, namespace: name });
  table.add(chart, { name: 'metrics', prefix: '/metrics/', to: { service: 'metrics', namespace: name, port: 80 } });
  return chart;
}

const reason = 'made by the platform team, not by the stacks';

/** What the stacks expect to be there. */
const EXTERNALS = [
  { group: 'networking.istio.io', kind: 'Gateway', namespace: 'kubeflow', name: 'kubeflow-gateway', reason },
];

module.exports = { EXTERNALS, parameters, stack };
