import { checkObjects, checkOne, configMap } from '../support';

const REPORTED = ['ACC001 metadata.name'];

describe('ACC001 reports', () => {
  test.each([
    ['no metadata', undefined],
    ['no name', {}],
    ['a name that is null', { name: null }],
    ['an empty name', { name: '' }],
    ['a name that is a number', { name: 12 }],
    ['a name that is the number 0', { name: 0 }],
    ['a name that is a truth value', { name: false }],
    ['capitals', { name: 'Config' }],
    ['an underscore', { name: 'a_b' }],
    ['an empty label', { name: 'a..b' }],
    ['a dash at the end', { name: 'a-' }],
    ['a line break at the end', { name: 'a\n' }],
    ['254 characters', { name: 'a'.repeat(254) }],
  ])('%s', (_what, metadata) => {
    expect(checkOne(configMap(metadata))).toEqual(REPORTED);
  });

  test('no name of what is no manifest: another rule says that', () => {
    const settings = { replicas: 1, image: { repository: 'nginx' } };
    expect(checkOne(settings)).toEqual(['ACC003 ']);
    expect(checkOne({ ...settings, kind: 'ConfigMap' })).toContain(REPORTED[0]);
  });

  test('a namespace that is no DNS label', () => {
    expect(checkOne(configMap({ name: 'a', namespace: 'my.team' }))).toEqual(['ACC001 metadata.namespace']);
  });

  test.each(['.', '..', 'a/b', 'a%b'])("'%s' as the name of a kind that it does not know", (name) => {
    expect(checkOne({ apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name } })).toEqual(REPORTED);
  });
});

test("the namespace of an object that has none is nobody's concern", () => {
  const metadata = { name: 'a', namespace: 'my.team' };
  expect(checkOne({ apiVersion: 'v1', kind: 'Namespace', metadata })).not.toContain('ACC001 metadata.namespace');
  expect(checkOne({ apiVersion: 'v1', kind: 'ServiceAccount', metadata })).toContain('ACC001 metadata.namespace');
});

describe('ACC001 does not report', () => {
  test.each([
    ['dots', { name: 'a.b.c' }],
    ['a digit at the start', { name: '1' }],
    ['253 characters', { name: 'a'.repeat(253) }],
    ['a generated name', { generateName: 'job-' }],
    ['an empty name beside a generated one', { name: '', generateName: 'job-' }],
    ['no namespace', { name: 'a', namespace: undefined }],
    ['an empty namespace', { name: 'a', namespace: '' }],
    ['a namespace of 63 characters', { name: 'a', namespace: 'n'.repeat(63) }],
  ])('%s', (_what, metadata) => {
    expect(checkOne(configMap(metadata)).filter((found) => found.startsWith('ACC'))).toEqual([]);
  });

  test('what the API server leaves alone in a kind that it does not know', () => {
    const name = 'Any_Thing: at all';
    expect(checkOne({ apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name } })).toEqual([]);
  });
});

test('the finding says what was given and what is allowed', () => {
  const [finding] = checkObjects([configMap({ name: 'A_B', namespace: 'ns' })]);
  expect(finding).toMatchObject({
    rule: 'ACC001',
    severity: 'error',
    object: { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'ns', name: 'A_B' },
    file: 'all.yaml',
    document: 0,
    path: 'metadata.name',
    fix: 'rename the object',
    help: 'docs/rules.md#acc001',
  });
  expect(finding!.message).toMatch(/^name 'A_B' must consist of lower-case letters/);
});
