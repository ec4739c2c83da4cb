import type { FieldPath } from '../field-path';
import type { Rule } from '../rule';
import { isBlank, isEmptyList, objectsOf, textsOf } from '../accept/core/each-object';
import type { Fields } from '../accept/core/each-object';
import { duplicate, forbidden, invalid, required } from '../accept/field-error';
import type { Sink } from '../accept/field-error';
import { isUnset, record, text } from '../accept/read';
import { eachOf, REFUSED_BY_ISTIOD } from './each';
import { isLabel, isPort, scopedHostProblem } from './istio-names';

/**
 * ADM002: istiod takes the Gateway.
 *
 * @see https://github.com/istio/istio/blob/master/pkg/config/validation/validation.go
 */
export const istioGateway: Rule = {
  id: 'ADM002',
  title: 'Gateway that istiod refuses',
  severity: 'error',
  why: REFUSED_BY_ISTIOD,
  fix: 'give every server a port of its own name, hosts, and TLS settings where its protocol is HTTPS or TLS, and only there',
  page: {
    reports:
      'a Gateway of Istio whose name has a full stop, or that has no server; a server without hosts, with a host that is none, with an unknown protocol or a port that is none; two servers whose ports have one name; HTTPS or TLS without `tls`, and `tls` on another protocol (plain HTTP may have `httpsRedirect`); mode SIMPLE or MUTUAL without a `credentialName` or files, and ISTIO_MUTUAL with them. A server that is taken and then left out is told by NET006.',
    mend: 'Mend the field that the message names. Ports of one Gateway have names of their own, such as `http` and `https`.',
    before: `apiVersion: networking.istio.io/v1
kind: Gateway
metadata:
  name: gateway
  namespace: studioml
spec:
  selector:
    istio: ingressgateway
  servers:
    - port:
        number: 443
        name: https
        protocol: HTTPS
      hosts: [studio.example.com]
`,
    after: [
      [
        '      hosts: [studio.example.com]',
        '      hosts: [studio.example.com]\n      tls:\n        mode: SIMPLE\n        credentialName: studio-tls',
      ],
    ],
  },
  *check(model) {
    yield* eachOf(model, 'networking.istio.io', ['Gateway'], validate);
  },
};

const PLAIN = ['http', 'http2', 'grpc', 'grpc-web', 'http_proxy'];
const TLS = ['https', 'tls'];
const BYTES = ['tcp', 'udp', 'mongo', 'redis', 'mysql', 'hbone', 'doublehbone'];

function validate(object: Fields, sink: Sink): void {
  const spec = record(object.spec);
  const { name } = record(object.metadata);
  if (typeof name === 'string' && !isLabel(name))
    sink(invalid(['metadata', 'name'], name, 'must be one label, without full stops'));
  if (isEmptyList(spec.servers)) sink(required(['spec', 'servers'], 'a Gateway has at least one server'));
  const names = new Set<string>();
  for (const [server, path] of objectsOf(spec.servers, ['spec', 'servers'])) {
    validateServer(server, path, sink);
    const portName = text(record(server.port).name) ?? '';
    if (portName !== '' && names.has(portName)) sink(duplicate([...path, 'port', 'name'], portName));
    names.add(portName);
  }
}

function validateServer(server: Fields, path: FieldPath, sink: Sink): void {
  if (isEmptyList(server.hosts)) sink(required([...path, 'hosts'], 'a server has at least one host'));
  for (const [host, at] of textsOf(server.hosts, [...path, 'hosts'])) {
    const problem = scopedHostProblem(host, true);
    if (problem !== undefined) sink(invalid(at, host, problem));
  }
  const { number: port, name, protocol, targetPort } = record(server.port);
  if (isUnset(server.port)) return;
  const isSocket = (text(server.bind) ?? '').startsWith('unix://');
  if (typeof port === 'number' && !isPort(port) && !(isSocket && port === 0))
    sink(invalid([...path, 'port', 'number'], port, 'must be 1 to 65535'));
  if (typeof targetPort === 'number' && targetPort > 0)
    sink(forbidden([...path, 'port', 'targetPort'], 'a Gateway does not know it'));
  if (name === '') sink(required([...path, 'port', 'name']));
  if (typeof protocol !== 'string') return;
  const spoken = protocol.toLowerCase();
  const known = [...PLAIN, ...TLS, ...BYTES];
  if (!known.includes(spoken)) {
    sink(invalid([...path, 'port', 'protocol'], protocol, `must be one of ${known.join(', ').toUpperCase()}`));
    return;
  }
  if (isUnset(server.tls)) {
    if (TLS.includes(spoken)) sink(required([...path, 'tls'], `protocol ${protocol} needs TLS settings`));
  } else validateTls(record(server.tls), spoken, [...path, 'tls'], sink);
}

const FILES = ['serverCertificate', 'privateKey', 'caCertificates'];
const SECRETS = ['credentialName', 'credentialNames', 'tlsCertificates'];

function validateTls(tls: Fields, protocol: string, path: FieldPath, sink: Sink): void {
  const mode = text(tls.mode) ?? 'PASSTHROUGH';
  const has = (field: string): boolean =>
    !isBlank(tls[field]) && !(Array.isArray(tls[field]) && isEmptyList(tls[field]));
  if (!TLS.includes(protocol)) {
    const isRedirect = mode === 'PASSTHROUGH' || mode === 'AUTO_PASSTHROUGH';
    if (!PLAIN.includes(protocol) || !isRedirect || FILES.some(has))
      sink(forbidden(path, `a port of protocol ${protocol.toUpperCase()} has no TLS settings`));
  }
  if (mode === 'ISTIO_MUTUAL') {
    for (const field of [...FILES, ...SECRETS].filter(has))
      sink(forbidden([...path, field], 'mode ISTIO_MUTUAL takes the certificates of the mesh'));
    return;
  }
  if (!['SIMPLE', 'MUTUAL', 'OPTIONAL_MUTUAL'].includes(mode) || SECRETS.some(has)) return;
  for (const field of ['serverCertificate', 'privateKey'].filter((one) => !has(one)))
    sink(required([...path, field], `mode ${mode} needs credentialName, or the files of a certificate and its key`));
  if (mode !== 'SIMPLE' && !has('caCertificates') && !has('caCertCredentialName'))
    sink(required([...path, 'caCertificates'], `mode ${mode} needs the authorities of its clients`));
}
