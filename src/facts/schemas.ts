import * as fs from 'fs';
import * as path from 'path';
import { otherVersions } from './other-versions';
import { packageRoot } from './package-root';
import { soundSchema } from './sound-schema';

/** A schema of a kind: the part of OpenAPI v3 that Kubernetes allows, with its extensions. Built-in kinds refer to each other by `$ref`. */
export interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly [keyword: string]: unknown;
}

/** One custom kind, as `npm run import` wrote it to `imports/<group>.schema.json`. */
export interface CustomKind {
  readonly kind: string;
  readonly plural: string;
  readonly scope: 'Namespaced' | 'Cluster';
  /** Whether the definition is the user's own, and not that of `imports/`. */
  readonly given?: true;
  /** The newest version first. */
  readonly versions: readonly CustomVersion[];
}

/** A version of a custom kind. */
export interface CustomVersion {
  readonly name: string;
  readonly served: boolean;
  /** Where the number stands that `kubectl scale` changes, such as `.spec.replicas`; unset where the kind can't be scaled. */
  readonly specReplicasPath?: string;
  readonly schema: Schema;
}

/** Kubernetes' own kinds of a release. */
export interface BuiltInSchemas {
  /** The definition of each kind, by `apiVersion/kind`, such as `apps/v1/Deployment`. */
  readonly kinds: Readonly<Record<string, string>>;
  readonly definitions: Readonly<Record<string, Schema>>;
}

const loaded = new Map<string, ReadonlyMap<string, CustomKind>>();

/**
 * A custom kind by its group. The group's file is read at its first use, so a program pays only for the groups it has.
 *
 * @returns `undefined` where the group or the kind is not among `imports/`.
 */
export function customKind(group: string, kind: string): CustomKind | undefined {
  return customKindsOf(group).get(kind);
}

function load(group: string): ReadonlyMap<string, CustomKind> {
  // A group is a DNS name; anything else is no file of ours, whatever path it may spell.
  if (!/^[a-z0-9.-]+$/.test(group)) return new Map();
  const file = path.join(packageRoot(), 'imports', `${group}.schema.json`);
  if (!fs.existsSync(file)) return new Map();
  const { kinds } = JSON.parse(fs.readFileSync(file, 'utf8')) as { kinds: unknown };
  // `kubernetes-1.27` spells the file of a release, and is no group.
  return new Map(
    Array.isArray(kinds) ? (kinds as CustomKind[]).map((facts) => [facts.kind, withOthers(group, facts)]) : [],
  );
}

/** Any fields: of a version that is served and whose schema is not known. */
const ANYTHING: Schema = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };

function withOthers(group: string, facts: CustomKind): CustomKind {
  const others = otherVersions(group, facts.kind).map(([name, sameAs]) => ({
    name,
    served: true,
    schema: facts.versions.find((version) => version.name === sameAs)?.schema ?? ANYTHING,
  }));
  return others.length === 0 ? facts : { ...facts, versions: [...facts.versions, ...others] };
}

/** The custom kinds of a group that `imports/` knows, by their names; none for a group that is not there. */
export function customKindsOf(group: string): ReadonlyMap<string, CustomKind> {
  let kinds = loaded.get(group);
  if (!kinds) {
    kinds = load(group);
    loaded.set(group, kinds);
  }
  return kinds;
}

/**
 * Makes the kinds of `CustomResourceDefinition`s known to every check of this process. They take the place of kinds of `imports/` that
 * have the same name; what has not the form of a definition is passed over.
 *
 * @returns how many kinds were added
 */
export function addCustomKinds(crds: readonly unknown[]): number {
  let added = 0;
  for (const crd of crds) {
    const { kind: type, spec } = (crd ?? {}) as { kind?: unknown; spec?: CrdSpec };
    const { group, names, scope, versions } = spec ?? {};
    if (type !== 'CustomResourceDefinition' || typeof group !== 'string' || !isList(versions)) continue;
    if (typeof names?.kind !== 'string' || typeof names.plural !== 'string') continue;
    const own: CustomKind = {
      kind: names.kind,
      plural: names.plural,
      scope: scope === 'Cluster' ? 'Cluster' : 'Namespaced',
      given: true,
      versions: versions.flatMap((version) => versionOf(version)).sort((a, b) => rank(b.name) - rank(a.name)),
    };
    loaded.set(group, new Map([...customKindsOf(group), [own.kind, own]]));
    added += 1;
  }
  return added;
}

/** Groups of which definitions among manifests tell some kinds, and nothing the rest. */
let partlyKnown: ReadonlySet<string> = new Set();

/**
 * Runs something for as long as the kinds of the `CustomResourceDefinition`s among manifests are known: what is applied together with its
 * definition is judged by it. Kinds of the same group that are neither defined there nor in `imports/` stay unknown.
 *
 * @param objects the manifests of one cluster; all but the definitions are passed over
 */
export function withDefinitionsOf<T>(objects: readonly unknown[], run: () => T): T {
  const crds = objects.filter((one) => (one as { kind?: unknown } | null)?.kind === 'CustomResourceDefinition');
  const groups = crds
    .map((crd) => (crd as { spec?: CrdSpec | null }).spec?.group)
    .filter((one) => typeof one === 'string');
  if (groups.length === 0) return run();
  const before = new Map(groups.map((group) => [group, customKindsOf(group)]));
  const partlyBefore = partlyKnown;
  partlyKnown = new Set([...partlyBefore, ...groups.filter((group) => before.get(group)?.size === 0)]);
  try {
    addCustomKinds(crds);
    return run();
  } finally {
    for (const [group, kinds] of before) loaded.set(group, kinds);
    partlyKnown = partlyBefore;
  }
}

/** Whether a kind of the group that is not among its custom kinds may be there all the same. */
export function mayHaveMoreKinds(group: string): boolean {
  return partlyKnown.has(group);
}

/** A version of a definition; none where it has not the form of one. */
function versionOf(given: unknown): CustomKind['versions'] {
  const { name, served, schema, subresources } = (given ?? {}) as Record<string, unknown>;
  if (typeof name !== 'string') return [];
  const { openAPIV3Schema } = (schema ?? {}) as Record<string, unknown>;
  const { scale } = (subresources ?? {}) as Record<string, unknown>;
  const { specReplicasPath } = (scale ?? {}) as Record<string, unknown>;
  const scaled = typeof specReplicasPath === 'string' ? { specReplicasPath } : {};
  return [{ name, served: served !== false, ...scaled, schema: soundSchema(openAPIV3Schema) }];
}

/** `Array.isArray` forgets what a read-only list holds. */
function isList<T>(value: readonly T[] | undefined): value is readonly T[] {
  return Array.isArray(value);
}

/** The part of a `CustomResourceDefinition` that is read. */
interface CrdSpec {
  readonly group?: string;
  readonly names?: { readonly kind?: string; readonly plural?: string };
  readonly scope?: string;
  readonly versions?: readonly unknown[];
}

/** As Kubernetes orders versions: `v2`, `v1`, `v1beta2`, `v1beta1`, `v1alpha1`, then other names. */
function rank(version: string): number {
  const match = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version);
  if (!match) return -1;
  const stage = match[2] === undefined ? 2 : match[2] === 'beta' ? 1 : 0;
  return stage * 1e6 + Number(match[1]) * 1e3 + Number(match[3] ?? 0);
}

/** The minor versions of Kubernetes whose definitions are under `imports/`. */
export const KNOWN_RELEASES: readonly number[] = [27, 31, 34, 36];

const releases = new Map<number, BuiltInSchemas>();

/**
 * The built-in kinds of a minor version. Of a version between two known releases the older decides the types; fields and kinds that came up to
 * the newer are known too, for nobody can say here in which of the versions between they came.
 */
export function builtInSchemas(minor: number): BuiltInSchemas {
  let found = releases.get(minor);
  if (!found) {
    const older = [...KNOWN_RELEASES].reverse().find((release) => release <= minor) ?? 27;
    const newer = KNOWN_RELEASES.find((release) => release >= minor) ?? older;
    found = older === minor ? readRelease(minor) : merge(builtInSchemas(older), builtInSchemas(newer));
    releases.set(minor, found);
  }
  return found;
}

/** A file has what differs from the next release's; definitions that only that one has are named by none of the older kinds. */
function readRelease(minor: number): BuiltInSchemas {
  const file = path.join(packageRoot(), 'imports', `kubernetes-1.${minor}.schema.json`);
  const own = JSON.parse(fs.readFileSync(file, 'utf8')) as BuiltInSchemas;
  const next = KNOWN_RELEASES.find((release) => release > minor);
  if (next === undefined) return own;
  return { kinds: own.kinds, definitions: { ...builtInSchemas(next).definitions, ...own.definitions } };
}

function merge(older: BuiltInSchemas, newer: BuiltInSchemas): BuiltInSchemas {
  const definitions: Record<string, Schema> = { ...newer.definitions };
  for (const [name, schema] of Object.entries(older.definitions)) {
    const properties = newer.definitions[name]?.properties;
    definitions[name] = properties ? { ...schema, properties: { ...properties, ...schema.properties } } : schema;
  }
  return { kinds: { ...newer.kinds, ...older.kinds }, definitions };
}
