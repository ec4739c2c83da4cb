import type { Rule } from '../../rule';
import { eachObject } from '../core/each-object';
import type { Fields } from '../core/each-object';
import type { Sink } from '../field-error';
import { parameters, provisioner } from './class-parameters';

/** ACC077: what a VolumeAttributesClass is made of. */
export const volumeAttributesClass: Rule = {
  id: 'ACC077',
  title: 'driver and parameters of a VolumeAttributesClass',
  severity: 'error',
  why: 'the API server refuses a class of attributes that changes nothing',
  fix: 'name the driver and at least one parameter',
  page: {
    reports:
      'a class without `driverName` or with one that is no qualified name, without parameters, or with parameters of more than 256 KiB.',
    mend: 'Name the driver of the StorageClass and the attributes that it can change.',
    before: `apiVersion: storage.k8s.io/v1
kind: VolumeAttributesClass
metadata:
  name: fast
driverName: disk.csi.azure.com
`,
    after: [
      [
        'driverName: disk.csi.azure.com',
        `driverName: disk.csi.azure.com
parameters:
  DiskIOPSReadWrite: '5000'`,
      ],
    ],
  },
  *check(model, target) {
    yield* eachObject(model, target, 'storage.k8s.io', 'VolumeAttributesClass', validate);
  },
};

function validate(object: Fields, sink: Sink): void {
  provisioner(object.driverName, ['driverName'], sink);
  parameters(object.parameters, ['parameters'], false, sink);
}
