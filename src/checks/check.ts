import { withDefinitionsOf } from '../facts/schemas';
import type { Target } from '../facts/target';
import { requireCheckOptions } from './check-options';
import type { External, Need } from './declarations';
import { isEncrypted } from './encrypted';
import { formatPath } from './field-path';
import { identify } from './finding';
import type { Finding } from './finding';
import type { Manifest } from './manifest';
import { Model } from './model/model';
import { severityUnder } from './preset';
import type { Preset } from './preset';
import type { Report, Rule } from './rule';
import { RULES } from './rules';
import { hideInIdentity, hideSecrets } from './secret/hide-secrets';
import { reasonFor, withoutReason, withoutRule } from './suppression';
import type { SuppressedFinding, Suppression } from './suppression';

/** How manifests are checked. */
export interface CheckOptions {
  /**
   * How strict the checks are.
   * @default 'default'
   */
  readonly preset?: Preset;
  /**
   * Findings that are accepted, each with its reason.
   * @default - none beside those that objects have as annotations
   */
  readonly suppressions?: readonly Suppression[];
  /**
   * Objects that exist outside of the manifests.
   * @default - none
   */
  readonly externals?: readonly External[];
  /**
   * What programs ask of the API server.
   * @default - none beside what objects say by the annotation `cdk8s-ml-platform/needs`
   */
  readonly needs?: readonly Need[];
}

/** What the checks say of the manifests of one cluster. */
export interface CheckReport {
  /** How many objects were checked. */
  readonly objects: number;
  /** What was found and is not accepted. */
  readonly findings: readonly Finding[];
  /** What is accepted, each with its reason. */
  readonly suppressed: readonly SuppressedFinding[];
}

/**
 * Runs every rule over the manifests of one cluster. The order of the manifests changes no finding, only the order of findings.
 *
 * @throws `InputError` where the options cannot be read
 */
export function checkReport(
  manifests: readonly Manifest[],
  target: Target,
  options: CheckOptions = {},
  onRule: (rules: number) => void = () => undefined,
): CheckReport {
  requireCheckOptions('the options of the checks', options);
  return checkModel(
    new Model(manifests, { externals: options.externals, needs: options.needs }),
    target,
    options,
    onRule,
  );
}

/**
 * Runs every rule over a model that is made already, with the externals and the needs of the options.
 *
 * @see checkReport
 */
export function checkModel(
  model: Model,
  target: Target,
  options: CheckOptions = {},
  onRule: (rules: number) => void = () => undefined,
): CheckReport {
  requireCheckOptions('the options of the checks', options);
  const objects = model.manifests.map(({ object }) => object);
  return withDefinitionsOf(objects, () => reportOf(model, target, options, onRule));
}

function reportOf(model: Model, target: Target, options: CheckOptions, onRule: (rules: number) => void): CheckReport {
  const reports = RULES.flatMap((rule) => {
    const found = [...rule.check(model, target)]
      .filter(({ manifest, path }) => !isEncrypted(manifest.object, path))
      .map((report) => ({ rule, report }));
    onRule(RULES.length);
    return found;
  });
  const lines = linesOf(reports.map(({ report }) => report));
  const ids = RULES.map(({ id }) => id);
  const foundIn = new Map<Manifest, Set<string>>();
  for (const { rule, report } of reports) {
    const found = foundIn.get(report.manifest);
    if (found) found.add(rule.id);
    else foundIn.set(report.manifest, new Set([rule.id]));
  }
  const findings: Finding[] = [];
  const suppressed: SuppressedFinding[] = [];
  for (const { rule, report } of reports) {
    const finding = toFinding(rule, report, lines.get(report), options.preset ?? 'default');
    const reason = reasonFor(finding, report.manifest, options.suppressions ?? []);
    if (reason !== undefined) {
      suppressed.push({ finding, reason: hideSecrets(reason) });
      continue;
    }
    const slips = withoutRule(finding, report.manifest, foundIn.get(report.manifest)!, ids);
    findings.push({ ...finding, fix: finding.fix + withoutReason(finding, report.manifest) + hideSecrets(slips) });
  }
  return { objects: model.manifests.length, findings, suppressed };
}

/** The lines of reports, manifest by manifest: a document is parsed again for them, and so only once. */
function linesOf(reports: readonly Report[]): ReadonlyMap<Report, number | undefined> {
  const byManifest = new Map<Manifest, Report[]>();
  for (const report of reports) {
    const ofManifest = byManifest.get(report.manifest);
    if (ofManifest) ofManifest.push(report);
    else byManifest.set(report.manifest, [report]);
  }
  const lines = new Map<Report, number | undefined>();
  for (const [{ origin }, ofManifest] of byManifest) {
    for (const report of ofManifest) lines.set(report, report.line ?? origin.lineOf?.(report.path ?? []));
  }
  return lines;
}

/** The findings alone, those that are suppressed left out. */
export function check(manifests: readonly Manifest[], target: Target, options: CheckOptions = {}): readonly Finding[] {
  return checkReport(manifests, target, options).findings;
}

function toFinding(rule: Rule, report: Report, line: number | undefined, preset: Preset): Finding {
  const { manifest, path, message, fix } = report;
  const { constructPath, file, document } = manifest.origin;
  return {
    rule: rule.id,
    severity: severityUnder(preset, rule.severity),
    object: hideInIdentity(identify(manifest.object)),
    constructPath,
    file,
    document,
    line,
    path: path && hideSecrets(formatPath(path)),
    message: hideSecrets(message),
    why: rule.why,
    fix: fix === undefined ? rule.fix : hideSecrets(fix),
    help: `docs/rules.md#${rule.id.toLowerCase()}`,
  };
}
