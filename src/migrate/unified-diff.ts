/** How many unchanged lines stand around a change. */
const CONTEXT = 3;
/** From how many lines on a text is cut into parts, and how many lines a part has at least. */
const LONG = 400;
const CUT = 50;

interface Edit {
  readonly kind: ' ' | '-' | '+';
  readonly line: string;
}

/**
 * The difference of two texts as `diff -u` writes it, which `git apply` and `patch -p1` take. Lines keep their line ends.
 *
 * @param file the name, relative to where the patch is applied
 * @returns empty text where there is none
 */
export function unifiedDiff(file: string, before: string, after: string): string {
  if (before === after) return '';
  const edits = editsOf(linesOf(before), linesOf(after));
  const hunks = hunksOf(edits).map(([from, to]) => hunk(edits, from, to));
  return `--- a/${file}\n+++ b/${file}\n${hunks.join('')}`;
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** What is common at both ends is no part of the search. */
function editsOf(a: readonly string[], b: readonly string[]): Edit[] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail])
    tail += 1;
  const same = (lines: readonly string[]): Edit[] => lines.map((line) => ({ kind: ' ', line }));
  return [
    ...same(a.slice(0, head)),
    ...middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail)),
    ...same(a.slice(a.length - tail)),
  ];
}

/** Cuts what is long at lines that stand in both once, for the way through many changes costs the square of their number. */
function middle(a: readonly string[], b: readonly string[]): Edit[] {
  if (a.length + b.length < LONG) return shortest(a, b);
  const inA = onceIn(a);
  const inB = onceIn(b);
  const edits: Edit[] = [];
  let fromA = 0;
  let fromB = 0;
  for (const [line, at] of inA) {
    const there = inB.get(line);
    // Lines that changed places are no place to cut; what was moved is as short as a field.
    if (there === undefined || at < fromA + CUT || there < fromB || Math.abs(at - fromA - (there - fromB)) > CUT)
      continue;
    edits.push(...shortest(a.slice(fromA, at), b.slice(fromB, there)));
    fromA = at;
    fromB = there;
  }
  return [...edits, ...shortest(a.slice(fromA), b.slice(fromB))];
}

/** The lines that stand in a list once, with their places. */
function onceIn(lines: readonly string[]): Map<string, number> {
  const places = new Map<string, number>();
  const twice = new Set<string>();
  for (const [index, line] of lines.entries()) {
    if (places.has(line)) twice.add(line);
    else places.set(line, index);
  }
  for (const line of twice) places.delete(line);
  return places;
}

/** The greedy algorithm of Myers: the shortest way from one list of lines to the other. */
function shortest(a: readonly string[], b: readonly string[]): Edit[] {
  const trace: Map<number, number>[] = [];
  let reach = new Map<number, number>([[1, 0]]);
  for (let steps = 0; ; steps += 1) {
    trace.push(reach);
    const next = new Map(reach);
    for (let k = -steps; k <= steps; k += 2) {
      let x = startOf(next, k, steps);
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
      next.set(k, x);
      if (x >= a.length && x - k >= b.length) return walkBack(trace, a, b);
    }
    reach = next;
  }
}

function startOf(reach: ReadonlyMap<number, number>, k: number, steps: number): number {
  const down = k === -steps || (k !== steps && (reach.get(k - 1) ?? -1) < (reach.get(k + 1) ?? -1));
  return down ? (reach.get(k + 1) ?? 0) : (reach.get(k - 1) ?? 0) + 1;
}

function walkBack(trace: readonly ReadonlyMap<number, number>[], a: readonly string[], b: readonly string[]): Edit[] {
  const edits: Edit[] = [];
  let x = a.length;
  let y = b.length;
  for (let steps = trace.length - 1; steps >= 0; steps -= 1) {
    const reach = trace[steps]!;
    const k = x - y;
    const down = k === -steps || (k !== steps && (reach.get(k - 1) ?? -1) < (reach.get(k + 1) ?? -1));
    const beforeK = down ? k + 1 : k - 1;
    const beforeX = reach.get(beforeK) ?? 0;
    const beforeY = beforeX - beforeK;
    while (x > beforeX && y > beforeY && x > 0 && y > 0) {
      edits.push({ kind: ' ', line: a[x - 1]! });
      x -= 1;
      y -= 1;
    }
    if (steps === 0) break;
    edits.push(down ? { kind: '+', line: b[beforeY]! } : { kind: '-', line: a[beforeX]! });
    x = beforeX;
    y = beforeY;
  }
  return edits.reverse();
}

/** From and to of each hunk in the list of edits. */
function hunksOf(edits: readonly Edit[]): [number, number][] {
  const hunks: [number, number][] = [];
  for (const [index, { kind }] of edits.entries()) {
    if (kind === ' ') continue;
    const from = Math.max(0, index - CONTEXT);
    const to = Math.min(edits.length, index + CONTEXT + 1);
    const last = hunks[hunks.length - 1];
    if (last && from <= last[1]) last[1] = to;
    else hunks.push([from, to]);
  }
  return hunks;
}

function hunk(edits: readonly Edit[], from: number, to: number): string {
  const count = (list: readonly Edit[], not: string): number => list.filter(({ kind }) => kind !== not).length;
  const before = edits.slice(0, from);
  const shown = edits.slice(from, to);
  const range = (not: '+' | '-'): string => {
    const lines = count(shown, not);
    // An empty range begins at the line before it.
    return `${count(before, not) + (lines === 0 ? 0 : 1)},${lines}`;
  };
  const text = shown.map(({ kind, line }) =>
    line.endsWith('\n') ? kind + line : `${kind}${line}\n\\ No newline at end of file\n`,
  );
  return `@@ -${range('+')} +${range('-')} @@\n${text.join('')}`;
}
