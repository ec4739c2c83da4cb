import { describe } from '../checks/manifest';
import { count } from '../facts/count';
import type { Diff, DiffSummary, ObjectChange } from './diff';
import type { FieldChange } from './field-change';

const LONGEST = 120;

/** A value in one line, cut short. */
export function showValue(value: unknown): string {
  return cut(textOf(value), 0);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? quoted(value) : JSON.stringify(value);
}

/** What is shown of a text that begins somewhere in another one. */
function cut(text: string, from: number): string {
  const rest = from === 0 ? text : `...${text.slice(from)}`;
  return rest.length > LONGEST ? `${rest.slice(0, LONGEST - 3)}...` : rest;
}

/** Text that YAML would read as something else, or that has ends one would not see, is quoted. */
function quoted(text: string): string {
  return text === '' || /^\s|\s$|[\n\r\t]|^(true|false|null|yes|no)$|^[-+]?[\d.]+$/.test(text)
    ? JSON.stringify(text)
    : text;
}

/** How an object is named. */
export function title({ object: { apiVersion, kind, namespace, name } }: ObjectChange): string {
  return describe({ apiVersion, kind, metadata: { namespace, name } });
}

/** The lines of one field, each with `+`, `-` or `~` in front. */
export function fieldLines(field: FieldChange): readonly string[] {
  const { path, change } = field;
  if (field.hidden) return [`~ ${path}: ${change === 'changed' ? 'the value changes' : change} (not shown)`];
  switch (change) {
    case 'order':
      return [`~ ${path}: the same in another order`];
    case 'added':
      return [`+ ${path}: ${showValue(field.new)}`];
    case 'removed':
      return [`- ${path}: ${showValue(field.old)}`];
    case 'changed':
      return changedLines(path, textOf(field.old), textOf(field.new));
  }
}

/** Characters before the first difference that are shown with it. */
const BEFORE = 30;

/** Where two long texts begin in the same way, they are shown from a little before the first difference on. */
function changedLines(path: string, old: string, next: string): readonly string[] {
  // What differs is a value that is hidden in both.
  if (old === next) return [`~ ${path}: a value changes (not shown)`];
  let same = 0;
  while (same < old.length && old[same] === next[same]) same += 1;
  const from = same < LONGEST - BEFORE ? 0 : same - BEFORE;
  return [`- ${path}: ${cut(old, from)}`, `+ ${path}: ${cut(next, from)}`];
}

/** `3 objects: 1 made, 2 changed; 1 disruptive change`. */
export function summaryText({ made, changed, removed, disruptive }: DiffSummary): string {
  const total = made + changed + removed;
  if (total === 0) return 'no changes';
  const parts = [
    [made, 'made'],
    [changed, 'changed'],
    [removed, 'removed'],
  ] as const;
  const shown = parts.filter(([amount]) => amount > 0).map(([amount, how]) => `${amount} ${how}`);
  const bad = disruptive === 0 ? 'nothing disruptive' : `${disruptive} disruptive`;
  return `${count(total, 'object')}: ${shown.join(', ')}; ${bad}`;
}

const SIGN = { made: '+', changed: '~', removed: '-' } as const;

/** A report for a terminal: each object with its effects and fields, those that disrupt something marked with `!`, and a line that counts. */
export function diffText({ summary, objects }: Diff): string {
  const sections = objects.map((one) => {
    const effects = one.effects.map(({ disruptive, reason }) => `  ${disruptive ? '!' : 'i'} ${reason}`);
    const fields = one.fields.flatMap(fieldLines).map((line) => `    ${line}`);
    return `${[`${SIGN[one.change]} ${title(one)}`, ...effects, ...fields].join('\n')}\n`;
  });
  return `${[...sections, summaryText(summary)].join('\n')}\n`;
}
