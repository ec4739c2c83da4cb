import type { ApiObject } from 'cdk8s';

/**
 * Which JSON patch of an object cannot be applied, as `replace /spec/replica/x`; `undefined` where it is no patch that fails. cdk8s's own error
 * is that of the code which walks the path, and names none.
 */
export function failedPatch(object: ApiObject): string | undefined {
  const patches = (object as unknown as { readonly patches?: unknown[] }).patches;
  if (!patches || patches.length === 0) return undefined;
  const all = [...patches];
  try {
    patches.length = 0;
    if (!renders(object)) return undefined;
    for (const patch of all) {
      patches.push(patch);
      if (renders(object)) continue;
      const { op, path } = (patch as { _toJson(): { readonly op: string; readonly path: string } })._toJson();
      return `${op} ${path}`;
    }
    return undefined;
  } finally {
    patches.splice(0, patches.length, ...all);
  }
}

function renders(object: ApiObject): boolean {
  try {
    object.toJson();
    return true;
  } catch {
    return false;
  }
}
