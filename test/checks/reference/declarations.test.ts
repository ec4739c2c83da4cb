import { isDeclared } from '../../../src/checks/declarations';
import type { External } from '../../../src/checks/declarations';
import { Target } from '../../../src/facts/target';
import { inAnyNamespace, run } from './run';

const QUEUE = { group: '', kind: 'Secret', namespace: 'ml', name: 'queue' };
const external = (rest: Partial<External> = {}): External => ({
  kind: 'Secret',
  name: 'queue',
  reason: 'made by hand',
  ...rest,
});

test.each<[string, External]>([
  ['by kind and name', external()],
  ['by its namespace', external({ namespace: 'ml' })],
  ['by the beginning of its name', external({ name: 'que*' })],
  ['by the beginning of its namespace', external({ namespace: 'm*' })],
  ['by its apiVersion', external({ apiVersion: 'v1' })],
  ['by a group that wins', external({ group: '', apiVersion: 'example.com/v1' })],
  ['with keys, of which none is asked for', external({ keys: [] })],
])('declared %s', (_what, one) => {
  expect(isDeclared([one], QUEUE)).toBe(true);
});

test.each<[string, External]>([
  ['another name', external({ name: 'queues' })],
  ['another namespace', external({ namespace: 'default' })],
  ['another kind', external({ kind: 'ConfigMap' })],
  ['another group', external({ group: 'example.com' })],
  ['a name that is no beginning', external({ name: 'ueue*' })],
])('%s is not declared', (_what, one) => {
  expect(isDeclared([one], QUEUE)).toBe(false);
});

test('keys are declared one by one, or all', () => {
  const asked = { ...QUEUE, key: 'url' };
  expect(isDeclared([external()], asked)).toBe(true);
  expect(isDeclared([external({ keys: ['url'] })], asked)).toBe(true);
  expect(isDeclared([external({ keys: ['u*'] })], asked)).toBe(true);
  expect(isDeclared([external({ keys: ['user'] })], asked)).toBe(false);
});

const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', namespace: 'ml' },
  spec: {
    containers: [{ name: 'p', env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'queue', key: 'url' } } }] }],
  },
};

test('the model carries what is declared', () => {
  expect(inAnyNamespace(run([POD]))).toHaveLength(1);
  expect(inAnyNamespace(run([POD], { externals: [external()] }))).toEqual([]);
  expect(inAnyNamespace(run([POD], { externals: [external({ keys: ['user'] })] }))).toEqual([
    "REF006 spec.containers[0].env[0].valueFrom.secretKeyRef.key: Secret ml/queue has no key 'url'",
  ]);
  expect(run([POD], { externals: [external(), external({ kind: 'Namespace', name: 'ml' })] })).toEqual([]);
});

test('a key that another program adds to a Secret of the manifests', () => {
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: POD.metadata, data: {} };
  const objects = [POD, { ...secret, metadata: { name: 'queue', namespace: 'ml' } }];
  expect(inAnyNamespace(run(objects))).toHaveLength(1);
  expect(inAnyNamespace(run(objects, { externals: [external({ keys: ['url'] })] }))).toEqual([]);
});

test.each([
  [Target.aks('1.34'), 'managed-csi-premium', []],
  [Target.aks('1.34'), 'standard', ['REF012']],
  [Target.eks('1.34'), 'gp2', []],
  [Target.kind('1.34'), 'standard', []],
  [Target.kind('1.34'), 'gp2', ['REF012']],
])('%s has storage class %s', (target, storageClassName, rules) => {
  const claim = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'c' },
    spec: { storageClassName },
  };
  expect(run([claim], { target }).map((one) => one.slice(0, 6))).toEqual(rules);
});
