import * as fc from 'fast-check';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { InputError } from '../../src/checks/model/input-error';
import type { Manifest } from '../../src/checks/manifest';
import { parseManifests } from '../../src/checks/model/parse';
import { readPaths } from '../../src/checks/model/read-paths';
import { stringify } from '../../src/core/synth/yaml';
import { migrate } from '../../src/migrate/migrate';
import { Target } from '../../src/facts/target';
import { pathsOf } from './support/mutations';
import { fuzz } from './support/runs';
import { yamlText } from './support/yaml-texts';

/** The manifests, or the message that refuses them. */
function read(text: string, file: string): readonly Manifest[] | string {
  try {
    return parseManifests(text, file);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.message;
  }
}

/** How many lines a file has to an editor. */
function linesOf(text: string): number {
  return text.split('\n').length;
}

function requireSound(text: string, file: string): void {
  const found = read(text, file);
  const again = read(text, file);
  const lines = linesOf(text);
  if (typeof found === 'string') {
    expect(again).toBe(found);
    const line = /^a\.(?:yaml|json):(\d+): [^\n\r]+$/.exec(found)?.[1];
    expect([found, Number(line)]).toEqual([found, expect.any(Number)]);
    expect(Number(line)).toBeGreaterThanOrEqual(1);
    expect(Number(line)).toBeLessThanOrEqual(lines);
    expect(found.length).toBeLessThan(400);
    return;
  }
  for (const [index, { object, origin }] of found.entries()) {
    const said = JSON.stringify(object);
    expect(JSON.stringify((again as readonly Manifest[])[index]?.object) === said).toBe(true);
    // Of aliases that are written out a few values are like all.
    const small = said.length < 10_000;
    // What JSON cannot hold would be another value to a cluster.
    if (small) expect(JSON.parse(said)).toEqual(object);
    const paths = small ? pathsOf(object).slice(0, 8) : [];
    for (const at of [[], ...paths, ['metadata', 'name', 0]]) {
      const line = origin.lineOf!(at);
      expect(line).toBeGreaterThanOrEqual(1);
      expect(line).toBeLessThanOrEqual(lines);
    }
    for (const { message, line } of origin.yamlProblems ?? []) {
      expect(message).toMatch(/^[^\n]+$/);
      expect(line).toBeGreaterThanOrEqual(1);
      expect(line).toBeLessThanOrEqual(lines);
    }
  }
}

fuzz(
  'text is read, the same each time, or refused in one line with its place',
  fc.record({ text: yamlText, file: fc.constantFrom('a.yaml', 'a.yaml', 'a.json') }),
  ({ text, file }) => requireSound(text, file),
  {
    examples: [
      { text: 'kind: A\nspec: [', file: 'a.yaml' },
      { text: 't\nkind: A\n', file: 'a.json' },
      {
        text: 'kind: List\nitems:\n- kind: A\n  {? : {apiVersion: [!<]}}\n- kind: A\n  - - - apiVersion: {? : [>]}\n        apiVersion: []\n',
        file: 'a.yaml',
      },
    ],
  },
);

fuzz(
  'migrate takes what is read, and refuses in one line what is not',
  yamlText,
  (text) => {
    try {
      const [file] = migrate([{ file: 'a.yaml', text }], { target: Target.aks('1.34'), istio: [1, 24] });
      read(file!.migrated, 'a.yaml');
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      expect(error.message).toMatch(/^a\.yaml:\d+: [^\n\r]+$/);
    }
  },
  { divideBy: 2 },
);

describe('files', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'fuzz-yaml-'));
  const file = path.join(folder, 'a.yaml');
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  fuzz(
    'bytes of any kind are read or refused',
    fc.tuple(yamlText, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 }), fc.boolean()),
    ([text, bytes, wide]) => {
      const content = Buffer.from(text, wide ? 'utf16le' : 'utf8');
      for (const [at, byte] of bytes) if (content.length > 0) content[at % content.length] = byte;
      fs.writeFileSync(file, content);
      try {
        readPaths([file]);
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        expect(error.message).toMatch(/^\S+a\.yaml(:\d+)?: [^\n\r]+$/);
      }
    },
    { divideBy: 2 },
  );
});

fuzz(
  'what this package writes is read as it was',
  fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })),
  (spec) => {
    // The bytes are those of cdk8s, which writes without quotes what is a merge key or a number to YAML 1.1 alone: `<<`, `-_0`, `0o7`, `0X1F`.
    fc.pre(!/"(<<"|[-+]?(_|[0-9.][^"]*_|0[oOXB]))/.test(JSON.stringify(spec)));
    const object = JSON.parse(JSON.stringify({ apiVersion: 'v1', kind: 'A', spec })) as unknown;
    const text = stringify([object]);
    expect(parseManifests(text, 'a.yaml').map((one) => one.object)).toEqual([object]);
  },
);
