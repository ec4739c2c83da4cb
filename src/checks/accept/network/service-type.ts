import { dns1123Subdomain, qualifiedName } from '../../../facts/names';
import type { Rule } from '../../rule';
import { eachObject, isBlank, isEmptyList } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { oneOf, syntaxOf } from '../core/syntax';
import { forbidden, invalid, required } from '../field-error';
import type { Sink } from '../field-error';
import { isUnset, record } from '../read';
import { clusterIpsOf, isHeadless, typeOf } from './service';

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const ONLY_LOAD_BALANCER = "may only be used when `type` is 'LoadBalancer'";
const NOT_EXTERNAL_NAME = 'may not be set for ExternalName services';

/** ACC057: the type of a Service and the fields that only some types have. */
export const serviceType: Rule = {
  id: 'ACC057',
  title: 'type of a Service',
  severity: 'error',
  why: 'the API server refuses a type that it does not know, and fields that the type does not have',
  fix: 'choose the type, and leave out the fields that it does not have',
  page: {
    reports:
      'a `type` that is not `ClusterIP`, `NodePort`, `LoadBalancer` or `ExternalName`; an `ExternalName` without a DNS name, or with addresses or address families; a `NodePort` or a `LoadBalancer` with `clusterIP: None`; and `loadBalancerClass` or `allocateLoadBalancerNodePorts` on another type than `LoadBalancer`.',
    mend: 'Leave the fields of other types out. An `externalName` is a DNS name in lower case, without scheme, port and path.',
    before: `apiVersion: v1
kind: Service
metadata:
  name: storage-account
spec:
  type: ExternalName
  externalName: https://studioml.blob.core.windows.net
`,
    after: [['externalName: https://studioml.blob.core.windows.net', 'externalName: studioml.blob.core.windows.net']],
  },
  *check(model, target) {
    yield* eachObject(model, target, '', 'Service', validate);
  },
};

function validate(object: Fields, sink: Sink): void {
  const spec = record(object.spec);
  const type = typeOf(spec);
  if (type === undefined) return;
  oneOf(type, ['spec', 'type'], TYPES, sink);
  if (type === 'ExternalName') validateExternalName(spec, sink);
  if ((type === 'NodePort' || type === 'LoadBalancer') && isHeadless(clusterIpsOf(spec))) {
    sink(invalid(['spec', 'clusterIP'], 'None', `may not be set to 'None' for ${type} services`));
  }
  const classPath = ['spec', 'loadBalancerClass'];
  if (type === 'LoadBalancer') syntaxOf(spec.loadBalancerClass, classPath, qualifiedName, sink);
  else if (!isUnset(spec.loadBalancerClass)) sink(forbidden(classPath, ONLY_LOAD_BALANCER));
  if (type !== 'LoadBalancer' && !isUnset(spec.allocateLoadBalancerNodePorts)) {
    sink(forbidden(['spec', 'allocateLoadBalancerNodePorts'], ONLY_LOAD_BALANCER));
  }
}

function validateExternalName(spec: Fields, sink: Sink): void {
  const field = isEmptyList(spec.clusterIPs) ? 'clusterIP' : 'clusterIPs';
  if (clusterIpsOf(spec).length > 0) sink(forbidden(['spec', field], NOT_EXTERNAL_NAME));
  if (!isEmptyList(spec.ipFamilies)) sink(forbidden(['spec', 'ipFamilies'], NOT_EXTERNAL_NAME));
  if (!isUnset(spec.ipFamilyPolicy)) sink(forbidden(['spec', 'ipFamilyPolicy'], NOT_EXTERNAL_NAME));
  const path = ['spec', 'externalName'];
  if (isBlank(spec.externalName) || spec.externalName === '.') {
    sink(required(path));
  } else {
    // A full stop at the end says that the name is complete.
    syntaxOf(spec.externalName, path, (name) => dns1123Subdomain(name.replace(/\.$/, '')), sink);
  }
}
