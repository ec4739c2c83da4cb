import { groupOf } from '../../facts/kinds';
import type { RenderedObject } from '../rendered';
import { PREREQUISITES } from './catalogue';
import type { Prerequisite } from './catalogue';
import { isBefore, parseInstalled } from './installed';

/** What a system has that needs a prerequisite. */
export interface NeedOfSystem {
  /** The file of the system without its extension, such as `40-gateway`. */
  readonly system: string;
  /** The kinds with their versions, such as `cert-manager.io/v1 Certificate`. */
  readonly kinds: readonly string[];
}

/** A prerequisite with what needs it in one cluster. */
export interface ClusterNeed {
  readonly prerequisite: Prerequisite;
  readonly needs: readonly NeedOfSystem[];
  /** The first release that serves what is needed, where one is known. */
  readonly atLeast?: string;
  /** Whether the cluster has it: `unknown` where the fleet does not say what it has, `outdated` where that is too old. */
  readonly state: 'installed' | 'delivered' | 'missing' | 'outdated' | 'unknown';
  /** The version that the cluster is said to have. */
  readonly has?: string;
}

/** How a cluster gets what it needs. */
export interface Provision {
  /** What the fleet says that it has. */
  readonly installed?: readonly string[];
  /** The ids of what the delivery brings. */
  readonly delivered?: (prerequisite: Prerequisite) => boolean;
  /** The engine that must run there already, as its id. */
  readonly engine?: string;
}

/** What the objects of a cluster need, by their API groups, in the order of the catalogue. */
export function needsOf(objects: readonly RenderedObject[], provision: Provision = {}): ClusterNeed[] {
  return PREREQUISITES.flatMap((prerequisite) => {
    const own = objects.filter(({ apiVersion }) => prerequisite.groups.includes(groupOf(apiVersion)));
    if (own.length === 0) return [];
    const systems = [...new Set(own.map(({ file }) => file))];
    const needs = systems.map((system) => ({
      system,
      kinds: [
        ...new Set(own.filter(({ file }) => file === system).map(({ apiVersion, kind }) => `${apiVersion} ${kind}`)),
      ].sort(),
    }));
    const atLeast = own
      .map(({ apiVersion, kind }) => prerequisite.since?.[`${apiVersion} ${kind}`] ?? prerequisite.since?.[apiVersion])
      .reduce((a, b) => (a === undefined || (b !== undefined && isBefore(a, b)) ? b : a), undefined);
    return [{ prerequisite, needs, atLeast, ...stateOf(prerequisite, atLeast, provision) }];
  });
}

function stateOf(
  { id, ...rest }: Prerequisite,
  atLeast: string | undefined,
  { installed, delivered, engine }: Provision,
): Pick<ClusterNeed, 'state' | 'has'> {
  const found = installed?.map(parseInstalled).find((one) => one.id === id);
  if (found) {
    const { version } = found;
    const old = version !== undefined && atLeast !== undefined && isBefore(version, atLeast);
    return { state: old ? 'outdated' : 'installed', has: version };
  }
  if (id === engine) return { state: 'installed' };
  if (delivered?.({ id, ...rest })) return { state: 'delivered' };
  return { state: installed === undefined ? 'unknown' : 'missing' };
}
