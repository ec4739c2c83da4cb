import type { Diff, ObjectChange } from './diff';
import { fieldLines, summaryText, title } from './show';

/** A comment longer than this is refused by GitHub; the details of what comes later are left out. */
const LONGEST = 60_000;

/** A comment for a pull request: a line that counts, a table of what disrupts something, and the details of each object, folded. */
export function diffMarkdown({ summary, objects }: Diff): string {
  const parts = [`**${summaryText(summary)}**\n`];
  const rows = objects.flatMap((one) =>
    one.effects.filter(({ disruptive }) => disruptive).map(({ reason }) => `| ${code(title(one))} | ${cell(reason)} |`),
  );
  if (rows.length > 0) parts.push(`${['| Disruptive | What happens |', '| --- | --- |', ...rows].join('\n')}\n`);
  let length = parts.join('\n').length;
  for (const [index, one] of objects.entries()) {
    const section = details(one);
    if (length + section.length > LONGEST) {
      parts.push(`... and ${objects.length - index} more objects, which are too many to show here\n`);
      break;
    }
    length += section.length;
    parts.push(section);
  }
  return parts.join('\n');
}

function details(one: ObjectChange): string {
  const mark = one.effects.some(({ disruptive }) => disruptive) ? ', disruptive' : '';
  const effects = one.effects.map(({ reason }) => `- ${escape(reason)}`);
  const lines = one.fields.flatMap(fieldLines).map((line) => line.replace(/^~/, '!'));
  const fence = '`'.repeat(
    Math.max(3, ...lines.flatMap((line) => [...line.matchAll(/`+/g)].map(([run]) => run.length + 1))),
  );
  const fields = lines.length === 0 ? [] : [`${fence}diff`, ...lines, fence];
  const body = [effects, fields].filter((part) => part.length > 0).map((part) => `${part.join('\n')}\n`);
  const head = `<summary><code>${html(title(one))}</code> ${one.change}${mark}</summary>`;
  if (body.length === 0) return `- ${code(title(one))} ${one.change}\n`;
  return `${['<details>', head, '', body.join('\n'), '</details>'].join('\n')}\n`;
}

function code(text: string): string {
  return `\`${text.replaceAll('`', "'").replaceAll('|', '\\|')}\``;
}

function cell(text: string): string {
  return escape(text).replaceAll('|', '\\|');
}

/** Names of fields and objects are no markup. */
function escape(text: string): string {
  return html(text)
    .replace(/([\\`*_[\]])/g, '\\$1')
    .replace(/[\r\n]+/g, ' ');
}

function html(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
