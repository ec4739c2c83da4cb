import { saysOf } from './support';

function says(metadata: object, apiVersion = 'v1', kind = 'ConfigMap'): string[] {
  return saysOf({ apiVersion, kind, metadata }, 90, 90);
}

const OWNER = { apiVersion: 'v1', kind: 'Pod', name: 'a', uid: 'b' };

test.each<[string, object, readonly string[]]>([
  [
    'a prefix of capitals',
    { generateName: 'Job-' },
    [
      "ACC090 metadata.generateName: Invalid value: \"Job-\": must consist of lower-case letters, digits, '-' and '.', and begin and end with a letter or digit",
    ],
  ],
  [
    'a capital that is hidden behind the dash',
    { generateName: 'A-' },
    [
      "ACC090 metadata.name: Invalid value: \"A-x2b4c\": must consist of lower-case letters, digits, '-' and '.', and begin and end with a letter or digit",
    ],
  ],
  ['such a prefix beside a name', { name: 'a', generateName: 'A-' }, []],
  [
    'a negative generation',
    { name: 'a', generation: -1 },
    ['ACC090 metadata.generation: Invalid value: -1: must be greater than or equal to 0'],
  ],
  ['a generation', { name: 'a', generation: 7 }, []],
  [
    'an owner of no version',
    { name: 'a', ownerReferences: [{ ...OWNER, apiVersion: 'apps/v1/Deployment' }] },
    ['ACC090 metadata.ownerReferences[0].apiVersion: Invalid value: "apps/v1/Deployment": version must not be empty'],
  ],
  [
    'an owner of a group without a version',
    { name: 'a', ownerReferences: [{ ...OWNER, apiVersion: 'apps/' }] },
    ['ACC090 metadata.ownerReferences[0].apiVersion: Invalid value: "apps/": version must not be empty'],
  ],
  ['an owner of a group', { name: 'a', ownerReferences: [{ ...OWNER, apiVersion: 'apps/v1' }] }, []],
  ['a long prefix', { generateName: 'a'.repeat(240) }, []],
  ['a prefix that ends with a dash', { generateName: 'job-' }, []],
  [
    'a version',
    { name: 'a', resourceVersion: '1' },
    ['ACC090 metadata.resourceVersion: Forbidden: resourceVersion should not be set on objects to be created'],
  ],
  ['no version', { name: 'a', resourceVersion: '', uid: 'x', creationTimestamp: null }, []],
  [
    'annotations too large',
    { name: 'a', annotations: { a: 'x'.repeat(262144) } },
    ['ACC090 metadata.annotations: Too long: may not be more than 262144 bytes'],
  ],
  ['annotations just small enough', { name: 'a', annotations: { a: 'x'.repeat(262143) } }, []],
  [
    'a finalizer without a domain',
    { name: 'a', finalizers: ['keep'] },
    [
      'ACC090 metadata.finalizers[0]: Invalid value: "keep": name is neither a standard finalizer name nor is it fully qualified',
    ],
  ],
  ['finalizers', { name: 'a', finalizers: ['example.com/keep', 'orphan'] }, []],
  [
    'finalizers that exclude each other',
    { name: 'a', finalizers: ['foregroundDeletion', 'orphan'] },
    [
      'ACC090 metadata.finalizers: Invalid value: ["foregroundDeletion","orphan"]: finalizer orphan and foregroundDeletion cannot be both set',
    ],
  ],
  [
    'an owner without an id',
    { name: 'a', ownerReferences: [{ ...OWNER, uid: '' }] },
    ['ACC090 metadata.ownerReferences[0].uid: Invalid value: "": must not be empty'],
  ],
  ['two owners', { name: 'a', ownerReferences: [{ ...OWNER, controller: true }, OWNER] }, []],
  [
    'two controllers',
    {
      name: 'a',
      ownerReferences: [
        { ...OWNER, controller: true },
        { ...OWNER, name: 'c', controller: true },
      ],
    },
    [
      'ACC090 metadata.ownerReferences[1].controller: Invalid value: true: Only one reference can have Controller set to true. Found "true" in references for Pod/a and Pod/c',
    ],
  ],
])('an object with %s', (_what, metadata, lines) => {
  expect(says(metadata)).toEqual(lines);
});

test('what kinds differ in', () => {
  expect(says({ name: 'a', finalizers: ['keep'] }, 'example.com/v1', 'Thing')).toEqual([]);
  expect(says({ generateName: 'Any_Thing-' }, 'example.com/v1', 'Thing')).toEqual([]);
  expect(says({ generateName: 'a'.repeat(48) }, 'batch/v1', 'CronJob')).toHaveLength(1);
  expect(says({ generateName: 'a'.repeat(47) }, 'batch/v1', 'CronJob')).toEqual([]);
  expect(says({ generateName: 'a'.repeat(100) }, 'batch/v1', 'Job')).toEqual([]);
  expect(says({ generateName: 'system-' }, 'scheduling.k8s.io/v1', 'PriorityClass')).toHaveLength(1);
});

test.each<[string, unknown, readonly string[]]>([
  [
    'Restricted',
    undefined,
    [
      'ACC091 metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value: "Restricted": must be one of privileged, baseline, restricted',
    ],
  ],
  [
    null as unknown as string,
    undefined,
    [
      'ACC091 metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value: "": must be one of privileged, baseline, restricted',
    ],
  ],
  [
    'baseline',
    '1.31',
    [
      'ACC091 metadata.labels[pod-security.kubernetes.io/enforce-version]: Invalid value: "1.31": must be "latest" or "v1.x"',
    ],
  ],
  [
    'baseline',
    'v1.07',
    [
      'ACC091 metadata.labels[pod-security.kubernetes.io/enforce-version]: Invalid value: "v1.07": must be "latest" or "v1.x"',
    ],
  ],
  ['privileged', 'latest', []],
  ['restricted', 'v1.31', []],
])('a Namespace that enforces %s of %s', (level, version, lines) => {
  const labels = {
    'pod-security.kubernetes.io/enforce': level,
    ...(version === undefined ? {} : { 'pod-security.kubernetes.io/enforce-version': version }),
  };
  expect(saysOf({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a', labels } }, 91, 91)).toEqual(lines);
});

test.each([
  ['v1', 'Service'],
  ['v1', 'Endpoints'],
  ['v1', 'PersistentVolume'],
  ['v1', 'PersistentVolumeClaim'],
  ['rbac.authorization.k8s.io/v1', 'Role'],
])('the generation of a %s %s is kept as it is given', (apiVersion, kind) => {
  const problem = 'ACC090 metadata.generation: Invalid value: -1: must be greater than or equal to 0';
  expect(says({ name: 'a', generation: -1 }, apiVersion, kind)).toEqual([problem]);
  expect(says({ name: 'a', generation: 0 }, apiVersion, kind)).toEqual([]);
});

test.each([
  ['apps/v1', 'Deployment'],
  ['batch/v1', 'Job'],
  ['networking.k8s.io/v1', 'Ingress'],
  ['example.com/v1', 'Service'],
])('the generation of a %s %s is written over', (apiVersion, kind) => {
  expect(says({ name: 'a', generation: -1 }, apiVersion, kind)).toEqual([]);
});
