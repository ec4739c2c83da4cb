import * as fs from 'fs';
import * as path from 'path';
import { evaluate, removeTempDirs, run, tempDir, testWithFacts, FACTS } from './tool';

afterAll(removeTempDirs);

/** Bad input: one line on stderr, nothing on stdout, exit code 2. */
function refused(args: string[], message: string | RegExp): void {
  const { code, out, err } = run(...args);
  expect(err).toMatch(message);
  expect(err).toMatch(/^import: [^\n]+\n$/);
  expect({ code, out }).toEqual({ code: 2, out: '' });
}

describe('arguments', () => {
  test.each([
    ['an unknown option', ['--form', 'x'], "Unknown option '--form'"],
    ['a stray word', ['somewhere'], "Unexpected argument 'somewhere'"],
    ['--from without DIR', ['--from'], "'--from <value>' argument missing"],
    ['--from followed by an option', ['--from', '--out', 'x'], "'--from' argument is ambiguous"],
    ['an empty DIR', ['--from', ''], '--from was given an empty DIR'],
  ])('%s is refused with what is allowed', (_, args, message) => {
    refused(args, message);
    refused(args, 'allowed: --from DIR, --only NAME, --out DIR, --help');
  });

  test('a group that sources.json does not have is refused with those that it has', () => {
    refused(
      ['--only', 'absent.example'],
      '--only absent.example: not in imports/sources.json, allowed are argoproj.io, bitnami.com,',
    );
  });

  test('--help explains and succeeds', () => {
    expect(run('--help')).toMatchObject({ code: 0, err: '', out: expect.stringContaining('usage: npm run import') });
  });
});

describe('input files', () => {
  test('a folder that does not exist', () => {
    refused(['--from', '/no/such/folder'], '--from /no/such/folder: no such folder');
  });

  test('a file in place of a folder', () => {
    const file = path.join(tempDir(), 'file');
    fs.writeFileSync(file, '');
    refused(['--from', file], `--from ${file}: not a folder`);
  });

  test('a missing group file names the file, the kind and the way out, and writes nothing', () => {
    const [from, out] = [tempDir(), path.join(tempDir(), 'out')];
    refused(
      ['--from', from, '--out', out],
      `${path.join(from, 'argoproj.io.yaml')} is missing: sources.json takes AppProject`,
    );
    expect(fs.existsSync(out)).toBe(false);
  });

  testWithFacts('missing Kubernetes definitions name both places that were looked at', () => {
    const from = copyOfFacts();
    refused(
      ['--from', from, '--only', 'kubernetes'],
      /no definitions of Kubernetes 1\.27\.0: looked for .*v1\.27\.0\.json and .*v1\.27\.0\.json; add/,
    );
  });

  test('a file that is not YAML stops the import and leaves the target as it was', () => {
    const from = tempDir();
    fs.writeFileSync(path.join(from, 'security.istio.io.yaml'), 'a: [1');
    const out = tempDir();
    fs.writeFileSync(path.join(out, 'kubernetes.ts'), 'old');
    refused(['--from', from, '--out', out, '--only', 'security.istio.io'], 'security.istio.io.yaml is not YAML');
    expect(fs.readdirSync(out)).toEqual(['kubernetes.ts']);
    expect(fs.readFileSync(path.join(out, 'kubernetes.ts'), 'utf8')).toBe('old');
  });

  testWithFacts('--out at a file is refused', () => {
    const file = path.join(tempDir(), 'file');
    fs.writeFileSync(file, 'old');
    refused(['--from', FACTS, '--out', file, '--only', 'keda.sh'], `--out ${file}: not a folder`);
    expect(fs.readFileSync(file, 'utf8')).toBe('old');
  });

  test.each([
    ['{"definitions": ', 'v1.json is not JSON'],
    ['{"paths": {}}', 'v1.json has no "definitions"'],
  ])('Kubernetes definitions %j are refused', (text, message) => {
    expect(() =>
      evaluate(`(await tool('kubernetes-definitions.mjs')).readDefinitions({ text: input, origin: 'v1.json' });`, text),
    ).toThrow(message);
  });
});

describe('sources.json', () => {
  test.each([
    [{}, 'sources.json has no list "customResources"'],
    [{ customResources: [], kubernetes: 1 }, 'sources.json has no list "kubernetes"'],
    [
      { customResources: [{ group: 'a', kind: 'B' }], kubernetes: [] },
      'customResources[0] lacks scope, repository, path, ref',
    ],
    [
      { customResources: [], kubernetes: [{ release: 1.27 }] },
      'kubernetes[0] lacks release, repository, path, ref, licence',
    ],
  ])('%j is refused', (sources, message) => {
    expect(() => evaluate(`(await tool('sources.mjs')).checkSources(input);`, sources)).toThrow(message);
  });
});

test('files are moved into place together: none of them when one cannot be written', () => {
  const out = tempDir();
  expect(() =>
    evaluate(`(await tool('write.mjs')).writeFiles(input, new Map([['a.ts', 'a'], ['no/such/folder.ts', 'b']]));`, out),
  ).toThrow(`--out ${out}: ENOENT`);
  expect(fs.readdirSync(out)).toEqual([]);
});

function copyOfFacts(): string {
  const dir = path.join(tempDir(), 'crds');
  // A link would be written through, and the facts are not ours to write.
  fs.cpSync(FACTS, dir, { recursive: true, dereference: true });
  return dir;
}
