/** A table as text: a line of heads in capitals, then one a row, each column as wide as its widest cell. */
export function columns(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [heads.map((head) => head.toUpperCase()), ...rows];
  const widths = heads.map((_head, column) => lines.reduce((width, line) => Math.max(width, line[column]!.length), 0));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('   ')
        .trimEnd(),
    )
    .join('\n');
}
