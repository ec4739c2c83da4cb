import { dns1123Label, dns1123Subdomain, labelValue, qualifiedName } from '../../../facts/names';
import type { Target } from '../../../facts/target';
import type { FieldPath } from '../../field-path';
import type { Rule } from '../../rule';
import { eachObject, isBlank, isEmptyList, objectsOf, textsOf } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { labels, oneOf, syntaxOf, tooMany } from '../core/syntax';
import { duplicate, invalid, required } from '../field-error';
import type { FieldError } from '../field-error';
import { list, record } from '../read';
import { ipAddress, ordinaryIp, parseIp } from './ip';

const MAX_ENDPOINTS = 1000;
const MAX_ADDRESSES = 100;
const MAX_PORTS = 20000;
const MAX_ZONES = 8;
const MAX_TOPOLOGY = 16;

/** ACC065: the endpoints and ports of an EndpointSlice. */
export const endpointSlice: Rule = {
  id: 'ACC065',
  title: 'endpoints of an EndpointSlice',
  severity: 'error',
  why: 'the API server refuses a slice whose addresses are not of its type or whose ports are ambiguous',
  fix: 'set addressType, and give every endpoint addresses of that type',
  page: {
    reports:
      'an `addressType` that is not `IPv4`, `IPv6` or `FQDN`; an endpoint without addresses, with more than 100, or with one that is not of the type, is the machine itself or the link alone; more than 1000 endpoints; two ports of one name; and host names, node names, zones, protocols and labels that are none.',
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
    after: `apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: ext-db-1
addressType: IPv4
endpoints:
  - addresses:
      - 10.1.2.3
`,
  },
  *check(model, target) {
    yield* eachObject(model, target, 'discovery.k8s.io', 'EndpointSlice', validate);
  },
};

function* validate(object: Fields, { minor }: Target): Iterable<FieldError> {
  const { addressType } = object;
  if (isBlank(addressType)) yield required(['addressType']);
  else yield* oneOf(addressType, ['addressType'], ['FQDN', 'IPv4', 'IPv6']);
  yield* validatePorts(object.ports);
  const count = list(object.endpoints).length;
  if (count > MAX_ENDPOINTS) {
    yield tooMany(['endpoints'], count, MAX_ENDPOINTS);
    return;
  }
  for (const [endpoint, path] of objectsOf(object.endpoints, ['endpoints'])) {
    yield* validateAddresses(endpoint, addressType, [...path, 'addresses'], minor);
    yield* syntaxOf(endpoint.nodeName, [...path, 'nodeName'], dns1123Subdomain);
    yield* syntaxOf(endpoint.hostname, [...path, 'hostname'], dns1123Label);
    const topology = Object.keys(record(endpoint.deprecatedTopology)).length;
    if (topology > MAX_TOPOLOGY) yield tooMany([...path, 'deprecatedTopology'], topology, MAX_TOPOLOGY);
    yield* labels(endpoint.deprecatedTopology, [...path, 'deprecatedTopology']);
    yield* validateZones(record(endpoint.hints).forZones, [...path, 'hints', 'forZones']);
  }
}

function* validatePorts(ports: unknown): Iterable<FieldError> {
  const count = list(ports).length;
  if (count > MAX_PORTS) {
    yield tooMany(['ports'], count, MAX_PORTS);
    return;
  }
  const names = new Set<string>();
  for (const [port, path] of objectsOf(ports, ['ports'])) {
    const name = port.name ?? '';
    if (typeof name === 'string') {
      if (name !== '') yield* syntaxOf(name, [...path, 'name'], dns1123Label);
      if (names.has(name)) yield duplicate([...path, 'name'], name);
      names.add(name);
    }
    yield* oneOf(port.protocol, [...path, 'protocol'], ['TCP', 'UDP', 'SCTP']);
    yield* syntaxOf(port.appProtocol, [...path, 'appProtocol'], qualifiedName);
  }
}

function* validateAddresses(endpoint: Fields, type: unknown, path: FieldPath, minor: number): Iterable<FieldError> {
  const count = list(endpoint.addresses).length;
  if (isEmptyList(endpoint.addresses)) yield required(path, 'must contain at least 1 address');
  if (count > MAX_ADDRESSES) yield tooMany(path, count, MAX_ADDRESSES);
  for (const [address, at] of textsOf(endpoint.addresses, path)) {
    if (type === 'FQDN') yield* syntaxOf(address, at, fullyQualified);
    else if (type === 'IPv4' || type === 'IPv6') {
      const ip = parseIp(address);
      if (!ip || type !== `IPv${ip.family}`) yield invalid(at, address, `must be a valid ${type} address`);
      else {
        yield* ipAddress(address, at, minor);
        yield* ordinaryIp(address, at);
      }
    }
  }
}

function* validateZones(zones: unknown, path: FieldPath): Iterable<FieldError> {
  const count = list(zones).length;
  if (count > MAX_ZONES) {
    yield tooMany(path, count, MAX_ZONES);
    return;
  }
  const names = new Set<string>();
  for (const [zone, at] of objectsOf(zones, path)) {
    if (typeof zone.name !== 'string') continue;
    if (names.has(zone.name)) yield duplicate([...at, 'name'], zone.name);
    names.add(zone.name);
    yield* syntaxOf(zone.name, [...at, 'name'], labelValue);
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
