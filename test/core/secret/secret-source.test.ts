import { Chart } from 'cdk8s';
import { Secret } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { PlatformApp } from '../../../src/core/platform-app';
import { SecretSource } from '../../../src/core/secret/secret-source';
import { messageOf, objectsOf, testChart, yamlFrom, yamlOf } from '../../support/chart';

const named = { name: 'queue', key: 'url' };

const RENDERING: [string, () => SecretSource][] = [
  [
    'an ExternalSecret of a whole value',
    () => SecretSource.externalSecret({ ...named, store: { name: 'vault' }, remoteKey: 'queue-url' }),
  ],
  [
    'an ExternalSecret with everything set',
    () =>
      SecretSource.externalSecret({
        ...named,
        store: { name: 'vault', kind: 'SecretStore' },
        remoteKey: 'queue',
        property: 'url',
        refreshInterval: '15m',
      }),
  ],
  [
    'a secret of Azure Key Vault',
    () =>
      SecretSource.azureKeyVault({
        ...named,
        vaultName: 'ml-vault',
        tenantId: '00000000-0000-0000-0000-000000000001',
        clientId: '00000000-0000-0000-0000-000000000002',
        objectName: 'queue-url',
      }),
  ],
  ['a SealedSecret', () => SecretSource.sealed({ ...named, encryptedData: 'AgBy3i4OJSWK+PiTySYZZA9rO43cGDEq' })],
  ['a literal', () => SecretSource.insecureLiteral({ ...named, value: 'amqp://guest@localhost' })],
];

describe.each(RENDERING)('%s', (_kind, make) => {
  test('its YAML', () => {
    expect(yamlFrom((chart) => make().bind(chart))).toMatchSnapshot();
  });

  test('it is found by name and key', () => {
    expect(make().bind(testChart())).toMatchObject(named);
  });

  test('bound twice in a chart, by whatever construct, it is rendered once', () => {
    const source = make();
    const objects = objectsOf((chart) => {
      const first = source.bind(chart);
      expect(source.bind(new Construct(chart, 'workload'))).toBe(first);
    });
    expect(objects).toHaveLength(1);
  });

  test('bound in two charts, it is rendered in each, in the namespace of each', () => {
    const source = make();
    const app = new PlatformApp();
    const charts = ['one', 'two'].map((id) => new Chart(app, id, { namespace: id }));
    for (const chart of charts) source.bind(chart);
    expect(
      charts.map((chart) => chart.toJson().map((object) => [object.metadata.name, object.metadata.namespace])),
    ).toEqual([[['queue', 'one']], [['queue', 'two']]]);
  });

  test('it is rendered only where it is bound', () => {
    make();
    expect(objectsOf(() => make())).toEqual([]);
  });
});

test.each([
  ['an existing Secret', () => SecretSource.existing('queue', 'url')],
  [
    'a Secret of cdk8s-plus',
    () => SecretSource.fromSecret(Secret.fromSecretName(testChart(), 'secret', 'queue'), 'url'),
  ],
])('%s renders nothing', (_kind, make) => {
  const chart = testChart();
  expect(make().bind(chart)).toEqual(named);
  expect(chart.toJson()).toEqual([]);
});

test('a value stands in the YAML only where insecureLiteral says it', () => {
  const value = 'correct-horse-battery-staple';
  const chart = testChart();
  const literal = SecretSource.insecureLiteral({ name: 'literal', key: 'password', value });
  expect(yamlOf(chart)).not.toContain(value);
  literal.bind(chart);
  expect(yamlOf(chart)).toContain(`password: ${value}`);
  expect(JSON.stringify(literal.bind(chart))).not.toContain(value);
});

describe('the volume of Key Vault', () => {
  const bind = (name: string) =>
    SecretSource.azureKeyVault({ name, key: 'k', vaultName: 'v', tenantId: 't', clientId: 'c', objectName: 'o' }).bind(
      testChart(),
    ).volume!;

  test('it mounts the class that is rendered, read-only', () => {
    expect(bind('queue')).toEqual({
      volume: {
        name: 'keyvault-queue',
        csi: { driver: 'secrets-store.csi.k8s.io', readOnly: true, volumeAttributes: { secretProviderClass: 'queue' } },
      },
      mount: { name: 'keyvault-queue', mountPath: '/mnt/secrets-store/queue', readOnly: true },
    });
  });

  test.each(['a.b', 'a'.repeat(100), `${'a'.repeat(53)}.b`, `${'a'.repeat(52)}--b`])(
    'its name is a DNS label, as that of %s',
    (name) => {
      const { volume, mount } = bind(name);
      expect(volume.name).toMatch(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/);
      expect(mount.name).toBe(volume.name);
    },
  );
});

describe('names and keys', () => {
  test.each(['Queue', 'queue_url', '-queue', '', 'a'.repeat(254)])('the name %p is refused', (name) => {
    expect(messageOf(() => SecretSource.existing(name, 'url'))).toMatch(/^secret name '.*' must /s);
  });

  test('what is wrong with a name is said', () => {
    expect(messageOf(() => SecretSource.sealed({ name: 'Queue', key: 'url', encryptedData: 'x' }))).toBe(
      "secret name 'Queue' must consist of lower-case letters, digits, '-' and '.', and begin and end with a letter or digit",
    );
  });

  test.each(['', 'a b', 'a/b', 'a:b', 'ä', '.', '..', '..data', 'k'.repeat(254)])('the key %p is refused', (key) => {
    expect(messageOf(() => SecretSource.existing('queue', key))).toBe(
      `the key of secret 'queue' is not allowed, keys consist of at most 253 letters, digits, '-', '_' and '.', and do not begin with '..'`,
    );
  });

  test.each(['url', 'tls.crt', '.dockerconfigjson', 'A_B-c', '.a..b', 'k'.repeat(253)])(
    'the key %p is accepted',
    (key) => {
      expect(SecretSource.existing('queue', key).bind(testChart())).toEqual({ name: 'queue', key });
    },
  );
});

describe('two keys of one Secret', () => {
  const PAIRS: [string, (key: string) => SecretSource][] = [
    [
      'ExternalSecret',
      (key) => SecretSource.externalSecret({ name: 'queue', key, store: { name: 'vault' }, remoteKey: `queue-${key}` }),
    ],
    ['SealedSecret', (key) => SecretSource.sealed({ name: 'queue', key, encryptedData: `Ag${key}` })],
    [
      'SecretProviderClass',
      (key) =>
        SecretSource.azureKeyVault({
          name: 'queue',
          key,
          vaultName: 'v',
          tenantId: 't',
          clientId: 'c',
          objectName: `queue-${key}`,
        }),
    ],
    ['Secret', (key) => SecretSource.insecureLiteral({ name: 'queue', key, value: `value of ${key}` })],
  ];

  test.each(PAIRS)('are one %s, also when another workload adds the second', (kind, make) => {
    const yaml = yamlFrom((chart) => {
      make('user').bind(new Construct(chart, 'first'));
      make('password').bind(new Construct(chart, 'second'));
      make('user').bind(new Construct(chart, 'third'));
    });
    expect(yaml.match(/^kind: .*$/gm)).toEqual([`kind: ${kind}`]);
    expect(yaml).toMatchSnapshot();
  });

  test('of different stores are refused, for one object has one store', () => {
    const chart = testChart();
    const from = (store: string) =>
      SecretSource.externalSecret({ name: 'q', key: store, store: { name: store }, remoteKey: 'q' });
    from('a').bind(chart);
    expect(messageOf(() => from('b').bind(chart))).toMatch(
      /^ExternalSecret 'q' is described twice, by .*"a".* and by .*"b"/,
    );
  });

  test('that are one key from different sources are refused', () => {
    const chart = testChart();
    SecretSource.sealed({ name: 'q', key: 'k', encryptedData: 'one' }).bind(chart);
    const other = SecretSource.sealed({ name: 'q', key: 'k', encryptedData: 'two' });
    expect(messageOf(() => other.bind(chart))).toBe(
      "key 'k' of SealedSecret 'q' is given twice with different sources",
    );
  });
});
