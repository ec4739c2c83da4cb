import * as fs from 'fs';
import * as path from 'path';
import Ajv from 'ajv';
import { expectNothingLacks } from '../support/lacking';
import { parse } from 'yaml';
import { PREREQUISITES } from '../../src/fleet/prerequisites/catalogue';
import { Place } from './fleet-folder';

const ROOT = path.resolve(__dirname, '../..');
const PAGE = fs.readFileSync(path.join(ROOT, 'docs/fleet.md'), 'utf8');

function block(language: string): string {
  return new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(PAGE)![1]!;
}

test('the fleet of docs/fleet.md can be used with the platform of this repository, and is explained as the page says', () => {
  const place = new Place();
  try {
    const fleet = place.fleet(block('yaml'), fs.readFileSync(path.join(ROOT, 'platform.yaml'), 'utf8'));
    const report = fleet.synth({ outdir: place.path('out') });
    expect(report.messages.filter(({ severity }) => severity === 'error')).toEqual([]);
    const [found] = fleet.explain('staging-1', 'pools.a100.limits.gpus');
    const places = found!.origins.map(
      ({ file, place: at, layer }) => `${place.short(file!)}:${at!.line}:${at!.column}  ${layer}`,
    );
    const lines = block('text').trim().split('\n').slice(1);
    // The platform of this repository grows at other places, and its lines move.
    const still = (text: string): string => text.replace(/platform\.yaml:\d+/, 'platform.yaml:N');
    expect(lines.map((line) => still(line.trim().replace(/, which said .*/, '')))).toEqual(places.map(still));
  } finally {
    place.remove();
  }
});

test('docs/fleet.md has every prerequisite and every key of a delivery', () => {
  expectNothingLacks(
    'name each prerequisite in docs/fleet.md',
    PREREQUISITES.map(({ id }) => id).filter((id) => !PAGE.includes(id)),
  );
  const schema = JSON.parse(fs.readFileSync(path.join(ROOT, 'dist/fleet.schema.json'), 'utf8')) as {
    definitions: Record<string, { properties?: object }>;
  };
  const keys = (definition: string): string[] => Object.keys(schema.definitions[definition]?.properties ?? {});
  const all = [
    ...keys('DeliveryOverrides').filter((key) => key !== 'argocd' && key !== 'flux'),
    ...keys('ArgoCdConfigOverrides').map((key) => `argocd.${key}`),
    ...keys('FluxConfigOverrides').map((key) => `flux.${key}`),
  ];
  expect(all.length).toBeGreaterThan(8);
  expectNothingLacks(
    'give each key of a delivery a row in docs/fleet.md',
    all.filter((key) => !PAGE.includes(`| \`${key}\``)),
  );
});

test('fleet.schema.json takes every key of a platform in overrides, each optional and removable', () => {
  const read = (file: string): any => JSON.parse(fs.readFileSync(path.join(ROOT, 'dist', file), 'utf8'));
  const { definitions } = read('fleet.schema.json');
  const platform = read('platform.schema.json');
  expect(Object.keys(definitions.PlatformOverrides.properties).sort()).toEqual(Object.keys(platform.properties).sort());
  for (const [name, { properties = {} }] of Object.entries<any>(platform.definitions)) {
    const own = definitions[`${name}Overrides`];
    // What stands in lists alone replaces as a whole, and is as it was.
    if (!own) expect(definitions[name]).toEqual(platform.definitions[name]);
    else {
      expect(Object.keys(own.properties ?? {})).toEqual(expect.arrayContaining(Object.keys(properties)));
      expect(own.required).toBeUndefined();
    }
  }
  expect(parse(block('yaml'))).toHaveProperty('clusters');
});

test('an editor takes of a layer what only all layers together have to hold, and refuses values that no platform takes', () => {
  const takes = new Ajv({ strict: false, allowUnionTypes: true }).compile(
    JSON.parse(fs.readFileSync(path.join(ROOT, 'dist', 'fleet.schema.json'), 'utf8')) as object,
  );
  const secret = { existing: { name: 'a', key: 'b' } };
  const fleet = (overrides: object, delivery?: object): object => ({
    base: 'platform.yaml',
    clusters: { a: { overrides, ...(delivery && { delivery }) } },
  });
  const git = { engine: 'flux', repository: 'https://git.example.com/ml', path: 'dist/fleet' };
  for (const right of [
    { signIn: { dex: null, oidc: { issuer: 'https://a.example.com' } } },
    { signIn: { namespace: 'sign-in' } },
    { pools: { a100: { expireAfter: null, limits: { cpu: null } }, old: null } },
    { devicePlugin: null, gpuOperator: {} },
  ])
    expect([right, takes(fleet(right, git))]).toEqual([right, true]);
  for (const wrong of [
    { signIn: { oidc: { issuer: 'a.example.com', clientSecret: secret } } },
    { pools: { a100: { expireAfter: '30d' } } },
    { pools: { a100: { limits: { cpu: -1 } } } },
    { pools: { 'A 1': {} } },
  ])
    expect([wrong, takes(fleet(wrong))]).toEqual([wrong, false]);
  expect(takes(fleet({}, { ...git, repository: 'git.example.com/ml' }))).toBe(false);
  expect(takes(fleet({}, { ...git, path: '/dist' }))).toBe(false);
});
