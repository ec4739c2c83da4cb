import * as fs from 'fs';
import type { Manifest } from '../checks/manifest';
import { InputError } from '../checks/model/input-error';

/**
 * Fails where paths have no manifest: that is a mistake in a path more often than it is meant.
 *
 * @param found what was read of them
 * @param exclude what was left out
 * @throws `InputError` with what is read of a folder, where one is given
 */
export function requireSome(
  paths: readonly string[],
  found: { readonly length: number },
  exclude: readonly string[] = [],
): void {
  if (found.length > 0) return;
  const hasFolder = paths.some((given) => fs.statSync(given, { throwIfNoEntry: false })?.isDirectory());
  const hint = hasFolder ? '; of a folder every .yaml, .yml and .json file at any depth is read' : '';
  const left = exclude.length === 0 ? '' : ', but for what --exclude leaves out';
  throw new InputError(paths.join(', '), `no manifests found${hint}${left}`);
}

/**
 * Fails where of what paths have nothing is a manifest, so that an answer of nothing is not taken for one. Where something is, what is not
 * is reported by `check`.
 *
 * @throws `InputError` where there is nothing, or nothing that says what it is
 */
export function requireManifests(
  paths: readonly string[],
  found: readonly Manifest[],
  exclude?: readonly string[],
): void {
  requireSome(paths, found, exclude);
  requireKinds(paths, found);
}

/** The second half of {@link requireManifests}: nothing at all is for the caller to judge. */
export function requireKinds(paths: readonly string[], found: readonly Manifest[]): void {
  const [first] = found;
  if (first === undefined || found.some(({ object }) => object.apiVersion !== undefined || object.kind !== undefined))
    return;
  const { target, base, clusters } = first.object as Readonly<Record<string, unknown>>;
  const hint =
    typeof target === 'object'
      ? '; of a platform.yaml npm run synth writes the manifests, give their folder'
      : base !== undefined && clusters !== undefined
        ? '; of a fleet.yaml fleet synth writes the manifests, give the folder of a cluster'
        : '';
  throw new InputError(paths.join(', '), `is no manifest, it has neither apiVersion nor kind${hint}`);
}
