import { number, record } from '../checks/accept/read';
import { describe, shownName } from '../checks/manifest';
import type { Model } from '../checks/model/model';
import type { PreparedPool } from '../checks/schedule/engine/karpenter/prepared-pool';
import { planOf } from '../checks/schedule/engine/plan';
import type { Answer, Plan } from '../checks/schedule/engine/plan';
import { showTaint } from '../checks/schedule/engine/pod/tolerations';
import type { Workload } from '../checks/schedule/engine/workloads';
import {
  comesFromElsewhere,
  devicePlugins,
  landingOn,
  operatorLands,
  operators,
} from '../checks/schedule/rules/support/device-plugins';
import { gpuRequests, gpuWorkloads } from '../checks/schedule/rules/support/gpus';
import { verdictOf } from '../checks/schedule/rules/support/stuck';
import { mayHaveGpu } from '../checks/schedule/rules/support/pools';
import type { Target } from '../facts/target';
import { CAPACITY, idOf, namespaceGroup, sourceOf } from './builder';
import type { GraphBuilder } from './builder';
import { workloadNode } from './workload-node';

/** Which pool and which nodes take which pods, and by which device plugin GPUs are offered there. */
export function addCapacity(builder: GraphBuilder, model: Model, target: Target): void {
  const plan = planOf(model, target);
  const plugins = pluginsOf(plan, model);
  const pluginIds = new Set(devicePlugins(plan).map(({ manifest }) => idOf(manifest)));
  const asked = new Set(gpuWorkloads(plan).flatMap((one) => plan.answers.get(one)!.pools.map(({ pool }) => pool)));
  const areShown = !comesFromElsewhere(model);
  for (const pool of plan.pools) {
    const lacks = areShown && asked.has(pool) && !plugins.some((one) => one.lands(pool));
    addPool(builder, pool, mayHaveGpu(pool) || asked.has(pool) ? plugins : [], lacks);
  }
  for (const workload of plan.workloads) {
    if (pluginIds.has(idOf(workload.manifest))) continue;
    addWorkload(builder, plan, workload, plugins, areShown);
  }
}

/** A device plugin with the pools on which it lands. */
interface Plugin {
  readonly manifest: Workload['manifest'];
  lands(pool: PreparedPool): boolean;
}

function pluginsOf(plan: Plan, model: Model): readonly Plugin[] {
  return [
    ...devicePlugins(plan).map(({ manifest, pod }) => ({
      manifest,
      lands: (pool: PreparedPool) => landingOn(plan, pod, pool).lands !== false,
    })),
    ...operators(model).map((manifest) => ({ manifest, lands: (pool: PreparedPool) => operatorLands(manifest, pool) })),
  ];
}

function addPool(builder: GraphBuilder, pool: PreparedPool, plugins: readonly Plugin[], lacks: boolean): void {
  const { facts } = pool;
  const sizes = [...new Set(pool.sizes.map(({ name }) => name))].sort();
  const taints = facts.taints.map((taint) => showTaint(taint));
  const limits = Object.entries(record(record(facts.manifest.object.spec).limits)).map(
    ([name, amount]) => `${shownName(amount) ?? 0} ${name}`,
  );
  const replicas = number(record(facts.manifest.object.spec).replicas);
  const lines = [
    facts.name,
    'NodePool',
    ...(sizes.length === 0 ? [] : [sizes.length === 1 ? sizes[0]! : `${sizes.length} sizes`]),
    ...(taints.length === 0 ? [] : [`only ${taints.join(', ')}`]),
    ...(replicas === undefined ? [] : [`${replicas} nodes`]),
    ...(limits.length === 0 ? [] : [`at most ${limits.join(', ')}`]),
    ...(lacks ? ['no device plugin'] : []),
  ];
  const title = [
    ...lines.slice(0, 2),
    ...sizes.slice(0, 20),
    ...taints.map((one) => `taint ${one}`),
    ...limits.map((one) => `at most ${one}`),
  ];
  const id = idOf(facts.manifest);
  builder.node({ id, kind: 'pool', lines, title: title.join('\n'), group: CAPACITY.id, of: sourceOf(facts.manifest) });
  for (const plugin of plugins) {
    if (!plugin.lands(pool)) continue;
    builder.edge({
      from: id,
      to: addPlugin(builder, plugin, pool),
      kind: 'runs',
      title: `${facts.name} runs the device plugin`,
    });
  }
}

/** A plugin is drawn once a pool, so that it can be seen which pool a workload gets its GPUs from. */
function addPlugin(builder: GraphBuilder, { manifest }: Plugin, { facts }: PreparedPool): string {
  const name = manifest.object.metadata?.name ?? '';
  const of = sourceOf(manifest);
  return builder.node({
    id: pluginId(manifest, facts.name),
    kind: 'plugin',
    lines: [name, `device plugin on ${facts.name}`],
    title: `${describe(manifest.object)}\ndevice plugin on the nodes of pool ${facts.name}`,
    group: namespaceGroup(of.namespace),
    of,
  });
}

function pluginId(manifest: Workload['manifest'], pool: string): string {
  return `${idOf(manifest)}@${pool}`;
}

function addWorkload(
  builder: GraphBuilder,
  plan: Plan,
  workload: Workload,
  plugins: readonly Plugin[],
  areShown: boolean,
): void {
  const answer = plan.answers.get(workload)!;
  const stuck = verdictOf(plan, workload) === 'stuck' ? whyNot(answer) : undefined;
  const gpus = gpuRequests(workload.pod);
  const id = workloadNode(builder, workload, { gpus: gpus.reduce((sum, [, amount]) => sum + amount, 0), stuck });
  const label = gpus.length === 0 ? undefined : gpus.map(([name, amount]) => `${amount} ${name}`).join(', ');
  const shown = describe(workload.manifest.object);
  for (const { pool } of answer.pools) {
    const from = idOf(pool.facts.manifest);
    const title = `pool ${pool.facts.name} takes ${shown}`;
    const here =
      workload.kind === 'DaemonSet' || gpus.length === 0
        ? []
        : plugins.filter((one) => builder.nodes.has(pluginId(one.manifest, pool.facts.name)));
    for (const { manifest } of here)
      builder.edge({ from: pluginId(manifest, pool.facts.name), to: id, kind: 'runs', label, title });
    if (here.length > 0) continue;
    const isBroken = areShown && gpus.length > 0 && workload.kind !== 'DaemonSet';
    const said = isBroken ? `${title}, but no device plugin of these manifests lands there` : title;
    builder.edge({
      from,
      to: id,
      kind: isBroken ? 'broken' : 'runs',
      label: isBroken ? undefined : label,
      title: said,
    });
  }
  if (answer.nodes.length > 0) {
    const from = addNodes(builder, answer.nodes);
    builder.edge({ from, to: id, kind: 'runs', label, title: `${shown} can run there` });
  }
}

function addNodes(builder: GraphBuilder, names: readonly string[]): string {
  const sorted = [...names].sort();
  const lines = sorted.length === 1 ? [sorted[0]!, 'Node'] : [`${sorted.length} nodes`, `${sorted[0]!} and more`];
  return builder.node({
    id: `nodes/${sorted.join(',')}`,
    kind: 'nodes',
    lines,
    title: sorted.join('\n'),
    group: CAPACITY.id,
  });
}

function whyNot({ rejected }: Answer): string {
  const reasons = rejected.map((one) =>
    'pool' in one ? `pool ${one.pool}: ${one.reason}` : `node ${one.node}: ${one.reason}`,
  );
  return reasons.sort().join('\n');
}
