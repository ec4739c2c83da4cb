import { AksNodeClass, NodePool, Requirement, Taint } from '../../src/karpenter';
import { objectsOf } from '../support/chart';

// The four objects of document 003, field for field. They are what a provider up to 1.3 takes, and no newer one.
const DOCUMENT = {
  generalPurpose: {
    apiVersion: 'karpenter.sh/v1beta1',
    kind: 'NodePool',
    metadata: {
      name: 'general-purpose',
      annotations: { 'kubernetes.io/description': 'General purpose NodePool for generic workloads' },
    },
    spec: {
      template: {
        spec: {
          requirements: [
            { key: 'kubernetes.io/arch', operator: 'In', values: ['amd64'] },
            { key: 'kubernetes.io/os', operator: 'In', values: ['linux'] },
            { key: 'karpenter.sh/capacity-type', operator: 'In', values: ['on-demand'] },
            { key: 'karpenter.azure.com/sku-family', operator: 'In', values: ['D'] },
          ],
          nodeClassRef: { name: 'default' },
        },
      },
      limits: { cpu: 100 },
      disruption: { consolidationPolicy: 'WhenUnderutilized', expireAfter: 'Never' },
    },
  },
  defaultClass: {
    apiVersion: 'karpenter.azure.com/v1alpha2',
    kind: 'AKSNodeClass',
    metadata: {
      name: 'default',
      annotations: { 'kubernetes.io/description': 'General purpose AKSNodeClass for running Ubuntu2204 nodes' },
    },
    spec: { imageFamily: 'Ubuntu2204' },
  },
  gpu: {
    apiVersion: 'karpenter.sh/v1beta1',
    kind: 'NodePool',
    metadata: {
      name: 'gpu',
      annotations: { 'kubernetes.io/description': 'General GPU purpose NodePool for ML workloads' },
    },
    spec: {
      disruption: { expireAfter: '1h' },
      template: {
        spec: {
          requirements: [
            { key: 'kubernetes.io/arch', operator: 'In', values: ['amd64'] },
            { key: 'kubernetes.io/os', operator: 'In', values: ['linux'] },
            { key: 'karpenter.azure.com/sku-gpu-manufacturer', operator: 'In', values: ['nvidia'] },
            { key: 'karpenter.sh/capacity-type', operator: 'In', values: ['on-demand'] },
          ],
          nodeClassRef: { name: 'gpu-nc' },
          taints: [{ key: 'nvidia.com/gpu', value: 'true', effect: 'NoSchedule' }],
        },
      },
    },
  },
  gpuClass: {
    apiVersion: 'karpenter.azure.com/v1alpha2',
    kind: 'AKSNodeClass',
    metadata: {
      name: 'gpu-nc',
      annotations: { 'kubernetes.io/description': 'General GPU AKSNodeClass for running Ubuntu2204 nodes' },
    },
    spec: { imageFamily: 'Ubuntu2204' },
  },
};

const described = (text: string) => ({ 'kubernetes.io/description': text });
const amd64Linux = [Requirement.arch('amd64'), Requirement.os('linux')];

test('the general-purpose pool and its node class, as the document has them', () => {
  const objects = objectsOf((chart) => {
    const nodeClass = new AksNodeClass(chart, 'default', {
      version: 'v1alpha2',
      annotations: described('General purpose AKSNodeClass for running Ubuntu2204 nodes'),
      imageFamily: 'Ubuntu2204',
    });
    new NodePool(chart, 'general-purpose', {
      version: 'v1beta1',
      annotations: described('General purpose NodePool for generic workloads'),
      requirements: [...amd64Linux, Requirement.capacityType('on-demand'), Requirement.skuFamily('D')],
      nodeClass,
      limits: { cpu: 100 },
      disruption: { consolidationPolicy: 'WhenEmptyOrUnderutilized' },
      expireAfter: 'Never',
    });
  });
  expect(objects).toEqual([DOCUMENT.defaultClass, DOCUMENT.generalPurpose]);
});

const gpuProps = {
  annotations: described('General GPU purpose NodePool for ML workloads'),
  requirements: [...amd64Linux, Requirement.skuGpuManufacturer('nvidia'), Requirement.capacityType('on-demand')],
  taints: [Taint.gpu()],
};

test('the GPU pool and its node class, as the document has them', () => {
  const objects = objectsOf((chart) => {
    const nodeClass = new AksNodeClass(chart, 'gpu-nc', {
      version: 'v1alpha2',
      annotations: described('General GPU AKSNodeClass for running Ubuntu2204 nodes'),
      imageFamily: 'Ubuntu2204',
    });
    new NodePool(chart, 'gpu', { ...gpuProps, version: 'v1beta1', nodeClass, expireAfter: '1h', gpuDefaults: false });
  });
  expect(objects).toEqual([DOCUMENT.gpuClass, DOCUMENT.gpu]);
});

test('the same GPU pool with the defaults: current API, a limit, empty nodes only, no expiry', () => {
  const [, pool] = objectsOf((chart) => {
    const nodeClass = new AksNodeClass(chart, 'gpu-nc', { imageFamily: 'Ubuntu2204' });
    new NodePool(chart, 'gpu', { ...gpuProps, nodeClass, limits: { gpus: 8 } });
  });
  const { requirements, taints } = DOCUMENT.gpu.spec.template.spec;
  expect(pool).toEqual({
    apiVersion: 'karpenter.sh/v1',
    kind: 'NodePool',
    metadata: DOCUMENT.gpu.metadata,
    spec: {
      disruption: { consolidationPolicy: 'WhenEmpty', consolidateAfter: '5m' },
      limits: { 'nvidia.com/gpu': 8 },
      template: {
        spec: {
          requirements,
          nodeClassRef: { group: 'karpenter.azure.com', kind: 'AKSNodeClass', name: 'gpu-nc' },
          taints,
          expireAfter: 'Never',
        },
      },
    },
  });
});
