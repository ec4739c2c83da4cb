import { Chart } from 'cdk8s';

/** Marks the classes of cdk8s itself, of whichever copy of the package. */
const JSII = Symbol.for('jsii.rtti');

/**
 * Whether a chart renders itself by a `toJson()` of its own class or instance, which cdk8s honours in every layout but that of a folder
 * a chart.
 */
export function hasOwnToJson(chart: Chart): boolean {
  for (let at: object | null = chart; at; at = Object.getPrototypeOf(at) as object | null) {
    if (!Object.prototype.hasOwnProperty.call(at, 'toJson')) continue;
    const { constructor } = at as { constructor: { [JSII]?: { fqn?: string } } };
    return (
      at === chart ||
      !Object.prototype.hasOwnProperty.call(constructor, JSII) ||
      constructor[JSII]?.fqn !== 'cdk8s.Chart'
    );
  }
  return false;
}
