import type { Rule } from '../rule';
import { isBlank, isEmptyList, objectsOf, textsOf } from '../accept/core/each-object';
import type { Fields } from '../accept/core/each-object';
import { duplicate, invalid } from '../accept/field-error';
import type { Sink } from '../accept/field-error';
import { list, record, text } from '../accept/read';
import { eachOf, REFUSED_BY_ISTIOD } from './each';
import { exportTo, hostProblem, isAddress, isBlock, isLabel, nameProblem, namespaceIn } from './istio-names';

/**
 * ADM004: istiod takes the ServiceEntry.
 *
 * @see https://github.com/istio/istio/blob/master/pkg/config/validation/validation.go
 */
export const istioServiceEntry: Rule = {
  id: 'ADM004',
  title: 'ServiceEntry that istiod refuses',
  severity: 'error',
  why: REFUSED_BY_ISTIOD,
  fix: 'give whole host names where DNS finds the endpoints, and ports of names of their own',
  page: {
    reports:
      'a host that is none; addresses that are none; ports of one name, of a name that is no DNS label or of an unknown protocol; resolution DNS without endpoints and with a wildcard host; an endpoint with a name under resolution STATIC, or one that is neither address nor name; ports of endpoints that the ServiceEntry does not have; several hosts with a port of bytes, unless the resolution is NONE; and `exportTo` with `*` or `~` beside others. What the definition of the kind says itself is ACC007.',
    mend: 'Mend the field that the message names. For hosts of a wildcard use resolution NONE, or name the endpoints.',
    before: `apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata:
  name: registry
  namespace: studioml
spec:
  hosts: ['*.registry.example.com']
  resolution: DNS
  ports:
    - number: 443
      name: tls
      protocol: TLS
`,
    after: [['  resolution: DNS', '  resolution: NONE']],
  },
  *check(model) {
    yield* eachOf(model, 'networking.istio.io', ['ServiceEntry'], validate);
  },
};

const HTTP = ['http', 'http2', 'grpc', 'grpc-web', 'http_proxy'];
const TLS = ['https', 'tls'];
const BYTES = ['tcp', 'udp', 'mongo', 'redis', 'mysql', 'hbone', 'doublehbone'];

function validate(object: Fields, sink: Sink): void {
  const spec = record(object.spec);
  const resolution = text(spec.resolution) ?? 'NONE';
  const hosts = textsOf(spec.hosts, ['spec', 'hosts']);
  const isDns = resolution === 'DNS' || resolution === 'DNS_ROUND_ROBIN';
  for (const [host, path] of hosts) {
    const problem = host === '*' ? undefined : hostProblem(host);
    if (problem !== undefined) sink(invalid(path, host, problem));
    else if (isDns && isEmptyList(spec.endpoints) && nameProblem(host) !== undefined)
      sink(invalid(path, host, `resolution ${resolution} without endpoints looks the host up, so it has no wildcard`));
  }
  for (const [address, path] of textsOf(spec.addresses, ['spec', 'addresses']))
    if (!isBlock(address)) sink(invalid(path, address, 'must be an address or a block such as 10.0.0.0/24'));
  const names = validatePorts(spec, hosts.length > 1 && resolution !== 'NONE', sink);
  if (isDns || resolution === 'STATIC') validateEndpoints(spec, isDns, names, sink);
  exportTo(spec, namespaceIn(object), true, sink);
}

function validatePorts(spec: Fields, hasSeveralHosts: boolean, sink: Sink): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [port, path] of objectsOf(spec.ports, ['spec', 'ports'])) {
    const { name, protocol } = port;
    if (typeof name === 'string') {
      if (names.has(name)) sink(duplicate([...path, 'name'], name));
      else if (!isLabel(name)) sink(invalid([...path, 'name'], name, "must be of letters, digits and '-'"));
      names.add(name);
    }
    const spoken = (text(protocol) ?? '').toLowerCase();
    const known = [...HTTP, ...TLS, ...BYTES];
    if (spoken !== '' && !known.includes(spoken))
      sink(invalid([...path, 'protocol'], protocol, `must be one of ${known.join(', ').toUpperCase()}`));
    else if (hasSeveralHosts && ![...HTTP, ...TLS].includes(spoken))
      sink(invalid([...path, 'protocol'], protocol ?? '', 'of several hosts only HTTP and TLS tell which is meant'));
  }
  return names;
}

function validateEndpoints(spec: Fields, isDns: boolean, names: ReadonlySet<string>, sink: Sink): void {
  for (const [endpoint, path] of objectsOf(spec.endpoints, ['spec', 'endpoints'])) {
    const address = text(endpoint.address) ?? '';
    const isSocket = address.startsWith('unix://');
    if (!isBlank(address) && !isAddress(address) && !(isSocket && !isDns)) {
      if (!isDns) sink(invalid([...path, 'address'], address, 'resolution STATIC takes addresses, DNS takes names'));
      else if (nameProblem(address) !== undefined)
        sink(invalid([...path, 'address'], address, 'is neither an address nor the name of a host'));
    }
    for (const name of Object.keys(record(endpoint.ports))) {
      if (!names.has(name)) {
        const known = list(spec.ports).flatMap((one) => text(record(one).name) ?? []);
        sink(invalid([...path, 'ports', name], name, `is no port of the ServiceEntry, which has ${known.join(', ')}`));
      }
    }
  }
}
