import { count } from '../../facts/count';
import type { CheckReport } from '../check';
import { format } from '../finding';

/** A report for people: each finding in three lines, the errors first, then what is accepted in two, and a line that counts. */
export function toText(report: CheckReport): string {
  const of = (severity: string): string[] =>
    report.findings.filter((finding) => finding.severity === severity).map((finding) => format(finding));
  const [errors, warnings] = [of('error'), of('warning')];
  const accepted = report.suppressed.map(
    ({ finding, reason }) => `${format(finding).split('\n')[0]!}\n  accepted: ${reason.replace(/\s+/g, ' ')}`,
  );
  return [...errors, ...warnings, ...accepted, countsOf(report)].join('\n') + '\n';
}

/** The line that counts, such as `2 objects, 1 error, 0 warnings`. */
export function countsOf({ objects, findings, suppressed }: CheckReport): string {
  const of = (severity: string): number => findings.filter((finding) => finding.severity === severity).length;
  const counts = [count(objects, 'object'), count(of('error'), 'error'), count(of('warning'), 'warning')];
  return [...counts, ...(suppressed.length > 0 ? [`${suppressed.length} accepted`] : [])].join(', ');
}
