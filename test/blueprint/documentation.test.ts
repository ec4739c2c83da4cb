import * as fs from 'fs';
import * as path from 'path';
import { parse } from 'yaml';
import type { PlatformConfig } from '../../src/blueprint/config';
import { expectNothingLacks } from '../support/lacking';
import { appOf, mistakesOf, synthText } from './platform';

const ROOT = path.join(__dirname, '..', '..');
const PAGE = fs.readFileSync(path.join(ROOT, 'docs', 'platform-yaml.md'), 'utf8');
const [EXAMPLES = '', MISTAKES = ''] = PAGE.split('## What a mistake looks like');

function blocks(text: string, language: string): string[] {
  const found = [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)];
  return found.filter(([, name]) => name === language).map(([, , block]) => block!);
}

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

test('docs/platform-yaml.md has every key of the schema', () => {
  const schema = JSON.parse(fs.readFileSync(path.join(ROOT, 'dist', 'platform.schema.json'), 'utf8')) as Schema;
  const all = [schema, ...Object.values(schema.definitions ?? {})];
  const below = (one: Schema): string[] =>
    Object.entries(one.properties ?? {}).flatMap(([name, field]) => [name, ...below(field)]);
  const missing = all.flatMap(below).filter((key) => !new RegExp(`\`([\\w.]+\\.)?${key}(\\.\\w+)*\``).test(EXAMPLES));
  // `cpu`, `memory` and their like have a row each time; one is enough here.
  expectNothingLacks('give each key a row in its section of docs/platform-yaml.md', [...new Set(missing)]);
});

test('every example of docs/platform-yaml.md, put into the first one unless it is whole, gives YAML', () => {
  const [first, ...others] = blocks(EXAMPLES, 'yaml').map((block) => parse(block) as PlatformConfig);
  expect(others.length).toBeGreaterThan(6);
  for (const other of others) {
    // One with a target and more is whole.
    const whole = 'target' in other && Object.keys(other).length > 1;
    const config = whole ? other : { ...first, ...other };
    expect(appOf(config).synthYaml()).toMatch(/^kind: (Deployment|Job|ScaledJob)$/m);
  }
});

test('the mistakes of docs/platform-yaml.md are what is really said of its file', () => {
  const [first, later, check] = blocks(MISTAKES, '').map((block) => block.trim().split('\n'));
  const [bad = ''] = blocks(MISTAKES, 'yaml');
  expect(mistakesOf(bad)).toEqual(first);
  const good = bad
    .replace('kubernetes: 1.34', "kubernetes: '1.34'")
    .replace('sku:', 'skus:')
    .replace('eight', '8')
    .replace('name: studioml-queue', 'name: studioml-queue, key: url');
  expect([...mistakesOf(`${good}  pool: h100\n`), ...mistakesOf(good.replace(/ +limits:.*\n/, ''))]).toEqual(later);
  expect(() => synthText(`${good}devicePlugin: { namespace: studioml }\n`)).toThrow(check!.join('\n'));
});
