import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import type { Validation } from 'cdk8s-cli/plugins';
import * as yaml from 'js-yaml';
import { PlatformChecks } from '../../src/plugin';

const ROOT = path.resolve(__dirname, '../..');
const CLI = path.join(ROOT, 'node_modules/.bin/cdk8s');
const PLUGIN = path.join(ROOT, 'dist/lib/src/plugin.js');

let dir: string;

beforeAll(() => {
  if (!fs.existsSync(PLUGIN)) throw new Error('dist/lib/src/plugin.js is missing: run npm run build first');
});

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'plugin-'));
  // The local form of a package is a path from the app's folder.
  fs.mkdirSync(path.join(dir, 'dist'));
  fs.symlinkSync(path.join(ROOT, 'dist/lib'), path.join(dir, 'dist/lib'));
});

afterEach(() => fs.rmSync(dir, { recursive: true, force: true }));

interface Outcome {
  readonly code: number | null;
  readonly output: string;
  readonly report?: any;
}

/** Runs `cdk8s synth` on a stock app that has two ConfigMaps. */
function synth(name: string, properties: object, ...args: string[]): Outcome {
  fs.writeFileSync(
    path.join(dir, 'app.js'),
    `const { ApiObject, App, Chart } = require(${JSON.stringify(require.resolve('cdk8s'))});
     const app = new App();
     const chart = new Chart(app, 'one', { namespace: 'default' });
     new ApiObject(chart, 'config', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: '${name}' }, data: {} });
     new ApiObject(chart, 'service', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'fine' }, data: {} });
     app.synth();`,
  );
  const validation = { package: './dist/lib/src/plugin', version: '0.0.0', class: 'PlatformChecks', properties };
  const config = { language: 'typescript', app: 'node app.js', output: 'manifests', validations: [validation] };
  fs.writeFileSync(path.join(dir, 'cdk8s.yaml'), yaml.dump(config));
  // The CLI writes over no report.
  fs.rmSync(path.join(dir, 'report.json'), { force: true });
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [CLI, 'synth', '--validation-reports-output-file', 'report.json', ...args],
    { cwd: dir, encoding: 'utf8', env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false', HOME: dir } },
  );
  const file = path.join(dir, 'report.json');
  const report = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : undefined;
  return { code: status, output: stdout + stderr, report };
}

test("the CLI's own interface is met, without a dependency on it", () => {
  const plugin: Validation = new PlatformChecks();
  expect(typeof plugin.validate).toBe('function');
});

test('cdk8s synth of an app without findings succeeds', () => {
  const { code, report } = synth('good', { target: 'aks@1.34' });
  expect(code).toBe(0);
  expect(report.reports).toHaveLength(1);
  expect(report.reports[0]).toMatchObject({
    violations: [],
    summary: {
      status: 'success',
      metadata: { target: 'aks@1.34', objects: '2', errors: '0', warnings: '0', accepted: '0' },
    },
  });
});

test('cdk8s synth of an app with an error fails and says where', () => {
  const { code, output, report } = synth('Bad', { target: 'aks@1.34' });
  expect(code).toBe(2);
  expect(output).toContain('ACC001');
  expect(report.reports[0].violations).toEqual([
    {
      ruleName: 'ACC001',
      recommendation: expect.stringMatching(/^error: \w/),
      fix: expect.any(String),
      violatingConstructs: [
        {
          resourceName: 'Bad',
          constructPath: 'one/config',
          locations: [expect.stringMatching(/^metadata\.name, line 4: .*Bad/)],
          manifestPath: 'manifests/one.k8s.yaml',
        },
      ],
    },
  ]);
  expect(report.reports[0].summary).toMatchObject({ status: 'failure', metadata: { errors: '1' } });
});

test('a warning is reported and does not fail, unless it is asked to', () => {
  const { code, report } = synth('Bad', { preset: 'documented' });
  expect(code).toBe(0);
  expect(report.reports[0].violations[0].recommendation).toMatch(/^warning: /);
  expect(synth('Bad', { preset: 'documented', failOn: 'warning' }).code).toBe(2);
});

test('a finding that is accepted is counted', () => {
  const suppressions = [{ rule: 'ACC001', object: 'ConfigMap default/Bad', reason: 'the cluster is patched' }];
  const { code, report } = synth('Bad', { suppressions });
  expect(code).toBe(0);
  expect(report.reports[0].summary.metadata).toMatchObject({ errors: '0', accepted: '1' });
});

test('with --stdout the manifests are checked too', () => {
  expect(synth('good', {}, '--stdout', '--output', 'manifests').code).toBe(0);
  expect(synth('Bad', {}, '--stdout', '--output', 'manifests').code).toBe(2);
});

test('wrong properties fail the command with the reason', () => {
  const { code, output } = synth('good', { targt: 'aks@1.34' });
  expect(code).not.toBe(0);
  expect(output).toContain(
    "PlatformChecks of cdk8s-ml-platform in cdk8s.yaml: properties has the unknown field 'targt', allowed are target, preset, failOn, suppressions, externals; did you mean 'target'?",
  );
  expect(output).not.toContain('    at ');
});

test.each<[any, string]>([
  [null, "'properties' is null, allowed is a mapping of target, preset, failOn, suppressions, externals"],
  [{ target: 1.34 }, "'target' is 1.34, allowed is provider@version, such as aks@1.34"],
  [{ target: 'aks' }, "target 'aks' is not provider@version, such as aks@1.34"],
  [{ preset: 'lax' }, `'preset' is "lax", allowed are default, strict, documented`],
  [{ failOn: true }, "'failOn' is true, allowed are error, warning"],
  [{ externals: { kind: 'Secret' } }, "'externals': is not a list of objects with kind, name and reason"],
  [{ externals: [{ kind: 'Secret', name: 'a' }] }, "'externals': [0] needs reason"],
  [{ suppressions: {} }, "'suppressions' is not a list of rule, object and reason"],
  [{ suppressions: ['ACC001'] }, `'suppressions[0]' is "ACC001", allowed is a mapping of rule, object, reason`],
  [{ suppressions: [{ rule: 'ACC001' }] }, 'suppressions[0] of ACC001 needs a reason'],
  [{ suppressions: [{ rule: 'ACC001', reason: ' ' }] }, 'suppressions[0] of ACC001 needs a reason'],
  [{ suppressions: [{ reason: 'x' }] }, 'suppressions[0].rule is missing, which is no rule'],
  [{ suppressions: [{ rule: 'ACC999', reason: 'x' }] }, 'suppressions[0].rule is "ACC999", which is no rule'],
  [
    { suppressions: [{ rule: 'ACC001', object: 1, reason: 'x' }] },
    'suppressions[0].object is 1, allowed are Kind, Kind name and Kind namespace/name',
  ],
])('properties %j are refused', (properties, message) => {
  expect(() => new PlatformChecks(properties)).toThrow(`PlatformChecks of cdk8s-ml-platform in cdk8s.yaml: ${message}`);
});
