import * as fs from 'fs';
import { load } from 'js-yaml';
import { parse } from 'yaml';
import type { PlatformConfig } from '../../src/blueprint/config';
import { readExternals } from '../../src/checks/model/read-externals';
import { PlatformChecks } from '../../src';
import type { PlatformChecksProps } from '../../src';
import { appOf } from '../blueprint/platform';
import type { Block } from './blocks';
import { blocksOf, pages } from './blocks';
import { Scratch } from './scratch';
import type { Treatment } from './treatment';
import { treatmentOf } from './treatment';

function blocksTreated(treatment: Treatment): [string, Block][] {
  return pages()
    .flatMap((page) => {
      const blocks = blocksOf(page);
      return blocks.filter((block, at) => treatmentOf(block, blocks[at - 1]) === treatment);
    })
    .map((block) => [block.where, block]);
}

/** The configuration whose mistakes a page shows, and the test that compares what is said of them. */
const WRONG = { heading: 'What a mistake looks like', test: 'test/blueprint/documentation.test.ts' };

describe('platform.yaml', () => {
  const all = blocksTreated('platform');
  const [, first] = all.find(([where]) => where.startsWith('docs/platform-yaml.md'))!;
  const right = all.filter(([, { heading }]) => heading !== WRONG.heading);

  test('its mistakes are shown once, and tested', () => {
    expect(all.length - right.length).toBe(1);
    expect(fs.readFileSync(WRONG.test, 'utf8')).toContain("'platform-yaml.md'");
  });

  test.each(right)('%s is a platform, or part of the first one', (_where, { text }) => {
    const config = parse(text) as PlatformConfig;
    const whole = 'target' in config && Object.keys(config).length > 1;
    const app = appOf(whole ? config : { ...(parse(first.text) as PlatformConfig), ...config });
    expect(app.synthYaml()).toMatch(/^kind: /m);
  });
});

test.each(blocksTreated('fleet'))('%s: every cluster of the fleet is written', (_where, { text }) => {
  const scratch = new Scratch();
  try {
    scratch.write('fleet.yaml', text);
    expect(scratch.cli(['fleet', 'synth', 'fleet.yaml', '--output', 'out'])).toMatchObject({ code: 0 });
    for (const cluster of Object.keys((parse(text) as { clusters: object }).clusters))
      expect(scratch.has(`out/${cluster}/manifests`)).toBe(true);
  } finally {
    scratch.remove();
  }
});

test.each(blocksTreated('cdk8s'))('%s: its validations can be made', (_where, { text }) => {
  interface Validation {
    readonly package: string;
    readonly class: string;
    readonly properties: PlatformChecksProps;
  }
  const { language, app, validations } = load(text) as Record<string, unknown>;
  expect({ language, app }).toEqual({ language: 'typescript', app: expect.stringMatching(/^node /) as string });
  for (const one of validations as Validation[]) {
    expect(one).toMatchObject({ package: './node_modules/cdk8s-ml-platform', class: 'PlatformChecks' });
    expect(() => new PlatformChecks(one.properties)).not.toThrow();
  }
});

test.each(blocksTreated('externals'))('%s: a list of objects that exist elsewhere', (_where, { text }) => {
  const scratch = new Scratch();
  try {
    scratch.write('external.yaml', text);
    expect(readExternals(scratch.path('external.yaml')).length).toBeGreaterThan(0);
  } finally {
    scratch.remove();
  }
});

test.each(blocksTreated('json'))('%s is JSON', (_where, { text }) => {
  expect(JSON.parse(text)).toBeInstanceOf(Object);
});
