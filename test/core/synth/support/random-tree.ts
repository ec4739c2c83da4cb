import { ApiObject, Chart } from 'cdk8s';
import type { App } from 'cdk8s';
import { Construct, DependencyGroup } from 'constructs';
import * as fc from 'fast-check';

/** A tree as data, so that it can be built twice. Numbers that point at constructs are taken modulo their count. */
export interface TreePlan {
  readonly charts: readonly ChartPlan[];
  readonly dependencies: readonly DependencyPlan[];
}

interface ChartPlan {
  readonly id: string;
  /** Under which earlier chart it is nested; under the app where there is none. */
  readonly parent?: number;
  /** Whether a plain construct stands between the two. */
  readonly wrapped: boolean;
  readonly namespace?: string;
  readonly objects: readonly ObjectPlan[];
}

interface ObjectPlan {
  readonly id: string;
  readonly kind: number;
  /** The ids of the constructs between the chart and the object; where one of them is an object, it gets the child. */
  readonly path: readonly string[];
}

interface DependencyPlan {
  readonly from: number;
  readonly to: number;
  /** Points the dependency from the later construct to the earlier one, for else most trees have a cycle. */
  readonly backwards: boolean;
  /** A second target, which makes the dependency one on a `DependencyGroup`. */
  readonly also?: number;
}

const KINDS = [
  { apiVersion: 'v1', kind: 'ConfigMap' },
  { apiVersion: 'v1', kind: 'Secret' },
  { apiVersion: 'example.com/v1', kind: 'Thing' },
];

// Ids that look like array indexes are iterated first, in ascending order.
const id = fc.constantFrom('a', 'b', 'c', 'd', '0', '1', '2', '10', '01', 'Resource', 'with-dash', 'x', '3');

const objectPlan = fc.record({
  id,
  kind: fc.nat({ max: KINDS.length - 1 }),
  path: fc.array(fc.constantFrom('x', 'y', '3'), { maxLength: 3 }),
});

const chart = fc.record(
  {
    id,
    parent: fc.nat({ max: 4 }),
    wrapped: fc.boolean(),
    namespace: fc.constantFrom('one', 'two'),
    objects: fc.array(objectPlan, { maxLength: 4 }),
  },
  { requiredKeys: ['id', 'wrapped', 'objects'] },
);

const dependency = fc.record(
  {
    from: fc.nat({ max: 60 }),
    to: fc.nat({ max: 60 }),
    backwards: fc.integer({ min: 0, max: 5 }).map((n) => n > 0),
    also: fc.nat({ max: 60 }),
  },
  { requiredKeys: ['from', 'to', 'backwards'] },
);

/** Trees so small that cdk8s, whose cost grows exponentially with the dependencies, still finishes. */
export const treePlan: fc.Arbitrary<TreePlan> = fc.record({
  charts: fc.array(chart, { minLength: 1, maxLength: 5 }),
  dependencies: fc.array(dependency, { maxLength: 4 }),
});

/** Builds the tree of a plan. Object names are unique in the app. */
export function build(plan: TreePlan, app: App): void {
  const charts: Chart[] = [];
  const constructs: Construct[] = [];
  const byPath = new Map<string, Construct>();
  const childOf = (scope: Construct, childId: string): Construct => {
    const path = `${scope.node.path}/${childId}`;
    const child = byPath.get(path) ?? new Construct(scope, childId);
    byPath.set(path, child);
    return child;
  };
  for (const { id: chartId, parent, wrapped, namespace, objects } of plan.charts) {
    const above = parent === undefined ? app : (charts[parent] ?? app);
    const scope = wrapped ? childOf(above, 'wrapper') : above;
    if (scope.node.tryFindChild(chartId)) continue;
    const made = new Chart(scope, chartId, { namespace });
    charts.push(made);
    constructs.push(made);
    byPath.set(`${scope.node.path}/${chartId}`, made);
    for (const { id: objectId, kind, path } of objects) {
      let at: Construct = made;
      for (const step of path) {
        at = childOf(at, step);
        if (!constructs.includes(at)) constructs.push(at);
      }
      if (at.node.tryFindChild(objectId)) continue;
      const metadata = { name: `object-${constructs.length}` };
      const object = new ApiObject(at, objectId, { ...KINDS[kind]!, metadata });
      constructs.push(object);
      byPath.set(`${at.node.path}/${objectId}`, object);
    }
  }
  for (const { from, to, also, backwards } of plan.dependencies) {
    const [a, b] = [from % constructs.length, to % constructs.length];
    const source = constructs[backwards ? Math.max(a, b) : a]!;
    // A construct that depends on itself is lost in cdk8s; that has tests of its own.
    const targets = [backwards ? Math.min(a, b) : b, ...(also === undefined ? [] : [also % constructs.length])]
      .map((index) => constructs[index]!)
      .filter((target) => target !== source);
    if (also === undefined) source.node.addDependency(...targets);
    else source.node.addDependency(new DependencyGroup(...targets));
  }
}
