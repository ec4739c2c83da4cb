import { App, Chart, Yaml } from 'cdk8s';
import type { Construct } from 'constructs';
import { Placement } from '../../src/core/placement';
import type { IPool } from '../../src/core/pool';
import { Taint } from '../../src/core/taint';

/** Makes constructs in a new chart. */
export function chartOf(make: (chart: Chart) => Construct): Chart {
  const chart = new Chart(new App(), 'gpu', { namespace: 'studioml' });
  make(chart);
  return chart;
}

/** What `kubectl apply` would read. */
export function yamlOf(make: (chart: Chart) => Construct): string {
  return Yaml.stringify(...objectsOf(make));
}

export type Json = Record<string, any>;

export function objectsOf(make: (chart: Chart) => Construct): Json[] {
  return chartOf(make).toJson() as Json[];
}

/** A pool as a NodePool of Karpenter is one. */
export function pool(name: string, options: Partial<Pick<IPool, 'taints' | 'spot'>> = {}): IPool {
  const { taints = [Taint.gpu()], spot = false } = options;
  const placement = (): Placement => new Placement({ taints, nodeSelector: { 'karpenter.sh/nodepool': name } });
  return { name, taints, spot, placement };
}

/** Freezes plain data at every depth, so that a change of it throws. */
export function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  Object.values(value).forEach(frozen);
  return Object.freeze(value);
}

/** What a constructor says, without the path at its beginning. */
export function problemOf(make: (chart: Chart) => Construct): string {
  try {
    chartOf(make);
  } catch (error) {
    return (error as Error).message;
  }
  return 'no problem';
}
