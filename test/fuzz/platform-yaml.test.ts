import * as fc from 'fast-check';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { stringify } from 'yaml';
import { ConfigError } from '../../src/blueprint/problem';
import { readConfig } from '../../src/blueprint/read-config';
import { CheckError } from '../../src/checks/finding';
import { parseManifests } from '../../src/checks/model/parse';
import type { Schema } from '../../src/facts/schemas';
import { EVERYTHING } from '../blueprint/everything';
import { synthText, VALID } from '../blueprint/platform';
import { YAML_PIECES } from '../support/yaml-pieces';
import { fromSchema, schemasIn } from './support/from-schema';
import { misfit, ODD, pathsOf, put } from './support/mutations';
import { fuzz, RUNS } from './support/runs';

const SCHEMA = JSON.parse(
  fs.readFileSync(path.resolve(__dirname, '../../dist/platform.schema.json'), 'utf8'),
) as Schema & { readonly definitions: Readonly<Record<string, Schema>> };
const SCHEMAS = schemasIn(SCHEMA, SCHEMA.definitions);
const SMALL = parseManifests(VALID, 'platform.yaml')[0]!.object;

const KEY = fc.constantFrom(
  'a',
  'name',
  'pools',
  'Pool',
  'constructor',
  '__proto__',
  'toString',
  '',
  '<<',
  'length',
  'gpus ',
);

/** A valid configuration without some of its parts. */
const base = fc.oneof(
  fc.constant<unknown>(SMALL),
  fc
    .subarray(Object.keys(EVERYTHING))
    .map((left) =>
      Object.fromEntries(Object.entries(EVERYTHING).filter(([key]) => key === 'target' || !left.includes(key))),
    ),
);

/** It holds a value that its schema has there, or one that it has not, or a key that is unknown. */
const edited = base.chain((config) => {
  const paths = pathsOf(config);
  const at = fc.constantFrom(...paths);
  const edit = fc.oneof(
    { weight: 3, arbitrary: fc.record({ path: at, by: misfit }) },
    { weight: 1, arbitrary: fc.tuple(at, KEY, misfit).map(([one, key, by]) => ({ path: [...one, key], by })) },
    {
      weight: 4,
      arbitrary: fc.constantFrom(...SCHEMAS).chain(([keys, schema]) => {
        const value = fromSchema(schema, SCHEMA.definitions);
        return fc.tuple(value, fc.constantFrom('a100', 'a', 'general')).map(([by, name]) => {
          return { path: keys.map((key) => (key === '*' ? name : key)), by };
        });
      }),
    },
  );
  return fc
    .array(edit, { maxLength: 3 })
    .map((edits) => edits.reduce((now, { path: one, by }) => put(now, one, by), config));
});

const PIECE = fc.constantFrom(...YAML_PIECES, '\r', '\uFEFF');

const text = fc.oneof(
  { weight: 6, arbitrary: edited.map((config) => stringify(config, { aliasDuplicateObjects: false })) },
  { weight: 2, arbitrary: fromSchema(SCHEMA, SCHEMA.definitions).map((config) => stringify(config)) },
  { weight: 1, arbitrary: edited.map((config) => JSON.stringify(config, null, 1)) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.nat(VALID.length), fc.nat(12), PIECE).map(([from, length, by]) => {
      return VALID.slice(0, from) + by + VALID.slice(from + length);
    }),
  },
);

const outcomes = new Map<string, number>();

describe('a file', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'fuzz-platform-'));
  const file = path.join(folder, 'platform.yaml');
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  fuzz('platform.yaml is read, or every problem of it is told with line and column', text, (given) => {
    fs.writeFileSync(file, given);
    try {
      readConfig(file);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      requireProblems(error, given);
    }
  });
});

// Rendering and checking takes ten times as long as reading.
fuzz(
  'platform.yaml gives manifests, findings, or what is wrong with it, with line and column',
  text,
  (given) => {
    const outcome = outcomeOf(given);
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  },
  { divideBy: 5 },
);

// The values of a short run are too few for it.
(RUNS < 1000 ? test.skip : test)('all three are met', () => {
  expect([...outcomes.keys()].sort()).toEqual(['CheckError', 'ConfigError', 'YAML']);
  process.stderr.write(process.env.FUZZ_RUNS === undefined ? '' : `fuzz: ${JSON.stringify([...outcomes])}\n`);
});

/** Fails on any other end. */
function outcomeOf(given: string): string {
  let yaml: string;
  try {
    yaml = synthText(given);
  } catch (error) {
    if (error instanceof CheckError) {
      expect(error.findings.length).toBeGreaterThan(0);
      requireNothingOdd(error.message, given);
      return 'CheckError';
    }
    if (!(error instanceof ConfigError)) throw error;
    requireProblems(error, given);
    return 'ConfigError';
  }
  requireNothingOdd(yaml, given);
  // Of a target alone there are none.
  expect(parseManifests(yaml, 'all.yaml')).toBeDefined();
  return 'YAML';
}

function requireProblems({ problems }: ConfigError, given: string): void {
  const lines = given.split('\n').length;
  expect(problems.length).toBeGreaterThan(0);
  for (const { message, line, column } of problems) {
    requireNothingOdd(message, given);
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines);
    expect(column).toBeGreaterThanOrEqual(1);
  }
}

function requireNothingOdd(said: string, given: string): void {
  const odd = ODD.exec(said)?.[0];
  if (odd !== undefined && !given.includes(odd)) throw new Error(`says ${odd}: ${said.slice(0, 2000)}`);
}
