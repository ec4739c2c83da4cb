import { identify } from '../finding';
import type { Manifest } from '../manifest';

/**
 * The one of several manifests at which a finding about all of them is told: the least by kind, namespace and name, so that another
 * order of files tells it at the same object.
 *
 * @returns `undefined` where there is none
 */
export function firstOf(manifests: readonly Manifest[]): Manifest | undefined {
  let first: { readonly manifest: Manifest; readonly key: string } | undefined;
  for (const manifest of manifests) {
    const { apiVersion = '', kind = '', namespace = '', name = '' } = identify(manifest.object);
    const key = [kind, namespace, name, apiVersion].join('\n');
    if (first === undefined || key < first.key) first = { manifest, key };
  }
  return first?.manifest;
}
