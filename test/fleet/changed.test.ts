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
  return changedSince(file, revision);
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
  expect(changedSince(place.write('deep/fleet.yaml', TEXT), 'HEAD')).toEqual(['one', 'two', 'three']);
  place.write('deep/fleet.yaml', 'clusters: 5\n');
  place.git('add', '.');
  place.git('commit', '-q', '-m', 'broken');
  place.write('deep/fleet.yaml', TEXT);
  expect(changedSince(file, 'HEAD')).toEqual(['one', 'two', 'three']);
});

describe('where git cannot say', () => {
  test.each(['other', '--help', 'HEAD:platform.yaml', ''])('revision %j', (revision) => {
    expect(() => changed(TEXT, BASE, revision)).toThrow(`git knows no revision '${revision}' in ${place.path('deep')}`);
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
