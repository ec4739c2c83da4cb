import { checkOne as checkAll, configMap } from '../support';

/** What this rule says; the objects here have no more than it needs. */
function checkOne(object: unknown): string[] {
  return checkAll(object).filter((found) => found.startsWith('ACC002'));
}

function labels(of: unknown): string[] {
  return checkOne(configMap({ name: 'a', labels: of }));
}

function annotations(of: unknown): string[] {
  return checkOne(configMap({ name: 'a', annotations: of }));
}

describe('ACC002 reports', () => {
  test.each<[string, Record<string, unknown>]>([
    ['a number as value', { key: 1 }],
    ['a truth value as value', { key: true }],
    ['a map as value', { key: {} }],
    ['a value of 64 characters', { key: 'v'.repeat(64) }],
    ['a value with a space', { key: 'a b' }],
    ['a value that ends in a dash', { key: 'a-' }],
    ['an empty key', { '': 'v' }],
    ['a key with two slashes', { 'a/b/c': 'v' }],
    ['a key without name part', { 'example.com/': 'v' }],
    ['a key without prefix part', { '/name': 'v' }],
    ['a prefix with capitals', { 'Example.com/name': 'v' }],
    ['a name part of 64 characters', { ['k'.repeat(64)]: 'v' }],
  ])('a label with %s', (_what, of) => {
    expect(labels(of)).toEqual([`ACC002 metadata.labels[${Object.keys(of)[0]}]`]);
  });

  test.each<[string, Record<string, unknown>]>([
    ['a number as value', { key: 1 }],
    ['two slashes in its key', { 'a/b/c': 'v' }],
    ['a space in its key', { 'a b': 'v' }],
  ])('an annotation with %s', (_what, of) => {
    expect(annotations(of)).toEqual([`ACC002 metadata.annotations[${Object.keys(of)[0]}]`]);
  });

  test('labels of pod templates', () => {
    const metadata = { labels: { key: 1 } };
    const object = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a' } };
    expect(checkOne({ ...object, spec: { template: { metadata } } })).toEqual([
      'ACC002 spec.template.metadata.labels[key]',
    ]);
    const cronJob = { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'a' } };
    const spec = { jobTemplate: { metadata, spec: { template: { metadata } } } };
    expect(checkOne({ ...cronJob, spec })).toEqual([
      'ACC002 spec.jobTemplate.metadata.labels[key]',
      'ACC002 spec.jobTemplate.spec.template.metadata.labels[key]',
    ]);
  });
});

describe('ACC002 does not report', () => {
  test('labels in a template of a custom kind, which the API server reads by its definition alone', () => {
    const object = (labels: unknown): object => ({
      apiVersion: 'bitnami.com/v1alpha1',
      kind: 'SealedSecret',
      metadata: { name: 'a' },
      spec: { encryptedData: {}, template: { metadata: { labels } } },
    });
    expect(checkAll(object({ 'bad key!': 'bad label!' }))).toEqual([]);
    const pool = { apiVersion: 'karpenter.sh/v1', kind: 'NodePool', metadata: { name: 'a' } };
    const found = checkAll({ ...pool, spec: { template: { metadata: { labels: { a: 1 } } } } });
    expect(found.filter((line) => line.includes('labels'))).toEqual(['ACC004 spec.template.metadata.labels[a]']);
  });

  test('text that is no label in the metadata of the Jobs of a CronJob, which the API server does not read', () => {
    const spec = { jobTemplate: { metadata: { labels: { cron: 'bad label!', none: null } } } };
    expect(checkOne({ apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'a' }, spec })).toEqual([]);
  });

  test.each<[string, Record<string, unknown>]>([
    ['an empty value', { key: '' }],
    ['null as value, which is empty text to the API server', { key: null }],
    ['a value of 63 characters', { key: 'v'.repeat(63) }],
    ['capitals, dots and underscores', { 'Some_Key.x': 'Some_Value.x' }],
    ['a prefix', { 'app.kubernetes.io/name': 'x' }],
    ['a name part of 63 characters', { [`example.com/${'k'.repeat(63)}`]: 'v' }],
    ['a prefix of 253 characters', { [`${'p'.repeat(253)}/k`]: 'v' }],
  ])('a label with %s', (_what, of) => {
    expect(labels(of)).toEqual([]);
  });

  test.each<[string, unknown]>([
    ['a value of any text and length', { key: ' any\ntext '.repeat(1000) }],
    ['a key with capitals in its prefix', { 'Example.com/name': 'v' }],
    ['null as value', { key: null }],
  ])('an annotation with %s', (_what, of) => {
    expect(annotations(of)).toEqual([]);
  });

  test.each([undefined, null, {}, [], 'text'])('labels that are %p, which is for the schema to say', (of) => {
    expect(labels(of)).toEqual([]);
  });
});

test('the pods of a PodTemplate have labels and annotations like all others', () => {
  const template = (labels: object): string[] =>
    checkOne({ apiVersion: 'v1', kind: 'PodTemplate', metadata: { name: 'a' }, template: { metadata: { labels } } });
  expect(template({ a: 'b c' })).toEqual([expect.stringContaining('template.metadata.labels[a]')]);
  expect(template({ a: 'b' })).toEqual([]);
});
