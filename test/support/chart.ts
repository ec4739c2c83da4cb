import { Chart, Yaml } from 'cdk8s';
import { PlatformApp } from '../../src/core/platform-app';
import { Target } from '../../src/facts/target';

/** An object as it is rendered, to look into without a type for each kind. */
export type Rendered = any;

/** A chart named `test` in the namespace `ml`, so that paths in errors begin with `test/`. */
export function testChart(target: Target = Target.generic('1.34')): Chart {
  return new Chart(new PlatformApp({ target }), 'test', { namespace: 'ml' });
}

/** A chart as the YAML text that `kubectl apply` gets. */
export function yamlOf(chart: Chart): string {
  return Yaml.stringify(...chart.toJson());
}

/** The objects that `build` adds to a chart. */
export function objectsOf(build: (chart: Chart) => unknown, target?: Target): Rendered[] {
  const chart = testChart(target);
  build(chart);
  return chart.toJson();
}

/** The YAML text of what `build` adds to a chart. */
export function yamlFrom(build: (chart: Chart) => unknown, target?: Target): string {
  const chart = testChart(target);
  build(chart);
  return yamlOf(chart);
}

/** The message of the error that `act` throws. */
export function messageOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing was thrown';
}

/** Gives a value to a function that TypeScript would refuse, as a JavaScript caller can. */
export function untyped(value: unknown): never {
  return value as never;
}
