import { isBuiltInGroup } from '../../../facts/kinds';
import { customKindsOf } from '../../../facts/schemas';
import { record, text, texts } from '../../accept/read';
import type { Model } from '../../model/model';
import { RESOURCES } from './resource-table';

/** What is known of one resource. */
export interface Resource {
  /** The core group is empty text. */
  readonly group: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly namespaced: boolean;
  /** Those that are known; `undefined` where they are not. */
  readonly subresources?: readonly string[];
  /** Those that it serves. */
  readonly verbs: readonly string[];
}

/** The verbs that an object of the API server is asked by. */
export const VERBS: readonly string[] = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
];

/** Verbs that Kubernetes asks for beside those, of some resources. */
export const SPECIAL_VERBS: readonly string[] = [
  'approve',
  'attest',
  'bind',
  'escalate',
  'impersonate',
  'proxy',
  'request-serviceaccounts-token-audience',
  'sign',
  'use',
];

const BUILT_IN: readonly Resource[] = RESOURCES.trim()
  .split('\n')
  .map((line) => {
    const [group, plural, singular, scope, shortNames, subresources, verbs] = line.split(' ') as [string, ...string[]];
    const split = (value = '-'): string[] => (value === '-' ? [] : value.split(','));
    return {
      group: group === 'core' ? '' : group,
      plural: plural!,
      singular: singular!,
      shortNames: split(shortNames),
      namespaced: scope === 'n',
      subresources: split(subresources),
      verbs: verbs === '*' ? VERBS : split(verbs),
    };
  });

/** Kubernetes' own groups, whose resources are all known. */
const GROUPS: ReadonlySet<string> = new Set(BUILT_IN.map(({ group }) => group));

/** The resources of a cluster: Kubernetes' own, those of `imports/`, and those that definitions among the manifests make. */
export class ResourceCatalog {
  /** The catalog of a model, made once. */
  public static of(model: Model): ResourceCatalog {
    let catalog = known.get(model);
    if (!catalog) known.set(model, (catalog = new ResourceCatalog(model)));
    return catalog;
  }

  private readonly defined: readonly Resource[];
  private readonly groups = new Map<string, ReadonlyMap<string, Resource>>();

  public constructor(model: Model) {
    this.defined = model
      .ofKind('apiextensions.k8s.io', 'CustomResourceDefinition')
      .flatMap(({ object }) => definition(object.spec) ?? []);
  }

  /** Whether every resource of a group is known. */
  public isComplete(group: string): boolean {
    // What `extensions` once had has come from many groups.
    return GROUPS.has(group) && isBuiltInGroup(group) && group !== 'extensions';
  }

  /** A resource by group and plural. */
  public find(group: string, plural: string): Resource | undefined {
    return this.indexOf(group).get(plural);
  }

  /** The resources of a group, as far as they are known. */
  public ofGroup(group: string): readonly Resource[] {
    return [...this.indexOf(group).values()];
  }

  /**
   * What is meant by a name as kubectl takes it: plural, singular or short name, in capitals or not. Of several that have the name,
   * Kubernetes' own come first.
   */
  public named(name: string, group?: string): Resource | undefined {
    const wanted = name.toLowerCase();
    const all = group === undefined ? [...BUILT_IN, ...this.defined] : this.ofGroup(group);
    const served = all.filter(({ group: of }) => of !== 'extensions' || group !== undefined);
    return (
      served.find(({ plural }) => plural === wanted) ??
      served.find(({ singular }) => singular === wanted) ??
      served.find(({ shortNames }) => shortNames.includes(wanted))
    );
  }

  private indexOf(group: string): ReadonlyMap<string, Resource> {
    let index = this.groups.get(group);
    if (!index) {
      const all = [...importedOf(group), ...this.defined, ...BUILT_IN].filter((resource) => resource.group === group);
      // What stands later wins: Kubernetes' own, then what the manifests define.
      this.groups.set(group, (index = new Map(all.map((resource) => [resource.plural, resource]))));
    }
    return index;
  }
}

const known = new WeakMap<Model, ResourceCatalog>();
const imported = new WeakMap<object, readonly Resource[]>();

function importedOf(group: string): readonly Resource[] {
  if (GROUPS.has(group)) return [];
  // Definitions among manifests change the kinds of a group for one check, so it is they that are remembered.
  const kinds = customKindsOf(group);
  let found = imported.get(kinds);
  if (!found) {
    found = [...kinds.values()].map(({ kind, plural, scope }) => ({
      group,
      plural,
      singular: kind.toLowerCase(),
      shortNames: [],
      namespaced: scope === 'Namespaced',
      verbs: VERBS,
    }));
    imported.set(kinds, found);
  }
  return found;
}

function definition(spec: unknown): Resource | undefined {
  const { group, names, scope } = record(spec);
  const { plural, singular, kind, shortNames } = record(names);
  if (text(group) === undefined || text(plural) === undefined) return undefined;
  return {
    group: text(group)!,
    plural: text(plural)!,
    singular: text(singular) ?? text(kind)?.toLowerCase() ?? '',
    shortNames: texts(shortNames),
    namespaced: scope !== 'Cluster',
    verbs: VERBS,
  };
}
