import { html } from './html';
import type { Html, Part } from './html';
import { grouped } from './show';

/** One row of a table. The first cell names the row. */
export interface Row {
  readonly cells: readonly Part[];
  /** What filters look at: the namespaces of the row, parted by spaces, and others by their names. */
  readonly filters?: Readonly<Record<string, string>>;
}

/** A column: its head, and whether its cells are numbers. */
export type Column = string | { readonly head: string; readonly isNumber: true };

/**
 * A table with a caption, with heads that say what they are for, and with the head of its column at each cell, which a narrow window
 * shows in the place of the heads.
 *
 * @param isStatic whether search leaves its rows alone
 */
export function table(caption: Part, columns: readonly Column[], rows: readonly Row[], isStatic = false): Html {
  const heads = columns.map((one) => (typeof one === 'string' ? { head: one, isNumber: false } : one));
  const classes = heads.map(({ isNumber }) => (isNumber ? html` class="n"` : undefined));
  const body = rows.map(({ cells, filters }) => {
    const [first, ...others] = cells;
    const rest = others.map((cell, index) => {
      return html`<td${classes[index + 1]} data-l="${heads[index + 1]?.head}">${cell}</td>`;
    });
    return html`<tr${isStatic ? undefined : rowAttributes(filters)}><th scope="row">${first}</th>${rest}</tr>
`;
  });
  return html`<table>
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        ${heads.map(({ head }, index) => html`<th scope="col" ${classes[index]}>${head}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${body}
    </tbody>
  </table> `;
}

/** The attributes by which search and filters find a row, whatever element it is. */
export function rowAttributes(filters: Row['filters'] = {}): Html {
  return html` data-r${Object.entries(filters).map(([name, value]) => html` data-${name}="${value}"`)}`;
}

/** So many of a list are on the page at all; a list in each of a thousand rows would make it too long. */
const MOST_LISTED = 60;

/** The first of many, the others behind a line that counts them, and of a very long list the number of what is left out. */
export function some(parts: readonly Part[], most: number): Part {
  if (parts.length <= most + 1) return list(parts);
  const listed = parts.slice(most, MOST_LISTED);
  const missing = parts.length - most - listed.length;
  const others = missing === 0 ? listed : [...listed, `and ${grouped(missing)} that are not listed`];
  return [
    list(parts.slice(0, most)),
    html`<details>
      <summary>${grouped(parts.length - most)} more</summary>
      ${list(others)}
    </details>`,
  ];
}

function list(parts: readonly Part[]): Part {
  return parts.length === 1
    ? parts[0]
    : html`<ul class="plain">
        ${parts.map((one) => html`<li>${one}</li>`)}
      </ul>`;
}
