import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { Job, PlatformApp, SecretSource, Target, declareNeed } from '../../src';
import { toPassChecks } from '../../src/jest';
import type { PassChecksOptions } from '../../src/jest';

const GOOD = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'good', namespace: 'default' }, data: {} };
const BAD = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'Bad', namespace: 'default' }, data: {} };
const YAML = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  namespace: default\n  name: ';

function chartOf(app: App, ...names: string[]): Chart {
  const chart = new Chart(app, 'chart', { namespace: 'default' });
  for (const name of names)
    new ApiObject(chart, name, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: {} });
  return chart;
}

/** What a failed expectation says. */
function messageOf(expectation: () => void): string {
  try {
    expectation();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the expectation holds');
}

test.each<[string, (name: string) => unknown]>([
  ['a list of objects', (name) => [{ ...GOOD, metadata: { name, namespace: 'default' } }]],
  ['YAML text', (name) => `${YAML}${name}\n`],
  ['a chart', (name) => chartOf(new App(), name)],
  ['an app', (name) => chartOf(new App(), name).node.root],
  ['a chart of a PlatformApp', (name) => chartOf(new PlatformApp(), name)],
  ['a PlatformApp', (name) => chartOf(new PlatformApp(), name).node.root],
])('%s passes or does not', (_name, make) => {
  expect(make('good')).toPassChecks();
  expect(make('Bad')).not.toPassChecks();
  expect(() => expect(make('Bad')).toPassChecks()).toThrow(
    'expected 1 object to pass the checks, 1 check failed\nACC001',
  );
  expect(() => expect(make('good')).not.toPassChecks()).toThrow(
    'expected 1 object not to pass the checks, but nothing was found',
  );
});

test('the message lists every finding with its fix', () => {
  const message = messageOf(() => expect([BAD, GOOD, GOOD]).toPassChecks());
  expect(message).toMatch(/^expected 3 objects to pass the checks, 2 checks failed\n/);
  expect(message).toContain('ACC001 error  ConfigMap default/Bad  metadata.name\n  ');
  expect(message).toContain('REF001 error  ConfigMap default/good');
  expect(message.match(/\n {2}fix: /g)).toHaveLength(2);
});

test('the line of a text is told', () => {
  expect(messageOf(() => expect(`${YAML}Bad\n`).toPassChecks())).toContain('source: text:5');
});

test('the charts in a chart are checked with it', () => {
  const app = new App();
  const outer = new Chart(app, 'outer');
  const inner = new Chart(outer, 'inner', { namespace: 'default' });
  new ApiObject(inner, 'a', BAD);
  expect(outer).not.toPassChecks();
  expect(inner).not.toPassChecks();
});

test('a chart of a PlatformApp is checked as the app writes it', () => {
  const app = new PlatformApp();
  const chart = new Chart(app, 'chart', { namespace: 'default' });
  new ApiObject(chart, 'class', {
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name: 'high' },
    value: 1,
  });
  expect(chart).toPassChecks();
  expect(messageOf(() => expect(chartOf(new PlatformApp(), 'Bad')).toPassChecks())).toContain(
    'ACC001 error  chart/Bad  ',
  );
});

test('the target is that of the app, or the one given', () => {
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: '1a' }, spec: { ports: [{ port: 80 }] } };
  expect([service]).toPassChecks();
  expect([service]).not.toPassChecks('aks@1.34');
  expect([service]).not.toPassChecks(Target.aks('1.34'));
  const app = new PlatformApp({ target: Target.aks('1.34') });
  new ApiObject(new Chart(app, 'chart'), 'service', service);
  expect(app).not.toPassChecks();
  expect(app).toPassChecks('kind@1.36');
  expect(() => expect([service]).toPassChecks('gke@1.34')).toThrow("target provider 'gke' is not known");
});

test('presets, severities and suppressions', () => {
  expect([BAD]).toPassChecks(undefined, { preset: 'documented' });
  expect([BAD]).not.toPassChecks(undefined, { preset: 'documented', failOn: 'warning' });
  expect([BAD]).toPassChecks(undefined, { suppressions: [{ rule: 'ACC001', reason: 'a test' }] });
  expect(messageOf(() => expect([BAD]).not.toPassChecks(undefined, { preset: 'documented' }))).toMatch(
    /1 warning aside$/,
  );
});

test.each([
  [undefined, 'nothing'],
  [null, 'nothing'],
  [1, 'a number'],
  [{}, 'an object'],
  [new Map(), 'a Map'],
])('%p is refused', (received, shown) => {
  expect(() => expect(received).toPassChecks()).toThrow(
    `toPassChecks is given ${shown}, allowed is a Chart, an App, a list of plain objects or YAML text`,
  );
});

test('the name of a file in place of its text is refused with how it is read; a name in a text is no such', () => {
  for (const name of ['dist/web.k8s.yaml', 'my dir/a.yml', 'list.json'])
    expect(() => expect(name).toPassChecks()).toThrow(
      `toPassChecks is given the name of a file, allowed is its text, such as fs.readFileSync('${name}', 'utf8')`,
    );
  expect('{ apiVersion: v1, kind: ConfigMap, metadata: { name: a.yaml } }').toPassChecks();
  expect('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a.yaml').toPassChecks();
  expect(() => expect('text').toPassChecks()).toThrow('this one is a single value of type string');
});

test('a list of what is no object is refused', () => {
  expect(() => expect([GOOD, 1]).toPassChecks()).toThrow('toPassChecks: item 1 of the list is no object');
});

test('what is checked is not changed', () => {
  const chart = chartOf(new App(), 'good');
  ApiObject.of(chart.node.findChild('good')).addJsonPatch(JsonPatch.add('/data/a', 'b'));
  const before = JSON.stringify(chart.toJson());
  expect(chart).toPassChecks();
  expect(JSON.stringify(chart.toJson())).toBe(before);
});

test.each([
  [{ failon: 'warning' }, "the options of toPassChecks: has the unknown field 'failon'"],
  [{ failOn: 'warn' }, "failOn of toPassChecks is 'warn', allowed are error, warning"],
  [{ preset: 'strikt' }, 'the options of toPassChecks: preset is "strikt", allowed are default, strict, documented'],
])('the options %j would check less than meant, and are refused', (options, message) => {
  expect(() => toPassChecks([], 'aks@1.34', options as PassChecksOptions)).toThrow(message);
});

test.each<[string, unknown]>([
  ['an empty list', []],
  ['text without a document', '# nothing\n'],
  ['a chart without constructs', new Chart(new App(), 'chart')],
])('%s is told that nothing is checked, also where it is expected not to pass', (_name, received) => {
  const message =
    'toPassChecks is given no object, so that nothing is checked; make the constructs before the test asks';
  expect(messageOf(() => expect(received).toPassChecks())).toBe(message);
  expect(messageOf(() => expect(received).not.toPassChecks())).toBe(message);
});

describe.each<[string, () => App]>([
  ['App', () => new App()],
  ['PlatformApp', () => new PlatformApp()],
])('what constructs of a chart of an %s declare', (_name, app) => {
  const template = (secret: string) => ({
    containers: [
      { name: 'train', image: 'ghcr.io/example/train:1.0', secretEnv: { URL: SecretSource.existing(secret, 'url') } },
    ],
  });

  test('counts as existing', () => {
    const chart = new Chart(app(), 'chart', { namespace: 'default' });
    new Job(chart, 'job', { metadata: { name: 'job' }, template: template('queue') });
    expect(chart).toPassChecks('generic@1.34', { failOn: 'warning' });
  });

  test('is asked of roles, and the construct is told', () => {
    const chart = new Chart(app(), 'chart', { namespace: 'default' });
    const reason = 'it reads its state';
    const rules = [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get'] }];
    new Job(chart, 'job', {
      metadata: { name: 'job' },
      template: { ...template('queue'), serviceAccount: 'reader', needsApi: true },
    });
    new ApiObject(chart, 'account', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'reader' } });
    declareNeed(chart, { serviceAccount: { namespace: 'default', name: 'reader' }, rules, reason });
    const message = messageOf(() => expect(chart).toPassChecks('generic@1.34'));
    expect(message).toContain('RBA001 error  chart/');
  });
});
