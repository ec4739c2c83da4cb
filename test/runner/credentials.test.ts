import { SecretSource } from '../../src/core/secret/secret-source';
import { Runner } from '../../src/runner';
import type { RunnerProps } from '../../src/runner';
import { messageOf, objectsOf, testChart, untyped } from '../support/chart';
import type { Rendered } from '../support/chart';
import { find, podOf, rabbit, refusal, render, strictFindings, valid } from './support';

const props = (more: object): RunnerProps => ({ ...valid('0.12.0'), ...more });
const volume = (objects: Rendered[], wanted: string): Rendered =>
  podOf(objects).volumes.find(({ name }: { name: string }) => name === wanted);
const mountOf = (objects: Rendered[], wanted: string): Rendered =>
  podOf(objects).containers[0].volumeMounts.find(({ name }: { name: string }) => name === wanted);
const existing = (name: string, key: string) => SecretSource.existing(name, key);
const PRIVATE = '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----';

describe('encryption', () => {
  test('the Secrets of the documents, which must be there', () => {
    const objects = render(props({ encryption: {} }));
    expect(volume(objects, 'message-encryption').secret).toEqual({
      secretName: 'studioml-runner-key-secret',
      optional: false,
      items: [
        { key: 'ssh-privatekey', path: 'ssh-privatekey' },
        { key: 'ssh-publickey', path: 'ssh-publickey' },
      ],
    });
    expect(volume(objects, 'encryption-passphrase').secret).toEqual({
      secretName: 'studioml-runner-passphrase-secret',
      optional: false,
      items: [{ key: 'ssh-passphrase', path: 'ssh-passphrase' }],
    });
    expect(mountOf(objects, 'message-encryption').mountPath).toBe('/runner/certs/message/encryption');
    expect(mountOf(objects, 'encryption-passphrase').mountPath).toBe('/runner/certs/message/passphrase');
    expect(find(objects, 'ConfigMap', 'studioml-env').data.ENCRYPT_DIR).toBe('/runner/certs/message');
  });

  test('optional ones may be missing', () => {
    const objects = render(props({ encryption: { optional: true } }));
    for (const name of ['message-encryption', 'encryption-passphrase'])
      expect(volume(objects, name).secret.optional).toBe(true);
  });

  test('three keys of one Secret of a vault need one object, and its volume once', () => {
    const key = (name: string) =>
      SecretSource.azureKeyVault({
        ...{ name: 'crypt', key: name, objectName: name, vaultName: 'v', tenantId: 't', clientId: 'c' },
      });
    const encryption = { privateKey: key('private'), publicKey: key('public'), passphrase: key('phrase') };
    const objects = render({ ...props({ encryption }), queues: { rabbit: { url: key('url') } } });
    const [provider, ...more] = objects.filter(({ kind }) => kind === 'SecretProviderClass');
    expect(more).toEqual([]);
    expect(provider.spec.secretObjects[0].data.map((entry: { key: string }) => entry.key).sort()).toEqual([
      ...['phrase', 'private', 'public', 'url'],
    ]);
    const names = podOf(objects).volumes.map(({ name }: { name: string }) => name) as string[];
    expect(names.filter((name) => name.startsWith('keyvault-'))).toEqual(['keyvault-crypt']);
    const paths = podOf(objects).containers[0].volumeMounts.map(({ mountPath }: { mountPath: string }) => mountPath);
    expect(new Set(paths).size).toBe(paths.length);
    const report = strictFindings((chart) => new Runner(chart, 'runner', { ...props({ encryption }) }));
    expect(report).toEqual([]);
  });
});

describe('keys of queues', () => {
  test('the Secret of the documents as a whole', () => {
    const objects = render(props({ signing: {}, reportKeys: { optional: true } }));
    expect(volume(objects, 'queue-signing').secret).toEqual({ secretName: 'studioml-signing' });
    expect(volume(objects, 'response-queue-signing').secret).toEqual({
      secretName: 'studioml-report-keys',
      optional: true,
    });
    expect(mountOf(objects, 'queue-signing').mountPath).toBe('/runner/certs/queues/signing');
    expect(mountOf(objects, 'response-queue-signing').mountPath).toBe('/runner/certs/queues/response-encrypt');
  });

  test('public keys that are text stand in a ConfigMap, for they are no secret', () => {
    const text = '-----BEGIN RSA PUBLIC KEY-----\nMIIB\n-----END RSA PUBLIC KEY-----\n';
    const objects = render(props({ reportKeys: { keys: { rmq_: text } } }));
    expect(find(objects, 'ConfigMap', 'studioml-report-keys').data).toEqual({ rmq_: text });
    expect(volume(objects, 'response-queue-signing').projected).toEqual({
      sources: [{ configMap: { name: 'studioml-report-keys' } }],
    });
    expect(
      strictFindings((chart) => new Runner(chart, 'runner', props({ reportKeys: { keys: { rmq_: text } } }))),
    ).toEqual([]);
  });

  test('others come from where they are', () => {
    const keys = { rmq_cpu_andrei_: existing('signers', 'andrei'), sqs_: existing('signers', 'sqs') };
    expect(volume(render(props({ signing: { keys } })), 'queue-signing').secret).toEqual({
      secretName: 'signers',
      items: [
        { key: 'andrei', path: 'rmq_cpu_andrei_' },
        { key: 'sqs', path: 'sqs_' },
      ],
    });
  });

  const ed25519 = 'ssh-ed25519 AAAAC3Nza comment';
  const begins = 'is no public key that the program takes, which begins with';
  test.each<[string, object, string]>([
    [
      'a beginning of three characters',
      { signing: { keys: { rmq: ed25519 } } },
      "signing.keys has 'rmq', allowed is the beginning of a queue's name of at least 4 characters, such as rmq_cpu_",
    ],
    [
      'a beginning that is no key of a Secret',
      { reportKeys: { keys: { 'rmq/a': existing('a', 'b') } } },
      "reportKeys.keys has 'rmq/a', allowed are letters, digits, '-', '_' and '.', as keys of a Secret",
    ],
    [
      'an RSA key to sign with',
      { signing: { keys: { rmq_a: 'ssh-rsa AAAA' } } },
      `signing.keys.rmq_a ${begins} ssh-ed25519 `,
    ],
    [
      'an SSH key to encrypt with',
      { reportKeys: { keys: { rmq_a: ed25519 } } },
      `reportKeys.keys.rmq_a ${begins} -----BEGIN RSA PUBLIC KEY----- or -----BEGIN PUBLIC KEY-----`,
    ],
    [
      'a private key, which is not shown',
      { reportKeys: { keys: { rmq_a: PRIVATE } } },
      `reportKeys.keys.rmq_a ${begins} -----BEGIN RSA PUBLIC KEY----- or -----BEGIN PUBLIC KEY-----`,
    ],
    [
      'a public key with its private one',
      { reportKeys: { keys: { rmq_a: `-----BEGIN PUBLIC KEY-----\n${PRIVATE}` } } },
      `reportKeys.keys.rmq_a ${begins} -----BEGIN RSA PUBLIC KEY----- or -----BEGIN PUBLIC KEY-----`,
    ],
    ['no key', { signing: { keys: {} } }, 'signing.keys is empty, allowed is at least one key'],
    [
      'keys and their Secret',
      { signing: { keys: { rmq_a: ed25519 }, secretName: 'a' } },
      'signing.keys and signing.secretName are given, allowed is one of the two',
    ],
  ])('%s', (_what, given, message) => expect(refusal(props(given))).toBe(message));

  test('a Secret that is no name', () => {
    expect(refusal(props({ signing: { secretName: 'A' } }))).toContain("signing.secretName 'A' must consist of");
  });
});

describe('SQS', () => {
  test('two files from two places are one directory with exactly these two', () => {
    const sqs = { credentials: existing('one', 'c'), config: existing('two', 'd') };
    const objects = render({ version: '0.9.21', queues: { sqs } });
    expect(volume(objects, 'aws-sqs').projected.sources).toEqual([
      { secret: { name: 'one', items: [{ key: 'c', path: 'credentials' }] } },
      { secret: { name: 'two', items: [{ key: 'd', path: 'config' }] } },
    ]);
  });

  test('without a name it is the Secret of the documents', () => {
    expect(volume(render({ version: '0.9.21', queues: { sqs: {} } }), 'aws-sqs').secret.secretName).toBe(
      'studioml-runner-aws-sqs',
    );
  });
});

describe('stores', () => {
  const credentials = { accessKeyId: existing('aws', 'id'), secretAccessKey: existing('aws', 'key') };

  test('keys of AWS are variables from a Secret', () => {
    const [{ env }] = podOf(render(props({ s3: { credentials } }))).containers;
    expect(env).toContainEqual({
      name: 'AWS_SECRET_ACCESS_KEY',
      valueFrom: { secretKeyRef: { name: 'aws', key: 'key' } },
    });
  });

  test('which releases from 0.13.0 on read only where they are told to', () => {
    const s3 = { credentials };
    expect(refusal({ ...valid('0.13.0'), s3 })).toBe(
      's3.credentials are given, and 0.13.0 reads them only where allowEnvSecrets is true',
    );
    expect(() => render({ ...valid('0.13.0'), s3, allowEnvSecrets: true })).not.toThrow();
  });

  test('the key of a client is mounted, not printed', () => {
    const objects = render(props({ s3: { cert: existing('c', 'crt'), key: existing('c', 'key') } }));
    expect(volume(objects, 's3-certs').secret.items).toEqual([
      { key: 'crt', path: 'cert.pem' },
      { key: 'key', path: 'key.pem' },
    ]);
    expect(podOf(objects).containers[0].env.map(({ name }: { name: string }) => name)).not.toContain('S3_KEY');
  });
});

test('Google PubSub reads files whose names end in .json', () => {
  const objects = render({ version: '0.9.9', queues: { google: { credentials: existing('g', 'key') } } });
  expect(volume(objects, 'google-certs').secret.items).toEqual([{ key: 'key', path: 'credentials.json' }]);
});

test('no value of a secret stands anywhere but in its Secret', () => {
  let index = 0;
  const literal = () => SecretSource.insecureLiteral({ name: `s-${index++}`, key: 'k', value: 'hunter2-of-the-tests' });
  const objects = objectsOf(
    (chart) =>
      new Runner(chart, 'runner', {
        version: '0.14.3',
        queues: {
          rabbit: { url: literal(), managementUrl: literal() },
          sqs: { credentials: literal(), config: literal() },
        },
        encryption: { privateKey: literal(), publicKey: literal(), passphrase: literal() },
        signing: { keys: { rmq_a: literal() } },
        reportKeys: { keys: { rmq_a: literal() } },
        s3: {
          ...{ ca: literal(), cert: literal(), key: literal() },
          credentials: { accessKeyId: literal(), secretAccessKey: literal() },
        },
        allowEnvSecrets: true,
        vaultToken: literal(),
      }),
  );
  const holders = objects.filter((object) => JSON.stringify(object).includes('hunter2'));
  expect(holders).toHaveLength(index);
  expect(new Set(holders.map(({ kind }) => kind as string))).toEqual(new Set(['Secret']));
});

test('a source that is missing is said before anything is mounted', () => {
  expect(
    messageOf(
      () =>
        new Runner(
          testChart(),
          'runner',
          untyped({ version: '0.9.21', queues: { rabbit: { managementUrl: rabbit.url } } }),
        ),
    ),
  ).toBe('[test/runner] queues.rabbit.managementUrl is not read by 0.9.21; releases from 0.13.1 up to 0.14.x read it');
});
