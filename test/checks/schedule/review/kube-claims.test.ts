import type { KubernetesObject } from '../../../../src/checks/manifest';
import { node, nodesFor, pod, seated } from '../build';
import { ALL, kwokPool, refusals, sizesFor } from './kwok';

/** `VolumeRestrictions`: a claim of ReadWriteOncePod that a pod uses keeps every other pod off every node. */
describe('claims of one pod', () => {
  const claim = (mode: string): KubernetesObject => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data', namespace: 'default' },
    spec: { accessModes: [mode], resources: { requests: { storage: '1Gi' } } },
  });
  const volumes = (name = 'data'): object => ({ volumes: [{ name: 'd', persistentVolumeClaim: { claimName: name } }] });
  const there = (more: object = {}): KubernetesObject =>
    seated('s', 'a', { spec: { nodeName: 'a', ...volumes() }, ...more });
  const asked = pod('x', { spec: volumes() });

  test('the claim is used', () => {
    expect(nodesFor(node('a'), node('b'), claim('ReadWriteOncePod'), there(), asked)).toEqual([]);
  });

  test.each<[string, KubernetesObject[]]>([
    ['another mode', [claim('ReadWriteOnce'), there()]],
    ['nobody uses it', [claim('ReadWriteOncePod')]],
    ['the other pod ended', [claim('ReadWriteOncePod'), there({ status: { phase: 'Succeeded' } })]],
    ['the other pod is in another namespace', [claim('ReadWriteOncePod'), there({ namespace: 'other' })]],
    [
      'the other pod uses another claim',
      [claim('ReadWriteOncePod'), there({ spec: { nodeName: 'a', ...volumes('b') } })],
    ],
    ['the other pod waits too', [claim('ReadWriteOncePod'), pod('s', { spec: volumes() })]],
  ])('not where %s', (_name, objects) => {
    expect(nodesFor(node('a'), node('b'), ...objects, asked)).toEqual(['a', 'b']);
  });
});

/** `ignoreDRARequests` is true unless somebody turns it off. */
describe('pods that ask for devices', () => {
  test('have no new node', () => {
    const asked = pod('x', { spec: { resourceClaims: [{ name: 'gpu', resourceClaimTemplateName: 'one' }] } });
    expect(sizesFor(kwokPool('p'), asked)).toBe('none');
    expect(refusals(kwokPool('p'), asked)).toEqual([
      'pod has Dynamic Resource Allocation requirements that are not yet supported by Karpenter',
    ]);
    // The same pod but for its claims: what is known of one is not taken for the other.
    expect(sizesFor(kwokPool('p'), asked, pod('y'))).toBe(ALL);
    expect(nodesFor(node('a'), asked)).toEqual(['a']);
  });

  test('an empty list asks for none', () => {
    expect(sizesFor(kwokPool('p'), pod('x', { spec: { resourceClaims: [] } }))).toBe(ALL);
  });
});

/** The provisioner passes over what is marked for deletion. */
test('a pool that somebody deleted starts no node', () => {
  const pool = kwokPool('p');
  const deleted = {
    ...pool,
    metadata: { ...pool.metadata, deletionTimestamp: '2026-06-01T00:00:00Z' },
  } as KubernetesObject;
  expect(sizesFor(deleted, pod('x'))).toBe('none');
  expect(refusals(deleted, pod('x'))).toEqual(['ignoring nodepool, marked for deletion (NodePool=p)']);
  expect(sizesFor({ ...pool, metadata: { ...pool.metadata, deletionTimestamp: null } }, pod('x'))).toBe(ALL);
});
