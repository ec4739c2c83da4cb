import * as fs from 'fs';
import * as path from 'path';
import { packageRoot } from '../../facts/package-root';

/** What docs/rules.md says of a rule beside its title and reason, as Markdown without blocks. */
export interface RulePageText {
  /** What is reported and what is not. */
  readonly reports: string;
  /** How to mend it. */
  readonly mend: string;
  /** YAML that it reports. */
  readonly before: string;
  /** The same, mended. */
  readonly after: string;
}

let pages: ReadonlyMap<string, RulePageText> | undefined;

/**
 * The page of a rule, as `rulesPage` writes it. It is read from docs/rules.md and not from the rule, because the published package has it
 * there alone.
 *
 * @throws Error where docs/rules.md has no page of that rule
 */
export function rulePage(id: string): RulePageText {
  pages ??= pagesIn(fs.readFileSync(path.join(packageRoot(), 'docs', 'rules.md'), 'utf8'));
  const page = pages.get(id);
  if (page === undefined) throw new Error(`docs/rules.md has no page of ${id}; npm run docs writes it`);
  return page;
}

const PAGE =
  /\n\*\*Reports\*\* ([^]*?)\n\n\*\*Why\*\* [^]*?\n\n\*\*Mend\*\* ([^]*?)\n\n\*\*Before\*\*\n\n```yaml\n([^]*?)\n```\n\n\*\*After\*\*\n\n```yaml\n([^]*?)\n```\n/;

function pagesIn(text: string): ReadonlyMap<string, RulePageText> {
  // What stands before the first rule is the list of all of them.
  const sections = text.split(/^## ([A-Z]{3}\d{3})$/m).slice(1);
  const found = new Map<string, RulePageText>();
  for (let at = 0; at < sections.length; at += 2) {
    const [, reports, mend, before, after] = PAGE.exec(sections[at + 1]!) ?? [];
    if (reports === undefined || mend === undefined || before === undefined || after === undefined) continue;
    found.set(sections[at]!, { reports, mend, before, after });
  }
  return found;
}
