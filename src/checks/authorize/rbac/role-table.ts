import type { Target } from '../../../facts/target';
import { record, text } from '../../accept/read';
import type { Manifest } from '../../manifest';
import type { Model } from '../../model/model';
import { labelsOf, selectorOf } from '../../reference/selector';
import { aggregate, selectorsOf } from './aggregate';
import type { RawClusterRole } from './aggregate';
import { defaultsOf } from './defaults';
import type { TableRole } from './defaults/read-table';
import type { Role } from './objects';
import { rulesOf } from './policy-rule';
import type { PolicyRule } from './policy-rule';

export const RBAC = 'rbac.authorization.k8s.io';

/** Where a rule is written: the role that has it, and its place among the role's rules. */
export interface RuleOrigin {
  readonly role: string;
  readonly index: number;
}

/** Every Role and ClusterRole of a cluster: those of the manifests, and those that Kubernetes makes itself. */
export class RoleTable {
  private readonly roles = new Map<string, Role>();
  private readonly origins = new Map<PolicyRule, RuleOrigin>();

  public constructor(model: Model, target: Target) {
    const defaults = defaultsOf(target.minor);
    this.addClusterRoles(model, defaults.clusterRoles);
    for (const { namespace, name, rules } of defaults.roles) this.add({ kind: 'Role', namespace, name, rules });
    for (const manifest of model.ofKind(RBAC, 'Role')) {
      const { name, namespace } = identityOf(manifest);
      if (name === '') continue;
      const role: Role = { kind: 'Role', namespace, name, rules: rulesOf(manifest.object.rules), manifest };
      this.note(role.name, role.rules);
      this.add(role);
    }
  }

  public get all(): Iterable<Role> {
    return this.roles.values();
  }

  /** The role that a binding names; `undefined` where there is none. A Role is one of the binding's namespace. */
  public find(kind: string, namespace: string, name: string): Role | undefined {
    return this.roles.get(keyOf({ kind, namespace: kind === 'ClusterRole' ? '' : namespace, name }));
  }

  /** Where a rule is written, which for a rule that was gathered is another role. */
  public originOf(rule: PolicyRule): RuleOrigin | undefined {
    return this.origins.get(rule);
  }

  private addClusterRoles(model: Model, defaults: readonly TableRole[]): void {
    const raw = new Map<string, RawClusterRole & { readonly manifest?: Manifest }>();
    for (const { name, labels, gathers, rules } of defaults) {
      const selectors = gathers === undefined ? undefined : [selectorOf({ matchLabels: { [gathers]: 'true' } })];
      raw.set(name, { name, labels: new Map(Object.entries(labels)), rules, selectors });
    }
    for (const manifest of model.ofKind(RBAC, 'ClusterRole')) {
      const { name } = identityOf(manifest);
      if (name === '') continue;
      const { rules, aggregationRule, metadata } = manifest.object;
      const before = raw.get(name);
      // `kubectl apply` over an object that is there keeps the fields that the manifest does not name.
      const own = rules === undefined || rules === null ? (before?.rules ?? []) : rulesOf(rules);
      const given = aggregationRule !== undefined && aggregationRule !== null;
      raw.set(name, {
        name,
        labels: new Map([...(before?.manifest ? [] : (before?.labels ?? [])), ...labelsOf(record(metadata).labels)]),
        rules: own,
        selectors: given ? selectorsOf(aggregationRule) : before?.selectors,
        manifest,
      });
    }
    for (const { name, rules } of raw.values()) this.note(name, rules);
    for (const [name, rules] of aggregate([...raw.values()])) {
      this.add({ kind: 'ClusterRole', namespace: '', name, rules, manifest: raw.get(name)?.manifest });
    }
  }

  private note(role: string, rules: readonly PolicyRule[]): void {
    for (const [index, rule] of rules.entries()) if (!this.origins.has(rule)) this.origins.set(rule, { role, index });
  }

  private add(role: Role): void {
    this.roles.set(keyOf(role), role);
  }
}

/** The name and the namespace of a manifest as the API server gets them: `default` where the manifest of a namespaced kind names none. */
export function identityOf({ object }: Manifest): { readonly name: string; readonly namespace: string } {
  const { name, namespace } = record(object.metadata);
  const place = text(namespace) ?? '';
  return { name: text(name) ?? '', namespace: place === '' ? 'default' : place };
}

/** One text for each role and binding, by which two manifests are one object. */
export function keyOf({ kind, namespace, name }: Record<'kind' | 'namespace' | 'name', string>): string {
  return `${kind}\n${namespace}\n${name}`;
}
