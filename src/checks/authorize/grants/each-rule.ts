import type { FieldPath } from '../../field-path';
import type { Manifest } from '../../manifest';
import type { Model } from '../../model/model';
import { RBAC } from '../rbac/role-table';
import { rulesOf } from '../rbac/policy-rule';
import type { PolicyRule } from '../rbac/policy-rule';

/** A rule as a manifest has it. */
export interface WrittenRule {
  readonly manifest: Manifest;
  readonly kind: 'Role' | 'ClusterRole';
  readonly rule: PolicyRule;
  /** All rules of the same role. */
  readonly siblings: readonly PolicyRule[];
  readonly path: FieldPath;
}

/** Every rule of resources in every Role and ClusterRole of the manifests. */
export function* writtenRules(model: Model): Iterable<WrittenRule> {
  for (const kind of ['Role', 'ClusterRole'] as const) {
    for (const manifest of model.ofKind(RBAC, kind)) {
      const siblings = rulesOf(manifest.object.rules);
      for (const [index, rule] of siblings.entries()) {
        if (rule.resources.length > 0) yield { manifest, kind, rule, siblings, path: ['rules', index] };
      }
    }
  }
}

/** YAML of a role with one rule, for the pages. */
export function rolePage(kind: 'Role' | 'ClusterRole', rule: string): string {
  return `apiVersion: rbac.authorization.k8s.io/v1
kind: ${kind}
metadata:
  name: agent
${kind === 'Role' ? '  namespace: team\n' : ''}rules:
  - ${rule.split('\n').join('\n    ')}
`;
}
