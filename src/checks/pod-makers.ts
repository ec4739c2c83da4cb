import { typeOf } from '../facts/kinds';
import type { FieldPath } from './field-path';
import type { Manifest } from './manifest';
import type { Model } from './model/model';
import { POD_TEMPLATES } from './pod-templates';
import { once } from '../facts/once';

/** A manifest that makes pods: of a kind whose template is known. */
export interface PodMaker {
  readonly manifest: Manifest;
  /** Group and kind, such as `apps/Deployment`. */
  readonly type: string;
  /** Where the object with `metadata` and `spec` of the pod stands; empty for a Pod. */
  readonly path: FieldPath;
}

/** The manifests of a model that make pods, a PodTemplate among them, in their order. Looked for once, as most manifests make none. */
export const podMakers = once((model: Model): readonly PodMaker[] => model.manifests.flatMap(makerIn));

function makerIn(manifest: Manifest): readonly PodMaker[] {
  const { apiVersion, kind } = manifest.object;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return NONE;
  const type = typeOf(apiVersion, kind);
  return Object.hasOwn(POD_TEMPLATES, type) ? [{ manifest, type, path: POD_TEMPLATES[type]! }] : NONE;
}

const NONE: readonly PodMaker[] = [];
