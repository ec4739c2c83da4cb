import { dns1123Label, dns1123Subdomain } from '../../../facts/names';
import type { FieldPath } from '../../field-path';
import type { Rule } from '../../rule';
import { eachObject, isBlank, isEmptyList, textsOf } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { duplicate, invalid, notSupported, required, tooLong } from '../field-error';
import type { Sink } from '../field-error';
import { record } from '../read';

const USAGES =
  'any,cert sign,client auth,code signing,content commitment,crl sign,data encipherment,decipher only,digital signature,email protection,encipher only,ipsec end system,ipsec tunnel,ipsec user,key agreement,key encipherment,microsoft sgc,netscape sgc,ocsp signing,s/mime,server auth,signing,timestamping'.split(
    ',',
  );
const LEGACY = 'kubernetes.io/legacy-unknown';
const LEAST_SECONDS = 600;
const MAX_DOMAIN = 253;
const MAX_NAME = 571;

/** ACC111: what a CertificateSigningRequest asks of which signer. */
export const certificateRequest: Rule = {
  id: 'ACC111',
  title: 'usages and signer of a CertificateSigningRequest',
  severity: 'error',
  why: 'the API server refuses a request that no signer can answer',
  fix: 'name the signer and the usages, and give the request as base64 of its PEM text',
  page: {
    reports:
      'a `request` that is no PEM block of a certificate request, no usages, a usage that there is not or that is there twice, a `signerName` that is missing or not of the form `example.com/name`, and less than 600 seconds. The signature of the request is not looked at.',
    mend: 'Certificates of servers are a matter of cert-manager: write a Certificate, and leave the request to it.',
    before: `apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata:
  name: admin
spec:
  request: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlJQgotLS0tLUVORCBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0K
  signerName: kube-apiserver-client
  usages: [client auth]
`,
    after: [['signerName: kube-apiserver-client', 'signerName: kubernetes.io/kube-apiserver-client']],
  },
  *check(model, target) {
    yield* eachObject(model, target, 'certificates.k8s.io', 'CertificateSigningRequest', validate);
  },
};

function validate(object: Fields, sink: Sink): void {
  const { request = '', usages, signerName, expirationSeconds: seconds } = record(object.spec);
  if (typeof request === 'string') {
    const [, type] = /-----BEGIN ([^\n-]+)-----[\s\S]*?-----END \1-----/.exec(decoded(request)) ?? [];
    if (type !== 'CERTIFICATE REQUEST') {
      const message = 'Invalid value: PEM block type must be CERTIFICATE REQUEST';
      sink({ path: ['spec', 'request'], message });
    }
  }
  if (isEmptyList(usages)) sink(required(['spec', 'usages'], 'usages must be provided'));
  const seen = new Set<string>();
  for (const [usage, at] of textsOf(usages, ['spec', 'usages'])) {
    if (!USAGES.includes(usage)) sink(notSupported(at, usage, USAGES));
    if (seen.has(usage)) sink(duplicate(at, usage));
    seen.add(usage);
  }
  signer(signerName, ['spec', 'signerName'], sink);
  if (typeof seconds === 'number' && seconds < LEAST_SECONDS) {
    const least = 'may not specify a duration less than 600 seconds (10 minutes)';
    sink(invalid(['spec', 'expirationSeconds'], seconds, least));
  }
}

function decoded(text: string): string {
  return Buffer.from(text, 'base64').toString('latin1');
}

function signer(name: unknown, path: FieldPath, sink: Sink): void {
  if (isBlank(name)) sink(required(path, 'signerName must be provided'));
  else if (name === LEGACY) sink(invalid(path, name, 'the legacy signerName is not allowed via this API version'));
  else if (typeof name === 'string') {
    const [domain = '', own, ...rest] = name.split('/');
    if (own === undefined || rest.length > 0) {
      sink(invalid(path, name, "must be a fully qualified domain and path of the form 'example.com/signer-name'"));
      return;
    }
    if (domain.length > MAX_DOMAIN) sink(tooLong(path, MAX_DOMAIN));
    labels(domain, dns1123Label, path, sink);
    if (!domain.includes('.')) {
      sink(invalid(path, domain, 'should be a domain with at least two segments separated by dots'));
    }
    labels(own, dns1123Subdomain, path, sink);
    if (name.length > MAX_NAME) sink(tooLong(path, MAX_NAME));
  }
}

function labels(text: string, rule: (label: string) => string | undefined, path: FieldPath, sink: Sink): void {
  const wrong = text.split('.').find((label) => rule(label) !== undefined);
  if (wrong !== undefined) {
    sink(invalid(path, text, `validating label ${JSON.stringify(wrong)}: ${String(rule(wrong))}`));
  }
}
