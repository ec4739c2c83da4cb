/**
 * The Roles that each API server makes at its start, by namespace.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/plugin/pkg/auth/authorizer/rbac/bootstrappolicy/namespace_policy.go
 */
export const NAMESPACE_ROLES: Readonly<Record<string, string>> = {
  'kube-system': `
extension-apiserver-authentication-reader
  READ core configmaps extension-apiserver-authentication
system:controller:bootstrap-signer
  READ core secrets
system:controller:cloud-provider
  create,READ core configmaps
system:controller:token-cleaner
  delete,READ core secrets
  create,patch,update core,events.k8s.io events
system::leader-locking-kube-controller-manager
  watch core configmaps
  get,update core configmaps kube-controller-manager
system::leader-locking-kube-scheduler
  watch core configmaps
  get,update core configmaps kube-scheduler
`,
  'kube-public': `
system:controller:bootstrap-signer
  READ core configmaps
  update core configmaps cluster-info
  create,patch,update core,events.k8s.io events
`,
};
