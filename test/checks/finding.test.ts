import { CheckError, format } from '../../src/checks/finding';
import type { Finding } from '../../src/checks/finding';

const FINDING: Finding = {
  rule: 'SCH001',
  severity: 'error',
  object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'ns', name: 'web' },
  constructPath: 'gpu/web',
  file: 'examples/app.ts',
  path: 'spec.replicas',
  message: 'no pool takes this pod',
  why: 'it waits for ever',
  fix: 'add a pool',
  help: 'docs/rules.md#sch001',
};

test('a finding is three lines: where, what, and how to mend it', () => {
  expect(format(FINDING)).toBe(
    [
      'SCH001 error  gpu/web  Deployment ns/web  spec.replicas',
      '  no pool takes this pod',
      '  fix: add a pool   help: docs/rules.md#sch001   source: examples/app.ts',
    ].join('\n'),
  );
});

test('what is not known is left out', () => {
  const { constructPath: _construct, file: _file, path: _path, ...rest } = FINDING;
  const text = format({ ...rest, object: {} });
  expect(text.split('\n')[0]).toBe('SCH001 error  (no kind) (no name)');
  expect(text).not.toContain('source:');
});

test('the object is named by the manifest where it is at hand', () => {
  const object = { kind: 'Job', metadata: { generateName: 'run-' } };
  expect(format(FINDING, { object })).toContain('Job run-*');
});

test('an error counts and shows the errors among its findings and keeps them all', () => {
  const warning: Finding = { ...FINDING, severity: 'warning', message: 'only a warning' };
  const error = new CheckError([FINDING, warning]);
  expect(error.message).toMatch(/^1 check failed, nothing is written\nSCH001 error/);
  expect(error.message).not.toContain('only a warning');
  expect(error.findings).toEqual([FINDING, warning]);
  expect(error.name).toBe('CheckError');
});
