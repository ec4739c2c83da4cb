import type { Construct } from 'constructs';
import { requireMatch, requireSyntax } from '../core/fail';
import { dns1123Label, dns1123Subdomain } from '../facts/names';
import { requireLifetime } from './duration';
import type { IssuerReference } from './issuer';
import { declareNamespace } from '../core/declare-namespace';
import { certManagerObject } from './objects';

/** Options of a certificate authority of the cluster's own. */
export interface SelfSignedCaOptions {
  /**
   * The name of the ClusterIssuer that signs, of the root's Certificate and of its Secret; that of the root's own issuer ends in `-root`.
   * @default 'platform-ca'
   */
  readonly name?: string;

  /**
   * The namespace of the root's Secret: cert-manager's cluster resource namespace, where a ClusterIssuer looks for it.
   * @default 'cert-manager'
   */
  readonly namespace?: string;

  /**
   * What people see who are asked to trust it, at most 64 characters.
   * @default - the name
   */
  readonly commonName?: string;

  /**
   * How long the root lives, as Go writes a time. It is renewed when a tenth is left.
   * @default '87600h', ten years
   */
  readonly duration?: string;
}

/** What the name of an authority must look like. */
export const COMMON_NAME = /^[^\n]{1,64}$/;

/** Renders the chain: a self-signed issuer, the root that it signs, and the issuer that signs with the root. */
export function renderCa(scope: Construct, options: SelfSignedCaOptions): IssuerReference {
  const { name = 'platform-ca', namespace = 'cert-manager', duration = '87600h' } = options;
  const { commonName = name } = options;
  requireSyntax(scope, 'issuer name', name, dns1123Subdomain);
  requireSyntax(scope, 'issuer namespace', namespace, dns1123Label);
  requireMatch(scope, 'commonName', commonName, COMMON_NAME, 'text of 1 to 64 characters');
  requireMatch(scope, 'duration of the root', duration, /^\d+h$/, "hours, such as '87600h'");
  const renewBefore = `${Math.floor(Number(duration.slice(0, -1)) / 10)}h`;
  requireLifetime(scope, 'the root', duration, renewBefore);
  declareNamespace(scope, namespace);
  const root = `${name}-root`;
  certManagerObject(scope, 'Root', 'ClusterIssuer', { name: root }, { selfSigned: {} });
  certManagerObject(
    scope,
    'Certificate',
    'Certificate',
    { name, namespace },
    {
      secretName: name,
      commonName,
      isCA: true,
      usages: ['cert sign', 'crl sign', 'digital signature'],
      duration,
      renewBefore,
      // A new key would end the trust of everybody who installed the root.
      privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Never' },
      issuerRef: { name: root, kind: 'ClusterIssuer', group: 'cert-manager.io' },
    },
  );
  certManagerObject(scope, 'Resource', 'ClusterIssuer', { name }, { ca: { secretName: name } });
  return { name };
}
