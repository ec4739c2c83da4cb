import { list, record, text } from '../../accept/read';
import type { Manifest } from '../../manifest';
import type { Model } from '../../model/model';
import { labelsOf, matches, selectorOf } from '../../reference/selector';
import { readAmounts } from './amounts';
import type { NodeFacts } from './kube/cluster';
import { matchesNode, readNodeTerm } from './pod/node-terms';
import type { NodeTerm } from './pod/node-terms';
import { Requirement } from './karpenter/requirement';
import { Requirements } from './karpenter/requirements';
import { claimTemplates } from './workloads';
import type { Workload } from './workloads';
import { once } from '../../../facts/once';

/** Where a volume can be: a node that matches one of the terms. */
interface VolumePlace {
  readonly terms: readonly NodeTerm[];
  readonly reason: string;
}

/** Where the volumes of a pod let it go. */
export interface VolumeFacts {
  /** Why a node cannot have the volumes; `undefined` where it can. */
  readonly refuses: (node: NodeFacts) => string | undefined;
  /** What they require of a new node, one of several; none where they require nothing. */
  readonly alternatives: readonly Requirements[];
}

const MAX_ALTERNATIVES = 64;

/** Reads the zones of a pod's volumes from the PersistentVolumes and StorageClasses among the manifests. */
export function volumesOf(model: Model, workload: Workload): VolumeFacts {
  const places = placesOf(model, workload);
  const taken = takenClaim(model, workload) ? TAKEN : undefined;
  let alternatives: Requirements[] = places.length === 0 ? [] : [Requirements.of([])];
  for (const { terms } of places) {
    alternatives = alternatives
      .flatMap((before) => terms.map(({ expressions }) => before.and(expressions.map((one) => Requirement.of(one)))))
      .slice(0, MAX_ALTERNATIVES);
  }
  return {
    refuses: (node) => taken ?? places.find(({ terms }) => !matchesNode(terms, node.labels, node.name))?.reason,
    alternatives,
  };
}

const TAKEN = 'node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode';

/** Whether a claim that one pod alone may use is used by a pod that has its node. It keeps the pod off every node. */
function takenClaim(model: Model, { manifest, namespace, pod }: Workload): boolean {
  const single = pod.claims.filter((name) => {
    const spec = record(model.find('', 'PersistentVolumeClaim', namespace, name)?.object.spec);
    return list(spec.accessModes).includes('ReadWriteOncePod');
  });
  if (single.length === 0) return false;
  return model.ofKind('', 'Pod').some((other) => {
    const { metadata, spec, status } = other.object;
    const { nodeName, volumes: mounted } = record(spec);
    if (other === manifest || (text(record(metadata).namespace) ?? 'default') !== namespace || !text(nodeName))
      return false;
    if (['Succeeded', 'Failed'].includes(text(record(status).phase) ?? '')) return false;
    return list(mounted).some((one) => {
      const name = text(record(record(one).persistentVolumeClaim).claimName);
      return name !== undefined && single.includes(name);
    });
  });
}

function placesOf(model: Model, { manifest, namespace, pod, spec }: Workload): VolumePlace[] {
  const claims = pod.claims.flatMap((name) => {
    const found = model.find('', 'PersistentVolumeClaim', namespace, name);
    const any = found ?? (namespace === 'default' ? model.find('', 'PersistentVolumeClaim', '', name) : undefined);
    return any ? [{ name, spec: record(any.object.spec) }] : [];
  });
  const ephemeral = list(spec.volumes).flatMap((one) => {
    const template = record(record(one).ephemeral).volumeClaimTemplate;
    return template === undefined ? [] : [{ name: '', spec: record(record(template).spec) }];
  });
  const own = claimTemplates(manifest).map((one) => ({ name: '', spec: one }));
  return [...claims, ...ephemeral, ...own].flatMap((claim) => placeOf(model, namespace, claim.name, claim.spec));
}

function placeOf(
  model: Model,
  namespace: string,
  name: string,
  spec: Readonly<Record<string, unknown>>,
): VolumePlace[] {
  const bound = text(spec.volumeName) ?? '';
  const { byName, byClaim } = persistentVolumes(model);
  const volume = bound !== '' ? byName.get(bound) : name === '' ? undefined : byClaim.get(`${namespace}/${name}`);
  if (volume) {
    const terms = termsOf(volume);
    return terms.length === 0 ? [] : [{ terms, reason: "node(s) didn't match PersistentVolume's node affinity" }];
  }
  const waiting = waitingVolumes(model, spec);
  if (waiting.length > 0) {
    const affinities = waiting.map(termsOf);
    if (affinities.some((terms) => terms.length === 0)) return [];
    return [{ terms: affinities.flat(), reason: UNBOUND }];
  }
  const terms = allowedTopologies(model, spec.storageClassName);
  return terms.length === 0 ? [] : [{ terms, reason: UNBOUND }];
}

const UNBOUND = "node(s) didn't find available persistent volumes to bind";

/** Where a PersistentVolume can be mounted; none where any node can. */
function termsOf({ object }: Manifest): NodeTerm[] {
  return list(record(record(record(object.spec).nodeAffinity).required).nodeSelectorTerms).map(readNodeTerm);
}

/**
 * The PersistentVolumes that a claim may be bound to where nothing makes one for it: its class is empty, or has no provisioner. None where
 * the manifests show none, for others may make them.
 */
function waitingVolumes(model: Model, claim: Readonly<Record<string, unknown>>): readonly Manifest[] {
  const name = text(claim.storageClassName);
  if (name === undefined || !isStatic(model, name)) return [];
  const asked = storageOf(record(claim.resources).requests);
  return model.ofKind('', 'PersistentVolume').filter(({ object }) => {
    const { storageClassName, accessModes, capacity, claimRef, volumeMode } = record(object.spec);
    return (
      (text(storageClassName) ?? '') === name &&
      (claimRef === undefined || claimRef === null) &&
      (text(volumeMode) ?? 'Filesystem') === (text(claim.volumeMode) ?? 'Filesystem') &&
      list(claim.accessModes).every((mode) => list(accessModes).includes(mode)) &&
      storageOf(capacity) >= asked &&
      (claim.selector === undefined || matches(selectorOf(claim.selector), labelsOf(record(object.metadata).labels)))
    );
  });
}

function storageOf(amounts: unknown): number {
  return readAmounts(amounts).get('storage') ?? 0;
}

function isStatic(model: Model, name: string): boolean {
  if (name === '') return true;
  const manifest = model.find('storage.k8s.io', 'StorageClass', '', name);
  return manifest?.object.provisioner === 'kubernetes.io/no-provisioner';
}

interface PersistentVolumes {
  readonly byName: ReadonlyMap<unknown, Manifest>;
  /** By `NAMESPACE/NAME` of the claim that each names. */
  readonly byClaim: ReadonlyMap<string, Manifest>;
}

/** The PersistentVolumes of a model, indexed once; of two with the same key the first one. */
const persistentVolumes = once((model: Model): PersistentVolumes => {
  const byName = new Map<unknown, Manifest>();
  const byClaim = new Map<string, Manifest>();
  for (const volume of model.ofKind('', 'PersistentVolume')) {
    const { name } = record(volume.object.metadata);
    const { namespace, name: claim } = record(record(volume.object.spec).claimRef);
    const key = `${text(namespace ?? 'default') ?? ''}/${text(claim) ?? ''}`;
    if (!byName.has(name)) byName.set(name, volume);
    if (!byClaim.has(key)) byClaim.set(key, volume);
  }
  return { byName, byClaim };
});

const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';

function allowedTopologies(model: Model, name: unknown): NodeTerm[] {
  const storageClass = model.ofKind('storage.k8s.io', 'StorageClass').find(({ object }) => {
    const metadata = record(object.metadata);
    return name === undefined || name === null
      ? record(metadata.annotations)[DEFAULT_CLASS] === 'true'
      : metadata.name === name;
  });
  return list(storageClass?.object.allowedTopologies).map((one) => ({
    fields: [],
    expressions: list(record(one).matchLabelExpressions).map((expression) => {
      const { key, values } = record(expression);
      return { key: text(key) ?? '', operator: 'In', values: list(values).flatMap((value) => text(value) ?? []) };
    }),
  }));
}
