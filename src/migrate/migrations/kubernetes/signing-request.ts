import type { Migration } from '../../migration';

/** CertificateSigningRequest before certificates.k8s.io/v1. */
export const SIGNING_REQUEST: Migration = {
  id: 'kubernetes-signing-request-v1',
  title: 'CertificateSigningRequest of certificates.k8s.io/v1beta1 to v1',
  changes: ['apiVersion becomes certificates.k8s.io/v1.'],
  warnings: [],
  apply(object) {
    if (object.apiVersion !== 'certificates.k8s.io/v1beta1' || object.kind !== 'CertificateSigningRequest') return;
    const signer = object.text(['spec', 'signerName']);
    if (signer === undefined || signer === 'kubernetes.io/legacy-unknown')
      object.refuse(
        ['spec', 'signerName'],
        'v1 needs a signer, such as kubernetes.io/kube-apiserver-client, and knows none for everything',
      );
    if (object.list(['spec', 'usages']).length === 0) object.refuse(['spec', 'usages'], 'v1 needs usages');
    object.set(['apiVersion'], 'certificates.k8s.io/v1');
  },
};
