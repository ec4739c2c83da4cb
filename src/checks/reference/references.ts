import { isClusterScoped, typeOf } from '../../facts/kinds';
import { record, text } from '../accept/read';
import { valueAt } from '../field-path';
import type { FieldPath } from '../field-path';
import type { Manifest } from '../manifest';
import type { Model } from '../model/model';
import { BUILT_IN } from './table/built-in';
import { CUSTOM } from './table/custom';
import { POD_TEMPLATES } from '../pod-templates';
import { podReferences } from './table/pod';
import { ANY_NAMESPACE, found, kind, readRows } from './table/row';
import type { Found, Referent, Topic } from './table/row';

/** A field of a manifest that names another object. */
export interface Reference {
  readonly manifest: Manifest;
  readonly path: FieldPath;
  readonly topic: Topic;
  readonly target: Referent;
  /** Whether the object works without what it names. */
  readonly optional: boolean;
}

const LOCAL_QUEUE = kind('capacity', 'kueue.x-k8s.io', 'LocalQueue');
const QUEUE_LABEL = 'kueue.x-k8s.io/queue-name';
/** Cluster-scoped kinds that `imports/` does not have. */
const CLUSTER_SCOPED = ['ClusterSecretStore', 'ClusterTriggerAuthentication', 'ClusterQueue'];

/** Every reference of every manifest. A field of a wrong type is none: the schema rule reports it. */
export function* referencesOf(model: Model): Iterable<Reference> {
  for (const manifest of model.manifests) {
    for (const { topic, path, target, optional } of referencesIn(manifest)) {
      yield { manifest, path, topic, target, optional };
    }
  }
}

function referencesIn({ object }: Manifest): readonly Found[] {
  const { apiVersion, kind: name } = object;
  if (typeof apiVersion !== 'string' || typeof name !== 'string') return [];
  const type = typeOf(apiVersion, name);
  const cluster = CLUSTER_SCOPED.includes(name) || isClusterScoped(apiVersion, name);
  const metadata = record(object.metadata);
  const namespace = cluster ? ANY_NAMESPACE : (text(metadata.namespace) ?? '');
  const all: Found[] = [];
  const add = (some: Iterable<Found>): void => {
    for (const one of some) all.push(one);
  };
  const template = Object.hasOwn(POD_TEMPLATES, type) ? POD_TEMPLATES[type] : undefined;
  if (template) {
    const path = [...template, 'spec'];
    add(podReferences(valueAt(object, path), path, namespace));
  }
  if (Object.hasOwn(BUILT_IN, type)) add(readRows(BUILT_IN[type]!, object, [], namespace));
  if (Object.hasOwn(CUSTOM, type)) add(readRows(CUSTOM[type]!, object, [], namespace));
  const queue = text(record(metadata.labels)[QUEUE_LABEL]);
  if (queue) add(found(LOCAL_QUEUE, ['metadata', 'labels', QUEUE_LABEL], { name: queue, namespace }));
  return all;
}
