import * as fs from 'fs';
import * as path from 'path';
import { checkReport } from '../../src/checks/check';
import type { Finding } from '../../src/checks/finding';
import { readPaths } from '../../src/checks/model/read-paths';
import { Target } from '../../src/facts/target';
import expected from './expected.json';

/** A warning that is right about a valid manifest, because what it misses is elsewhere. */
interface Expected {
  readonly rule: string;
  readonly object: string;
  readonly reason: string;
}

const EXPECTED = expected as Readonly<Record<string, readonly Expected[]>>;
const FOLDER = path.join(__dirname, 'manifests');
const FILES = fs.readdirSync(FOLDER).sort();
const OBJECTS = FILES.flatMap((file) => readPaths([path.join(FOLDER, file)]));

describe('manifests that an API server accepts and that work', () => {
  test.each(FILES)('%s', (file) => {
    const { findings } = checkReport(readPaths([path.join(FOLDER, file)]), Target.generic('1.36'));
    const accepted = EXPECTED[file] ?? [];
    const isAccepted = (one: Finding): boolean =>
      one.severity === 'warning' && accepted.some(({ rule, object }) => rule === one.rule && object === nameOf(one));
    const alarms = findings.filter((one) => !isAccepted(one));
    expect(alarms.map((one) => `${one.rule} ${one.severity} ${nameOf(one)} ${one.path ?? ''}: ${one.message}`)).toEqual(
      [],
    );
    const unused = accepted.filter(
      ({ rule, object }) => !findings.some((one) => one.rule === rule && nameOf(one) === object),
    );
    expect(unused).toEqual([]);
  });

  test('every file of expected.json is there, and each warning has its reason', () => {
    expect(Object.keys(EXPECTED).filter((file) => !FILES.includes(file))).toEqual([]);
    for (const { reason } of Object.values(EXPECTED).flat()) expect(reason).toMatch(/\w+ \w+/);
  });

  test('are at least 160 objects of at least 60 kinds', () => {
    const kinds = new Set(OBJECTS.map(({ object }) => `${object.apiVersion} ${object.kind}`));
    expect(OBJECTS.length).toBeGreaterThanOrEqual(160);
    expect(kinds.size).toBeGreaterThanOrEqual(60);
  });
});

function nameOf({ object: { kind, namespace, name } }: Finding): string {
  return `${kind ?? ''} ${namespace === undefined ? '' : `${namespace}/`}${name ?? ''}`;
}
