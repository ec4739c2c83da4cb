// @ts-check
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ImportError, reasonOf } from './errors.mjs';

/** @typedef {import('./sources.mjs').CustomResourceSource} CustomResourceSource */
/** @typedef {import('./sources.mjs').KubernetesSource} KubernetesSource */
/** @typedef {{ text: string, origin: string }} Loaded */

/**
 * @typedef {object} Loader
 * @property {(source: CustomResourceSource) => Promise<Loaded>} customResource
 * @property {(source: KubernetesSource) => Promise<Loaded>} kubernetes
 */

/**
 * Reads a folder of files in place of the network.
 *
 * @param {string} dir
 * @returns {Loader}
 */
export function localLoader(dir) {
  if (!existsSync(dir)) throw new ImportError(`--from ${dir}: no such folder; give one that holds <group>.yaml files`);
  if (!statSync(dir).isDirectory()) throw new ImportError(`--from ${dir}: not a folder; give the folder of the files`);
  return {
    customResource: async ({ group, kind }) => {
      const file = join(dir, `${group}.yaml`);
      if (!existsSync(file)) {
        throw new ImportError(`${file} is missing: sources.json takes ${kind} from it; add the file or drop the entry`);
      }
      return read(file);
    },
    kubernetes: async ({ release }) => {
      const files = [join(dir, 'kubernetes', `v${release}.json`), join(dir, '..', 'kubernetes', `v${release}.json`)];
      const file = files.find((candidate) => existsSync(candidate));
      if (file === undefined) {
        throw new ImportError(
          `no definitions of Kubernetes ${release}: looked for ${files.join(' and ')}; add one of them`,
        );
      }
      return read(file);
    },
  };
}

/**
 * Fetches the pinned addresses, each of them once.
 *
 * @param {typeof globalThis.fetch} [fetch]
 * @returns {Loader}
 */
export function remoteLoader(fetch = globalThis.fetch) {
  /** @type {Map<string, Promise<Loaded>>} */
  const fetched = new Map();
  /** @param {CustomResourceSource | KubernetesSource} source */
  const load = (source) => {
    const address = addressOf(source);
    const pending = fetched.get(address) ?? fetchText(address, fetch);
    fetched.set(address, pending);
    return pending;
  };
  return { customResource: load, kubernetes: load };
}

/**
 * The commit is the address where it is known: a tag can be moved.
 *
 * @param {{ repository: string, path: string, ref: string, commit?: string }} source
 */
export function addressOf({ repository, path, ref, commit }) {
  return `https://raw.githubusercontent.com/${repository}/${commit ?? ref}/${path}`;
}

/**
 * @param {string} address
 * @param {typeof globalThis.fetch} fetch
 * @returns {Promise<Loaded>}
 */
async function fetchText(address, fetch) {
  let response;
  let text;
  try {
    response = await fetch(address, { signal: AbortSignal.timeout(60_000) });
    text = await response.text();
  } catch (cause) {
    throw new ImportError(
      `cannot fetch ${address}: ${reasonOf(cause)}; check the network, or give local files with --from DIR`,
      { exitCode: 1, cause },
    );
  }
  if (!response.ok) {
    const status = `HTTP ${response.status} ${response.statusText}`.trim();
    throw new ImportError(`cannot fetch ${address}: ${status}; check repository, path and commit in sources.json`, {
      exitCode: 1,
    });
  }
  return { text, origin: address };
}

/**
 * @param {string} file
 * @returns {Loaded}
 */
function read(file) {
  try {
    return { text: readFileSync(file, 'utf8'), origin: file };
  } catch (error) {
    throw new ImportError(`cannot read ${file}: ${reasonOf(error)}`);
  }
}
