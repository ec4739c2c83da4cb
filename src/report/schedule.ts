import { identify } from '../checks/finding';
import type { Answer, TakingPool } from '../checks/schedule/engine/plan';
import type { Workload } from '../checks/schedule/engine/workloads';
import { scheduleNotes } from '../checks/schedule/notes';
import { verdictOf } from '../checks/schedule/rules/support/stuck';
import { linkTo, placeOf } from './context';
import type { Context, Section } from './context';
import { html } from './html';
import type { Part } from './html';
import type { Scale } from './scale';
import { count, grouped, requestsText, usd } from './show';
import { some, table } from './table';
import type { Row } from './table';

/** So many reasons of pools and nodes that refuse are shown of one workload. */
const MOST_REASONS = 12;

/** Where the pods of each workload can run, on which sizes and at what price, or why not. */
export function schedule(context: Context): Section {
  const { plan, model, target } = context;
  const notes = scheduleNotes(model, target);
  const rows = plan.workloads.map((workload) => rowOf(context, workload));
  const isKnown = plan.pools.length + plan.cluster.nodes.length > 0;
  const intro = isKnown
    ? 'Each pod is asked alone: whether a node or a pool takes it, not whether all pods fit together. The price is that of one node of the cheapest size.'
    : 'There is neither a Node nor a NodePool among the manifests, so that nothing is known of where pods run.';
  const columns = [
    'Workload',
    'Pods',
    'Each asks for',
    'Verdict',
    'Where',
    { head: 'USD an hour', isNumber: true as const },
  ];
  const body = html`<p>${intro}</p>
    ${
      notes.length === 0
        ? undefined
        : html`<ul class="notes">
            ${notes.map((note) => html`<li>${note}</li>`)}
          </ul>`
    }
    <p class="filters">
      <label
        >Verdict
        <select data-filter="verdict">
          <option value="">all</option>
          <option value="place">has a place</option>
          <option value="stuck">no place</option>
          <option value="unknown">not known</option>
        </select></label
      >
    </p>
    ${table('Where each pod can run', columns, rows)}`;
  return { id: 'schedule', title: 'Schedule', count: plan.workloads.length, body };
}

function rowOf(context: Context, workload: Workload): Row {
  const { plan, scaleOf } = context;
  const { manifest, kind, pod } = workload;
  const answer = plan.answers.get(workload)!;
  const { nodes, pools } = answer;
  const verdict = verdictOf(plan, workload);
  const where = [...nodes.map((node) => html`node ${node}`), ...pools.map(poolText)];
  const { pools: refusingPools, nodes: refusingNodes } = answer.refusing;
  const refusing = refusingPools + refusingNodes;
  const first = answer.firstRejected(MOST_REASONS);
  const reasons = first.map((one) => html`<li>${nameOf(one)}: ${one.reason}</li>`);
  const more =
    refusing > reasons.length
      ? html`<li>and ${refusing - reasons.length} more, see the command schedule</li>`
      : undefined;
  const others =
    refusing === 0
      ? undefined
      : html`<details${verdict === 'stuck' ? html` open` : undefined}><summary>Why not ${refusing === 1 ? nameOf(first[0]) : `${grouped(refusing)} others`}</summary><ul>${reasons}${more}</ul></details>`;
  return {
    cells: [
      linkTo(context, { ...manifest.origin, object: identify(manifest.object) }),
      kind === 'DaemonSet' ? 'one a node' : podsText(scaleOf(workload)),
      requestsText(pod.requests),
      VERDICTS[verdict],
      [some(where, 3), others],
      nodes.length > 0 ? 'exists' : priceText(pools),
    ],
    filters: { verdict, ns: placeOf(manifest), kind },
  };
}

/** How a pool or a node that refuses is called. */
function nameOf(one: ReturnType<Answer['firstRejected']>[number] | undefined): string {
  if (!one) return 'the other';
  return 'pool' in one ? `pool ${one.pool}` : `node ${one.node}`;
}

const VERDICTS: Readonly<Record<string, Part>> = {
  place: html`<span class="badge good">has a place</span>`,
  stuck: html`<span class="badge error">no place</span>`,
  unknown: html`<span class="badge">not known</span>`,
};

function podsText({ rest, most, by }: Scale): string {
  const pods = rest === most ? grouped(rest) : `${grouped(rest)} to ${grouped(most)}`;
  return by === undefined ? pods : `${pods} by ${by}`;
}

function poolText({ pool, sizes }: TakingPool): Part {
  const name = html`pool <b>${pool.facts.name}</b>`;
  if (!pool.catalogue || sizes.length === 0) return html`${name}, sizes not known`;
  const cheapest = sizes[0]!.size.name;
  return sizes.length === 1
    ? html`${name}: ${cheapest}`
    : html`${name}: ${count(sizes.length, 'size')}, from ${cheapest}`;
}

/** Of the cheapest pool that takes it. */
function priceText(pools: readonly TakingPool[]): string {
  const prices = pools.flatMap(({ sizes }) => leastPrice(sizes) ?? []);
  if (prices.length === 0) return pools.length === 0 ? '' : 'not known';
  return usd(Math.min(...prices));
}

const least = new WeakMap<TakingPool['sizes'], { readonly price: number | undefined }>();

/** The least price of a list of sizes, which many workloads share. */
function leastPrice(sizes: TakingPool['sizes']): number | undefined {
  const known = least.get(sizes);
  if (known) return known.price;
  const prices = sizes.flatMap(({ price }) => price ?? []);
  const price = prices.length === 0 ? undefined : prices.reduce((a, b) => Math.min(a, b));
  least.set(sizes, { price });
  return price;
}
