import { dns1123Subdomain } from '../../../facts/names';
import type { Rule } from '../../rule';
import { eachObject } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { requiredSyntax, syntaxOf } from '../core/syntax';
import { forbidden, required } from '../field-error';
import type { Sink } from '../field-error';
import { isUnset, record } from '../read';
import { validateInlineVolume } from './inline-volume';
import { csiDriverName } from './volume-sources';

const ONE_SOURCE = 'must specify exactly one of inlineVolumeSpec and persistentVolumeName';

/** ACC078: which volume a VolumeAttachment attaches to which node. */
export const volumeAttachment: Rule = {
  id: 'ACC078',
  title: 'source and node of a VolumeAttachment',
  severity: 'error',
  why: 'the API server refuses an attachment without a driver, a volume and a node',
  fix: 'leave attachments to Kubernetes, which makes them itself',
  page: {
    reports:
      'an attachment without `attacher`, with an attacher that is no name of a CSI driver, without exactly one of `persistentVolumeName` and `inlineVolumeSpec`, or without the name of a node; and an `inlineVolumeSpec` that is not of a CSI driver, has no access modes, or has what only a PersistentVolume has, such as a capacity.',
    mend: 'Delete the manifest: Kubernetes attaches volumes where pods need them.',
    before: `apiVersion: storage.k8s.io/v1
kind: VolumeAttachment
metadata:
  name: datasets
spec:
  attacher: disk.csi.azure.com
  nodeName: gpu-1
  source: {}
`,
    after: [
      [
        '  source: {}',
        `  source:
    persistentVolumeName: datasets`,
      ],
    ],
  },
  *check(model, target) {
    yield* eachObject(model, target, 'storage.k8s.io', 'VolumeAttachment', validate);
  },
};

function validate(object: Fields, sink: Sink): void {
  const spec = record(object.spec);
  csiDriverName(spec.attacher, ['spec', 'attacher'], sink);
  const path = ['spec', 'source'];
  const { inlineVolumeSpec, persistentVolumeName } = record(spec.source);
  if (isUnset(inlineVolumeSpec) && isUnset(persistentVolumeName)) sink(required(path, ONE_SOURCE));
  else if (!isUnset(inlineVolumeSpec) && !isUnset(persistentVolumeName)) sink(forbidden(path, ONE_SOURCE));
  else if (!isUnset(inlineVolumeSpec))
    validateInlineVolume(record(inlineVolumeSpec), [...path, 'inlineVolumeSpec'], sink);
  syntaxOf(persistentVolumeName, [...path, 'persistentVolumeName'], dns1123Subdomain, sink);
  requiredSyntax(spec.nodeName, ['spec', 'nodeName'], dns1123Subdomain, sink);
}
