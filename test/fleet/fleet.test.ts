import * as fs from 'fs';
import { Chart } from 'cdk8s';
import { KubeObject } from '../../src/core/kube-object';
import { Fleet } from '../../src/fleet/fleet';
import { clusterTable, messagesText, summaryLine } from '../../src/fleet/report';
import type { FleetReport } from '../../src/fleet/report';
import { contents, Place } from './fleet-folder';

let place: Place;
beforeEach(() => {
  place = new Place();
});
afterEach(() => place.remove());

const TEXT = `base: platform.yaml
groups:
  small: { overrides: { pools: { a100: { limits: { gpus: 1 } } } } }
clusters:
  one: {}
  two: { groups: [small] }
  three: { groups: [small] }
`;

function synth(text: string, options: Parameters<Fleet['synth']>[0] = {}): FleetReport {
  return place.fleet(text).synth({ outdir: place.path('out'), ...options });
}

/** How many objects the files of a cluster have. */
function objectsOf(name: string): number {
  const manifests = Object.entries(contents(place.path('out', name))).filter(([file]) => file.endsWith('.k8s.yaml'));
  return manifests.join('\n').match(/^kind: /gm)!.length;
}

function states({ clusters }: FleetReport): Record<string, string> {
  return Object.fromEntries(clusters.map(({ name, state }) => [name, state]));
}

describe('synth', () => {
  test('writes one folder a cluster, and nothing beside', () => {
    const report = synth(TEXT);
    expect(states(report)).toEqual({ one: 'written', two: 'written', three: 'written' });
    expect(fs.readdirSync(place.path('out')).sort()).toEqual(['one', 'three', 'two']);
    expect(Object.keys(contents(place.path('out', 'one')))).toEqual([
      '.fleet-files',
      'manifests/10-capacity.k8s.yaml',
      'manifests/20-nvidia.k8s.yaml',
      'manifests/Kustomization',
      'prerequisites.json',
    ]);
    expect(summaryLine(report)).toBe(
      `3 clusters, ${3 * objectsOf('one')} objects: 3 written, 0 unchanged, 0 failed; 0 errors, 0 warnings, 0 prerequisites missing; 3 clusters with prerequisites of which \`installed\` does not say whether they are there`,
    );
  });

  test('clusters of one configuration have the same manifests in files of their own', () => {
    synth(TEXT);
    const [one, two, three] = ['one', 'two', 'three'].map((name) => contents(place.path('out', name)));
    expect(three).toEqual(two);
    expect(one).not.toEqual(two);
    const file = 'manifests/10-capacity.k8s.yaml';
    expect(two![file]).toMatch(/nvidia.com\/gpu: ['"]?1['"]?\n/);
    expect(fs.statSync(place.path('out', 'two', file)).ino).not.toBe(fs.statSync(place.path('out', 'three', file)).ino);
  });

  test('again, changes nothing, not even the time of a file', () => {
    synth(TEXT);
    const file = place.path('out', 'one', 'manifests', '10-capacity.k8s.yaml');
    fs.utimesSync(file, 1000, 1000);
    expect(states(synth(TEXT))).toEqual({ one: 'unchanged', two: 'unchanged', three: 'unchanged' });
    expect(fs.statSync(file).mtimeMs).toBe(1_000_000);
  });

  test('a change of one cluster changes no other folder', () => {
    synth(TEXT);
    const before = contents(place.path('out'));
    const changed = TEXT.replace('three: {', 'three: { overrides: { devicePlugin: null },');
    expect(states(synth(changed))).toEqual({ one: 'unchanged', two: 'unchanged', three: 'written' });
    const after = contents(place.path('out'));
    const differing = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
      (file) => before[file] !== after[file],
    );
    expect(differing.every((file) => file.startsWith('three/'))).toBe(true);
    // A file that the cluster no longer has is gone, and one that stays keeps its time.
    expect(differing).toContain('three/manifests/20-nvidia.k8s.yaml');
    expect(after['three/manifests/20-nvidia.k8s.yaml']).toBeUndefined();
  });

  test('of a changed cluster, files that stay the same keep their time', () => {
    synth(TEXT);
    const file = place.path('out', 'three', 'manifests', '10-capacity.k8s.yaml');
    fs.utimesSync(file, 1000, 1000);
    expect(states(synth(TEXT.replace('three: {', 'three: { overrides: { devicePlugin: null },'))).three).toBe(
      'written',
    );
    expect(fs.statSync(file).mtimeMs).toBe(1_000_000);
  });

  test('the order of clusters in the file changes no folder', () => {
    synth(TEXT);
    const before = contents(place.path('out'));
    synth(TEXT.replace('  one: {}\n', '') + '  one: {}\n');
    expect(contents(place.path('out'))).toEqual(before);
  });

  test('is told of each cluster', () => {
    const seen: unknown[] = [];
    synth(TEXT, { onCluster: ({ name, objects, findings }, total) => seen.push([name, objects, findings, total]) });
    expect(seen).toEqual(['one', 'two', 'three'].map((name) => [name, objectsOf(name), 0, 3]));
  });
});

describe('a cluster that fails', () => {
  const BAD = TEXT.replace('two: {', "two: { overrides: { pools: { a100: { taint: 'x=y:No' } } },");

  test('keeps the folder that it has, and stops no other', () => {
    synth(TEXT);
    const before = contents(place.path('out', 'two'));
    const report = synth(BAD.replace('one: {}', 'one: { overrides: { devicePlugin: null } }'));
    expect(states(report)).toEqual({ one: 'written', two: 'failed', three: 'unchanged' });
    expect(contents(place.path('out', 'two'))).toEqual(before);
    expect(place.short(messagesText(report))).toMatch(
      /^two:\n {2}fleet\.yaml:6:\d+ {2}pools\.a100\.taint: effect 'No' is not known, /,
    );
  });

  test('has no folder where it had none', () => {
    expect(states(synth(BAD)).two).toBe('failed');
    expect(fs.readdirSync(place.path('out')).sort()).toEqual(['one', 'three']);
  });

  test('a check that fails is told once with its clusters', () => {
    const same =
      '{ overrides: { devicePlugin: { namespace: studioml }, runner: { version: 0.9.21, queueUrl: { existing: { name: q, key: url } } } } }';
    const report = synth(`base: platform.yaml\nclusters:\n  a: ${same}\n  b: ${same}\n  c: {}\n`);
    expect(states(report)).toEqual({ a: 'failed', b: 'failed', c: 'written' });
    const errors = report.messages.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ finding, clusters }) => [finding?.rule, clusters])).toEqual(
      errors.map(({ finding }) => [finding?.rule, ['a', 'b']]),
    );
    expect(errors.map(({ finding }) => finding?.rule)).toContain('REF001');
  });
});

describe('only', () => {
  test('a cluster', () => {
    expect(states(synth(TEXT, { only: ['two'] }))).toEqual({ two: 'written' });
    expect(fs.readdirSync(place.path('out'))).toEqual(['two']);
  });

  test('a group with a cluster of it, each once', () => {
    expect(states(synth(TEXT, { only: ['three', 'small'] }))).toEqual({ two: 'written', three: 'written' });
  });

  test('no cluster at all', () => {
    expect(states(synth(TEXT, { only: [] }))).toEqual({});
  });

  test('no name of the fleet', () => {
    expect(() => synth(TEXT, { only: ['smal'] })).toThrow(
      "'smal' is neither a group nor a cluster of the fleet; did you mean 'small'?",
    );
    expect(() => synth(TEXT, { only: ['one,two'] })).toThrow(
      "'one,two' is neither a group nor a cluster of the fleet; give each name by itself",
    );
    expect(() => synth(TEXT, { only: ['qqqq'] })).toThrow("'qqqq' is neither a group nor a cluster of the fleet");
    expect(fs.existsSync(place.path('out'))).toBe(false);
  });
});

describe('clusters that are gone', () => {
  const LESS = TEXT.replace('  two: { groups: [small] }\n', '');

  test('lose them where all clusters are written', () => {
    synth(TEXT);
    const report = synth(LESS);
    expect([report.gone, report.removed]).toEqual([['two'], ['two']]);
    expect(summaryLine(report)).toMatch(/; removed two$/);
    expect(fs.readdirSync(place.path('out')).sort()).toEqual(['one', 'three']);
  });

  test('keep them, and are named, where nothing is to be pruned or only some clusters are written', () => {
    synth(TEXT);
    for (const options of [{ prune: false }, { only: ['one'] }, { only: ['one'], prune: true }, { only: [] }]) {
      const report = synth(LESS, options);
      expect([report.gone, report.removed]).toEqual([['two'], []]);
      expect(summaryLine(report)).toMatch(/; no longer in the fleet, and kept: two$/);
    }
    expect(fs.readdirSync(place.path('out')).sort()).toEqual(['one', 'three', 'two']);
  });

  test('lose them where they are said to have left, and no other does', () => {
    synth(TEXT + '  four: {}\n');
    expect(synth(LESS, { only: ['one'], left: ['two', 'one'] }).removed).toEqual(['two']);
    expect(fs.readdirSync(place.path('out')).sort()).toEqual(['four', 'one', 'three']);
  });

  test('lose files of the fleet alone, and nothing outside of the folder', () => {
    synth(TEXT);
    place.write('out/precious.yaml', 'a: 1\n');
    place.write('elsewhere/precious.yaml', 'a: 1\n');
    fs.symlinkSync(place.path('elsewhere'), place.path('out', 'two', 'link'));
    const list = place.path('out', 'two', '.fleet-files');
    fs.appendFileSync(list, '../precious.yaml\nlink/precious.yaml\n/etc/hostname\n');
    expect(synth(LESS).removed).toEqual(['two']);
    expect(contents(place.path('out'))).toHaveProperty(['precious.yaml']);
    expect(contents(place.path('elsewhere'))).toEqual({ 'precious.yaml': 'a: 1\n' });
    expect(fs.readdirSync(place.path('out', 'two'))).toEqual(['link']);
  });

  test('folders of other origin stay, and what somebody put into one of a cluster', () => {
    synth(TEXT);
    place.write('out/other/README.md', 'by hand\n');
    place.write('out/two/README.md', 'by hand\n');
    place.write('out/three/notes/a.md', 'by hand\n');
    synth(LESS.replace('three: {', 'three: { overrides: { devicePlugin: null },'), { prune: true });
    expect(Object.keys(contents(place.path('out'))).filter((file) => file.endsWith('.md'))).toEqual([
      'other/README.md',
      'three/notes/a.md',
      'two/README.md',
    ]);
    expect(fs.readdirSync(place.path('out', 'two'))).toEqual(['README.md']);
  });
});

test('a folder that is in the place of a cluster and was not written by a fleet stays as it is', () => {
  place.write('out/two/precious.yaml', 'a: 1\n');
  const report = synth(TEXT);
  expect(states(report)).toEqual({ one: 'written', two: 'failed', three: 'written' });
  expect(place.short(report.messages[0]!.text)).toBe(
    'out/two was not written by a fleet, for it has no .fleet-files; move it away, or write elsewhere by --output',
  );
  expect(contents(place.path('out', 'two'))).toEqual({ 'precious.yaml': 'a: 1\n' });
});

test('a file of somebody else that is in the place of one of a cluster stays, and all beside it', () => {
  synth(TEXT.replace('three: {', 'three: { overrides: { devicePlugin: null },'));
  place.write('out/three/manifests/20-nvidia.k8s.yaml', 'a: 1\n');
  const before = contents(place.path('out', 'three'));
  const report = synth(TEXT);
  expect(states(report).three).toBe('failed');
  expect(place.short(report.messages[0]!.text)).toBe(
    'out/three/manifests/20-nvidia.k8s.yaml was not written by the fleet, and stands in its way; move it away',
  );
  expect(contents(place.path('out', 'three'))).toEqual(before);
  fs.rmSync(place.path('out', 'three', 'manifests', '20-nvidia.k8s.yaml'));
  expect(states(synth(TEXT)).three).toBe('written');
});

test('a folder that cannot be made is said to be', () => {
  place.write('out', 'a file');
  expect(() => synth(TEXT)).toThrow(
    `${place.path('out')} cannot be written: ENOTDIR, a part of its path is a file and no folder`,
  );
});

test('the folder of runs is no link, and what else somebody has put there stays', () => {
  place.write('elsewhere/theirs', 'by hand\n');
  fs.mkdirSync(place.path('out'));
  const runs = place.path('out', '.fleet');
  fs.symlinkSync(place.path('elsewhere'), runs);
  expect(() => synth(TEXT)).toThrow(`${place.path('out')} cannot be written: ${runs} is a link; remove it`);
  expect(contents(place.path('elsewhere'))).toEqual({ theirs: 'by hand\n' });
  fs.unlinkSync(runs);
  place.write('out/.fleet/theirs', 'by hand\n');
  synth(TEXT);
  expect(fs.readdirSync(runs)).toEqual(['theirs']);
});

test('a table has a row for each cluster', () => {
  const text = TEXT.replace('one: {}', 'one: { installed: [] }').replace(
    'three: {',
    "three: { overrides: { pools: { a100: { taint: 'x' } } },",
  );
  const table = clusterTable(synth(text));
  const objects = String(objectsOf('one')).padStart(8);
  expect(table).toBe(
    [
      'CLUSTER  STATE    OBJECTS  FINDINGS  LACKS',
      `one      written ${objects}         0  karpenter`,
      `two      written ${objects}         0  karpenter?`,
      'three    failed         0         1  -',
      '',
    ].join('\n'),
  );
});

describe('programs', () => {
  const base = { target: { provider: 'aks', kubernetes: '1.34' }, namespace: 'x' } as const;

  test('add charts of their own, by cluster', () => {
    const fleet = new Fleet(
      { base, clusters: { a: {}, b: {} } },
      {
        extend: (app, cluster) => {
          new KubeObject(new Chart(app, '95-own'), 'own', {
            apiVersion: 'v1',
            kind: 'Namespace',
            metadata: { name: `of-${cluster}` },
          });
        },
      },
    );
    fleet.synth({ outdir: place.path('out') });
    expect(contents(place.path('out'))['a/manifests/95-own.k8s.yaml']).toContain('name: of-a\n');
    expect(contents(place.path('out'))['b/manifests/95-own.k8s.yaml']).toContain('name: of-b\n');
  });

  test('definitions do not travel with objects of theirs, and may travel alone', () => {
    const crd = (group: string): Fleet =>
      new Fleet(
        { base, clusters: { a: {} } },
        {
          extend: (app) => {
            const chart = new Chart(app, '95-own');
            new KubeObject(chart, 'crd', {
              apiVersion: 'apiextensions.k8s.io/v1',
              kind: 'CustomResourceDefinition',
              metadata: { name: `widgets.${group}` },
              spec: {
                group,
                scope: 'Cluster',
                names: { kind: 'Widget', plural: 'widgets' },
                versions: [
                  { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } },
                ],
              },
            });
            new KubeObject(chart, 'object', { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'w' } });
          },
        },
      );
    expect(
      crd('example.com')
        .synth({ outdir: place.path('out') })
        .messages.map(({ text }) => text),
    ).toEqual([
      '95-own: CustomResourceDefinition widgets.example.com would travel with objects of its group; install it before them, as a prerequisite',
    ]);
    expect(states(crd('example.org').synth({ outdir: place.path('out') }))).toEqual({ a: 'written' });
  });

  test('have no path as their base, and change nothing they gave', () => {
    expect(() => new Fleet({ base: 'platform.yaml', clusters: { a: {} } })).toThrow(
      'base: is a path, which only a fleet.yaml can have; use Fleet.fromFile',
    );
    const config = { base, clusters: { a: { overrides: { namespace: 'y' } } } };
    const before = structuredClone(config);
    new Fleet(config).synth({ outdir: place.path('out') });
    expect(config).toEqual(before);
  });
});
