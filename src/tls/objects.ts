import type { Construct } from 'constructs';
import { declareExternal } from '../core/declare-external';
import { KubeObject } from '../core/kube-object';
import { requireSchema } from '../core/require-schema';

/** What comes with the installation of another program. */
const INSTALLED: Readonly<Record<string, string>> = {
  'cert-manager': 'made by the installation of cert-manager',
  'istio-system': 'made by the installation of Istio',
  kubeflow: 'made by the installation of Kubeflow',
};

/** Says that a namespace exists, where it is one that the installation of another program makes. */
export function declareNamespace(construct: Construct, name: string): void {
  const reason = INSTALLED[name];
  if (reason !== undefined) declareExternal(construct, { kind: 'Namespace', name, reason });
}

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
