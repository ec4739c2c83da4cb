// Document 003: Kubeflow on AKS with Karpenter.
import { Chart } from 'cdk8s';
import { karpenter, nvidia, Placement, Taint } from 'cdk8s-ml-platform';

const { AksNodeClass, NodePool, Requirement } = karpenter;

/** Document 003, "Nvidia Device Plugin". */
function devicePlugin(app) {
  new nvidia.DevicePlugin(new Chart(app, 'device-plugin'), 'device-plugin', {
    edition: 'documented-0.14.1',
    taints: [Taint.noSchedule('sku', 'gpu')],
  });
}

/** Document 003, the general node pool and node class. */
function generalPool(app) {
  const chart = new Chart(app, 'general-pool');
  const nodeClass = new AksNodeClass(chart, 'default', {
    version: 'v1alpha2',
    annotations: { 'kubernetes.io/description': 'General purpose AKSNodeClass for running Ubuntu2204 nodes' },
    imageFamily: 'Ubuntu2204',
  });
  new NodePool(chart, 'general-purpose', {
    version: 'v1beta1',
    annotations: { 'kubernetes.io/description': 'General purpose NodePool for generic workloads' },
    requirements: [
      Requirement.arch('amd64'),
      Requirement.os('linux'),
      Requirement.capacityType('on-demand'),
      Requirement.skuFamily('D'),
    ],
    nodeClass,
    limits: { cpu: 100 },
    disruption: { consolidationPolicy: 'WhenEmptyOrUnderutilized' },
    expireAfter: 'Never',
  });
}

/** Document 003, the GPU node pool and node class. */
function gpuPool(app) {
  const chart = new Chart(app, 'gpu-pool');
  const nodeClass = new AksNodeClass(chart, 'gpu-nc', {
    version: 'v1alpha2',
    annotations: { 'kubernetes.io/description': 'General GPU AKSNodeClass for running Ubuntu2204 nodes' },
    imageFamily: 'Ubuntu2204',
  });
  new NodePool(chart, 'gpu', {
    version: 'v1beta1',
    gpuDefaults: false,
    annotations: { 'kubernetes.io/description': 'General GPU purpose NodePool for ML workloads' },
    requirements: [
      Requirement.arch('amd64'),
      Requirement.os('linux'),
      Requirement.skuGpuManufacturer('nvidia'),
      Requirement.capacityType('on-demand'),
    ],
    nodeClass,
    taints: [Taint.gpu()],
    expireAfter: '1h',
  });
}

/** Document 003, the Job that tests the GPU pool. It tolerates a taint that no pool of the document has (KKA-04). */
function testJob(app) {
  new nvidia.GpuSmokeTest(new Chart(app, 'test-job'), 'job', {
    edition: 'documented',
    placement: new Placement({ taints: [Taint.noSchedule('sku', 'gpu')] }),
  });
}

/** What one cluster of the document holds, by its folder. */
export default {
  '003': (app) => {
    devicePlugin(app);
    generalPool(app);
    gpuPool(app);
    testJob(app);
  },
};
