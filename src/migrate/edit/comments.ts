import { Parser } from 'yaml';

/** The comments of a text, wherever they stand. */
export class Comments {
  private found?: { readonly offset: number; readonly source: string }[];

  public constructor(private readonly text: string) {}

  /** The comments that begin between two offsets, with their `#`. */
  public between(from: number, to: number): string[] {
    this.found ??= [...commentsOf([...new Parser().parse(this.text)])];
    return this.found.filter(({ offset }) => offset >= from && offset < to).map(({ source }) => source);
  }
}

function* commentsOf(token: unknown): Iterable<{ offset: number; source: string }> {
  if (typeof token !== 'object' || token === null) return;
  const { type, offset, source } = token as { type?: unknown; offset?: unknown; source?: unknown };
  if (type === 'comment' && typeof offset === 'number' && typeof source === 'string') {
    yield { offset, source: source.trimEnd() };
    return;
  }
  for (const child of Object.values(token) as unknown[]) yield* commentsOf(child);
}
