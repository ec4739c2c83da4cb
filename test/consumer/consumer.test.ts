import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import type { Rule } from '../../src/checks/rule';
import { RULES } from '../../src/checks/rules';
import { Consumer } from './consumer';

const ROOT = path.resolve(__dirname, '../..');

jest.setTimeout(300_000);

let consumer: Consumer;

beforeAll(() => {
  consumer = new Consumer();
});

afterAll(() => consumer?.remove());

/** The first app of the documentation. */
const APP = `
const app = new PlatformApp({ target: Target.aks('1.34', { dataplane: 'cilium' }) });
const gpu = new Chart(app, 'gpu', { namespace: 'studioml' });

const pool = new karpenter.NodePool(gpu, 'a100', {
  requirements: [karpenter.Requirement.skuName('Standard_NC24ads_A100_v4')],
  taints: [karpenter.Taint.gpu()],
  limits: { gpus: 8 },
  nodeClass: new karpenter.AksNodeClass(gpu, 'ubuntu', { imageFamily: 'Ubuntu2204' }),
});
new nvidia.DevicePlugin(gpu, 'device-plugin', { pools: [pool] });
new runner.Runner(gpu, 'runner', {
  version: '0.9.21',
  placement: pool.placement(),
  gpus: 1,
  queues: { rabbit: { url: SecretSource.existing('studioml-queue', 'url') } },
});

app.synth();
`;
const NAMES = '{ PlatformApp, Target, SecretSource, karpenter, nvidia, runner }';
const REQUIRES = `const { Chart } = require('cdk8s');\nconst ${NAMES} = require('cdk8s-ml-platform');\n`;
const IMPORTS = `import { Chart } from 'cdk8s';\nimport ${NAMES} from 'cdk8s-ml-platform';\n`;

describe('an app that uses the installed package', () => {
  test('in JavaScript writes its YAML', () => {
    consumer.write('app.js', REQUIRES + APP);
    consumer.node('app.js');
    expect(fs.readdirSync(path.join(consumer.dir, 'dist'))).toEqual(['gpu.k8s.yaml']);
    expect(consumer.read('dist/gpu.k8s.yaml')).toMatchSnapshot();
  });

  test('as an ECMAScript module writes the same YAML', () => {
    consumer.write('app.js', REQUIRES + APP);
    consumer.node('app.js');
    const fromCommonJs = consumer.read('dist/gpu.k8s.yaml');
    fs.rmSync(path.join(consumer.dir, 'dist'), { recursive: true });
    consumer.write('app.mjs', IMPORTS + APP);
    consumer.node('app.mjs');
    expect(consumer.read('dist/gpu.k8s.yaml')).toBe(fromCommonJs);
  });

  test('finds every name of the index by an import from an ECMAScript module', () => {
    consumer.write(
      'names.mjs',
      `import * as esm from 'cdk8s-ml-platform';
       import { createRequire } from 'node:module';
       const cjs = createRequire(import.meta.url)('cdk8s-ml-platform');
       console.log(JSON.stringify(Object.keys(cjs).filter((name) => esm[name] !== cjs[name])));`,
    );
    expect(JSON.parse(consumer.node('names.mjs'))).toEqual([]);
  });

  test('finds the schemas for editors, as a program does and by the path of the documentation', () => {
    const schemas = ['platform', 'fleet'].map((name) => `${name}.schema.json`);
    const resolved = schemas.map((file) => `require.resolve('cdk8s-ml-platform/${file}')`).join(', ');
    consumer.write('schemas.js', `console.log(JSON.stringify([${resolved}]));`);
    const found = (JSON.parse(consumer.node('schemas.js')) as string[]).map((file) => fs.realpathSync(file));
    const named = schemas.map((file) => `node_modules/cdk8s-ml-platform/dist/${file}`);
    expect(found).toEqual(named.map((file) => fs.realpathSync(path.join(consumer.dir, file))));
    expect(fs.readFileSync(path.join(ROOT, 'docs/platform-yaml.md'), 'utf8')).toContain(`$schema=./${named[0]}`);
    for (const file of found) expect(JSON.parse(fs.readFileSync(file, 'utf8'))).toHaveProperty('properties');
  });

  test('gets the generated classes from imports/<group>', () => {
    consumer.write(
      'imports.js',
      `const { NodePool } = require('cdk8s-ml-platform/imports/karpenter.sh');
       console.log(JSON.stringify(NodePool.manifest({ metadata: { name: 'x' } })));`,
    );
    expect(JSON.parse(consumer.node('imports.js'))).toEqual({
      apiVersion: 'karpenter.sh/v1',
      kind: 'NodePool',
      metadata: { name: 'x' },
    });
  });
});

test('constructs are taken into an app of cdk8s itself, which has the target and workloads of cdk8s-plus', () => {
  consumer.write(
    'plain.js',
    `const { App, Chart } = require('cdk8s');
     const kplus = require('cdk8s-plus-27');
     const { Target, SecretSource, karpenter, runner } = require('cdk8s-ml-platform');
     const app = new App({ outdir: 'plain' });
     Target.aks('1.34').applyTo(app);
     const chart = new Chart(app, 'gpu', { namespace: 'studioml' });
     const pool = new karpenter.NodePool(chart, 'a100', {
       requirements: [karpenter.Requirement.skuName('Standard_NC24ads_A100_v4')],
       limits: { gpus: 8 },
       nodeClass: new karpenter.AksNodeClass(chart, 'ubuntu'),
     });
     const url = SecretSource.fromSecret(kplus.Secret.fromSecretName(chart, 'queue', 'studioml-queue'), 'url');
     const serviceAccount = new kplus.ServiceAccount(chart, 'account', { metadata: { name: 'trainer' } });
     new runner.Runner(chart, 'runner', { version: '0.9.21', serviceAccount, placement: pool.placement(), queues: { rabbit: { url } } });
     const web = new kplus.Deployment(chart, 'web', { containers: [{ image: 'ghcr.io/example/web:1.0' }] });
     pool.placement().applyTo(web);
     app.synth();
     try {
       new runner.Runner(chart, 'wrong', { verson: '0.9.21' });
     } catch ({ message }) {
       console.log(message);
     }`,
  );
  expect(consumer.node('plain.js')).toMatch(
    /^\[gpu\/wrong\] a Runner has the unknown field 'verson', .*; did you mean 'version'\?\n$/,
  );
  expect(consumer.read('plain/gpu.k8s.yaml').match(/karpenter\.sh\/nodepool: a100/g)).toHaveLength(2);
});

test('what the package says of a rule is read from its docs/rules.md, for its code has no page of any', () => {
  consumer.write('bad.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: My_Config, namespace: default }\n');
  consumer.write(
    'rules.js',
    `const { spawnSync } = require('child_process');
     const { check, report, Target } = require('cdk8s-ml-platform');
     const cli = 'node_modules/cdk8s-ml-platform/dist/lib/src/cli.js';
     const { stdout } = spawnSync(process.execPath, [cli, 'check', 'bad.yaml', '--format', 'sarif'], { encoding: 'utf8' });
     const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'My_Config', namespace: 'default' } };
     const { html } = report([object], Target.aks('1.34'));
     console.log(JSON.stringify([JSON.parse(stdout).runs[0].tool.driver.rules[0].help.text, html.includes('vision-lab')]));`,
  );
  const page = RULES.find(({ id }) => id === 'ACC001')!.page;
  expect(JSON.parse(consumer.node('rules.js'))).toEqual([`${page.reports} ${page.mend}`, true]);
});

describe('the types of the installed package', () => {
  const STRICT = ['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess', '--skipLibCheck', 'false'];
  const NODE16 = ['--module', 'node16', '--moduleResolution', 'node16'];
  const BUNDLER = ['--module', 'esnext', '--moduleResolution', 'bundler'];

  /** What TypeScript says of these files and of this package; cdk8s-plus-27 does not stand `exactOptionalPropertyTypes`. */
  function errors(...args: string[]): string[] {
    const { status, output } = consumer.tsc(...STRICT, ...args);
    const all = output.split('\n').filter((line) => /^(?!\s).*\berror TS\d+:/.test(line));
    // A compiler that fails and names no error did not check anything.
    if (status !== 0 && all.length === 0) throw new Error(`tsc failed: ${output}`);
    return all.filter((line) => !/^node_modules\/(?!cdk8s-ml-platform\/)/.test(line));
  }

  test.each([
    ['node16', NODE16, ['app.ts', 'app.mts']],
    ['bundler', BUNDLER, ['app.ts']],
  ])('take the app where modules are resolved as %s', (_name, options, files) => {
    for (const file of files) consumer.write(file, IMPORTS + APP);
    expect(errors(...options, ...files)).toEqual([]);
  });

  // What `cdk8s init typescript-app` writes: such a compiler does not read the exports of package.json.
  test('find every entry where modules are resolved as `module: commonjs` of older compilers does', () => {
    consumer.write(
      'entries.ts',
      `import 'cdk8s-ml-platform/jest';
       import type { PassChecksMatchers } from 'cdk8s-ml-platform/jest';
       import type { PoolConfig, ChangeEffect, Quantity } from 'cdk8s-ml-platform';
       import { NodePool } from 'cdk8s-ml-platform/imports/karpenter.sh';
       export type Named = [PassChecksMatchers, PoolConfig, ChangeEffect, Quantity];
       export const pool = NodePool;`,
    );
    const node10 = ['--module', 'commonjs', '--moduleResolution', 'node10', '--ignoreDeprecations', '6.0'];
    expect(errors(...node10, 'entries.ts')).toEqual([]);
    const entries = Object.keys(
      JSON.parse(fs.readFileSync(path.join(consumer.installed, 'package.json'), 'utf8')).exports,
    );
    const typed = entries.filter((entry) => !entry.endsWith('.json') && entry !== '.').map((entry) => entry.slice(2));
    const { typesVersions } = JSON.parse(fs.readFileSync(path.join(consumer.installed, 'package.json'), 'utf8'));
    expect(Object.keys(typesVersions['*'])).toEqual(typed);
  });

  test('are those of this package: a wrong value is an error', () => {
    consumer.write('wrong.ts', IMPORTS + APP.replace('gpus: 1', "gpus: 'one'"));
    expect(errors(...NODE16, 'wrong.ts')).toEqual([
      expect.stringContaining("'string' is not assignable to type 'number'"),
    ]);
  });

  test('are clean in every generated module, and kubernetes is there as types alone', () => {
    const modules = [...consumer.files.keys()].flatMap(
      (file) => /^dist\/lib\/imports\/(.*)\.d\.ts$/.exec(file)?.[1] ?? [],
    );
    expect(modules).toEqual(expect.arrayContaining(['karpenter.sh', 'kubernetes']));
    const lines = modules.map((module, at) => `export type * as m${at} from 'cdk8s-ml-platform/imports/${module}';`);
    lines.push(
      `import type * as k8s from 'cdk8s-ml-platform/imports/kubernetes';`,
      `export const resources: k8s.ResourceRequirements = { limits: { 'nvidia.com/gpu': 1 } };`,
    );
    consumer.write('modules.ts', lines.join('\n'));
    expect(errors(...NODE16, 'modules.ts')).toEqual([]);
    expect(fs.readFileSync(path.join(consumer.installed, 'dist/lib/imports/kubernetes.js'), 'utf8')).not.toMatch(
      /^exports\.\w+ = (?!void 0)/m,
    );
  });
});

describe('the package', () => {
  test('holds what it needs', () => {
    const groups = fs.readdirSync(path.join(ROOT, 'imports')).filter((file) => file.endsWith('.schema.json'));
    expect(groups.length).toBeGreaterThan(0);
    const texts = ['README.md', 'LICENSE'].filter((file) => fs.existsSync(path.join(ROOT, file)));
    expect([...consumer.files.keys()]).toEqual(
      expect.arrayContaining([
        'package.json',
        ...texts,
        'dist/lib/src/index.js',
        'dist/lib/src/index.d.ts',
        'dist/lib/src/main.js',
        'dist/lib/imports/karpenter.sh.js',
        'dist/lib/imports/karpenter.sh.d.ts',
        'dist/platform.schema.json',
        'dist/fleet.schema.json',
        ...groups.map((file) => `imports/${file}`),
      ]),
    );
  });

  test('holds the pages of the documentation without the reference, which is for a browser', () => {
    const pages = [...consumer.files.keys()].filter((file) => file.startsWith('docs/'));
    expect(pages).toEqual(expect.arrayContaining(['docs/rules.md', 'docs/systems/runner.md']));
    expect(pages.filter((file) => /^docs\/(api|reference)\//.test(file))).toEqual([]);
  });

  test('holds the declarations that its entries reach, and no other', () => {
    const has = (file: string): boolean => consumer.files.has(`dist/lib/src/${file}`);
    expect(['index.d.ts', 'jest.d.ts', 'runner/runner-props.d.ts'].filter((file) => !has(file))).toEqual([]);
    expect(has('cli.js')).toBe(true);
    expect(['cli.d.ts', 'checks/rules.d.ts'].filter(has)).toEqual([]);
  });

  test('holds nothing else', () => {
    const wanted = [
      /^(package\.json|README\.md|LICENSE|CHANGELOG\.md)$/,
      /^docs\/.+\.(md|svg)$/,
      /^dist\/(platform|fleet)\.schema\.json$/,
      /^dist\/lib\/(src|imports)\/[\w./-]+\.(js|d\.ts)$/,
      /^imports\/(sources|[\w.-]+\.schema)\.json$/,
      /^src\/facts\/vm-sizes\/azure\.json$/,
    ];
    const others = [...consumer.files.keys()].filter((file) => !wanted.some((pattern) => pattern.test(file)));
    expect(others).toEqual([]);
  });

  test('has the pages of the rules once, in docs/rules.md', () => {
    const rules = path.join(consumer.installed, 'dist/lib/src/checks/rules.js');
    const script = `console.log(JSON.stringify(require(${JSON.stringify(rules)}).RULES))`;
    const packed = JSON.parse(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' })) as Rule[];
    expect(packed.map(({ id }) => id)).toEqual(RULES.map(({ id }) => id));
    expect(packed.filter((rule) => 'page' in rule)).toEqual([]);
  });

  test('depends on nothing but what package.json names, and brings no development tool', () => {
    const installed = fs.readdirSync(path.join(consumer.dir, 'node_modules'));
    expect(installed).toEqual(expect.arrayContaining(['cdk8s', 'constructs', 'yaml']));
    for (const tool of ['typescript', 'jest', 'cdk8s-cli', 'eslint']) expect(installed).not.toContain(tool);
  });

  test('stays small', () => {
    const unpacked = [...consumer.files.values()].reduce((sum, size) => sum + size, 0);
    const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(2)} MB`;
    process.stdout.write(
      `package: ${consumer.files.size} files, ${megabytes(unpacked)} unpacked, tarball ${megabytes(consumer.tarballSize)}\n`,
    );
    // Far above what the library needs; something that does not belong to it goes beyond.
    expect(unpacked).toBeLessThan(12e6);
    expect(consumer.tarballSize).toBeLessThan(1.5e6);
  });
});
