// Writes dist/documented: the manifests of the documents, field for field, through the public constructs.
// What no API server ever accepted is left out; docs/documented.md says what and why.
import { rmSync } from 'node:fs';
import { Chart } from 'cdk8s';
import { karpenter, nvidia, Placement, PlatformApp, runner, Taint, Target } from 'cdk8s-ml-platform';

const { AksNodeClass, NodePool, Requirement } = karpenter;

const outdir = process.env.CDK8S_OUTDIR ?? 'dist/documented';
rmSync(outdir, { recursive: true, force: true });
const app = new PlatformApp({ outdir, target: Target.aks('1.27') });

/** Document 001, "Configuration Map support". It names no namespace. */
function stateMap() {
  new runner.RunnerState(new Chart(app, '001-state-map'), 'state', { state: 'Running' });
}

/** Document 001, "Kubernetes labelling": a pod template, here in the Deployment that the text speaks of. */
function podTemplate() {
  new runner.Runner(new Chart(app, '001-pod-template'), 'runner', {
    edition: 'documented',
    version: '0.9.9',
    imagePullSecrets: ['studioml-go-docker-key'],
    placement: Placement.labels({ 'leafai.affinity': 'production' }),
    resources: {
      requests: { 'nvidia.com/gpu': 1, memory: '8G', cpu: 2 },
      limits: { 'nvidia.com/gpu': 1, memory: '16G', cpu: 2 },
    },
  });
}

/** Document 003, "Nvidia Device Plugin". */
function devicePlugin() {
  new nvidia.DevicePlugin(new Chart(app, '003-device-plugin'), 'device-plugin', {
    edition: 'documented-0.14.1',
    taints: [Taint.noSchedule('sku', 'gpu')],
  });
}

/** Document 003, the general node pool and node class. */
function generalPool() {
  const chart = new Chart(app, '003-general-pool');
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
function gpuPool() {
  const chart = new Chart(app, '003-gpu-pool');
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
function testJob() {
  new nvidia.GpuSmokeTest(new Chart(app, '003-test-job'), 'job', {
    edition: 'documented',
    placement: new Placement({ taints: [Taint.noSchedule('sku', 'gpu')] }),
  });
}

for (const write of [stateMap, podTemplate, devicePlugin, generalPool, gpuPool, testJob]) write();
app.synth();
