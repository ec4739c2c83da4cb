import { Fleet } from '../../src/fleet/fleet';
import { Place } from './fleet-folder';

let place: Place;
beforeEach(() => {
  place = new Place();
});
afterEach(() => place.remove());

const TEXT = `base: platform.yaml
delivery: { engine: kubectl }
groups:
  big:
    overrides:
      pools: { a100: { limits: { gpus: 16 }, labels: { leafai.affinity: production } } }
  named: { clusters: [one], overrides: { namespace: ml } }
clusters:
  one:
    groups: [big]
    overrides:
      pools: { a100: { limits: { gpus: 4 }, taint: null } }
      devicePlugin: null
`;

function of(key?: string): unknown[] {
  return place
    .fleet(TEXT)
    .explain('one', key)
    .map(({ key: name, value, origins }) => [
      name,
      value,
      ...origins.map(
        ({ file, place: at, layer, value: said }) =>
          `${place.short(file ?? '')}:${at?.line}:${at?.column} ${layer} ${JSON.stringify(said)}`,
      ),
    ]);
}

test('every layer that says something, the one that holds first', () => {
  expect(of('pools.a100.limits.gpus')).toEqual([
    [
      'pools.a100.limits.gpus',
      4,
      'fleet.yaml:12:34 clusters.one 4',
      'fleet.yaml:6:34 groups.big 16',
      'platform.yaml:3:67 base 8',
    ],
  ]);
});

test('a key with dots in it', () => {
  expect(of('pools.a100.labels.leafai.affinity')).toEqual([
    ['pools.a100.labels.leafai.affinity', 'production', 'fleet.yaml:6:56 groups.big "production"'],
  ]);
});

test('a key that a layer took away, or one that it is in', () => {
  expect(of('pools.a100.taint')).toEqual([
    ['pools.a100.taint', undefined, 'fleet.yaml:12:45 clusters.one null', 'platform.yaml:3:45 base "gpu"'],
  ]);
  expect(of('devicePlugin')).toEqual([
    ['devicePlugin', undefined, 'fleet.yaml:13:7 clusters.one null', 'platform.yaml:4:1 base {}'],
  ]);
});

test('a mapping by its single values; groups that name a cluster come before those that it names', () => {
  expect(of('pools.a100').map((line) => (line as unknown[])[0])).toEqual([
    'pools.a100.skus',
    'pools.a100.limits.gpus',
    'pools.a100.labels.leafai.affinity',
  ]);
  expect(of('namespace')).toEqual([['namespace', 'ml', 'fleet.yaml:7:42 groups.named "ml"']]);
  expect(of('delivery.engine')).toEqual([['delivery.engine', 'kubectl', 'fleet.yaml:2:13 fleet "kubectl"']]);
});

test('everything without a key', () => {
  expect(of().map((line) => (line as unknown[])[0])).toEqual([
    'target.provider',
    'target.kubernetes',
    'pools.a100.skus',
    'pools.a100.limits.gpus',
    'pools.a100.labels.leafai.affinity',
    'delivery.engine',
    'namespace',
  ]);
});

test('a cluster or a key that is not there', () => {
  const fleet = place.fleet(TEXT);
  expect(() => fleet.explain('on')).toThrow("'on' is no cluster of the fleet, which has one; did you mean 'one'?");
  expect(() => fleet.explain('one', 'pools.a100.limit.gpus')).toThrow(
    "pools.a100 of cluster one has no key 'limit.gpus', it has skus, taint, limits, labels; did you mean 'pools.a100.limits'?",
  );
  // A pool has labels of any name.
  expect(() => fleet.explain('one', 'x')).toThrow(
    "cluster one has no key 'x', it has target, pools, devicePlugin, delivery, namespace",
  );
});

test('an item of a list is that of the layer that said the list', () => {
  const text = TEXT.replace('  one:\n', '  one:\n    installed: [keda]\n').replace(
    'delivery: { engine: kubectl }',
    'delivery: { engine: kubectl }\ninstalled: [istio, karpenter@1.0.0]',
  );
  const list = `  two:
    overrides:
      externals:
        - { kind: Secret, name: a, reason: why }
        - { kind: Secret, name: b, reason: why }
`;
  const fleet = place.fleet(text + list);
  const places = (cluster: string, key: string): unknown[] =>
    fleet
      .explain(cluster, key)
      .map(({ key: name, value, origins }) => [
        name,
        value,
        ...origins.map(({ layer, place: at }) => `${at?.line}:${at?.column} ${layer}`),
      ]);
  expect(places('two', 'installed.1')).toEqual([['installed.1', 'karpenter@1.0.0', '3:20 fleet']]);
  expect(places('one', 'installed.0')).toEqual([['installed.0', 'keda', '11:17 clusters.one']]);
  expect(places('two', 'externals.1.name')).toEqual([['externals.1.name', 'b', '20:27 clusters.two']]);
  expect(places('two', 'externals.0').map((line) => (line as unknown[])[0])).toEqual([
    'externals.0.kind',
    'externals.0.name',
    'externals.0.reason',
  ]);
  expect(() => fleet.explain('one', 'installed.1')).toThrow("installed has no '1', it is a list of 1, counted from 0");
  expect(() => fleet.explain('two', 'externals.0.nam')).toThrow(
    "externals has no '0.nam', it is a list of 2, counted from 0",
  );
});

test('a key that no layer has is explained by the schema', () => {
  const fleet = place.fleet(TEXT.replace('overrides: { namespace: ml } ', 'overrides: {} '));
  expect(fleet.explain('one', 'namespace')).toEqual([
    {
      key: 'namespace',
      value: undefined,
      origins: [],
      unset: { default: 'studioml', description: 'The namespace of the runner and the smoke test; it is made too.' },
    },
  ]);
  const of = (key: string): string | undefined => fleet.explain('one', key)[0]!.unset?.description;
  expect(of('delivery.revision')).toMatch(/ main where it is left out; /);
  expect(of('pools.other.skus')).toMatch(/./);
  expect(of('runner.queueUrl.existing.name')).toMatch(/./);
  expect(of('suppressions.0.rule')).toMatch(/./);
  expect(of('installed')).toMatch(/unknown|groups/);
  expect(() => fleet.explain('one', 'runner.queueUrl.exist')).toThrow(
    "cluster one has no key 'runner.queueUrl.exist', it has target, pools, devicePlugin, delivery",
  );
});

test('a fleet of a program has layers and no places', () => {
  const base = { target: { provider: 'aks', kubernetes: '1.34' } } as const;
  const fleet = new Fleet({ base, clusters: { one: { overrides: { namespace: 'x' } } } });
  expect(fleet.explain('one', 'namespace')).toEqual([
    {
      key: 'namespace',
      value: 'x',
      origins: [{ layer: 'clusters.one', file: undefined, place: undefined, value: 'x' }],
    },
  ]);
});
