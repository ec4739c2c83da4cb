import type { Target } from '../../../facts/target';
import { valueAt } from '../../field-path';
import type { FieldPath } from '../../field-path';
import type { Manifest } from '../../manifest';
import type { Model } from '../../model/model';
import type { Report } from '../../rule';
import type { Sink } from '../field-error';
import { podsOf } from '../pod-specs';
import type { PodInManifest } from '../pod-specs';
import { isSet, list, record } from '../read';
import { onceFor } from '../../../facts/once';

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
export function eachPod(
  model: Model,
  target: Target,
  errorsOf: (pod: PodFacts, sink: Sink) => void,
): readonly Report[] {
  const found: Report[] = [];
  for (const { manifest, facts } of factsOf(model, target.minor)) {
    errorsOf(facts, ({ path, message }) => found.push({ manifest, path, message }));
  }
  return found;
}

/** A pod with the manifest in which it stands. */
interface PodAt {
  readonly manifest: Manifest;
  readonly facts: PodFacts;
}

/** The pods of a model, read once for all rules. */
const factsOf = onceFor((model: Model, minor: number): readonly PodAt[] =>
  podsOf(model).flatMap((pod) => readFacts(pod, minor)),
);

function readFacts({ manifest, path: at, spec, kind }: PodInManifest, minor: number): PodAt[] {
  const { object } = manifest;
  const given = valueAt(object, [...at, 'spec']);
  // A spec that is no object at all is for the schema to report.
  if (isSet(given) && (typeof given !== 'object' || Array.isArray(given))) return [];
  const path = [...at, 'spec'];
  const metadataPath = [...at, 'metadata'];
  const metadata = record(valueAt(object, metadataPath));
  const containers = containersOf(spec, path, minor);
  return [
    { manifest, facts: { spec, metadata, path, metadataPath, isPod: kind === 'Pod', kind, object, minor, containers } },
  ];
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
