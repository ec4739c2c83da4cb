import type { Rule } from '../rule';
import { missingObjects } from './problems';

/** REF018: each issuer that a certificate names exists. */
export const issuerExists: Rule = {
  id: 'REF018',
  title: 'issuer that does not exist',
  severity: 'error',
  fix: 'make it part of the manifests, correct the name, or declare it as external with a reason',
  why: 'the certificate is never issued, its Secret is never made, and what mounts or serves it does not start',
  page: {
    reports:
      'an Issuer or ClusterIssuer that a Certificate names, or that an Ingress or a Gateway names in an annotation of cert-manager, and that is not among the manifests. An Issuer must be in the namespace of the certificate; without `kind` an Issuer is meant.',
    mend: 'Say `kind: ClusterIssuer` where the issuer belongs to the whole cluster, add the issuer, or declare it as external, with the reason.',
    before: `apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  name: web
  namespace: studioml
spec:
  secretName: web-tls
  dnsNames: [studio.example]
  issuerRef:
    name: internal
---
apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata:
  name: internal
spec:
  selfSigned: {}
`,
    after: [
      [
        '    name: internal',
        `    name: internal
    kind: ClusterIssuer`,
      ],
    ],
  },
  check: (model, target) => missingObjects(model, target, 'issuer'),
};
