import { ApiObject, App, Chart } from 'cdk8s';
import * as lib from '../../src';
import { messageOf, untyped } from '../support/chart';

const TARGET = lib.Target.aks('1.34');
const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'team', labels: { app: 'web' } },
  spec: { containers: [{ name: 'web', image: 'registry.example/web:1.4', ports: [{ containerPort: 80 }] }] },
};
const SERVICE = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'team' },
  spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
};

test('constructs in place of their objects are refused, for nothing of them would be checked', () => {
  const object = new ApiObject(new Chart(new App(), 'chart'), 'it', { apiVersion: 'v1', kind: 'ConfigMap' });
  expect(messageOf(() => lib.check(untyped([object]), TARGET))).toBe(
    'manifests[0]: is a construct, allowed is a Kubernetes object, such as its toJson()',
  );
  expect(lib.check([object.toJson()], TARGET).objects).toBe(1);
});

test('a suppression that could accept nothing is refused', () => {
  const accepted = (suppression: object) =>
    messageOf(() => lib.check([POD], TARGET, { suppressions: [untyped({ rule: 'ACC001', ...suppression })] }));
  const at = 'the options of the checks.suppressions[0]:';
  expect(accepted({ reason: ' ' })).toBe(`${at} accepts ACC001 and needs a reason`);
  expect(accepted({ object: 'Pod/web', reason: 'x' })).toBe(
    `${at} has the object "Pod/web", allowed are Kind, Kind name and Kind namespace/name`,
  );
  for (const object of ['Pod', 'Pod web', 'Pod team/web', 'Namespace /web'])
    expect(lib.check([POD], TARGET, { suppressions: [{ rule: 'ACC001', object, reason: 'x' }] }).objects).toBe(1);
});

test('a slip in the annotation that accepts is told beside the finding', () => {
  const named = (annotation: string) => ({ ...POD, metadata: { name: 'W_eb', annotations: { [annotation]: 'kept' } } });
  const fixes = (object: lib.KubernetesObject) => lib.check([object], TARGET).findings.map(({ fix }) => fix);
  expect(fixes(named('cdk8s-ml-platform/supress-ACC001'))).toContain(
    'rename the object; the annotation cdk8s-ml-platform/supress-ACC001 accepts nothing; did you mean cdk8s-ml-platform/suppress-ACC001?',
  );
  expect(fixes(named('example.com/supress-ACC001'))).toContain('rename the object');
});

test('callers of nobody, or of no Service, are an error and no empty answer', () => {
  expect(lib.callers([POD, SERVICE], { to: 'web.team:80' })).toHaveLength(1);
  expect(messageOf(() => lib.callers([POD, SERVICE], { to: 'wbe.team' }))).toMatch(
    /^callers: no call to 'wbe\.team' is among these manifests; /,
  );
  expect(messageOf(() => lib.callers([POD, SERVICE], { from: 'taem', to: 'web.team' }))).toMatch(
    /^callers: no call from 'taem' to 'web\.team' is among/,
  );
  expect(lib.callers([POD, SERVICE], { from: 'shop/web' })).toHaveLength(1);
  expect(lib.callers([POD])).toEqual([]);
});

test.each<[string, () => unknown, string]>([
  [
    'sizes of schedule',
    () => lib.schedule([POD], TARGET, untyped({ sizes: 3 })),
    'sizes of schedule: is not a list of sizes with name, labels and allocatable',
  ],
  ['sizes of report', () => lib.report([POD], TARGET, untyped({ sizes: [{}] })), 'sizes of report: [0] needs name'],
  ['no url', () => lib.route([POD], untyped({})), 'request: url is nothing, allowed is text'],
  [
    'headers as a list',
    () => lib.route([POD], untyped({ url: 'https://x/', headers: ['a'] })),
    'request: headers is a list, allowed is an object of names and values',
  ],
  [
    'a slip in the options of a fleet',
    () =>
      new lib.Fleet({ base: { target: { provider: 'aks', kubernetes: '1.34' } }, clusters: { a: {} } }).synth(
        untyped({ outDir: 'x' }),
      ),
    "the options of Fleet.synth has the unknown field 'outDir', allowed are outdir, only, prune, left, onCluster; did you mean 'outdir'?",
  ],
])('%s is refused', (_, ask, expected) => {
  expect(messageOf(ask)).toBe(expected);
});
