import { ApiObject, App, Chart, JsonPatch, Lazy, YamlOutputType } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import { PlatformApp } from '../../../src/core/platform-app';
import { expectSame, synthBoth } from './support/compare';
import { build, treePlan } from './support/random-tree';
import { removeTempDirs, tempDir } from './support/temp';

const OUTPUT_TYPES = [
  YamlOutputType.FILE_PER_APP,
  YamlOutputType.FILE_PER_CHART,
  YamlOutputType.FILE_PER_RESOURCE,
  YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
];

function configMap(scope: Construct, id: string, name = id): ApiObject {
  return new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });
}

describe('random trees are written as cdk8s writes them', () => {
  // Of one seed, so that a failure is the same everywhere; 2400 trees in all.
  const runs = { numRuns: 600, seed: 20260101 };

  test.each(OUTPUT_TYPES.map((type) => [YamlOutputType[type], type] as const))('as %s', (_name, yamlOutputType) => {
    let written = 0;
    fc.assert(
      fc.property(
        treePlan,
        fc.constantFrom(undefined, '.k8s.yaml', '.yml', ''),
        fc.boolean(),
        (plan, outputFileExtension, recordConstructMetadata) => {
          const props = { yamlOutputType, outputFileExtension, recordConstructMetadata };
          const { stock, ours } = synthBoth((app) => build(plan, app), props);
          removeTempDirs();
          if ('error' in stock || 'error' in ours) {
            expect('error' in stock && stock.error.message).toMatch(/^Dependency cycle detected: /);
            expect('error' in ours && ours.error.message).toMatch(/^Dependency cycle detected: /);
          } else {
            written++;
            expect(ours.files).toEqual(stock.files);
          }
        },
      ),
      runs,
    );
    // Most trees must have no cycle, or the comparison says little.
    expect(written).toBeGreaterThan(runs.numRuns / 2);
  });
});

describe('known shapes are written as cdk8s writes them', () => {
  test('a chain of charts', () => {
    const files = expectSame((app) => {
      const charts = ['c', 'a', 'b'].map((id) => new Chart(app, id));
      for (const chart of charts) for (const id of ['y', 'x']) configMap(chart, id, `${chart.node.id}-${id}`);
      charts[0]!.addDependency(charts[1]!);
      charts[1]!.addDependency(charts[2]!);
    });
    expect(Object.keys(files).sort()).toEqual(['0000-b.k8s.yaml', '0001-a.k8s.yaml', '0002-c.k8s.yaml']);
  });

  test('nested charts, each before the chart that holds it', () => {
    const files = expectSame((app) => {
      const outer = new Chart(app, 'outer');
      configMap(outer, 'first');
      const middle = new Chart(outer, 'middle');
      configMap(middle, 'second');
      configMap(new Chart(middle, 'inner'), 'third');
    });
    const names = Object.keys(files).sort();
    expect(names[0]).toMatch(/^0000-outer-middle-inner-/);
    expect(names[2]).toBe('0002-outer.k8s.yaml');
  });

  test('layers of charts, each on all of the layer below', () => {
    expectSame((app) => {
      const layers = ['top', 'middle', 'bottom'].map((layer) =>
        ['0', '1'].map((n) => {
          const chart = new Chart(app, `${layer}${n}`);
          configMap(chart, 'a', `${layer}-${n}-a`);
          configMap(chart, 'b', `${layer}-${n}-b`);
          return chart;
        }),
      );
      for (const upper of layers[0]!) upper.addDependency(...layers[1]!);
      for (const upper of layers[1]!) upper.addDependency(...layers[2]!);
    });
  });

  test('objects of one chart in the order of their dependencies', () => {
    const files = expectSame((app) => {
      const chart = new Chart(app, 'chart');
      const [a, b, c] = ['a', 'b', 'c'].map((id) => configMap(chart, id));
      a!.addDependency(b!);
      b!.addDependency(c!);
    });
    expect(files['chart.k8s.yaml']!.match(/name: .*/g)).toEqual(['name: c', 'name: b', 'name: a']);
  });

  test('integer-like ids of charts and objects', () => {
    expectSame((app) => {
      for (const chartId of ['b', '2', 'a', '1']) {
        const chart = new Chart(app, chartId);
        for (const id of ['b', '10', 'a', '9']) configMap(chart, id, `${chartId}-${id}`);
      }
    });
  });

  test('a construct that depends on the one object in it', () => {
    expectSame((app) => {
      const chart = new Chart(app, 'chart');
      const group = new Construct(chart, 'group');
      configMap(group, 'a');
      group.node.addDependency(configMap(new Construct(group, 'inner'), 'b'));
    });
  });

  test('a plain construct that depends on itself', () => {
    expectSame((app) => {
      const group = new Construct(new Chart(app, 'chart'), 'group');
      configMap(group, 'a');
      group.node.addDependency(group);
    });
  });

  test('lazy values, values that cdk8s drops, and keys in no order', () => {
    expectSame((app) => {
      const chart = new Chart(app, 'chart', { labels: { zone: 'b', app: 'a' } });
      new ApiObject(chart, 'thing', {
        apiVersion: 'example.com/v1',
        kind: 'Thing',
        metadata: { name: 'thing', annotations: { z: '1', a: '2' } },
        zeta: Lazy.any({ produce: () => ({ z: 1, a: [undefined, null, {}, []] }) }),
        alpha: { b: undefined, c: null, a: 'yes', 10: 'ten', 9: 'nine' },
      });
    });
  });

  test('keys stay unsorted with CDK8S_DISABLE_SORT', () => {
    process.env.CDK8S_DISABLE_SORT = '1';
    try {
      const files = expectSame((app) => {
        const props = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data: { z: '1', a: '2' } };
        new ApiObject(new Chart(app, 'chart'), 'c', props);
      });
      expect(files['chart.k8s.yaml']).toMatch(/z: "1"\n +a: "2"/);
    } finally {
      delete process.env.CDK8S_DISABLE_SORT;
    }
  });

  test('cdk8s-plus objects', () => {
    const files = expectSame((app) => {
      const chart = new Chart(app, 'web', { namespace: 'shop', disableResourceNameHashes: true });
      const config = new kplus.ConfigMap(chart, 'config', { data: { key: 'value' } });
      const deployment = new kplus.Deployment(chart, 'server', {
        containers: [{ image: 'nginx', portNumber: 80, envFrom: [new kplus.EnvFrom(config)] }],
      });
      deployment.exposeViaService({ ports: [{ port: 80 }] });
      deployment.node.addDependency(new kplus.ServiceAccount(new Chart(app, 'base', { namespace: 'shop' }), 'account'));
    });
    expect(Object.keys(files).sort()).toEqual(['0000-base.k8s.yaml', '0001-web.k8s.yaml']);
  });

  test('an empty chart', () => {
    const files = expectSame((app) => {
      new Chart(app, 'empty');
    });
    expect(files).toEqual({ 'empty.k8s.yaml': '' });
  });

  test.each(OUTPUT_TYPES)('an empty app as output type %i', (yamlOutputType) => {
    expect(expectSame(() => undefined, { yamlOutputType })).toEqual({});
  });

  test('a name that a patch changed is the name of the file', () => {
    for (const yamlOutputType of OUTPUT_TYPES) {
      expectSame(
        (app) => {
          configMap(new Chart(app, 'chart'), 'old').addJsonPatch(JsonPatch.replace('/metadata/name', 'new'));
        },
        { yamlOutputType },
      );
    }
  });
});

describe('where cdk8s loses objects, PlatformApp refuses', () => {
  test.each([
    ['an object', (chart: Chart) => configMap(chart, 'a')],
    ['a chart', (chart: Chart) => chart],
  ])('%s that depends on itself is a cycle, where cdk8s leaves it out', (_what, pick) => {
    const { stock, ours } = synthBoth((app) => {
      const chart = new Chart(app, 'chart');
      configMap(chart, 'other');
      const construct = pick(chart);
      construct.node.addDependency(construct);
    });
    expect('error' in stock ? stock.error.message : JSON.stringify(stock.files)).not.toContain('name: a');
    expect('error' in ours && ours.error.message).toMatch(/^Dependency cycle detected: chart/);
  });

  test('a cycle that everything else leads to is named with its members in order', () => {
    const { ours } = synthBoth((app) => {
      const chart = new Chart(app, 'chart');
      const [a, b, c] = ['a', 'b', 'c'].map((id) => configMap(chart, id));
      a!.addDependency(b!);
      b!.addDependency(c!);
      c!.addDependency(b!);
    });
    expect('error' in ours && ours.error.message).toBe('Dependency cycle detected: chart/b => chart/c => chart/b');
  });
});

describe('what an app says of itself', () => {
  function twoCharts(app: App): void {
    const first = new Chart(app, 'first');
    const second = new Chart(app, 'second');
    configMap(first, 'a').addDependency(configMap(second, 'b'));
  }

  test('charts are those of cdk8s after a synthesis', () => {
    const [stock, ours] = [new App({ outdir: tempDir() }), new PlatformApp({ outdir: tempDir() })];
    for (const app of [stock, ours]) {
      twoCharts(app);
      app.synth();
    }
    expect(ours.charts.map((chart) => chart.node.path)).toEqual(['second', 'first']);
    expect(stock.charts.map((chart) => chart.node.path)).toEqual(['second', 'first']);
  });

  test('charts are in that order before a synthesis too', () => {
    const app = new PlatformApp({ outdir: tempDir() });
    twoCharts(app);
    expect(app.charts.map((chart) => chart.node.path)).toEqual(['second', 'first']);
  });

  test('synthYaml is the text of cdk8s', () => {
    const [stock, ours] = [new App(), new PlatformApp()];
    for (const app of [stock, ours]) twoCharts(app);
    expect(ours.synthYaml()).toBe(stock.synthYaml());
    expect(ours.synthYaml()).toContain('name: b');
  });

  test('the output is the same after a chart was rendered by cdk8s, which adds dependencies to the tree', () => {
    const [stock, ours] = [new App(), new PlatformApp()];
    for (const app of [stock, ours]) twoCharts(app);
    for (const chart of ours.charts) chart.toJson();
    expect(ours.synthYaml()).toBe(stock.synthYaml());
  });

  test('a synthesis leaves the dependencies of the tree as they were', () => {
    const app = new PlatformApp({ outdir: tempDir() });
    twoCharts(app);
    const before = app.node.findAll().map((construct) => construct.node.dependencies.length);
    app.synth();
    expect(app.node.findAll().map((construct) => construct.node.dependencies.length)).toEqual(before);
  });
});
