import * as fc from 'fast-check';
import { IMAGE, parseImage } from '../../../src/checks/image/image-reference';

const SHA256 = `sha256:${'0a'.repeat(32)}`;

test.each([
  ['nginx', 'docker.io', 'library/nginx', undefined, undefined],
  ['nginx:1.29', 'docker.io', 'library/nginx', '1.29', undefined],
  ['minio/minio', 'docker.io', 'minio/minio', undefined, undefined],
  ['docker.io/nginx', 'docker.io', 'library/nginx', undefined, undefined],
  ['index.docker.io/library/nginx:1', 'docker.io', 'library/nginx', '1', undefined],
  ['localhost/train', 'localhost', 'train', undefined, undefined],
  ['localhost:5000/train:a', 'localhost:5000', 'train', 'a', undefined],
  ['registry:5000/train', 'registry:5000', 'train', undefined, undefined],
  ['registry.example.com/a/b/c:v1', 'registry.example.com', 'a/b/c', 'v1', undefined],
  ['UPPER/train', 'UPPER', 'train', undefined, undefined],
  ['[fd00::1]:5000/train:1', '[fd00::1]:5000', 'train', '1', undefined],
  [`ghcr.io/a/b@${SHA256}`, 'ghcr.io', 'a/b', undefined, SHA256],
  [`ghcr.io/a/b:1@${SHA256}`, 'ghcr.io', 'a/b', '1', SHA256],
  ['a/b__c-d.e--f:_x', 'docker.io', 'a/b__c-d.e--f', '_x', undefined],
  [`a:${'t'.repeat(128)}`, 'docker.io', 'library/a', 't'.repeat(128), undefined],
  ['redis:latest', 'docker.io', 'library/redis', 'latest', undefined],
  // An id is 64 digits; one digit less is a name.
  ['a'.repeat(63), 'docker.io', `library/${'a'.repeat(63)}`, undefined, undefined],
])('%s is read', (text, registry, path, tag, digest) => {
  expect(parseImage(text)).toEqual({ registry, path, tag, digest });
});

test.each([
  ['https://example.com/train:1', 'is no host'],
  ['Nginx', 'upper-case'],
  ['example.com/Vision/train', 'upper-case'],
  ['example.com/train:', 'has the tag'],
  ['example.com/train:a b', 'has the tag'],
  [`a:${'t'.repeat(129)}`, 'has the tag'],
  ['a:-1', 'has the tag'],
  ['a//b', "has ''"],
  ['example.com/', "has ''"],
  ['/train', "has ''"],
  ['a/b-', "has 'b-'"],
  ['a___b', "has 'a___b'"],
  ['a..b', "has 'a..b'"],
  [' nginx', "has ' nginx'"],
  ['nginx ', "has 'nginx '"],
  ['$(REGISTRY)/train:1', 'is no host'],
  ['${IMAGE}', 'upper-case'],
  ['{{ image }}', "has '{{ image }}'"],
  ['<registry>.example.com/train:1', 'is no host'],
  ['a@b@c', "more than one '@'"],
  ['a@sha256:abc', 'digest of 3 characters'],
  [`a@sha256:${'A'.repeat(64)}`, 'digest of 64 characters'],
  [`a@md5:${'a'.repeat(32)}`, 'is not sha256'],
  ['a@', 'is not sha256'],
  [`@${SHA256}`, 'no repository'],
  [':1', 'no repository'],
  ['f'.repeat(64), 'id of an image'],
  [`example.com/${'a'.repeat(256)}`, 'more than 255'],
])('%s is refused', (text, problem) => {
  expect(parseImage(text)).toEqual(expect.stringContaining(problem));
});

test('whatever the text, it is read or refused with words', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const found = parseImage(text);
      if (typeof found === 'string') expect(found).not.toBe('');
      else expect(found.path).not.toBe('');
    }),
  );
});

test('what is read and written again is the same', () => {
  const part = fc.stringMatching(/^[a-z0-9]{1,8}$/);
  const host = fc.constantFrom('docker.io', 'ghcr.io', 'localhost:5000', 'registry.example.com');
  const tag = fc.option(fc.stringMatching(/^[A-Za-z0-9_][\w.-]{0,20}$/), { nil: undefined });
  const digest = fc.option(fc.constant(SHA256), { nil: undefined });
  fc.assert(
    fc.property(host, fc.array(part, { minLength: 2, maxLength: 4 }), tag, digest, (registry, parts, t, d) => {
      const path = parts.join('/');
      const text = `${registry}/${path}${t === undefined ? '' : `:${t}`}${d === undefined ? '' : `@${d}`}`;
      expect(parseImage(text)).toEqual({ registry, path, tag: t, digest: d });
    }),
  );
});

test('the pattern for editors takes each text that is read', () => {
  const text = fc
    .array(
      fc.oneof(
        fc.constantFrom('/', ':', '@', '.', '-', '__', 'A', '[::1]', ':5000/', SHA256, `@${SHA256}`, ' ', 'localhost'),
        fc.stringMatching(/^[a-z0-9]{1,3}$/),
      ),
      { maxLength: 6 },
    )
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, (it) => typeof parseImage(it) === 'string' || IMAGE.test(it)),
    { numRuns: 2000 },
  );
  for (const wrong of ['', ' ', 'a b', 'a/B', 'https://a/b', 'a:', 'a:-1', 'a@sha256:0', 'a'.repeat(64), '/a', 'a//b'])
    expect([wrong, IMAGE.test(wrong)]).toEqual([wrong, false]);
});
