import { describe } from '../manifest';
import type { CheckReport } from '../check';
import type { Finding } from '../finding';
import type { Rule } from '../rule';
import { rulePage } from '../rule-pages';
import { RULES } from '../rules';

const PROJECT = 'https://www.npmjs.com/package/cdk8s-ml-platform';

/**
 * A report as SARIF 2.1.0, which code hosts show beside the lines. Only rules that reported something are described.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function toSarif(reports: readonly CheckReport[], version: string): object {
  const findings = reports.flatMap((report) => report.findings.map((finding) => ({ finding, reason: undefined })));
  const accepted = reports.flatMap((report) => report.suppressed);
  const used = new Set([...findings, ...accepted].map(({ finding }) => finding.rule));
  const rules = RULES.filter(({ id }) => used.has(id));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'cdk8s-ml-platform', version, informationUri: PROJECT, rules: rules.map(describeRule) },
        },
        results: [...findings, ...accepted].map(({ finding, reason }) => result(finding, reason, rules)),
      },
    ],
  };
}

function describeRule({ id, title, why, fix, severity }: Rule): object {
  const page = rulePage(id);
  return {
    id,
    name: title,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: `${page.reports} ${page.mend}` },
    helpUri: `${PROJECT}#${id.toLowerCase()}`,
    defaultConfiguration: { level: severity },
    properties: { fix },
  };
}

function result(finding: Finding, reason: string | undefined, rules: readonly Rule[]): object {
  const { rule, severity, object, file, line, path, message, fix, constructPath } = finding;
  const { apiVersion, kind, namespace, name } = object;
  const text = `${describe({ apiVersion, kind, metadata: { namespace, name } })}${path ? ` ${path}` : ''}: ${message}; fix: ${fix}`;
  const uri = file === undefined || file === '-' ? undefined : uriOf(file);
  const fullyQualifiedName = constructPath ?? [kind, namespace, name, path].filter(Boolean).join('/');
  return {
    ruleId: rule,
    ruleIndex: rules.findIndex(({ id }) => id === rule),
    level: severity,
    message: { text },
    locations: [
      {
        ...(uri !== undefined && {
          physicalLocation: { artifactLocation: { uri }, ...(line !== undefined && { region: { startLine: line } }) },
        }),
        logicalLocations: [{ fullyQualifiedName }],
      },
    ],
    ...(reason !== undefined && { suppressions: [{ kind: 'external', justification: reason }] }),
  };
}

/** A path as a relative URI: `#`, `?` and blanks would mean something else there. */
function uriOf(file: string): string {
  return encodeURI(file.split('\\').join('/')).replace(/[#?]/g, encodeURIComponent);
}
