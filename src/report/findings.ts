import type { Finding } from '../checks/finding';
import { rulePage } from '../checks/report/read-rules-page';
import type { RulePageText } from '../checks/report/read-rules-page';
import type { Rule } from '../checks/rule';
import { RULES } from '../checks/rules';
import { linkTo } from './context';
import type { Context, Section } from './context';
import { breakable, html } from './html';
import type { Html, Part } from './html';
import { count } from './show';
import { table } from './table';
import type { Row } from './table';

/** So many findings of one rule are listed; the command `check` lists all. */
const MOST = 500;

/** What the checks say, rule by rule: the errors first, each rule with its reason and with YAML before and after. */
export function findings(context: Context): Section {
  const { checked } = context;
  const groups = new Map<string, Finding[]>();
  const errorsFirst = [...checked.findings].sort((a, b) => weight(a) - weight(b));
  for (const finding of errorsFirst) {
    const key = `${finding.severity} ${finding.rule}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  const accepted = checked.suppressed.map(({ finding, reason }): Row => {
    return { cells: [linkTo(context, finding), finding.rule, finding.message, reason], filters: filtersOf(finding) };
  });
  const body = html`${
    groups.size === 0
      ? html`<p class="good">The checks found nothing to mend.</p>`
      : html`<p class="filters">
          <label
            >Severity
            <select data-filter="severity">
              <option value="">all</option>
              <option>error</option>
              <option>warning</option>
            </select></label
          >
        </p>`
  }
  ${[...groups.values()].map((all) => group(context, all))}${
    accepted.length === 0
      ? undefined
      : html`<details class="group">
          <summary>${count(accepted.length, 'finding')} accepted with a reason</summary>
          ${table('Accepted findings', ['Object', 'Rule', 'What', 'Why it is accepted'], accepted)}
        </details>`
  }`;
  return { id: 'findings', title: 'Findings', count: checked.findings.length, body };
}

function weight({ severity }: Finding): number {
  return severity === 'error' ? 0 : 1;
}

const RULES_BY_ID: ReadonlyMap<string, Rule> = new Map(RULES.map((rule) => [rule.id, rule]));

function group(context: Context, all: readonly Finding[]): Html {
  const [{ rule: id, severity, why, fix }] = all as [Finding];
  const rule = RULES_BY_ID.get(id);
  const sameFix = all.every((one) => one.fix === fix);
  const shown = all.slice(0, MOST);
  const rows = shown.map((finding): Row => {
    const said = sameFix ? finding.message : html`${finding.message}<br /><b>Fix:</b> ${finding.fix}`;
    return {
      cells: [linkTo(context, finding), said, fieldText(finding.path), placeText(finding)],
      filters: filtersOf(finding),
    };
  });
  const caption = html`${count(all.length, severity)} of
  ${id}${all.length > shown.length ? html`, the first ${MOST} of them` : undefined}`;
  return html`<article class="rule ${severity}" data-g>
    <h3><span class="badge ${severity}">${severity}</span> <code>${id}</code> ${rule && capital(rule.title)}</h3>
    <p>${sentence(why)}</p>
    ${sameFix ? html`<p><b>Fix:</b> ${sentence(fix)}</p>` : undefined}${rule ? more(rulePage(id)) : undefined}
    ${table(caption, ['Object', 'What', 'Field', 'File'], rows)}
  </article> `;
}

function more(page: RulePageText): Html {
  return html`<details>
    <summary>More of this rule, with an example</summary>
    <p>It reports ${page.reports}</p>
    <p>${page.mend}</p>
    <div class="pair">
      <div>
        <h4>Before</h4>
        <pre tabindex="0">${page.before}</pre>
      </div>
      <div>
        <h4>After</h4>
        <pre tabindex="0">${page.after}</pre>
      </div>
    </div>
  </details>`;
}

function fieldText(path: string | undefined): Part {
  return path === undefined ? undefined : html`<code>${breakable(path, /[.[\]]/)}</code>`;
}

function placeText({ file, line }: Finding): Part {
  if (file === undefined) return undefined;
  return html`<span class="file">${breakable(file, /[/-]/)}${line === undefined ? undefined : `:${line}`}</span>`;
}

function filtersOf({ severity, object }: Finding): Row['filters'] {
  return { severity, ns: object.namespace ?? '', kind: object.kind ?? '' };
}

function sentence(text: string): string {
  return `${capital(text)}${/[.!?]$/.test(text) ? '' : '.'}`;
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
