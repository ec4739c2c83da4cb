import { list, record, text } from '../../../accept/read';
import type { Manifest } from '../../../manifest';
import type { Model } from '../../../model/model';
import { nameOf, namespaceOf, olderFirst, textMap } from '../objects';

/** The group of the policies of Istio. */
export const SECURITY = 'security.istio.io';

/** The namespace whose policies are for every namespace, as Istio is installed. */
export const ROOT = 'istio-system';

/** What it depends on where a policy selects pods by labels that are not known. */
export const LABELS = 'the labels of pods that are not among the manifests';

/** The label that the pods of a Gateway of the Gateway API have. */
export const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';

/** The pods that policies are for. */
export interface Pods {
  readonly namespace: string;
  readonly labels: ReadonlyMap<string, string>;
  /** Whether they may have labels beside these, for they are not among the manifests. */
  readonly isPartial: boolean;
  /** The Service that they are the waypoint of; policies name that or the waypoint, and never select its pods. */
  readonly waypointFor?: { readonly name: string; readonly namespace: string };
}

/** A policy that is for some pods, or may be. */
export interface Applied {
  readonly manifest: Manifest;
  /** Whether it depends on labels of pods that are not among the manifests. */
  readonly maybe: boolean;
}

/** Policies of one kind by namespace, read once a model. */
const known = new WeakMap<Model, Map<string, ReadonlyMap<string, readonly Manifest[]>>>();

function byNamespace(model: Model, kind: string): ReadonlyMap<string, readonly Manifest[]> {
  const kinds = known.get(model) ?? new Map<string, ReadonlyMap<string, readonly Manifest[]>>();
  known.set(model, kinds);
  const found = kinds.get(kind);
  if (found) return found;
  const made = new Map<string, Manifest[]>();
  for (const manifest of olderFirst(model.ofKind(SECURITY, kind))) {
    const same = made.get(namespaceOf(manifest));
    if (same) same.push(manifest);
    else made.set(namespaceOf(manifest), [manifest]);
  }
  kinds.set(kind, made);
  return made;
}

/** Whether a model has any policy that decides over requests. */
export function hasPolicies(model: Model): boolean {
  return ['AuthorizationPolicy', 'PeerAuthentication', 'RequestAuthentication'].some(
    (kind) => model.ofKind(SECURITY, kind).length > 0,
  );
}

/** What is for the same pods, worked out once: many requests reach them. */
const applied = new WeakMap<Pods, { readonly model: Model; readonly kinds: Map<string, readonly Applied[]> }>();

/** The policies of a kind that are for some pods: those of their namespace, and those of the root namespace. */
export function appliedTo(model: Model, kind: string, pods: Pods): readonly Applied[] {
  let found = applied.get(pods);
  if (found?.model !== model) {
    found = { model, kinds: new Map() };
    applied.set(pods, found);
  }
  const policies = found.kinds.get(kind) ?? applying(model, kind, pods);
  found.kinds.set(kind, policies);
  return policies;
}

function applying(model: Model, kind: string, pods: Pods): readonly Applied[] {
  const all = byNamespace(model, kind);
  const places = new Set([pods.namespace, ...(pods.waypointFor ? [pods.waypointFor.namespace] : []), ROOT]);
  return [...places]
    .flatMap((place) => all.get(place) ?? [])
    .flatMap((manifest) => {
      const is = isFor(manifest, pods);
      return is === 'no' ? [] : [{ manifest, maybe: is === 'maybe' }];
    });
}

function isFor(manifest: Manifest, { namespace, labels, isPartial, waypointFor }: Pods): 'yes' | 'no' | 'maybe' {
  const { selector, targetRef, targetRefs } = record(manifest.object.spec);
  const given = [...list(targetRefs), ...(targetRef === undefined || targetRef === null ? [] : [targetRef])];
  if (given.length > 0 || waypointFor) {
    const of = namespaceOf(manifest);
    const isNamed = given.map(record).some(({ kind, name }) => {
      if (kind === 'Gateway') return of === namespace && labels.get(GATEWAY_NAME) === name;
      if (!waypointFor) return false;
      if (kind === 'GatewayClass') return of === ROOT && name === 'istio-waypoint';
      return kind === 'Service' && of === waypointFor.namespace && name === waypointFor.name;
    });
    return isNamed ? 'yes' : 'no';
  }
  let maybe = false;
  for (const [key, value] of textMap(record(selector).matchLabels)) {
    const own = labels.get(key);
    if (own === value) continue;
    // By custom the label of gateways alone.
    if (own !== undefined || !isPartial || key === 'istio') return 'no';
    maybe = true;
  }
  return maybe ? 'maybe' : 'yes';
}

/** Whether a policy selects pods by their labels. */
export function isNarrow({ object }: Manifest): boolean {
  return textMap(record(record(object.spec).selector).matchLabels).size > 0;
}

/** Whether a policy only counts what it would do. */
export function isDryRun({ object }: Manifest): boolean {
  return /^(1|t|T|true|TRUE|True)$/.test(text(record(record(object.metadata).annotations)['istio.io/dry-run']) ?? '');
}

/** As messages name a policy. */
export function titleOf(manifest: Manifest): string {
  return `${manifest.object.kind ?? ''} ${namespaceOf(manifest)}/${nameOf(manifest)}`;
}
