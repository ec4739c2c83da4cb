import { groupOf } from '../../../facts/kinds';
import type { MigrationContext } from '../../migration';
import type { ObjectEditor } from '../../object-editor';
import { isMapping } from '../../../facts/is-mapping';

const REF = ['spec', 'template', 'spec', 'nodeClassRef'];

/** The node classes of the providers, with what a target says of them. */
export const NODE_CLASSES = [
  { group: 'karpenter.azure.com', kind: 'AKSNodeClass', provider: 'aks' },
  { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', provider: 'eks' },
] as const;

/** Gives the reference group and kind, which v1 needs: from what it says itself, from the node classes of the files, or from the target. */
export function completeNodeClassRef(object: ObjectEditor, context: MigrationContext): void {
  if (!isMapping(object.at(REF))) object.refuse(REF, 'v1 needs nodeClassRef with group, kind and name');
  if (object.text([...REF, 'name']) === undefined) object.refuse(REF, 'v1 needs the name of the node class');
  const apiVersion = object.text([...REF, 'apiVersion']);
  const said = object.text([...REF, 'group']) ?? (apiVersion === undefined ? undefined : groupOf(apiVersion));
  const kind = object.text([...REF, 'kind']);
  const known = NODE_CLASSES.filter((one) => (said ?? one.group) === one.group && (kind ?? one.kind) === one.kind);
  const found = known.length > 1 ? guess(object, context) : known[0];
  const group = said ?? found?.group;
  const newKind = kind ?? found?.kind;
  if (group === undefined || newKind === undefined)
    return object.refuse(
      REF,
      'names no kind, and neither the node classes in the files nor --target say whose it is; give --target aks@VERSION, or write group and kind',
    );
  if (apiVersion !== undefined && !object.has([...REF, 'group'])) {
    object.rename([...REF, 'apiVersion'], 'group');
    object.set([...REF, 'group'], group);
  } else {
    if (apiVersion !== undefined) object.remove([...REF, 'apiVersion']);
    if (!object.has([...REF, 'group'])) object.set([...REF, 'group'], group, kind === undefined ? 'name' : 'kind');
  }
  if (kind === undefined) object.set([...REF, 'kind'], newKind, 'name');
}

/** The one provider that a node class of the files belongs to, of the same name if there is one; or that of the target. */
function guess(object: ObjectEditor, { objects, target }: MigrationContext): (typeof NODE_CLASSES)[number] | undefined {
  const name = object.text([...REF, 'name']);
  const inFiles = (named: boolean): readonly (typeof NODE_CLASSES)[number][] =>
    NODE_CLASSES.filter((one) =>
      objects.some((other) => isOf(other, one) && (!named || other.text(['metadata', 'name']) === name)),
    );
  for (const found of [
    inFiles(true),
    NODE_CLASSES.filter(({ provider }) => provider === target.provider),
    inFiles(false),
  ])
    if (found.length === 1) return found[0];
  return undefined;
}

function isOf(object: ObjectEditor, { group, kind }: { readonly group: string; readonly kind: string }): boolean {
  return object.group === group && object.kind === kind;
}
