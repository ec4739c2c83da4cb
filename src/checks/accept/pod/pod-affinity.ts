import { dns1123Label, qualifiedName } from '../../../facts/names';
import type { FieldPath } from '../../field-path';
import { invalid, required } from '../field-error';
import type { Sink } from '../field-error';
import { list, record } from '../read';
import type { Rule } from '../../rule';
import { eachPod } from './each-pod';
import type { PodFacts } from './each-pod';
import { keyListErrors, selectedTwice } from './label-keys';
import { weightErrors } from './node-affinity';
import { labelSelector, needsSyntax, textOf } from './values';

/** ACC033: what a pod asks of its neighbours is a question about labels, within a topology. */
export const podAffinity: Rule = {
  id: 'ACC033',
  title: 'pod affinity and anti-affinity',
  severity: 'error',
  fix: 'give each term a topology key and a label selector that pods can match',
  why: 'the API server refuses a term that says nothing of where, or that selects pods by what can be no label',
  page: {
    reports:
      'a term of `podAffinity` or `podAntiAffinity` without a topology key or with one that can be no label, a label or namespace selector with an operator that does not exist, values that are missing, superfluous or can be no labels, names of namespaces that are no DNS labels, weights outside 1 to 100, and `matchLabelKeys` or `mismatchLabelKeys` without a label selector, in both lists or twice in the selector.',
    mend: 'Of one node, the topology key is `kubernetes.io/hostname`.',
    before: `apiVersion: v1
kind: Pod
metadata:
  name: server
  labels:
    app: server
spec:
  affinity:
    podAntiAffinity:
      requiredDuringSchedulingIgnoredDuringExecution:
        - labelSelector:
            matchLabels:
              app: server
  containers:
    - name: server
      image: example.com/server:1
`,
    after: [
      [
        '        - labelSelector:',
        `        - topologyKey: kubernetes.io/hostname
          labelSelector:`,
      ],
    ],
  },
  check: (model, target) => eachPod(model, target, errorsOf),
};

function errorsOf(pod: PodFacts, sink: Sink): void {
  for (const kind of ['podAffinity', 'podAntiAffinity']) {
    const affinity = record(record(pod.spec.affinity)[kind]);
    for (const how of ['required', 'preferred'] as const) {
      const name = `${how}DuringSchedulingIgnoredDuringExecution`;
      for (const [index, value] of list(affinity[name]).entries()) {
        const field = [...pod.path, 'affinity', kind, name, index];
        if (how === 'required') {
          termErrors(value, field, pod, sink);
        } else {
          const { weight, podAffinityTerm } = record(value);
          weightErrors(weight, [...field, 'weight'], sink);
          termErrors(podAffinityTerm, [...field, 'podAffinityTerm'], pod, sink);
        }
      }
    }
  }
}

function termErrors(value: unknown, path: FieldPath, pod: PodFacts, sink: Sink): void {
  const term = record(value);
  labelSelector(term.labelSelector, [...path, 'labelSelector'], sink);
  labelSelector(term.namespaceSelector, [...path, 'namespaceSelector'], sink);
  for (const [index, name] of list(term.namespaces).entries()) {
    needsSyntax(name, [...path, 'namespaces', index], dns1123Label, sink);
  }
  if (textOf(term.topologyKey) === '') sink(required([...path, 'topologyKey'], 'can not be empty'));
  else needsSyntax(term.topologyKey, [...path, 'topologyKey'], qualifiedName, sink);
  // Until 1.31 the API server dropped the two lists.
  if (pod.minor < 31) return;
  keyListErrors(term.matchLabelKeys, [...path, 'matchLabelKeys'], term.labelSelector, sink);
  keyListErrors(term.mismatchLabelKeys, [...path, 'mismatchLabelKeys'], term.labelSelector, sink);
  selectedTwice(term, [...path, 'matchLabelKeys'], pod, sink);
  const others = list(term.mismatchLabelKeys);
  for (const [index, key] of list(term.matchLabelKeys).entries()) {
    if (others.includes(key)) {
      sink(invalid([...path, 'matchLabelKeys', index], key, 'exists in both matchLabelKeys and mismatchLabelKeys'));
    }
  }
}
