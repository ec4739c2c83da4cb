import type { FieldPath } from '../../field-path';
import type { Rule } from '../../rule';
import { eachObject } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { forbidden, required } from '../field-error';
import type { Sink } from '../field-error';
import { isUnset, record, text } from '../read';
import { VOLUME_SOURCES } from './volume-sources';

/** ACC071: where the data of a PersistentVolume is. */
export const volumeSource: Rule = {
  id: 'ACC071',
  title: 'source of a PersistentVolume',
  severity: 'error',
  why: 'the API server refuses a volume that is at no place or at two, or whose place is not complete',
  fix: 'give the volume exactly one source, such as csi or nfs, with all of its fields',
  page: {
    reports:
      'a volume without a source or with two; and a source whose fields are missing or wrong, such as `nfs` without a server or with a relative path, `hostPath` with `..` in its path, `csi` without driver or handle or with a secret that has no namespace, and `azureDisk` whose URI is not of its kind.',
    mend: 'Keep one source. Disks and shares of a cloud are served by its CSI driver, so `csi` is the source for them.',
    before: `apiVersion: v1
kind: PersistentVolume
metadata:
  name: datasets
spec:
  capacity:
    storage: 100Gi
  accessModes:
    - ReadWriteMany
  nfs:
    server: 10.0.0.4
    path: datasets
`,
    after: [['path: datasets', 'path: /datasets']],
  },
  *check(model, target) {
    yield* eachObject(model, target, '', 'PersistentVolume', validate);
  },
};

function validate(object: Fields, sink: Sink): void {
  const spec = record(object.spec);
  oneVolumeSource(spec, ['spec'], text(record(object.metadata).name) ?? '', sink);
  if (!isUnset(spec.local) && isUnset(spec.nodeAffinity)) {
    sink(required(['spec', 'nodeAffinity'], 'Local volume requires node affinity'));
  }
}

/** What the API server says of the sources of a volume: there must be one, and it must be complete. */
export function oneVolumeSource(spec: Fields, at: FieldPath, volume: string, sink: Sink): void {
  let found = false;
  for (const [type, validateSource] of VOLUME_SOURCES) {
    const source = spec[type];
    if (isUnset(source)) continue;
    const path = [...at, type];
    // Of a FlexVolume the API server does not ask whether it is the only one.
    if (found && type !== 'flexVolume') sink(forbidden(path, 'may not specify more than 1 volume type'));
    else if (typeof source === 'object' && !Array.isArray(source)) validateSource(record(source), path, sink, volume);
    found = true;
  }
  if (!found) sink(required(at, 'must specify a volume type'));
}
