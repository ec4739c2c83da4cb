import type { FieldPath } from './field-path';

/** A plain Kubernetes object as it is written to YAML. */
export interface KubernetesObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: ObjectMetadata;
  readonly [field: string]: unknown;
}

/** The part of `metadata` that checks read. */
export interface ObjectMetadata {
  readonly name?: string;
  readonly generateName?: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
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
  /** What YAML itself is wrong about, such as a key that is given twice. */
  readonly yamlProblems?: readonly YamlProblem[];
  /** What its JSON patches lost on the way to the manifest. */
  readonly lostPatches?: readonly LostPatch[];
}

/** What the text of a document says that its value no longer shows. */
export interface YamlProblem {
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
  readonly object: KubernetesObject;
  readonly origin: Origin;
}

/** Manifests of what a caller has: manifests as they are, and plain objects without an origin. */
export function toManifests(given: readonly (KubernetesObject | Manifest)[]): Manifest[] {
  return given.map((one) => (isManifest(one) ? one : { object: one, origin: {} }));
}

/** A manifest holds an object and where it comes from; a plain object has neither. */
function isManifest(given: KubernetesObject | Manifest): given is Manifest {
  return typeof given.origin === 'object' && typeof given.object === 'object';
}

/** How messages name an object: `Deployment studioml/studioml-go-runner-deployment`. */
export function describe(object: KubernetesObject): string {
  const { name, generateName, namespace } = object.metadata ?? {};
  const shown = name ?? (generateName === undefined ? '(no name)' : `${generateName}*`);
  return `${object.kind ?? '(no kind)'} ${namespace ? `${namespace}/` : ''}${shown}`;
}
