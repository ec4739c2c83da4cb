import { dns1123Label, dns1123Subdomain, labelValue, qualifiedName } from '../../../facts/names';
import type { Target } from '../../../facts/target';
import type { FieldPath } from '../../field-path';
import type { Rule } from '../../rule';
import { eachObject, isBlank, isEmptyList, objectsOf, textsOf } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { oneOf, syntaxOf } from '../core/syntax';
import { duplicate, invalid, required, tooMany } from '../field-error';
import type { Sink } from '../field-error';
import { list, record } from '../read';
import { ipAddress, ordinaryIp, parseIp } from './ip';

const MAX_ENDPOINTS = 1000;
const MAX_ADDRESSES = 100;
const MAX_PORTS = 20000;
const MAX_HINTS = 8;

/** ACC065: the endpoints and ports of an EndpointSlice. */
export const endpointSlice: Rule = {
  id: 'ACC065',
  title: 'endpoints of an EndpointSlice',
  severity: 'error',
  why: 'the API server refuses a slice whose addresses are not of its type or whose ports are ambiguous',
  fix: 'set addressType, and give every endpoint addresses of that type',
  page: {
    reports:
      'an `addressType` that is not `IPv4`, `IPv6` or `FQDN`; an endpoint without addresses, with more than 100, or with one that is not of the type, is the machine itself or the link alone; more than 1000 endpoints; two ports of one name; and host names, node names, zones and protocols that are none.',
    mend: 'Make one slice for each type of address. Write IP addresses in their common form and DNS names with at least two labels.',
    before: `apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: ext-db-1
addressType: IPv4
endpoints:
  - addresses:
      - db.example.com
`,
    after: [['- db.example.com', '- 10.1.2.3']],
  },
  *check(model, target) {
    yield* eachObject(model, target, 'discovery.k8s.io', 'EndpointSlice', validate);
  },
};

function validate(object: Fields, sink: Sink, { minor }: Target): void {
  const { addressType } = object;
  if (isBlank(addressType)) sink(required(['addressType']));
  else oneOf(addressType, ['addressType'], ['FQDN', 'IPv4', 'IPv6'], sink);
  validatePorts(object.ports, sink);
  const count = list(object.endpoints).length;
  if (count > MAX_ENDPOINTS) {
    sink(tooMany(['endpoints'], count, MAX_ENDPOINTS));
    return;
  }
  for (const [endpoint, path] of objectsOf(object.endpoints, ['endpoints'])) {
    validateAddresses(endpoint, addressType, [...path, 'addresses'], minor, sink);
    syntaxOf(endpoint.nodeName, [...path, 'nodeName'], dns1123Subdomain, sink);
    syntaxOf(endpoint.hostname, [...path, 'hostname'], dns1123Label, sink);
    const { forZones, forNodes } = record(endpoint.hints);
    validateHints(forZones, [...path, 'hints', 'forZones'], labelValue, sink);
    // Hints of nodes are kept since 1.34.
    if (minor >= 34) validateHints(forNodes, [...path, 'hints', 'forNodes'], dns1123Subdomain, sink);
  }
}

function validatePorts(ports: unknown, sink: Sink): void {
  const count = list(ports).length;
  if (count > MAX_PORTS) {
    sink(tooMany(['ports'], count, MAX_PORTS));
    return;
  }
  const names = new Set<string>();
  for (const [port, path] of objectsOf(ports, ['ports'])) {
    const name = port.name ?? '';
    if (typeof name === 'string') {
      if (name !== '') syntaxOf(name, [...path, 'name'], dns1123Label, sink);
      if (names.has(name)) sink(duplicate([...path, 'name'], name));
      names.add(name);
    }
    oneOf(port.protocol, [...path, 'protocol'], ['TCP', 'UDP', 'SCTP'], sink);
    syntaxOf(port.appProtocol, [...path, 'appProtocol'], qualifiedName, sink);
  }
}

function validateAddresses(endpoint: Fields, type: unknown, path: FieldPath, minor: number, sink: Sink): void {
  const count = list(endpoint.addresses).length;
  if (isEmptyList(endpoint.addresses)) sink(required(path, 'must contain at least 1 address'));
  if (count > MAX_ADDRESSES) sink(tooMany(path, count, MAX_ADDRESSES));
  for (const [address, at] of textsOf(endpoint.addresses, path)) {
    if (type === 'FQDN') syntaxOf(address, at, fullyQualified, sink);
    else if (type === 'IPv4' || type === 'IPv6') {
      const ip = parseIp(address);
      if (!ip || type !== `IPv${ip.family}`) sink(invalid(at, address, `must be a valid ${type} address`));
      else {
        ipAddress(address, at, minor, sink);
        ordinaryIp(address, at, sink);
      }
    }
  }
}

type Syntax = (text: string) => string | undefined;

function validateHints(hints: unknown, path: FieldPath, syntax: Syntax, sink: Sink): void {
  const count = list(hints).length;
  if (count > MAX_HINTS) {
    sink(tooMany(path, count, MAX_HINTS));
    return;
  }
  const names = new Set<string>();
  for (const [{ name: given }, at] of objectsOf(hints, path)) {
    const name = given ?? '';
    if (typeof name !== 'string') continue;
    if (names.has(name)) sink(duplicate([...at, 'name'], name));
    names.add(name);
    syntaxOf(name, [...at, 'name'], syntax, sink);
  }
}

/** Why a text is no DNS name of two labels or more. */
function fullyQualified(text: string): string | undefined {
  const name = text.replace(/\.$/, '');
  const problem = dns1123Subdomain(name);
  if (problem !== undefined) return problem;
  const parts = name.split('.');
  if (parts.length < 2) return 'should be a domain with at least two segments separated by dots';
  return parts.map(dns1123Label).find((label) => label !== undefined);
}
