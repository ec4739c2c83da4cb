import { valueAt } from '../field-path';
import type { FieldPath } from '../field-path';
import type { Manifest } from '../manifest';
import type { Model } from '../model/model';
import { podMakers } from '../pod-makers';
import { BUILT_IN_POD_TEMPLATES } from '../pod-templates';
import { record } from './read';
import { once } from '../../facts/once';

/** A pod as it stands in a manifest: a Pod itself, or the template in what makes pods. */
export interface PodInManifest {
  readonly manifest: Manifest;
  /** Where the object with `metadata` and `spec` of the pod stands; empty for a Pod. */
  readonly path: FieldPath;
  /** The pod's spec, of whatever type its author gave its fields. */
  readonly spec: Readonly<Record<string, unknown>>;
  /** The kind of the manifest, such as `Deployment`. */
  readonly kind: string;
}

/** The pods of all built-in kinds, looked for once. Custom resources that hold a pod are judged by their own schema alone. */
export const podsOf = once((model: Model): readonly PodInManifest[] => [...podsIn(model)]);

function* podsIn(model: Model): Iterable<PodInManifest> {
  for (const { manifest, type, path } of podMakers(model)) {
    if (!Object.hasOwn(BUILT_IN_POD_TEMPLATES, type)) continue;
    const { kind } = manifest.object;
    yield { manifest, path, spec: record(valueAt(manifest.object, [...path, 'spec'])), kind: kind! };
  }
}
