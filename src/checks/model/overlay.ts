import * as yaml from 'js-yaml';

/** The names under which kustomize looks for what it is to do. */
export const KUSTOMIZATIONS: readonly string[] = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

const PATCHES = ['patches', 'patchesStrategicMerge', 'patchesJson6902'];

/**
 * Whether kustomize changes objects by patches: the files beside such a kustomization are parts of objects, and what they make together is in
 * no file. One that only lists or labels its resources is none.
 *
 * @param text of a `kustomization.yaml`; of one that is no YAML this tells nothing, who reads it says so
 */
export function hasPatches(text: string): boolean {
  let value: unknown;
  try {
    value = yaml.load(text);
  } catch {
    return false;
  }
  const fields = (typeof value === 'object' && value !== null ? value : {}) as Readonly<Record<string, unknown>>;
  return PATCHES.some((field) => Array.isArray(fields[field]) && (fields[field] as unknown[]).length > 0);
}
