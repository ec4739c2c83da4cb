import { dns1123Subdomain } from '../../../facts/names';
import type { FieldPath } from '../../field-path';
import type { Rule } from '../../rule';
import { eachObject, isBlank } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { syntaxOf } from '../core/syntax';
import { invalid, required } from '../field-error';
import type { Sink } from '../field-error';
import { isUnset, record } from '../read';

/** ACC074: what a PersistentVolumeClaim is filled from. */
export const claimDataSource: Rule = {
  id: 'ACC074',
  title: 'data source of a PersistentVolumeClaim',
  severity: 'error',
  why: 'the API server refuses a claim that is to be filled from nothing or from two things',
  fix: 'write dataSourceRef with apiGroup, kind and name, and leave dataSource out',
  page: {
    reports:
      'a `dataSourceRef` without kind or name, or without `apiGroup` where the kind is not `PersistentVolumeClaim`; a `dataSource` that is a claim or a snapshot and has no name; and a `dataSource` that differs from the `dataSourceRef` beside it. Another `dataSource` than a claim or a snapshot is not reported, because the API server drops it; so is a `dataSourceRef` of another namespace.',
    mend: 'Keep `dataSourceRef` alone. A snapshot has the group `snapshot.storage.k8s.io`.',
    before: `apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: datasets
spec:
  accessModes:
    - ReadWriteOnce
  resources:
    requests:
      storage: 100Gi
  dataSourceRef:
    kind: VolumeSnapshot
    name: datasets-monday
`,
    after: [
      [
        '  dataSourceRef:',
        `  dataSourceRef:
    apiGroup: snapshot.storage.k8s.io`,
      ],
    ],
  },
  *check(model, target) {
    yield* eachObject(model, target, '', 'PersistentVolumeClaim', validate);
  },
};

function validate(object: Fields, sink: Sink): void {
  const spec = record(object.spec);
  const source = isKept(spec.dataSource) ? record(spec.dataSource) : undefined;
  // Sources of another namespace are an alpha feature that is off, and dropped.
  const isHere = !isUnset(spec.dataSourceRef) && isBlank(record(spec.dataSourceRef).namespace);
  const ref = isHere ? record(spec.dataSourceRef) : undefined;
  if (source && isBlank(source.name)) sink(required(['spec', 'dataSource', 'name']));
  if (ref) validateRef(ref, ['spec', 'dataSourceRef'], sink);
  if (source && ref && !isSame(source, ref)) {
    sink(invalid(['spec', 'dataSource'], source, 'must match dataSourceRef'));
  }
}

/** An empty group and no group are two things to the API server, though both mean the core group. */
function isSame(source: Fields, ref: Fields): boolean {
  const same = (field: string, unset: unknown): boolean => (source[field] ?? unset) === (ref[field] ?? unset);
  return same('apiGroup', undefined) && same('kind', '') && same('name', '');
}

/** Whether the API server keeps a source: all but claims and snapshots are dropped before anything is read. */
function isKept(source: unknown): boolean {
  const { apiGroup, kind } = record(source);
  return (
    (kind === 'PersistentVolumeClaim' && isBlank(apiGroup)) ||
    (kind === 'VolumeSnapshot' && apiGroup === 'snapshot.storage.k8s.io')
  );
}

function validateRef(ref: Fields, path: FieldPath, sink: Sink): void {
  for (const field of ['name', 'kind']) if (isBlank(ref[field])) sink(required([...path, field]));
  if (isBlank(ref.apiGroup)) {
    if (!isBlank(ref.kind) && ref.kind !== 'PersistentVolumeClaim') {
      sink(invalid(path, ref.kind, "must be 'PersistentVolumeClaim' when referencing the default apiGroup"));
    }
  } else {
    syntaxOf(ref.apiGroup, [...path, 'apiGroup'], dns1123Subdomain, sink);
  }
}
