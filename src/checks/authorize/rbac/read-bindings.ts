import { list, record, text } from '../../accept/read';
import type { Manifest } from '../../manifest';
import type { Model } from '../../model/model';
import type { Binding, Subject } from './objects';
import { identityOf, keyOf, RBAC } from './role-table';

/** The bindings of a model, and those of `defaults` that no manifest replaces. Of two manifests of one binding the later counts. */
export function bindingsOf(model: Model, defaults: readonly Binding[]): Binding[] {
  const found = new Map(defaults.map((binding) => [keyOf(binding), binding]));
  for (const kind of ['ClusterRoleBinding', 'RoleBinding'] as const) {
    for (const manifest of model.ofKind(RBAC, kind)) {
      const binding = read(manifest, kind);
      // Each apply of a name that is made makes another binding.
      if (binding) found.set(binding.name.endsWith('*') ? `${keyOf(binding)}${found.size}` : keyOf(binding), binding);
    }
  }
  return [...found.values()];
}

function read(manifest: Manifest, kind: Binding['kind']): Binding | undefined {
  const identity = identityOf(manifest);
  const namespace = kind === 'RoleBinding' ? identity.namespace : '';
  const { apiGroup, kind: roleKind, name: roleName } = record(manifest.object.roleRef);
  // A reference of another group leads to no role.
  const known = ['', RBAC].includes(text(apiGroup) ?? '');
  const prefix = text(record(manifest.object.metadata).generateName) ?? '';
  const name = identity.name === '' && prefix !== '' ? `${prefix}*` : identity.name;
  if (name === '' || !known || text(roleKind) === undefined || text(roleName) === undefined) return undefined;
  return {
    kind,
    namespace,
    name,
    subjects: list(manifest.object.subjects).flatMap((one) => subject(one, namespace)),
    roleRef: { kind: text(roleKind)!, name: text(roleName)! },
    manifest,
  };
}

function subject(value: unknown, namespace: string): Subject[] {
  const { kind, name, namespace: own } = record(value);
  const called = text(name) ?? '';
  if (called === '') return [];
  if (kind === 'User' || kind === 'Group') return [{ kind, name: called }];
  const named = text(own) ?? '';
  const place = named === '' ? namespace : named;
  return kind === 'ServiceAccount' && place !== '' ? [{ kind, name: called, namespace: place }] : [];
}
