import { container, deployment, pod, said, table } from './support';

const of = (...volumes: unknown[]) => pod({ volumes });
const at = 'ACC025 spec.volumes[0]';

describe('ACC024 volumes', () => {
  table([
    ['a volume without a source', of({ name: 'a' }), []],
    ['no name', of({ emptyDir: {} }), ['ACC024 spec.volumes[0].name: Required value']],
    [
      'a name with a dot',
      of({ name: 'a.b', emptyDir: {} }),
      ['ACC024 spec.volumes[0].name: Invalid value: "a.b": must not contain dots'],
    ],
    ['one name twice', of({ name: 'a' }, { name: 'a' }), ['ACC024 spec.volumes[1].name: Duplicate value: "a"']],
    [
      'two sources',
      of({ name: 'a', emptyDir: {}, configMap: { name: 'c' } }),
      ['ACC024 spec.volumes[0].configMap: Forbidden: may not specify more than 1 volume type'],
    ],
    ['a second source that is null', of({ name: 'a', emptyDir: {}, configMap: null }), []],
  ]);
});

describe('ACC025 sources', () => {
  table([
    [
      'a claim without a name',
      of({ name: 'a', persistentVolumeClaim: {} }),
      [`${at}.persistentVolumeClaim.claimName: Required value`],
    ],
    ['a Secret without a name', of({ name: 'a', secret: {} }), [`${at}.secret.secretName: Required value`]],
    [
      'a mode in decimals',
      of({ name: 'a', configMap: { name: 'c', defaultMode: 644 } }),
      [`${at}.configMap.defaultMode: Invalid value: 644: must be a number between 0 and 0777`],
    ],
    ['a mode', of({ name: 'a', configMap: { name: 'c', defaultMode: 0o644 } }), []],
    [
      'a file above the volume',
      of({ name: 'a', configMap: { name: 'c', items: [{ key: 'k', path: '../k' }] } }),
      [`${at}.configMap.items[0].path: Invalid value: "../k": must not contain '..'`],
    ],
    [
      'a file whose name begins with dots',
      of({ name: 'a', configMap: { name: 'c', items: [{ key: 'k', path: '..k' }] } }),
      [`${at}.configMap.items[0].path: Invalid value: "..k": must not start with '..'`],
    ],
    ['a path of the host', of({ name: 'a', hostPath: { path: '/', type: 'Directory' } }), []],
    [
      'a type of it in lower case',
      of({ name: 'a', hostPath: { path: '/', type: 'directory' } }),
      [`${at}.hostPath.type: Unsupported value: "directory"`],
    ],
    ['a size below zero', of({ name: 'a', emptyDir: { sizeLimit: '-1Gi' } }), [`${at}.emptyDir.sizeLimit: Forbidden`]],
    [
      'a relative path of NFS',
      of({ name: 'a', nfs: { server: 's', path: 'p' } }),
      [`${at}.nfs.path: Invalid value: "p": must be an absolute path`],
    ],
    ['a CSI driver with capitals', of({ name: 'a', csi: { driver: 'Disk.CSI.azure.com' } }), []],
    [
      'a CSI driver with an underscore',
      of({ name: 'a', csi: { driver: 'a_b' } }),
      [`${at}.csi.driver: Invalid value: "a_b"`],
    ],
    ['an image', of({ name: 'a', image: { reference: 'i' } }), []],
    ['an image without a reference', of({ name: 'a', image: {} }), [`${at}.image.reference: Required value`]],
    ['the same in a template', deployment({ volumes: [{ name: 'a', image: {} }] }), []],
    ['the same before 1.35', of({ name: 'a', image: {} }), [], '1.34'],
    [
      'a managed disk that is not said to be one',
      of({ name: 'a', azureDisk: { diskName: 'd', diskURI: '/subscriptions/x' } }),
      [`${at}.azureDisk.diskURI: Unsupported value`],
    ],
    [
      'a managed disk',
      of({ name: 'a', azureDisk: { diskName: 'd', diskURI: '/subscriptions/x', kind: 'Managed' } }),
      [],
    ],
    ['a target without LUN', of({ name: 'a', fc: { targetWWNs: ['1'] } }), [`${at}.fc.lun: Required value`]],
    ['an iSCSI name', of({ name: 'a', iscsi: { targetPortal: 'p', iqn: 'iqn.2001-04.com.example:disk', lun: 0 } }), []],
    [
      'no iSCSI name',
      of({ name: 'a', iscsi: { targetPortal: 'p', iqn: 'disk', lun: 0 } }),
      [`${at}.iscsi.iqn: Invalid value: "disk"`],
    ],
    [
      'labels in a file',
      of({ name: 'a', downwardAPI: { items: [{ path: 'l', fieldRef: { fieldPath: 'metadata.labels' } }] } }),
      [],
    ],
    [
      'a limit of no container in a file',
      of({ name: 'a', downwardAPI: { items: [{ path: 'l', resourceFieldRef: { resource: 'limits.cpu' } }] } }),
      [`${at}.downwardAPI.items[0].resourceFieldRef.containerName: Required value`],
    ],
    [
      'nothing in a file',
      of({ name: 'a', downwardAPI: { items: [{ path: 'l' }] } }),
      [`${at}.downwardAPI.items[0]: Required value: one of fieldRef`],
    ],
    [
      'a token for nine minutes',
      of({ name: 'a', projected: { sources: [{ serviceAccountToken: { path: 't', expirationSeconds: 540 } }] } }),
      [
        `${at}.projected.sources[0].serviceAccountToken.expirationSeconds: Invalid value: 540: may not specify a duration less than 10 minutes`,
      ],
    ],
    ['a token', of({ name: 'a', projected: { sources: [{ serviceAccountToken: { path: 't' } }] } }), []],
    [
      'two files at one path',
      of({
        name: 'a',
        projected: {
          sources: [
            { secret: { name: 's', items: [{ key: 'k', path: 'p' }] } },
            { configMap: { name: 'c', items: [{ key: 'k', path: 'p' }] } },
          ],
        },
      }),
      [`${at}.projected.sources[1].configMap.items[0].path: Invalid value: "p": conflicting duplicate paths`],
    ],
    [
      'two kinds in one source',
      of({ name: 'a', projected: { sources: [{ secret: { name: 's' }, configMap: { name: 'c' } }] } }),
      [`${at}.projected.sources[0]: Forbidden`],
    ],
    [
      'a claim of the pod alone',
      of({
        name: 'a',
        ephemeral: {
          volumeClaimTemplate: {
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
          },
        },
      }),
      [],
    ],
    [
      'a claim without a size',
      of({ name: 'a', ephemeral: { volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'] } } } }),
      [`${at}.ephemeral.volumeClaimTemplate.spec.resources.requests[storage]: Required value`],
    ],
    [
      'a claim with a mode and a size that are null',
      of({
        name: 'a',
        ephemeral: {
          volumeClaimTemplate: { spec: { accessModes: [null], resources: { requests: { storage: null } } } },
        },
      }),
      [
        `${at}.ephemeral.volumeClaimTemplate.spec.accessModes: Unsupported value: ""`,
        `${at}.ephemeral.volumeClaimTemplate.spec.resources.requests[storage]: Invalid value: 0: must be greater than zero`,
      ],
    ],
    [
      'a claim with a name',
      of({
        name: 'a',
        ephemeral: {
          volumeClaimTemplate: {
            metadata: { name: 'n' },
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
          },
        },
      }),
      [`${at}.ephemeral.volumeClaimTemplate.metadata.name: Forbidden: cannot be set`],
    ],
  ]);
});

describe('ACC026 mounts', () => {
  const mounting = (...volumeMounts: unknown[]) =>
    pod({ volumes: [{ name: 'a', emptyDir: {} }], containers: [container({ volumeMounts })] });
  const mount = { name: 'a', mountPath: '/a' };
  const field = 'ACC026 spec.containers[0].volumeMounts';
  table([
    ['a mount', mounting(mount, { ...mount, mountPath: '/b', subPath: 'b' }), []],
    ['no volume', mounting({ ...mount, name: 'b' }), [`${field}[0].name: Not found: "b"`]],
    ['no path', mounting({ name: 'a' }), [`${field}[0].mountPath: Required value`]],
    ['one path twice', mounting(mount, mount), [`${field}[1].mountPath: Invalid value: "/a": must be unique`]],
    [
      'an absolute sub path',
      mounting({ ...mount, subPath: '/b' }),
      [`${field}[0].subPath: Invalid value: "/b": must be a relative path`],
    ],
    [
      'both sub paths',
      mounting({ ...mount, subPath: 'b', subPathExpr: 'c' }),
      [`${field}[0].subPathExpr: Invalid value: "c": subPathExpr and subPath are mutually exclusive`],
    ],
    [
      'a mount that the node sees',
      mounting({ ...mount, mountPropagation: 'Bidirectional' }),
      [`${field}[0].mountPropagation: Forbidden: Bidirectional`],
    ],
    [
      'a recursive mount that may be written',
      mounting({ ...mount, recursiveReadOnly: 'Enabled' }),
      [`${field}[0].recursiveReadOnly: Forbidden: may only be specified when readOnly is true`],
    ],
    ['a recursive mount', mounting({ ...mount, recursiveReadOnly: 'Enabled', readOnly: true }), []],
    [
      'a directory as a device',
      pod({
        volumes: [{ name: 'a' }],
        containers: [container({ volumeDevices: [{ name: 'a', devicePath: '/dev/a' }] })],
      }),
      ['ACC026 spec.containers[0].volumeDevices[0].name: Invalid value: "a": can only use volume source type'],
    ],
    [
      'a claim as a device',
      pod({
        volumes: [{ name: 'a', persistentVolumeClaim: { claimName: 'c' } }],
        containers: [container({ volumeDevices: [{ name: 'a', devicePath: '/dev/a' }] })],
      }),
      [],
    ],
  ]);

  test('a StatefulSet mounts the claims that it makes', () => {
    const template = { metadata: { labels: { a: 'b' } }, spec: { containers: [container({ volumeMounts: [mount] })] } };
    const set = (name: string): unknown => ({
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 's' },
      spec: { selector: { matchLabels: { a: 'b' } }, template, volumeClaimTemplates: [{ metadata: { name } }] },
    });
    expect(said(set('a'))).toEqual([]);
    expect(said(set('c'))).toEqual([`ACC026 spec.template.spec.containers[0].volumeMounts[0].name: Not found: "a"`]);
  });
});
