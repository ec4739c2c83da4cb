import type { Migration } from '../../migration';

/** Removed kinds and versions that somebody has to rewrite, and what to write. */
const REPORTED: readonly { readonly of: RegExp; readonly advice: string }[] = [
  {
    of: /^(policy|extensions)\/v1beta1\/PodSecurityPolicy$/,
    advice:
      'PodSecurityPolicy was removed in Kubernetes 1.25 and has no successor of its shape; label namespaces with pod-security.kubernetes.io/enforce: ' +
      'restricted, baseline or privileged, and take it out with the roles that use it',
  },
  {
    of: /^apiextensions\.k8s\.io\/v1beta1\/CustomResourceDefinition$/,
    advice:
      'apiextensions.k8s.io/v1 needs a structural schema for each version, which only the makers of the kind know; take the definition of their newer release',
  },
  {
    of: /^events\.k8s\.io\/v1beta1\/Event$/,
    advice: 'events are written by programs and last an hour; take it out of the files',
  },
  {
    of: /^node\.k8s\.io\/v1alpha1\/RuntimeClass$/,
    advice:
      'node.k8s.io/v1 has handler in place of spec.runtimeHandler, and overhead and scheduling beside it; write it so',
  },
  {
    of: /^(authentication|authorization)\.k8s\.io\/v1beta1\//,
    advice: 'a review is a question to the API server and is never stored; take it out of the files',
  },
];

/** Kinds and versions that are gone and that no program can rewrite. */
export const REPORTED_KINDS: Migration = {
  id: 'kubernetes-reported',
  title: 'Removed kinds of Kubernetes that have to be rewritten',
  changes: [],
  warnings: [],
  apply(object) {
    const key = `${object.apiVersion}/${object.kind}`;
    const found = REPORTED.find(({ of }) => of.test(key));
    if (found) object.refuse([], found.advice);
  },
};
