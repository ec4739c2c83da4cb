import * as yaml from 'js-yaml';
import { GO_YAML } from '../../checks/model/go-yaml';
import { MAX_DEPTH } from '../../checks/model/sound';

/** A value that may be changed: what a document holds once its aliases are written out. */
export type Plain = null | string | number | boolean | Plain[] | { [key: string]: Plain };

const LOAD = { schema: GO_YAML, maxDepth: MAX_DEPTH } as yaml.LoadOptions;

/** Reads one document as the cluster does. @throws where it cannot be read, or has a key twice */
export function load(text: string, json: boolean): Plain {
  return plain(json ? JSON.parse(text.replace(/^\uFEFF/, '')) : yaml.load(text, LOAD));
}

/** A copy in which nothing is shared. */
export function plain(value: unknown): Plain {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return (value ?? null) as Plain;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
}
