import { apps, said } from './support';

const CONTAINERS = [{ name: 'c', image: 'i' }];
const KINDS = ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'];
const MISMATCH =
  'spec.template.metadata.labels: Invalid value: {"app":"a"}: `selector` does not match template `labels`';

function controller(spec: unknown): unknown {
  return { apiVersion: 'v1', kind: 'ReplicationController', metadata: { name: 'a' }, spec };
}

function template(pod: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return { template: { metadata: { labels: { app: 'a' } }, spec: { containers: CONTAINERS, ...pod } } };
}

describe('ACC040', () => {
  test.each(KINDS)('says of a %s that it needs a selector that is not empty and takes its own pods', (kind) => {
    expect(said(apps(kind))).toEqual([]);
    expect(said(apps(kind, { selector: null }))).toEqual(['ACC040 spec.selector: Required value']);
    expect(said(apps(kind, { selector: {} }))).toEqual([
      `ACC040 spec.selector: Invalid value: {}: empty selector is invalid for ${kind.toLowerCase()}`,
    ]);
    expect(said(apps(kind, { selector: { matchLabels: { app: 'b' } } }))).toEqual([`ACC040 ${MISMATCH}`]);
  });

  test.each([
    [{ matchExpressions: [{ key: 'app', operator: 'In', values: ['b', 'a'] }] }, []],
    [{ matchExpressions: [{ key: 'app', operator: 'Exists' }] }, []],
    [{ matchExpressions: [{ key: 'other', operator: 'NotIn', values: ['a'] }] }, []],
    [{ matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] }, [MISMATCH]],
    [{ matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['a'] }] }, [MISMATCH]],
    [{ matchExpressions: [{ key: 'app', operator: 'In', values: ['b'] }] }, [MISMATCH]],
    [
      { matchExpressions: [{ key: 'app', operator: 'In' }] },
      [
        "spec.selector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
      ],
    ],
    [
      { matchExpressions: [{ key: 'app', operator: 'Exists', values: ['a'] }] },
      [
        "spec.selector.matchExpressions[0].values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
      ],
    ],
    [
      { matchExpressions: [{ key: 'app', operator: 'in', values: ['a'] }] },
      ['spec.selector.matchExpressions[0].operator: Invalid value: "in": not a valid selector operator'],
    ],
    [
      { matchExpressions: [null] },
      [
        'spec.selector.matchExpressions[0].operator: Invalid value: "": not a valid selector operator',
        'spec.selector.matchExpressions[0].key: Invalid value: "": name part must not be empty',
      ],
    ],
  ])('reads the selector %j', (selector, expected) => {
    expect(said(apps('Deployment', { selector }))).toEqual(expected.map((one) => `ACC040 ${one}`));
  });

  test('says of keys and values that are no labels', () => {
    const selector = {
      matchLabels: { 'a b': 'c d' },
      matchExpressions: [{ key: 'e', operator: 'In', values: ['f '] }],
    };
    expect(said(apps('Deployment', { selector })).map((one) => one.split(':')[0])).toEqual([
      'ACC040 spec.selector.matchLabels[a b]',
      'ACC040 spec.selector.matchLabels[a b]',
      'ACC040 spec.selector.matchExpressions[0].values[0]',
    ]);
  });

  test('leaves what is of the wrong type to the schema', () => {
    for (const selector of ['app=a', [], { matchLabels: { app: 1 } }, { matchLabels: [] }, { matchExpressions: {} }]) {
      expect(said(apps('Deployment', { selector }))).toEqual([]);
    }
  });

  test('takes null for empty text in selector and labels', () => {
    const pods = { metadata: { labels: { app: '' } }, spec: { containers: CONTAINERS } };
    expect(said(apps('Deployment', { selector: { matchLabels: { app: null } }, template: pods }))).toEqual([]);
  });

  test('lets a ReplicationController take its selector from its template', () => {
    const pods = { metadata: { labels: { app: 'a' } }, spec: { containers: CONTAINERS } };
    expect(said(controller({ template: pods }))).toEqual([]);
    expect(said(controller({ selector: { app: 'b' }, template: pods }))).toEqual([`ACC040 ${MISMATCH}`]);
    expect(said(controller({ template: { spec: { containers: CONTAINERS } } }))).toEqual([
      'ACC040 spec.selector: Required value',
    ]);
    expect(said(controller({ selector: { app: 'a' } }))).toEqual(['ACC040 spec.template: Required value']);
  });
});

describe('ACC041', () => {
  test.each(KINDS)('lets pods of a %s always restart, without a deadline', (kind) => {
    expect(said(apps(kind, template({ restartPolicy: 'Always' })))).toEqual([]);
    expect(said(apps(kind, template({ restartPolicy: '', activeDeadlineSeconds: null })))).toEqual([]);
    const owner = kind === 'Deployment' ? 'ReplicaSet' : kind;
    expect(said(apps(kind, template({ restartPolicy: 'OnFailure', activeDeadlineSeconds: 5 })))).toEqual([
      'ACC041 spec.template.spec.restartPolicy: Unsupported value: "OnFailure": supported values: "Always"',
      `ACC041 spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in ${owner} is not Supported`,
    ]);
  });
});

describe('ACC042', () => {
  test('says of numbers below zero', () => {
    const spec = { replicas: -1, minReadySeconds: -1, revisionHistoryLimit: -1, progressDeadlineSeconds: 0 };
    const negative = (name: string): string =>
      `ACC042 spec.${name}: Invalid value: -1: must be greater than or equal to 0`;
    expect(said(apps('Deployment', spec))).toEqual(
      ['replicas', 'minReadySeconds', 'revisionHistoryLimit'].map(negative),
    );
    expect(said(apps('StatefulSet', spec))).toEqual(['replicas', 'minReadySeconds'].map(negative));
    expect(said(apps('DaemonSet', { minReadySeconds: -1, revisionHistoryLimit: -1 }))).toEqual(
      ['minReadySeconds', 'revisionHistoryLimit'].map(negative),
    );
    expect(said(apps('Deployment', { replicas: 0, minReadySeconds: 0, revisionHistoryLimit: 0 }))).toEqual([]);
  });

  test('gives a Deployment 600 seconds where it says none', () => {
    const late = ['ACC042 spec.progressDeadlineSeconds: Invalid value: 600: must be greater than minReadySeconds'];
    expect(said(apps('Deployment', { minReadySeconds: 600 }))).toEqual(late);
    expect(said(apps('Deployment', { minReadySeconds: 599, progressDeadlineSeconds: null }))).toEqual([]);
    expect(said(apps('Deployment', { minReadySeconds: 600, progressDeadlineSeconds: 601 }))).toEqual([]);
    expect(said(apps('ReplicaSet', { minReadySeconds: 600 }))).toEqual([]);
  });
});

describe('ACC043', () => {
  const at = 'ACC043 spec.strategy.rollingUpdate.';
  test.each([
    [{}, []],
    [{ type: '' }, []],
    [{ type: 'Recreate', rollingUpdate: null }, []],
    [{ rollingUpdate: { maxSurge: '200%', maxUnavailable: 0 } }, []],
    [{ rollingUpdate: { maxSurge: 0 } }, []],
    [
      { type: 'Recreate', rollingUpdate: {} },
      [`${at.slice(0, -1)}: Forbidden: may not be specified when strategy \`type\` is 'Recreate'`],
    ],
    [
      { type: 'OnDelete' },
      ['ACC043 spec.strategy: Unsupported value: "OnDelete": supported values: "Recreate", "RollingUpdate"'],
    ],
    [
      { rollingUpdate: { maxSurge: '0%', maxUnavailable: 0 } },
      [`${at}maxUnavailable: Invalid value: 0: may not be 0 when \`maxSurge\` is 0`],
    ],
    [
      { rollingUpdate: { maxUnavailable: '101%' } },
      [`${at}maxUnavailable: Invalid value: "101%": must not be greater than 100%`],
    ],
    [
      { rollingUpdate: { maxSurge: '5', maxUnavailable: -1 } },
      [
        `${at}maxUnavailable: Invalid value: -1: must be greater than or equal to 0`,
        `${at}maxSurge: Invalid value: "5": a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%')`,
      ],
    ],
  ])('reads the strategy %j of a Deployment', (strategy, expected) => {
    expect(said(apps('Deployment', { strategy }))).toEqual(expected);
  });

  test.each([
    [{ type: 'OnDelete', rollingUpdate: { maxSurge: 1 } }, []],
    [{ rollingUpdate: {} }, []],
    [{ rollingUpdate: { maxUnavailable: 0, maxSurge: '10%' } }, []],
    [
      { rollingUpdate: { maxSurge: 1 } },
      ['maxSurge: Invalid value: 1: may not be set when maxUnavailable is non-zero'],
    ],
    [{ rollingUpdate: { maxUnavailable: 0 } }, ['maxUnavailable: Required value: cannot be 0 when maxSurge is 0']],
    [
      { rollingUpdate: { maxUnavailable: '0%', maxSurge: '150%' } },
      ['maxSurge: Invalid value: "150%": must not be greater than 100%'],
    ],
  ])('reads the strategy %j of a DaemonSet', (updateStrategy, expected) => {
    const paths = expected.map((one) => `ACC043 spec.updateStrategy.rollingUpdate.${one}`);
    expect(said(apps('DaemonSet', { updateStrategy }))).toEqual(paths);
  });

  test.each([
    [{ type: 'OnDelete' }, []],
    [{ rollingUpdate: { partition: 99, maxUnavailable: 0 } }, []],
    [
      { rollingUpdate: { partition: -1 } },
      ['.rollingUpdate.partition: Invalid value: -1: must be greater than or equal to 0'],
    ],
    [
      { type: 'OnDelete', rollingUpdate: {} },
      [".rollingUpdate: Invalid value: {}: only allowed for updateStrategy 'RollingUpdate'"],
    ],
    [{ type: 'Recreate' }, [`: Invalid value: {"type":"Recreate"}: must be 'RollingUpdate' or 'OnDelete'`]],
  ])('reads the strategy %j of a StatefulSet', (updateStrategy, expected) => {
    expect(said(apps('StatefulSet', { updateStrategy }))).toEqual(
      expected.map((one) => `ACC043 spec.updateStrategy${one}`),
    );
  });
});

describe('ACC044', () => {
  test.each([
    [{ podManagementPolicy: 'Parallel', ordinals: { start: 3 }, serviceName: 'a' }, []],
    [{ podManagementPolicy: '', ordinals: null, serviceName: '', persistentVolumeClaimRetentionPolicy: {} }, []],
    [
      { podManagementPolicy: 'parallel' },
      [`podManagementPolicy: Invalid value: "parallel": must be 'OrderedReady' or 'Parallel'`],
    ],
    [{ ordinals: { start: -1 } }, ['ordinals.start: Invalid value: -1: must be greater than or equal to 0']],
    [
      { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Recycle', whenScaled: 'Delete' } },
      [
        'persistentVolumeClaimRetentionPolicy.whenDeleted: Unsupported value: "Recycle": supported values: "Delete", "Retain"',
      ],
    ],
    [{ serviceName: 'a.b' }, ['serviceName: Invalid value: "a.b": must not contain dots']],
  ])('reads %j', (spec, expected) => {
    expect(said(apps('StatefulSet', spec))).toEqual(expected.map((one) => `ACC044 spec.${one}`));
  });

  test('lets any service name pass before Kubernetes 1.33', () => {
    expect(said(apps('StatefulSet', { serviceName: 'a.b' }), '1.32')).toEqual([]);
  });
});

describe('ACC045', () => {
  const resources = { requests: { storage: '1Gi' } };
  const good = { accessModes: ['ReadWriteOnce'], resources };
  const at = 'ACC045 spec.volumeClaimTemplates[0].';

  function claims(spec: unknown, metadata: unknown = { name: 'data' }): unknown {
    return apps('StatefulSet', { volumeClaimTemplates: [{ metadata, spec }] });
  }

  test.each([
    [good, []],
    [
      { ...good, storageClassName: '', volumeMode: 'Block', dataSource: { kind: 'PersistentVolumeClaim', name: 'a' } },
      [],
    ],
    [
      null,
      [
        'accessModes: Required value: at least 1 access mode is required',
        'resources.requests[storage]: Required value',
      ],
    ],
    [
      { ...good, accessModes: ['RWO'] },
      [
        'accessModes: Unsupported value: "RWO": supported values: "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"',
      ],
    ],
    [
      { ...good, accessModes: ['ReadWriteOncePod', 'ReadWriteOnce'] },
      ['accessModes: Forbidden: may not use ReadWriteOncePod with other access modes'],
    ],
    [
      { ...good, resources: { requests: { storage: 0 } } },
      ['resources.requests[storage]: Invalid value: 0: must be greater than zero'],
    ],
    [
      { ...good, volumeMode: 'block' },
      ['volumeMode: Unsupported value: "block": supported values: "Block", "Filesystem"'],
    ],
    [
      { ...good, dataSource: { kind: 'VolumeSnapshot', name: '' } },
      [
        'dataSource.name: Required value',
        `dataSource: Invalid value: "VolumeSnapshot": must be 'PersistentVolumeClaim' when referencing the default apiGroup`,
      ],
    ],
    [
      {
        ...good,
        dataSource: { kind: 'PersistentVolumeClaim', name: 'a' },
        dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'b' },
      },
      ['dataSource: Invalid value: {"kind":"PersistentVolumeClaim","name":"a"}: must match dataSourceRef'],
    ],
  ])('reads the claim %j', (spec, expected) => {
    expect(said(claims(spec))).toEqual(expected.map((one) => `${at}spec.${one}`));
  });

  test('says of names that are no volume names', () => {
    expect(said(claims(good, {}))).toEqual([`${at}metadata.name: Required value`]);
    expect(said(claims(good, { name: 'a.b' }))).toEqual([
      `${at}metadata.name: Invalid value: "a.b": must not contain dots`,
    ]);
  });

  test('is silent before Kubernetes 1.34, which did not look', () => {
    expect(said(claims({}), '1.33')).toEqual([]);
  });
});
