// @ts-check
import { parseAllDocuments } from 'yaml';
import { ImportError } from './errors.mjs';
import { compactSchema } from './schema-keywords.mjs';

/** @typedef {import('./sources.mjs').CustomResourceSource} CustomResourceSource */
/** @typedef {import('./load.mjs').Loaded} Loaded */
/** @typedef {{ name: string, served: boolean, storage: boolean, deprecated?: true, specReplicasPath?: string, schema: Record<string, any> }} Version */
/** @typedef {{ group: string, kind: string, plural: string, scope: string, versions: Version[] }} Kind */

/**
 * One kind in the form that both generators read, whatever the file it came from looked like.
 *
 * @param {readonly { source: CustomResourceSource, loaded: Loaded }[]} releases of one kind, newest first
 * @returns {Kind}
 */
export function normaliseKind(releases) {
  const newest = releases[0];
  if (newest === undefined) throw new Error('a kind needs a release');
  /** @type {Map<string, Version>} */
  const versions = new Map();
  let plural = '';
  for (const release of releases) {
    const crds = findCrds(release.source, release.loaded);
    plural ||= crds[0].spec.names.plural;
    for (const version of crds.flatMap((crd) => wantedVersions(release.source, crd, release.loaded.origin))) {
      // An older release adds only what the newer one no longer has, and never says what is stored.
      if (!versions.has(version.name)) {
        versions.set(version.name, { ...version, storage: version.storage && release === newest });
      }
    }
  }
  const { group, kind, scope } = newest.source;
  const sorted = [...versions.values()].sort((a, b) => compareVersions(a.name, b.name));
  return { group, kind, plural, scope, versions: sorted };
}

/**
 * @param {CustomResourceSource} source
 * @param {Loaded} loaded
 * @returns {any[]} at least one
 */
function findCrds({ group, kind, scope }, { text, origin }) {
  const crds = parseCrds(text, origin).filter((crd) => crd.spec?.group === group && crd.spec.names?.kind === kind);
  if (crds.length === 0) {
    throw new ImportError(
      `${origin} has no CustomResourceDefinition of ${kind} in ${group}; sources.json expects it there`,
    );
  }
  for (const crd of crds) {
    if (crd.apiVersion !== 'apiextensions.k8s.io/v1') {
      throw new ImportError(`${origin}: ${kind} is ${crd.apiVersion}; only apiextensions.k8s.io/v1 can be imported`);
    }
    if (crd.spec.scope !== scope) {
      throw new ImportError(`${origin}: ${kind} is ${crd.spec.scope}, sources.json says ${scope}; correct the entry`);
    }
  }
  return crds;
}

/**
 * @param {string} text
 * @param {string} origin
 * @returns {any[]}
 */
function parseCrds(text, origin) {
  const objects = parseAllDocuments(text).flatMap((document) => {
    const problem = document.errors[0];
    if (problem !== undefined) throw new ImportError(`${origin} is not YAML: ${problem.message}`);
    const object = document.toJS();
    return object?.kind === 'List' ? object.items : [object];
  });
  return objects.filter((object) => object?.kind === 'CustomResourceDefinition');
}

/**
 * @param {CustomResourceSource} source
 * @param {any} crd
 * @param {string} origin
 * @returns {Version[]}
 */
function wantedVersions({ kind, versions: wanted }, crd, origin) {
  /** @type {any[]} */
  const all = crd.spec.versions ?? [];
  const missing = (wanted ?? []).find((name) => !all.some((version) => version.name === name));
  if (missing !== undefined) {
    const have = all.map((version) => version.name).join(', ');
    throw new ImportError(`${origin}: ${kind} has no version ${missing}; it has ${have}; correct sources.json`);
  }
  return all
    .filter((version) => wanted === undefined || wanted.includes(version.name))
    .map((version) => {
      const schema = version.schema?.openAPIV3Schema;
      if (schema === undefined) throw new ImportError(`${origin}: ${kind} ${version.name} has no schema`);
      return {
        name: version.name,
        served: version.served === true,
        storage: version.storage === true,
        ...(version.deprecated === true && { deprecated: /** @type {const} */ (true) }),
        ...scaleOf(version),
        schema: compactSchema(withoutStatus(schema)),
      };
    });
}

/**
 * Where the number stands that `kubectl scale` changes: the API server reads it when it makes an object, too.
 *
 * @param {any} version
 * @returns {{ specReplicasPath?: string }}
 */
function scaleOf({ subresources }) {
  const path = subresources?.scale?.specReplicasPath;
  return typeof path === 'string' ? { specReplicasPath: path } : {};
}

/**
 * The controller writes the status, no manifest does.
 *
 * @param {Record<string, any>} schema of a whole object
 */
function withoutStatus(schema) {
  if (schema.properties === undefined) return schema;
  const { status: _status, ...properties } = schema.properties;
  const required = schema.required?.filter((/** @type {string} */ name) => name !== 'status');
  return { ...schema, properties, ...(required && { required }) };
}

/**
 * Kubernetes' own order, newest first: v2, v1, v1beta2, v1beta1, v1alpha1.
 *
 * @param {string} a
 * @param {string} b
 */
export function compareVersions(a, b) {
  const [x, y] = [rankOf(a), rankOf(b)];
  return y.stability - x.stability || y.major - x.major || y.minor - x.minor || (a < b ? -1 : 1);
}

/** @param {string} version */
function rankOf(version) {
  const match = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version);
  if (match === null) return { stability: -1, major: 0, minor: 0 };
  const stability = match[2] === undefined ? 2 : match[2] === 'beta' ? 1 : 0;
  return { stability, major: Number(match[1]), minor: Number(match[3] ?? 0) };
}
