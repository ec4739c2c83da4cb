import { identify } from '../finding';
import { isClusterScoped } from '../../facts/kinds';
import type { Rule } from '../rule';

/** REF002: an object of a cluster-scoped kind names no namespace. */
export const clusterScopedNamespace: Rule = {
  id: 'REF002',
  title: 'namespace on a cluster-scoped object',
  severity: 'error',
  fix: 'remove metadata.namespace',
  why: 'the cluster drops the namespace, so the object is for everybody where its author meant one namespace, and tools that compare files with the cluster see a difference for ever',
  page: {
    reports:
      '`metadata.namespace` on an object of a kind that is cluster-scoped, such as ClusterRole, PersistentVolume or NodePool. The namespace that cdk8s copies from the chart is removed and not reported; one that was asked for by name is.',
    mend: "Remove the namespace, or use the kind's namespaced sibling: Role for ClusterRole, Issuer for ClusterIssuer.",
    before: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: notebook-reader
  namespace: team-a
rules: []
`,
    after: [['kind: ClusterRole', 'kind: Role']],
  },
  *check(model) {
    for (const manifest of model.manifests) {
      const { apiVersion = '', kind = '', namespace } = identify(manifest.object);
      // Empty or null is no namespace to the API server.
      if (!namespace || !isClusterScoped(apiVersion, kind)) continue;
      yield {
        manifest,
        path: ['metadata', 'namespace'],
        message: `a ${kind} belongs to no namespace, but names '${namespace}'`,
      };
    }
  },
};
