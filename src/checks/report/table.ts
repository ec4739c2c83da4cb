import { count } from '../../facts/count';
import type { CheckReport } from '../check';
import { format } from '../finding';

/** A report for people: each finding in three lines, the errors first, then what is accepted, and a line that counts. */
export function toText(report: CheckReport): string {
  const of = (severity: string): string[] =>
    report.findings.filter((finding) => finding.severity === severity).map((finding) => format(finding));
  const [errors, warnings] = [of('error'), of('warning')];
  const accepted = report.suppressed.map(
    ({ finding, reason }) => `${format(finding).split('\n')[0]!}\n  accepted: ${reason}`,
  );
  const counts = [
    count(report.objects, 'object'),
    count(errors.length, 'error'),
    count(warnings.length, 'warning'),
    ...(accepted.length > 0 ? [`${accepted.length} accepted`] : []),
  ];
  return [...errors, ...warnings, ...accepted, counts.join(', ')].join('\n') + '\n';
}
