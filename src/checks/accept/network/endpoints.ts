import { dns1123Label, dns1123Subdomain, qualifiedName } from '../../../facts/names';
import type { Target } from '../../../facts/target';
import type { FieldPath } from '../../field-path';
import type { Rule } from '../../rule';
import { eachObject, isBlank, isEmptyList, objectsOf } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { oneOf, portNumber, syntaxOf } from '../core/syntax';
import { invalid, required } from '../field-error';
import type { Sink } from '../field-error';
import { isUnset, list } from '../read';
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
    after: [['- ip: 127.0.0.1', '- ip: 10.1.2.3']],
  },
  *check(model, target) {
    yield* eachObject(model, target, '', 'Endpoints', validate);
  },
};

function validate(object: Fields, sink: Sink, { minor }: Target): void {
  for (const [subset, path] of objectsOf(object.subsets, ['subsets'])) {
    if (isEmptyList(subset.addresses) && isEmptyList(subset.notReadyAddresses)) {
      sink(required(path, 'must specify `addresses` or `notReadyAddresses`'));
    }
    for (const field of ['addresses', 'notReadyAddresses']) {
      for (const [address, at] of objectsOf(subset[field], [...path, field])) {
        validateAddress(address, at, minor, sink);
      }
    }
    const several = list(subset.ports).length > 1;
    for (const [port, at] of objectsOf(subset.ports, [...path, 'ports'])) validatePort(port, several, at, sink);
  }
}

function validateAddress(address: Fields, path: FieldPath, minor: number, sink: Sink): void {
  const ip = address.ip ?? '';
  if (typeof ip === 'string') {
    ipAddress(ip, [...path, 'ip'], minor, sink);
    ordinaryIp(ip, [...path, 'ip'], sink);
  }
  if (address.hostname !== '') syntaxOf(address.hostname, [...path, 'hostname'], dns1123Label, sink);
  syntaxOf(address.nodeName, [...path, 'nodeName'], dns1123Subdomain, sink);
}

function validatePort(port: Fields, needsName: boolean, path: FieldPath, sink: Sink): void {
  if (isBlank(port.name)) {
    if (needsName) sink(required([...path, 'name']));
  } else {
    syntaxOf(port.name, [...path, 'name'], dns1123Label, sink);
  }
  const number = isUnset(port.port) ? 0 : port.port;
  const problem = typeof number === 'number' ? portNumber(number) : undefined;
  if (problem !== undefined) sink(invalid([...path, 'port'], number, problem));
  if (port.protocol !== '') oneOf(port.protocol, [...path, 'protocol'], ['TCP', 'UDP', 'SCTP'], sink);
  syntaxOf(port.appProtocol, [...path, 'appProtocol'], qualifiedName, sink);
}
