import { execFileSync, spawn } from 'child_process';
import * as fs from 'fs';
import * as net from 'net';
import { Folder } from './run';

const OBJECT = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n';
const utf16 = Buffer.from(`\uFEFF${OBJECT}`, 'utf16le');

let folder: Folder;

beforeEach(() => {
  folder = new Folder();
});

afterEach(() => folder.remove());

/** Nine levels of nine aliases each are 387 million values. */
function bomb(): string {
  const levels = Array.from({ length: 9 }, (_value, level) => {
    const items = Array.from({ length: 9 }, () => (level === 0 ? 'x' : `*a${level - 1}`));
    return `  a${level}: &a${level} [${items.join(', ')}]\n`;
  });
  return `${OBJECT}data:\n${levels.join('')}`;
}

function indented(depth: number): string {
  return Array.from({ length: depth }, (_value, level) => `${' '.repeat(level)}a:\n`).join('');
}

/** Fails where a run leaves more than one line, takes long, or prints a report or a stack. */
function expectError(args: readonly string[], message: RegExp, input = ''): void {
  const begin = Date.now();
  const { code, stdout, stderr } = folder.run(['check', ...args], input);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(message);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(stderr.length).toBeLessThan(300);
  expect(Date.now() - begin).toBeLessThan(20_000);
}

test.each<[string, () => string | Buffer, RegExp]>([
  ['binary', () => Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 0xff]), /^a\.yaml: is binary/],
  ['a NUL byte', () => `${OBJECT}data: {a: "\0"}\n`, /^a\.yaml: is binary/],
  ['100 MB', () => Buffer.alloc(100_000_000, 'a: 1\n'), /^a\.yaml: has 95 MiB, allowed are 64 MiB a file$/m],
  ['UTF-16', () => utf16, /^a\.yaml: is UTF-16, write it as UTF-8/],
  ['UTF-16 of the other end', () => Buffer.from(utf16).swap16(), /^a\.yaml: is UTF-16/],
  ['Latin-1', () => Buffer.from(`${OBJECT}data: {a: é}\n`, 'latin1'), /^a\.yaml: is not UTF-8 text/],
  ['100,000 open brackets', () => `a: ${'['.repeat(100_000)}`, /^a\.yaml:\d+: is nested too deeply/],
  ['3,000 brackets', () => `a: ${'['.repeat(3000)}${']'.repeat(3000)}`, /^a\.yaml:\d+: is nested too deeply/],
  ['3,000 indents', () => indented(3000), /^a\.yaml:\d+: is nested too deeply/],
  ['10,000 dashes', () => `a: 1\nb:\n${'- '.repeat(10_000)}x`, /^a\.yaml:\d+: is nested too deeply/],
  ['deep JSON', () => `{"a": ${'['.repeat(200_000)}${']'.repeat(200_000)}}`, /^a\.yaml:\d+: is nested too deeply/],
  ['an alias bomb', bomb, /^a\.yaml:1: has more than 1000000 values with its aliases written out/],
  ['an alias of itself', () => `${OBJECT}data: &d\n  a: *d\n`, /^a\.yaml:1: an alias stands inside of what it names/],
  ['broken YAML', () => `${OBJECT}data: {a: [1, 2}\n`, /^a\.yaml:5: is not YAML: /],
  ['an open quote', () => `${OBJECT}data: {a: "b}\n`, /^a\.yaml:[56]: is not YAML: /],
  ['tabs', () => 'kind: ConfigMap\nmetadata:\n\tname: a\n', /^a\.yaml:3: is not YAML: tab characters/],
  ['a tag', () => `${OBJECT}data:\n  a: !Ref b\n`, /^a\.yaml:6: is not YAML: unknown tag !<!Ref>/],
  ['a null key', () => `${OBJECT}data:\n  null: b\n`, /^a\.yaml:6: a key is null/],
  ['a list as a key', () => `${OBJECT}data:\n  [a, b]: c\n`, /^a\.yaml:6: a key is a list/],
  ['a template', () => `${OBJECT}data:\n  a: {{ .Values.a }}\n`, /^a\.yaml:6: .* a template in \{\{ \}\} must be/],
  ['a list document', () => `---\n- a\n`, /^a\.yaml:2: a document is a mapping .* is a list/],
  ['a scalar document', () => `${OBJECT}---\nhello\n`, /^a\.yaml:6: a document is a mapping .* of type string/],
  ['text after a marker', () => `${OBJECT}--- text\n`, /^a\.yaml:5: kubectl takes nothing but a comment after ---/],
  ['nothing', () => '', /^a\.yaml: no manifests found/],
  ['comments alone', () => '# a\n---\n# b\n', /^a\.yaml: no manifests found/],
])('%s', (_name, content, message) => {
  folder.write('a.yaml', content());
  expectError(['a.yaml'], message);
});

test('JSON with a trailing comma', () => {
  folder.write('a.json', '{\n  "kind": "A",\n}\n');
  expectError(['a.json'], /^a\.json:3: is not JSON: /);
});

test('a file that is not there', () => {
  expectError(['absent.yaml'], /^absent\.yaml: there is no such file or folder/);
});

test('a folder without manifests', () => {
  folder.write('empty/a.txt', 'x');
  expectError(['empty'], /^empty: no manifests found/);
});

test('nothing on standard input', () => {
  expectError(['-'], /^-: no manifests found/);
});

test('a pipe without a writer is not waited for, and one in a folder is passed over', () => {
  execFileSync('mkfifo', [folder.path('a.yaml')]);
  expectError(['a.yaml'], /^a\.yaml: is neither a file nor a folder; a pipe is read as standard input, -/);
  folder.write('b.yaml', OBJECT);
  expect(folder.run(['check', '.']).code).toBe(0);
});

test('a socket', async () => {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(folder.path('a.yaml'), resolve));
  expectError(['a.yaml'], /^a\.yaml: is neither a file nor a folder/);
  await new Promise((resolve) => server.close(resolve));
});

test('a link that leads nowhere', () => {
  fs.symlinkSync('absent', folder.path('a.yaml'));
  expectError(['.'], /^a\.yaml: is a link that leads nowhere/);
});

const asRoot = process.getuid?.() === 0;
(asRoot ? test.skip : test)('a file that may not be read (root may read every file)', () => {
  folder.write('a.yaml', OBJECT);
  fs.chmodSync(folder.path('a.yaml'), 0);
  expectError(['a.yaml'], /^a\.yaml: cannot be read: EACCES/);
});

test('a stream without end is cut off', async () => {
  const cli = require.resolve('../../dist/lib/src/cli.js');
  const child = spawn(process.execPath, [cli, 'check', '-'], { stdio: ['pipe', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  child.stdin.on('error', () => undefined);
  const block = Buffer.alloc(1024 * 1024, '# x\n');
  const more = (): void => {
    while (!child.stdin.destroyed && child.exitCode === null && child.stdin.write(block));
  };
  child.stdin.on('drain', more);
  more();
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect([code, stderr]).toEqual([2, '-: has more than 64 MiB, allowed are 64 MiB a file\n']);
});

test('of several files the one that is wrong is named', () => {
  folder.write('dir/a.yaml', OBJECT);
  folder.write('dir/b.yaml', 'a: [\n');
  expectError(['dir'], /^dir\/b\.yaml:2: is not YAML/);
});
