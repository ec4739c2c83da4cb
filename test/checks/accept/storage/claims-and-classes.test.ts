import { saysOf } from '../core/support';

const CLAIM = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
const SNAPSHOT = { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'a' };

test.each<[string, object, readonly string[]]>([
  [
    'nothing',
    {},
    [
      'ACC073 spec.accessModes: Required value: at least 1 access mode is required',
      'ACC073 spec.resources.requests[storage]: Required value',
    ],
  ],
  [
    'a size of 0',
    { ...CLAIM, resources: { requests: { storage: '0' } } },
    ['ACC073 spec.resources.requests[storage]: Invalid value: "0": must be greater than zero'],
  ],
  [
    'a class that is no name',
    { ...CLAIM, storageClassName: 'Fast' },
    [
      "ACC073 spec.storageClassName: Invalid value: \"Fast\": must consist of lower-case letters, digits, '-' and '.', and begin and end with a letter or digit",
    ],
  ],
  [
    'a mode in lower case',
    { ...CLAIM, volumeMode: 'block' },
    ['ACC073 spec.volumeMode: Unsupported value: "block": supported values: "Block", "Filesystem"'],
  ],
  [
    'a snapshot of no group',
    { ...CLAIM, dataSourceRef: { kind: 'VolumeSnapshot', name: 'a' } },
    [
      'ACC074 spec.dataSourceRef: Invalid value: "VolumeSnapshot": must be \'PersistentVolumeClaim\' when referencing the default apiGroup',
    ],
  ],
  [
    'two sources',
    { ...CLAIM, dataSource: SNAPSHOT, dataSourceRef: { ...SNAPSHOT, name: 'b' } },
    [
      'ACC074 spec.dataSource: Invalid value: {"apiGroup":"snapshot.storage.k8s.io","kind":"VolumeSnapshot","name":"a"}: must match dataSourceRef',
    ],
  ],
  [
    'a snapshot without a name',
    { ...CLAIM, dataSource: { ...SNAPSHOT, name: '' } },
    ['ACC074 spec.dataSource.name: Required value'],
  ],
  [
    'a source in an empty group and one in none',
    {
      ...CLAIM,
      dataSource: { apiGroup: '', kind: 'PersistentVolumeClaim', name: 'a' },
      dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'a' },
    },
    [
      'ACC074 spec.dataSource: Invalid value: {"apiGroup":"","kind":"PersistentVolumeClaim","name":"a"}: must match dataSourceRef',
    ],
  ],
  ['one source twice', { ...CLAIM, dataSource: SNAPSHOT, dataSourceRef: SNAPSHOT }, []],
  ['a source that is dropped', { ...CLAIM, dataSource: { kind: 'Bucket' } }, []],
  ['a source elsewhere, that is dropped', { ...CLAIM, dataSourceRef: { namespace: 'b' } }, []],
  [
    'no class, no volume, part of a byte',
    { ...CLAIM, storageClassName: '', volumeName: '', resources: { requests: { storage: 0.5 } } },
    [],
  ],
])('a PersistentVolumeClaim with %s', (_what, spec, lines) => {
  expect(saysOf({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'a' }, spec }, 73, 74)).toEqual(
    lines,
  );
});

const topology = (...terms: unknown[][]): object => ({
  provisioner: 'a',
  allowedTopologies: terms.map((matchLabelExpressions) => ({ matchLabelExpressions })),
});

test.each<[string, object, readonly string[]]>([
  ['no provisioner', {}, ['ACC075 provisioner: Required value']],
  [
    'a policy',
    { provisioner: 'a', reclaimPolicy: 'Recycle' },
    ['ACC075 reclaimPolicy: Unsupported value: "Recycle": supported values: "Delete", "Retain"'],
  ],
  [
    'a mode',
    { provisioner: 'a', volumeBindingMode: 'Late' },
    ['ACC075 volumeBindingMode: Unsupported value: "Late": supported values: "Immediate", "WaitForFirstConsumer"'],
  ],
  [
    'parameters too large',
    { provisioner: 'a', parameters: { a: 'x'.repeat(262144) } },
    ['ACC075 parameters: Too long: may not be more than 262144 bytes'],
  ],
  [
    'a zone twice',
    topology([{ key: 'zone', values: ['1', '1'] }]),
    ['ACC075 allowedTopologies[0].matchLabelExpressions[0].values[1]: Duplicate value: "1"'],
  ],
  [
    'no values',
    topology([{ key: 'zone' }]),
    ['ACC075 allowedTopologies[0].matchLabelExpressions[0].values: Required value'],
  ],
  [
    'a term twice',
    topology([{ key: 'zone', values: ['1', '2'] }], [{ key: 'zone', values: ['2', '1'] }]),
    ['ACC075 allowedTopologies[1].matchLabelExpressions: Duplicate value: ""'],
  ],
  ['capitals', { provisioner: 'Disk.example.com/X', parameters: {}, reclaimPolicy: 'Retain' }, []],
  ['two zones', topology([{ key: 'zone', values: ['1'] }], [{ key: 'zone', values: ['2'] }]), []],
])('a StorageClass with %s', (_what, fields, lines) => {
  expect(
    saysOf({ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'a' }, ...fields }, 75, 75),
  ).toEqual(lines);
});

const of = (kind: string, fields: object, version?: string): string[] =>
  saysOf({ apiVersion: 'storage.k8s.io/v1', kind, metadata: { name: 'a.b' }, ...fields }, 76, 78, version);

test('drivers, attributes and attachments', () => {
  expect(of('CSIDriver', {})).toEqual([]);
  expect(of('CSIDriver', { spec: { fsGroupPolicy: 'Always' } })).toEqual([
    'ACC076 spec.fsGroupPolicy: Unsupported value: "Always": supported values: "File", "None", "ReadWriteOnceWithFSType"',
  ]);
  expect(of('CSIDriver', { spec: { tokenRequests: [{ audience: '' }, { audience: '' }] } })).toEqual([
    'ACC076 spec.tokenRequests[1].audience: Duplicate value: ""',
  ]);
  expect(of('CSIDriver', { spec: { tokenRequests: [{ expirationSeconds: 599 }] } })).toHaveLength(1);
  expect(of('CSIDriver', { spec: { tokenRequests: [{ expirationSeconds: 600 }] } })).toEqual([]);
  expect(of('CSIDriver', { spec: { nodeAllocatableUpdatePeriodSeconds: 9 } })).toHaveLength(1);
  expect(of('CSIDriver', { spec: { nodeAllocatableUpdatePeriodSeconds: 9 } }, '1.34')).toEqual([]);
  const opted = { serviceAccountTokenInSecrets: false };
  expect(of('CSIDriver', { spec: opted })).toEqual([
    'ACC076 spec.serviceAccountTokenInSecrets: Invalid value: false: may only be set when `tokenRequests` is not empty',
  ]);
  expect(of('CSIDriver', { spec: opted }, '1.34')).toEqual([]);
  expect(of('CSIDriver', { spec: { ...opted, tokenRequests: [{ audience: 'a' }] } })).toEqual([]);
  expect(of('VolumeAttributesClass', { driverName: 'a', parameters: {} })).toEqual([
    'ACC077 parameters: Required value: must contain at least one key/value pair',
  ]);
  expect(of('VolumeAttributesClass', { driverName: 'a', parameters: { a: 'b' } })).toEqual([]);
  const attachment = { attacher: 'a', nodeName: 'b', source: { persistentVolumeName: 'c' } };
  expect(of('VolumeAttachment', { spec: attachment })).toEqual([]);
  expect(of('VolumeAttachment', { spec: { ...attachment, nodeName: '' } })).toEqual([
    'ACC078 spec.nodeName: Required value',
  ]);
});

test('a volume that an attachment describes itself', () => {
  const inline = { accessModes: ['ReadWriteOnce'], csi: { driver: 'a.b', volumeHandle: 'c' } };
  const attach = (inlineVolumeSpec: object): string[] =>
    of('VolumeAttachment', { spec: { attacher: 'a', nodeName: 'b', source: { inlineVolumeSpec } } });
  const at = 'ACC078 spec.source.inlineVolumeSpec';
  const context = 'in the context of inline volumes';
  expect(attach(inline)).toEqual([]);
  expect(attach({ ...inline, persistentVolumeReclaimPolicy: 'Retain', volumeMode: 'Filesystem' })).toEqual([]);
  expect(attach({})).toEqual([
    `${at}.csi: Required value: has to be specified ${context}`,
    `${at}.accessModes: Required value`,
    `${at}: Required value: must specify a volume type`,
  ]);
  const ofAVolume = {
    ...{ claimRef: {}, nodeAffinity: {}, capacity: { storage: 1 }, storageClassName: 'a' },
    ...{ persistentVolumeReclaimPolicy: 'Delete', volumeMode: 'Block' },
  };
  expect(attach({ ...inline, ...ofAVolume })).toEqual([
    `${at}.claimRef: Forbidden: may not be specified ${context}`,
    `${at}.nodeAffinity: Forbidden: may not be specified ${context}`,
    `${at}.capacity: Forbidden: may not be specified ${context}`,
    `${at}.storageClassName: Forbidden: may not be specified ${context}`,
    `${at}.persistentVolumeReclaimPolicy: Forbidden: may only be Retain ${context}`,
    `${at}.volumeMode: Forbidden: may not specify volumeMode other than Filesystem ${context}`,
  ]);
  expect(attach({ ...inline, csi: { driver: 'a.b' } })).toEqual([`${at}.csi.volumeHandle: Required value`]);
});

test('the name of a CSIDriver is one of any object since 1.34', () => {
  const named = (name: string, version?: string): string[] =>
    saysOf({ apiVersion: 'storage.k8s.io/v1', kind: 'CSIDriver', metadata: { name } }, 1, 1, version).map(
      (line) => line.split(':')[0]!,
    );
  expect(named('Disk.example.org')).toEqual(['ACC001 metadata.name']);
  expect(named('Disk.example.org', '1.33')).toEqual([]);
  expect(named('a'.repeat(64))).toEqual([]);
  expect(named('a'.repeat(64), '1.33')).toEqual(['ACC001 metadata.name']);
});
