import { dns1035Label, dns1123Subdomain } from '../../../facts/names';
import type { Rule } from '../../rule';
import { eachObject, isBlank } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { requiredSyntax, syntaxOf } from '../core/syntax';
import { invalid, required } from '../field-error';
import type { Sink } from '../field-error';
import { record, isUnset } from '../read';

/**
 * ACC104: name, priorities and Service of an APIService.
 *
 * @see https://github.com/kubernetes/kube-aggregator/blob/v0.34.0/pkg/apis/apiregistration/validation/validation.go
 */
export const apiService: Rule = {
  id: 'ACC104',
  title: 'name and Service of an APIService',
  severity: 'error',
  why: 'the API server refuses a registration that it could not ask for its kinds',
  fix: 'name it VERSION.GROUP, give both priorities, and a Service with name and namespace',
  page: {
    reports:
      'a name that is not `spec.version`, a full stop and `spec.group`; a version or a group that is none; priorities that are missing or out of bounds: `groupPriorityMinimum` 1 to 20000, `versionPriority` 1 to 1000; a Service without name or namespace, or with a port that is none; and `insecureSkipTLSVerify` beside a `caBundle` or without a Service.',
    mend: 'Take the object from the release of its server, and change the namespace of the Service only.',
    before: `apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata:
  name: external-metrics
spec:
  group: external.metrics.k8s.io
  version: v1beta1
  groupPriorityMinimum: 100
  versionPriority: 100
  service:
    name: keda-operator-metrics-apiserver
    namespace: keda
`,
    after: [['name: external-metrics', 'name: v1beta1.external.metrics.k8s.io']],
  },
  *check(model, target) {
    yield* eachObject(model, target, 'apiregistration.k8s.io', 'APIService', validate);
  },
};

function validate(object: Fields, sink: Sink): void {
  const spec = record(object.spec);
  const { name } = record(object.metadata);
  const { group, version } = spec;
  const wanted = [version, group].map((part) => (typeof part === 'string' ? part : '')).join('.');
  if (!isBlank(name) && name !== wanted)
    sink(invalid(['metadata', 'name'], name, `must be \`spec.version+"."+spec.group\`: "${wanted}"`));
  if (!isBlank(group)) syntaxOf(group, ['spec', 'group'], dns1123Subdomain, sink);
  requiredSyntax(version, ['spec', 'version'], dns1035Label, sink);
  validatePriority(spec, 'groupPriorityMinimum', 20000, sink);
  validatePriority(spec, 'versionPriority', 1000, sink);
  validateService(spec, sink);
}

function validatePriority(spec: Fields, field: string, highest: number, sink: Sink): void {
  const value = spec[field] ?? 0;
  if (typeof value === 'number' && (value < 1 || value > highest))
    sink(invalid(['spec', field], value, `must be positive and less than ${highest}`));
}

function validateService(spec: Fields, sink: Sink): void {
  const skips = spec.insecureSkipTLSVerify === true;
  if (isUnset(spec.service)) {
    if (!isBlank(spec.caBundle))
      sink(invalid(['spec', 'caBundle'], '...', 'local APIServices may not have a caBundle'));
    if (skips) {
      const local = 'local APIServices may not have insecureSkipTLSVerify';
      sink(invalid(['spec', 'insecureSkipTLSVerify'], true, local));
    }
    return;
  }
  const { namespace, name, port } = record(spec.service);
  if (isBlank(namespace)) sink(required(['spec', 'service', 'namespace']));
  if (isBlank(name)) sink(required(['spec', 'service', 'name']));
  if (typeof port === 'number' && (port < 1 || port > 65535))
    sink(invalid(['spec', 'service', 'port'], port, 'port is not valid: must be between 1 and 65535, inclusive'));
  if (skips && !isBlank(spec.caBundle))
    sink(invalid(['spec', 'insecureSkipTLSVerify'], true, 'may not be true if caBundle is present'));
}
