import * as fs from 'fs';
import * as path from 'path';

/** One heading of a page with what stands below it, up to the next one of its rank or a higher one. */
export interface Section {
  readonly heading: string;
  readonly text: string;
}

/** The sections of one rank. */
export function sections(page: string, rank: number): Section[] {
  const start = new RegExp(`^#{${rank}} (.+)$`, 'm');
  return page
    .split(new RegExp(`^(?=#{1,${rank}} )`, 'm'))
    .filter((part) => start.test(part))
    .map((part) => ({ heading: start.exec(part)![1]!.replaceAll('\\', ''), text: part.slice(part.indexOf('\n') + 1) }));
}

/** Text without anything that Markdown or TSDoc adds to it: two that say the same are the same. */
export function words(text: string): string {
  return text
    .replace(/\{@link\s+([^\s}]+)\s*\}/g, '$1')
    .replace(/\]\([^)]*\)/g, ']')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** What a browser can jump to on a page: headings, counted where there are more of a name, and what has an id. */
function anchorsOf(page: string): Set<string> {
  const anchors = new Set([...page.matchAll(/<a id="([^"]+)"/g)].map(([, id]) => id!));
  const seen = new Map<string, number>();
  for (const [, heading] of page.replace(/^```.*?^```$/gms, '').matchAll(/^#+ (.+)$/gm)) {
    const slug = heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-');
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    anchors.add(times === 0 ? slug : `${slug}-${times}`);
  }
  return anchors;
}

/** Links of one file to files beside it that lead nowhere. */
export function brokenLinks(file: string): string[] {
  const page = fs.readFileSync(file, 'utf8').replace(/^```.*?^```$/gms, '');
  const links = [...page.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1]!);
  return links.filter((link) => {
    if (/^[a-z]+:/.test(link)) return false;
    const [target = '', anchor] = link.split('#');
    const found = target === '' ? file : path.resolve(path.dirname(file), target);
    if (!fs.existsSync(found)) return true;
    return anchor !== undefined && !anchorsOf(fs.readFileSync(found, 'utf8')).has(anchor);
  });
}
