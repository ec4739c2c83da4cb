import * as yaml from 'js-yaml';
import { isMapping } from '../../facts/is-mapping';
import type { KubernetesObject, Manifest, YamlProblem } from '../manifest';
import { documentsOf } from './documents';
import type { DocumentText } from './documents';
import { GO_YAML } from './go-yaml';
import { InputError } from './input-error';
import { jsonDocuments, jsonProblem } from './json-text';
import { inspectKeys, mayHaveOddKeys } from './keys';
import { lineOf } from './lines';
import { MAX_DEPTH, TOO_DEEP, requireSound } from './sound';
import { commentsOf } from './comments';

/** js-yaml knows `maxDepth`, its types do not; by itself it allows 100 levels, which is little for the schemas of custom resources. */
const LOAD = { schema: GO_YAML, maxDepth: MAX_DEPTH } as yaml.LoadOptions;

/** One document with its value. */
interface Loaded {
  readonly source: DocumentText;
  readonly value: unknown;
  readonly problems: readonly YamlProblem[];
}

interface Place extends Omit<Loaded, 'value'> {
  readonly file: string;
  readonly document: number;
}

/**
 * Reads manifests from the text of one file: YAML with any number of documents, or JSON. A `List` is taken apart into its items.
 *
 * @param file how findings name the file
 * @throws `InputError` where the text is not YAML, or a document is no mapping
 */
export function parseManifests(text: string, file: string): Manifest[] {
  return load(text, file).flatMap(({ source, value, problems }, document) => {
    if (value === null || value === undefined) return [];
    const place = `${file}:${firstLine(source)}`;
    if (typeof value !== 'object' || Array.isArray(value)) throw noMapping(value, place);
    requireSound(value, place);
    const object = value as KubernetesObject;
    // What kustomize reads for itself never goes to a cluster.
    if (isKustomization(object, file)) return [];
    return unlisted(object, []).map(([item, prefix]) => manifest(item, prefix, { source, file, document, problems }));
  });
}

/** What a document holds: itself, or the items of a list, of those that are lists their items. So kubectl reads it. */
function unlisted(value: unknown, prefix: Prefix): [unknown, Prefix][] {
  const items = isMapping(value) ? itemsOf(value) : undefined;
  return items ? items.flatMap((item, index) => unlisted(item, [...prefix, 'items', index])) : [[value, prefix]];
}

type Prefix = readonly (string | number)[];

function noMapping(value: unknown, place: string): InputError {
  const found = Array.isArray(value) ? 'a list' : `a single value of type ${typeof value}`;
  const message = `a document is a mapping with apiVersion and kind, this one is ${found}`;
  return new InputError(place, `${message}; leave it out, in a command by --exclude`);
}

/** kustomize asks for no apiVersion in a file of its own name. */
function isKustomization({ apiVersion, kind }: KubernetesObject, file: string): boolean {
  if (apiVersion === undefined && kind === undefined)
    return /(^|[/\\])(kustomization\.ya?ml|Kustomization)$/.test(file);
  return typeof apiVersion === 'string' && apiVersion.startsWith('kustomize.config.k8s.io/');
}

function manifest(value: unknown, prefix: Prefix, { source, file, document, problems }: Place): Manifest {
  const object =
    typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as KubernetesObject) : {};
  const isFirst = prefix.every((step) => step === 'items' || step === 0);
  return {
    object,
    origin: {
      file,
      document,
      lineOf: (path) => lineOf(source, [...prefix, ...path]),
      // What is said of the text of a list is said once, of its first item.
      ...(isFirst && source.text.includes('#') && { comments: () => commentsOf(source) }),
      ...(problems.length > 0 && isFirst && { yamlProblems: problems }),
    },
  };
}

/** The items of a list as they stand; `undefined` where an object is none. */
export function listItems({ kind, items }: Readonly<Record<string, unknown>>): readonly unknown[] | undefined {
  if (typeof kind !== 'string' || !kind.endsWith('List')) return undefined;
  if (items === null) return [];
  return Array.isArray(items) ? (items as unknown[]) : undefined;
}

/**
 * The items of a `List` or a list of one kind, such as `kubectl get -o yaml` prints. An item of a `SecretList` that names no kind is a
 * Secret, as kubectl reads it, and `items:` without any, as a template writes it, is an empty list.
 */
function itemsOf(object: KubernetesObject): readonly unknown[] | undefined {
  const items = listItems(object);
  if (items === undefined || object.kind === 'List') return items;
  const own = { apiVersion: object.apiVersion, kind: object.kind!.slice(0, -'List'.length) };
  return items.map((item: unknown) => (isMapping(item) && !('kind' in item) ? { ...own, ...item, ...own } : item));
}

/** JSON that is indented by tabs is no YAML, and what is JSON is read many times faster as such. */
function load(text: string, file: string): Loaded[] {
  const json = jsonDocuments(text);
  if (json) {
    return json.map(({ source, value, duplicates }) => ({
      source,
      value,
      problems: duplicates ? inspectKeys(source).duplicates : [],
    }));
  }
  if (file.endsWith('.json') && text.trim() !== '') {
    const { message, line, value } = jsonProblem(text);
    if (message === undefined) throw noMapping(value, `${file}:${line}`);
    throw new InputError(`${file}:${line}`, `is not JSON: ${message}`);
  }
  return documentsOf(text, file).map((source) => loadYaml(source, file));
}

function loadYaml(source: DocumentText, file: string): Loaded {
  try {
    const value = yaml.load(source.text, LOAD);
    if (mayHaveOddKeys(source.text)) requireUsableKeys(source, file);
    return { source, value, problems: [] };
  } catch (error) {
    if (error instanceof InputError) throw error;
    // Both parsers go one call deeper for each level.
    if (error instanceof RangeError) throw new InputError(`${file}:${firstLine(source)}`, TOO_DEEP);
    if (!(error instanceof yaml.YAMLException)) throw error;
    const line = errorLine(error, source);
    if (error.reason.startsWith('nesting exceeded')) throw new InputError(`${file}:${line}`, TOO_DEEP);
    if (error.reason !== 'duplicated mapping key') {
      const conflict = conflictLine(source);
      if (conflict !== undefined)
        throw new InputError(
          `${file}:${conflict}`,
          'is not YAML: git left the markers of a conflict here, solve it first',
        );
      const hint = isTemplate(source, line) ? ', a template in {{ }} must be rendered first' : '';
      throw new InputError(`${file}:${line}`, `is not YAML: ${reasonOf(error)}${hint}`);
    }
    // The API server says so of the object, so it is no reason to read nothing; the later value counts, as in JSON.
    const value = readAgain(source, file);
    const { duplicates } = requireUsableKeys(source, file);
    const first = { message: 'a key is given twice in one mapping', line };
    return { source, value, problems: duplicates.length > 0 ? duplicates : [first] };
  }
}

/** Whether a template of Helm stands in or before the line where a parser stopped, and no comment. */
function isTemplate({ text, line: first }: DocumentText, line: number): boolean {
  const lines = text.split('\n').slice(0, line - first + 1);
  return lines.some((one) => /^[^#]*\{\{/.test(one));
}

/** The line where git has written both sides of a conflict, which no line of YAML that can be read looks like. */
function conflictLine({ text, line }: DocumentText): number | undefined {
  const index = text.split('\n').findIndex((one) => one.startsWith('<<<<<<< '));
  return index < 0 ? undefined : line + index;
}

function readAgain(source: DocumentText, file: string): unknown {
  try {
    return yaml.load(source.text, { ...LOAD, json: true });
  } catch (error) {
    if (!(error instanceof yaml.YAMLException)) throw error;
    const line = errorLine(error, source);
    throw new InputError(`${file}:${line}`, `is not YAML: ${reasonOf(error)}`);
  }
}

/** Where a parser stopped. It reads a line end behind the last line, and what is missing there is missing at the end of the file. */
function errorLine({ mark }: yaml.YAMLException, { text, line }: DocumentText): number {
  const last = line + (text.match(/\n/g)?.length ?? 0);
  return Math.min(line + ((mark as { line: number } | undefined)?.line ?? 0), last);
}

/** A tag or a name in it may have line ends, which would make more than one line of it. */
function reasonOf({ reason }: yaml.YAMLException): string {
  // The name may be a password that begins with a star.
  if (reason.startsWith('unidentified alias'))
    return "unidentified alias; what begins with '*' is one, quote it if it is text";
  const line = reason.replace(/\s+/g, ' ');
  return line.length > 200 ? `${line.slice(0, 200)}...` : line;
}

function requireUsableKeys(source: DocumentText, file: string): ReturnType<typeof inspectKeys> {
  const found = inspectKeys(source);
  if (found.unusable) throw new InputError(`${file}:${found.unusable.line}`, found.unusable.message);
  return found;
}

/** The line of the first thing in a document that is neither blank nor a comment. */
function firstLine({ text, line }: DocumentText): number {
  let skipped = 0;
  for (const one of text.split('\n', 1000)) {
    if (!/^\s*(#|$)/.test(one)) return line + skipped;
    skipped += 1;
  }
  return line;
}
