import type { External } from '../../../src/checks/declarations';
import type { KubernetesObject } from '../../../src/checks/manifest';
import { mayHold, outsideOf } from '../../../src/checks/reference/outside';

const external = (rest: Partial<External> = {}): External => ({
  kind: 'Secret',
  namespace: 'ml',
  name: 'queue',
  reason: 'named as existing',
  ...rest,
});
const object = (rest: object = {}): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'queue', namespace: 'ml' },
  ...rest,
});
const isOutside = (one: External, ...objects: KubernetesObject[]): boolean =>
  outsideOf([one], () => objects).length === 1;

test.each<[string, External, KubernetesObject]>([
  ['of its namespace', external(), object()],
  ['of no namespace, which may be applied to any', external(), object({ metadata: { name: 'queue' } })],
  ['where neither names a namespace', external({ namespace: undefined }), object({ metadata: { name: 'queue' } })],
  [
    'of a group by apiVersion',
    external({ apiVersion: 'cert-manager.io/v1', kind: 'Issuer' }),
    object({ apiVersion: 'cert-manager.io/v1', kind: 'Issuer' }),
  ],
  [
    'that a controller makes of another',
    external(),
    object({ apiVersion: 'bitnami.com/v1alpha1', kind: 'SealedSecret', spec: { encryptedData: { url: 'a' } } }),
  ],
])('an object %s is held', (_what, one, held) => {
  expect(isOutside(one, held)).toBe(false);
});

test.each<[string, External, KubernetesObject]>([
  ['of another namespace', external(), object({ metadata: { name: 'queue', namespace: 'default' } })],
  ['of some namespace where none is declared', external({ namespace: undefined }), object()],
  ['of another name', external(), object({ metadata: { name: 'queues', namespace: 'ml' } })],
  ['of another kind', external(), object({ kind: 'ConfigMap' })],
  ['of another group', external({ group: 'example.com' }), object()],
  ['without a name', external(), object({ metadata: {} })],
  ['that is none', external(), object({ apiVersion: 1, kind: null })],
])('an object %s leaves the external', (_what, one, other) => {
  expect(isOutside(one, other)).toBe(true);
});

test('without an external no object is asked for', () => {
  const objects = jest.fn(() => []);
  expect(outsideOf([], objects)).toEqual([]);
  expect(objects).not.toHaveBeenCalled();
});

test('which types may hold', () => {
  const may = mayHold([external({ group: 'example.com', kind: 'Thing' })]);
  expect([may('example.com', 'Thing'), may('bitnami.com', 'SealedSecret'), may('', 'ConfigMap')]).toEqual([
    true,
    true,
    false,
  ]);
});
