import type { Construct } from 'constructs';
import { withoutEmpty } from '../core/copy';
import { fail, requireKnown, requireOneOf, requireSyntax } from '../core/fail';
import { isMapping } from '../facts/is-mapping';
import { dns1123Subdomain } from '../facts/names';
import { requireLifetime } from './duration';
import type { Issuer } from './issuer';
import { requireNames } from './names';
import { certManagerObject } from './objects';

/** A certificate that cert-manager keeps. */
export interface CertificateOptions {
  /** Who signs it. */
  readonly issuer: Issuer;

  /**
   * Names that clients use, `*.` before one for all names one level below it.
   * @default - none; then `ipAddresses` has one
   */
  readonly dnsNames?: readonly string[];

  /**
   * Addresses that clients use, such as that of the load balancer.
   * @default - none; then `dnsNames` has one
   */
  readonly ipAddresses?: readonly string[];

  /**
   * The name of the Certificate and of its Secret.
   * @default - the name of the gateway and `-tls`; `istio-ingressgateway-certs` with style file
   */
  readonly secretName?: string;

  /**
   * How long it lives, as Go writes a time. An ACME server decides it itself.
   * @default '2160h', 90 days
   */
  readonly duration?: string;

  /**
   * How long before its end it is renewed.
   * @default '720h', 30 days; a third of the time that an ACME server gives
   */
  readonly renewBefore?: string;

  /**
   * The private key of the certificate.
   * @default - ECDSA of 256 bits, a new key at each renewal
   */
  readonly privateKey?: PrivateKeyOptions;
}

/** The key of a certificate. */
export interface PrivateKeyOptions {
  /**
   * The algorithm of the key.
   * @default 'ECDSA'
   */
  readonly algorithm?: 'ECDSA' | 'RSA';
  /**
   * Bits: 256, 384 or 521 of ECDSA, 2048, 3072 or 4096 of RSA.
   * @default - 256, or 2048
   */
  readonly size?: number;
  /**
   * Whether each renewal makes a new key.
   * @default 'Always'
   */
  readonly rotationPolicy?: 'Always' | 'Never';
}

const SIZES = { ECDSA: [256, 384, 521], RSA: [2048, 3072, 4096] } as const;

/**
 * Renders a certificate to serve with. It can't sign others: a client that trusts it would trust whatever its key signs (KKA-23).
 *
 * @throws where a value is not one of those allowed, or the issuer does not sign it
 */
export function renderCertificate(
  scope: Construct,
  options: CertificateOptions,
  at: { readonly secretName: string; readonly namespace: string },
): void {
  const { issuer, dnsNames = [], ipAddresses = [], privateKey = {} } = options;
  const given: unknown = issuer;
  if (given === undefined)
    throw fail(scope, 'certificate.issuer is missing, allowed is an Issuer, such as Issuer.selfSignedCa()');
  requireNames(scope, { dnsNames, ipAddresses });
  requireSyntax(scope, 'secretName', at.secretName, dns1123Subdomain);
  const algorithm = requireKey(scope, privateKey);
  const issuerRef = issuer.bind(scope, { dnsNames, ipAddresses, namespace: at.namespace });
  certManagerObject(
    scope,
    'Certificate',
    'Certificate',
    { name: at.secretName, namespace: at.namespace },
    {
      secretName: at.secretName,
      ...withoutEmpty({ dnsNames: [...dnsNames], ipAddresses: [...ipAddresses] }),
      usages:
        algorithm === 'RSA'
          ? ['digital signature', 'key encipherment', 'server auth']
          : ['digital signature', 'server auth'],
      ...lifetime(scope, options),
      privateKey: {
        algorithm,
        size: privateKey.size ?? SIZES[algorithm][0],
        rotationPolicy: privateKey.rotationPolicy ?? 'Always',
      },
      issuerRef,
    },
  );
}

/** Said before anything else of a certificate, for it is no slip of a name. */
export function requireNotCa(scope: Construct, options: unknown): void {
  if (isMapping(options) && 'isCA' in options)
    throw fail(
      scope,
      'isCA is given for a certificate to serve with, whose key would sign for any name; Issuer.selfSignedCa makes a root of its own',
    );
}

function requireKey(scope: Construct, options: PrivateKeyOptions): 'ECDSA' | 'RSA' {
  const { algorithm = 'ECDSA', size, rotationPolicy } = options;
  requireKnown(scope, 'privateKey', options, ['algorithm', 'size', 'rotationPolicy']);
  requireOneOf(scope, 'privateKey.algorithm', algorithm, ['ECDSA', 'RSA']);
  requireOneOf(scope, `privateKey.size of ${algorithm}`, size, SIZES[algorithm]);
  requireOneOf(scope, 'privateKey.rotationPolicy', rotationPolicy, ['Always', 'Never']);
  return algorithm;
}

function lifetime(scope: Construct, { issuer, duration, renewBefore }: CertificateOptions): object {
  if (issuer.decidesLifetime) {
    const [given] = Object.entries({ duration, renewBefore }).find(([, value]) => value !== undefined) ?? [];
    if (given !== undefined) throw fail(scope, `${given} is given with an ACME issuer, which decides it itself`);
    return {};
  }
  const times = { duration: duration ?? '2160h', renewBefore: renewBefore ?? '720h' };
  requireLifetime(scope, 'the certificate', times.duration, times.renewBefore);
  return times;
}
