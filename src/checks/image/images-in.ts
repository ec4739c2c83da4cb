import { groupOf } from '../../facts/kinds';
import { podsOf } from '../accept/pod-specs';
import { list, record } from '../accept/read';
import type { FieldPath } from '../field-path';
import type { Manifest } from '../manifest';
import type { Model } from '../model/model';
import { parseImage } from './image-reference';
import type { ImageReference } from './image-reference';
import { once } from '../../facts/once';

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

/** Every image of the pods of built-in kinds, and of what looks like a pod in a custom resource. */
export const imagesIn = once((model: Model): readonly ImageInManifest[] => collect(model));

function collect(model: Model): readonly ImageInManifest[] {
  const images: ImageInManifest[] = [];
  const builtIn = new Set<Manifest>();
  for (const { manifest, path, spec } of podsOf(model)) {
    builtIn.add(manifest);
    new Search(manifest, images, [...path, 'spec']).ofPodSpec(spec);
  }
  for (const manifest of model.manifests) {
    const { apiVersion, kind } = manifest.object;
    if (builtIn.has(manifest) || typeof apiVersion !== 'string' || typeof kind !== 'string') continue;
    // The schema in a CustomResourceDefinition only looks like a pod.
    const group = groupOf(apiVersion);
    if (!group.includes('.') || group === 'apiextensions.k8s.io') continue;
    new Search(manifest, images, ['spec']).ofCustom(manifest.object.spec, 12);
  }
  return images;
}

/** A walk through one manifest. */
class Search {
  public constructor(
    private readonly manifest: Manifest,
    private readonly images: ImageInManifest[],
    /** Where the walk stands: one list for all of it, of which each image gets a copy. */
    private readonly path: (string | number)[],
  ) {}

  public ofPodSpec(spec: Readonly<Record<string, unknown>>): void {
    for (const field of CONTAINERS) {
      for (const [index, each] of list(spec[field]).entries()) {
        const container = record(each);
        // Istio replaces the image of an injected gateway, which must be written `auto`.
        if (container.image === 'auto' && container.name === 'istio-proxy') continue;
        this.add([field, index, 'image'], container.image, container);
      }
    }
    for (const [index, volume] of list(spec.volumes).entries()) {
      this.add(['volumes', index, 'image', 'reference'], record(record(volume).image).reference, {});
    }
  }

  /** A Notebook, a PyTorchJob, a Rollout: whatever holds a list of containers is read as a pod. */
  public ofCustom(value: unknown, depth: number): void {
    if (depth === 0 || typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index += 1) this.below(index, value[index], depth);
      return;
    }
    const fields = value as Readonly<Record<string, unknown>>;
    if (Array.isArray(fields.containers)) {
      this.ofPodSpec(fields);
      return;
    }
    for (const key of Object.keys(fields)) this.below(key, fields[key], depth);
  }

  private below(key: string | number, value: unknown, depth: number): void {
    if (typeof value !== 'object' || value === null) return;
    this.path.push(key);
    this.ofCustom(value, depth - 1);
    this.path.pop();
  }

  private add(at: FieldPath, image: unknown, container: ImageInManifest['container']): void {
    // That an image is missing is the API server's to say.
    if (typeof image !== 'string' || image === '') return;
    const path = [...this.path, ...at];
    this.images.push({ manifest: this.manifest, path, text: image, reference: parseImage(image), container });
  }
}
