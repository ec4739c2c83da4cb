import { isClusterScoped } from '../../facts/kinds';
import type { Rule } from '../rule';

/** REF002: an object of a cluster-scoped kind names no namespace. */
export const clusterScopedNamespace: Rule = {
  id: 'REF002',
  title: 'namespace on a cluster-scoped object',
  severity: 'error',
  fix: 'remove metadata.namespace',
  why: 'the cluster drops the namespace, so the object is for everybody where its author meant one namespace, and tools that compare files with the cluster see a difference for ever',
  *check(model) {
    for (const manifest of model.manifests) {
      const { apiVersion = '', kind = '', metadata } = manifest.object;
      // Empty or null is no namespace to the API server.
      if (!metadata?.namespace || !isClusterScoped(apiVersion, kind)) continue;
      yield {
        manifest,
        path: ['metadata', 'namespace'],
        message: `a ${kind} belongs to no namespace, but names '${metadata.namespace}'`,
      };
    }
  },
};
