import { visible } from '../facts/printable';

/**
 * A line as it is drawn: of a long name the middle is left out, because names differ at both ends; of other text the end.
 *
 * @param longest in characters; the whole text is in the title of the node
 */
export function short(line: string, longest = 36): string {
  if (line.length <= longest) return line;
  if (line.includes(' ')) return `${line.slice(0, longest - 1)}…`;
  const half = (longest - 1) / 2;
  return `${line.slice(0, Math.ceil(half))}…${line.slice(line.length - Math.floor(half))}`;
}

/** Text inside XML and HTML. */
export function escapeXml(text: string): string {
  return visible(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
