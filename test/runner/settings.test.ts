import { SecretSource } from '../../src/core/secret/secret-source';
import { Runner, SETTINGS } from '../../src/runner';
import type { RunnerProps } from '../../src/runner';
import { objectsOf } from '../support/chart';
import { find, podOf, rabbit, refusal, settingsOf, valid } from './support';

const secret = SecretSource.existing('some', 'key');

/** Props that ask for one setting, a release that reads it and what that release is told; then one that does not, and the refusal. */
interface Row {
  readonly variable: string;
  readonly props: Partial<RunnerProps>;
  readonly reader: string;
  /** Text of the ConfigMap, or the secret of a variable. */
  readonly told: string | SecretSource;
  readonly other?: string;
  readonly refused?: string;
}

const HEAD_ONLY = { sqs: { region: 'eu-west-1' } };
const keys = { keys: { rmq_a: secret } };
const ROWS: readonly Row[] = [
  { variable: 'QUEUE_MATCH', props: { queues: { rabbit, match: '^a$' } }, reader: '0.9.9', told: '^a$' },
  {
    ...{ variable: 'QUEUE_MISMATCH', props: { queues: { rabbit, mismatch: '^a$' } }, reader: '0.9.22', told: '^a$' },
    ...{ other: '0.9.21', refused: 'queues.mismatch is not read by 0.9.21; releases from 0.9.22 on read it' },
  },
  {
    ...{ variable: 'AMQP_URL', props: { queues: { rabbit } }, reader: '0.14.3', told: rabbit.url },
    ...{ other: 'HEAD', refused: 'queues.rabbit.url is not read by HEAD; releases up to 0.14.x read it' },
  },
  {
    ...{ variable: 'AMQP_MGT_URL', props: { queues: { rabbit: { ...rabbit, managementUrl: secret } } } },
    ...{ reader: '0.13.1', told: secret, other: '0.13.0' },
    refused: 'queues.rabbit.managementUrl is not read by 0.13.0; releases from 0.13.1 up to 0.14.x read it',
  },
  { variable: 'SQS_CERTS', props: { queues: { sqs: {} } }, reader: 'HEAD', told: '/runner/certs/aws-sqs' },
  { variable: 'SQS_TIMEOUT', props: { queues: { sqs: { timeout: '1m' } } }, reader: '0.9.9', told: '1m' },
  {
    ...{ variable: 'AWS_REGION', props: { queues: HEAD_ONLY }, reader: 'HEAD', told: 'eu-west-1' },
    ...{ other: '0.14.3', refused: 'queues.sqs.region is not read by 0.14.3; only HEAD reads it' },
  },
  {
    ...{ variable: 'QUEUE_ROOT', props: { queues: { local: { root: '/tmp' } } }, reader: '0.14.2', told: '/tmp' },
    ...{ other: '0.13.2', refused: 'queues.local.root is not read by 0.13.2; releases from 0.14.2 on read it' },
  },
  {
    ...{ variable: 'GOOGLE_CERTS', props: { queues: { google: { credentials: secret } } }, reader: '0.9.25' },
    ...{ told: '/runner/certs/google', other: '0.9.26' },
    refused: 'queues.google is not read by 0.9.26; releases before 0.9.26 read it',
  },
  {
    ...{ variable: 'PUBSUB_TIMEOUT', props: { queues: { google: { credentials: secret, timeout: '9s' } } } },
    ...{ reader: '0.9.9', told: '9s', other: '0.12.0' },
    refused: 'queues.google is not read by 0.12.0; releases before 0.9.26 read it',
  },
  { variable: 'CACHE_DIR', props: { cache: { dir: '/tmp/c', size: '1Gib' } }, reader: '0.9.9', told: '/tmp/c' },
  { variable: 'CACHE_SIZE', props: { cache: { dir: '/tmp/c', size: '1Gib' } }, reader: 'HEAD', told: '1Gib' },
  { variable: 'MAX_CORES', props: { limits: { cores: 0 } }, reader: '0.9.9', told: '0' },
  { variable: 'MAX_MEM', props: { limits: { memory: '0gb' } }, reader: '0.9.9', told: '0gb' },
  { variable: 'MAX_DISK', props: { limits: { disk: '1.5 TiB' } }, reader: '0.9.9', told: '1.5 TiB' },
  {
    ...{ variable: 'LIMIT_TASKS', props: { limits: { tasks: 1 } }, reader: '0.13.2', told: '1', other: '0.13.1' },
    refused: 'limits.tasks is not read by 0.13.1; releases from 0.13.2 up to 0.14.x read it',
  },
  {
    ...{ variable: 'LIMIT_IDLE_DURATION', props: { limits: { idleDuration: '15m' } }, reader: '0.14.3', told: '15m' },
    ...{ other: 'HEAD', refused: 'limits.idleDuration is not read by HEAD; releases from 0.13.2 up to 0.14.x read it' },
  },
  {
    ...{ variable: 'LIMIT_INTERVAL', props: { limits: { interval: '300s' } }, reader: '0.13.2', told: '300s' },
    ...{ other: '0.9.21', refused: 'limits.interval is not read by 0.9.21; releases from 0.13.2 up to 0.14.x read it' },
  },
  {
    ...{ variable: 'ENCRYPT_DIR', props: { encryption: {} }, reader: '0.9.26', told: '/runner/certs/message' },
    ...{ other: '0.9.25', refused: 'encryption is not read by 0.9.25; releases from 0.9.26 up to 0.14.x read it' },
  },
  {
    ...{ variable: 'REQUEST_SIGNATURES_DIR', props: { signing: keys }, reader: '0.10.0', other: '0.9.27' },
    ...{ told: '/runner/certs/queues/signing' },
    refused: 'signing is not read by 0.9.27; releases from 0.10.0 up to 0.14.x read it',
  },
  {
    ...{ variable: 'RESPONSE_SIGNATURES_DIR', props: { reportKeys: keys }, reader: '0.11.0', other: '0.10.1' },
    ...{ told: '/runner/certs/queues/response-encrypt' },
    refused: 'reportKeys is not read by 0.10.1; releases from 0.11.0 up to 0.14.x read it',
  },
  {
    ...{ variable: 'CLEAR_TEXT_MESSAGES', props: { clearTextMessages: true }, reader: '0.9.27', told: 'true' },
    ...{ other: '0.9.26', refused: 'clearTextMessages is not read by 0.9.26; releases from 0.9.27 on read it' },
  },
  { variable: 'S3_CA', props: { s3: { ca: '/ca.pem' } }, reader: '0.9.9', told: '/ca.pem' },
  {
    variable: 'S3_CERT',
    props: { s3: { cert: secret, key: secret } },
    reader: '0.9.9',
    told: '/runner/certs/s3/cert.pem',
  },
  {
    variable: 'S3_KEY',
    props: { s3: { cert: secret, key: secret } },
    reader: '0.9.9',
    told: '/runner/certs/s3/key.pem',
  },
  {
    ...{ variable: 'ALLOW_ENV_SECRETS', props: { allowEnvSecrets: true }, reader: '0.13.0', told: 'true' },
    ...{ other: '0.12.1', refused: 'allowEnvSecrets is not read by 0.12.1; releases from 0.13.0 on read it' },
  },
  {
    ...{ variable: 'VAULT_TOKEN', props: { vaultToken: secret }, reader: '0.14.3', told: secret, other: '0.14.2' },
    refused: 'vaultToken is not read by 0.14.2; releases from 0.14.3 up to 0.14.x read it',
  },
  { variable: 'LOGXI', props: { logging: { levels: '*=DBG' } }, reader: '0.9.9', told: '*=DBG' },
  { variable: 'LOGXI_FORMAT', props: { logging: { format: 'JSON' } }, reader: 'HEAD', told: 'JSON' },
  {
    ...{ variable: 'PROM_ADDRESS', props: { metrics: { port: 9091 } }, reader: '0.14.2', told: ':9091' },
    ...{ other: '0.14.3', refused: 'metrics is not read by 0.14.3; releases before 0.14.3 read it' },
  },
  { variable: 'CPU_ONLY', props: { cpuOnly: true }, reader: '0.9.9', told: 'true' },
  { variable: 'DEBUG', props: { debug: true }, reader: 'HEAD', told: 'true' },
  {
    ...{ variable: 'SCHEMA_LOGS', props: { schemaLogs: false }, reader: '0.14.2', told: 'false', other: '0.13.2' },
    refused: 'schemaLogs is not read by 0.13.2; releases from 0.14.2 up to 0.14.x read it',
  },
  {
    ...{ variable: 'GENERATE_METADATA', props: { generateMetadata: true }, reader: '0.14.2', told: 'true' },
    ...{ other: 'HEAD', refused: 'generateMetadata is not read by HEAD; releases from 0.14.2 up to 0.14.x read it' },
  },
  { variable: 'WORKING_DIR', props: { workingDir: '/work' }, reader: '0.9.9', told: '/work' },
  {
    ...{ variable: 'CPU_PROFILE', props: { cpuProfile: '/tmp/p' }, reader: '0.14.2', told: '/tmp/p', other: '0.9.21' },
    refused: 'cpuProfile is not read by 0.9.21; releases from 0.14.2 on read it',
  },
  { variable: 'K8S_CONFIGMAP', props: { state: false }, reader: '0.9.9', told: '' },
];

/** What the variable of a Runner's container is, from the ConfigMap or from a secret. */
function valueOf(variable: string, props: RunnerProps): unknown {
  const objects = objectsOf((chart) => new Runner(chart, 'runner', props));
  const [{ env }] = podOf(objects).containers;
  const own = env.find(({ name }: { name: string }) => name === variable);
  return own?.valueFrom ?? find(objects, 'ConfigMap', 'studioml-env').data[variable];
}

describe('every setting of the table', () => {
  test('has a row here', () => {
    const rows = ROWS.map(({ variable }) => variable);
    expect(rows.sort()).toEqual(
      SETTINGS.map(({ variable }) => variable)
        .filter((name) => name !== 'K8S_NAMESPACE')
        .sort(),
    );
  });

  test.each(ROWS.map((row) => [row.variable, row] as const))('%s is told', (variable, { props, reader, told }) => {
    const expected =
      typeof told === 'string'
        ? told
        : { secretKeyRef: told === rabbit.url ? { name: 'studioml-queue', key: 'url' } : { name: 'some', key: 'key' } };
    expect(valueOf(variable, { ...valid(reader), ...props })).toEqual(expected);
  });

  const gated = ROWS.flatMap((row) => (row.other === undefined ? [] : [[row.variable, row] as const]));
  test.each(gated)('%s is refused where the release does not read it', (_variable, { props, other, refused }) => {
    expect(refusal({ ...valid(other!), ...props })).toBe(refused);
  });

  test('whatever has a bound is gated', () => {
    const bounded = SETTINGS.filter(({ reads }) => reads !== undefined).map(({ variable }) => variable);
    expect(gated.map(([variable]) => variable).sort()).toEqual(bounded.sort());
  });

  test.each(SETTINGS.filter(({ type }) => type === 'secret').map(({ variable }) => variable))(
    '%s is a secret and never stands in the ConfigMap',
    (variable) => {
      const { props, reader } = ROWS.find((row) => row.variable === variable)!;
      expect(settingsOf({ ...valid(reader), ...props })).not.toHaveProperty(variable);
    },
  );
});

describe('a release without bound is one of the oldest and of the newest', () => {
  test.each(['0.9.9', '0.9.21', '0.9.27', '0.12.0', '0.13.2', '0.14.2', '0.14.3', 'HEAD'])('%s', (version) => {
    const { QUEUE_MATCH } = settingsOf(valid(version));
    const knowsLocal = ['0.14.2', '0.14.3', 'HEAD'].includes(version);
    expect(QUEUE_MATCH).toBe(knowsLocal ? '^(rmq|sqs|local)_.*$' : '^(rmq|sqs)_.*$');
  });

  test('a number above all known releases reads what HEAD does', () => {
    expect(refusal(valid('0.15.0'))).toBe('queues.rabbit.url is not read by 0.15.0; releases up to 0.14.x read it');
  });
});

describe('values', () => {
  const bad: [string, Partial<RunnerProps>, string][] = [
    ['half a core', { limits: { cores: 0.5 } }, 'limits.cores is 0.5, allowed are whole numbers of at least 0'],
    ['memory of Kubernetes', { limits: { memory: '4Gi' } }, "limits.memory is '4Gi', allowed is a size such as 10Gib"],
    ['disk in words', { limits: { disk: 'all' } }, "limits.disk is 'all', allowed is a size such as 10Gib"],
    [
      'time without unit',
      { limits: { idleDuration: '15' } },
      "limits.idleDuration is '15', allowed is a duration such as 15m",
    ],
    [
      'days, which Go has not',
      { limits: { idleDuration: '1d' } },
      "limits.idleDuration is '1d', allowed is a duration such as 15m",
    ],
    ['an interval of less', { limits: { interval: '4m59s' } }, "limits.interval is '4m59s', allowed is at least 5m"],
    ['no interval', { limits: { interval: '0s' } }, "limits.interval is '0s', allowed is at least 5m"],
    [
      'a relative directory',
      { workingDir: 'work' },
      "workingDir is 'work', allowed is an absolute path, such as /tmp/cache",
    ],
    ['an empty level', { logging: { levels: '' } }, "logging.levels is '', allowed is a text"],
    ['port 0, which is any', { metrics: { port: 0 } }, 'metrics.port is 0, allowed are whole numbers from 1 to 65535'],
    [
      'a port too high',
      { metrics: { port: 65536 } },
      'metrics.port is 65536, allowed are whole numbers from 1 to 65535',
    ],
    [
      'a relative certificate',
      { s3: { ca: 'ca.pem' } },
      "s3.ca is 'ca.pem', allowed is an absolute path in the image, or a SecretSource",
    ],
    ['a certificate without key', { s3: { cert: '/c' } }, 's3.cert is given without key, and a client needs both'],
    ['a key without certificate', { s3: { key: '/k' } }, 's3.key is given without cert, and a client needs both'],
    [
      'a parent that nothing makes',
      { cache: { dir: '/tmp/a/b', size: '1Gib' } },
      "cache.dir is '/tmp/a/b', whose parent nothing makes on a new volume; allowed is a directory such as /tmp/cache",
    ],
    [
      'an expression of what is excluded that Go has not',
      { queues: { rabbit, mismatch: 'a(?=b)' } },
      "queues.mismatch is 'a(?=b)', allowed is a regular expression of Go, which has no lookaround and no back-reference",
    ],
  ];
  test.each(bad)('%s', (_what, props, message) => {
    expect(refusal({ ...valid('0.14.2'), ...props })).toBe(message);
  });

  const group: [string, object, string][] = [
    [
      'a typo in a group',
      { limits: { idle: '1m' } },
      "limits has the unknown field 'idle', allowed are cores, memory, disk, tasks, idleDuration, interval",
    ],
    ['true for a text', { debug: 'true' }, 'debug is text, allowed are true, false'],
  ];
  test.each(group)('%s', (_what, props, message) => {
    expect(refusal({ ...valid('0.14.2'), ...props })).toBe(message);
  });

  test.each(['5m', '300s', '1h30m', '1.5h', '300000ms'])('an interval of %s is long enough', (interval) => {
    expect(settingsOf({ ...valid('0.13.2'), limits: { interval } }).LIMIT_INTERVAL).toBe(interval);
  });

  test('a cache below an existing claim may lie as deep as it likes, and one elsewhere too', () => {
    const cache = { dir: '/tmp/a/b', size: '1Gib' };
    expect(settingsOf({ ...valid('0.9.21'), cache, workVolume: { claimName: 'work' } }).CACHE_DIR).toBe('/tmp/a/b');
    expect(settingsOf({ ...valid('0.9.21'), cache: { ...cache, dir: '/var/lib/x/y' } }).CACHE_DIR).toBe('/var/lib/x/y');
  });

  test('without metrics the program listens on nothing, and nothing knocks', () => {
    const props = { ...valid('0.9.21'), metrics: false } as const;
    expect(settingsOf(props).PROM_ADDRESS).toBe('');
    const [container] = podOf(objectsOf((chart) => new Runner(chart, 'runner', props))).containers;
    expect(Object.keys(container as object).filter((field) => /Probe|ports/.test(field))).toEqual([]);
  });
});

describe('messages', () => {
  const missing = (version: string): string =>
    `encryption is missing and clearTextMessages is not true, and ${version} serves no queue without one of the two`;

  test.each(['0.9.27', '0.12.0', '0.14.3'])('%s must be able to read some', (version) => {
    expect(refusal({ ...valid(version), clearTextMessages: undefined })).toBe(missing(version));
    expect(refusal({ ...valid(version), clearTextMessages: false })).toBe(missing(version));
    expect(() => settingsOf({ ...valid(version), clearTextMessages: false, encryption: {} })).not.toThrow();
    expect(() => settingsOf({ ...valid(version), clearTextMessages: true })).not.toThrow();
  });

  test.each(['0.9.9', '0.9.26'])('%s takes all of them', (version) => {
    expect(settingsOf(valid(version))).not.toHaveProperty('CLEAR_TEXT_MESSAGES');
  });

  test('HEAD knows none but those in clear', () => {
    expect(refusal({ ...valid('HEAD'), clearTextMessages: false })).toBe(
      'clearTextMessages is false, and HEAD knows no other messages',
    );
    expect(settingsOf({ ...valid('HEAD'), clearTextMessages: true }).CLEAR_TEXT_MESSAGES).toBe('true');
  });
});
