import { groupOf } from '../../facts/kinds';
import { podsOf } from '../accept/pod-specs';
import { list, record, text } from '../accept/read';
import type { FieldPath } from '../field-path';
import type { Manifest } from '../manifest';
import type { Model } from '../model/model';
import { parseImage } from './image-reference';
import type { ImageReference } from './image-reference';

/** An image that a pod of a manifest runs or mounts. */
export interface ImageInManifest {
  readonly manifest: Manifest;
  readonly path: FieldPath;
  /** As it is written; never empty. */
  readonly text: string;
  /** Its parts; what is wrong where it has none. */
  readonly reference: ImageReference | string;
  /** The container that runs it; an empty one for an image that is mounted as a volume. */
  readonly container: Readonly<Record<string, unknown>>;
}

const CONTAINERS = ['initContainers', 'containers', 'ephemeralContainers'] as const;

const known = new WeakMap<Model, readonly ImageInManifest[]>();

/** Every image of the pods of built-in kinds, and of what looks like a pod in a custom resource. */
export function imagesIn(model: Model): readonly ImageInManifest[] {
  let images = known.get(model);
  if (!images) {
    images = [...collect(model)];
    known.set(model, images);
  }
  return images;
}

function* collect(model: Model): Iterable<ImageInManifest> {
  const builtIn = new Set<Manifest>();
  for (const { manifest, path, spec } of podsOf(model)) {
    builtIn.add(manifest);
    yield* ofPodSpec(manifest, [...path, 'spec'], spec);
  }
  for (const manifest of model.manifests) {
    const { apiVersion, kind } = manifest.object;
    if (builtIn.has(manifest) || typeof apiVersion !== 'string' || typeof kind !== 'string') continue;
    // The schema in a CustomResourceDefinition only looks like a pod.
    const group = groupOf(apiVersion);
    if (!group.includes('.') || group === 'apiextensions.k8s.io') continue;
    yield* ofCustom(manifest, ['spec'], manifest.object.spec, 12);
  }
}

function* ofPodSpec(
  manifest: Manifest,
  path: FieldPath,
  spec: Readonly<Record<string, unknown>>,
): Iterable<ImageInManifest> {
  for (const field of CONTAINERS) {
    for (const [index, each] of list(spec[field]).entries()) {
      const container = record(each);
      // Istio replaces the image of an injected gateway, which must be written `auto`.
      if (container.image === 'auto' && container.name === 'istio-proxy') continue;
      yield* one(manifest, [...path, field, index, 'image'], container.image, container);
    }
  }
  for (const [index, volume] of list(spec.volumes).entries()) {
    const reference = record(record(volume).image).reference;
    yield* one(manifest, [...path, 'volumes', index, 'image', 'reference'], reference, {});
  }
}

/** A Notebook, a PyTorchJob, a Rollout: whatever holds a list of containers is read as a pod. */
function* ofCustom(manifest: Manifest, path: FieldPath, value: unknown, depth: number): Iterable<ImageInManifest> {
  if (depth === 0 || typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const [index, each] of value.entries()) yield* ofCustom(manifest, [...path, index], each, depth - 1);
    return;
  }
  const fields = record(value);
  if (Array.isArray(fields.containers)) {
    yield* ofPodSpec(manifest, path, fields);
    return;
  }
  for (const [key, each] of Object.entries(fields)) yield* ofCustom(manifest, [...path, key], each, depth - 1);
}

function* one(
  manifest: Manifest,
  path: FieldPath,
  image: unknown,
  container: ImageInManifest['container'],
): Iterable<ImageInManifest> {
  const value = text(image);
  // That an image is missing is the API server's to say.
  if (value === undefined || value === '') return;
  yield { manifest, path, text: value, reference: parseImage(value), container };
}
