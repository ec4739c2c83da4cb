import * as fs from 'fs';
import * as path from 'path';
import { ApiObject, App, Chart, JsonPatch, YamlOutputType } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import * as yaml from 'js-yaml';
import { CheckError } from '../../../src/checks/finding';
import { PlatformApp } from '../../../src/core/platform-app';
import type { PlatformAppProps } from '../../../src/core/platform-app';
import { Target } from '../../../src/facts/target';
import { synthBoth } from './support/compare';
import { readTree, tempDir } from './support/temp';

interface Meta {
  readonly name?: string;
  readonly namespace?: string;
  readonly labels?: Record<string, string>;
  readonly annotations?: Record<string, string>;
}

function newApp(props: PlatformAppProps = {}): PlatformApp {
  return new PlatformApp({ outdir: tempDir(), ...props });
}

function object(scope: Construct, apiVersion: string, kind: string, metadata: Meta, id = `${kind}-${metadata.name}`) {
  return new ApiObject(scope, id, { apiVersion, kind, metadata });
}

/** Each finding of an app as `RULE path`. */
/** What the rules of identity, names and labels say; the objects here have no more than those need. */
function findings(app: PlatformApp): string[] {
  const known = ['ACC001', 'ACC002', 'REF001', 'REF002', 'REF003'];
  const found = app.check().filter(({ rule }) => known.includes(rule));
  return found.map(({ rule, path: field }) => `${rule} ${field}`);
}

/** What `check()` says of one object. */
function check(apiVersion: string, kind: string, metadata: Meta, target?: Target): string[] {
  const app = newApp({ target });
  object(new Chart(app, 'chart'), apiVersion, kind, metadata, 'it');
  return findings(app);
}

function only(files: Record<string, string>): { metadata: Meta } {
  const [text] = Object.values(files);
  return yaml.load(text!) as { metadata: Meta };
}

describe('nothing is written where something is wrong', () => {
  function broken(outdir: string): PlatformApp {
    const app = new PlatformApp({ outdir });
    const chart = new Chart(app, 'chart');
    object(chart, 'v1', 'ConfigMap', { name: 'fine' });
    object(chart, 'v1', 'ConfigMap', { name: 'Not_Fine' });
    return app;
  }

  test('a failing check leaves an earlier output as it was', () => {
    const outdir = tempDir();
    fs.writeFileSync(path.join(outdir, 'chart.k8s.yaml'), 'old');
    expect(() => broken(outdir).synth()).toThrow(CheckError);
    expect(readTree(outdir)).toEqual({ 'chart.k8s.yaml': 'old' });
    expect(fs.readdirSync(outdir)).toEqual(['chart.k8s.yaml']);
  });

  test('a failing check makes no output directory', () => {
    const outdir = path.join(tempDir(), 'new');
    expect(() => broken(outdir).synth()).toThrow(CheckError);
    expect(fs.existsSync(outdir)).toBe(false);
  });

  test('a failing check stops synthYaml too', () => {
    expect(() => broken(tempDir()).synthYaml()).toThrow(CheckError);
  });

  test('the error has every finding and says that nothing is written', () => {
    const app = newApp();
    const chart = new Chart(app, 'chart');
    object(chart, 'v1', 'ConfigMap', { name: 'Bad_One' });
    object(chart, 'v1', 'ConfigMap', { name: 'Bad_Two' });
    expect(() => app.synth()).toThrow(/^2 checks failed, nothing is written\n[^]*Bad_One[^]*Bad_Two/);
  });

  test('a file in place of the output directory is left alone', () => {
    const outdir = path.join(tempDir(), 'file');
    fs.writeFileSync(outdir, 'mine');
    const app = new PlatformApp({ outdir });
    object(new Chart(app, 'chart'), 'v1', 'ConfigMap', { name: 'fine' });
    expect(() => app.synth()).toThrow(/EEXIST|ENOTDIR/);
    expect(fs.readFileSync(outdir, 'utf8')).toBe('mine');
  });

  test('an output directory that cannot be made is an error', () => {
    const file = path.join(tempDir(), 'file');
    fs.writeFileSync(file, 'mine');
    const app = new PlatformApp({ outdir: path.join(file, 'below') });
    object(new Chart(app, 'chart'), 'v1', 'ConfigMap', { name: 'fine' });
    expect(() => app.synth()).toThrow(/ENOTDIR/);
  });

  // The superuser may write anywhere.
  (process.getuid?.() === 0 ? test.skip : test)('an output directory without write permission keeps its files', () => {
    const outdir = tempDir();
    fs.writeFileSync(path.join(outdir, 'chart.k8s.yaml'), 'old');
    fs.chmodSync(outdir, 0o500);
    const app = new PlatformApp({ outdir });
    object(new Chart(app, 'chart'), 'v1', 'ConfigMap', { name: 'fine' });
    expect(() => app.synth()).toThrow(/EACCES/);
    fs.chmodSync(outdir, 0o700);
    expect(readTree(outdir)).toEqual({ 'chart.k8s.yaml': 'old' });
  });

  test.each([
    ['a directory in place of a file', YamlOutputType.FILE_PER_CHART, 'b.k8s.yaml/kept'],
    ['a file in place of a folder', YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE, 'b'],
  ])('%s is found before the first file is replaced', (_what, yamlOutputType, obstacle) => {
    const outdir = tempDir();
    fs.mkdirSync(path.dirname(path.join(outdir, obstacle)), { recursive: true });
    fs.writeFileSync(path.join(outdir, obstacle), 'mine');
    fs.writeFileSync(path.join(outdir, 'a.k8s.yaml'), 'old');
    const app = new PlatformApp({ outdir, yamlOutputType });
    for (const id of ['a', 'b']) object(new Chart(app, id), 'v1', 'ConfigMap', { name: id });
    expect(() => app.synth()).toThrow();
    expect(readTree(outdir)).toEqual({ [obstacle]: 'mine', 'a.k8s.yaml': 'old' });
    expect(fs.readdirSync(outdir).filter((name) => name.startsWith('.synth'))).toEqual([]);
  });

  test('two objects of one file name are an error and not one file', () => {
    const app = newApp({ yamlOutputType: YamlOutputType.FILE_PER_RESOURCE });
    const chart = new Chart(app, 'chart');
    // A file name keeps no colon.
    for (const name of ['ab', 'a:b']) object(chart, 'rbac.authorization.k8s.io/v1', 'ClusterRole', { name }, name);
    expect(() => app.synth()).toThrow(/two files would be written to .*ab\.k8s\.yaml; rename a chart or an object/);
    expect(fs.readdirSync(app.outdir)).toEqual([]);
  });
});

describe('identity', () => {
  test('an object that is given twice names both constructs', () => {
    const app = newApp();
    object(new Chart(app, 'one', { namespace: 'ns' }), 'v1', 'ConfigMap', { name: 'same' }, 'first');
    object(new Chart(app, 'two', { namespace: 'ns' }), 'v1', 'ConfigMap', { name: 'same' }, 'second');
    expect(() => app.synth()).toThrow(/REF001[^]*ConfigMap ns\/same is given twice: by one\/first and by two\/second/);
  });

  test('one name in two namespaces is two objects', () => {
    const app = newApp();
    for (const namespace of ['one', 'two']) {
      const chart = new Chart(app, namespace, { namespace });
      object(chart, 'v1', 'Namespace', { name: namespace });
      object(chart, 'v1', 'ConfigMap', { name: 'same' });
    }
    expect(findings(app)).toEqual([]);
  });

  test('two versions of one kind are one object', () => {
    const app = newApp();
    const chart = new Chart(app, 'chart');
    object(chart, 'apps/v1', 'Deployment', { name: 'web' }, 'new');
    object(chart, 'apps/v1beta2', 'Deployment', { name: 'web' }, 'old');
    expect(findings(app)).toEqual(['REF001 undefined']);
  });

  test('one kind in two groups is two objects', () => {
    const app = newApp();
    const chart = new Chart(app, 'chart');
    object(chart, 'v1', 'Service', { name: 'web' }, 'core');
    object(chart, 'serving.knative.dev/v1', 'Service', { name: 'web' }, 'knative');
    expect(findings(app)).toEqual([]);
  });
});

describe('namespaces of cluster-scoped kinds', () => {
  test.each<[string, (chart: Chart) => unknown]>([
    ['kplus.Namespace', (chart) => new kplus.Namespace(chart, 'it', { metadata: { name: 'it' } })],
    ['kplus.ClusterRole', (chart) => new kplus.ClusterRole(chart, 'it', { metadata: { name: 'it' } })],
    ['a raw PriorityClass', (chart) => object(chart, 'scheduling.k8s.io/v1', 'PriorityClass', { name: 'it' })],
  ])('%s in a chart with a namespace comes out without one', (_what, make) => {
    const app = newApp();
    make(new Chart(app, 'chart', { namespace: 'ns' }));
    app.synth();
    expect(only(readTree(app.outdir)).metadata).toEqual({ name: 'it' });
  });

  test('another namespace, asked for by name, is an error', () => {
    const app = newApp();
    const chart = new Chart(app, 'chart', { namespace: 'ns' });
    object(chart, 'rbac.authorization.k8s.io/v1', 'ClusterRole', { name: 'it', namespace: 'other' });
    expect(findings(app)).toEqual(['REF002 metadata.namespace']);
  });

  test('an unknown kind keeps the namespace of its chart', () => {
    const app = newApp();
    object(new Chart(app, 'chart', { namespace: 'ns' }), 'example.com/v1', 'Thing', { name: 'it' });
    app.synth();
    expect(only(readTree(app.outdir)).metadata).toEqual({ name: 'it', namespace: 'ns' });
  });
});

describe('names and labels', () => {
  const bad = ['ACC001 metadata.name'];

  test('a Service may begin with a digit since 1.36', () => {
    expect(check('v1', 'Service', { name: '1st' }, Target.generic('1.35'))).toEqual(bad);
    expect(check('v1', 'Service', { name: '1st' }, Target.generic('1.36'))).toEqual([]);
  });

  test.each([
    ['1.33', 'Secrets-Store.csi.k8s.io', true],
    ['1.33', 'd'.repeat(64), false],
    ['1.34', 'Secrets-Store.csi.k8s.io', false],
    ['1.34', 'd'.repeat(64), true],
  ])('in Kubernetes %s a CSIDriver may be called %s: %s', (version, name, allowed) => {
    expect(check('storage.k8s.io/v1', 'CSIDriver', { name }, Target.generic(version))).toEqual(allowed ? [] : bad);
  });

  test.each([
    ['v1', 'Namespace', 'a.b', false],
    ['v1', 'ConfigMap', 'a.b', true],
    ['apps/v1', 'StatefulSet', 'a.b', false],
    ['apps/v1', 'Deployment', 'a.b', true],
    ['batch/v1', 'CronJob', 'c'.repeat(52), true],
    ['batch/v1', 'CronJob', 'c'.repeat(53), false],
    ['batch/v1', 'Job', 'j'.repeat(63), true],
    ['batch/v1', 'Job', 'j'.repeat(64), false],
    ['rbac.authorization.k8s.io/v1', 'ClusterRole', 'system:thing', true],
    ['rbac.authorization.k8s.io/v1', 'RoleBinding', 'a/b', false],
    ['scheduling.k8s.io/v1', 'PriorityClass', 'system-gpu', false],
    ['scheduling.k8s.io/v1', 'PriorityClass', 'system-node-critical', true],
    ['scheduling.k8s.io/v1', 'PriorityClass', 'gpu', true],
    ['policy/v1', 'PodDisruptionBudget', 'My_Budget', true],
    ['autoscaling/v2', 'HorizontalPodAutoscaler', 'My_Scaler', false],
    ['example.com/v1', 'Thing', 'Any_Thing', true],
  ])('%s %s may be called %s: %s', (apiVersion, kind, name, allowed) => {
    expect(check(apiVersion, kind, { name })).toEqual(allowed ? [] : bad);
  });

  test('a label value that is a number is reported', () => {
    const labels = { version: 1 as unknown as string };
    expect(check('v1', 'ConfigMap', { name: 'a', labels })).toEqual(['ACC002 metadata.labels[version]']);
  });

  test('an annotation key that is no qualified name is reported', () => {
    const annotations = { 'two/slashes/here': 'x' };
    const found = check('v1', 'ConfigMap', { name: 'a', annotations });
    expect(found).toEqual(['ACC002 metadata.annotations[two/slashes/here]']);
  });
});

describe('files', () => {
  test.each([YamlOutputType.FILE_PER_RESOURCE, YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE])(
    'one name in two namespaces and groups keeps all objects, as output type %i',
    (yamlOutputType) => {
      const app = newApp({ yamlOutputType });
      const chart = new Chart(app, 'chart');
      object(chart, 'v1', 'Secret', { name: 'same', namespace: 'one' }, 'a');
      object(chart, 'v1', 'Secret', { name: 'same', namespace: 'two' }, 'b');
      object(chart, 'serving.knative.dev/v1', 'Secret', { name: 'same', namespace: 'two' }, 'c');
      object(chart, 'v1', 'Secret', { name: 'other', namespace: 'two' }, 'd');
      app.synth();
      const names = Object.keys(readTree(app.outdir)).map((file) => path.basename(file, '.k8s.yaml'));
      expect(names.sort()).toEqual([
        'Secret.one.same',
        'Secret.other',
        'Secret.serving.knative.dev.two.same',
        'Secret.two.same',
      ]);
    },
  );

  test('prune removes stale files of the extension and nothing else', () => {
    const app = newApp({ prune: true });
    const stale = ['old.k8s.yaml', 'folder/old.k8s.yaml'];
    const kept = ['README.md', 'values.yaml', 'folder/notes.txt', 'directory.k8s.yaml/notes.txt'];
    for (const file of [...stale, ...kept]) {
      fs.mkdirSync(path.dirname(path.join(app.outdir, file)), { recursive: true });
      fs.writeFileSync(path.join(app.outdir, file), 'x');
    }
    object(new Chart(app, 'chart'), 'v1', 'ConfigMap', { name: 'a' });
    app.synth();
    expect(Object.keys(readTree(app.outdir)).sort()).toEqual([...kept, 'chart.k8s.yaml'].sort());
  });

  test('without prune stale files stay', () => {
    const app = newApp();
    fs.writeFileSync(path.join(app.outdir, 'old.k8s.yaml'), 'x');
    object(new Chart(app, 'chart'), 'v1', 'ConfigMap', { name: 'a' });
    app.synth();
    expect(Object.keys(readTree(app.outdir)).sort()).toEqual(['chart.k8s.yaml', 'old.k8s.yaml']);
  });

  test('the kustomization lists the files that hold objects, in the order of apply', () => {
    const app = newApp({ kustomization: true });
    const [z, a] = ['z', 'a'].map((id) => new Chart(app, id));
    for (const chart of [z!, a!]) object(chart, 'v1', 'ConfigMap', { name: chart.node.id });
    a!.addDependency(z!);
    new Chart(app, 'empty');
    app.synth();
    expect(yaml.load(readTree(app.outdir).Kustomization!)).toEqual({
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      resources: ['0000-z.k8s.yaml', '0001-a.k8s.yaml'],
    });
  });

  test('rendering twice gives the same', () => {
    const app = newApp({ kustomization: true });
    const chart = new Chart(app, 'chart', { namespace: 'ns' });
    const deployment = new kplus.Deployment(chart, 'web', { containers: [{ image: 'nginx' }] });
    ApiObject.of(deployment).addJsonPatch(JsonPatch.replace('/spec/minReadySeconds', 5));
    app.synth();
    const first = readTree(app.outdir);
    app.synth();
    expect(readTree(app.outdir)).toEqual(first);
    expect(app.synthYaml()).toBe(first['chart.k8s.yaml']);
  });
});

test('a failing construct validation gives the message of cdk8s', () => {
  const { stock, ours } = synthBoth((app) => {
    const chart = new Chart(app, 'chart');
    chart.node.addValidation({ validate: () => ['one is wrong', 'two is wrong'] });
    new Construct(chart, 'child').node.addValidation({ validate: () => ['three is wrong'] });
  });
  expect('error' in stock && stock.error.message).toContain('[chart/child] three is wrong');
  expect(ours).toEqual(stock);
  expect('error' in ours && ours.error.message).toBe('error' in stock && stock.error.message);
});

test('each construct is validated once', () => {
  const app = newApp();
  const validate = jest.fn(() => []);
  for (const id of ['a', 'b', 'c']) new Chart(app, id).node.addValidation({ validate });
  app.synth();
  expect(validate).toHaveBeenCalledTimes(3);
});

describe('output directory', () => {
  const before = process.env.CDK8S_OUTDIR;
  afterEach(() => {
    if (before === undefined) delete process.env.CDK8S_OUTDIR;
    else process.env.CDK8S_OUTDIR = before;
  });

  test('CDK8S_OUTDIR is honoured', () => {
    process.env.CDK8S_OUTDIR = tempDir();
    const app = new PlatformApp();
    object(new Chart(app, 'chart'), 'v1', 'ConfigMap', { name: 'a' });
    app.synth();
    expect(Object.keys(readTree(process.env.CDK8S_OUTDIR))).toEqual(['chart.k8s.yaml']);
  });

  test('an explicit outdir wins', () => {
    process.env.CDK8S_OUTDIR = tempDir();
    const app = newApp();
    object(new Chart(app, 'chart'), 'v1', 'ConfigMap', { name: 'a' });
    app.synth();
    expect(Object.keys(readTree(app.outdir))).toEqual(['chart.k8s.yaml']);
    expect(readTree(process.env.CDK8S_OUTDIR)).toEqual({});
  });
});

describe('Target.of', () => {
  test('finds the target of the app from any depth', () => {
    const target = Target.aks('1.34', { dataplane: 'cilium' });
    const app = newApp({ target });
    const chart = new Chart(app, 'chart');
    const deep = new Construct(new Construct(new Chart(chart, 'inner'), 'a'), 'b');
    for (const construct of [app, chart, deep]) expect(Target.of(construct)).toBe(target);
  });

  test('is generic at the newest version under a cdk8s App, and in a PlatformApp without a target', () => {
    for (const app of [new App(), new PlatformApp()]) {
      expect(Target.of(new Chart(app, 'chart')).toString()).toBe('generic@1.36');
    }
  });
});
