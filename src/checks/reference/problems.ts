import { groupOf } from '../../facts/kinds';
import type { Target } from '../../facts/target';
import { record, text } from '../accept/read';
import { isDeclared } from '../declarations';
import type { External } from '../declarations';
import type { Manifest } from '../manifest';
import type { Model } from '../model/model';
import type { Report } from '../rule';
import { isRandom } from '../secret/looks-like-token';
import { clusterObjects } from './cluster-objects';
import { keysOf, portsOf, providedBy } from './provided';
import type { Existing } from './provided';
import { referencesOf } from './references';
import type { Reference } from './references';
import { ANY_NAMESPACE } from './table/row';
import type { Referent, Topic } from './table/row';
import { onceFor } from '../../facts/once';

/** A reference that leads nowhere: to no object, or to one without the key or the port. */
export interface Problem {
  readonly reference: Reference;
  readonly lacks: 'object' | 'key' | 'port';
  /** The objects that were found: of the name in other namespaces, or the one that lacks the part. */
  readonly seen: readonly Existing[];
}

/** Every reference of the model that leads nowhere. All rules of references share one walk. */
export const problemsOf = onceFor((model: Model, target: Target): readonly Problem[] => [...search(model, target)]);

/** The references of some topics whose object does not exist, one for each object that a manifest names. */
export function* missingObjects(model: Model, target: Target, ...topics: Topic[]): Iterable<Report> {
  const said = new Map<Manifest, Set<string>>();
  for (const { reference, lacks, seen } of problemsOf(model, target)) {
    const { manifest, path, topic } = reference;
    if (lacks !== 'object' || !topics.includes(topic)) continue;
    const names = said.get(manifest) ?? new Set<string>();
    const { kind, namespace = '', name } = reference.target;
    const key = `${kind} ${namespace === ANY_NAMESPACE ? '' : namespace}/${name}`;
    if (names.has(key)) continue;
    said.set(manifest, names.add(key));
    const places = seen.map(({ namespace }) => namespace);
    const hint = places.length > 0 ? `; there is one in namespace ${places.join(', ')}` : '';
    yield { manifest, path, message: `${show(reference.target)} does not exist${hint}` };
  }
}

/** How messages name an object: `Secret studioml/queue`. Where the name of a Secret is wanted, some write what is to be in it. */
export function show({ kind, namespace, name }: Referent): string {
  const shown = kind === 'Secret' && isRandom(name) ? '(not shown)' : name;
  return `${kind} ${namespace && namespace !== ANY_NAMESPACE ? `${namespace}/` : ''}${shown}`;
}

function* search(model: Model, target: Target): Iterable<Problem> {
  const existing = indexOf(model);
  const declared = [...clusterObjects(target.provider), ...model.externals];
  for (const reference of referencesOf(model)) {
    if (reference.optional) continue;
    const problem = judge(reference, existing, declared);
    if (problem) yield problem;
  }
}

/** By group, kind and name, then by namespace: a name such as `settings` may stand in thousands of namespaces. */
type Index = ReadonlyMap<string, ReadonlyMap<string, readonly Existing[]>>;

function indexOf(model: Model): Index {
  const index = new Map<string, Map<string, Existing[]>>();
  const add = (one: Existing): void => {
    const key = `${one.group}/${one.kind}/${one.name}`;
    const named = index.get(key) ?? new Map<string, Existing[]>();
    index.set(key, named);
    const same = named.get(one.namespace);
    if (same) same.push(one);
    else named.set(one.namespace, [one]);
  };
  for (const { object } of model.manifests) {
    const { apiVersion, kind } = object;
    if (typeof apiVersion !== 'string' || typeof kind !== 'string') continue;
    const metadata = record(object.metadata);
    const name = text(metadata.name);
    const group = groupOf(apiVersion);
    if (name) {
      const core = group === '' ? kind : '';
      const keys = core === 'Secret' || core === 'ConfigMap' ? keysOf(object) : undefined;
      const ports = core === 'Service' ? portsOf(object) : undefined;
      add({ group, kind, namespace: text(metadata.namespace) ?? '', name, keys, ports });
    }
    for (const one of providedBy(object)) add(one);
  }
  return index;
}

function judge(reference: Reference, index: Index, declared: readonly External[]): Problem | undefined {
  const { target } = reference;
  const { key, port } = target;
  const here = candidates(target, index);
  // What is not there at all is the other reference's finding: each key and port comes with one of the object alone.
  if (here.length === 0) {
    if (isDeclared(declared, { ...target, key: undefined })) {
      return isDeclared(declared, target) ? undefined : { reference, lacks: 'key', seen: [] };
    }
    return key === undefined && port === undefined
      ? { reference, lacks: 'object', seen: elsewhere(target, index) }
      : undefined;
  }
  if (key !== undefined && !here.some(({ keys }) => keys === undefined || keys.includes(key))) {
    return isDeclared(declared, target) ? undefined : { reference, lacks: 'key', seen: here };
  }
  if (port !== undefined && !here.some(({ ports }) => ports === undefined || ports.some((one) => fits(one, port)))) {
    return { reference, lacks: 'port', seen: here };
  }
  return undefined;
}

function candidates({ group, kind, namespace, name }: Referent, index: Index): readonly Existing[] {
  const named = index.get(`${group}/${kind}/${name}`);
  const stem = kind === 'PersistentVolumeClaim' ? name.replace(/-\d+$/, '-#') : name;
  const numbered = stem === name ? undefined : index.get(`${group}/${kind}/${stem}`);
  const here = named ? within(named, namespace) : NONE;
  return numbered ? [...here, ...within(numbered, namespace)] : here;
}

const NONE: readonly Existing[] = [];

/** The objects that may be in the namespace that is asked for. One that names no namespace may be applied to any. */
function within(named: ReadonlyMap<string, readonly Existing[]>, namespace: string | undefined): readonly Existing[] {
  if (namespace === undefined || namespace === ANY_NAMESPACE) return [...named.values()].flat();
  const own = named.get(namespace) ?? NONE;
  const others = named.get(namespace === '' ? 'default' : '') ?? NONE;
  return others.length === 0 ? own : [...own, ...others];
}

/** Some of the objects of that name in other namespaces, for the message. */
function elsewhere({ group, kind, name }: Referent, index: Index): readonly Existing[] {
  const seen: Existing[] = [];
  for (const [one] of index.get(`${group}/${kind}/${name}`)?.values() ?? []) {
    if (one) seen.push(one);
    if (seen.length === 3) break;
  }
  return seen;
}

function fits(one: { readonly name?: string; readonly port: number }, asked: string | number): boolean {
  return typeof asked === 'number' ? one.port === asked : one.name === asked;
}
