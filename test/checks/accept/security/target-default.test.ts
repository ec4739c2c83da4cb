import { check } from '../../../../src/checks/check';
import { Target } from '../../../../src/facts/target';

const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'node', namespace: 'ml' },
  spec: { hostNetwork: true, containers: [{ name: 'c', image: 'example.com/c:1' }] },
};

function refused(target: Target, labels?: Record<string, string>): boolean {
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'ml', labels } };
  const manifests = [namespace, pod].map((object) => ({ object, origin: {} }));
  return check(manifests, target).some(({ rule }) => rule === 'ACC100');
}

test('a namespace without a label enforces what the target says, nothing where it says nothing', () => {
  expect(refused(Target.aks('1.34'))).toBe(false);
  expect(refused(Target.aks('1.34', { podSecurity: 'baseline' }))).toBe(true);
});

test('a label wins over the target', () => {
  const labels = { 'pod-security.kubernetes.io/enforce': 'privileged' };
  expect(refused(Target.aks('1.34', { podSecurity: 'restricted' }), labels)).toBe(false);
});

test('a level that is none is refused', () => {
  expect(() => Target.aks('1.34', { podSecurity: 'open' as never })).toThrow(
    "target podSecurity 'open' is not known, allowed are privileged, baseline, restricted",
  );
});
