import { isClusterScoped } from '../../facts/kinds';
import { dns1123Label } from '../../facts/names';
import { record, text } from '../accept/read';
import { isDeclared } from '../declarations';
import type { Manifest } from '../manifest';
import { firstOf } from '../model/first';
import type { Rule } from '../rule';
import { clusterObjects } from './cluster-objects';
import { providedBy } from './provided';

/** REF014: each namespace that holds an object exists. */
export const namespaceExists: Rule = {
  id: 'REF014',
  title: 'namespace that does not exist',
  severity: 'warning',
  fix: 'add the Namespace, correct its name, or declare it as external with a reason',
  why: 'the API server refuses every object of a namespace that is not there',
  page: {
    reports:
      'a namespace that objects name in `metadata.namespace` and that no manifest makes, once for each namespace, at the first object in it. `default`, `kube-system`, `kube-public` and `kube-node-lease` exist; a Profile of Kubeflow makes the namespace of its name, and a HelmRelease or an Application makes its own where it says so. It is a warning, because namespaces are often made before anything else, and elsewhere.',
    mend: 'Add a Namespace to the manifests, or declare it as external, with the reason.',
    before: `apiVersion: v1
kind: ServiceAccount
metadata:
  name: runner
  namespace: studioml
`,
    after: [
      [
        'apiVersion: v1',
        `apiVersion: v1
kind: Namespace
metadata:
  name: studioml
---
apiVersion: v1`,
      ],
    ],
  },
  *check(model, target) {
    const known = new Set<string>();
    for (const { object } of model.manifests) {
      const { name } = record(object.metadata);
      if (object.apiVersion === 'v1' && object.kind === 'Namespace' && text(name)) known.add(text(name)!);
      for (const one of providedBy(object)) if (one.kind === 'Namespace') known.add(one.name);
    }
    const declared = [...clusterObjects(target.provider), ...model.externals];
    const missing = new Map<string, Manifest[]>();
    for (const manifest of model.manifests) {
      const { apiVersion = '', kind, metadata } = manifest.object;
      const name = text(record(metadata).namespace);
      // A name that no namespace can have is the finding of another rule.
      if (!name || known.has(name) || dns1123Label(name) !== undefined) continue;
      if (isClusterScoped(apiVersion, text(kind) ?? '')) continue;
      if (isDeclared(declared, { group: '', kind: 'Namespace', name })) continue;
      const naming = missing.get(name);
      if (naming) naming.push(manifest);
      else missing.set(name, [manifest]);
    }
    for (const [name, naming] of missing) {
      const manifest = firstOf(naming)!;
      yield { manifest, path: ['metadata', 'namespace'], message: `Namespace ${name} does not exist` };
    }
  },
};
