import type { CheckReport } from '../check';
import type { Finding } from '../finding';
import { whatOf } from './what-of';

/**
 * A report as JUnit's XML, which GitLab, Jenkins and Azure Pipelines show as tests: each finding is a test case of its file. What does not fail
 * the run is a case that passes and has its text as output; what is accepted is a case that is skipped.
 *
 * @param fails whether a finding fails the run
 * @see https://docs.gitlab.com/ci/testing/unit_test_reports/
 */
export function toJunit(reports: readonly CheckReport[], fails: (finding: Finding) => boolean): string {
  const cases = reports.flatMap(({ findings, suppressed }) => [
    ...findings.map((finding) => testCase(finding, fails(finding) ? failure(finding) : output(finding))),
    ...suppressed.map(({ finding, reason }) => testCase(finding, `<skipped message="${text(reason)}"/>`)),
  ]);
  // Without any case a reader of the file would take it for a run that did nothing.
  if (cases.length === 0) cases.push('<testcase name="every rule" classname="cdk8s-ml-platform"/>');
  const failures = reports.flatMap(({ findings }) => findings.filter(fails)).length;
  const skipped = reports.reduce((sum, { suppressed }) => sum + suppressed.length, 0);
  const counts = `tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite name="cdk8s-ml-platform check" ${counts}>
${cases.map((one) => `    ${one}\n`).join('')}  </testsuite>
</testsuites>
`;
}

function testCase(finding: Finding, inner: string): string {
  const file = finding.file === undefined ? '' : ` file="${text(finding.file)}"`;
  const group = text(finding.file ?? 'cdk8s-ml-platform');
  return `<testcase name="${text(whatOf(finding))}" classname="${group}"${file}>${inner}</testcase>`;
}

function failure(finding: Finding): string {
  return `<failure type="${finding.severity}" message="${text(finding.message)}">${text(details(finding))}</failure>`;
}

function output(finding: Finding): string {
  return `<system-out>${text(`${finding.severity}: ${details(finding)}`)}</system-out>`;
}

function details({ message, why, fix, file, line }: Finding): string {
  const source = file === undefined ? '' : `\nsource: ${file}${line === undefined ? '' : `:${line}`}`;
  return `${message}\nwhy: ${why}\nfix: ${fix}${source}`;
}

const NAMES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text of anybody's YAML in XML, which has no sign for most control characters and for half of a surrogate pair. */
function text(given: string): string {
  return given
    .replace(/(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu, '\ufffd')
    .replace(/[&<>"]/g, (sign) => NAMES[sign]!);
}
