import { execFileSync, spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

const ROOT = path.resolve(__dirname, '../..');
const read = (file: string): string => fs.readFileSync(path.join(ROOT, file), 'utf8');
const {
  version,
  exports: entries,
  scripts,
} = JSON.parse(read('package.json')) as {
  readonly version: string;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly scripts: Readonly<Record<string, string>>;
};

jest.setTimeout(120_000);
let dir: string;
beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'release-test-'));
});
afterEach(() => fs.rmSync(dir, { recursive: true }));

describe('the next version', () => {
  /** What `version.mjs` makes of a copy of this repository with these notes. */
  function next(notes: Readonly<Record<string, string>>): { before: string; after: string; changes?: string } {
    for (const file of ['package.json', 'package-lock.json', 'CHANGELOG.md', 'README.md', '.changeset'])
      fs.cpSync(path.join(ROOT, file), path.join(dir, file), { recursive: true });
    for (const file of fs.readdirSync(path.join(dir, '.changeset')))
      if (file.endsWith('.md') && file !== 'README.md') fs.rmSync(path.join(dir, '.changeset', file));
    for (const [size, text] of Object.entries(notes))
      fs.writeFileSync(path.join(dir, `.changeset/${size}.md`), `---\n'cdk8s-ml-platform': ${size}\n---\n\n${text}\n`);
    const program = `
      const { nextVersion, changesOf } = await import(${JSON.stringify(`file://${ROOT}/test/release/version.mjs`)});
      const said = nextVersion(${JSON.stringify(dir)});
      console.log(JSON.stringify({ ...said, changes: changesOf(${JSON.stringify(dir)}, said.after) }));`;
    const told = execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
    return JSON.parse(told) as ReturnType<typeof next>;
  }
  /** A candidate of a version becomes that version, where the change is no larger than it. */
  const bumped = (at: number): string => {
    const [base = '', candidate] = version.split('-');
    const parts = base.split('.').map(Number);
    if (candidate !== undefined && parts.slice(at + 1).every((part) => part === 0)) return base;
    return parts.map((part, index) => (index < at ? part : index === at ? part + 1 : 0)).join('.');
  };

  test.each([
    ['major', 0],
    ['minor', 1],
    ['patch', 2],
  ])('of a note that is %s', (size, at) => {
    const { before, after, changes } = next({ [size]: 'Something users see.\n\nAnd more of it.' });
    expect([before, after]).toEqual([version, bumped(at)]);
    const title = `${size[0]!.toUpperCase()}${size.slice(1)} Changes`;
    expect(changes).toBe(`### ${title}\n\n- Something users see.\n\n  And more of it.`);
  });

  test('is that of the largest note, in every file that names it, and the notes are gone', () => {
    const { after } = next({ minor: 'New.', patch: 'Mended.' });
    expect(after).toBe(bumped(1));
    const lock = JSON.parse(fs.readFileSync(path.join(dir, 'package-lock.json'), 'utf8')) as {
      readonly version: string;
      readonly packages: Readonly<Record<string, { readonly version: string }>>;
    };
    expect([lock.version, lock.packages['']!.version]).toEqual([after, after]);
    const readme = fs.readFileSync(path.join(dir, 'README.md'), 'utf8');
    expect(readme).toContain(`cdk8s-ml-platform-${after}.tgz`);
    expect(readme).not.toContain(`cdk8s-ml-platform-${version}.tgz`);
    expect(fs.readdirSync(path.join(dir, '.changeset')).sort()).toEqual(['README.md', 'changelog.cjs', 'config.json']);
  });

  test('is the same without a note', () => {
    const changelog = read('CHANGELOG.md');
    expect(next({})).toMatchObject({ before: version, after: version });
    expect(fs.readFileSync(path.join(dir, 'CHANGELOG.md'), 'utf8')).toBe(changelog);
  });
});

test('CHANGELOG.md has a section of this version, and each page names this version', () => {
  expect(read('CHANGELOG.md')).toMatch(new RegExp(`^## ${version.replaceAll('.', '\\.')}$`, 'm'));
  for (const file of ['README.md', 'docs/checks.md', 'src/plugin.ts']) {
    const named = [...read(file).matchAll(/^.*package: \.\/node_modules\/cdk8s-ml-platform\n.*version: (\S+)$/gm)].map(
      ([, text]) => text,
    );
    expect({ file, named }).toEqual({ file, named: [version] });
  }
});

describe('the check of a tarball', () => {
  /** What `package-check.mjs` says of a package with these files. */
  function check(manifest: object, files: Readonly<Record<string, string>>): { status: number | null; said: string } {
    const from = path.join(dir, 'package');
    fs.mkdirSync(from);
    const whole = { name: 'fixture', version: '1.0.0', license: 'MIT', type: 'commonjs', ...manifest };
    fs.writeFileSync(path.join(from, 'package.json'), JSON.stringify(whole));
    for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(from, name), text);
    execFileSync('npm', ['pack', '--offline', '--ignore-scripts', '--pack-destination', dir], {
      cwd: from,
      stdio: 'pipe',
    });
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [path.join(ROOT, 'test/release/package-check.mjs'), path.join(dir, 'fixture-1.0.0.tgz')],
      { encoding: 'utf8' },
    );
    return { status, said: stdout + stderr };
  }
  const FILES = {
    'index.js': 'exports.a = 1;\n',
    'index.d.ts': 'export declare const a: number;\n',
  };
  const entry = { types: './index.d.ts', default: './index.js' };

  test('passes what resolves', () => {
    expect(check({ exports: { '.': entry } }, FILES)).toEqual({ status: 0, said: '' });
  });

  test('reports an entry without its file', () => {
    const { status, said } = check({ exports: { '.': entry, './jest': './jest.js' } }, FILES);
    expect(status).toBe(1);
    expect(said).toMatch(/publint: error: .*jest\.js but the file does not exist/);
  });

  test('reports types that say what the module is not', () => {
    const { status, said } = check(
      { exports: { '.': { types: './index.d.mts', default: './index.js' } } },
      {
        'index.js': FILES['index.js'],
        'index.d.mts': FILES['index.d.ts'],
      },
    );
    expect(status).toBe(1);
    expect(said).toContain('are-the-types-wrong');
    expect(said).toContain('Masquerading as ESM');
  });
});

test('npm run help says what each script does, from the table of CONTRIBUTING.md', () => {
  const told = execFileSync(process.execPath, ['test/release/help.mjs'], { cwd: ROOT, encoding: 'utf8' });
  const named = [...told.matchAll(/^npm run (\S+) +\S/gm)].map(([, name]) => name!);
  expect(named.sort()).toEqual(Object.keys(scripts).sort());
  expect(told).toMatch(/^npm run build +compiles TypeScript to dist\/lib$/m);
  expect(told).not.toMatch(/[`|]/);
});

test.each([
  ['platform.yaml', 'platform'],
  ['examples/kind.yaml', 'platform'],
  ['examples/fleet/fleet.yaml', 'fleet'],
])('%s begins with the schema that an editor reads', (file, name) => {
  const [, schema] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(read(file)) ?? [];
  expect(path.join(path.dirname(file), schema!)).toBe(`dist/${name}.schema.json`);
});

describe.each(['platform', 'fleet'])('the schema of %s.yaml', (name) => {
  interface Schema {
    readonly description?: string;
    readonly properties?: Readonly<Record<string, Schema>>;
  }
  const keys: (readonly [string, Schema])[] = [];
  const walk = (schema: unknown, at: string): void => {
    if (typeof schema !== 'object' || schema === null) return;
    for (const [key, value] of Object.entries((schema as Schema).properties ?? {})) keys.push([`${at}.${key}`, value]);
    for (const [key, value] of Object.entries(schema)) walk(value, `${at}.${key}`);
  };
  walk(JSON.parse(read(`dist/${name}.schema.json`)), '');

  test('says of every key what it is', () => {
    expect(keys.length).toBeGreaterThan(200);
    expect(keys.filter(([, { description }]) => !description).map(([at]) => at)).toEqual([]);
  });
});

test('the schemas that editors read are entries of the package, and what they are is in its files', () => {
  for (const name of ['platform', 'fleet']) {
    expect(entries[`./${name}.schema.json`]).toBe(`./dist/${name}.schema.json`);
    expect(fs.existsSync(path.join(ROOT, `dist/${name}.schema.json`))).toBe(true);
  }
});
