// @ts-check
import { ImportError, reasonOf } from './errors.mjs';

/** @typedef {Record<string, any>} Definition */

/**
 * @param {import('./load.mjs').Loaded} loaded
 * @returns {Record<string, Definition>} definitions by their full name
 */
export function readDefinitions({ text, origin }) {
  let document;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw new ImportError(`${origin} is not JSON: ${reasonOf(error)}`);
  }
  if (document?.definitions === null || typeof document?.definitions !== 'object') {
    throw new ImportError(`${origin} has no "definitions"; give an OpenAPI v2 document of Kubernetes`);
  }
  return document.definitions;
}

/**
 * @param {Definition} schema
 * @returns {string | undefined} the full name of the definition it points to
 */
export function refOf(schema) {
  return typeof schema.$ref === 'string' ? schema.$ref.replace('#/definitions/', '') : undefined;
}

/**
 * The properties an author writes: without the status, which belongs to the controllers.
 *
 * @param {Definition} definition
 * @returns {Record<string, Definition>}
 */
export function writtenProperties(definition) {
  return Object.fromEntries(
    Object.entries(definition.properties ?? {}).filter(
      ([name, schema]) => !(name === 'status' && refOf(schema)?.endsWith('Status')),
    ),
  );
}
