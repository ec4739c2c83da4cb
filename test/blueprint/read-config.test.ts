import * as fs from 'fs';
import * as path from 'path';
import { ConfigError } from '../../src/blueprint/problem';
import { readConfig } from '../../src/blueprint/read-config';
import { SECRET_KEYS } from '../../src/blueprint/schema-problems';
import { edited, inTemp, mistakesOf, synthText, VALID } from './platform';

const SCHEMA = path.resolve(__dirname, '../../dist/platform.schema.json');
const TOP = Object.keys((JSON.parse(fs.readFileSync(SCHEMA, 'utf8')) as { properties: object }).properties)
  .sort()
  .join(', ');
const SOURCES = 'azureKeyVault, existing, externalSecret, sealed';

test('the valid configuration has no mistake', () => {
  expect(mistakesOf(VALID)).toEqual([]);
  expect(synthText(VALID)).toContain('kind: Deployment');
});

describe('an unknown key', () => {
  test.each([
    [
      'at the top, near a known one',
      edited('namespace:', 'namespce:'),
      `4:1  namespce: unknown key, allowed are ${TOP}; did you mean 'namespace'?`,
    ],
    ['at the top, near none', edited('namespace:', 'colour:'), `4:1  colour: unknown key, allowed are ${TOP}`],
    [
      'of a section',
      edited('provider: aks', 'provider: aks\n  dataPlane: cilium'),
      "3:3  target.dataPlane: unknown key, allowed are admissionPlugins, dataplane, kubernetes, provider, region; did you mean 'dataplane'?",
    ],
    [
      'of a named pool',
      edited('limits:', 'sku: [a]\n    limits:'),
      '11:5  pools.a100.sku: unknown key, allowed are arch, capacityTypes, disruption, expireAfter, labels, limits, nodeClass, ' +
        "skuFamilies, skus, taint, terminationGracePeriod, weight, zones; did you mean 'skus'?",
    ],
    [
      'three deep',
      edited('      gpus: 8', '      gpu: 8'),
      "12:7  pools.a100.limits.gpu: unknown key, allowed are cpu, gpus, memory, nodes; did you mean 'gpus'?",
    ],
    [
      'by the name that the resource has in manifests',
      edited('      gpus: 8', '      nvidia.com/gpu: 8'),
      "12:7  pools.a100.limits.nvidia.com/gpu: unknown key, allowed are cpu, gpus, memory, nodes; did you mean 'gpus'?",
    ],
    [
      'four deep',
      edited('      key: url', '      key: url\n      keys: a'),
      "19:7  runner.queueUrl.existing.keys: unknown key, allowed are key, name; did you mean 'key'?",
    ],
    [
      'in a list',
      edited('limits:', 'disruption: { budgets: [{ nodes: "1" }, { nodes: "0", when: now }] }\n    limits:'),
      '11:59  pools.a100.disruption.budgets.1.when: unknown key, allowed are duration, nodes, reasons, schedule',
    ],
    [
      'with two letters that changed places',
      edited('runner:', 'signIn:\n  cookieSecret: { existing: { name: a, key: b } }\n  odic: {}\nrunner:'),
      "15:3  signIn.odic: unknown key, allowed are allowedGroups, cookieSecret, dex, entraId, namespace, oidc; did you mean 'oidc'?",
    ],
    [
      'that is the beginning of one alone',
      `${VALID}  scaling: { queues: [rmq_a], maxReplicaCount: 1, minReplicas: 1 }\n`,
      "19:51  runner.scaling.minReplicas: unknown key, allowed are kind, maxReplicaCount, minReplicaCount, queues, sqsCredentials; did you mean 'minReplicaCount'?",
    ],
    [
      'that is the beginning of several',
      `${VALID}  scaling: { queues: [rmq_a], maxReplicaCount: 1, m: 1 }\n`,
      '19:51  runner.scaling.m: unknown key, allowed are kind, maxReplicaCount, minReplicaCount, queues, sqsCredentials',
    ],
    ['that is a number', edited('namespace:', '4:'), `4:1  4: unknown key, allowed are ${TOP}`],
  ])('%s', (_, text, expected) => {
    expect(mistakesOf(text)).toEqual([`platform.yaml:${expected}`]);
  });

  test('two of them are both told', () => {
    const text = edited('namespace:', 'namespce:').replace('imageFamily:', 'imagefamily:');
    expect(mistakesOf(text)).toEqual([
      `platform.yaml:4:1  namespce: unknown key, allowed are ${TOP}; did you mean 'namespace'?`,
      "platform.yaml:7:5  nodeClasses.ubuntu.imagefamily: unknown key, allowed are imageFamily, maxPods, osDiskSizeGB, tags, vnetSubnetID; did you mean 'imageFamily'?",
    ]);
  });
});

describe('a wrong type', () => {
  test.each([
    [
      'a version without quotes',
      edited('"1.34"', '1.34'),
      '3:3  target.kubernetes: is 1.34, allowed is text; put it in quotes',
    ],
    [
      'a release without quotes',
      edited('0.9.21', '0.9'),
      '14:3  runner.version: is 0.9, allowed is text; put it in quotes',
    ],
    ['true for text', edited('studioml', 'true'), '4:1  namespace: is true, allowed is text; put it in quotes'],
    [
      'text for a number',
      edited('gpus: 8', 'gpus: eight'),
      '12:7  pools.a100.limits.gpus: is "eight", allowed is a whole number',
    ],
    ['a fraction', edited('gpus: 8', 'gpus: 8.5'), '12:7  pools.a100.limits.gpus: is 8.5, allowed is a whole number'],
    [
      'text for a list',
      edited('[Standard_NC24ads_A100_v4]', 'Standard_NC24ads_A100_v4'),
      '10:5  pools.a100.skus: is "Standard_NC24ads_A100_v4", allowed is a list; write [Standard_NC24ads_A100_v4]',
    ],
    [
      'a word of a list that allows some, and one that it does not',
      edited('limits:', 'capacityTypes: spot\n    limits:'),
      '11:5  pools.a100.capacityTypes: is "spot", allowed is a list; write [spot]',
    ],
    [
      'a word that no list allows there',
      edited('limits:', 'capacityTypes: Spot\n    limits:'),
      '11:5  pools.a100.capacityTypes: is "Spot", allowed is a list',
    ],
    [
      'a number in quotes',
      edited('gpus: 8', "gpus: '8'"),
      '12:7  pools.a100.limits.gpus: is "8", allowed is a whole number; take the quotes off',
    ],
    [
      'a number in a list of texts',
      edited('[Standard_NC24ads_A100_v4]', '[24]'),
      '10:12  pools.a100.skus.0: is 24, allowed is text; put it in quotes',
    ],
    [
      'a list for a mapping',
      edited('      gpus: 8', '      - gpus: 8'),
      '11:5  pools.a100.limits: is [{"gpus":8}], allowed is a mapping of keys to values of cpu, gpus, memory, nodes',
    ],
    [
      'text for a mapping',
      edited('    imageFamily: Ubuntu2204', '    Ubuntu2204'),
      '6:3  nodeClasses.ubuntu: is "Ubuntu2204", allowed is a mapping of keys to values of imageFamily, maxPods, osDiskSizeGB, tags, vnetSubnetID',
    ],
    [
      'a section with nothing in it',
      edited('    imageFamily: Ubuntu2204\n', ''),
      '6:3  nodeClasses.ubuntu: is null, allowed is a mapping of keys to values; where there is nothing to set, write {}',
    ],
    [
      'a section with nothing in it where something must be',
      `${VALID}signIn:\n`,
      '19:1  signIn: is null, allowed is a mapping of keys to values of allowedGroups, cookieSecret, dex, entraId, namespace, oidc',
    ],
    [
      'a word of a list that is no text, told once',
      edited('provider: aks', 'provider: true'),
      '2:3  target.provider: is true, allowed are aks, eks, kind, generic',
    ],
    [
      'a fraction out of bounds of whole numbers, told once',
      edited('imageFamily: Ubuntu2204', 'osDiskSizeGB: 1.5'),
      '7:5  nodeClasses.ubuntu.osDiskSizeGB: is 1.5, allowed are whole numbers from 30 to 2048',
    ],
    ['a key with nothing behind it', edited(' studioml', ''), '4:1  namespace: is null, allowed is text'],
    [
      'a mapping where text or number would do',
      `${VALID}  cpu: { a: 1 }\n`,
      '19:3  runner.cpu: is {"a":1}, allowed is a number or text',
    ],
    ['a list for everything', '- target\n', '1:1  is ["target"], allowed is a mapping of keys to values'],
    ['text for everything', 'aks\n', '1:1  is "aks", allowed is a mapping of keys to values'],
    [
      'a long value, shortened',
      edited('studioml', `[${'abcdefgh, '.repeat(10)}]`),
      '4:1  namespace: is ["abcdefgh","abcdefgh","abcdefgh","abcdefgh","abcdefgh","..., allowed is text',
    ],
  ])('%s', (_, text, expected) => {
    expect(mistakesOf(text)).toEqual([`platform.yaml:${expected}`]);
  });

  test('not a number at all is shown as it is', () => {
    expect(mistakesOf(edited('gpus: 8', 'gpus: .nan'))).toEqual([
      'platform.yaml:12:7  pools.a100.limits.gpus: is NaN, allowed are whole numbers of at least 0',
    ]);
  });
});

describe('a value out of its bounds', () => {
  const disk = (value: number): string => edited('imageFamily: Ubuntu2204', `osDiskSizeGB: ${value}`);
  test.each([
    [
      'a word of Karpenter before v1',
      edited('limits:', 'disruption: { consolidationPolicy: WhenUnderutilized }\n    limits:'),
      '11:19  pools.a100.disruption.consolidationPolicy: is "WhenUnderutilized", allowed are WhenEmpty, WhenEmptyOrUnderutilized, Balanced; did you mean \'WhenEmptyOrUnderutilized\'?',
    ],
    ['an enum', edited('aks', 'gke'), '2:3  target.provider: is "gke", allowed are aks, eks, kind, generic'],
    [
      'an enum of a node class',
      edited('Ubuntu2204', 'Ubuntu2004'),
      '7:5  nodeClasses.ubuntu.imageFamily: is "Ubuntu2004", allowed are Ubuntu, Ubuntu2204, Ubuntu2404, AzureLinux',
    ],
    [
      'an enum in a list',
      edited('limits:', 'capacityTypes: [spot, cheap]\n    limits:'),
      '11:27  pools.a100.capacityTypes.1: is "cheap", allowed are on-demand, spot',
    ],
    [
      'an enum of the runner',
      `${VALID}  state: Paused\n`,
      '19:3  runner.state: is "Paused", allowed are Running, DrainAndSuspend, none',
    ],
    [
      'below a minimum',
      disk(29),
      '7:5  nodeClasses.ubuntu.osDiskSizeGB: is 29, allowed are whole numbers from 30 to 2048',
    ],
    [
      'above a maximum',
      disk(2049),
      '7:5  nodeClasses.ubuntu.osDiskSizeGB: is 2049, allowed are whole numbers from 30 to 2048',
    ],
    [
      'below a minimum without maximum',
      `${VALID}  replicas: -1\n`,
      '19:3  runner.replicas: is -1, allowed are whole numbers of at least 0',
    ],
    [
      'a GPU shared by one',
      `${VALID}devicePlugin: { timeSlicing: { replicas: 1 } }\n`,
      '19:32  devicePlugin.timeSlicing.replicas: is 1, allowed are whole numbers of at least 2',
    ],
    [
      'an empty list',
      edited('[Standard_NC24ads_A100_v4]', '[]'),
      '10:5  pools.a100.skus: is empty, at least one is needed',
    ],
    [
      'no pools',
      edited(VALID.slice(VALID.indexOf('  a100'), VALID.indexOf('runner:')), '  {}\n'),
      '8:1  pools: has 0 keys, allowed is at least one',
    ],
    [
      'a secret without source',
      edited('  queueUrl:\n    existing:\n      name: queue\n      key: url\n', '  queueUrl: {}\n'),
      `15:3  runner.queueUrl: has 0 keys, allowed is exactly one of ${SOURCES}`,
    ],
    [
      'a secret with two sources',
      `${VALID}    sealed: { name: queue, key: url, encryptedData: AgB }\n`,
      `15:3  runner.queueUrl: has 2 keys, allowed is exactly one of ${SOURCES}`,
    ],
  ])('%s', (_, text, expected) => {
    expect(mistakesOf(text)).toEqual([`platform.yaml:${expected}`]);
  });
});

describe('a missing value', () => {
  const without = (start: string, end: string): string =>
    edited(VALID.slice(VALID.indexOf(start), VALID.indexOf(end)), '');
  test.each([
    ['a whole section', without('target:', 'namespace:'), '1:1  target: is missing'],
    ['a key of a section, told at the section', edited('  provider: aks\n', ''), '1:1  target.provider: is missing'],
    [
      'a key deep down, told where its parent stands',
      edited('      key: url\n', ''),
      '16:5  runner.queueUrl.existing.key: is missing',
    ],
    ['the size of a cache', `${VALID}  cache: { dir: /tmp/cache }\n`, '19:3  runner.cache.size: is missing'],
  ])('%s', (_, text, expected) => {
    expect(mistakesOf(text)).toEqual([`platform.yaml:${expected}`]);
  });
});

describe('a file that is no configuration', () => {
  test.each([
    ['empty', '', '1:1  is empty, allowed is a mapping of keys to values'],
    ['only a comment', '# nothing\n', '1:1  is empty, allowed is a mapping of keys to values'],
    [
      'with text in place of a mapping of few keys',
      `${VALID}gateway: { host: a.example.com, issuer: letsencrypt }\n`,
      '19:33  gateway.issuer: is "letsencrypt", allowed is a mapping of keys to values of acmeAzureDns, existing, selfSignedCa',
    ],
    [
      'with an amount without its unit',
      `${VALID}  memory: 64\n`,
      '19:3  runner.memory: is 64, allowed is text with its unit, such as 10Gi',
    ],
    [
      'with a key given twice',
      edited('namespace: studioml', 'namespace: a\nnamespace: b'),
      '5:1  key namespace is given twice, allowed is once',
    ],
    [
      'with a key given twice in one line',
      edited('      gpus: 8', '      { gpus: 8, "gpus": 9 }'),
      '12:18  key "gpus" is given twice, allowed is once',
    ],
    ['with two documents', `${VALID}---\ntarget: {}\n`, '19:1  has a second YAML document, allowed is one'],
    ['with an alias of nothing', edited('studioml', '*name'), '4:12  alias *name has no anchor before it'],
    [
      'with an alias within itself',
      edited('studioml', '&name [*name]'),
      '4:19  alias *name stands within its own anchor',
    ],
  ])('%s', (_, text, expected) => {
    expect(mistakesOf(text)).toEqual([`platform.yaml:${expected}`]);
  });

  test.each(['constructor', '__proto__'])('with the key %s, which would be lost or end the program', (key) => {
    expect(mistakesOf(edited('limits:', `labels: { ${key}: a }\n    limits:`))).toEqual([
      `platform.yaml:11:15  key ${key} is not allowed, JavaScript reserves it`,
    ]);
  });

  test('indented by a tab, told before what follows from it', () => {
    const [first] = mistakesOf(edited('  provider: aks', '\tprovider: aks'));
    expect(first).toBe('platform.yaml:2:1  is not YAML: the line begins with a tab, allowed are spaces');
  });

  test('not YAML', () => {
    const [first] = mistakesOf(edited('[Standard_NC24ads_A100_v4]', '[Standard_NC24ads_A100_v4'));
    expect(first).toMatch(/^platform\.yaml:11:\d+ {2}is not YAML: /);
  });

  test('aliases of aliases that grow without measure', () => {
    const line = (name: string, of: string): string => `${name}: &${name} [${Array(10).fill(of).join(', ')}]\n`;
    const text = line('a', '1') + line('b', '*a') + line('c', '*b') + line('d', '*c');
    expect(mistakesOf(text)).toEqual(['platform.yaml  has too many aliases of aliases, write out what they stand for']);
  });

  test('aliases that stand for something are allowed', () => {
    const text = edited('    limits:', '    labels: &labels { team: ml }\n    limits:').replace(
      'imageFamily: Ubuntu2204',
      'imageFamily: Ubuntu2204\n    tags: { team: ml }',
    );
    expect(synthText(`${text}  nodeSelector: *labels\n`)).toContain('team: ml');
  });

  test('with lines as Windows ends them, and a byte order mark', () => {
    expect(mistakesOf(`\uFEFF${edited('studioml', 'A_B').replace(/\n/g, '\r\n')}`)[0]).toMatch(
      /^platform\.yaml:4:1 {2}namespace: 'A_B' must/,
    );
  });

  test('absent', () => {
    expect(() => readConfig('no/such/platform.yaml')).toThrow(
      expect.objectContaining({
        name: 'ConfigError',
        message: 'no/such/platform.yaml  cannot be read: ENOENT, there is no such file',
      }),
    );
  });

  test('a directory', () => {
    inTemp((directory) => {
      expect(() => readConfig(directory)).toThrow(`${directory}  cannot be read: EISDIR, it is a folder, give a file`);
    });
  });

  test.each([
    ['as PowerShell writes it', Buffer.from(`\uFEFF${VALID}`, 'utf16le'), 'is UTF-16, write it as UTF-8'],
    ['as an old editor writes it', Buffer.from(`${VALID}# \u00FC\n`, 'latin1'), 'is not UTF-8 text'],
  ])('that is no UTF-8, %s', (_, bytes, message) => {
    inTemp((directory) => {
      const file = path.join(directory, 'platform.yaml');
      fs.writeFileSync(file, bytes);
      expect(() => readConfig(file)).toThrow(`${file}  ${message}`);
    });
  });
});

describe('a password in the configuration is not repeated by the message', () => {
  test('each key of the schema that takes the source of a secret is known', () => {
    const keys = new Set<string>();
    const visit = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return;
      for (const [key, value] of Object.entries(node)) {
        if ((value as { $ref?: string } | null)?.$ref === '#/definitions/SecretConfig') keys.add(key);
        visit(value);
      }
    };
    visit(JSON.parse(fs.readFileSync(SCHEMA, 'utf8')));
    expect([...SECRET_KEYS].sort()).toEqual([...keys].sort());
  });

  const source = '    existing:\n      name: queue\n      key: url\n';
  const url = 'amqp://user:hunter2@rabbit:5672/%2f';
  test.each([
    [
      'as the source',
      edited(`queueUrl:\n${source}`, `queueUrl: ${url}\n`),
      '15:3  runner.queueUrl: is a value that is not shown, allowed is a mapping of keys to values that say where the value is, such as { existing: { name: SECRET, key: KEY } }',
    ],
    [
      'as a word',
      edited(`queueUrl:\n${source}`, 'queueUrl: hunter2\n'),
      '15:3  runner.queueUrl: is a value that is not shown, allowed is a mapping of keys to values that say where the value is, such as { existing: { name: SECRET, key: KEY } }',
    ],
    [
      'as the Secret',
      edited(source, '    existing: hunter2\n'),
      '16:5  runner.queueUrl.existing: is a value that is not shown, allowed is a mapping of keys to values, such as { name: SECRET, key: KEY }',
    ],
    [
      'as a number',
      edited('key: url', 'key: 12345'),
      '18:7  runner.queueUrl.existing.key: is a value that is not shown, allowed is text; put it in quotes',
    ],
    [
      'in a URL elsewhere',
      edited('[Standard_NC24ads_A100_v4]', url),
      '10:5  pools.a100.skus: is "amqp://user:***@rabbit:5672/%2f", allowed is a list',
    ],
  ])('%s', (_, text, expected) => {
    expect(mistakesOf(text)).toEqual([`platform.yaml:${expected}`]);
  });

  test('as the name of a Secret', () => {
    const [mistake] = mistakesOf(edited('name: queue', `name: ${url}`));
    expect(mistake).toContain("secret name 'amqp://user:***@rabbit:5672/%2f' must consist of");
  });
});

test('a problem is one line, whatever the value has, and is told once', () => {
  const problem = { path: ['gateway', 'host'], message: "is 'a\nb'", line: 3, column: 5 };
  const { message } = new ConfigError([problem, { ...problem }, { ...problem, line: 4 }], 'platform.yaml');
  expect(message.split('\n')).toEqual([
    "platform.yaml:3:5  gateway.host: is 'a\\nb'",
    "platform.yaml:4:5  gateway.host: is 'a\\nb'",
  ]);
});

test('a problem that is found later is told at the innermost of its keys that stands in the file', () => {
  inTemp((directory) => {
    const file = path.join(directory, 'platform.yaml');
    fs.writeFileSync(file, VALID);
    const source = readConfig(file);
    const place = (...at: (string | number)[]): unknown => {
      const [problem] = source.locate({ path: at, message: 'x' }).problems;
      return [problem?.line, problem?.column];
    };
    expect(place('pools', 'a100', 'limits', 'gpus')).toEqual([12, 7]);
    expect(place('pools', 'a100', 'skus', 0)).toEqual([10, 12]);
    expect(place('pools', 'a100', 'taint')).toEqual([9, 3]);
    expect(place('smokeTest', 'pool')).toEqual([1, 1]);
    expect(place()).toEqual([1, 1]);
  });
});
