import type { ScheduleAnswer } from './schedule';

/**
 * A report for people: each workload with the pools and nodes that take its pods, or why none does, and a line that counts.
 *
 * @param notes what is said beside, a line each
 */
export function scheduleTable(answers: readonly ScheduleAnswer[], notes: readonly string[] = []): string {
  const sections = answers.map((answer) => `${[title(answer), ...lines(answer)].join('\n')}\n`);
  const said = notes.length === 0 ? [] : [`${notes.map((note) => `note: ${note}`).join('\n')}\n`];
  const bare = answers.some((answer) => isBare(answer)) ? [`note: ${GIVE_NODES}\n`] : [];
  const unknown = answers.filter(({ known }) => known === false).length;
  const stuck = answers.filter(({ schedulable }) => !schedulable).length - unknown;
  const rest = unknown === 0 ? '' : `, ${unknown} not known`;
  const count = `${answers.length} ${answers.length === 1 ? 'workload' : 'workloads'}, ${stuck} without a place${rest}`;
  return `${[...sections, ...said, ...bare, count].join('\n')}\n`;
}

const GIVE_NODES =
  "nodes are given as one more PATH, such as a file with what 'kubectl get nodes -o yaml' prints, and so are NodePools";

/** Neither a node nor a pool is there that could be named. */
function isBare({ pools, nodes, rejected }: ScheduleAnswer): boolean {
  return pools.length + nodes.length + rejected.length === 0;
}

function title({ object: { kind, namespace, name }, replicas, ...answer }: ScheduleAnswer): string {
  const where = namespace === undefined ? '' : `${namespace}/`;
  const count = replicas === 1 ? '' : `   ${replicas} pods`;
  return `${kind ?? ''} ${where}${name ?? ''}${count}${verdict(answer)}`;
}

function verdict({ schedulable, known, atMost }: Pick<ScheduleAnswer, 'schedulable' | 'known' | 'atMost'>): string {
  if (schedulable) return '';
  if (known === false) return '   place not known';
  return atMost === undefined ? '   no place' : `   room for ${atMost}`;
}

function lines({ known, pools, nodes, rejected, why, preempting = [] }: ScheduleAnswer): string[] {
  const together = why === undefined ? [] : [`  not all at the same time: ${why}`];
  const beyond = known === false ? ['  none of these takes it, and a node that no manifest shows may'] : [];
  const rows: (readonly [string, string, string])[] = [
    ...pools.map(({ pool, sizes }) => ['  pool', pool, sizesText(sizes)] as const),
    ...nodes.map((node) => ['  node', node, 'exists'] as const),
    ...preempting.map((node) => ['  node', node, 'exists, once pods of a lower priority are ended there'] as const),
    ...rejected
      .filter((one) => 'pool' in one || !preempting.includes(one.node))
      .map((one) =>
        'pool' in one
          ? (['  not pool', one.pool, one.reason] as const)
          : (['  not node', one.node, one.reason] as const),
      ),
  ];
  if (rows.length === 0) return ['  no node and no pool among the manifests: nothing is known'];
  const [first, second] = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  return [
    ...beyond,
    ...together,
    ...rows.map(([what, name, says]) => `${what.padEnd(first!)}  ${name.padEnd(second!)}  ${says}`),
  ];
}

/** The number of sizes with the cheapest and the dearest. */
function sizesText(sizes: ScheduleAnswer['pools'][number]['sizes']): string {
  const priced = sizes.filter(({ priceUsdPerHour }) => priceUsdPerHour !== null);
  const show = (size: (typeof sizes)[number]): string => `${size.name} ${priceText(size.priceUsdPerHour)}`;
  if (sizes.length === 0) return 'sizes of this provider are not known, --sizes gives them';
  if (sizes.length === 1) return show(sizes[0]!);
  const [cheapest, dearest] = [priced[0] ?? sizes[0]!, priced.at(-1) ?? sizes.at(-1)!];
  if (cheapest.name === dearest.name) return `${sizes.length} sizes, ${show(cheapest)}`;
  return `${sizes.length} sizes, from ${show(cheapest)} to ${show(dearest)}`;
}

function priceText(price: number | null): string {
  return price === null ? '(price not known)' : `${price} USD/h`;
}
