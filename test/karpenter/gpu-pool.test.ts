import { Requirement, Taint } from '../../src/karpenter';
import { isGpuPool } from '../../src/karpenter/gpu-pool';

const sku = (name: string) => `karpenter.azure.com/sku-${name}`;

// Each row: what makes a GPU pool, and its nearest neighbour that does not.
test.each([
  [
    'a size with an A100',
    Requirement.skuName('Standard_NC24ads_A100_v4'),
    'a CPU size',
    Requirement.skuName('Standard_D4s_v5'),
  ],
  [
    'a size of NV',
    Requirement.skuName('Standard_NV36ads_A10_v5'),
    'a size with an FPGA',
    Requirement.skuName('Standard_NP10s'),
  ],
  ['a size of ND', Requirement.skuName('Standard_ND96asr_v4'), 'a size of D', Requirement.skuName('Standard_D96as_v4')],
  ['a size of NG', Requirement.skuName('Standard_NG32ads_V620_v1'), 'a size of G', Requirement.skuName('Standard_GS5')],
  [
    'two sizes with GPUs',
    Requirement.skuName('Standard_NC6s_v3', 'Standard_NC12s_v3'),
    'two sizes of which one has none',
    Requirement.skuName('Standard_NC6s_v3', 'Standard_D4s_v5'),
  ],
  [
    'a size by the label of Kubernetes',
    Requirement.in('node.kubernetes.io/instance-type', ['Standard_NC6s_v3']),
    'a CPU size by the label of Kubernetes',
    Requirement.in('node.kubernetes.io/instance-type', ['Standard_D4s_v5']),
  ],
  [
    'a size by the older label of Kubernetes',
    Requirement.in('beta.kubernetes.io/instance-type', ['Standard_NC6s_v3']),
    'any size but one',
    Requirement.notIn('node.kubernetes.io/instance-type', ['Standard_NC6s_v3']),
  ],
  ['the family N', Requirement.skuFamily('N'), 'the families N and D', Requirement.skuFamily('N', 'D')],
  ['the series NCads_v4', Requirement.skuSeries('NCads_v4'), 'the series NPs', Requirement.skuSeries('NPs')],
  [
    'two series with GPUs',
    Requirement.skuSeries('NCads_v4', 'NVads_v5'),
    'one with and one without',
    Requirement.skuSeries('NCads_v4', 'NPs'),
  ],
  ['one GPU', Requirement.skuGpuCount(1), 'no GPU', Requirement.skuGpuCount(0)],
  ['two or four GPUs', Requirement.skuGpuCount(2, 4), 'no or one GPU', Requirement.skuGpuCount(0, 1)],
  [
    'more than no GPU',
    Requirement.greaterThan(sku('gpu-count'), 0),
    'less than two GPUs',
    Requirement.lessThan(sku('gpu-count'), 2),
  ],
  [
    'at least one GPU',
    Requirement.atLeast(sku('gpu-count'), 1),
    'at least no GPU',
    Requirement.atLeast(sku('gpu-count'), 0),
  ],
  [
    'a GPU by name',
    Requirement.skuGpuName('T4'),
    'any GPU but one, or none',
    Requirement.notIn(sku('gpu-name'), ['T4']),
  ],
  ['some GPU name', Requirement.exists(sku('gpu-name')), 'no GPU name', Requirement.doesNotExist(sku('gpu-name'))],
  [
    'a maker of GPUs',
    Requirement.skuGpuManufacturer('nvidia'),
    'any maker but one, or none',
    Requirement.notIn(sku('gpu-manufacturer'), ['amd']),
  ],
  [
    'a GPU of AWS by name',
    Requirement.in('karpenter.k8s.aws/instance-gpu-name', ['a100']),
    'a CPU count',
    Requirement.in('karpenter.k8s.aws/instance-cpu', ['8']),
  ],
  [
    'GPU memory of AWS',
    Requirement.greaterThan('karpenter.k8s.aws/instance-gpu-memory', 16000),
    'at most so many GPUs',
    Requirement.atMost('karpenter.k8s.aws/instance-gpu-count', 4),
  ],
])('%s makes a GPU pool, %3$s does not', (_is, is, _isNot, isNot) => {
  expect(isGpuPool([is], [])).toBe(true);
  expect(isGpuPool([isNot], [])).toBe(false);
});

test('a GPU count that exists says nothing, for machines without GPUs have a count of 0', () => {
  expect(isGpuPool([Requirement.exists(sku('gpu-count'))], [])).toBe(false);
});

test('one requirement is enough, for all hold at once', () => {
  expect(isGpuPool([Requirement.arch('amd64'), Requirement.skuGpuName('T4')], [])).toBe(true);
});

test.each([
  ['NVIDIA', Taint.gpu(), Taint.noSchedule('sku', 'gpu')],
  ['AMD', Taint.noSchedule('amd.com/gpu'), Taint.noSchedule('amd.com/cpu')],
])('the GPU taint of %s makes a GPU pool, another taint does not', (_maker, is, isNot) => {
  expect(isGpuPool([], [is])).toBe(true);
  expect(isGpuPool([], [isNot])).toBe(false);
});

test('a pool that asks for nothing is none', () => {
  expect(isGpuPool([], [])).toBe(false);
});
