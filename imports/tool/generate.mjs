// @ts-check
import { kubernetesTypes } from './kubernetes-types.mjs';
import { readDefinitions } from './kubernetes-definitions.mjs';
import { kubernetesSchemas } from './kubernetes-schema.mjs';
import { l1Modules } from './l1.mjs';
import { normaliseKind } from './normalise.mjs';
import { schemaFile } from './schema.mjs';
import { byGroup, hasModule } from './sources.mjs';

/**
 * All generated files, in memory: nothing is written before everything has worked.
 *
 * @param {import('./sources.mjs').Sources} sources
 * @param {import('./load.mjs').Loader} loader
 * @returns {Promise<Map<string, string>>} file name to text
 */
export async function generate(sources, loader) {
  const [loaded, releases] = await Promise.all([
    Promise.all(
      sources.customResources.map(async (source) => ({ source, loaded: await loader.customResource(source) })),
    ),
    Promise.all(
      sources.kubernetes.map(async (source) => ({
        source,
        definitions: readDefinitions(await loader.kubernetes(source)),
      })),
    ),
  ]);
  const groups = byGroup(sources.customResources);
  const kinds = new Map([...groups].map(([group, entries]) => [group, kindsOf(entries, loaded)]));

  /** @type {Map<string, string>} */
  const files = new Map();
  const withModule = new Map([...kinds].filter(([group]) => groups.get(group)?.every(hasModule)));
  for (const [group, text] of await l1Modules(withModule, groups)) files.set(`${group}.ts`, text);
  for (const [group, list] of kinds) files.set(`${group}.schema.json`, schemaFile(list));
  for (const [name, text] of kubernetesSchemas(releases)) files.set(name, text);
  if (releases.length > 0) files.set('kubernetes.ts', await kubernetesTypes(releases));
  return files;
}

/**
 * @param {readonly import('./sources.mjs').CustomResourceSource[]} entries of one group, newest release of a kind first
 * @param {readonly { source: import('./sources.mjs').CustomResourceSource, loaded: import('./load.mjs').Loaded }[]} loaded
 */
function kindsOf(entries, loaded) {
  const names = [...new Set(entries.map((entry) => entry.kind))];
  return names.map((name) =>
    normaliseKind(
      entries
        .filter((entry) => entry.kind === name)
        .flatMap((entry) => loaded.filter(({ source }) => source === entry)),
    ),
  );
}
