import type { FieldPath } from '../field-path';
import type { Rule } from '../rule';
import { isBlank, objectsOf } from '../accept/core/each-object';
import type { Fields } from '../accept/core/each-object';
import { forbidden, invalid, required } from '../accept/field-error';
import type { Sink } from '../accept/field-error';
import { isSet, record } from '../accept/read';
import { eachOf } from './each';

/** Why the rules of cert-manager matter. */
export const REFUSED_BY_CERT_MANAGER =
  'the webhook of cert-manager refuses the object, after the API server has found its fields well-formed, so that it is never made';

/**
 * ADM008: cert-manager takes the issuer.
 *
 * @see https://github.com/cert-manager/cert-manager/blob/master/internal/apis/certmanager/validation/issuer.go
 */
export const certManagerIssuer: Rule = {
  id: 'ADM008',
  title: 'Issuer that cert-manager refuses',
  severity: 'error',
  why: REFUSED_BY_CERT_MANAGER,
  fix: 'give it one type: acme, ca, selfSigned, vault or venafi',
  page: {
    reports:
      'an Issuer or a ClusterIssuer without a type, or with two; an ACME issuer without a server or the Secret of its key, with `skipTLSVerify` beside `caBundle`, with a solver of no type or of two, an HTTP-01 solver of none or two, or an Ingress solver that names its class twice; a CA issuer without a Secret; and a Vault issuer without server, path or a way to sign in.',
    mend: 'Write an issuer for each type: a certificate names the one that it wants.',
    before: `apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata:
  name: internal
spec:
  selfSigned: {}
  ca:
    secretName: internal-ca
`,
    after: [['  selfSigned: {}\n', '']],
  },
  *check(model) {
    yield* eachOf(model, 'cert-manager.io', ['Issuer', 'ClusterIssuer'], validate);
  },
};

const TYPES = ['acme', 'ca', 'selfSigned', 'vault', 'venafi'];

function validate(object: Fields, sink: Sink): void {
  const spec = record(object.spec);
  const [first, ...more] = TYPES.filter((type) => isSet(spec[type]));
  if (first === undefined) sink(required(['spec'], `an issuer has one of ${TYPES.join(', ')}`));
  for (const type of more)
    sink(forbidden(['spec', type], `an issuer has one type, and this one has ${first ?? ''} too`));
  const path = ['spec', first ?? ''];
  if (first === 'acme') validateAcme(record(spec.acme), path, sink);
  if (first === 'ca' && isBlank(record(spec.ca).secretName)) sink(required([...path, 'secretName']));
  if (first === 'vault') validateVault(record(spec.vault), path, sink);
}

function validateAcme(acme: Fields, path: FieldPath, sink: Sink): void {
  if (!isBlank(acme.caBundle) && acme.skipTLSVerify === true)
    sink(forbidden([...path, 'skipTLSVerify'], 'it makes the caBundle beside it void'));
  if (isBlank(record(acme.privateKeySecretRef).name)) sink(required([...path, 'privateKeySecretRef', 'name']));
  if (isBlank(acme.server)) sink(required([...path, 'server']));
  for (const [solver, at] of objectsOf(acme.solvers, [...path, 'solvers'])) {
    const { http01, dns01 } = solver;
    if (!isSet(http01) && !isSet(dns01)) sink(required(at, 'a solver has http01 or dns01'));
    if (isSet(http01) && isSet(dns01))
      sink(forbidden([...at, 'dns01'], 'a solver has one type, and http01 stands beside'));
    if (isSet(http01)) validateHttp(record(http01), [...at, 'http01'], sink);
  }
}

function validateHttp(http: Fields, path: FieldPath, sink: Sink): void {
  const { ingress, gatewayHTTPRoute: gateway } = http;
  if (!isSet(ingress) && !isSet(gateway)) sink(required(path, 'it has ingress or gatewayHTTPRoute'));
  if (isSet(ingress) && isSet(gateway)) sink(forbidden([...path, 'gatewayHTTPRoute'], 'ingress stands beside'));
  const of = record(ingress);
  const named = ['class', 'ingressClassName', 'name'].filter((field) =>
    field === 'name' ? !isBlank(of[field]) : isSet(of[field]),
  );
  if (named.length > 1) sink(forbidden([...path, 'ingress'], `one of ${named.join(' and ')} is enough`));
  for (const [field, given] of Object.entries({ ingress: of, gatewayHTTPRoute: record(gateway) })) {
    const { serviceType } = given;
    if (!isBlank(serviceType) && serviceType !== 'ClusterIP' && serviceType !== 'NodePort')
      sink(invalid([...path, field, 'serviceType'], serviceType, 'must be ClusterIP or NodePort'));
  }
}

function validateVault(vault: Fields, path: FieldPath, sink: Sink): void {
  for (const field of ['server', 'path']) if (isBlank(vault[field])) sink(required([...path, field]));
  const ways = ['appRole', 'kubernetes', 'tokenSecretRef', 'clientCertificate', 'aws'];
  const auth = record(vault.auth);
  if (ways.every((way) => !isSet(auth[way]))) sink(required([...path, 'auth'], `it has one of ${ways.join(', ')}`));
  if (isSet(auth.kubernetes)) {
    const { secretRef, serviceAccountRef } = record(auth.kubernetes);
    const hasSecret = !isBlank(record(secretRef).name);
    const at = [...path, 'auth', 'kubernetes'];
    if (hasSecret === isSet(serviceAccountRef))
      sink((hasSecret ? forbidden : required)(at, 'it has one of secretRef and serviceAccountRef'));
  }
}
