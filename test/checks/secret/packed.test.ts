import { deflateSync, gzipSync } from 'node:zlib';
import { generateKeyPairSync } from 'node:crypto';
import { formatPath } from '../../../src/checks/field-path';
import { SECRET_RULES } from '../../../src/checks/secret';
import { ofBytes, unpacked } from '../../../src/checks/secret/packed';
import { reportsOf } from '../image/pages';
import { configMap, env } from './objects';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const binary = (bytes: Buffer | string): unknown => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'c' },
  binaryData: { file: Buffer.from(bytes).toString('base64') },
});
const found = (object: unknown): string[] =>
  SECRET_RULES.flatMap((rule) => reportsOf(rule, [object]).map(({ path }) => `${rule.id} ${formatPath(path ?? [])}`));
const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');

/** A Java key store with one entry: 1 is a private key, 2 a certificate. */
function keyStore(tag: 1 | 2): Buffer {
  const entry = [Buffer.from([0, 0, 0, tag, 0, 2]), Buffer.from('ca'), Buffer.alloc(8)];
  const certificate = [Buffer.from([0, 5]), Buffer.from('X.509'), Buffer.from([0, 0, 0, 90]), Buffer.alloc(90, 7)];
  return Buffer.concat([Buffer.from('feedfeed0000000200000001', 'hex'), ...entry, ...certificate]);
}

/** The bag of a PKCS #12 store: 2 is a key that is encrypted, 3 a certificate. */
const pkcs12 = (bag: 2 | 3): Buffer =>
  Buffer.concat([
    Buffer.from('308209cf020103', 'hex'),
    Buffer.alloc(60, 5),
    Buffer.from(`060b2a864886f70d010c0a010${bag}`, 'hex'),
    Buffer.alloc(90, 9),
  ]);

describe('a key is found', () => {
  test.each([
    ['compressed by gzip', binary(gzipSync(pem))],
    ['compressed by zlib', binary(deflateSync(pem))],
    ['compressed, in base64, in a variable', env('K', gzipSync(pem).toString('base64'))],
    [
      'as Helm keeps a release',
      configMap('release', Buffer.from(gzipSync(JSON.stringify({ key: pem })).toString('base64')).toString('base64')),
    ],
    ['in UTF-16', binary(utf16(`\ufeff${pem}`))],
    ['in UTF-16 without a mark', binary(utf16(pem))],
    ['in UTF-16 of the other order', binary(utf16(pem).swap16())],
    ['in an archive', binary(Buffer.concat([Buffer.alloc(512), Buffer.from(pem), Buffer.alloc(512)]))],
    ['in an address', env('K', encodeURIComponent(pem))],
    ['as bytes', binary(privateKey.export({ type: 'pkcs8', format: 'der' }))],
    ['as bytes of PKCS #1', binary(privateKey.export({ type: 'pkcs1', format: 'der' }))],
    ['as bytes of a curve', binary(curve.export({ type: 'sec1', format: 'der' }))],
    [
      'as encrypted bytes',
      binary(curve.export({ type: 'pkcs8', format: 'der', cipher: 'aes-256-cbc', passphrase: 'x' })),
    ],
    ['in a PKCS #12 store', binary(pkcs12(2))],
    ['in a PKCS #12 store, in a variable', env('STORE', pkcs12(2).toString('base64'))],
    ['in a Java key store', binary(keyStore(1))],
    [
      'in a keytab',
      binary(
        Buffer.concat([Buffer.from('05020000003c0002000b', 'hex'), Buffer.from('EXAMPLE.COM'), Buffer.alloc(60, 3)]),
      ),
    ],
  ])('%s', (_how, object) => {
    expect(found(object)).toEqual([expect.stringMatching(/^SEC003 /)]);
  });
});

describe('none is found', () => {
  test.each([
    ['in a public key as bytes', binary(publicKey.export({ type: 'spki', format: 'der' }))],
    ['in a PKCS #12 store of certificates', binary(pkcs12(3))],
    ['in a Java key store of certificates', binary(keyStore(2))],
    ['in text that is compressed', binary(gzipSync('the panels of a dashboard '.repeat(9)))],
    ['in text of UTF-16', binary(utf16('\ufeffplain text of Windows'))],
    ['in other bytes', binary(Buffer.from(Array.from({ length: 4000 }, (_, index) => (index * 7919) % 256)))],
    [
      'in base64 of a sentence',
      env('BANNER', Buffer.from('Welcome to the platform, have a good day.').toString('base64')),
    ],
  ])('%s', (_how, object) => {
    expect(found(object)).toEqual([]);
  });
});

test('a small file that unpacks to gigabytes, and bytes that only begin as a packed file does, are passed over', () => {
  expect(ofBytes(gzipSync(Buffer.alloc(8 * 1024 * 1024)))).toBeUndefined();
  expect(
    unpacked(Buffer.concat([Buffer.from('1f8b0800', 'hex'), Buffer.alloc(60, 200)]).toString('base64')),
  ).toBeUndefined();
});
