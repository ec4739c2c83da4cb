import type { Manifest } from '../../../src/checks/manifest';
import { Model } from '../../../src/checks/model/model';

const namespace = (labels?: Record<string, string>): Manifest => ({
  object: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels } },
  origin: {},
});

test('an object that is given twice is found as the same one in either order', () => {
  const [plain, strict] = [namespace(), namespace({ 'pod-security.kubernetes.io/enforce': 'restricted' })];
  const find = (...manifests: Manifest[]): Manifest | undefined =>
    new Model(manifests).find('', 'Namespace', '', 'shop');
  expect(find(plain)).toBe(plain);
  expect(find(strict)).toBe(strict);
  expect(find(plain, strict)).toBe(find(strict, plain));
  expect(new Model([plain, strict]).find('', 'Namespace', '', 'other')).toBeUndefined();
});
