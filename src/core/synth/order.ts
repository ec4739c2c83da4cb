import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';

/**
 * The order in which cdk8s writes charts and objects, found in linear time.
 *
 * cdk8s turns "a depends on b" into an edge from each object of a to each object of b and then searches all routes, which is
 * exponential in the depth of a chain of charts. Here the objects of b stand behind one group vertex that is visited once.
 * The order is the same: depth first, dependencies before dependants, in the order of the tree.
 */
export class SynthOrder {
  /** Whether any chart depends on another one; cdk8s then numbers the files. */
  public readonly hasDependentCharts: boolean;

  private readonly app: IConstruct;
  private readonly constructs: readonly IConstruct[];
  private readonly chartDependencies = new Map<IConstruct, Set<IConstruct>>();
  private readonly objectsByChart = new Map<IConstruct, ApiObject[]>();
  /** The app and the charts that hold both ends of a dependency; in all others the order is that of the tree. */
  private readonly entangled = new Set<IConstruct>();

  /** @param constructs all of the app, in the order of its tree */
  public constructor(app: IConstruct, constructs: readonly IConstruct[] = app.node.findAll()) {
    this.app = app;
    this.constructs = constructs;
    for (const construct of this.constructs) if (ApiObject.isApiObject(construct)) this.listObject(construct);
    this.hasDependentCharts = this.inferChartDependencies();
  }

  /** All charts, those that others depend on first. */
  public charts(): Chart[] {
    const all = this.entangled.has(this.app) ? this.topology(this.app) : inTreeOrder(this.constructs);
    return all.filter((construct): construct is Chart => Chart.isChart(construct));
  }

  /** The objects of one chart, those of charts nested in it left out. */
  public objects(chart: Chart): readonly ApiObject[] {
    if (!this.entangled.has(chart)) return this.objectsByChart.get(chart) ?? [];
    return this.topology(chart).filter(
      (construct): construct is ApiObject => ApiObject.isApiObject(construct) && Chart.of(construct) === chart,
    );
  }

  private listObject(object: ApiObject): void {
    const chart = Chart.of(object);
    const objects = this.objectsByChart.get(chart);
    if (objects) objects.push(object);
    else this.objectsByChart.set(chart, [object]);
  }

  /** A chart depends on the charts nested in it, and on the chart of whatever its constructs depend on. */
  private inferChartDependencies(): boolean {
    let found = false;
    for (const child of this.constructs) {
      const parent = child.node.scope;
      if (!Chart.isChart(child) || !Chart.isChart(parent)) continue;
      this.addChartDependency(parent, child);
      found = true;
    }
    for (const source of this.constructs) {
      for (const target of source.node.dependencies) {
        this.entangle(source, target);
        const sourceChart = Chart.of(source);
        const targetChart = Chart.of(target);
        if (sourceChart === targetChart) continue;
        this.addChartDependency(sourceChart, targetChart);
        found = true;
      }
    }
    return found;
  }

  private addChartDependency(source: Chart, target: Chart): void {
    const targets = this.chartDependencies.get(source) ?? new Set();
    targets.add(target);
    this.chartDependencies.set(source, targets);
    this.entangle(source, target);
  }

  private entangle(source: IConstruct, target: IConstruct): void {
    const above = new Set<IConstruct>(target.node.scopes);
    for (const scope of source.node.scopes) if (above.has(scope)) this.entangled.add(scope);
  }

  private topology(scope: IConstruct): IConstruct[] {
    return new Graph(scope, (construct) => {
      const inferred = this.chartDependencies.get(construct);
      const own = construct.node.dependencies;
      return inferred ? [...new Set([...own, ...inferred])] : own;
    }).topology();
  }
}

/** Stands for "all objects of these constructs": what objects depend on together. */
class Group {
  public constructor(public readonly next: () => Vertex[]) {}
}

type Vertex = IConstruct | Group;

/** The constructs below one scope and what they depend on inside it. */
class Graph {
  private readonly constructs: readonly IConstruct[];
  private readonly inScope: ReadonlySet<IConstruct>;
  private readonly dependencies = new Map<IConstruct, readonly IConstruct[]>();
  private readonly membersOf = new Map<IConstruct, readonly ApiObject[]>();
  private readonly groupsByTarget = new Map<IConstruct, Group>();
  private readonly groupsBySource = new Map<IConstruct, Group>();

  public constructor(scope: IConstruct, dependenciesOf: (construct: IConstruct) => readonly IConstruct[]) {
    this.constructs = inTreeOrder(scope.node.findAll());
    this.inScope = new Set(this.constructs);
    for (const construct of this.constructs) {
      const dependencies = dependenciesOf(construct);
      if (dependencies.length > 0) this.dependencies.set(construct, dependencies);
    }
  }

  /** Depth first, each construct after all that it depends on. */
  public topology(): IConstruct[] {
    const sorted: IConstruct[] = [];
    const state = new Map<Vertex, 'open' | 'done'>();
    const roots = this.roots();
    // A cycle that nothing else points to has no root; going on from every construct finds it.
    for (const root of [...roots, ...this.constructs]) {
      if (state.has(root)) continue;
      // A stack of our own: a chain of 1000 charts is deeper than the call stack.
      const stack: { vertex: Vertex; next: readonly Vertex[]; at: number }[] = [];
      const open = (vertex: Vertex): void => {
        state.set(vertex, 'open');
        stack.push({ vertex, next: vertex instanceof Group ? vertex.next() : this.nextOf(vertex), at: 0 });
      };
      open(root);
      while (stack.length > 0) {
        const top = stack[stack.length - 1]!;
        const next = top.next[top.at++];
        if (next === undefined) {
          state.set(top.vertex, 'done');
          stack.pop();
          if (!(top.vertex instanceof Group)) sorted.push(top.vertex);
        } else if (state.get(next) === 'open') {
          throw cycleError(
            stack.map((frame) => frame.vertex),
            next,
          );
        } else if (!state.has(next)) {
          open(next);
        }
      }
    }
    return sorted;
  }

  private nextOf(construct: IConstruct): Vertex[] {
    const written = Chart.isChart(construct) || ApiObject.isApiObject(construct);
    const next: Vertex[] = (this.dependencies.get(construct) ?? []).filter(
      // What is not written itself may depend on itself, as in cdk8s; a chart or an object that does is a cycle.
      (target) => this.inScope.has(target) && (written || target !== construct),
    );
    if (!ApiObject.isApiObject(construct)) return next;
    for (const source of this.sourcesAbove(construct)) {
      const targets = this.dependencies.get(source) ?? [];
      if (!targets.some((target) => overlap(source, target))) {
        next.push(this.groupOfSource(source, targets));
        continue;
      }
      // A construct that depends on a part of itself: its objects depend on the others there, never on themselves.
      for (const target of targets) {
        if (overlap(source, target)) next.push(...this.members(target).filter((member) => member !== construct));
        else next.push(this.groupOfTarget(target));
      }
    }
    return next;
  }

  /** What holds an object, from its chart down to itself, as far as it depends on something. */
  private sourcesAbove(object: ApiObject): IConstruct[] {
    const chart = Chart.of(object);
    const sources: IConstruct[] = [];
    for (let at: IConstruct | undefined = object; at; at = at === chart ? undefined : at.node.scope) {
      if (this.dependencies.has(at)) sources.unshift(at);
    }
    return sources;
  }

  private groupOfSource(source: IConstruct, targets: readonly IConstruct[]): Group {
    let group = this.groupsBySource.get(source);
    if (!group) {
      group = new Group(() => targets.map((target) => this.groupOfTarget(target)));
      this.groupsBySource.set(source, group);
    }
    return group;
  }

  private groupOfTarget(target: IConstruct): Group {
    let group = this.groupsByTarget.get(target);
    if (!group) {
      group = new Group(() => [...this.members(target)]);
      this.groupsByTarget.set(target, group);
    }
    return group;
  }

  /** The objects of a construct in its own chart, as far as this graph reaches. */
  private members(target: IConstruct): readonly ApiObject[] {
    let members = this.membersOf.get(target);
    if (!members) {
      const chart = Chart.of(target);
      members = target.node
        .findAll()
        .filter((construct): construct is ApiObject => ApiObject.isApiObject(construct))
        .filter((object) => this.inScope.has(object) && Chart.of(object) === chart);
      this.membersOf.set(target, members);
    }
    return members;
  }

  /** The constructs that nothing in the graph depends on. */
  private roots(): IConstruct[] {
    const pointedTo = new Set<IConstruct>();
    for (const [, targets] of this.dependencies) for (const target of targets) pointedTo.add(target);

    const sourcesOf = new Map<IConstruct, Set<ApiObject>>();
    for (const object of this.constructs) {
      if (!ApiObject.isApiObject(object)) continue;
      for (const source of this.sourcesAbove(object)) {
        for (const target of this.dependencies.get(source) ?? []) {
          const sources = sourcesOf.get(target) ?? new Set();
          if (sources.size < 2) sources.add(object);
          sourcesOf.set(target, sources);
        }
      }
    }
    for (const [target, sources] of sourcesOf) {
      for (const member of this.members(target)) if (sources.size > 1 || !sources.has(member)) pointedTo.add(member);
    }
    return this.constructs.filter((construct) => !pointedTo.has(construct));
  }
}

/** cdk8s keeps vertices in an object by path, and JavaScript lists keys that look like array indexes first. */
function inTreeOrder(constructs: readonly IConstruct[]): readonly IConstruct[] {
  // The path of anything deeper has a slash.
  const hasIndex = constructs.some(({ node }) => node.scope?.node.scope === undefined && /^\d+$/.test(node.path));
  if (!hasIndex) return constructs;
  return Object.values(Object.fromEntries(constructs.map((construct) => [construct.node.path, construct])));
}

/** Whether one of two constructs of one chart holds the other. */
function overlap(a: IConstruct, b: IConstruct): boolean {
  return Chart.of(a) === Chart.of(b) && (a.node.scopes.includes(b) || b.node.scopes.includes(a));
}

function cycleError(stack: readonly Vertex[], repeated: Vertex): Error {
  const constructs = stack
    .slice(stack.indexOf(repeated))
    .filter((vertex): vertex is IConstruct => !(vertex instanceof Group));
  const paths = [...constructs, constructs[0]!].map((construct) => construct.node.path);
  return new Error(`Dependency cycle detected: ${paths.join(' => ')}`);
}
