import type { Rule } from '../rule';
import { mendedOf } from '../rule-page';

const FAMILIES: Readonly<Record<string, string>> = {
  ACC: 'accept: the API server takes the object',
  ADM: 'admission: the webhook of the system that owns the kind takes the object',
  REF: 'reference and identity: what is named exists, once',
  SCH: 'schedule: a node can take the pod, and Karpenter would make one',
  RBA: 'authorize: a workload may do what it needs, and no more',
  NET: 'route: a request arrives where it is meant to',
  SEC: 'secret: no secret value stands in a file',
  IMG: 'image: what is pulled is known and alive',
};

/** The page docs/rules.md: every rule with what it reports, why, how to mend it, and YAML before and after. */
export function rulesPage(rules: readonly Rule[]): string {
  const intro = [
    '# Rules',
    '',
    'Each section is one rule: what it reports, why that matters, and how to mend it. A finding of severity `error` stops a synthesis',
    'before anything is written; a `warning` does not. This page is written by `npm run docs` from the rules themselves.',
    '',
    '| Rule | Severity | What |',
    '| --- | --- | --- |',
    ...rules.map(({ id, severity, title }) => `| [${id}](#${id.toLowerCase()}) | ${severity} | ${title} |`),
    '',
  ];
  const families = Object.entries(FAMILIES).map(([letters, says]) => `- **${letters}** ${says}`);
  return [...intro, ...families, '', ...rules.map(section)].join('\n');
}

function section({ id, title, severity, why, page }: Rule): string {
  const block = (yaml: string): string => `\`\`\`yaml\n${yaml.trim()}\n\`\`\``;
  return [
    `## ${id}`,
    `${sentence(title)} (${severity})`,
    `**Reports** ${page.reports}`,
    `**Why** ${sentence(why)}`,
    `**Mend** ${page.mend}`,
    '**Before**',
    block(page.before),
    '**After**',
    block(mendedOf(page)),
    '',
  ].join('\n\n');
}

function sentence(text: string): string {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return whole.endsWith('.') ? whole : `${whole}.`;
}
