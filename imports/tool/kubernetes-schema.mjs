// @ts-check
import { printJson } from './schema.mjs';
import { refOf } from './kubernetes-definitions.mjs';
import { mapValues } from './schema-keywords.mjs';
import { compare } from './sources.mjs';

/** @typedef {import('./kubernetes-definitions.mjs').Definition} Definition */

/** Definitions that are written in one way only; releases disagree on how to write them down, so their names decide. */
const FIXED = /** @type {Record<string, Definition>} */ ({
  'io.k8s.apimachinery.pkg.api.resource.Quantity': { format: 'quantity', type: 'string' },
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': { 'x-kubernetes-int-or-string': true },
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': { format: 'date-time', type: 'string' },
  'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime': { format: 'micro-time', type: 'string' },
});

/** Objects of these kinds are no resources of their own: answers and requests about other objects. */
const NO_RESOURCE = ['DeleteOptions', 'Eviction', 'Scale', 'TokenRequest', 'WatchEvent'];

/** What a checker reads of a definition, beside `properties`, `items` and `additionalProperties`. */
const PLAIN = ['format', 'required', 'type', 'x-kubernetes-list-map-keys', 'x-kubernetes-list-type'];

/** @typedef {{ source: import('./sources.mjs').KubernetesSource, definitions: Record<string, Definition> }} Release */

/**
 * A file a release: its kinds, and those of its definitions that differ from the next release's, for most are the same in all of them.
 * `src/facts/schemas.ts` puts them together again.
 *
 * @param {readonly Release[]} releases
 * @returns {[name: string, text: string][]}
 */
export function kubernetesSchemas(releases) {
  const minorOf = (/** @type {Release} */ { source }) => Number(source.release.split('.')[1]);
  /** @type {Record<string, Definition>} */
  let newer = {};
  return [...releases]
    .sort((a, b) => minorOf(b) - minorOf(a))
    .map((release) => {
      const { kinds, definitions } = compactRelease(release);
      const known = newer;
      const own = Object.entries(definitions).filter(
        ([name, one]) => printJson(one) !== printJson(known[name] ?? null),
      );
      newer = { ...newer, ...definitions };
      const text = printJson({ kinds, definitions: Object.fromEntries(own) });
      return [`kubernetes-1.${minorOf(release)}.schema.json`, text];
    });
}

/**
 * The definitions of one release that its kinds reach, under their last three words (`core.v1.Pod`), and the kinds themselves with the name of
 * their definition.
 *
 * @param {Release} release
 */
function compactRelease({ definitions }) {
  /** @type {Record<string, string>} */
  const kinds = {};
  for (const [id, definition] of Object.entries(definitions)) {
    const identities = definition['x-kubernetes-group-version-kind'];
    if (identities?.length !== 1 || !isResource(definition, identities[0].kind)) continue;
    const { group, version, kind } = identities[0];
    kinds[`${group === '' ? version : `${group}/${version}`}/${kind}`] = id;
  }
  const names = shortNames(closure(Object.values(kinds), definitions));
  const compact = Object.fromEntries(
    [...names]
      .sort((a, b) => compare(a[1], b[1]))
      .map(([id, name]) => [name, FIXED[id] ?? compactDefinition(definitions[id] ?? {}, names)]),
  );
  return { kinds: mapValues(kinds, (id) => names.get(id)), definitions: compact };
}

/**
 * A list of objects, and what is only asked or answered, has no metadata of an object.
 *
 * @param {Definition} definition
 * @param {string} kind
 */
function isResource(definition, kind) {
  const metadata = definition.properties?.metadata;
  return metadata !== undefined && refOf(metadata)?.endsWith('.ObjectMeta') === true && !NO_RESOURCE.includes(kind);
}

/**
 * @param {readonly string[]} roots
 * @param {Record<string, Definition>} definitions
 */
function closure(roots, definitions) {
  const reached = new Set(roots);
  for (const id of reached) {
    for (const schema of Object.values(definitions[id]?.properties ?? {})) {
      for (
        let inner = schema;
        inner !== null && typeof inner === 'object';
        inner = inner.items ?? inner.additionalProperties
      ) {
        const target = refOf(inner);
        if (target !== undefined) reached.add(target);
      }
    }
  }
  return [...reached];
}

/**
 * `core.v1.Pod` of `io.k8s.api.core.v1.Pod`; all but the first two words where that is not unique.
 *
 * @param {readonly string[]} ids
 * @returns {Map<string, string>}
 */
function shortNames(ids) {
  const short = (/** @type {string} */ id) => id.split('.').slice(-3).join('.');
  const count = new Map();
  for (const id of ids) count.set(short(id), (count.get(short(id)) ?? 0) + 1);
  return new Map(ids.map((id) => [id, count.get(short(id)) === 1 ? short(id) : id.split('.').slice(2).join('.')]));
}

/**
 * @param {Definition} schema
 * @param {ReadonlyMap<string, string>} names
 * @returns {Definition}
 */
function compactDefinition(schema, names) {
  const target = refOf(schema);
  if (target !== undefined) return { $ref: names.get(target) };
  /** @type {Definition} */
  const kept = {};
  for (const keyword of Object.keys(schema).sort(compare)) {
    const value = schema[keyword];
    if (keyword === 'properties') kept[keyword] = mapValues(value, (field) => compactDefinition(field, names));
    else if (keyword === 'items' || keyword === 'additionalProperties') {
      kept[keyword] = typeof value === 'object' ? compactDefinition(value, names) : value;
    } else if (keyword === 'required') kept[keyword] = [...value].sort(compare);
    else if (PLAIN.includes(keyword)) kept[keyword] = value;
  }
  return kept;
}
