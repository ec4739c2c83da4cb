import type { Binding } from '../objects';
import { account, BINDINGS, cluster } from './bindings';
import { CLUSTER_ROLES } from './cluster-roles';
import { CONTROLLER_ROLES } from './controller-roles';
import { NAMESPACE_ROLES } from './namespace-roles';
import { readRoles } from './read-table';
import type { TableRole } from './read-table';

/** What a fresh cluster has before anything is applied. */
export interface Defaults {
  readonly clusterRoles: readonly TableRole[];
  readonly roles: readonly TableRole[];
  readonly bindings: readonly Binding[];
}

const known = new Map<number, Defaults>();

/** The roles and bindings that the API server of a Kubernetes minor version (the 34 of 1.34) makes at its start. */
export function defaultsOf(minor: number): Defaults {
  let defaults = known.get(minor);
  if (!defaults) {
    const controllers = readRoles(CONTROLLER_ROLES, minor);
    const named = controllers.map((role) => ({ ...role, name: `system:controller:${role.name}` }));
    defaults = {
      clusterRoles: [...readRoles(CLUSTER_ROLES, minor), ...named],
      roles: Object.entries(NAMESPACE_ROLES).flatMap(([namespace, table]) => readRoles(table, minor, namespace)),
      bindings: [...BINDINGS, ...controllers.map(({ name }) => cluster(`system:controller:${name}`, account(name)))],
    };
    known.set(minor, defaults);
  }
  return defaults;
}
