import type { FieldPath } from '../../../checks/field-path';
import { isMapping } from '../../../facts/is-mapping';
import type { Migration } from '../../migration';
import type { ObjectEditor } from '../../object-editor';

const V1 = 'cert-manager.io/v1';
const OLD = ['certmanager.k8s.io/v1alpha1', `${V1}alpha2`, `${V1}alpha3`, `${V1}beta1`];
const KINDS = ['Certificate', 'CertificateRequest', 'Issuer', 'ClusterIssuer'];

/** Fields of a Certificate, and where v1 has them. */
const CERTIFICATE: readonly (readonly [from: string, to: FieldPath])[] = [
  ['keyAlgorithm', ['privateKey', 'algorithm']],
  ['keySize', ['privateKey', 'size']],
  ['keyEncoding', ['privateKey', 'encoding']],
  ['organization', ['subject', 'organizations']],
  ['uriSANs', ['uris']],
  ['emailSANs', ['emailAddresses']],
];

/** Solvers of DNS01, and their names in v1. */
const SOLVERS: Readonly<Record<string, string>> = { azuredns: 'azureDNS', clouddns: 'cloudDNS', acmedns: 'acmeDNS' };

/** cert-manager's kinds before v1. @see https://cert-manager.io/docs/releases/upgrading/remove-deprecated-apis/ */
export const CERT_MANAGER: Migration = {
  id: 'cert-manager-v1',
  title:
    'Certificates and issuers of certmanager.k8s.io/v1alpha1 and cert-manager.io/v1alpha2 to v1beta1 to cert-manager.io/v1',
  changes: [
    'keyAlgorithm, keySize and keyEncoding move to privateKey, algorithm and encoding in upper case.',
    'organization becomes subject.organizations, uriSANs uris, emailSANs emailAddresses; csr of a request becomes request.',
    'The solvers azuredns, clouddns and acmedns become azureDNS, cloudDNS and acmeDNS.',
    'issuerRef.group certmanager.k8s.io becomes cert-manager.io.',
  ],
  warnings: [],
  apply(object) {
    if (/^acme\.cert-manager\.io\/v1(alpha|beta)/.test(object.apiVersion) || isOldAcme(object))
      object.refuse([], `cert-manager makes each ${object.kind} itself; take it out of the files`);
    if (!OLD.includes(object.apiVersion) || !KINDS.includes(object.kind)) return;
    if (object.kind === 'Certificate') certificate(object);
    if (object.kind === 'CertificateRequest' && object.has(['spec', 'csr']) && !object.has(['spec', 'request']))
      object.rename(['spec', 'csr'], 'request');
    if (object.kind.endsWith('Issuer')) issuer(object);
    const group = ['spec', 'issuerRef', 'group'];
    if (object.at(group) === 'certmanager.k8s.io') object.set(group, 'cert-manager.io');
    object.set(['apiVersion'], V1);
  },
};

function isOldAcme({ apiVersion, kind }: ObjectEditor): boolean {
  return apiVersion === 'certmanager.k8s.io/v1alpha1' && (kind === 'Order' || kind === 'Challenge');
}

function certificate(object: ObjectEditor): void {
  const acme = ['spec', 'acme'];
  if (object.has(acme))
    object.refuse(
      acme,
      'has no place in a Certificate since cert-manager 0.11; write it as solvers of the issuer, and take it away',
    );
  for (const field of ['keyAlgorithm', 'keyEncoding']) {
    const value = object.text(['spec', field]);
    if (value !== undefined && value !== value.toUpperCase()) object.set(['spec', field], value.toUpperCase());
  }
  for (const [from, to] of CERTIFICATE) {
    if (!object.has(['spec', from])) continue;
    if (object.has(['spec', ...to]))
      object.refuse(['spec', from], `stands beside spec.${to.join('.')}, which replaces it; take one of them away`);
    object.move(['spec', from], ['spec', ...to]);
  }
}

function issuer(object: ObjectEditor): void {
  for (const old of ['http01', 'dns01']) {
    const path = ['spec', 'acme', old];
    if (object.has(path))
      object.refuse(path, 'was replaced by solvers in cert-manager 0.11; write spec.acme.solvers, and take it away');
  }
  const solvers = ['spec', 'acme', 'solvers'];
  for (const [index] of object.list(solvers).entries())
    for (const [from, to] of Object.entries(SOLVERS)) {
      const dns = [...solvers, index, 'dns01'];
      if (isMapping(object.at(dns)) && object.has([...dns, from]) && !object.has([...dns, to]))
        object.rename([...dns, from], to);
    }
}
