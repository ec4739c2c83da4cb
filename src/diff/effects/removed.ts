import { identify } from '../../checks/finding';
import { list, record, text } from '../../checks/accept/read';
import { describe, shownName } from '../../checks/manifest';
import type { KubernetesObject, Manifest } from '../../checks/manifest';
import { groupOf } from '../../facts/kinds';
import { count } from '../../facts/count';
import { few } from '../effect';
import type { Effect, Judge, Sides } from '../effect';
import { readersOf } from './readers';

/** Objects that hold stored data. */
export const lostData: Judge = function* ({ old, next }, sides) {
  if (!old || next) return;
  const { kind, spec } = old.object;
  const type = `${groupOf(old.object.apiVersion)}/${shownName(kind)}`;
  if (type === '/PersistentVolumeClaim') yield claim(text(record(spec).storageClassName), sides);
  if (type === '/PersistentVolume') yield volume(record(spec).persistentVolumeReclaimPolicy);
  if (type === 'apps/StatefulSet') yield* ofStatefulSet(record(spec));
};

function claim(storageClass: string | undefined, { old }: Sides): Effect {
  const found = storageClass === undefined ? undefined : old.find('storage.k8s.io', 'StorageClass', '', storageClass);
  const policy = found && (text(found.object.reclaimPolicy) ?? 'Delete');
  const named = storageClass === undefined || storageClass === '' ? 'its StorageClass' : `StorageClass ${storageClass}`;
  if (policy === 'Retain') {
    const reason = `its volume is kept (${named} retains), but nothing can use it until someone binds it again`;
    return { kind: 'data', disruptive: true, reason };
  }
  const why = policy === 'Delete' ? `${named} deletes volumes` : `unless ${named} retains volumes`;
  return { kind: 'data', disruptive: true, reason: `its data is lost: ${why}` };
}

function volume(policy: unknown): Effect {
  const reason =
    policy === 'Delete'
      ? 'its data is lost: the reclaim policy is Delete'
      : 'the cluster loses the volume; what it stands for is kept (Retain)';
  return { kind: 'data', disruptive: true, reason };
}

function* ofStatefulSet({
  volumeClaimTemplates,
  persistentVolumeClaimRetentionPolicy,
}: Readonly<Record<string, unknown>>): Iterable<Effect> {
  if (list(volumeClaimTemplates).length === 0) return;
  const deletes = record(persistentVolumeClaimRetentionPolicy).whenDeleted === 'Delete';
  yield deletes
    ? { kind: 'data', disruptive: true, reason: 'its claims are deleted with it (whenDeleted: Delete)' }
    : { kind: 'data', disruptive: false, reason: 'its claims stay, and are paid for' };
}

/** Objects that take others with them. */
export const takenAlong: Judge = function* ({ old, next }, sides) {
  if (!old || next) return;
  const { kind, spec } = old.object;
  const group = groupOf(old.object.apiVersion);
  const { name = '' } = identify(old.object);
  if ((group === '' && kind === 'Namespace') || (group === 'kubeflow.org' && kind === 'Profile')) {
    const inside = sides.old.manifests.filter(({ object }) => object.metadata?.namespace === name);
    const what = kind === 'Profile' ? `namespace ${name} and everything in it` : 'everything in it';
    const among = inside.length === 0 ? '' : `, ${count(inside.length, 'object')} of these manifests among it`;
    yield { kind: 'removal', disruptive: true, reason: `deletes ${what}${among}` };
  }
  if (group === 'apiextensions.k8s.io' && kind === 'CustomResourceDefinition') {
    const { names, group: own } = record(spec);
    const named = text(record(names).kind) ?? name;
    const found = sides.old.ofKind(text(own) ?? '', named).length;
    const among = found === 0 ? '' : `, ${found} of these manifests among them`;
    yield { kind: 'removal', disruptive: true, reason: `deletes every ${named} of the cluster${among}` };
  }
};

/** Objects that others still name. */
export const stillNamed: Judge = function* ({ old, next }, sides) {
  if (!old || next) return;
  const readers = readersOf(old.object, sides.next);
  if (readers.length === 0) return;
  yield {
    kind: 'removal',
    disruptive: true,
    reason: `still named by ${few(readers.map(({ by }) => describe(by.object)))}`,
  };
};

const ROUTES = new Set([
  'networking.istio.io/Gateway',
  'networking.istio.io/VirtualService',
  'networking.k8s.io/Ingress',
  'gateway.networking.k8s.io/Gateway',
  'gateway.networking.k8s.io/HTTPRoute',
]);

const GUARDS: Readonly<Record<string, string>> = {
  'networking.k8s.io/NetworkPolicy': 'connections that it refused are allowed, unless another policy refuses them',
  'security.istio.io/AuthorizationPolicy': 'what it decided is no longer decided: requests that it refused may pass',
  'security.istio.io/PeerAuthentication': 'plain connections that it refused may pass',
  'security.istio.io/RequestAuthentication': 'tokens are no longer checked',
};

/** Ways in that close, and guards that leave. */
export const openedOrClosed: Judge = function* ({ old, next }) {
  if (!old || next) return;
  const type = `${groupOf(old.object.apiVersion)}/${shownName(old.object.kind)}`;
  if (ROUTES.has(type)) {
    const hosts = hostsOf(old.object);
    const whose = hosts.length === 0 ? '' : ` for ${few(hosts)}`;
    yield { kind: 'removal', disruptive: true, reason: `its routes${whose} end` };
  }
  const guard = Object.hasOwn(GUARDS, type) ? GUARDS[type] : undefined;
  if (guard !== undefined) yield { kind: 'access', disruptive: true, reason: guard };
};

function hostsOf({ spec }: KubernetesObject): readonly string[] {
  const { hosts, hostnames, rules, servers } = record(spec);
  const inner = [
    ...list(rules).map((one) => record(one).host),
    ...list(servers).flatMap((one) => list(record(one).hosts)),
  ];
  return [...new Set([...list(hosts), ...list(hostnames), ...inner].filter((one) => typeof one === 'string'))];
}

/** A Secret or ConfigMap that loses keys which something reads. */
export const lostKeys: Judge = function* ({ old, next }, sides) {
  if (!old || !next || !['Secret', 'ConfigMap'].includes(old.object.kind ?? '')) return;
  if (groupOf(old.object.apiVersion) !== '') return;
  const kept = keysOf(next);
  const gone = new Set([...keysOf(old)].filter((key) => !kept.has(key)));
  if (gone.size === 0) return;
  const readers = readersOf(next.object, sides.next);
  for (const key of gone) {
    const exact = readers.filter((one) => one.key === key).map(({ by }) => describe(by.object));
    const whole = readers.filter((one) => one.whole).map(({ by }) => describe(by.object));
    if (exact.length > 0)
      yield { kind: 'removal', disruptive: true, reason: `loses key ${key}, which ${few(exact)} reads` };
    else if (whole.length > 0) {
      yield { kind: 'removal', disruptive: false, reason: `loses key ${key}; ${few(whole)} takes all keys` };
    }
  }
};

function keysOf({ object }: Manifest): Set<string> {
  return new Set([object.data, object.stringData, object.binaryData].flatMap((one) => Object.keys(record(one))));
}
