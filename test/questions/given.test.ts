import { App, Chart } from 'cdk8s';
import * as lib from '../../src';

/** The library as a program without a compiler has it: any function, with any arguments. */
const js = lib as unknown as Record<string, (...given: unknown[]) => unknown>;
const TARGET = lib.Target.aks('1.34');
const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'team' },
  spec: { containers: [{ name: 'web', image: 'registry.example/web:1.4' }] },
};
const QUESTION = { subject: { kind: 'User', name: 'ana' }, verb: 'get', resource: 'pods' };

/** What each function is given after the manifests. */
const QUESTIONS: Readonly<Record<string, readonly unknown[]>> = {
  check: [TARGET],
  canI: [TARGET, [QUESTION]],
  callers: [],
  schedule: [TARGET],
  route: [{ url: 'https://web.example.com/' }],
  diff: [[POD], TARGET],
  graph: [TARGET],
  report: [TARGET],
};

describe.each(Object.keys(QUESTIONS))('%s', (name) => {
  const rest = QUESTIONS[name]!;

  test('answers plain objects, and objects with their origin', () => {
    const [plain, withOrigin] = [[POD], [{ object: POD, origin: {} }]].map((manifests) =>
      js[name]!(manifests, ...rest),
    );
    expect(JSON.stringify(plain)).toBe(JSON.stringify(withOrigin));
  });

  test.each([
    ['text', 'kind: Pod'],
    ['nothing', undefined],
    ['an object', new Chart(new App(), 'chart')],
  ])('says what manifests are where they are %s', (kind, given) => {
    expect(() => js[name]!(given, ...rest)).toThrow(
      `manifests: is ${kind}, allowed is a list of Kubernetes objects, such as chart.toJson(), or Yaml.load(file) of cdk8s for a file's`,
    );
  });

  test('says which manifest is none', () => {
    expect(() => js[name]!([POD, null], ...rest)).toThrow('manifests[1]: is nothing, allowed is a Kubernetes object');
  });

  const at = rest.indexOf(TARGET);
  if (at === -1) return;
  test('says what a target is', () => {
    const having = (target: unknown): unknown[] => rest.map((one, index) => (index === at ? target : one));
    expect(() => js[name]!([POD], ...having('aks@1.34'))).toThrow(
      'target is text, allowed is a Target, such as Target.parse(text)',
    );
    expect(() => js[name]!([POD], ...having(undefined))).toThrow(
      "target is nothing, allowed is a Target, such as Target.aks('1.34')",
    );
    expect(() => js[name]!([POD], ...having({ provider: 'aks', kubernetes: '1.34' }))).toThrow('target is an object');
  });
});

test.each([
  ['check', [TARGET, { presett: 'strict' }], "the options of the checks: has the unknown field 'presett'"],
  ['callers', [{ form: 'team' }], "the options of callers has the unknown field 'form', allowed are from, to, method"],
  ['schedule', [TARGET, { regoin: 'westeurope' }], "unknown field 'regoin', allowed are sizes, region; did you mean"],
  ['route', ['https://a.example.com/'], 'the request of route is given text, allowed is an object of method, url'],
  ['route', [{ uri: 'https://a.example.com/' }], "the request of route has the unknown field 'uri'"],
  ['route', [{ url: 'https://a.example.com/' }, { gateways: {} }], "unknown field 'gateways', allowed are gateway;"],
  ['graph', [TARGET, { vieuw: 'all' }], "the options of graph has the unknown field 'vieuw'"],
  ['graph', [TARGET, { view: 'pools' }], "view is 'pools', allowed are capacity, routes, access, all"],
  ['report', [TARGET, { titel: 'x' }], "the options of report: has the unknown field 'titel'"],
  ['canI', [TARGET, QUESTION], 'questions: is not a list of questions'],
  ['canI', [TARGET], 'questions: is not a list of questions'],
  ['canI', [TARGET, [{ ...QUESTION, verb: undefined }]], 'questions: [0]: needs verb, which is text'],
  ['canI', [TARGET, [{ ...QUESTION, subject: 'ana' }]], 'questions: [0]: needs subject, which is an object with kind'],
])('%s refuses %j', (name, rest, message) => {
  expect(() => js[name]!([POD], ...rest)).toThrow(message);
});

test('a question may have fields of its own', () => {
  expect(js.canI!([POD], TARGET, [{ ...QUESTION, id: 'q1', note: 'asked by the team' }])).toHaveLength(1);
});

test.each(['toSvg', 'toDot', 'toMermaid'])('%s draws a graph and nothing else', (name) => {
  expect(js[name]!(lib.graph([POD], TARGET))).toContain('web');
  expect(() => js[name]!([POD])).toThrow('graph is a list, allowed is what graph(manifests, target) gives');
});

test('check gives findings, and what is accepted', () => {
  const bad = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'My_Config', namespace: 'default' } };
  const report = lib.check([bad], TARGET);
  expect(report.findings.map(({ rule }) => rule)).toContain('ACC001');
  const suppressions = [{ rule: 'ACC001', reason: 'the name is kept' }];
  expect(lib.check([bad], TARGET, { suppressions }).suppressed.map(({ reason }) => reason)).toEqual([
    'the name is kept',
  ]);
  expect(lib.check([{ ...bad, metadata: { ...bad.metadata, name: 'my-config' } }], TARGET).findings).not.toContainEqual(
    expect.objectContaining({ severity: 'error' }),
  );
});

test('what cannot be read is told by its class', () => {
  expect(() => js.check!('text', TARGET)).toThrow(lib.InputError);
});
