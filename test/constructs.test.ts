import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import * as library from '../src';
import { testChart, yamlOf } from './support/chart';
import { CONSTRUCTS } from './support/constructs';
import { PlatformApp } from '../src/core/platform-app';
import { expectNothingLacks } from './support/lacking';

/** What plain data holds at any depth; instances of classes are unchangeable values of this library. */
function partsOf(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return [];
  if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) return [];
  return [value, ...Object.values(value).flatMap(partsOf)];
}

function change(value: object): void {
  if (Array.isArray(value)) {
    value.push('changed later');
    value.shift();
    return;
  }
  for (const key of Object.keys(value)) Reflect.deleteProperty(value, key);
  Object.assign(value, { changedLater: 'changed later' });
}

/** The row of a RouteTable holds its props and a route beside each other. */
const ownProps = (name: string) => (name === 'istio.RouteTable' ? test.skip : test);

describe.each(CONSTRUCTS.map((row) => [row.name, row] as const))('%s', (name, { props, build, kind }) => {
  const render = (given: object): string => {
    const chart = testChart();
    build(chart, given as never);
    return yamlOf(chart);
  };

  test('it renders the same bytes each time, and so does another one of the same props', () => {
    const chart = testChart();
    build(chart, props() as never);
    const first = yamlOf(chart);
    expect(first).toContain('kind: ');
    expect(yamlOf(chart)).toBe(first);
    expect(render(props())).toBe(first);
  });

  test('it changes nothing of the props that it is given', () => {
    const given = props();
    for (const part of partsOf(given)) Object.freeze(part);
    expect(render(given)).toBe(render(props()));
  });

  test('a later change of the props changes nothing', () => {
    const chart = testChart();
    const given = props();
    build(chart, given as never);
    for (const part of partsOf(given)) change(part);
    expect(yamlOf(chart)).toBe(render(props()));
  });

  ownProps(name)('a property that it does not know is an error that names the nearest one', () => {
    const given = props() as Record<string, unknown>;
    const near = Object.keys(given)[0]!;
    expect(() => render({ ...given, [`${near}z`]: 1 })).toThrow(
      new RegExp(`^\\[test/it\\] .* has the unknown field '${near}z', allowed are .*; did you mean '${near}'\\?$`),
    );
    expect(() => render({ ...given, zzzzzzzzzzzz: 1 })).toThrow(
      /has the unknown field 'zzzzzzzzzzzz', allowed are [^;]+$/,
    );
  });

  ownProps(name)('a property that is missing, null or of another shape is an error of its own, where it is one', () => {
    const given = props() as Record<string, unknown>;
    const wrong = Object.keys(given).flatMap((key) => [
      ...[undefined, null].map((value) => ({ ...given, [key]: value })),
      ...(typeof given[key] === 'object' ? [{ ...given, [key]: 'text' }] : []),
    ]);
    for (const one of wrong) {
      let error: unknown;
      try {
        render(one);
      } catch (thrown) {
        error = thrown;
      }
      expect(error).not.toBeInstanceOf(TypeError);
    }
  });

  if (kind !== undefined) {
    test('its main object is found from the construct', () => {
      expect(ApiObject.of(build(testChart(), props() as never)).kind).toBe(kind);
    });
  }

  test('every check passes', () => {
    const chart = testChart();
    build(chart, props() as never);
    const { root } = chart.node;
    const findings = root instanceof PlatformApp ? root.check() : undefined;
    expect(findings?.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

/** Constructs without a row: they render files among the tools, nothing of their own, or what they are given. */
const WITHOUT_ROW = [
  'KubeObject',
  'PlatformApp',
  'ToolFile',
  'kubeflow.DashboardSettings',
  'runner.ExternalObjectStore',
  'runner.ExternalQueue',
];

test('every construct has a row of its own', () => {
  const names = CONSTRUCTS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  const exported = Object.entries(library).flatMap(([name, value]): [string, unknown][] =>
    typeof value === 'function'
      ? [[name, value]]
      : Object.entries(value).map(([inner, one]) => [`${name}.${inner}`, one]),
  );
  const constructs = exported.filter(
    ([, value]) => typeof value === 'function' && value.prototype instanceof Construct,
  );
  const exportedNames = constructs.map(([name]) => name);
  expectNothingLacks(
    'give each construct that src/index.ts exports a row in test/support/constructs.ts, or a place in WITHOUT_ROW here',
    exportedNames.filter((name) => !names.includes(name) && !WITHOUT_ROW.includes(name)),
  );
  expect([...exportedNames].sort()).toEqual([...names, ...WITHOUT_ROW].sort());
});
