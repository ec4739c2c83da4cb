import { keysIn } from '../../../src/checks/secret/key-shapes';
import { looksLikeToken } from '../../../src/checks/secret/looks-like-token';
import { secretPairIn } from '../../../src/checks/secret/pairs';
import { urlCredentialsIn } from '../../../src/checks/secret/url-credentials';
import { validateConfig } from '../../../src/blueprint/validate-config';

// Random text that stands for nothing, put together here so that no scanner takes this file for a leak.
const HEX = '3f9a1c7e5b2d8046af13c9d7e2b58460';
const RANDOM = '8mZk2pQvR4tYw7sLd9xBc3nFh6jGa1eU';
const base64 = (text: string): string => Buffer.from(text).toString('base64url');

test('an encrypted JSON web token has five parts', () => {
  const header = base64('{"alg":"RSA-OAEP","enc":"A256GCM"}');
  const direct = base64('{"alg":"dir","enc":"A256GCM"}');
  const token = [header, RANDOM, RANDOM.slice(0, 16), RANDOM, RANDOM.slice(0, 22)].join('.');
  expect(keysIn(token, '')).toEqual([{ says: 'an encrypted JSON web token', value: token }]);
  expect(keysIn([direct, '', RANDOM.slice(0, 16), RANDOM, RANDOM.slice(0, 22)].join('.'), '')).toHaveLength(1);
  expect(keysIn([base64('{"kind":"nothing"}'), RANDOM, RANDOM, RANDOM, RANDOM].join('.'), '')).toEqual([]);
  expect(keysIn([header, RANDOM].join('.'), '')).toEqual([]);
});

describe('a token in the place of a user', () => {
  test.each([`https://${HEX}@git.example/a.git`, `https://${RANDOM}@git.example/a.git`, `https://${HEX}:@host/x`])(
    '%#',
    (url) => {
      expect(urlCredentialsIn(url).map(({ says }) => says)).toEqual(['a token in an address']);
    },
  );

  test.each([
    'https://git@github.com/a/b.git',
    'https://somebody-with-a-long-name-2@git.example/a.git',
    'https://SomebodyWithQuiteALongName@git.example/',
    'https://${TOKEN}@git.example/a.git',
    'https://$(TOKEN)@git.example/a.git',
    `https://registry.example/image@sha256:${HEX}${HEX}`,
    `https://host/${HEX}@x`,
  ])('%s has none', (url) => {
    expect(urlCredentialsIn(url)).toEqual([]);
  });
});

test('no error of platform.yaml repeats what looks like a token', () => {
  const messages = (provider: string): string[] =>
    validateConfig({ target: { provider, kubernetes: '1.34' } }).map(({ message }) => message);
  expect(messages(`Zq7${RANDOM}`)).toEqual([expect.stringMatching(/^is a value that is not shown, allowed are /)]);
  expect(messages('azure-kubernetes-service')).toEqual([
    expect.stringMatching(/^is "azure-kubernetes-service", allowed are /),
  ]);
});

test.each([
  ['leafai/studio-go-runner:0.9.21', false],
  ['registry.example.com/team/some-long-image-name:1.2.3-build4', false],
  ['Standard_NC24ads_A100_v4', false],
  ['quay.io/argoproj/workflow-controller@sha256:' + HEX + HEX, false],
  [RANDOM, true],
  [HEX, true],
])('%s', (text, isToken) => {
  expect(looksLikeToken(text)).toBe(isToken);
});

test('a password may have letters with marks, and a translation has no digit beside them', () => {
  expect(secretPairIn('db:\n  password: "8mZkü2pQv"\n')).toEqual({ name: 'password', value: '8mZkü2pQv' });
  expect(secretPairIn('password: "Passwörter"')).toBeUndefined();
  expect(secretPairIn('password: "${PÄSS2}"')).toBeUndefined();
  expect(secretPairIn('password: "密码至少8位"')).toBeUndefined();
});
