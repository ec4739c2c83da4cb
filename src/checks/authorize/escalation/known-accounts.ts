import type { Manifest } from '../../manifest';
import type { Subject } from '../rbac/objects';

/**
 * Accounts that their projects bind to `cluster-admin` in the manifests that they publish, because applying anyone's objects is their
 * work. By namespace and name, as installed.
 *
 * @see https://github.com/fluxcd/flux2/tree/main/manifests/rbac
 * @see https://github.com/kubeflow/manifests/tree/v1.9.0/applications/profiles
 * @see https://github.com/vmware-tanzu/velero/blob/v1.15.0/pkg/install/resources.go
 */
const ACCOUNTS: ReadonlySet<string> = new Set([
  'argocd/argocd-application-controller',
  'argocd/argocd-server',
  'flux-system/helm-controller',
  'flux-system/kustomize-controller',
  'kubeflow/profiles-controller-service-account',
  'velero/velero',
]);

/** By which label a binding says that it is part of an engine that applies anyone's manifests, whatever its namespace. */
const PART_OF = 'app.kubernetes.io/part-of';

/** How the accounts of such an engine are called, whatever the release is. A label alone would let anything pass. */
const OF_ENGINE: Readonly<Record<string, RegExp>> = {
  argocd: /(^|-)(application-controller|server)$/,
  flux: /^(kustomize|helm)-controller$/,
};

/** Whether an account has everything by its project's own manifests. */
export function isKnownAdministrator({ kind, namespace, name }: Subject, binding: Manifest): boolean {
  if (kind !== 'ServiceAccount') return false;
  if (ACCOUNTS.has(`${namespace}/${name}`)) return true;
  const labels: unknown = binding.object.metadata?.labels;
  if (typeof labels !== 'object' || labels === null) return false;
  const part = (labels as Record<string, unknown>)[PART_OF];
  return typeof part === 'string' && Object.hasOwn(OF_ENGINE, part) && OF_ENGINE[part]!.test(name);
}
