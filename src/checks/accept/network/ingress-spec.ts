import { dns1123Subdomain } from '../../../facts/names';
import type { Target } from '../../../facts/target';
import type { FieldPath } from '../../field-path';
import type { Rule } from '../../rule';
import { eachObject, isEmptyList, objectsOf, textsOf } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { syntaxOf } from '../core/syntax';
import { invalid } from '../field-error';
import type { Sink } from '../field-error';
import { isUnset, record } from '../read';
import { parseIp } from './ip';

const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';
const WILDCARD = /^\*\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** ACC060: hosts, TLS and class of an Ingress. */
export const ingressSpec: Rule = {
  id: 'ACC060',
  title: 'hosts, TLS and class of an Ingress',
  severity: 'error',
  why: 'the API server refuses an Ingress that routes nothing or whose hosts are no DNS names',
  fix: 'write hosts as DNS names in lower case, such as studio.example.com or *.example.com',
  page: {
    reports:
      'an Ingress with neither `rules` nor `defaultBackend`; a host that is an IP address, has a scheme or a port, or has its wildcard elsewhere than as its first label; a `secretName` or an `ingressClassName` that is no name of an object; and a class in `ingressClassName` that differs from that in the annotation `kubernetes.io/ingress.class`.',
    mend: 'Write the host alone: the port is that of the controller, and the path has a field of its own. Keep `ingressClassName` and drop the annotation.',
    before: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: studio
spec:
  rules:
    - host: studio.*.example.com
`,
    after: [['- host: studio.*.example.com', "- host: '*.example.com'"]],
  },
  *check(model, target) {
    yield* eachObject(model, target, 'networking.k8s.io', 'Ingress', validate);
  },
};

function validate(object: Fields, sink: Sink, _target: Target): void {
  const spec = record(object.spec);
  if (isEmptyList(spec.rules) && isUnset(spec.defaultBackend)) {
    sink(invalid(['spec'], null, 'either `defaultBackend` or `rules` must be specified'));
  }
  for (const [rule, path] of objectsOf(spec.rules, ['spec', 'rules'])) {
    if (typeof rule.host !== 'string' || rule.host === '') continue;
    const at = [...path, 'host'];
    if (parseIp(rule.host)) sink(invalid(at, rule.host, 'must be a DNS name, not an IP address'));
    validateHost(rule.host, at, sink);
  }
  for (const [tls, path] of objectsOf(spec.tls, ['spec', 'tls'])) {
    for (const [host, at] of textsOf(tls.hosts, [...path, 'hosts'])) validateHost(host, at, sink);
    if (tls.secretName !== '') syntaxOf(tls.secretName, [...path, 'secretName'], dns1123Subdomain, sink);
  }
  const { ingressClassName } = spec;
  syntaxOf(ingressClassName, ['spec', 'ingressClassName'], dns1123Subdomain, sink);
  const annotation = record(record(object.metadata).annotations)[CLASS_ANNOTATION];
  if (typeof annotation === 'string' && typeof ingressClassName === 'string' && annotation !== ingressClassName) {
    const path = ['metadata', 'annotations', CLASS_ANNOTATION];
    sink(invalid(path, annotation, 'must match `ingressClassName` when both are specified'));
  }
}

function validateHost(host: string, path: FieldPath, sink: Sink): void {
  if (!host.includes('*')) syntaxOf(host, path, dns1123Subdomain, sink);
  else if (host.length > 253) sink(invalid(path, host, 'must be no more than 253 characters'));
  else if (!WILDCARD.test(host)) {
    sink(invalid(path, host, "a wildcard DNS name must start with '*.', followed by a valid DNS subdomain"));
  }
}
