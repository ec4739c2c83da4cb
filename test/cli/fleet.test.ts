import { spawnSync } from 'child_process';
import * as path from 'path';
import { Folder } from './run';

const CLI = path.resolve(__dirname, '../../dist/lib/src/cli.js');

const BASE = `target: { provider: aks, kubernetes: '1.34' }
pools:
  a100: { skus: [Standard_NC24ads_A100_v4], taint: gpu, limits: { gpus: 8 } }
`;
const FLEET = `base: platform.yaml
groups:
  small: { overrides: { pools: { a100: { limits: { gpus: 1 } } } } }
clusters:
  one: { installed: [] }
  two: { groups: [small] }
`;

let folder: Folder;
beforeEach(() => {
  folder = new Folder();
  folder.write('platform.yaml', BASE);
  folder.write('fleet.yaml', FLEET);
});
afterEach(() => folder.remove());

describe('fleet synth', () => {
  test('says in one line what it wrote, and above what clusters lack', () => {
    const { code, stdout, stderr } = folder.run(['fleet', 'synth', 'fleet.yaml']);
    expect(stdout.replace(/\d+ objects/, 'N objects')).toBe(
      '2 clusters, N objects: 2 written, 0 unchanged, 0 failed; 0 errors, 0 warnings, 1 prerequisite missing; 1 cluster with prerequisites of which `installed` does not say whether they are there\n',
    );
    expect(stderr).toMatch(
      /^one:\n {2}lacks karpenter, such as 1\.14\.2: needed by 10-capacity \(.*\)\n {2}on AKS: .*\n$/,
    );
    expect(code).toBe(0);
    expect(folder.run(['fleet', 'synth', 'fleet.yaml', '--output', 'dist/fleet']).stdout).toMatch(
      /: 0 written, 2 unchanged/,
    );
  });

  test('as JSON', () => {
    const { code, stdout, stderr } = folder.run([
      'fleet',
      'synth',
      'fleet.yaml',
      '--format',
      'json',
      '--only',
      'small',
    ]);
    expect(JSON.parse(stdout)).toEqual({
      clusters: [{ name: 'two', state: 'written', objects: 2, findings: 0, lacks: [], unknown: ['karpenter'] }],
      messages: [],
      gone: [],
      removed: [],
    });
    expect([code, stderr]).toEqual([0, '']);
  });

  test('as a table', () => {
    const { stdout } = folder.run(['fleet', 'synth', 'fleet.yaml', '--format', 'table']);
    expect(stdout).toMatch(
      /^CLUSTER {2}STATE .*\none {6}written {8}2 {9}0 {2}karpenter\ntwo .* {2}karpenter\?\n2 clusters, /,
    );
  });

  test('ends with 1 where a cluster lacks what is required', () => {
    const run = (...args: string[]): number | null => folder.run(['fleet', 'synth', 'fleet.yaml', ...args]).code;
    expect(run('--require-prerequisites')).toBe(1);
    expect(run()).toBe(0);
    folder.write('fleet.yaml', FLEET.replace('installed: []', 'installed: [karpenter]'));
    expect(run('--require-prerequisites', '--only', 'one')).toBe(0);
    // Nobody says what the other has.
    expect(run('--require-prerequisites')).toBe(1);
  });

  test('removes the folder of a cluster that is gone, unless it is told not to', () => {
    const run = (...args: string[]): string => folder.run(['fleet', 'synth', 'fleet.yaml', ...args]).stdout;
    run();
    folder.write('fleet.yaml', FLEET.replace('  two: { groups: [small] }\n', ''));
    expect(run('--no-prune')).toMatch(/; no longer in the fleet, and kept: two\n$/);
    expect(run('--only', 'one')).toMatch(/; no longer in the fleet, and kept: two\n$/);
    expect(run()).toMatch(/; removed two\n$/);
  });

  test('ends with 1 where a cluster fails, and writes the others', () => {
    folder.write('fleet.yaml', FLEET.replace('one: { ', 'one: { overrides: { smokeTest: { pool: h100 } }, '));
    const { code, stdout, stderr } = folder.run(['fleet', 'synth', 'fleet.yaml']);
    expect(stderr).toBe("one:\n  fleet.yaml:5:36  smokeTest.pool: is 'h100', which pools does not have; it has a100\n");
    expect(stdout).toMatch(/: 1 written, 0 unchanged, 1 failed; 1 error, /);
    expect(code).toBe(1);
  });

  test('a thousand words about a base are said once', () => {
    folder.write('platform.yaml', BASE.replace('taint: gpu', "taint: 'x'"));
    const more = Array.from({ length: 5 }, (_, index) => `  c-${index}: {}\n`).join('');
    folder.write('fleet.yaml', FLEET + more);
    const { code, stderr } = folder.run(['fleet', 'synth', 'fleet.yaml']);
    expect(stderr).toMatch(
      /^one, two, c-0 and 4 more:\n {2}platform\.yaml:3:45 {2}pools\.a100\.taint: 'x' is not .*\n$/,
    );
    expect(code).toBe(1);
  });

  test('what is laid together from several places may be wrong at each', () => {
    folder.write('platform.yaml', BASE.replace(', limits: { gpus: 8 }', ''));
    folder.write('fleet.yaml', FLEET.replace('limits: { gpus: 1 }', 'weight: 5'));
    const { stderr } = folder.run(['fleet', 'synth', 'fleet.yaml']);
    expect(stderr).toMatch(
      /^one:\n {2}platform\.yaml:3:3 {2}pools\.a100: a gpu pool needs a limit, .* ask for\ntwo:\n/,
    );
    expect(stderr).toMatch(
      /\ntwo:\n {2}fleet\.yaml:3:34 {2}pools\.a100: .* ask for; parts of it are set at platform\.yaml:3:3\n$/,
    );
  });

  test.each<[string[], string]>([
    [['fleet'], 'fleet needs what to do, synth or explain'],
    [['fleet', 'sync', 'fleet.yaml'], "the first word is 'sync', allowed are synth, explain; did you mean 'synth'?"],
    [['fleet', 'synth'], 'fleet synth needs a fleet.yaml'],
    [['fleet', 'synth', 'fleet.yaml', 'other.yaml'], "fleet synth takes one fleet.yaml, and 'other.yaml' is a second"],
    [['fleet', 'synth', 'fleet.yaml', '--only'], '--only needs a value'],
    [['fleet', 'synth', 'fleet.yaml', '--format', 'yaml'], "--format is 'yaml', allowed are text, table, json"],
    [
      ['fleet', 'explain', 'one', 'fleet.yaml', '--format', 'table'],
      "--format is 'table', allowed are text, json for explain",
    ],
    [
      ['fleet', 'synth', 'fleet.yaml', '--output', 'fleet.yaml'],
      'fleet.yaml cannot be written: ENOTDIR, a part of its path is a file and no folder',
    ],
    [
      ['fleet', 'synth', 'fleet.yaml', '--only', 'smal'],
      "'smal' is neither a group nor a cluster of the fleet; did you mean 'small'?",
    ],
    [['fleet', 'explain', 'one'], 'fleet explain needs CLUSTER [KEY] FLEET.YAML'],
    [
      ['fleet', 'explain', 'on', 'fleet.yaml'],
      "'on' is no cluster of the fleet, which has one, two; did you mean 'one'?",
    ],
    [['fleet', 'explain', 'one', 'x', 'fleet.yaml'], "cluster one has no key 'x', it has target, pools, installed"],
    [['fleet', 'explain', 'one', 'fleet.yaml', '--no-prune'], '--no-prune is for synth, explain takes --format alone'],
  ])('%j cannot be used', (args, message) => {
    const { code, stdout, stderr } = folder.run(args);
    expect(stderr).toBe(`${message}\nsee cdk8s-ml-platform fleet --help\n`);
    expect([code, stdout]).toEqual([2, '']);
  });

  test('a fleet that cannot be used ends with 2 and its mistakes', () => {
    folder.write('fleet.yaml', FLEET.replace('groups: [small]', 'group: [small]'));
    const { code, stderr } = folder.run(['fleet', 'synth', 'fleet.yaml']);
    expect(stderr).toBe(
      "fleet.yaml:6:10  clusters.two.group: unknown key, allowed are groups, overrides, delivery, installed; did you mean 'groups'?\n",
    );
    expect(code).toBe(2);
    expect(folder.run(['fleet', 'synth', 'no.yaml']).stderr).toBe(
      'no.yaml  cannot be read: ENOENT, there is no such file\n',
    );
  });
});

describe('--changed-since', () => {
  test('writes what changed, and nothing else', () => {
    const git = (...args: string[]): void => {
      const who = ['-c', 'user.name=test', '-c', 'user.email=test@example.com'];
      expect(spawnSync('git', [...who, ...args], { cwd: folder.dir }).status).toBe(0);
    };
    git('init', '-q');
    git('add', '.');
    git('commit', '-q', '-m', 'before');
    const changed = (): string => folder.run(['fleet', 'synth', 'fleet.yaml', '--changed-since', 'HEAD']).stdout;
    expect(changed()).toMatch(/^0 clusters, /);
    folder.write('fleet.yaml', FLEET.replace('gpus: 1', 'gpus: 2'));
    expect(changed()).toMatch(/^1 cluster, 2 objects: 1 written, /);
    // The folder of a cluster that left since goes, and --only removes none.
    folder.write('fleet.yaml', FLEET.replace('  two: { groups: [small] }\n', ''));
    const args = ['fleet', 'synth', 'fleet.yaml', '--changed-since', 'HEAD'];
    expect(folder.run([...args, '--only', 'one']).stdout).toMatch(/^0 clusters, .* kept: two\n$/);
    expect(folder.run(args).stdout).toMatch(/^0 clusters, .*; removed two\n$/);
    const { code, stderr } = folder.run(['fleet', 'synth', 'fleet.yaml', '--changed-since', 'v9']);
    expect(stderr).toMatch(/^--changed-since: git knows no revision 'v9' in .*\nsee .*\n$/);
    expect(code).toBe(2);
  });

  test('where git is not found', () => {
    const args = [CLI, 'fleet', 'synth', 'fleet.yaml', '--changed-since', 'HEAD'];
    const { status, stderr } = spawnSync(process.execPath, args, {
      cwd: folder.dir,
      encoding: 'utf8',
      env: { PATH: folder.dir },
    });
    expect(stderr).toBe('--changed-since: git is not found\nsee cdk8s-ml-platform fleet --help\n');
    expect(status).toBe(2);
  });
});

describe('fleet explain', () => {
  test('a value', () => {
    const { code, stdout } = folder.run(['fleet', 'explain', 'two', 'pools.a100.limits.gpus', 'fleet.yaml']);
    expect(stdout).toBe(`pools.a100.limits.gpus: 1
  fleet.yaml:3:52  groups.small
  platform.yaml:3:67  base, which said 8
`);
    expect(code).toBe(0);
  });

  test('a key that nobody sets', () => {
    expect(folder.run(['fleet', 'explain', 'two', 'namespace', 'fleet.yaml']).stdout).toMatch(
      /^namespace: "studioml" by default\n {2}The namespace of .*\n$/,
    );
    expect(folder.run(['fleet', 'explain', 'two', 'delivery.revision', 'fleet.yaml']).stdout).toMatch(
      /^delivery\.revision: set nowhere\n {2}.* main where it is left out; .*\n$/,
    );
  });

  test('everything, as JSON', () => {
    const { stdout } = folder.run(['fleet', 'explain', 'one', 'fleet.yaml', '--format', 'json']);
    expect(JSON.parse(stdout)).toContainEqual({
      key: 'installed',
      value: [],
      origins: [{ layer: 'clusters.one', file: 'fleet.yaml', place: { line: 5, column: 10 }, value: [] }],
    });
  });
});
