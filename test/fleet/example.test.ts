import * as fs from 'fs';
import * as path from 'path';
import { Fleet } from '../../src/fleet/fleet';
import { contents, Place } from './fleet-folder';

const EXAMPLE = path.resolve(__dirname, '../../examples/fleet');
const COMMITTED = ['lab-1', 'we-1'];

let place: Place;
beforeAll(() => {
  place = new Place();
});
afterAll(() => place.remove());

test('the example has twenty clusters in three groups, and all can be used', () => {
  const fleet = Fleet.fromFile(path.join(EXAMPLE, 'fleet.yaml'));
  expect(fleet.clusters).toHaveLength(20);
  expect(['production', 'staging', 'lab'].map((group) => fleet.select([group]).length)).toEqual([10, 5, 5]);
  const report = fleet.synth({ outdir: place.path('out') });
  expect(report.messages).toEqual([]);
  expect(report.clusters.every(({ state }) => state === 'written')).toBe(true);
});

test.each(COMMITTED)('the output of %s that is committed is what the example gives, byte for byte', (name) => {
  expect(contents(place.path('out', name))).toEqual(contents(path.join(EXAMPLE, 'out', name)));
});

test('no other output is committed', () => {
  expect(fs.readdirSync(path.join(EXAMPLE, 'out')).sort()).toEqual(COMMITTED);
});
