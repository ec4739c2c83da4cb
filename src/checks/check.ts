import type { Target } from '../facts/target';
import { identify } from './finding';
import type { Finding } from './finding';
import type { Manifest } from './manifest';
import { formatPath } from './field-path';
import { Model } from './model/model';
import { RULES } from './rules';

/** Runs every rule over the manifests of one cluster. */
export function check(manifests: readonly Manifest[], target: Target): Finding[] {
  const model = new Model(manifests);
  const findings: Finding[] = [];
  for (const rule of RULES) {
    for (const { manifest, path, line, message, fix } of rule.check(model, target)) {
      const { constructPath, file, document, lineOf } = manifest.origin;
      findings.push({
        rule: rule.id,
        severity: rule.severity,
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
      });
    }
  }
  return findings;
}
