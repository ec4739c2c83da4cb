import type { Manifest } from '../../manifest';
import type { PolicyRule } from './policy-rule';

/** A Role or a ClusterRole as the API server holds it, its aggregation done. */
export interface Role {
  readonly kind: 'Role' | 'ClusterRole';
  /** Empty for a ClusterRole. */
  readonly namespace: string;
  readonly name: string;
  readonly rules: readonly PolicyRule[];
  /** Where it comes from; `undefined` for one that Kubernetes makes itself. */
  readonly manifest?: Manifest;
}

/** Whom a binding names. */
export interface Subject {
  readonly kind: 'User' | 'Group' | 'ServiceAccount';
  readonly name: string;
  /** Of a ServiceAccount; that of the binding where the subject names none. */
  readonly namespace?: string;
}

/** A RoleBinding or a ClusterRoleBinding. */
export interface Binding {
  readonly kind: 'RoleBinding' | 'ClusterRoleBinding';
  /** Empty for a ClusterRoleBinding. */
  readonly namespace: string;
  readonly name: string;
  readonly subjects: readonly Subject[];
  readonly roleRef: { readonly kind: string; readonly name: string };
  /** Where it comes from; `undefined` for one that Kubernetes makes itself. */
  readonly manifest?: Manifest;
}

/** As messages and chains name it: `RoleBinding team/readers`. */
export function nameOf(object: Pick<Role | Binding, 'kind' | 'namespace' | 'name'>): string {
  return `${object.kind} ${object.namespace === '' ? '' : `${object.namespace}/`}${object.name}`;
}

/** As messages name a subject: `ServiceAccount team/runner`, `Group devs`. */
export function subjectName({ kind, namespace, name }: Subject): string {
  return kind === 'ServiceAccount' ? `${kind} ${namespace ?? ''}/${name}` : `${kind} ${name}`;
}
