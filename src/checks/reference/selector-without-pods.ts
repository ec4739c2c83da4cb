import { record, text } from '../accept/read';
import type { FieldPath } from '../field-path';
import type { Manifest } from '../manifest';
import type { Model } from '../model/model';
import type { Rule } from '../rule';
import { CLUSTER_PODS } from './cluster-objects';
import { podIndex } from './pods';
import { isEmpty, labelsOf, matches, selectorOf, showSelector } from './selector';
import type { Selector } from './selector';

/** REF022: the pods that a Service, a disruption budget or a network policy is for exist. */
export const selectorWithoutPods: Rule = {
  id: 'REF022',
  title: 'selector that selects no pods',
  severity: 'warning',
  fix: 'make the selector equal to labels of the pod template it is meant for',
  why: 'a Service without pods answers nobody, and a disruption budget or a network policy without pods protects nothing; neither says so',
  page: {
    reports:
      'the selector of a Service, of a PodDisruptionBudget or of a NetworkPolicy that no pod template of its namespace fits. A Service without a selector or of type ExternalName is not reported, nor is an empty selector. Where a custom object of the namespace has a value of the selector as its name or label, its operator is taken to make such pods. In `kube-system` those of the cluster itself count, such as CoreDNS and etcd. It is a warning, because pods may be made outside of the manifests.',
    mend: 'Compare the selector with `spec.template.metadata.labels` of the workload; the labels of the workload itself select nothing.',
    before: `apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: studioml
spec:
  selector:
    app: website
  ports:
    - port: 80
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: studioml
  labels:
    app: web
spec:
  containers:
    - name: web
      image: registry.example/web:1.4
`,
    after: [['app: website', 'app: web']],
  },
  *check(model) {
    const pods = podIndex(model);
    for (const { manifest, path, selector } of selectorsIn(model)) {
      const namespace = text(record(manifest.object.metadata).namespace) ?? '';
      if (isEmpty(selector) || pods.mayHave(namespace, selector)) continue;
      if (namespace === 'kube-system' && CLUSTER_PODS.some((labels) => matches(selector, labels))) continue;
      const where = namespace === '' ? '' : ` in namespace ${namespace}`;
      yield { manifest, path, message: `no pod template${where} has the labels ${showSelector(selector)}` };
    }
  },
};

interface Selecting {
  readonly manifest: Manifest;
  readonly path: FieldPath;
  readonly selector: Selector;
}

function* selectorsIn(model: Model): Iterable<Selecting> {
  for (const manifest of model.ofKind('', 'Service')) {
    const { type, selector } = record(manifest.object.spec);
    if (type === 'ExternalName') continue;
    yield { manifest, path: ['spec', 'selector'], selector: { equal: labelsOf(selector), expressions: [] } };
  }
  for (const manifest of model.ofKind('policy', 'PodDisruptionBudget')) {
    yield { manifest, path: ['spec', 'selector'], selector: selectorOf(record(manifest.object.spec).selector) };
  }
  for (const manifest of model.ofKind('networking.k8s.io', 'NetworkPolicy')) {
    yield { manifest, path: ['spec', 'podSelector'], selector: selectorOf(record(manifest.object.spec).podSelector) };
  }
}
