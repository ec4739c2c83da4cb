import type * as k8s from '../../../imports/kubernetes';
import { Placement } from '../../../src/core/placement';
import { PodTemplate } from '../../../src/core/pod/pod-template';
import type { PodTemplateProps } from '../../../src/core/pod/pod-template';
import { Taint } from '../../../src/core/taint';
import { messageOf, testChart } from '../../support/chart';

function specOf(props: Partial<PodTemplateProps>): k8s.PodSpec {
  const containers = [{ name: 'train', image: 'x' }];
  return new PodTemplate(testChart(), { containers, safeDefaults: false, ...props }).toJson().spec!;
}

const gpu = { key: 'nvidia.com/gpu', operator: 'Equal', value: 'true', effect: 'NoSchedule' };
const zone = (...values: string[]) => ({ key: 'topology.kubernetes.io/zone', operator: 'In', values });
const terms = (spec: k8s.PodSpec) =>
  spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;

test('a pod without a placement goes anywhere', () => {
  expect(specOf({})).toEqual({ containers: [{ name: 'train', image: 'x' }] });
});

test('a placement gives tolerations and node selector', () => {
  const placement = new Placement({ taints: [Taint.gpu()], nodeSelector: { pool: 'a100' } });
  const spec = specOf({ placement });
  expect(spec.tolerations).toEqual([gpu]);
  expect(spec.nodeSelector).toEqual({ pool: 'a100' });
  expect(spec).not.toHaveProperty('affinity');
  expect(spec).not.toHaveProperty('placement');
});

test('it is added to what the pod itself says', () => {
  const placement = new Placement({ taints: [Taint.gpu()], nodeSelector: { pool: 'a100' } });
  const own = { key: 'team', operator: 'Exists' };
  const spec = specOf({ placement, tolerations: [own], nodeSelector: { disk: 'ssd', pool: 'a100' } });
  expect(spec.tolerations).toEqual([gpu, own]);
  expect(spec.nodeSelector).toEqual({ pool: 'a100', disk: 'ssd' });
});

test('a toleration that both have is there once', () => {
  expect(specOf({ placement: new Placement({ taints: [Taint.gpu()] }), tolerations: [gpu] }).tolerations).toEqual([
    gpu,
  ]);
});

test('terms of both hold at once, and the rest of the affinity stays', () => {
  const preferred = [{ weight: 1, preference: { matchExpressions: [zone('1')] } }];
  const podAntiAffinity = {
    requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname' }],
  };
  const required = { nodeSelectorTerms: [{ matchExpressions: [zone('1', '2')] }] };
  const nodeAffinity = {
    preferredDuringSchedulingIgnoredDuringExecution: preferred,
    requiredDuringSchedulingIgnoredDuringExecution: required,
  };
  const placement = new Placement({
    nodeSelectorTerms: [{ matchExpressions: [zone('1')] }, { matchFields: [zone('3')] }],
  });
  const spec = specOf({ placement, affinity: { nodeAffinity, podAntiAffinity } });
  expect(terms(spec)).toEqual([
    { matchExpressions: [zone('1'), zone('1', '2')] },
    { matchExpressions: [zone('1', '2')], matchFields: [zone('3')] },
  ]);
  expect(spec.affinity?.podAntiAffinity).toEqual(podAntiAffinity);
  expect(spec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution).toEqual(preferred);
});

test('an affinity without a placement is rendered as it is', () => {
  const affinity = { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'zone' }] } };
  expect(specOf({ affinity }).affinity).toEqual(affinity);
});

test('a selector that contradicts the placement is refused, for no node has both', () => {
  const placement = new Placement({ nodeSelector: { pool: 'a100' } });
  expect(messageOf(() => specOf({ placement, nodeSelector: { pool: 't4' } }))).toBe(
    "[test] node selector 'pool' is 'a100' and also 't4', and no node has both",
  );
});

test('a selector that Kubernetes does not allow is refused', () => {
  expect(messageOf(() => specOf({ nodeSelector: { 'a b': 'x' } }))).toBe(
    "[test] node selector 'a b: x' name part must consist of letters, digits, '-', '_' and '.', and begin and end with a letter or digit",
  );
});
