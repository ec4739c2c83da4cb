import * as fs from 'fs';
import { changedSince } from '../../src/fleet/changed';
import { BASE, Place } from './fleet-folder';

let place: Place;
beforeEach(() => {
  place = new Place();
  place.git('init', '-q');
});
afterEach(() => place.remove());

const TEXT = `base: ../platform.yaml
groups:
  small: { overrides: { pools: { a100: { limits: { gpus: 1 } } } } }
clusters:
  one: {}
  two: { groups: [small] }
  three: { groups: [small], delivery: { engine: kubectl } }
`;

/** The clusters that differ between a commit of a fleet and what is on the disk now. */
function changed(text: string, base = BASE, revision = 'HEAD'): string[] {
  place.write('platform.yaml', BASE);
  const file = place.write('deep/fleet.yaml', TEXT);
  place.git('add', '.');
  place.git('commit', '-q', '--allow-empty', '-m', 'before');
  place.write('platform.yaml', base);
  place.write('deep/fleet.yaml', text);
  return [...changedSince(file, revision).changed];
}

test.each<[string, string[], string, string]>([
  ['nothing', [], '', ''],
  ['words that no value is', [], 'clusters:', '# A comment.\nclusters:'],
  ['one cluster', ['one'], 'one: {}', 'one: { overrides: { namespace: x } }'],
  [
    'a value that is what the group said already',
    [],
    'two: {',
    'two: { overrides: { pools: { a100: { limits: { gpus: 1 } } } },',
  ],
  ['a group', ['two', 'three'], 'gpus: 1', 'gpus: 2'],
  ['a group that one leaves', ['two'], 'two: { groups: [small] }', 'two: {}'],
  ['a delivery', ['three'], 'engine: kubectl', 'engine: flux, repository: https://x'],
  ['prerequisites', ['one'], 'one: {}', 'one: { installed: [istio] }'],
  ['a new cluster', ['four'], 'one: {}', 'one: {}\n  four: {}'],
  ['a cluster that is gone', [], '  one: {}\n', ''],
])('%s', (_, expected, from, to) => {
  expect(changed(TEXT.replace(from, to))).toEqual(expected);
});

test('the base', () => {
  expect(changed(TEXT, BASE.replace('devicePlugin: {}\n', ''))).toEqual(['one', 'two', 'three']);
  expect(changed(TEXT, BASE.replace('gpus: 8', 'gpus: 9'))).toEqual(['one']);
});

test('what cannot be used at the revision, or was not there, has rendered nothing', () => {
  place.write('platform.yaml', BASE);
  place.git('add', '.');
  place.git('commit', '-q', '-m', 'without a fleet');
  const file = place.write('deep/fleet.yaml', 'clusters: 5\n');
  expect(changedSince(place.write('deep/fleet.yaml', TEXT), 'HEAD')).toEqual({
    changed: ['one', 'two', 'three'],
    left: [],
  });
  place.write('deep/fleet.yaml', 'clusters: 5\n');
  place.git('add', '.');
  place.git('commit', '-q', '-m', 'broken');
  place.write('deep/fleet.yaml', TEXT);
  expect(changedSince(file, 'HEAD').changed).toEqual(['one', 'two', 'three']);
});

describe('files', () => {
  const committed = (): string => {
    place.write('platform.yaml', BASE);
    const file = place.write('deep/fleet.yaml', TEXT);
    place.git('add', '.');
    place.git('commit', '-q', '-m', 'before');
    return file;
  };

  test('that were renamed are followed where git knows of it', () => {
    committed();
    place.git('mv', 'deep/fleet.yaml', 'all.yaml');
    place.git('mv', 'platform.yaml', 'base.yaml');
    const text = TEXT.replace('../platform.yaml', 'base.yaml');
    const file = place.write('all.yaml', text);
    place.git('add', '.');
    expect(changedSince(file, 'HEAD')).toEqual({ changed: [], left: [] });
    place.write('all.yaml', text.replace('gpus: 1', 'gpus: 2'));
    expect(changedSince(file, 'HEAD').changed).toEqual(['two', 'three']);
  });

  test('that git does not know have changed', () => {
    committed();
    const other = place.write('deep/other.yaml', TEXT);
    expect(changedSince(other, 'HEAD').changed).toEqual(['one', 'two', 'three']);
    const outside = new Place();
    try {
      outside.write('platform.yaml', BASE);
      const file = place.write('deep/fleet.yaml', TEXT.replace('../platform.yaml', outside.path('platform.yaml')));
      place.git('add', '.');
      place.git('commit', '-q', '-m', 'base elsewhere');
      expect(changedSince(file, 'HEAD').changed).toEqual(['one', 'two', 'three']);
    } finally {
      outside.remove();
    }
  });

  test('that are links, or in a folder that is one, are those that they lead to', () => {
    committed();
    fs.symlinkSync(place.path('deep'), place.path('link'));
    expect(changedSince(place.path('link', 'fleet.yaml'), 'HEAD').changed).toEqual([]);
  });

  test('with names that git has patterns for', () => {
    committed();
    const file = place.write('deep/[a]*.yaml', TEXT);
    place.git('add', '.');
    place.git('commit', '-q', '-m', 'odd');
    expect(changedSince(file, 'HEAD').changed).toEqual([]);
  });
});

test('clusters that have left are told', () => {
  place.write('platform.yaml', BASE);
  const file = place.write('deep/fleet.yaml', TEXT);
  place.git('add', '.');
  place.git('commit', '-q', '-m', 'before');
  place.write('deep/fleet.yaml', TEXT.replace('  two: { groups: [small] }\n', ''));
  expect(changedSince(file, 'HEAD')).toEqual({ changed: [], left: ['two'] });
});

test('the commit may be of another branch', () => {
  place.write('platform.yaml', BASE);
  const file = place.write('deep/fleet.yaml', TEXT);
  place.git('add', '.');
  place.git('commit', '-q', '-m', 'before');
  place.git('checkout', '-q', '-b', 'other');
  place.write('deep/fleet.yaml', TEXT.replace('one: {}', 'one: { installed: [] }'));
  place.git('commit', '-q', '-a', '-m', 'there');
  place.git('checkout', '-q', '-');
  place.write('deep/fleet.yaml', TEXT.replace('two: {', 'two: { installed: [],'));
  place.git('commit', '-q', '-a', '-m', 'here');
  expect(changedSince(file, 'other').changed).toEqual(['one', 'two']);
  expect(changedSince(file, 'other~1').changed).toEqual(['two']);
});

test('in a hook, whose variables speak of another folder', () => {
  process.env.GIT_DIR = '.git';
  process.env.GIT_INDEX_FILE = '/nowhere';
  try {
    place.write('platform.yaml', BASE);
    const file = place.write('deep/fleet.yaml', TEXT);
    delete process.env.GIT_INDEX_FILE;
    place.git('add', '.');
    place.git('commit', '-q', '-m', 'before');
    process.env.GIT_INDEX_FILE = '/nowhere';
    expect(changedSince(file, 'HEAD').changed).toEqual([]);
  } finally {
    delete process.env.GIT_DIR;
    delete process.env.GIT_INDEX_FILE;
  }
});

describe('where git cannot say', () => {
  test.each(['other', '--help', 'HEAD:platform.yaml', ''])('revision %j', (revision) => {
    expect(() => changed(TEXT, BASE, revision)).toThrow(`git knows no revision '${revision}' in ${place.path('deep')}`);
  });

  test('a shallow clone without the commit', () => {
    changed(TEXT);
    place.git('commit', '-q', '--allow-empty', '-m', 'later');
    place.git('clone', '-q', '--depth=1', `file://${place.dir}`, place.path('shallow'));
    const file = place.path('shallow', 'deep', 'fleet.yaml');
    expect(changedSince(file, 'HEAD').changed).toEqual([]);
    expect(() => changedSince(file, 'HEAD~1')).toThrow(
      `git knows no revision 'HEAD~1' in ${place.path('shallow', 'deep')}, which is a shallow clone: fetch the commit first`,
    );
  });

  test('a clone without the contents of the commit, which cannot be fetched', () => {
    changed(TEXT);
    place.write('deep/fleet.yaml', TEXT.replace('gpus: 1', 'gpus: 2'));
    place.git('commit', '-q', '-a', '-m', 'later');
    place.git('config', 'uploadpack.allowFilter', 'true');
    place.git('clone', '-q', '--filter=blob:none', `file://${place.dir}`, place.path('partial'));
    const partial = (...args: string[]): void => place.git('-C', place.path('partial'), ...args);
    partial('remote', 'set-url', 'origin', 'file:///nowhere');
    const file = place.path('partial', 'deep', 'fleet.yaml');
    expect(changedSince(file, 'HEAD').changed).toEqual([]);
    expect(() => changedSince(file, 'HEAD~1')).toThrow(/^git has no deep\/fleet\.yaml of 'HEAD~1': /);
  });

  test('no repository', () => {
    const other = new Place();
    try {
      other.write('platform.yaml', BASE);
      const file = other.write('fleet.yaml', TEXT.replace('../', ''));
      expect(() => changedSince(file, 'HEAD')).toThrow(`${other.dir} is in no git repository`);
    } finally {
      other.remove();
    }
  });
});
