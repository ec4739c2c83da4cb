import type { FieldPath } from '../field-path';
import type { Rule } from '../rule';
import { isEmptyList, isEmptyMap, objectsOf, textsOf } from '../accept/core/each-object';
import type { Fields } from '../accept/core/each-object';
import { duplicate, invalid, required } from '../accept/field-error';
import type { Sink } from '../accept/field-error';
import { isSet, isUnset, list, number, record, text } from '../accept/read';
import { eachOf, REFUSED_BY_ISTIOD } from './each';
import { isPort, scopedHostProblem } from './istio-names';

/**
 * ADM005: istiod takes the Sidecar.
 *
 * @see https://github.com/istio/istio/blob/master/pkg/config/validation/validation.go
 */
export const istioSidecar: Rule = {
  id: 'ADM005',
  title: 'Sidecar that istiod refuses',
  severity: 'error',
  why: REFUSED_BY_ISTIOD,
  fix: 'write hosts as NAMESPACE/HOST, with ./* for the own namespace, and put the listener without a port last',
  page: {
    reports:
      'a Sidecar that says nothing; an egress listener without hosts; a host that is not `NAMESPACE/HOST`, where the namespace may be `.`, `*` or `~`; a listener without a port that is not the last one; two listeners of one port; an ingress listener without a port; and a selector with `*`.',
    mend: 'Mend the field that the message names.',
    before: `apiVersion: networking.istio.io/v1
kind: Sidecar
metadata:
  name: default
  namespace: studioml
spec:
  egress:
    - hosts: [istio-system]
`,
    after: [['hosts: [istio-system]', "hosts: [./*, 'istio-system/*']"]],
  },
  *check(model) {
    yield* eachOf(model, 'networking.istio.io', ['Sidecar'], validate);
  },
};

function validate(object: Fields, sink: Sink): void {
  const spec = record(object.spec);
  for (const [key, value] of Object.entries(record(record(spec.workloadSelector).labels))) {
    if (key.includes('*') || (typeof value === 'string' && value.includes('*')))
      sink(invalid(['spec', 'workloadSelector', 'labels', key], value, 'a selector has no wildcards'));
  }
  const { outboundTrafficPolicy: outbound, inboundConnectionPool: inbound } = spec;
  if (isEmptyList(spec.egress) && isEmptyList(spec.ingress) && !isSet(outbound) && !isSet(inbound))
    sink(required(['spec'], 'a Sidecar has egress, ingress, outboundTrafficPolicy or inboundConnectionPool'));
  const ports = { ingress: new Set<number>(), egress: new Set<number>() };
  for (const [listener, path] of objectsOf(spec.ingress, ['spec', 'ingress'])) {
    if (isUnset(listener.port)) sink(required([...path, 'port']));
    else unique(listener.port, ports.ingress, [...path, 'port', 'number'], sink);
  }
  const last = list(spec.egress).length - 1;
  for (const [index, [listener, path]] of objectsOf(spec.egress, ['spec', 'egress']).entries()) {
    if (isEmptyList(listener.hosts)) sink(required([...path, 'hosts']));
    for (const [host, at] of textsOf(listener.hosts, [...path, 'hosts'])) {
      const problem = scopedHostProblem(host, false);
      if (problem !== undefined) sink(invalid(at, host, problem));
    }
    if (!isEmptyMap(listener.port)) unique(listener.port, ports.egress, [...path, 'port', 'number'], sink);
    else if (isUnset(listener.port) && index !== last)
      sink(invalid([...path, 'port'], null, 'a listener without a port takes all that is left, so it comes last'));
  }
}

function unique(value: unknown, seen: Set<number>, path: FieldPath, sink: Sink): void {
  const { number: given, bind } = record(value);
  const port = number(given) ?? 0;
  // A socket has no number.
  if (port === 0 && text(bind) === undefined) return;
  if (port !== 0 && !isPort(port)) sink(invalid(path, port, 'must be 1 to 65535'));
  else if (seen.has(port)) sink(duplicate(path, port));
  if (port !== 0) seen.add(port);
}
