import { dns1123Label, qualifiedName } from '../../../facts/names';
import type { FieldPath } from '../../field-path';
import type { Rule } from '../../rule';
import { eachObject, isBlank, isEmptyList, objectsOf } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { oneOf, portName, portNumber, syntaxOf } from '../core/syntax';
import { duplicate, invalid, required } from '../field-error';
import type { Sink } from '../field-error';
import { isUnset, list, record } from '../read';
import { clusterIpsOf, isHeadless } from './service';

/** ACC055: the ports of a Service. */
export const servicePorts: Rule = {
  id: 'ACC055',
  title: 'ports of a Service',
  severity: 'error',
  why: 'the API server refuses a Service whose ports are missing, ambiguous or no ports',
  fix: 'give each port a number, a name of its own where there are several, and a target that is a number or the name of a container port',
  page: {
    reports:
      'a Service without ports that is neither headless nor an `ExternalName`; a port that is not between 1 and 65535; two ports with the same number and protocol; several ports of which one has no name or the name of another; a name that is no DNS label; a `targetPort` that is neither a port nor the name of one; a protocol that is not `TCP`, `UDP` or `SCTP`; and an `appProtocol` that is no qualified name.',
    mend: 'Name every port as soon as there are two. Write a number as a number: a `targetPort` in quotes is the name of a container port.',
    before: `apiVersion: v1
kind: Service
metadata:
  name: inference
spec:
  ports:
    - port: 80
      targetPort: '8080'
    - port: 443
`,
    after: [
      [
        `    - port: 80
      targetPort: '8080'
    - port: 443`,
        `    - name: http
      port: 80
      targetPort: 8080
    - name: https
      port: 443`,
      ],
    ],
  },
  *check(model, target) {
    yield* eachObject(model, target, '', 'Service', validate);
  },
};

function validate(object: Fields, sink: Sink): void {
  const spec = record(object.spec);
  const path = ['spec', 'ports'];
  if (isEmptyList(spec.ports) && !isHeadless(clusterIpsOf(spec)) && spec.type !== 'ExternalName') sink(required(path));
  const names = new Set<string>();
  const seen = new Set<string>();
  const several = list(spec.ports).length > 1;
  for (const [port, at] of objectsOf(spec.ports, path)) {
    validateName(port.name, [...at, 'name'], several, names, sink);
    validatePort(port, at, sink);
    const protocol = isBlank(port.protocol) ? 'TCP' : port.protocol;
    if (typeof port.port !== 'number' || typeof protocol !== 'string') continue;
    const key = `${protocol} ${port.port}`;
    if (seen.has(key)) sink(duplicate(at, { protocol, port: port.port }));
    seen.add(key);
  }
}

function validateName(name: unknown, path: FieldPath, needed: boolean, names: Set<string>, sink: Sink): void {
  if (isBlank(name)) {
    if (needed) sink(required(path));
  } else if (typeof name === 'string') {
    syntaxOf(name, path, dns1123Label, sink);
    if (names.has(name)) sink(duplicate(path, name));
    names.add(name);
  }
}

function validatePort(port: Fields, at: FieldPath, sink: Sink): void {
  const number = isUnset(port.port) ? 0 : port.port;
  const problem = typeof number === 'number' ? portNumber(number) : undefined;
  if (problem !== undefined) sink(invalid([...at, 'port'], number, problem));
  if (port.protocol !== '') oneOf(port.protocol, [...at, 'protocol'], ['TCP', 'UDP', 'SCTP'], sink);
  validateTarget(port.targetPort, [...at, 'targetPort'], sink);
  syntaxOf(port.appProtocol, [...at, 'appProtocol'], qualifiedName, sink);
}

/** Without a target, and with 0 or empty text for it, it is the port itself. */
function validateTarget(target: unknown, path: FieldPath, sink: Sink): void {
  if (target === 0 || isBlank(target)) return;
  const problem =
    typeof target === 'number' ? portNumber(target) : typeof target === 'string' ? portName(target) : undefined;
  if (problem === undefined) return;
  const quoted = typeof target === 'string' && /^\d+$/.test(target);
  sink(invalid(path, target, quoted ? `${problem}; write the number without quotes` : problem));
}
