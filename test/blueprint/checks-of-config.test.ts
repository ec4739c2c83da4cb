import { checksOfConfig } from '../../src/blueprint/checks-of-config';
import type { PlatformConfig } from '../../src/blueprint/config';
import { ConfigError } from '../../src/blueprint/problem';

const config = (...rules: string[]): PlatformConfig => ({
  target: { provider: 'aks', kubernetes: '1.34' },
  suppressions: rules.map((rule) => ({ rule, reason: 'because' })),
});

test('a suppression of a rule that does not exist is an error of its key', () => {
  expect(() => checksOfConfig(config('IMG002', 'IMG02', 'all'))).toThrow(
    new ConfigError([
      { path: ['suppressions', 1, 'rule'], message: 'is "IMG02", which is no rule; did you mean IMG002?' },
      { path: ['suppressions', 2, 'rule'], message: 'is "all", which is no rule' },
    ]),
  );
});

test('one that exists is taken as it is', () => {
  expect(checksOfConfig(config('IMG002'))).toEqual({
    externals: undefined,
    suppressions: [{ rule: 'IMG002', reason: 'because' }],
  });
  expect(checksOfConfig({ target: { provider: 'aks', kubernetes: '1.34' } }).suppressions).toBeUndefined();
});

test('an entry that says nothing is an error of its key', () => {
  const target = { provider: 'aks', kubernetes: '1.34' } as const;
  const why = { rule: 'IMG002', reason: 'because' };
  const named = { kind: 'Secret', name: 'a', reason: 'because' };
  const externals = [named, { ...named, kind: '' }, { ...named, name: ' ' }, { ...named, reason: '' }];
  const suppressions = [why, { ...why, object: '/' }, { ...why, reason: ' ' }];
  expect(() => checksOfConfig({ target, externals, suppressions })).toThrow(
    new ConfigError([
      { path: ['externals', 1], message: 'needs kind' },
      { path: ['externals', 2], message: 'needs name' },
      { path: ['externals', 3], message: 'needs reason' },
      {
        path: ['suppressions', 1],
        message: 'has the object "/", allowed are Kind, Kind name and Kind namespace/name',
      },
      { path: ['suppressions', 2], message: 'accepts IMG002 and needs a reason' },
    ]),
  );
  expect(() => checksOfConfig({ target, externals: [named], suppressions: [why] })).not.toThrow();
});
