import { createHash } from 'crypto';
import * as path from 'path';
import { pathToFileURL } from 'url';
import { describe } from '../manifest';
import type { CheckReport } from '../check';
import type { Finding } from '../finding';
import type { Rule } from '../rule';
import { rulePage } from './read-rules-page';
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
        results: withFingerprints([...findings, ...accepted]).map((one) => result(one, rules)),
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

interface Result {
  readonly finding: Finding;
  readonly reason: string | undefined;
}

interface Fingerprinted extends Result {
  readonly fingerprint: string;
}

/** What stays the same of a result while lines move: rule, file, object and field, and which one it is of several of these. */
function withFingerprints(results: readonly Result[]): Fingerprinted[] {
  const seen = new Map<string, number>();
  return results.map((one) => {
    const { rule, file, object, path: field } = one.finding;
    const group = object.apiVersion?.split('/').slice(0, -1)[0];
    const key = JSON.stringify([rule, file, group, object.kind, object.namespace, object.name, field]);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return { ...one, fingerprint: `${createHash('sha256').update(key).digest('hex')}:${count}` };
  });
}

function result({ finding, reason, fingerprint }: Fingerprinted, rules: readonly Rule[]): object {
  const { rule, severity, object, file, line, path: field, message, fix, constructPath } = finding;
  const { apiVersion, kind, namespace, name } = object;
  const text = `${describe({ apiVersion, kind, metadata: { namespace, name } })}${field ? ` ${field}` : ''}: ${message}; fix: ${fix}`;
  const uri = file === undefined || file === '-' ? undefined : uriOf(file);
  const fullyQualifiedName = constructPath ?? [kind, namespace, name, field].filter(Boolean).join('/');
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
    // GitHub adds a fingerprint of the line to it, under a name of its own.
    partialFingerprints: { 'objectAndField/v1': fingerprint },
    // What is checked from files is accepted by an annotation there.
    ...(reason !== undefined && { suppressions: [{ kind: 'inSource', justification: reason }] }),
  };
}

/** A path as a URI, relative within the folder of the run: `#`, `?` and blanks would mean something else there. */
function uriOf(file: string): string {
  const within = path.isAbsolute(file) ? path.relative(process.cwd(), file) : file;
  if (path.isAbsolute(file) && (within.startsWith('..') || path.isAbsolute(within))) return pathToFileURL(file).href;
  return encodeURI(within.split('\\').join('/')).replace(/[#?]/g, encodeURIComponent);
}
