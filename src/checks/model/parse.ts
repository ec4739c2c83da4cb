import * as yaml from 'js-yaml';
import type { KubernetesObject, Manifest, YamlProblem } from '../manifest';
import { documentsOf } from './documents';
import type { DocumentText } from './documents';
import { GO_YAML } from './go-yaml';
import { InputError } from './input-error';
import { lineOf } from './lines';
import { requireSound } from './sound';

/**
 * Reads manifests from the text of one file: YAML with any number of documents, or JSON. A `List` is taken apart into its items.
 *
 * @param file how findings name the file
 * @throws `InputError` where the text is not YAML, or a document is no mapping
 */
export function parseManifests(text: string, file: string): Manifest[] {
  return documentsOf(text).flatMap((source, document) => {
    const { value, problems } = load(source, file);
    if (value === null || value === undefined) return [];
    if (typeof value !== 'object' || Array.isArray(value)) {
      throw new InputError(
        `${file}:${source.line}`,
        'a document is a mapping with apiVersion and kind, this one is not',
      );
    }
    requireSound(value, `${file}:${source.line}`);
    const object = value as KubernetesObject;
    // What kustomize reads for itself never goes to a cluster.
    if (typeof object.apiVersion === 'string' && object.apiVersion.startsWith('kustomize.config.k8s.io/')) return [];
    const items = itemsOf(object);
    if (!items) return [manifest(object, [], { source, file, document, problems })];
    return items.map((item, index) => manifest(item, ['items', index], { source, file, document, problems }));
  });
}

interface Place {
  readonly source: DocumentText;
  readonly file: string;
  readonly document: number;
  readonly problems: readonly YamlProblem[];
}

function manifest(
  value: unknown,
  prefix: readonly (string | number)[],
  { source, file, document, problems }: Place,
): Manifest {
  const object =
    typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as KubernetesObject) : {};
  return {
    object,
    origin: {
      file,
      document,
      lineOf: (path) => lineOf(source, [...prefix, ...path]),
      ...(problems.length > 0 && { yamlProblems: problems }),
    },
  };
}

/** The items of a `List` or a list of one kind, such as `kubectl get -o yaml` prints. */
function itemsOf({ kind, items }: KubernetesObject): unknown[] | undefined {
  return typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items) ? items : undefined;
}

function load(source: DocumentText, file: string): { value: unknown; problems: YamlProblem[] } {
  const json = source.text.trimStart().startsWith('{') ? loadJson(source.text) : undefined;
  if (json !== undefined) return { value: json, problems: [] };
  try {
    return { value: yaml.load(source.text, { schema: GO_YAML }), problems: [] };
  } catch (error) {
    const line = (mark: { line: number } | undefined): number => source.line + (mark?.line ?? 0);
    if (!(error instanceof yaml.YAMLException)) {
      // js-yaml goes one call deeper for each level.
      if (error instanceof RangeError)
        throw new InputError(`${file}:${source.line}`, 'is nested too deeply, allowed are 1000 levels');
      throw error;
    }
    if (error.reason !== 'duplicated mapping key') {
      throw new InputError(`${file}:${line(error.mark)}`, `is not YAML: ${error.reason}`);
    }
    // The API server says so of the object, so it is no reason to read nothing; the later value counts, as in JSON.
    const problem = { message: 'key is given twice in one mapping', line: line(error.mark) };
    return { value: yaml.load(source.text, { schema: GO_YAML, json: true }), problems: [problem] };
  }
}

/** JSON that is indented by tabs is no YAML, and what is JSON is read many times faster as such. */
function loadJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
