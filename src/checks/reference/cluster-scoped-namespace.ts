import { identify } from '../finding';
import { isClusterScoped } from '../../facts/kinds';
import type { Rule } from '../rule';

/** REF002: an object of a cluster-scoped kind names no namespace. */
export const clusterScopedNamespace: Rule = {
  id: 'REF002',
  title: 'namespace on a cluster-scoped object',
  severity: 'error',
  fix: "remove metadata.namespace; where cdk8s's App copied it from the chart, make the object in a chart without a namespace",
  why: 'the cluster drops the namespace, so the object is for everybody where its author meant one namespace, and tools that compare files with the cluster see a difference for ever',
  page: {
    reports:
      '`metadata.namespace` on an object of a kind that is cluster-scoped, such as ClusterRole, PersistentVolume or NodePool. `PlatformApp` removes the namespace that cdk8s copies from the chart, and only one that was asked for by name is reported; in an `App` of cdk8s both are.',
    mend: "Remove the namespace, or use the kind's namespaced sibling: Role for ClusterRole, Issuer for ClusterIssuer. In an `App` of cdk8s, make the object in a chart without a namespace.",
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
