import { dns1123Label } from '../../../facts/names';
import type { Rule } from '../../rule';
import { invalid, required } from '../field-error';
import type { Sink } from '../field-error';
import { isSet, record } from '../read';
import { validateClaimSpec } from './claim-spec';
import { items, reported, specsOf } from './spec';
import type { SpecInManifest } from './spec';

/** ACC045: the claims that a StatefulSet makes for its pods. */
export const volumeClaimTemplates: Rule = {
  id: 'ACC045',
  title: 'volume claim templates of a StatefulSet',
  severity: 'error',
  fix: 'write the claim as a PersistentVolumeClaim needs it: accessModes, resources.requests.storage and a short name',
  why: 'the API server refuses a claim template that makes no valid claim; before Kubernetes 1.34 it accepted the set, and its pods never came',
  page: {
    reports:
      'for Kubernetes 1.34 and later, a volume claim template without `accessModes` or with one that is not known, without a positive `resources.requests.storage`, with a selector, class name, `volumeMode`, `dataSource` or `dataSourceRef` that is not well formed, and with a name that is no DNS label, for it becomes the name of a volume.',
    mend: 'Write at least `accessModes` and `resources.requests.storage`, and a name of lower-case letters, digits and `-`.',
    before: `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: queue
spec:
  selector:
    matchLabels:
      app: queue
  template:
    metadata:
      labels:
        app: queue
    spec:
      containers:
        - name: queue
          image: registry.example.com/queue:1.0
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        resources:
          requests:
            storage: 20Gi
`,
    after: [
      [
        '      spec:',
        `      spec:
        accessModes: [ReadWriteOnce]`,
      ],
    ],
  },
  *check(model, target) {
    if (target.minor < 34) return;
    for (const found of specsOf(model, 'apps', ['StatefulSet'])) {
      yield* reported(found.manifest, (sink) => errors(found, target.minor, sink));
    }
  },
};

function errors({ path, spec }: SpecInManifest, minor: number, sink: Sink): void {
  for (const [index, template] of items(spec.volumeClaimTemplates)) {
    const at = [...path, 'volumeClaimTemplates', index];
    const { name } = record(template.metadata);
    if (!isSet(name) || name === '') sink(required([...at, 'metadata', 'name']));
    else if (typeof name === 'string') {
      const problem = dns1123Label(name);
      if (problem !== undefined) sink(invalid([...at, 'metadata', 'name'], name, problem));
    }
    validateClaimSpec(template.spec, [...at, 'spec'], minor, sink);
  }
}
