import type { Target } from '../facts/target';
import type { External } from './declarations';
import { formatPath } from './field-path';
import { identify } from './finding';
import type { Finding } from './finding';
import type { Manifest } from './manifest';
import { Model } from './model/model';
import { severityUnder } from './preset';
import type { Preset } from './preset';
import type { Report, Rule } from './rule';
import { RULES } from './rules';
import { reasonFor } from './suppression';
import type { SuppressedFinding, Suppression } from './suppression';

/** How manifests are checked. */
export interface CheckOptions {
  /** @default 'default' */
  readonly preset?: Preset;
  /** @default - none beside those that objects have as annotations */
  readonly suppressions?: readonly Suppression[];
  /**
   * Objects that exist outside of the manifests.
   * @default - none
   */
  readonly externals?: readonly External[];
}

/** What the checks say of the manifests of one cluster. */
export interface CheckReport {
  /** How many objects were checked. */
  readonly objects: number;
  readonly findings: readonly Finding[];
  /** What is accepted, each with its reason. */
  readonly suppressed: readonly SuppressedFinding[];
}

/** Runs every rule over the manifests of one cluster. The order of the manifests changes no finding, only the order of findings. */
export function checkReport(manifests: readonly Manifest[], target: Target, options: CheckOptions = {}): CheckReport {
  const model = new Model(manifests, { externals: options.externals });
  const findings: Finding[] = [];
  const suppressed: SuppressedFinding[] = [];
  for (const rule of RULES) {
    for (const report of rule.check(model, target)) {
      const finding = toFinding(rule, report, options.preset ?? 'default');
      const reason = reasonFor(finding, report.manifest, options.suppressions ?? []);
      if (reason === undefined) findings.push(finding);
      else suppressed.push({ finding, reason });
    }
  }
  return { objects: manifests.length, findings, suppressed };
}

/** The findings alone, those that are suppressed left out. */
export function check(manifests: readonly Manifest[], target: Target, options: CheckOptions = {}): readonly Finding[] {
  return checkReport(manifests, target, options).findings;
}

function toFinding(rule: Rule, { manifest, path, line, message, fix }: Report, preset: Preset): Finding {
  const { constructPath, file, document, lineOf } = manifest.origin;
  return {
    rule: rule.id,
    severity: severityUnder(preset, rule.severity),
    object: identify(manifest.object),
    constructPath,
    file,
    document,
    line: line ?? lineOf?.(path ?? []),
    path: path && formatPath(path),
    message,
    why: rule.why,
    fix: fix ?? rule.fix,
    help: `docs/rules.md#${rule.id.toLowerCase()}`,
  };
}
