import type { Target } from '../../facts/target';
import { can } from '../authorize/escalation/powers';
import type { Binding } from '../authorize/rbac/objects';
import { RbacPolicy } from '../authorize/rbac/policy';
import { RBAC } from '../authorize/rbac/role-table';
import { rulesOf } from '../authorize/rbac/policy-rule';
import type { PolicyRule } from '../authorize/rbac/policy-rule';
import { record, text } from '../accept/read';
import type { Model } from '../model/model';

/** The namespaces in which some program may read every ConfigMap, so that one needs no name to be found. */
export interface Readable {
  readonly everywhere: boolean;
  readonly namespaces: ReadonlySet<string>;
}

/**
 * Where the roles of the manifests, or roles of Kubernetes that they bind, let programs read every ConfigMap. A Role counts without a
 * binding too: it is there for a program. What is bound to people alone does not count.
 */
export function readableConfigMaps(model: Model, target: Target): Readable {
  const namespaces = new Set<string>();
  let everywhere = false;
  for (const { object } of model.ofKind(RBAC, 'Role')) {
    if (reads(rulesOf(object.rules))) namespaces.add(text(record(object.metadata).namespace) ?? '');
  }
  const policy = RbacPolicy.of(model, target);
  for (const binding of policy.bindings) {
    if (!binding.manifest || !bindsPrograms(binding) || !reads(policy.roleOf(binding)?.rules ?? [])) continue;
    if (binding.kind === 'ClusterRoleBinding') everywhere = true;
    else namespaces.add(binding.namespace);
  }
  return { everywhere, namespaces };
}

function reads(rules: readonly PolicyRule[]): boolean {
  return rules.some((rule) => can(rule, ['get', 'list', 'watch'], '', 'configmaps'));
}

function bindsPrograms({ subjects }: Binding): boolean {
  return subjects.some(
    ({ kind, name }) => kind === 'ServiceAccount' || /^system:(serviceaccounts?(:|$)|authenticated$)/.test(name),
  );
}
