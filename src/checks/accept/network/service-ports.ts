import { dns1123Label, qualifiedName } from '../../../facts/names';
import type { FieldPath } from '../../field-path';
import type { Rule } from '../../rule';
import { eachObject, isBlank, isEmptyList, isUnset, objectsOf } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { oneOf, portName, portNumber, syntaxOf } from '../core/syntax';
import { duplicate, invalid, required } from '../field-error';
import type { FieldError } from '../field-error';
import { list, record } from '../read';
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
    after: `apiVersion: v1
kind: Service
metadata:
  name: inference
spec:
  ports:
    - name: http
      port: 80
      targetPort: 8080
    - name: https
      port: 443
`,
  },
  *check(model, target) {
    yield* eachObject(model, target, '', 'Service', validate);
  },
};

function* validate(object: Fields): Iterable<FieldError> {
  const spec = record(object.spec);
  const path = ['spec', 'ports'];
  if (isEmptyList(spec.ports) && !isHeadless(clusterIpsOf(spec)) && spec.type !== 'ExternalName') yield required(path);
  const names = new Set<string>();
  const seen = new Set<string>();
  const several = list(spec.ports).length > 1;
  for (const [port, at] of objectsOf(spec.ports, path)) {
    yield* validateName(port.name, [...at, 'name'], several, names);
    yield* validatePort(port, at);
    const protocol = isBlank(port.protocol) ? 'TCP' : port.protocol;
    if (typeof port.port !== 'number' || typeof protocol !== 'string') continue;
    const key = `${protocol} ${port.port}`;
    if (seen.has(key)) yield duplicate(at, { protocol, port: port.port });
    seen.add(key);
  }
}

function* validateName(name: unknown, path: FieldPath, needed: boolean, names: Set<string>): Iterable<FieldError> {
  if (isBlank(name)) {
    if (needed) yield required(path);
  } else if (typeof name === 'string') {
    yield* syntaxOf(name, path, dns1123Label);
    if (names.has(name)) yield duplicate(path, name);
    names.add(name);
  }
}

function* validatePort(port: Fields, at: FieldPath): Iterable<FieldError> {
  const number = isUnset(port.port) ? 0 : port.port;
  const problem = typeof number === 'number' ? portNumber(number) : undefined;
  if (problem !== undefined) yield invalid([...at, 'port'], number, problem);
  if (port.protocol !== '') yield* oneOf(port.protocol, [...at, 'protocol'], ['TCP', 'UDP', 'SCTP']);
  yield* validateTarget(port.targetPort, [...at, 'targetPort']);
  yield* syntaxOf(port.appProtocol, [...at, 'appProtocol'], qualifiedName);
}

/** Without a target, and with 0 or empty text for it, it is the port itself. */
function* validateTarget(target: unknown, path: FieldPath): Iterable<FieldError> {
  if (target === 0 || isBlank(target)) return;
  const problem =
    typeof target === 'number' ? portNumber(target) : typeof target === 'string' ? portName(target) : undefined;
  if (problem === undefined) return;
  const quoted = typeof target === 'string' && /^\d+$/.test(target);
  yield invalid(path, target, quoted ? `${problem}; write the number without quotes` : problem);
}
