// @ts-check
import { readFileSync } from 'node:fs';
import { ImportError, reasonOf } from './errors.mjs';

/**
 * Where one custom resource comes from.
 *
 * @typedef {object} CustomResourceSource
 * @property {string} group
 * @property {string} kind
 * @property {'Cluster' | 'Namespaced'} scope
 * @property {string[]} [versions] the versions to take; all that the file has, when left out
 * @property {string} repository owner/name on GitHub
 * @property {string} path
 * @property {string} ref the release the commit belongs to
 * @property {string} [commit]
 * @property {string} licence
 * @property {string} date of the release
 * @property {false} [module] no classes are made of the group, only its schemas for the checks; the same for all kinds of a group
 */

/**
 * Where the built-in definitions of one Kubernetes release come from.
 *
 * @typedef {object} KubernetesSource
 * @property {string} release
 * @property {string} repository
 * @property {string} path
 * @property {string} ref
 * @property {string} [commit]
 * @property {string} licence
 */

/**
 * @typedef {object} Sources
 * @property {CustomResourceSource[]} customResources
 * @property {KubernetesSource[]} kubernetes oldest release first
 */

const REQUIRED = {
  customResources: ['group', 'kind', 'scope', 'repository', 'path', 'ref', 'licence', 'date'],
  kubernetes: ['release', 'repository', 'path', 'ref', 'licence'],
};

/**
 * @param {string | URL} file
 * @returns {Sources}
 */
export function readSources(file) {
  let sources;
  try {
    sources = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new ImportError(`cannot read sources.json: ${reasonOf(error)}`);
  }
  return checkSources(sources);
}

/**
 * @param {any} sources
 * @returns {Sources}
 */
export function checkSources(sources) {
  for (const [list, fields] of Object.entries(REQUIRED)) {
    if (!Array.isArray(sources?.[list])) throw new ImportError(`sources.json has no list "${list}"`);
    for (const [index, entry] of sources[list].entries()) {
      const missing = fields.filter((field) => typeof entry?.[field] !== 'string' || entry[field] === '');
      if (missing.length > 0) {
        throw new ImportError(
          `sources.json: ${list}[${index}] lacks ${missing.join(', ')}; every one must be a string`,
        );
      }
    }
  }
  return sources;
}

/**
 * The sources of some groups, and of Kubernetes where `kubernetes` is among the names.
 *
 * @param {Sources} sources
 * @param {readonly string[]} names groups, or `kubernetes`; everything where there is none
 * @returns {Sources}
 */
export function onlySources(sources, names) {
  if (names.length === 0) return sources;
  const known = [...byGroup(sources.customResources).keys(), 'kubernetes'];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new ImportError(
      `--only ${unknown}: not in imports/sources.json, allowed are ${known.join(', ')}; add its entry first`,
    );
  }
  return {
    customResources: sources.customResources.filter(({ group }) => names.includes(group)),
    kubernetes: names.includes('kubernetes') ? sources.kubernetes : [],
  };
}

/**
 * Whether its group gets a module of construct classes.
 *
 * @param {CustomResourceSource} source
 */
export function hasModule({ module }) {
  return module !== false;
}

/**
 * Groups in the order of their names; within one, kinds by name and the newest release of a kind first.
 *
 * @param {readonly CustomResourceSource[]} entries
 * @returns {Map<string, CustomResourceSource[]>}
 */
export function byGroup(entries) {
  /** @type {Map<string, CustomResourceSource[]>} */
  const groups = new Map();
  const sorted = [...entries].sort(
    (a, b) => compare(a.group, b.group) || compare(a.kind, b.kind) || compare(b.date, a.date),
  );
  for (const entry of sorted) groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry]);
  return groups;
}

/**
 * Plain code unit order: the same on every machine, unlike localeCompare.
 *
 * @param {string} a
 * @param {string} b
 */
export function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
