import { once } from '../facts/once';
import { visible } from '../facts/printable';

/** Text that is HTML already. Everything else is escaped where it is put into a page. */
export class Html {
  public constructor(public readonly text: string) {}
}

/** What may stand in a template: text and numbers are escaped, `undefined` is nothing, a list is its parts one after the other. */
export type Part = string | number | Html | undefined | readonly Part[];

/**
 * A template of HTML. Whatever is put in is escaped, in text and in attributes, unless it is {@link Html} itself. The indents of the
 * template are not part of it; what is put in stays as it is.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const flat = flatOf(strings);
  return new Html(flat.map((one, index) => (index === 0 ? one : `${render(parts[index - 1])}${one}`)).join(''));
}

/** The texts of a template without indents, worked out once. */
const flatOf = once((strings: TemplateStringsArray): readonly string[] =>
  strings.map((one) => one.replace(/\s*\n\s*/g, '\n')),
);

/** A long name that may be broken after some of its characters, and elsewhere only where it must. */
export function breakable(text: string, after: RegExp): Html {
  return new Html(
    text
      .split(new RegExp(`(?<=${after.source})(?=.)`, 'u'))
      .map(escapeHtml)
      .join('<wbr>'),
  );
}

/** HTML that another part of this program made, such as the SVG of a graph. */
export function raw(text: string): Html {
  return new Html(text);
}

/** A list of parts with something between them. */
export function joined(parts: readonly Part[], between: Part): Part {
  return parts.map((one, index) => (index === 0 ? one : [between, one]));
}

function render(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map(render).join('');
  return escapeHtml(String(part));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Text as it stands in HTML and in attributes. Control characters, and those that turn the direction of text round, are written as
 * `\u202e`, so that a name is read as it is.
 */
export function escapeHtml(text: string): string {
  return visible(text).replace(/[&<>"']/g, (one) => ENTITIES[one]!);
}
