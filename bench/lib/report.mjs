// The page of results.
import os from 'node:os';

const digits = (value, places = 2) => (value === undefined ? '' : value.toFixed(places));

/** @param results rows of id, name, n, wall, cpu, memory (medians) */
export function page({ results, runs, versions, commit }) {
  const sizes = [...new Set(results.map(({ n }) => n))];
  const tables = sizes.map((n) =>
    table(
      results.filter((row) => row.n === n),
      n,
    ),
  );
  const growth = exponents(results, sizes);
  const packages = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `# Results of \`npm run bench\`

Whole processes, side by side and interleaved; medians of ${runs} ${runs === 1 ? 'run' : 'runs'}. N stacks of 12 objects, one chart and one file a stack. What each wrote was read and found equal before a time counted. Seconds of CPU and ratios are the figures to trust where a machine does other work too.

- machine: ${os.cpus().length} cores ${os.cpus()[0]?.model.trim()}, ${Math.round(os.totalmem() / 2 ** 30)} GB, ${os.platform()} ${os.arch()}; load average at the end ${os.loadavg()[0].toFixed(1)}
- versions: Node ${process.version}, ${packages.join(', ')}
- commit: ${commit}

![time against N](results.svg)

${tables.join('\n')}${growth}`;
}

function table(rows, n) {
  const of = (id) => rows.find((row) => row.id === id);
  const lines = rows.map((row) => {
    const ratio = (id) => (of(id) && !row.ownWork ? digits(row.wall / of(id).wall) : '');
    return `| ${row.name} | ${digits(row.wall)} | ${digits(row.cpu)} | ${digits(row.memory, 0)} | ${ratio('helm')} | ${ratio('cdk8s')} | ${ratio('json')} |`;
  });
  const [plus, same] = [of('plus'), of('plus-ours')];
  const gain =
    plus && same
      ? `\nUser code written for stock \`App\` (cdk8s-plus, another workload) takes ${digits(plus.wall / same.wall, 1)} times as long on \`App\` as on \`PlatformApp\`, and ${digits(plus.cpu / same.cpu, 1)} times the CPU; the bytes are the same.\n`
      : '';
  return `## N = ${n}

| contestant | wall s | CPU s | memory MB | wall by helm's | by stock cdk8s's | by JSON's |
| --- | --- | --- | --- | --- | --- | --- |
${lines.join('\n')}
${gain}`;
}

/** How the CPU grows, less what the smallest N costs: 1 is in proportion. */
function exponents(results, sizes) {
  const sorted = [...sizes].sort((a, b) => a - b);
  const [small, large] = [sorted.find((n) => n >= 100), sorted.at(-1)];
  if (small === undefined || small === large) return '';
  const lines = [...new Set(results.map(({ id }) => id))].flatMap((id) => {
    const at = (n) => results.find((row) => row.id === id && row.n === n);
    if (!at(small)?.cpu || !at(large)?.cpu) return [];
    const value = Math.log(at(large).cpu / at(small).cpu) / Math.log(large / small);
    return [`| ${at(large).name} | ${digits(value)} |`];
  });
  return `## Growth from N = ${small} to ${large}

The exponent of CPU seconds over N; 1 is in proportion, and less where the start of the process still counts.

| contestant | exponent |
| --- | --- |
${lines.join('\n')}
`;
}
