import type { Target } from '../../../facts/target';
import { valueAt } from '../../field-path';
import type { FieldPath } from '../../field-path';
import type { Model } from '../../model/model';
import type { Report } from '../../rule';
import type { FieldError } from '../field-error';
import { podsOf } from '../pod-specs';
import { list, record } from '../read';
import { isSet } from './values';

/** An object of any content. */
export type Fields = Readonly<Record<string, unknown>>;

/** A container with where it stands. */
export interface ContainerAt {
  readonly container: Fields;
  readonly path: FieldPath;
  readonly list: 'containers' | 'initContainers' | 'ephemeralContainers';
  /** An init container that runs beside the others: one whose restart policy is `Always`. */
  readonly sidecar: boolean;
}

/** What the rules read of one pod. */
export interface PodFacts {
  readonly spec: Fields;
  readonly metadata: Fields;
  /** Where the spec stands. */
  readonly path: FieldPath;
  /** Where the metadata stands. */
  readonly metadataPath: FieldPath;
  /** Whether it is a Pod itself, not a template. */
  readonly isPod: boolean;
  readonly kind: string;
  /** The manifest's object. */
  readonly object: Fields;
  /** The minor version of Kubernetes: 36 of 1.36. */
  readonly minor: number;
  /** Every container: the regular ones, the init containers, the ephemeral ones. */
  readonly containers: readonly ContainerAt[];
}

/** What a rule finds in each pod of the manifests. */
export function* eachPod(
  model: Model,
  target: Target,
  errorsOf: (pod: PodFacts) => Iterable<FieldError>,
): Iterable<Report> {
  for (const pod of podsOf(model)) {
    const given = valueAt(pod.manifest.object, [...pod.path, 'spec']);
    // A spec that is no object at all is for the schema to report.
    if (isSet(given) && (typeof given !== 'object' || Array.isArray(given))) continue;
    const path = [...pod.path, 'spec'];
    const facts: PodFacts = {
      spec: pod.spec,
      metadata: record(valueAt(pod.manifest.object, [...pod.path, 'metadata'])),
      path,
      metadataPath: [...pod.path, 'metadata'],
      isPod: pod.kind === 'Pod',
      kind: pod.kind,
      object: pod.manifest.object,
      minor: target.minor,
      containers: containersOf(pod.spec, path, target.minor),
    };
    for (const { path: field, message } of errorsOf(facts)) {
      yield { manifest: pod.manifest, path: field, message };
    }
  }
}

function containersOf(spec: Fields, path: FieldPath, minor: number): ContainerAt[] {
  return (['containers', 'initContainers', 'ephemeralContainers'] as const).flatMap((name) =>
    list(spec[name]).map((value, index) => {
      const container = record(value);
      // Until 1.29 the API server dropped the restart policy of an init container.
      const sidecar = name === 'initContainers' && minor >= 29 && container.restartPolicy === 'Always';
      return { container, path: [...path, name, index], list: name, sidecar };
    }),
  );
}
