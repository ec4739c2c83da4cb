import { checkReport } from '../../src/checks/check';
import type { KubernetesObject } from '../../src/checks/manifest';
import { severityUnder } from '../../src/checks/preset';
import type { Suppression } from '../../src/checks/suppression';
import { Target } from '../../src/facts/target';
import { checkObjects } from './support';

/** The reasons for which the finding of a ConfigMap `default/Bad` is accepted. */
function reasons(suppressions: Suppression[], annotations: Record<string, unknown> = {}): string[] {
  const metadata = { name: 'Bad', namespace: 'default', annotations };
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata } as KubernetesObject;
  const report = checkReport([{ object, origin: {} }], Target.generic('1.36'), { suppressions });
  return report.suppressed.filter(({ finding }) => finding.rule === 'ACC001').map(({ reason }) => reason);
}

test.each([undefined, 'ConfigMap', 'ConfigMap Bad', 'ConfigMap default/Bad'])('of the object %p', (object) => {
  expect(reasons([{ rule: 'ACC001', object, reason: ' because ' }])).toEqual(['because']);
});

test.each<[string, Suppression]>([
  ['another rule', { rule: 'ACC002', reason: 'x' }],
  ['another kind', { rule: 'ACC001', object: 'Secret', reason: 'x' }],
  ['another name', { rule: 'ACC001', object: 'ConfigMap bad', reason: 'x' }],
  ['another namespace', { rule: 'ACC001', object: 'ConfigMap other/Bad', reason: 'x' }],
  ['the beginning of a kind', { rule: 'ACC001', object: 'Config', reason: 'x' }],
])('%s accepts nothing', (_name, suppression) => {
  expect(reasons([suppression])).toEqual([]);
});

test('a suppression without a reason is an error', () => {
  expect(() => reasons([{ rule: 'ACC001', reason: ' ' }])).toThrow(
    'suppressions[0]: accepts ACC001 and needs a reason',
  );
});

test('an annotation needs a reason too', () => {
  expect(reasons([], { 'cdk8s-ml-platform/suppress-ACC001': 'because' })).toEqual(['because']);
  expect(reasons([], { 'cdk8s-ml-platform/suppress-ACC001': '' })).toEqual([]);
  expect(reasons([], { 'cdk8s-ml-platform/suppress-ACC002': 'because' })).toEqual([]);
  expect(reasons([], { 'cdk8s-ml-platform/suppress-ACC001': true })).toEqual([]);
});

test('presets', () => {
  expect(severityUnder('default', 'error')).toBe('error');
  expect(severityUnder('default', 'warning')).toBe('warning');
  expect(severityUnder('strict', 'warning')).toBe('error');
  expect(severityUnder('documented', 'error')).toBe('warning');
});

test('an annotation without a reason is told to accept nothing', () => {
  const fixOf = (annotations: unknown): string | undefined => {
    const object = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'Bad', namespace: 'default', annotations },
    };
    return checkObjects([object]).find(({ rule }) => rule === 'ACC001')?.fix;
  };
  expect(fixOf({ 'cdk8s-ml-platform/suppress-ACC001': '' })).toBe(
    'rename the object; the annotation cdk8s-ml-platform/suppress-ACC001 accepts it only with a reason, as text',
  );
  expect(fixOf({ 'cdk8s-ml-platform/suppress-ACC002': '' })).toBe('rename the object');
  expect(fixOf(undefined)).toBe('rename the object');
});

describe('a rule that does not exist', () => {
  const fixes = (annotations: Record<string, string>): string[] => {
    const metadata = { name: 'Bad', namespace: 'default', annotations };
    const { findings } = checkReport(
      [{ object: { apiVersion: 'v1', kind: 'ConfigMap', metadata }, origin: {} }],
      Target.generic('1.36'),
    );
    return findings.filter(({ rule }) => rule === 'ACC001').map(({ fix }) => fix);
  };

  test.each([
    ['ACC01', '; did you mean ACC001?'],
    ['acc001', '; did you mean ACC001?'],
    ['ACC-1', '; did you mean ACC001?'],
    ['names', ''],
  ])('is told of an annotation for %s', (id, meant) => {
    expect(fixes({ [`cdk8s-ml-platform/suppress-${id}`]: 'because' })).toEqual([
      `rename the object; the annotation cdk8s-ml-platform/suppress-${id} accepts nothing, for no rule is called so${meant}`,
    ]);
  });

  test('one that exists is not, and neither is another annotation', () => {
    expect(fixes({ 'cdk8s-ml-platform/suppress-IMG002': 'because', 'cdk8s-ml-platform/needs': '[]' })).toEqual([
      'rename the object',
    ]);
  });

  test.each([
    ['ACC01', '"ACC01", which is no rule; did you mean ACC001?'],
    ['everything', '"everything", which is no rule'],
  ])('is told of options that accept %s', (rule, message) => {
    const suppressions = [{ rule, reason: 'because' }];
    expect(() => checkReport([], Target.generic('1.36'), { suppressions })).toThrow(
      `the options of the checks.suppressions[0]: has the rule ${message}`,
    );
  });
});
