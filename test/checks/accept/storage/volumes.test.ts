import { saysOf } from '../core/support';

const NFS = { nfs: { server: 'a', path: '/b' } };
const BASE = { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'] };

function volume(spec: object, version?: string, annotations?: unknown): string[] {
  const object = { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'a', annotations }, spec };
  return saysOf(object, 70, 72, version);
}

describe('PersistentVolumes that are refused', () => {
  test.each<[string, object, string]>([
    ['no capacity', { ...BASE, ...NFS, capacity: {} }, 'ACC070 spec.capacity: Required value'],
    [
      'capacity of 0',
      { ...BASE, ...NFS, capacity: { storage: 0 } },
      'ACC070 spec.capacity.storage: Invalid value: 0: must be greater than zero',
    ],
    [
      'another capacity',
      { ...BASE, ...NFS, capacity: { storage: 1, cpu: 1 } },
      'ACC070 spec.capacity.cpu: Unsupported value: "cpu": supported values: "storage"',
    ],
    [
      'a namespace of endpoints that is none',
      { ...BASE, glusterfs: { endpoints: 'a', path: 'b', endpointsNamespace: 'A' } },
      'ACC071 spec.glusterfs.endpointsNamespace: Invalid value: "A": must consist of lower-case letters, digits and \'-\', and begin and end with a letter or digit',
    ],
    [
      'a registry without a port',
      { ...BASE, quobyte: { registry: 'a:1,b', volume: 'c' } },
      'ACC071 spec.quobyte.registry: Invalid value: "a:1,b": must be a host:port pair or multiple pairs separated by commas',
    ],
    [
      'a tenant that is too long',
      { ...BASE, quobyte: { registry: 'a', volume: 'c', tenant: 'd'.repeat(65) } },
      'ACC071 spec.quobyte.tenant: Required value: must be a UUID and may not exceed a length of 64 characters',
    ],
    [
      'an option of Kubernetes',
      { ...BASE, flexVolume: { driver: 'a', options: { 'fs.Kubernetes.io/type': 'b' } } },
      'ACC071 spec.flexVolume.options[fs.Kubernetes.io/type]: Invalid value: "fs.Kubernetes.io/type": kubernetes.io and k8s.io namespaces are reserved',
    ],
    [
      'a name that is no label',
      { ...BASE, storageos: { volumeName: 'a', volumeNamespace: 'b.c' } },
      'ACC071 spec.storageos.volumeNamespace: Invalid value: "b.c": must not contain dots',
    ],
    ['no access', { ...BASE, ...NFS, accessModes: [] }, 'ACC070 spec.accessModes: Required value'],
    [
      'a mode by its short name',
      { ...BASE, ...NFS, accessModes: ['RWX'] },
      'ACC070 spec.accessModes[0]: Unsupported value: "RWX": supported values: "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"',
    ],
    [
      'one pod and more',
      { ...BASE, ...NFS, accessModes: ['ReadWriteOncePod', 'ReadWriteOnce'] },
      'ACC070 spec.accessModes: Forbidden: may not use ReadWriteOncePod with other access modes',
    ],
    [
      'a policy',
      { ...BASE, ...NFS, persistentVolumeReclaimPolicy: 'Keep' },
      'ACC070 spec.persistentVolumeReclaimPolicy: Unsupported value: "Keep": supported values: "Delete", "Recycle", "Retain"',
    ],
    [
      'a root that is wiped',
      { ...BASE, hostPath: { path: '//' }, persistentVolumeReclaimPolicy: 'Recycle' },
      "ACC070 spec.persistentVolumeReclaimPolicy: Forbidden: may not be 'recycle' for a hostPath mount of '/'",
    ],
    [
      'attributes without a driver',
      { ...BASE, ...NFS, volumeAttributesClassName: 'a' },
      'ACC070 spec.csi: Required value: has to be specified when using volumeAttributesClassName',
    ],
    ['no source', BASE, 'ACC071 spec: Required value: must specify a volume type'],
    [
      'two sources',
      { ...BASE, ...NFS, hostPath: { path: '/a' } },
      'ACC071 spec.nfs: Forbidden: may not specify more than 1 volume type',
    ],
    [
      'a relative path',
      { ...BASE, nfs: { server: 'a', path: 'b' } },
      'ACC071 spec.nfs.path: Invalid value: "b": must be an absolute path',
    ],
    [
      'steps up',
      { ...BASE, hostPath: { path: '/a/../b' } },
      'ACC071 spec.hostPath.path: Invalid value: "/a/../b": must not contain \'..\'',
    ],
    ['no handle', { ...BASE, csi: { driver: 'a.b' } }, 'ACC071 spec.csi.volumeHandle: Required value'],
    [
      'a secret without a namespace',
      { ...BASE, csi: { driver: 'a', volumeHandle: 'b', nodePublishSecretRef: { name: 'c' } } },
      'ACC071 spec.csi.nodePublishSecretRef.namespace: Required value',
    ],
    [
      'a URI of another kind',
      { ...BASE, azureDisk: { diskName: 'a', diskURI: '/subscriptions/b' } },
      'ACC071 spec.azureDisk.diskURI: Unsupported value: "/subscriptions/b": supported values: "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd"',
    ],
    [
      'a disk of no node',
      { ...BASE, local: { path: '/a' } },
      'ACC071 spec.nodeAffinity: Required value: Local volume requires node affinity',
    ],
    [
      'an empty affinity',
      { ...BASE, ...NFS, nodeAffinity: {} },
      'ACC072 spec.nodeAffinity.required: Required value: must specify required node constraints',
    ],
    [
      'no terms',
      { ...BASE, ...NFS, nodeAffinity: { required: { nodeSelectorTerms: [] } } },
      'ACC072 spec.nodeAffinity.required.nodeSelectorTerms: Required value: must have at least one node selector term',
    ],
    [
      'two values to be less than',
      {
        ...BASE,
        ...NFS,
        nodeAffinity: {
          required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'Lt', values: ['1', '2'] }] }] },
        },
      },
      "ACC072 spec.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0].values: Required value: must be specified single value when `operator` is 'Lt' or 'Gt'",
    ],
    [
      'another field',
      {
        ...BASE,
        ...NFS,
        nodeAffinity: {
          required: { nodeSelectorTerms: [{ matchFields: [{ key: 'spec.a', operator: 'In', values: ['1'] }] }] },
        },
      },
      'ACC072 spec.nodeAffinity.required.nodeSelectorTerms[0].matchFields[0].key: Unsupported value: "spec.a": supported values: "metadata.name"',
    ],
  ])('%s', (_what, spec, line) => {
    expect(volume(spec)).toEqual([line]);
  });
});

test.each<[string, object]>([
  ['a mode twice', { ...BASE, ...NFS, accessModes: ['ReadWriteOnce', 'ReadWriteOnce'] }],
  ['blocks of a share', { ...BASE, ...NFS, volumeMode: 'Block', persistentVolumeReclaimPolicy: 'Recycle' }],
  ['a claim without a namespace', { ...BASE, ...NFS, claimRef: { name: 'b' }, storageClassName: '' }],
  ['a managed disk', { ...BASE, azureDisk: { kind: 'Managed', diskName: 'a', diskURI: '/subscriptions/b' } }],
  [
    'a secret for staging without a namespace',
    { ...BASE, csi: { driver: 'A.b', volumeHandle: 'c', nodeStageSecretRef: {} } },
  ],
  [
    'a disk of a node',
    {
      ...BASE,
      local: { path: '/a' },
      nodeAffinity: {
        required: { nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n'] }] }] },
      },
    },
  ],
])('a PersistentVolume is accepted with %s', (_what, spec) => {
  expect(volume(spec)).toEqual([]);
});

test.each([
  [{ glusterfs: { endpoints: 'a', path: 'b', endpointsNamespace: 'c' } }],
  [{ quobyte: { registry: '[::1]:2,a:', volume: 'c', tenant: 'd'.repeat(64) } }],
  [{ flexVolume: { driver: 'a', options: { 'notkubernetes.io/type': 'b', type: 'c' } } }],
  [{ storageos: { volumeName: 'a', volumeNamespace: '' } }],
])('a PersistentVolume of %j is accepted', (source) => {
  expect(volume({ ...BASE, ...source })).toEqual([]);
});

test('attributes are dropped before 1.34, and mount options stand only where a volume has them', () => {
  expect(volume({ ...BASE, ...NFS, volumeAttributesClassName: '' }, '1.33')).toEqual([]);
  const annotations = { 'volume.beta.kubernetes.io/mount-options': 'ro' };
  expect(volume({ ...BASE, ...NFS }, undefined, annotations)).toEqual([]);
  expect(volume({ ...BASE, hostPath: { path: '/a' } }, undefined, annotations)).toHaveLength(1);
});
