import type { Target } from '../../../facts/target';
import type { Rule } from '../../rule';
import { eachObject } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { isExtended } from '../core/resource-names';
import { invalid } from '../field-error';
import type { Sink } from '../field-error';
import { record } from '../read';
import { deviceConfig } from './claim-spec';
import { deviceSelectors } from './selector';

/** ACC106: which devices belong to a DeviceClass, and what their drivers are told. */
export const deviceClass: Rule = {
  id: 'ACC106',
  title: 'selectors and configuration of a DeviceClass',
  severity: 'error',
  why: 'the API server refuses a class whose devices cannot be told from others',
  fix: 'write each selector as an expression that asks of `device` and comes to true or false',
  page: {
    reports:
      'a selector that is missing, of more than 10 KiB, or whose expression can not be compiled: its syntax, a variable other than `device`, a field that devices do not have, a function that there is not, a result that is no bool; a configuration without a driver or parameters; more than 32 of either; and, since 1.36, an `extendedResourceName` that is none, such as one without a domain.',
    mend: 'Write `device.driver == "gpu.nvidia.com"` and what else tells the devices from those of other classes.',
    before: `apiVersion: resource.k8s.io/v1
kind: DeviceClass
metadata:
  name: gpu.example.com
spec:
  selectors:
    - cel:
        expression: driver == "gpu.nvidia.com"
`,
    after: [['expression: driver == "gpu.nvidia.com"', 'expression: device.driver == "gpu.nvidia.com"']],
  },
  *check(model, target) {
    yield* eachObject(model, target, 'resource.k8s.io', 'DeviceClass', validate);
  },
};

function validate(object: Fields, sink: Sink, { minor }: Target): void {
  const { selectors, config, extendedResourceName: name } = record(object.spec);
  deviceSelectors(selectors, ['spec', 'selectors'], sink);
  deviceConfig(config, ['spec', 'config'], undefined, sink);
  // Before 1.36 the API server drops the field.
  if (minor >= 36 && typeof name === 'string' && !isExtended(name)) {
    sink(invalid(['spec', 'extendedResourceName'], name, 'must be a valid extended resource name'));
  }
}
