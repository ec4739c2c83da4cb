import { SecretSource } from '../../src/core/secret/secret-source';
import { Target } from '../../src/facts/target';
import { Issuer } from '../../src/tls';
import { messageOf, untyped } from '../support/chart';
import { ACME, CA, UUID, doorOf } from './support';

const dnsNames = ['ml.example.com'];
const certificate = { dnsNames, issuer: CA };
const said = (props: object, target?: Target, namespace?: string): string =>
  messageOf(() => doorOf(untyped(props), target, namespace));
const acme = (options: object, names: object = { dnsNames }): object => ({
  certificate: { ...names, issuer: Issuer.acmeAzureDns(untyped({ ...ACME, ...options })) },
});

describe('the certificate', () => {
  test.each<[object, string]>([
    [{ issuer: CA }, 'certificate has no name, allowed is at least one of dnsNames and ipAddresses'],
    [
      { issuer: CA, ipAddresses: ['<IP>'] },
      "ipAddresses has '<IP>', allowed are IP addresses, such as that of the load balancer",
    ],
    [
      { issuer: CA, ipAddresses: ['20.30.40.500'] },
      "ipAddresses has '20.30.40.500', allowed are IP addresses, such as that of the load balancer",
    ],
    [{ issuer: CA, dnsNames: ['20.30.40.50'] }, "dnsNames has '20.30.40.50', an address; give it in ipAddresses"],
    [
      { issuer: CA, dnsNames: ['https://a.b'] },
      "a name of dnsNames is 'https://a.b', allowed is a name in lower case with a dot, or '*.' and such a name",
    ],
    [{ issuer: CA, dnsNames: ['a.b', 'a.b'] }, "certificate has 'a.b' twice"],
    [
      { ...certificate, isCA: true },
      'isCA is given for a certificate to serve with, whose key would sign for any name; Issuer.selfSignedCa makes a root of its own',
    ],
    [
      { ...certificate, usages: [] },
      "certificate has the unknown field 'usages', allowed are issuer, dnsNames, ipAddresses, secretName, duration, renewBefore, privateKey",
    ],
    [
      { ...certificate, duration: '90d' },
      "duration of the certificate is '90d', allowed is hours, minutes and seconds, such as '2160h'",
    ],
    [{ ...certificate, duration: '30m' }, "duration of the certificate is '30m', allowed is an hour or more"],
    [
      { ...certificate, duration: '24h' },
      "renewBefore of the certificate is '720h', allowed is less than its duration '24h'",
    ],
    [{ ...certificate, renewBefore: '1m' }, "renewBefore of the certificate is '1m', allowed is five minutes or more"],
    [{ ...certificate, privateKey: { size: 2048 } }, 'privateKey.size of ECDSA is 2048, allowed are 256, 384, 521'],
    [
      { ...certificate, privateKey: { algorithm: 'Ed25519' } },
      "privateKey.algorithm is 'Ed25519', allowed are ECDSA, RSA",
    ],
    [
      { ...certificate, secretName: 'A' },
      "secretName 'A' must consist of lower-case letters, digits, '-' and '.', and begin and end with a letter or digit",
    ],
  ])('%j', (given, message) => {
    expect(said({ certificate: given })).toBe(`[test/door] ${message}`);
  });

  test.each([
    { issuer: CA, dnsNames: ['*.example.com'] },
    { issuer: CA, ipAddresses: ['2001:db8::1'] },
    { ...certificate, duration: '24h', renewBefore: '8h' },
    { ...certificate, privateKey: { algorithm: 'RSA' } },
  ])('allowed: %j', (given) => {
    expect(said({ certificate: given })).toBe('nothing was thrown');
  });
});

describe('the issuer', () => {
  test.each<[object, string]>([
    [
      acme({}, { ipAddresses: ['1.2.3.4'] }),
      "ipAddresses has '1.2.3.4', which an ACME issuer can't prove by DNS; give dnsNames alone",
    ],
    [
      acme({}, { dnsNames: ['other.example.com'] }),
      "dnsNames has 'other.example.com', which is not in the zone 'ml.example.com' of the issuer 'letsencrypt'",
    ],
    [acme({}, { dnsNames, duration: '24h' }), 'duration is given with an ACME issuer, which decides it itself'],
    [acme({ clientId: 'cert-manager' }), "clientId is 'cert-manager', allowed is a UUID"],
    [acme({ subscriptionId: undefined }), 'subscriptionId is null, allowed is a UUID'],
    [acme({ server: 'http://acme' }), "server is 'http://acme', allowed is production, staging or an https URL"],
    [acme({ email: 'nobody' }), "email is 'nobody', allowed is an address of mail"],
    [
      acme({ clientSecret: 'x' }),
      "issuer has the unknown field 'clientSecret', allowed are zone, subscriptionId, resourceGroup, clientId, name, server, email, environment",
    ],
    [
      { certificate: { dnsNames, issuer: Issuer.existing({ name: 'A' }) } },
      "issuer name 'A' must consist of lower-case letters, digits, '-' and '.', and begin and end with a letter or digit",
    ],
  ])('%#', (props, message) => {
    expect(said(props)).toBe(`[test/door] ${message}`);
  });

  test('of the root', () => {
    expect(said({ certificate: { dnsNames, issuer: Issuer.selfSignedCa({ duration: '10y' }) } })).toBe(
      "[test/door/Issuer] duration of the root is '10y', allowed is hours, such as '87600h'",
    );
  });

  test('allowed: names of the zone and below it', () => {
    expect(said(acme({ subscriptionId: UUID }, { dnsNames: ['ml.example.com', '*.a.ml.example.com'] }))).toBe(
      'nothing was thrown',
    );
  });
});

describe('the Secret', () => {
  const secret = (crt: string, key: string, name = 'a', other = name): object => ({
    secret: { certificate: SecretSource.existing(name, crt), privateKey: SecretSource.existing(other, key) },
  });

  test.each<[object, string]>([
    [
      { certificate, ...secret('tls.crt', 'tls.key') },
      'certificate and secret are both given, allowed is one of the two',
    ],
    [secret('cert', 'key'), "the keys of the Secret are 'cert' and 'key', allowed are 'tls.crt' and 'tls.key'"],
    [
      secret('tls.crt', 'tls.key', 'a', 'b'),
      "the certificate is in the Secret 'a' and its key in 'b', allowed is one Secret",
    ],
    [
      { certificate: { ...certificate, secretName: 'front-door' }, style: 'file' },
      "the certificate is in the Secret 'istio-system/front-door' with style file, allowed is 'istio-system/istio-ingressgateway-certs', the one that the pods of the gateway mount",
    ],
    [
      { ...secret('tls.crt', 'tls.key'), style: 'file' },
      "the certificate is in the Secret 'istio-system/a' with style file, allowed is 'istio-system/istio-ingressgateway-certs', the one that the pods of the gateway mount",
    ],
    [
      { certificate, style: 'file', podNamespace: 'ingress' },
      "the certificate is in the Secret 'ingress/istio-ingressgateway-certs' with style file, allowed is 'istio-system/istio-ingressgateway-certs', the one that the pods of the gateway mount",
    ],
  ])('%#', (props, message) => {
    expect(said(props)).toBe(`[test/door] ${message}`);
  });

  test('in the namespace of the chart', () => {
    expect(said(secret('tls.crt', 'tls.key'), undefined, 'ml')).toBe(
      "[test/door] the Secret is in the namespace 'ml' of the chart, allowed is 'istio-system', from which the gateway reads it",
    );
  });

  test('allowed: the fixed name with style file', () => {
    expect(said({ ...secret('tls.crt', 'tls.key', 'istio-ingressgateway-certs'), style: 'file' })).toBe(
      'nothing was thrown',
    );
  });
});

describe('gateway and load balancer', () => {
  test.each<[object, string]>([
    [
      { hosts: ['other.example.com'] },
      "hosts has 'other.example.com', which no name of the certificate covers: ml.example.com",
    ],
    [{ hosts: ['*', 'ml.example.com'] }, "hosts has '*' beside others, which it covers"],
    [{ hosts: [] }, "hosts is empty, allowed is at least one, or '*' for any"],
    [{ selector: {} }, 'selector is empty, which is every pod of the mesh, allowed are the labels of the gateway'],
    [{ style: 'sds' }, "style is 'sds', allowed are credentialName, file"],
    [{ minProtocolVersion: 'TLSV1_0' }, "minProtocolVersion is 'TLSV1_0', allowed are TLSV1_2, TLSV1_3"],
    [
      { loadBalancer: { dnsLabel: 'ML' } },
      "dnsLabel is 'ML', allowed is 3 to 63 lower-case letters, digits and '-', beginning with a letter",
    ],
    [
      { loadBalancer: { dnsLabel: 'front', internal: true } },
      "dnsLabel is 'front' and internal is true, but only a public address has a name",
    ],
    [{ loadBalancer: { subnet: 'a' } }, "subnet is 'a' and internal is not true"],
    [{ loadBalancer: { address: 'a' } }, "address is 'a', allowed is an IP address"],
    [{ loadBalancer: { healthProbePort: 0 } }, 'healthProbePort is 0, allowed are whole numbers from 1 to 65535'],
    [
      { certificate: { issuer: CA, ipAddresses: ['1.2.3.4'] }, loadBalancer: { address: '1.2.3.5' } },
      "address of the load balancer is '1.2.3.5', but the certificate is for 1.2.3.4",
    ],
    [
      { certificate: { issuer: CA, dnsNames: ['a.westeurope.cloudapp.azure.com'] }, loadBalancer: { dnsLabel: 'bcd' } },
      "dnsNames has 'a.westeurope.cloudapp.azure.com', but dnsLabel is 'bcd', so that Azure does not know the name",
    ],
    [
      { edition: 'documented', certificate: undefined, hosts: ['a.b'] },
      "hosts is given with edition 'documented', allowed with it are certificate, name, namespace",
    ],
    [
      { edition: 'documented' },
      "certificate.issuer is given with edition 'documented', allowed with it are dnsNames, ipAddresses",
    ],
    [
      { edition: 'documented', certificate: { ipAddresses: ['<IP>'] } },
      "ipAddresses has '<IP>', allowed are IP addresses, such as that of the load balancer",
    ],
  ])('%j', (props, message) => {
    expect(said({ certificate, ...props })).toBe(`[test/door] ${message}`);
  });

  test('a load balancer of AKS elsewhere', () => {
    expect(said({ certificate, loadBalancer: {} }, Target.kind('1.34'))).toBe(
      '[test/door] loadBalancer is given and the target is kind, allowed with it is aks',
    );
  });

  test.each([
    { hosts: ['ml.example.com'] },
    { hosts: ['*'] },
    { certificate: { issuer: CA, dnsNames: ['*.example.com'] }, hosts: ['a.example.com', '*.example.com'] },
    { loadBalancer: { address: '1.2.3.4' } },
  ])('allowed: %j', (props) => {
    expect(said({ certificate, ...props })).toBe('nothing was thrown');
  });

  test('a name two levels below is not covered by a wildcard', () => {
    const wild = { issuer: CA, dnsNames: ['*.example.com'] };
    expect(said({ certificate: wild, hosts: ['a.b.example.com'] })).toBe(
      "[test/door] hosts has 'a.b.example.com', which no name of the certificate covers: *.example.com",
    );
  });
});
