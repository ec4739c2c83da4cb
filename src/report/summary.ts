import { azureVmSizes } from '../facts/vm-sizes';
import { gpuRequests } from '../checks/schedule/rules/support/gpus';
import { verdictOf } from '../checks/schedule/rules/support/stuck';
import { byText } from '../facts/by-text';
import type { Context, Section } from './context';
import { estimate } from './estimate';
import type { Estimate, PoolEstimate } from './estimate';
import { html } from './html';
import { missingPrices } from './missing-prices';
import type { Html, Part } from './html';
import type { Scale } from './scale';
import { amountText, count, grouped, usd } from './show';
import { some, table } from './table';

/** The numbers of a platform: findings, objects, what the pods ask for, and what it is estimated to cost at rest and at its limits. */
export function summary(context: Context): Section {
  const { checked, plan, scaleOf } = context;
  const rest = estimate(plan, (workload) => scaleOf(workload).rest);
  const most = estimate(plan, (workload) => scaleOf(workload).most);
  const errors = checked.findings.filter(({ severity }) => severity === 'error').length;
  const warnings = checked.findings.length - errors;
  const stuck = plan.workloads.filter((one) => verdictOf(plan, one) === 'stuck').length;
  const asked = requestRows(context);
  const cards = [
    card('Errors', grouped(errors), errors === 0 ? 'good' : 'bad', 'findings'),
    card('Warnings', grouped(warnings), warnings === 0 ? 'good' : 'warn', 'findings'),
    card('Objects', grouped(context.manifests.length), '', 'objects'),
    card('Workloads without a place', grouped(stuck), stuck === 0 ? 'good' : 'bad', 'schedule'),
    card('GPUs, at rest to limits', gpuText(context), '', 'requests'),
    card('USD an hour, at rest to limits', rangeText(rest, most), '', 'price'),
  ];
  const body = html`<ul class="cards">
      ${cards}
    </ul>
    <h3 id="requests">What the pods ask for</h3>
    <p>
      At rest: each workload at its smallest number of pods, and no Job. At limits: each at its largest, all Jobs at
      once. DaemonSets, which have a pod on each node, are not in these sums.
    </p>
    ${table('Requests of all pods together', ['Resource', { head: 'At rest', isNumber: true }, { head: 'At limits', isNumber: true }], asked, true)}
    <h3 id="price">Estimated price</h3>
    ${priceOf(context, rest, most)}
    <h3>Objects by kind</h3>
    ${kinds(context)}`;
  return { id: 'summary', title: 'Summary', body };
}

function card(label: string, value: string, tone: string, anchor: string): Html {
  return html`<li class="${tone}">
    <a href="#${anchor}"><span class="label">${label}</span> <strong>${value}</strong></a>
  </li>`;
}

function sums({ plan, scaleOf }: Context, pick: (scale: Scale) => number): Map<string, number> {
  const sum = new Map<string, number>();
  for (const workload of plan.workloads) {
    if (workload.kind === 'DaemonSet') continue;
    const pods = pick(scaleOf(workload));
    sum.set('pods', (sum.get('pods') ?? 0) + pods);
    for (const [name, amount] of workload.pod.requests) sum.set(name, (sum.get(name) ?? 0) + amount * pods);
  }
  return sum;
}

const FIRST = ['pods', 'cpu', 'memory'];
const NAMES: ReadonlyMap<string, string> = new Map([
  ['pods', 'Pods'],
  ['cpu', 'CPU cores'],
  ['memory', 'Memory'],
]);

function requestRows(context: Context) {
  const [rest, most] = [sums(context, (one) => one.rest), sums(context, (one) => one.most)];
  const names = new Set([...FIRST, ...[...most.keys(), ...rest.keys()].sort(byText)]);
  return [...names].map((name) => ({
    cells: [NAMES.get(name) ?? name, amountText(name, rest.get(name) ?? 0), amountText(name, most.get(name) ?? 0)],
  }));
}

function gpuText(context: Context): string {
  const total = (pick: (scale: Scale) => number): number =>
    context.plan.workloads.reduce((sum, workload) => {
      if (workload.kind === 'DaemonSet') return sum;
      const each = gpuRequests(workload.pod).reduce((all, [, amount]) => all + amount, 0);
      return sum + each * pick(context.scaleOf(workload));
    }, 0);
  const [least, greatest] = [total((one) => one.rest), total((one) => one.most)].map(grouped);
  return least === greatest ? least! : `${least} to ${greatest}`;
}

function priceText(estimated: Estimate): string {
  const { pools, onNodes, onUnknown } = estimated;
  const nodes = pools.reduce((sum, one) => sum + one.nodes, 0);
  const unpriced = pools.reduce((sum, one) => sum + one.unpriced, 0);
  if (pools.length === 0 || (nodes > 0 && nodes === unpriced)) return 'not known';
  if (nodes === 0 && onNodes + onUnknown > 0) return 'not known';
  const sum = usd(pools.reduce((all, one) => all + one.usd, 0));
  return unpriced + onNodes + onUnknown > 0 ? `${sum} or more` : sum;
}

/** Both prices in one, cents alone. */
function rangeText(rest: Estimate, most: Estimate): string {
  const [low, high] = [rest, most].map((one) => priceText(one).replace(/^(\d+\.\d\d)\d+/, '$1'));
  return low === high ? low! : `${low} to ${high}`;
}

function priceOf(context: Context, rest: Estimate, most: Estimate): Part {
  const { plan } = context;
  if (rest.pools.length === 0) {
    const why =
      plan.pools.length === 0
        ? 'There is no NodePool among the manifests, so nothing says which machines run the pods.'
        : 'The sizes that these pools may start are not known; --sizes names a file that tells them.';
    return html`<p>The price is not known. ${why}</p>`;
  }
  const rows = rest.pools.map((one, index) => {
    const other = most.pools[index]!;
    return { cells: [one.pool, nodesText(one), poolPrice(one), nodesText(other), poolPrice(other)] };
  });
  const total = ['All pools', nodeCount(rest), priceText(rest), nodeCount(most), priceText(most)];
  const columns = [
    'Pool',
    'Nodes at rest',
    { head: 'USD an hour at rest', isNumber: true as const },
    'Nodes at limits',
    { head: 'USD an hour at limits', isNumber: true as const },
  ];
  return [
    table('Nodes that Karpenter would start, and their price', columns, [...rows, { cells: total }], true),
    html`<details open>
      <summary>What is assumed</summary>
      <ul>
        ${assumptions(context, rest, most).map((one) => html`<li>${one}</li>`)}
      </ul>
    </details>`,
  ];
}

function nodeCount({ pools }: Estimate): string {
  return count(
    pools.reduce((sum, { nodes }) => sum + nodes, 0),
    'node',
  );
}

function nodesText({ nodes, sizes }: PoolEstimate): Part {
  if (nodes === 0) return 'none';
  return some(
    [...sizes].map(([name, amount]) => `${grouped(amount)} × ${name}`),
    4,
  );
}

function poolPrice({ nodes, unpriced, usd: sum }: PoolEstimate): string {
  if (nodes > 0 && nodes === unpriced) return 'not known';
  return unpriced > 0 ? `${usd(sum)} or more` : usd(sum);
}

function assumptions({ plan, planOptions }: Context, rest: Estimate, most: Estimate): string[] {
  const { source, judged } = azureVmSizes();
  const prices =
    planOptions.sizes === undefined
      ? `Prices are list prices of Azure on demand, in the region ${planOptions.region ?? 'that the manifests name by their zones, else eastus'}; where a region has no price, that of eastus. Nodes of spot capacity count as much. Source: ${source}, as of ${judged}.`
      : 'Sizes and prices are those of the file that --sizes names.';
  const said = (pods: (one: Estimate) => number, text: string): string[] =>
    pods(rest) + pods(most) === 0
      ? []
      : [`${count(pods(rest), 'pod')} at rest and ${grouped(pods(most))} at limits ${text}`];
  return [
    prices,
    ...missingPrices(plan, [rest, most]),
    'Pods share nodes: the largest first, each on a node with room for it, else on a new one of the first pool that takes it. A node has the cheapest size that holds its pods and the DaemonSets, as Karpenter takes it, which fills a large node even where several small ones would cost less. Spreading and affinity between different pods may ask for more nodes.',
    'Disks, traffic, the control plane, the system nodes and discounts are not part of it.',
    ...said((one) => one.onNodes, 'run on nodes that exist already, whose price no manifest tells.'),
    ...said((one) => one.onUnknown, 'run in pools whose sizes are not known, and are not counted.'),
    ...said((one) => one.overLimits, 'are over the limits of their pools: they would wait, and are not counted.'),
    ...said((one) => one.stuck, 'have no place, and are not counted.'),
  ];
}

function kinds({ manifests }: Context): Html {
  const amounts = new Map<string, number>();
  for (const { object } of manifests) {
    const kind = typeof object.kind === 'string' ? object.kind : '(no kind)';
    amounts.set(kind, (amounts.get(kind) ?? 0) + 1);
  }
  const rows = [...amounts].sort(([a, x], [b, y]) => y - x || byText(a, b));
  return html`<ul class="kinds">
    ${rows.map(([kind, amount]) => html`<li><span>${kind}</span> <strong>${grouped(amount)}</strong></li>`)}
  </ul>`;
}
