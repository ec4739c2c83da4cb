import { saysOf } from './support';

const of = (kind: string, fields: object): string[] =>
  saysOf({ apiVersion: 'v1', kind, metadata: { name: 'a' }, ...fields }, 92, 94);

test.each<[string, object, readonly string[]]>([
  [
    'a slash in a key',
    { data: { 'a/b': '' } },
    [
      "ACC092 data[a/b]: Invalid value: \"a/b\": a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
    ],
  ],
  [
    'two dots at the start',
    { data: { '..a': '' } },
    ['ACC092 data[..a]: Invalid value: "..a": must not start with \'..\''],
  ],
  [
    'a key in both',
    { data: { a: '' }, binaryData: { a: '' } },
    ['ACC092 data[a]: Invalid value: "a": duplicate of key present in binaryData'],
  ],
  ['no base64, which is said of its type', { binaryData: { a: '!' } }, []],
  [
    'more than 1 MiB',
    { data: { a: 'x'.repeat(1048577) } },
    ['ACC092 data: Too long: may not be more than 1048576 bytes'],
  ],
  ['1 MiB, dots, and null', { data: { '.a': 'x'.repeat(1048576), b: null }, immutable: true }, []],
  ['base64 of two lines', { binaryData: { a: 'YQ==\n' } }, []],
])('a ConfigMap with %s', (_what, fields, lines) => {
  expect(of('ConfigMap', fields)).toEqual(lines);
});

const TLS = 'kubernetes.io/tls';
const DOCKER = 'kubernetes.io/dockerconfigjson';

test.each<[string, object, readonly string[]]>([
  [
    'a blank in a key',
    { stringData: { 'a b': 'x' } },
    [
      "ACC093 stringData[a b]: Invalid value: \"a b\": a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
    ],
  ],
  ['plain text, which is said of its type', { data: { a: 'hunter2' } }, []],
  ['half of a pair', { type: TLS, stringData: { 'tls.crt': '' } }, ['ACC094 data[tls.key]: Required value']],
  ['a pair in two places', { type: TLS, data: { 'tls.crt': '' }, stringData: { 'tls.key': '' } }, []],
  ['no registry', { type: DOCKER, data: {} }, ['ACC094 data[.dockerconfigjson]: Required value']],
  [
    'a registry that is no JSON',
    { type: DOCKER, stringData: { '.dockerconfigjson': 'a: b' } },
    ['ACC094 stringData[.dockerconfigjson]: Invalid value: "<secret contents redacted>": is not a JSON object'],
  ],
  [
    'a registry that is a list',
    { type: DOCKER, data: { '.dockerconfigjson': 'W10=' } },
    ['ACC094 data[.dockerconfigjson]: Invalid value: "<secret contents redacted>": is not a JSON object'],
  ],
  ['a registry', { type: DOCKER, data: { '.dockerconfigjson': 'e30=' } }, []],
  [
    'neither user nor password',
    { type: 'kubernetes.io/basic-auth' },
    ['ACC094 data[username]: Required value', 'ACC094 data[password]: Required value'],
  ],
  ['a user', { type: 'kubernetes.io/basic-auth', stringData: { username: '' } }, []],
  [
    'an empty key',
    { type: 'kubernetes.io/ssh-auth', data: { 'ssh-privatekey': '' } },
    ['ACC094 data[ssh-privatekey]: Required value'],
  ],
  [
    'no account',
    { type: 'kubernetes.io/service-account-token' },
    ['ACC094 metadata.annotations[kubernetes.io/service-account.name]: Required value'],
  ],
  ['a type of its own', { type: 'constructor', data: { constructor: 'YQ==' }, stringData: { a: null } }, []],
])('a Secret with %s', (_what, fields, lines) => {
  expect(of('Secret', fields)).toEqual(lines);
});
