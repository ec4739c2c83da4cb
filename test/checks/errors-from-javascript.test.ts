import * as util from 'util';
import { CheckError, ConfigError, InputError } from '../../src';
import type { Finding } from '../../src';
import { messageOf, untyped } from '../support/chart';

const FINDING: Finding = {
  rule: 'REF006',
  severity: 'error',
  object: { apiVersion: 'v1', kind: 'Pod', name: 'web' },
  message: 'Secret ml/queue has no key',
  why: 'it never starts',
  fix: 'correct the key',
  help: 'docs/rules.md#ref006',
};

/** How often a text stands in what Node prints of an error that nobody catches. */
function printed(error: Error, text: string): number {
  return util.inspect(error).split(text).length - 1;
}

test('what an error has said in its message is not printed once more', () => {
  const check = new CheckError([FINDING]);
  expect(check.findings).toEqual([FINDING]);
  expect(printed(check, FINDING.message)).toBe(1);
  expect(util.inspect(check)).not.toContain(FINDING.why);

  const config = new ConfigError([{ path: ['pools', 'a100'], message: 'is missing' }], 'platform.yaml');
  expect([config.problems, config.file]).toEqual([
    [{ path: ['pools', 'a100'], message: 'is missing' }],
    'platform.yaml',
  ]);
  expect(printed(config, 'is missing')).toBe(1);
  expect(printed(config, 'platform.yaml')).toBe(1);

  const input = new InputError('app.yaml:3', 'is not YAML');
  expect(input.problem).toBe('is not YAML');
  expect(printed(input, 'is not YAML')).toBe(1);
});

const FIELDS = 'rule, severity, object, message';

test.each<[string, () => unknown]>([
  [
    'the findings of a CheckError is nothing, allowed is a list of objects of rule, severity, object, message',
    () => new CheckError(untyped(undefined)),
  ],
  [
    `the findings of a CheckError[0] is nothing, allowed is an object of ${FIELDS}`,
    () => new CheckError(untyped([null])),
  ],
  [
    'object of the findings of a CheckError[0] is nothing, allowed is an object of apiVersion, kind, namespace, name',
    () => new CheckError(untyped([{ severity: 'error' }])),
  ],
  [
    'the problems of a ConfigError is nothing, allowed is a list of objects of path, message, line, column',
    () => new ConfigError(untyped(undefined)),
  ],
  [
    'the problems of a ConfigError[0] is text, allowed is an object of path, message, line, column',
    () => new ConfigError(untyped(['is missing'])),
  ],
  ['path of the problems of a ConfigError[0] is nothing, allowed is a list', () => new ConfigError(untyped([{}]))],
  [
    'message of the problems of a ConfigError[0] is nothing, allowed is text',
    () => new ConfigError(untyped([{ path: [] }])),
  ],
  [
    'place of an InputError is nothing, allowed is text, such as app.yaml:3',
    () => new InputError(untyped(undefined), untyped(undefined)),
  ],
  [
    'problem of an InputError is nothing, allowed is text, such as is not YAML',
    () => new InputError('app.yaml', untyped(undefined)),
  ],
  [
    'the errors of InputError.of is nothing, allowed is a list of objects of message',
    () => InputError.of(untyped(undefined)),
  ],
])('%s', (message, act) => {
  expect(messageOf(act)).toBe(message);
});
