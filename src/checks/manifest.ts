import { kindOf } from '../facts/given';
import { isMapping } from '../facts/is-mapping';
import { oneLine } from '../facts/printable';
import type { FieldPath } from './field-path';
import { InputError } from './model/input-error';

/** A plain Kubernetes object as it is written to YAML. */
export interface KubernetesObject {
  /** Group and version, such as `apps/v1`. */
  readonly apiVersion?: string;
  /** The kind, such as `Deployment`. */
  readonly kind?: string;
  /** Its identity, labels and annotations. */
  readonly metadata?: ObjectMetadata;
  readonly [field: string]: unknown;
}

/** The part of `metadata` that checks read. */
export interface ObjectMetadata {
  /** The name, which is one of its kind in its namespace. */
  readonly name?: string;
  /** What the API server makes a name of, where there is none. */
  readonly generateName?: string;
  /** The namespace; none for an object of the whole cluster. */
  readonly namespace?: string;
  /** What selectors ask for. */
  readonly labels?: Readonly<Record<string, string>>;
  /** What programs note; no selector asks for it. */
  readonly annotations?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

/** Where a manifest comes from. Each part is known for some manifests only. */
export interface Origin {
  /** The path of the construct that rendered it, such as `gpu/runner/Resource`. */
  readonly constructPath?: string;
  /** The file that it is read from or written to. */
  readonly file?: string;
  /** Its place among the documents of that file, from 0. */
  readonly document?: number;
  /** The line of a field in the file, from 1; of its parent where the field is missing. It may parse the file again, so it is asked late. */
  readonly lineOf?: (path: FieldPath) => number | undefined;
  /** Comments of the document that it is read from, with their lines; of a list they are its first item's. Told when they are asked for. */
  readonly comments?: () => readonly { readonly text: string; readonly line: number }[];
  /** What YAML itself is wrong about, such as a key that is given twice. */
  readonly yamlProblems?: readonly YamlProblem[];
  /** What its JSON patches lost on the way to the manifest. */
  readonly lostPatches?: readonly LostPatch[];
}

/** What the text of a document says that its value no longer shows. */
export interface YamlProblem {
  /** What is wrong with the text. */
  readonly message: string;
  /** From 1, in the file. */
  readonly line: number;
}

/** A JSON patch whose effect is not in the manifest. */
export interface LostPatch {
  /** The operation as RFC 6902 has it, such as `add /spec/hostPID`. */
  readonly operation: string;
  /** The field that does not have the patched value. */
  readonly path: string;
}

/** One plain Kubernetes object with its origin. */
export interface Manifest {
  /** The object, as it was written. */
  readonly object: KubernetesObject;
  /** Where it comes from. */
  readonly origin: Origin;
}

/**
 * Manifests of what a caller has: manifests as they are, and plain objects without an origin.
 *
 * @throws `InputError` where it is no list of objects
 */
export function toManifests(given: readonly (KubernetesObject | Manifest)[]): Manifest[] {
  const list: unknown = given;
  if (!Array.isArray(list)) throw new InputError('manifests', `is ${kindOf(list)}, allowed is ${ALLOWED}`);
  return given.map((one, index) => {
    if (!isMapping(one))
      throw new InputError(`manifests[${index}]`, `is ${kindOf(one)}, allowed is a Kubernetes object`);
    // It has a kind as a plain object has, and none of the fields that are checked.
    if (typeof one.toJson === 'function')
      throw new InputError(
        `manifests[${index}]`,
        'is a construct, allowed is a Kubernetes object, such as its toJson()',
      );
    return isManifest(one) ? one : { object: one, origin: {} };
  });
}

const ALLOWED = "a list of Kubernetes objects, such as chart.toJson(), or Yaml.load(file) of cdk8s for a file's";

/** A manifest holds an object and where it comes from; a plain object has neither. */
function isManifest(given: KubernetesObject | Manifest): given is Manifest {
  return typeof given.origin === 'object' && typeof given.object === 'object';
}

/** A name as it is shown: the text, or the JSON of what stands in its place; `undefined` where nothing does. */
export function shownName(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** How messages name an object: `Deployment studioml/studioml-go-runner-deployment`. */
export function describe(object: KubernetesObject): string {
  const { name, generateName, namespace } = object.metadata ?? {};
  const [prefix, within] = [shownName(generateName), shownName(namespace)];
  const shown = shownName(name) ?? (prefix === undefined ? '(no name)' : `${prefix}*`);
  return oneLine(`${shownName(object.kind) ?? '(no kind)'} ${within ? `${within}/` : ''}${shown}`);
}
