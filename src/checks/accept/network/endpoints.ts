import { dns1123Label, dns1123Subdomain, qualifiedName } from '../../../facts/names';
import type { Target } from '../../../facts/target';
import type { FieldPath } from '../../field-path';
import type { Rule } from '../../rule';
import { eachObject, isBlank, isEmptyList, isUnset, objectsOf } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { oneOf, portNumber, syntaxOf } from '../core/syntax';
import { invalid, required } from '../field-error';
import type { FieldError } from '../field-error';
import { list } from '../read';
import { ipAddress, ordinaryIp } from './ip';

/** ACC066: the addresses and ports of Endpoints. */
export const endpoints: Rule = {
  id: 'ACC066',
  title: 'addresses of Endpoints',
  severity: 'error',
  why: 'the API server refuses endpoints without addresses and addresses that traffic cannot be sent to',
  fix: 'give every subset IP addresses and ports; names go into a Service of type ExternalName',
  page: {
    reports:
      'a subset without addresses; an address that is no IP address, is the machine itself or the link alone; a port that is not between 1 and 65535; several ports of which one has no name; and host names, node names and protocols that are none.',
    mend: 'Write IP addresses. To send traffic to a DNS name, make a Service of type `ExternalName` in place of Endpoints.',
    before: `apiVersion: v1
kind: Endpoints
metadata:
  name: ext-db
subsets:
  - addresses:
      - ip: 127.0.0.1
    ports:
      - port: 5432
`,
    after: `apiVersion: v1
kind: Endpoints
metadata:
  name: ext-db
subsets:
  - addresses:
      - ip: 10.1.2.3
    ports:
      - port: 5432
`,
  },
  *check(model, target) {
    yield* eachObject(model, target, '', 'Endpoints', validate);
  },
};

function* validate(object: Fields, { minor }: Target): Iterable<FieldError> {
  for (const [subset, path] of objectsOf(object.subsets, ['subsets'])) {
    if (isEmptyList(subset.addresses) && isEmptyList(subset.notReadyAddresses)) {
      yield required(path, 'must specify `addresses` or `notReadyAddresses`');
    }
    for (const field of ['addresses', 'notReadyAddresses']) {
      for (const [address, at] of objectsOf(subset[field], [...path, field])) {
        yield* validateAddress(address, at, minor);
      }
    }
    const several = list(subset.ports).length > 1;
    for (const [port, at] of objectsOf(subset.ports, [...path, 'ports'])) yield* validatePort(port, several, at);
  }
}

function* validateAddress(address: Fields, path: FieldPath, minor: number): Iterable<FieldError> {
  const ip = address.ip ?? '';
  if (typeof ip === 'string') {
    yield* ipAddress(ip, [...path, 'ip'], minor);
    yield* ordinaryIp(ip, [...path, 'ip']);
  }
  if (address.hostname !== '') yield* syntaxOf(address.hostname, [...path, 'hostname'], dns1123Label);
  yield* syntaxOf(address.nodeName, [...path, 'nodeName'], dns1123Subdomain);
}

function* validatePort(port: Fields, needsName: boolean, path: FieldPath): Iterable<FieldError> {
  if (isBlank(port.name)) {
    if (needsName) yield required([...path, 'name']);
  } else {
    yield* syntaxOf(port.name, [...path, 'name'], dns1123Label);
  }
  const number = isUnset(port.port) ? 0 : port.port;
  const problem = typeof number === 'number' ? portNumber(number) : undefined;
  if (problem !== undefined) yield invalid([...path, 'port'], number, problem);
  if (port.protocol !== '') yield* oneOf(port.protocol, [...path, 'protocol'], ['TCP', 'UDP', 'SCTP']);
  yield* syntaxOf(port.appProtocol, [...path, 'appProtocol'], qualifiedName);
}
