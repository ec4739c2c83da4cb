import { distance } from 'fastest-levenshtein';
import { groupOf, isBuiltInGroup } from '../../../facts/kinds';
import { dns1123Subdomain } from '../../../facts/names';
import { builtInSchemas, customKindsOf, KNOWN_RELEASES, mayHaveMoreKinds } from '../../../facts/schemas';
import type { CustomKind } from '../../../facts/schemas';
import { ADDED_IN, isOffByDefault, minorFrom, REMOVED_IN } from './removed-apis';
import { removedKind } from './removed-kinds';

/** Why a target has no such kind, and what to write in its place. */
export interface NotServed {
  /** The field that is to be changed. */
  readonly path: readonly ['apiVersion'] | readonly ['kind'];
  readonly message: string;
  readonly fix?: string;
}

/** Whether the API server of a minor version serves a kind; `undefined` where it does, and where nothing is known of the kind's group. */
export function notServed(apiVersion: string, kind: string, minor: number): NotServed | undefined {
  const group = groupOf(apiVersion);
  const custom = customKindsOf(group);
  // A definition that somebody gave, for a cluster where it stayed, comes first.
  const removed = custom.has(kind) ? undefined : removedKind(group, kind);
  if (removed)
    return {
      path: ['apiVersion'],
      message: `no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}; ${removed.since} removed it`,
      fix: `write ${removed.instead}`,
    };
  // Another chart may define the other kinds of the group.
  if (!custom.has(kind) && mayHaveMoreKinds(group)) return undefined;
  if (custom.size > 0) return notServedCustom(apiVersion, kind, custom);
  // Every group but Kubernetes' own is a domain: `app/v1` and `Batch/v1` are slips, whatever is installed.
  return isBuiltInGroup(group) || !isDomain(group) ? notServedBuiltIn(apiVersion, kind, minor) : undefined;
}

function isDomain(group: string): boolean {
  return group.includes('.') && dns1123Subdomain(group) === undefined;
}

function notServedBuiltIn(apiVersion: string, kind: string, minor: number): NotServed | undefined {
  // Clients take a List apart before they send it.
  if (apiVersion === 'v1' && kind === 'List') return undefined;
  if (apiVersion === 'v1' && kind === 'ComponentStatus') {
    const message =
      'the server does not allow this method on the requested resource: a ComponentStatus can only be read';
    return { path: ['kind'], message, fix: 'leave the object out' };
  }
  if (isServed(apiVersion, kind, minor)) return undefined;
  const version = `Kubernetes 1.${minor}`;
  const removed = minorFrom(REMOVED_IN, apiVersion, kind);
  const reasons = [`no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}`];
  if (removed !== undefined && removed <= minor)
    reasons.push(`${version} no longer serves it, removed in 1.${removed}`);
  else if (Object.hasOwn(builtInSchemas(minor).kinds, `${apiVersion}/${kind}`) && isOffByDefault(apiVersion)) {
    reasons.push('an API server serves it only where --runtime-config turns it on');
  } else if (KNOWN_RELEASES.some((newer) => newer > minor && isServed(apiVersion, kind, newer))) {
    reasons.push(`${version} does not serve it yet`);
  }
  const instead = alternatives(apiVersion, kind, minor);
  if (instead.length > 0)
    reasons.push(`${version} serves ${instead.map(({ name, version: of }) => `${name} of ${of}`).join(' and ')}`);
  const [first] = instead;
  const wrongKind = first !== undefined && first.name !== kind && instead.every(({ version: of }) => of === apiVersion);
  const fix = instead.map(({ name, version: of }) =>
    name === kind ? `apiVersion: ${of}` : wrongKind ? `kind: ${name}` : `${name} of ${of}`,
  );
  return {
    path: [wrongKind ? 'kind' : 'apiVersion'],
    message: reasons.join('; '),
    ...(fix.length > 0 && { fix: `write ${fix.join(' or ')}` }),
  };
}

function isServed(apiVersion: string, kind: string, minor: number): boolean {
  if (!Object.hasOwn(builtInSchemas(minor).kinds, `${apiVersion}/${kind}`)) return false;
  const added = minorFrom(ADDED_IN, apiVersion, kind) ?? 0;
  const removed = minorFrom(REMOVED_IN, apiVersion, kind) ?? Infinity;
  return added <= minor && minor < removed && !isOffByDefault(apiVersion);
}

/** What the author may have meant: the kind in another version, or a kind of nearly this name. */
function alternatives(apiVersion: string, kind: string, minor: number): { version: string; name: string }[] {
  const served = Object.keys(builtInSchemas(minor).kinds)
    .map((key) => ({ version: key.slice(0, key.lastIndexOf('/')), name: key.slice(key.lastIndexOf('/') + 1) }))
    .filter(({ version, name }) => isNear(kind, name) && isServed(version, name, minor));
  const sameKind = served.filter(({ name }) => name === kind);
  const sameVersion = served.filter(({ version }) => version === apiVersion);
  return sameVersion.length > 0 ? sameVersion : sameKind.length > 0 ? sameKind : served;
}

function notServedCustom(
  apiVersion: string,
  kind: string,
  kinds: ReadonlyMap<string, CustomKind>,
): NotServed | undefined {
  const none = `no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}`;
  const known = kinds.get(kind);
  if (known) {
    const group = groupOf(apiVersion);
    const served = known.versions.filter((version) => version.served).map(({ name }) => `${group}/${name}`);
    if (served.includes(apiVersion)) return undefined;
    if (served.length === 0) {
      const fix = 'write `served: true` for a version of the definition';
      return { path: ['apiVersion'], message: `${none}; its definition serves no version`, fix };
    }
    return {
      path: ['apiVersion'],
      message: `${none}; its definition serves ${served.join(' and ')}`,
      fix: `write apiVersion: ${served[0]}`,
    };
  }
  // A group may have more kinds than are known here; a name that is nearly a known one is a slip.
  const meant = [...kinds.keys()].find((name) => isNear(kind, name));
  return meant === undefined
    ? undefined
    : { path: ['kind'], message: `${none}; the kind is ${meant}`, fix: `write kind: ${meant}` };
}

function isNear(written: string, name: string): boolean {
  const [a, b] = [written.toLowerCase(), name.toLowerCase()];
  return a === b || a === `${b}s` || a === `${b}es` || distance(a, b) <= 1;
}
