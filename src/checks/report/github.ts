import type { CheckReport } from '../check';
import type { Finding } from '../finding';
import { whatOf } from './what-of';
import { countsOf } from './table';

/**
 * A report as GitHub Actions takes it from the output of a step: each finding is an annotation of its line, and the line that counts follows.
 * It needs no right to write code scanning alerts, as SARIF does.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function toGithub(reports: readonly CheckReport[]): string {
  return reports
    .flatMap((report) => [...report.findings.map((finding) => annotation(finding)), countsOf(report)])
    .map((line) => `${line}\n`)
    .join('');
}

function annotation(finding: Finding): string {
  const { severity, file, line, message, fix } = finding;
  const title = whatOf(finding);
  const properties = Object.entries({ file, line, title })
    .filter(([key, value]) => value !== undefined && !(key === 'file' && value === '-'))
    .map(([key, value]) => `${key}=${escaped(String(value)).replaceAll(':', '%3A').replaceAll(',', '%2C')}`);
  return `::${severity} ${properties.join(',')}::${escaped(`${message}\nfix: ${fix}`)}`;
}

/** Without this a line break in a message would end the annotation, and what follows be read as commands. */
function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
