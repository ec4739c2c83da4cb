// Document 000: studio-go-runner on Azure, and the other examples of its repository, each a cluster of its own.
import { Chart } from 'cdk8s';
import { cluster, KubeObject, nvidia, runner } from 'cdk8s-ml-platform';

/** The image that the document pushes to its registry. */
const PUSHED = 'leafai.azurecr.io/leafai/studio-go-runner:0.9.21';

/** An example of the runner's repository. */
function example(app, variant, version, image, namespace) {
  const chart = new Chart(app, 'runner', namespace === undefined ? {} : { namespace });
  new runner.Runner(chart, 'runner', { edition: 'documented', variant, version, image });
}

/** Document 000, `examples/azure/nvidia-device-plugin-ds-1.11.yaml`. */
function devicePlugin(app) {
  new nvidia.DevicePlugin(new Chart(app, 'device-plugin'), 'device-plugin', { edition: 'documented-1.11' });
}

/** `examples/aws/autoscaler.yaml` and the pods of the page on AWS. */
function awsHelpers(app) {
  new cluster.ClusterAutoscaler(new Chart(app, 'cluster-autoscaler'), 'autoscaler', {
    edition: 'documented',
    clusterName: 'test-eks',
  });
  const chart = new Chart(app, 'smoke-tests');
  new nvidia.GpuSmokeTest(chart, 'tf-gpu', { edition: 'documented-tf-gpu' });
  new nvidia.GpuSmokeTest(chart, 'nvidia-smi', { edition: 'documented-nvidia-smi' });
}

/** Namespace, broker and object store beside the runner of `examples/local`; the document wants the latter outside of the cluster. */
function localServices(app, namespace) {
  const metadata = { name: namespace };
  new KubeObject(new Chart(app, 'namespace'), 'namespace', { apiVersion: 'v1', kind: 'Namespace', metadata });
  new runner.RabbitMq(new Chart(app, 'rabbitmq', { namespace }), 'rabbitmq', {
    edition: 'documented',
    serviceType: 'NodePort',
  });
  new runner.MinioServer(new Chart(app, 'minio', { namespace }), 'minio', {
    edition: 'documented',
    image: 'minio/minio:RELEASE.2020-05-08T02-40-49Z',
    serviceType: 'NodePort',
    storage: { size: '15Gi' },
  });
}

/** What each cluster holds, by its folder. */
export default {
  '000-azure-1.9': (app) => example(app, 'azure-1.9', '0.9.21', PUSHED),
  '000-azure-1.11': (app) => {
    devicePlugin(app);
    example(app, 'azure-1.11', '0.9.21', PUSHED);
  },
  '000-azure-1.13': (app) => example(app, 'azure-1.13', '0.12.0', 'studioml/studio-go-runner'),
  '000-aws': (app) => {
    awsHelpers(app);
    example(app, 'aws', '0.12.1');
  },
  '000-aws-cpu': (app) => example(app, 'aws-cpu', '0.12.1', 'docker.io/leafai/studio-go-runner:0.9.18'),
  '000-google': (app) => example(app, 'google', '0.12.0'),
  '000-local': (app) => {
    const namespace = 'local-go-runner';
    localServices(app, namespace);
    example(app, 'local', '0.12.0', 'leafai/studio-go-runner:0.12.0', namespace);
  },
  '000-docker-desktop': (app) => example(app, 'docker-desktop', '0.9.27'),
  '000-sqs-job': (app) => example(app, 'sqs-job', '0.13.2'),
};
