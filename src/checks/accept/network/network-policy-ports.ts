import type { FieldPath } from '../../field-path';
import type { Rule } from '../../rule';
import { eachObject, objectsOf } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { oneOf, portNumber, portNumberOrName } from '../core/syntax';
import { invalid } from '../field-error';
import type { Sink } from '../field-error';
import { isUnset, record } from '../read';

/** ACC064: the ports that a NetworkPolicy lets through. */
export const networkPolicyPorts: Rule = {
  id: 'ACC064',
  title: 'ports of a NetworkPolicy',
  severity: 'error',
  why: 'the API server refuses a policy whose ports are no ports or whose ranges run backwards',
  fix: 'write a port as a number between 1 and 65535 or as the name of a container port',
  page: {
    reports:
      'a port that is neither a number between 1 and 65535 nor the name of a container port, an `endPort` that is smaller than the port or stands without a number, and a protocol other than `TCP`, `UDP` and `SCTP`.',
    mend: 'Write numbers without quotes: `"8080"` is the name of a port. Write a range as `port` and `endPort`.',
    before: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: allow-some
spec:
  podSelector: {}
  ingress:
    - ports:
        - port: '8080'
          endPort: 8090
`,
    after: [["- port: '8080'", '- port: 8080']],
  },
  *check(model, target) {
    yield* eachObject(model, target, 'networking.k8s.io', 'NetworkPolicy', validate);
  },
};

function validate(object: Fields, sink: Sink): void {
  const spec = record(object.spec);
  for (const direction of ['ingress', 'egress']) {
    for (const [rule, rulePath] of objectsOf(spec[direction], ['spec', direction])) {
      for (const [port, path] of objectsOf(rule.ports, [...rulePath, 'ports'])) validatePort(port, path, sink);
    }
  }
}

function validatePort(item: Fields, path: FieldPath, sink: Sink): void {
  oneOf(item.protocol, [...path, 'protocol'], ['TCP', 'UDP', 'SCTP'], sink);
  const { port, endPort } = item;
  portNumberOrName(port, [...path, 'port'], sink);
  if (typeof endPort !== 'number') return;
  const at = [...path, 'endPort'];
  if (isUnset(port)) sink(invalid(at, endPort, 'may not be specified when `port` is not specified'));
  else if (typeof port === 'string') sink(invalid(at, endPort, 'may not be specified when `port` is non-numeric'));
  else if (typeof port === 'number') {
    if (endPort < port) sink(invalid(at, endPort, 'must be greater than or equal to `port`'));
    const problem = portNumber(endPort);
    if (problem !== undefined) sink(invalid(at, endPort, problem));
  }
}
