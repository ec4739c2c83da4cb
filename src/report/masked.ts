import { record } from '../checks/accept/read';
import { valueAt } from '../checks/field-path';
import type { FieldPath } from '../checks/field-path';
import type { KubernetesObject, Manifest } from '../checks/manifest';
import type { Model } from '../checks/model/model';
import { SECRET_RULES } from '../checks/secret';
import { HIDDEN, isHidden, withoutSecrets } from '../diff/secret-values';

/** A whole object as `kubectl apply` keeps it beside the object, its secrets with it. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * Copies of the objects without what is secret or looks so: all data of Secrets, every field that a rule on secrets reports, what names
 * and forms betray, and the copy of itself that `kubectl apply` leaves in an object. The keys stay.
 */
export class Masked {
  private readonly reported = new Map<Manifest, FieldPath[]>();

  public constructor(
    private readonly model: Model,
    target: Parameters<(typeof SECRET_RULES)[number]['check']>[1],
  ) {
    for (const rule of SECRET_RULES) {
      for (const { manifest, path } of rule.check(this.model, target)) {
        if (path) this.reported.set(manifest, [...(this.reported.get(manifest) ?? []), path]);
      }
    }
  }

  /** The object of a manifest, its secrets hidden. */
  public of(manifest: Manifest): KubernetesObject {
    const copy = structuredClone(manifest.object) as Record<string, unknown>;
    const paths = this.reported.get(manifest) ?? [];
    // The same text under another name of the object is the same secret.
    const texts = paths.map((path) => valueAt(copy, path)).filter((one) => typeof one === 'string' && one.length >= 8);
    for (const path of paths) hideAt(copy, path);
    const shown = withoutSecrets(copy, '', new Set(texts as string[])) as Record<string, unknown>;
    hideOwn(shown, manifest.object);
    return shown;
  }
}

/** What is secret by its place: the data of a Secret, whatever its version, and of a ConfigMap what its keys betray. */
function hideOwn(shown: Record<string, unknown>, object: KubernetesObject): void {
  for (const root of ['data', 'stringData', 'binaryData']) {
    const fields = shown[root];
    if (typeof fields !== 'object' || fields === null) {
      if (object.kind === 'Secret' && fields !== undefined) shown[root] = HIDDEN;
      continue;
    }
    for (const [key, value] of Object.entries(fields)) {
      const isSecret = object.kind === 'Secret' || isHidden(object, [root, key], value);
      if (isSecret) (fields as Record<string, unknown>)[key] = HIDDEN;
    }
  }
  const annotations = record(record(shown.metadata).annotations) as Record<string, unknown>;
  if (Object.hasOwn(annotations, LAST_APPLIED)) annotations[LAST_APPLIED] = HIDDEN;
}

/** Hides the value at a path; a list or a mapping there is hidden as a whole. */
function hideAt(object: Record<string, unknown>, path: FieldPath): void {
  let at: unknown = object;
  for (const key of path.slice(0, -1)) {
    if (typeof at !== 'object' || at === null) return;
    at = (at as Record<string | number, unknown>)[key];
  }
  const last = path.at(-1);
  if (typeof at !== 'object' || at === null || last === undefined) return;
  const parent = at as Record<string | number, unknown>;
  if (Object.hasOwn(parent, last)) parent[last] = HIDDEN;
}
