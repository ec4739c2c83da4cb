import { dns1123Subdomain } from '../../facts/names';
import type { Rule } from '../rule';
import { isBlank, isEmptyList, textsOf } from '../accept/core/each-object';
import type { Fields } from '../accept/core/each-object';
import { forbidden, invalid, required, tooLong } from '../accept/field-error';
import type { Sink } from '../accept/field-error';
import { isSet, number, record, text } from '../accept/read';
import { goSeconds } from '../accept/schema/formats';
import { eachOf } from './each';
import { REFUSED_BY_CERT_MANAGER } from './issuer';
import { isAddress } from './istio-names';

/**
 * ADM009: cert-manager takes the Certificate.
 *
 * @see https://github.com/cert-manager/cert-manager/blob/master/internal/apis/certmanager/validation/certificate.go
 */
export const certManagerCertificate: Rule = {
  id: 'ADM009',
  title: 'Certificate that cert-manager refuses',
  severity: 'error',
  why: REFUSED_BY_CERT_MANAGER,
  fix: 'name what it is for in dnsNames, and let it last longer than the time before its end in which it is renewed',
  page: {
    reports:
      'a Certificate that is for no name; a `commonName` of more than 64 characters; addresses that are none; an `issuerRef` to a kind of cert-manager other than Issuer and ClusterIssuer; a Secret of no name; a key of a size that its algorithm does not have, and a signature of another algorithm; a `duration` below 1h, a `renewBefore` below 5m or not below the duration (90 days where none is given), and `renewBeforePercentage` beside it; and annotations of cert-manager in the `secretTemplate`.',
    mend: 'Mend the field that the message names. Durations are of Go: `2160h` is 90 days.',
    before: `apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  name: studio
  namespace: studioml
spec:
  secretName: studio-tls
  issuerRef:
    name: internal
`,
    after: [['  secretName: studio-tls\n', '  secretName: studio-tls\n  dnsNames: [studio.example.com]\n']],
  },
  *check(model) {
    yield* eachOf(model, 'cert-manager.io', ['Certificate'], validate);
  },
};

const NAMES = ['dnsNames', 'uris', 'emailAddresses', 'ipAddresses', 'otherNames'];
const GROUP = 'cert-manager.io';

function validate(object: Fields, sink: Sink): void {
  const spec = record(object.spec);
  const { secretName, commonName, literalSubject, issuerRef } = spec;
  if (secretName === '') sink(required(['spec', 'secretName']));
  else if (typeof secretName === 'string') {
    const problem = dns1123Subdomain(secretName);
    if (problem !== undefined) sink(invalid(['spec', 'secretName'], secretName, problem));
  }
  // The name may stand in the literal subject.
  if (isBlank(commonName) && isBlank(literalSubject) && NAMES.every((field) => isEmptyList(spec[field])))
    sink(required(['spec'], `a certificate has commonName or one of ${NAMES.join(', ')}`));
  if (typeof commonName === 'string' && Buffer.byteLength(commonName) > 64) sink(tooLong(['spec', 'commonName'], 64));
  if (!isBlank(literalSubject) && !isBlank(commonName))
    sink(forbidden(['spec', 'commonName'], 'it stands beside literalSubject'));
  for (const [address, path] of textsOf(spec.ipAddresses, ['spec', 'ipAddresses']))
    if (!isAddress(address)) sink(invalid(path, address, 'is no IP address'));
  validateIssuer(record(issuerRef), sink);
  validateKey(spec, sink);
  validateTimes(spec, sink);
  for (const key of Object.keys(record(record(spec.secretTemplate).annotations))) {
    if (key.startsWith(`${GROUP}/`) && key !== `${GROUP}/allow-direct-injection`)
      sink(forbidden(['spec', 'secretTemplate', 'annotations', key], 'cert-manager writes its annotations itself'));
  }
}

function validateIssuer({ name, kind, group }: Fields, sink: Sink): void {
  if (name === '') sink(required(['spec', 'issuerRef', 'name']));
  if (!isBlank(group) && group !== GROUP) return;
  if (!isBlank(kind) && kind !== 'Issuer' && kind !== 'ClusterIssuer') {
    const detail = 'must be Issuer or ClusterIssuer; an issuer of another maker has its group in issuerRef.group';
    sink(invalid(['spec', 'issuerRef', 'kind'], kind, detail));
  }
}

function validateKey({ privateKey, signatureAlgorithm }: Fields, sink: Sink): void {
  const { size, algorithm: given } = record(privateKey);
  const algorithm = isBlank(given) ? 'RSA' : given;
  const bits = number(size) ?? 0;
  const path = ['spec', 'privateKey', 'size'];
  if (algorithm === 'RSA' && bits > 0 && (bits < 2048 || bits > 8192))
    sink(invalid(path, bits, 'a key of RSA has 2048 to 8192 bits'));
  if (algorithm === 'ECDSA' && bits > 0 && ![256, 384, 521].includes(bits))
    sink(invalid(path, bits, 'a key of ECDSA has 256, 384 or 521 bits'));
  const signature = text(signatureAlgorithm) ?? '';
  const isOf: Readonly<Record<string, boolean>> = {
    RSA: signature.endsWith('WithRSA'),
    ECDSA: signature.startsWith('ECDSAWith'),
    Ed25519: signature === 'PureEd25519',
  };
  if (signature !== '' && typeof algorithm === 'string' && isOf[algorithm] === false)
    sink(invalid(['spec', 'signatureAlgorithm'], signature, `a key of ${algorithm} does not sign so`));
}

const MINUTE = 60;
const DEFAULT_DURATION = 90 * 24 * 60 * MINUTE;

function validateTimes(spec: Fields, sink: Sink): void {
  const { renewBeforePercentage: percentage } = spec;
  const [duration, before] = [spec.duration, spec.renewBefore].map((one) => goSeconds(text(one) ?? ''));
  const lasts = duration ?? DEFAULT_DURATION;
  if (duration !== undefined && duration < 60 * MINUTE)
    sink(invalid(['spec', 'duration'], spec.duration, 'must be 1h or longer'));
  if (isSet(spec.renewBefore) && isSet(percentage))
    sink(forbidden(['spec', 'renewBeforePercentage'], 'it stands beside renewBefore'));
  const path = ['spec', 'renewBefore'];
  if (before === undefined) return;
  if (before < 5 * MINUTE) sink(invalid(path, spec.renewBefore, 'must be 5m or longer'));
  if (before >= lasts) {
    const of = duration === undefined ? 'the default duration, 2160h' : `the duration, ${text(spec.duration) ?? ''}`;
    sink(invalid(path, spec.renewBefore, `must be below ${of}`));
  }
}
