import type { Target } from '../../../facts/target';
import type { Model } from '../../model/model';
import { defaultsOf } from './defaults';
import { accountUser, MASTERS } from './identity';
import type { Identity } from './identity';
import type { Binding, Role, Subject } from './objects';

import type { AccessRequest, PolicyRule } from './policy-rule';
import { bindingsOf } from './read-bindings';
import { RoleTable } from './role-table';
import type { RuleOrigin } from './role-table';
import { RuleIndex } from './rule-index';

/** What lets a subject do something: the binding, the role that it names, and the rule. */
export interface Grant {
  readonly binding: Binding;
  readonly subject: Subject;
  readonly role: Role;
  readonly rule: PolicyRule;
  /** Empty where the binding counts in every namespace. */
  readonly namespace: string;
}

/** What the authorizer answers. */
export interface Decision {
  readonly allowed: boolean;
  /** The first grant that allows it, in the order in which the API server looks. */
  readonly grant?: Grant;
  /** Set where no policy is asked, because the subject is of `system:masters`. */
  readonly bypass?: typeof MASTERS;
}

/** The grants of one subject. */
interface Granted {
  readonly everywhere: RuleIndex;
  readonly inNamespace: Map<string, RuleIndex>;
}

/**
 * The answers of kube-apiserver's RBAC authorizer for the manifests of one cluster. It knows the roles and bindings that Kubernetes makes
 * itself; a manifest of the same name takes their place. Other authorizers, such as that of nodes or a webhook, are not part of it.
 */
export class RbacPolicy {
  /** The policy of a model, made once for each target. */
  public static of(model: Model, target: Target): RbacPolicy {
    const found = known.get(model);
    if (found?.target === target) return found.policy;
    const policy = new RbacPolicy(model, target);
    known.set(model, { target, policy });
    return policy;
  }

  public readonly bindings: readonly Binding[];
  public readonly roles: RoleTable;
  private readonly bySubject = new Map<string, Granted>();

  public constructor(model: Model, target: Target) {
    this.roles = new RoleTable(model, target);
    this.bindings = bindingsOf(model, defaultsOf(target.minor).bindings);
    for (const binding of this.bindings) this.addBinding(binding);
  }

  /** Whether a request is allowed, and what allows it. */
  public decide(identity: Identity, request: AccessRequest): Decision {
    if (identity.groups.includes(MASTERS)) return { allowed: true, bypass: MASTERS };
    const granted = this.grantedTo(identity);
    const namespace = request.nonResourceURL === undefined ? (request.namespace ?? '') : '';
    for (const { everywhere } of granted) {
      const grant = everywhere.first(request);
      if (grant) return { allowed: true, grant };
    }
    if (namespace === '') return { allowed: false };
    for (const { inNamespace } of granted) {
      const grant = inNamespace.get(namespace)?.first(request);
      if (grant) return { allowed: true, grant };
    }
    return { allowed: false };
  }

  /** Every grant of a subject, those of its groups too: for one namespace and for all where it is given, else of every namespace. */
  public *grantsOf(identity: Identity, namespace?: string): Iterable<Grant> {
    const granted = this.grantedTo(identity);
    for (const { everywhere } of granted) yield* everywhere.grants;
    for (const { inNamespace } of granted) {
      for (const [place, index] of inNamespace) if (namespace === undefined || place === namespace) yield* index.grants;
    }
  }

  /** The role of a binding; `undefined` where it does not exist. */
  public roleOf({ kind, namespace, roleRef }: Binding): Role | undefined {
    if (kind === 'ClusterRoleBinding' && roleRef.kind !== 'ClusterRole') return undefined;
    return this.roles.find(roleRef.kind, namespace, roleRef.name);
  }

  /** Where a rule is written. */
  public originOf(rule: PolicyRule): RuleOrigin | undefined {
    return this.roles.originOf(rule);
  }

  private grantedTo({ user, groups }: Identity): Granted[] {
    const keys = [`user\n${user}`, ...groups.map((group) => `group\n${group}`)];
    return keys.flatMap((key) => this.bySubject.get(key) ?? []);
  }

  private addBinding(binding: Binding): void {
    const role = this.roleOf(binding);
    if (!role) return;
    for (const subject of binding.subjects) {
      const key = keyOf(subject);
      let granted = this.bySubject.get(key);
      if (!granted) this.bySubject.set(key, (granted = { everywhere: new RuleIndex(), inNamespace: new Map() }));
      indexOf(granted, binding.namespace).add({ binding, subject, role, namespace: binding.namespace });
    }
  }
}

const known = new WeakMap<Model, { readonly target: Target; readonly policy: RbacPolicy }>();

/** A service account is the user of its name, so it is found by that. */
function keyOf({ kind, name, namespace = '' }: Subject): string {
  if (kind === 'Group') return `group\n${name}`;
  return `user\n${kind === 'ServiceAccount' ? accountUser(namespace, name) : name}`;
}

function indexOf({ everywhere, inNamespace }: Granted, namespace: string): RuleIndex {
  if (namespace === '') return everywhere;
  let index = inNamespace.get(namespace);
  if (!index) inNamespace.set(namespace, (index = new RuleIndex()));
  return index;
}
