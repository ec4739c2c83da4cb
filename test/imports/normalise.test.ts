import { evaluate, type Kind } from './tool';

const crd = (extra: object, versions: object[]): object => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'things.example.org' },
  spec: { group: 'example.org', names: { kind: 'Thing', plural: 'things' }, scope: 'Namespaced', versions, ...extra },
});
const version = (name: string, schema: object): object => ({
  name,
  served: true,
  storage: true,
  schema: { openAPIV3Schema: schema },
});
const source = { group: 'example.org', kind: 'Thing', scope: 'Namespaced', date: '2026-01-01' };
const normalise = (releases: { source: object; crds: object[] }[]): Kind =>
  evaluate(
    `const { normaliseKind } = await tool('normalise.mjs');
     return normaliseKind(input.map(({ source, crds }) =>
       ({ source, loaded: { origin: 'test.yaml', text: crds.map((crd) => JSON.stringify(crd)).join('\\n---\\n') } })));`,
    releases,
  );

test('drops words and status, and keeps a property that is called description', () => {
  const schema = {
    description: 'words',
    type: 'object',
    required: ['status', 'spec'],
    properties: {
      spec: { type: 'object', properties: { description: { type: 'string', description: 'words', example: 'x' } } },
      status: { type: 'object' },
    },
  };
  expect(normalise([{ source, crds: [crd({}, [version('v1', schema)])] }]).versions[0]!.schema).toEqual({
    type: 'object',
    required: ['spec'],
    properties: { spec: { type: 'object', properties: { description: { type: 'string' } } } },
  });
});

test('sorts versions by Kubernetes priority', () => {
  const names = ['v1alpha1', 'v2beta1', 'v10', 'v1beta2', 'v2', 'odd', 'v1beta10'];
  const { versions } = normalise([
    {
      source,
      crds: [
        crd(
          {},
          names.map((name) => version(name, { type: 'object' })),
        ),
      ],
    },
  ]);
  expect(versions.map(({ name }) => name)).toEqual(['v10', 'v2', 'v2beta1', 'v1beta10', 'v1beta2', 'v1alpha1', 'odd']);
});

test('takes from an older release only what the newer lacks, and lets the newer say what is stored', () => {
  const newer = { source, crds: [crd({}, [version('v1', { type: 'object', minProperties: 1 })])] };
  const older = {
    source,
    crds: [crd({}, [version('v1', { type: 'string' }), version('v1beta1', { type: 'object' })])],
  };
  expect(normalise([newer, older]).versions).toEqual([
    { name: 'v1', served: true, storage: true, schema: { type: 'object', minProperties: 1 } },
    { name: 'v1beta1', served: true, storage: false, schema: { type: 'object' } },
  ]);
});

test('finds the definition inside a List and among other objects', () => {
  const list = {
    apiVersion: 'v1',
    kind: 'List',
    items: [{ kind: 'ConfigMap' }, crd({}, [version('v1', { type: 'object' })])],
  };
  expect(normalise([{ source, crds: [{ kind: 'Namespace' }, list] }]).versions).toHaveLength(1);
});

test.each([
  [
    'another scope',
    crd({ scope: 'Cluster' }, [version('v1', {})]),
    'test.yaml: Thing is Cluster, sources.json says Namespaced; correct the entry',
  ],
  [
    'no such kind',
    crd({ names: { kind: 'Other' } }, []),
    'test.yaml has no CustomResourceDefinition of Thing in example.org',
  ],
  [
    'an old apiVersion',
    { ...crd({}, []), apiVersion: 'apiextensions.k8s.io/v1beta1' },
    'only apiextensions.k8s.io/v1 can be imported',
  ],
  ['no schema', crd({}, [{ name: 'v1', served: true, storage: true }]), 'test.yaml: Thing v1 has no schema'],
])('refuses %s', (_, object, message) => {
  expect(() => normalise([{ source, crds: [object] }])).toThrow(message);
});

test('refuses a version that the file does not have', () => {
  const wanted = { ...source, versions: ['v2'] };
  expect(() => normalise([{ source: wanted, crds: [crd({}, [version('v1', {})])] }])).toThrow(
    'test.yaml: Thing has no version v2; it has v1; correct sources.json',
  );
});
