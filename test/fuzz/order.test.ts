import * as fc from 'fast-check';
import { checkReport } from '../../src/checks/check';
import { identify } from '../../src/checks/finding';
import type { Manifest } from '../../src/checks/manifest';
import { Target } from '../../src/facts/target';
import { callers, canI, graph, route, schedule } from '../../src/questions';
import { DOCUMENTED, INNOCENT, labelledClusters, PLATFORM } from './support/corpus';
import type { Cluster } from './support/corpus';
import { QUESTIONS, URLS } from './support/everything';
import { membersOf, places } from './support/neighbours';
import type { Part } from './support/neighbours';
import { fuzz, RUNS } from './support/runs';

const TARGET = Target.aks('1.34');

/** The innocent manifests together are one large cluster, and each file is a small one. */
const ALL_INNOCENT: Cluster = {
  name: 'test/false-alarms/manifests',
  manifests: INNOCENT.flatMap(({ manifests }) => manifests),
};
const OWN = [PLATFORM, ...DOCUMENTED, ...INNOCENT, ALL_INNOCENT];
// The labelled cases lie beside this checkout; without them the properties hold for what is in it.
const LABELLED = ['accept', 'rbac', 'route', 'schedule'].flatMap(labelledClusters);
const CLUSTERS = new Map([...OWN, ...LABELLED].map((one): [string, Cluster] => [one.name, one]));

function sorted(values: readonly unknown[]): readonly string[] {
  return values.map((value) => JSON.stringify(value)).sort();
}

/** What the manifests say, without where they stand. */
function answers(manifests: readonly Manifest[]): Readonly<Record<string, readonly string[]>> {
  const { findings, suppressed } = checkReport(manifests, TARGET);
  // Of an object that is given twice one counts: that is an error of its own, and then the order does matter.
  const single = new Map(manifests.map((one) => [JSON.stringify(identify(one.object)), one]));
  const drawn = single.size === manifests.length ? graph(manifests, TARGET) : { nodes: [], edges: [] };
  return {
    check: sorted(
      findings.map(({ rule, severity, object, path, message }) => {
        // Where an object is given twice, the places are the message.
        return { rule, severity, object, path, message: rule === 'REF001' ? '' : message };
      }),
    ),
    suppressed: sorted(suppressed.map(({ finding: { rule, object }, reason }) => ({ rule, object, reason }))),
    schedule: sorted(schedule(manifests, TARGET)),
    nodes: sorted(drawn.nodes),
    edges: sorted(drawn.edges),
    route: URLS.map((url) => JSON.stringify({ ...route(manifests, { url }), hops: [] })),
    callers: sorted(callers(manifests, {})),
    'can-i': canI(manifests, TARGET, QUESTIONS).map(({ allowed }) => String(allowed)),
  };
}

/** As if each manifest stood in a file of that number. */
function inFiles(manifests: readonly Manifest[], files: readonly number[]): Manifest[] {
  return manifests.map(({ object, origin: { yamlProblems } }, document) => ({
    object,
    origin: { file: `${files[document % files.length] ?? 0}.yaml`, document, yamlProblems },
  }));
}

interface Shuffled extends Part {
  /** Places among the members. */
  readonly order: readonly number[];
  readonly files: readonly number[];
}

const shuffled = places([...CLUSTERS.values()]).chain(({ cluster, members }) => {
  const all = membersOf(CLUSTERS, { cluster, members }).map((_, at) => at);
  return fc.record<Shuffled>({
    cluster: fc.constant(cluster),
    members: fc.constant(members),
    order: fc.shuffledSubarray(all, { minLength: all.length }),
    files: fc.array(fc.nat(9), { minLength: 1, maxLength: 9 }),
  });
});

fuzz('another order, and another division into files, changes no answer', shuffled, ({ order, files, ...part }) => {
  const manifests = membersOf(CLUSTERS, part);
  const same = inFiles(manifests, [0]);
  const other = inFiles(
    order.map((index) => manifests[index]!),
    files,
  );
  expect(answers(other)).toEqual(answers(same));
});

test('asked twice, the answers are the same', () => {
  const asked = RUNS > 1000 ? [...CLUSTERS.values()] : OWN;
  for (const { name, manifests } of asked) {
    const before = JSON.stringify(manifests);
    const [first, second] = [checkReport(manifests, TARGET), checkReport(manifests, TARGET)];
    expect([name, second]).toEqual([name, first]);
    expect(JSON.stringify(manifests)).toBe(before);
  }
});
