import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import Ajv from 'ajv';
import { parse } from 'yaml';

const ROOT = path.join(__dirname, '..');
const MAIN = path.join(ROOT, 'dist', 'lib', 'src', 'main.js');

const CONFIG = `target: { provider: aks, kubernetes: "1.34" }
pools:
  a100: { skus: [Standard_NC24ads_A100_v4], taint: gpu, limits: { gpus: 8 } }
devicePlugin: {}
runner:
  version: 0.9.21
  queueUrl: { existing: { name: studioml-queue, key: url } }
`;
const NO_NODE_CLASS = CONFIG.replace('taint: gpu', 'taint: gpu, nodeClass: azure');
/** Two systems would make the namespace. */
const SAME_NAMESPACE = CONFIG.replace('devicePlugin: {}', 'devicePlugin: { namespace: studioml }');

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

let directory: string;
let outdir: string;

beforeAll(() => {
  if (!fs.existsSync(MAIN)) throw new Error('dist/lib/src/main.js is missing, run `npm run build` first');
});

beforeEach(() => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'main-'));
  outdir = path.join(directory, 'out');
});

afterEach(() => fs.rmSync(directory, { recursive: true, force: true }));

/** Runs the app as `cdk8s synth` does. */
function main(args: string[], env: Record<string, string> = {}, cwd = directory): Outcome {
  const options = { cwd, env: { ...process.env, CDK8S_OUTDIR: outdir, ...env }, encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], options);
  return { code: status, stdout, stderr };
}

function write(text: string, name = 'platform.yaml'): void {
  fs.writeFileSync(path.join(directory, name), text);
}

/** Every file below a directory with its text. */
function contents(of: string): Record<string, string> {
  const files = fs.readdirSync(of, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => path.join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(paths.map((file) => [path.relative(of, file), fs.readFileSync(file, 'utf8')]));
}

/** What is written, what it costs, and what is not restricted. */
const SUMMARY = [
  /^\d+ objects in \d+ files of \S+(, \d+ files? of \S+)?, \d+ warnings?\n/,
  /(pool a100: Standard_NC24ads_A100_v4 at \$3\.67 an hour, at its limits 8 machines for \$29\.38 an hour \(list prices of eastus on demand\)\n)/,
  /(not restricted: \S+ \S+: .*\n)*$/,
];
/** The summary, and perhaps one warning before it: the Secret of the queue is made outside of the manifests. */
const QUEUE_ONLY = new RegExp(
  `^(REF005 warning .*\\n.*studioml-queue does not exist\\n.*\\n)?${SUMMARY.map(({ source }) => source.replace('^', '')).join('')}`,
);

test('--help tells how it is used, and reads and writes nothing', () => {
  const { code, stdout, stderr } = main(['--help']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^usage: npm run synth /);
  expect(fs.existsSync(outdir)).toBe(false);
});

describe('a command line that cannot be used', () => {
  test.each([
    [['--target', 'aks'], '--target is no option, allowed is --help\n'],
    [['a.yaml', 'b.yaml'], 'one file is read, and 2 are given: a.yaml, b.yaml\n'],
  ])('%j', (args, stderr) => {
    write(CONFIG);
    expect(main(args)).toEqual({ code: 2, stdout: '', stderr });
  });
});

describe('an output directory that cannot be used is named, with the reason', () => {
  test('a file stands there', () => {
    write(CONFIG);
    fs.writeFileSync(outdir, '');
    const stderr = `${outdir} cannot be written: EEXIST, a file stands there, give a folder\n`;
    expect(main([])).toEqual({ code: 2, stdout: '', stderr });
  });

  test('a folder stands in the place of a file', () => {
    write(CONFIG);
    const file = path.join(outdir, '30-runner.k8s.yaml');
    fs.mkdirSync(file, { recursive: true });
    const stderr = `${file} cannot be written: EISDIR, a folder stands there, give a file\n`;
    expect(main([])).toEqual({ code: 2, stdout: '', stderr });
  });

  test('no name is as if none were given', () => {
    write(CONFIG);
    expect(main([], { CDK8S_OUTDIR: '' }).code).toBe(0);
    expect(fs.readdirSync(path.join(directory, 'dist', 'manifests'))).toContain('30-runner.k8s.yaml');
  });
});

describe('a good configuration', () => {
  test('is written, with exit code 0 and a summary on stderr alone', () => {
    write(CONFIG);
    expect(main([])).toEqual({ code: 0, stdout: '', stderr: expect.stringMatching(QUEUE_ONLY) as string });
    expect(Object.keys(contents(outdir))).toEqual([
      '00-foundation.k8s.yaml',
      '10-capacity.k8s.yaml',
      '20-nvidia.k8s.yaml',
      '30-runner.k8s.yaml',
      'Kustomization',
    ]);
  });

  test('may have another name', () => {
    write(CONFIG, 'other.yaml');
    expect(main(['other.yaml']).code).toBe(0);
    expect(main([path.join(directory, 'other.yaml')], {}, os.tmpdir()).code).toBe(0);
  });

  test('gives the same bytes again, wherever it runs', () => {
    write(CONFIG);
    main([]);
    const first = contents(outdir);
    const elsewhere = path.join(directory, 'elsewhere');
    main(
      [path.join(directory, 'platform.yaml')],
      { CDK8S_OUTDIR: elsewhere, TZ: 'Asia/Tokyo', LANG: 'tr_TR.UTF-8' },
      os.tmpdir(),
    );
    expect(contents(elsewhere)).toEqual(first);
  });

  test('goes to dist/manifests where nothing else is said', () => {
    write(CONFIG);
    expect(main([], { CDK8S_OUTDIR: undefined } as never).code).toBe(0);
    expect(fs.readdirSync(path.join(directory, 'dist', 'manifests'))).toContain('30-runner.k8s.yaml');
  });

  test('takes the files of an earlier one away, and no others', () => {
    write(CONFIG);
    main([]);
    fs.writeFileSync(path.join(outdir, '40-gone.k8s.yaml'), 'kind: Gone\n');
    fs.writeFileSync(path.join(outdir, 'README.md'), 'by hand\n');
    write(CONFIG.slice(0, CONFIG.indexOf('runner:')));
    expect(main([]).code).toBe(0);
    expect(Object.keys(contents(outdir))).toEqual([
      '10-capacity.k8s.yaml',
      '20-nvidia.k8s.yaml',
      'Kustomization',
      'README.md',
    ]);
    expect(contents(outdir).Kustomization).not.toContain('runner');
  });
});

describe('a configuration that cannot be used', () => {
  const mistakes: [string, string, string][] = [
    [
      'does not fit the schema',
      CONFIG.replace('"1.34"', '1.34'),
      'platform.yaml:1:26  target.kubernetes: is 1.34, allowed is text; put it in quotes\n',
    ],
    [
      'is found out while it is built',
      NO_NODE_CLASS,
      "platform.yaml:3:57  pools.a100.nodeClass: is 'azure', which nodeClasses does not have; it has default\n",
    ],
    [
      'has a target that is not known',
      CONFIG.replace('1.34', '1.12'),
      "platform.yaml:1:26  target.kubernetes: target kubernetes version '1.12' is not known, allowed are 1.27 to 1.36\n",
    ],
    [
      'is not YAML',
      'target: {\n',
      'platform.yaml:2:1  is not YAML: Flow map in block collection must be sufficiently indented and end with a }\n',
    ],
    ['is empty', '', 'platform.yaml:1:1  is empty, allowed is a mapping of keys to values\n'],
  ];

  test.each(mistakes)('%s: exit code 2, file, line and column on stderr, nothing on stdout', (_, text, stderr) => {
    write(text);
    expect(main([])).toEqual({ code: 2, stdout: '', stderr });
    expect(fs.existsSync(outdir)).toBe(false);
  });

  test('and is absent', () => {
    expect(main([])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'platform.yaml  cannot be read: ENOENT, there is no such file\n',
    });
    expect(main(['a/b.yaml'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'a/b.yaml  cannot be read: ENOENT, there is no such file\n',
    });
  });

  test('tells every mistake of the schema at once, in the order of the lines', () => {
    write(CONFIG.replace('provider: aks', 'provider: azure').replace('version: 0.9.21', 'versio: 0.9.21'));
    const { code, stderr } = main([]);
    expect(code).toBe(2);
    const places = stderr
      .trim()
      .split('\n')
      .map((line) => line.split('  ')[0]);
    expect(places).toEqual(['platform.yaml:1:11', 'platform.yaml:5:1', 'platform.yaml:6:3']);
  });
});

test('a check that fails: exit code 1, the finding on stderr, nothing on stdout, nothing written', () => {
  write(SAME_NAMESPACE);
  const { code, stdout, stderr } = main([]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^1 check failed, nothing is written\nREF001 error {2}20-nvidia\/device-plugin\/Namespace/m);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(fs.existsSync(outdir)).toBe(false);
});

test.each([
  ['a bad configuration', CONFIG.replace('gpus: 8', 'gpus: many')],
  ['a pool that cannot be built', NO_NODE_CLASS],
  ['a check that fails', SAME_NAMESPACE],
])('%s leaves the old output as it is, byte for byte', (_, text) => {
  write(CONFIG);
  main([]);
  fs.writeFileSync(path.join(outdir, 'notes.txt'), 'by hand\n');
  const before = contents(outdir);
  write(text);
  expect(main([]).code).toBeGreaterThan(0);
  expect(contents(outdir)).toEqual(before);
});

describe('no secret', () => {
  const SECRET = 'hunter2';
  const URL = `amqp://user:${SECRET}@rabbit:5672/%2f`;

  test('of the environment comes into the output', () => {
    write(CONFIG);
    const outcome = main([], { AMQP_URL: URL, RABBITMQ_DEFAULT_PASS: SECRET, AWS_SECRET_ACCESS_KEY: SECRET });
    expect(outcome.code).toBe(0);
    expect(JSON.stringify([outcome, contents(outdir)])).not.toContain(SECRET);
  });

  test.each([
    ['in place of its source', CONFIG.replace('{ existing: { name: studioml-queue, key: url } }', URL)],
    ['in place of a Secret', CONFIG.replace('{ name: studioml-queue, key: url }', URL)],
    ['as the name of a Secret', CONFIG.replace('studioml-queue', `"${URL}"`)],
    ['under a key of its own', CONFIG.replace('queueUrl:', `amqpUrl: ${URL}\n  queueUrl:`)],
    ['as a number of replicas', `${CONFIG}  replicas: ${URL}\n`],
  ])('that stands in the configuration %s comes into the log', (_, text) => {
    write(text);
    const outcome = main([]);
    expect(outcome.code).toBe(2);
    expect(JSON.stringify(outcome)).not.toContain(SECRET);
  });
});

describe('what is committed', () => {
  test('dist/manifests is what platform.yaml gives, byte for byte', () => {
    const { code, stderr } = main([path.join(ROOT, 'platform.yaml')]);
    expect(code).toBe(0);
    expect(stderr).toMatch(QUEUE_ONLY);
    const toWriteItAnew = 'npm run synth';
    const committed = contents(path.join(ROOT, 'dist', 'manifests'));
    expect({ toWriteItAnew, ...contents(outdir) }).toEqual({ toWriteItAnew, ...committed });
  });

  test('platform.yaml is synthesized without the validator that only what does not fit is left to', () => {
    const list = `process.on('exit', () => console.log(Object.keys(require.cache).join('\\n'))); require(${JSON.stringify(MAIN)});`;
    const { status, stdout } = spawnSync(process.execPath, ['-e', list, MAIN, path.join(ROOT, 'platform.yaml')], {
      cwd: directory,
      env: { ...process.env, CDK8S_OUTDIR: outdir },
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    const loaded = stdout.split('\n').map((file) => path.relative(ROOT, file).replace(/\\/g, '/'));
    expect(loaded).toContain('dist/lib/src/core/require-schema.js');
    expect(loaded.filter((file) => file.startsWith('node_modules/ajv/'))).toEqual([]);
  });

  test('dist/platform.schema.json is what `npm run schema` writes', () => {
    const fresh = path.join(directory, 'schema.json');
    // That of fleets CI compares.
    const { status, stderr } = spawnSync(process.execPath, ['src/blueprint/schema.mjs', fresh], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(fs.readFileSync(path.join(ROOT, 'dist', 'platform.schema.json'), 'utf8')).toBe(
      fs.readFileSync(fresh, 'utf8'),
    );
  }, 60_000);

  test('platform.yaml fits the schema', () => {
    const schema = JSON.parse(fs.readFileSync(path.join(ROOT, 'dist', 'platform.schema.json'), 'utf8')) as object;
    const check = new Ajv({ strict: false }).compile(schema);
    check(parse(fs.readFileSync(path.join(ROOT, 'platform.yaml'), 'utf8')));
    expect(check.errors ?? []).toEqual([]);
  });
});
