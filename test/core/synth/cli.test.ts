import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import * as yaml from 'js-yaml';
import { compile, removeCompiled } from './support/compiled';
import { readTree, tempDir } from './support/temp';

afterAll(removeCompiled);
jest.setTimeout(60_000);

/** What Helm would read as an action, as an unclosed one, and as the start of one. */
const TEMPLATES = {
  action: '{{ .Values.x }}',
  three: '{{{ x }}}',
  four: '{{{{ x }}}}',
  trim: 'a {{- .Release.Name -}} b',
  quoted: '"{{ "x" }}"',
  comment: '{{/* none */}}',
  lines: 'first {{ . }}\nsecond {{ . }}\n',
  single: '{ "json": { "x": {} } }',
};

/** Runs `cdk8s synth` on an app of plain JavaScript in a directory of its own. */
function cdk8s(args: string[], body: string): { dir: string; status: number | null; stdout: string; stderr: string } {
  const { platformApp, root } = compile();
  const dir = tempDir();
  fs.symlinkSync(path.join(root, 'node_modules'), path.join(dir, 'node_modules'));
  const head = `
    const { ApiObject, Chart } = require('cdk8s');
    const { PlatformApp } = require(${JSON.stringify(platformApp)});
    const configMap = (chart, name, data) =>
      new ApiObject(chart, name, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data });
  `;
  fs.writeFileSync(path.join(dir, 'app.js'), head + body);
  fs.writeFileSync(path.join(dir, 'cdk8s.yaml'), 'language: typescript\napp: node app.js\n');
  const cli = path.join(path.dirname(require.resolve('cdk8s-cli/package.json')), 'bin', 'cdk8s');
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'synth', ...args], {
    cwd: dir,
    encoding: 'utf8',
    env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false', HOME: dir },
  });
  return { dir, status, stdout, stderr };
}

/** The part of Helm that the escaping needs: an action that prints a text, and a refusal of any other. */
function helmRender(template: string): string {
  return template.replace(/\{\{(.*?)\}\}/gs, (action, inside: string) => {
    const text = /^ "((?:[^"\\]|\\.)*)" $/.exec(inside);
    if (!text) throw new Error(`not only a text: ${action}`);
    return JSON.parse(`"${text[1]}"`) as string;
  });
}

const TWO_CHARTS = `
  const app = new PlatformApp({ kustomization: true });
  const [a, b] = ['a', 'b'].map((id) => new Chart(app, id));
  configMap(a, 'one', { key: 'value' });
  configMap(b, 'two', { key: 'value' });
  configMap(b, 'three', { key: 'value' });
  app.synth();
`;

test('synth writes into the output directory', () => {
  const { dir, status, stdout } = cdk8s([], TWO_CHARTS);
  expect(status).toBe(0);
  expect(stdout).toContain('dist/a.k8s.yaml');
  const files = readTree(path.join(dir, 'dist'));
  expect(Object.keys(files).sort()).toEqual(['Kustomization', 'a.k8s.yaml', 'b.k8s.yaml']);
  expect(yaml.loadAll(files['b.k8s.yaml']!)).toHaveLength(2);
});

test('a failing check fails the command and writes nothing', () => {
  const { dir, status, stdout, stderr } = cdk8s(
    [],
    `const app = new PlatformApp(); configMap(new Chart(app, 'a'), 'Not_Fine', {}); app.synth();`,
  );
  expect(status).not.toBe(0);
  expect(stdout + stderr).toContain('ACC001 error');
  expect(readTree(path.join(dir, 'dist'))).toEqual({});
});

test('synth --stdout prints the manifests of a chart and no kustomization', () => {
  const { status, stdout } = cdk8s(
    ['--stdout'],
    `
      const app = new PlatformApp({ kustomization: true });
      const chart = new Chart(app, 'a');
      configMap(chart, 'one', {});
      configMap(chart, 'two', {});
      app.synth();
    `,
  );
  expect(status).toBe(0);
  expect(yaml.loadAll(stdout)).toEqual([
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'one' }, data: {} },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'two' }, data: {} },
  ]);
});

describe('synth --format helm', () => {
  const body = `
    const app = new PlatformApp({ kustomization: true });
    configMap(new Chart(app, 'a'), 'one', ${JSON.stringify(TEMPLATES)});
    app.synth();
  `;

  test('writes templates that Helm prints as they were', () => {
    const { dir, status } = cdk8s(['--format', 'helm', '--chart-version', '1.0.0'], body);
    expect(status).toBe(0);
    const files = readTree(path.join(dir, 'dist'));
    expect(Object.keys(files).sort()).toEqual(['Chart.yaml', 'README.md', 'templates/a.k8s.yaml']);
    const template = files['templates/a.k8s.yaml']!;
    expect(template).not.toContain('{{ .Values.x }}');
    const [object] = yaml.loadAll(helmRender(template)) as [{ data: unknown }];
    expect(object.data).toEqual(TEMPLATES);
  });

  test('without it nothing is escaped', () => {
    const { dir, status } = cdk8s([], body);
    expect(status).toBe(0);
    const [object] = yaml.loadAll(readTree(path.join(dir, 'dist'))['a.k8s.yaml']!) as [{ data: unknown }];
    expect(object.data).toEqual(TEMPLATES);
  });
});

test('a directory called templates outside of a chart is not escaped', () => {
  const { dir, status } = cdk8s(
    ['--output', 'templates'],
    `const app = new PlatformApp(); configMap(new Chart(app, 'a'), 'one', { x: '{{ . }}' }); app.synth();`,
  );
  expect(status).toBe(0);
  expect(readTree(path.join(dir, 'templates'))['a.k8s.yaml']).toContain('x: "{{ . }}"');
});
