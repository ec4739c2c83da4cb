import type { Construct } from 'constructs';
import { KubeObject } from '../core/kube-object';
import { requireSchema } from '../core/require-schema';

/**
 * Renders an object of a custom kind that fits its schema.
 *
 * @throws with each field that does not fit
 */
export function customObject(
  scope: Construct,
  id: string,
  object: { readonly apiVersion: string; readonly kind: string; readonly metadata: object; readonly spec: object },
): KubeObject {
  requireSchema(scope, object);
  return new KubeObject(scope, id, object);
}

/** Renders an object of cert-manager. */
export function certManagerObject(
  scope: Construct,
  id: string,
  kind: 'Certificate' | 'ClusterIssuer',
  metadata: { readonly name: string; readonly namespace?: string },
  spec: object,
): KubeObject {
  return customObject(scope, id, { apiVersion: 'cert-manager.io/v1', kind, metadata, spec });
}
