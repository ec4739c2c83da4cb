import type { CheckReport } from '../check';
import type { Finding } from '../finding';

/** A report as JSON has it. Its fields are a contract for programs. */
export interface JsonReport {
  /** The folder or file, where several clusters are checked one by one. */
  readonly path?: string;
  readonly summary: {
    readonly objects: number;
    readonly errors: number;
    readonly warnings: number;
    readonly suppressed: number;
  };
  readonly findings: readonly Omit<Finding, 'constructPath'>[];
  readonly suppressed: readonly (Omit<Finding, 'constructPath'> & { readonly reason: string })[];
}

/** Puts a report into the form that programs read. */
export function toJson(report: CheckReport, path?: string): JsonReport {
  const count = (severity: string): number => report.findings.filter((finding) => finding.severity === severity).length;
  return {
    ...(path !== undefined && { path }),
    summary: {
      objects: report.objects,
      errors: count('error'),
      warnings: count('warning'),
      suppressed: report.suppressed.length,
    },
    findings: report.findings.map(fields),
    suppressed: report.suppressed.map(({ finding, reason }) => ({ ...fields(finding), reason })),
  };
}

function fields(finding: Finding): Omit<Finding, 'constructPath'> {
  const { rule, severity, object, file, document, line, path, message, why, fix, help } = finding;
  return { rule, severity, object, file, document, line, path, message, why, fix, help };
}
