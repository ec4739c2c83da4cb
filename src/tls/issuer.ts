import { requireMade, requireMapping } from '../facts/given';
import { Construct } from 'constructs';
import type { IConstruct } from 'constructs';
import { NAMED_AS_EXISTING, declareExternal } from '../core/declare-external';
import { requireKnown, requireMatch, requireSyntax } from '../core/fail';
import { dns1123Label, dns1123Subdomain } from '../facts/names';
import { renderAcme, requireAcme } from './acme-azure-dns';
import type { AcmeAzureDnsOptions } from './acme-azure-dns';
import type { Names } from './names';
import { renderCa } from './self-signed-ca';
import type { SelfSignedCaOptions } from './self-signed-ca';

/** An issuer that exists. */
export interface IssuerReference {
  /** The name of the issuer. */
  readonly name: string;
  /**
   * `ClusterIssuer`, `Issuer` (of the namespace of the certificate), or the kind of an external issuer.
   * @default 'ClusterIssuer'
   */
  readonly kind?: string;
  /**
   * The API group of the issuer, where it is not one of cert-manager's own.
   * @default 'cert-manager.io'
   */
  readonly group?: string;
}

/** What is asked of an issuer. */
export interface IssueRequest extends Names {
  /** The namespace of the certificate. */
  readonly namespace: string;
}

interface Kind {
  readonly decidesLifetime: boolean;
  readonly check: (construct: IConstruct, request: IssueRequest) => void;
  readonly render: (scope: Construct, request: IssueRequest) => IssuerReference;
}

/**
 * Who signs a certificate: an issuer of cert-manager, which must be installed. It makes no certificate itself.
 *
 * @example
 * const issuer = tls.Issuer.selfSignedCa();
 * @see https://cert-manager.io/docs/configuration/
 */
export class Issuer {
  /** An issuer that exists; nothing is rendered for it. */
  public static existing(reference: IssuerReference): Issuer {
    requireMapping('what Issuer.existing is given', reference, ['name', 'kind', 'group']);
    const { name, kind = 'ClusterIssuer', group = 'cert-manager.io' } = reference;
    return new Issuer({
      decidesLifetime: false,
      check: (construct) => {
        requireKnown(construct, 'issuer', reference, ['name', 'kind', 'group']);
        requireSyntax(construct, 'issuer name', name, dns1123Subdomain);
        requireMatch(construct, 'issuer kind', kind, /^[A-Z][A-Za-z]*$/, "a kind, such as 'ClusterIssuer'");
        requireSyntax(construct, 'issuer group', group, dns1123Subdomain);
      },
      render: (scope, { namespace }) => {
        const where = kind === 'Issuer' ? { namespace } : {};
        declareExternal(scope, { group, kind, name, ...where, reason: NAMED_AS_EXISTING });
        return { name, kind, group };
      },
    });
  }

  /**
   * A certificate authority of the cluster's own: a self-signed root in a Secret, and a ClusterIssuer that signs with it. No browser
   * knows it until someone installs its certificate, which is `ca.crt` of the Secret of each certificate.
   */
  public static selfSignedCa(options: SelfSignedCaOptions = {}): Issuer {
    return new Issuer({
      decidesLifetime: false,
      check: (construct) => requireKnown(construct, 'issuer', options, ['name', 'namespace', 'commonName', 'duration']),
      render: (scope) => renderCa(scope, options),
    });
  }

  /**
   * Let's Encrypt or another ACME server, which proves the names by records in a public zone of Azure DNS, with the workload identity of
   * cert-manager. It signs no IP addresses.
   *
   * @see https://cert-manager.io/docs/configuration/acme/dns01/azuredns/
   */
  public static acmeAzureDns(options: AcmeAzureDnsOptions): Issuer {
    return new Issuer({
      decidesLifetime: true,
      check: (construct, request) => requireAcme(construct, options, request),
      render: (scope) => renderAcme(scope, options),
    });
  }

  /** Whether it decides itself how long a certificate lives. */
  public readonly decidesLifetime: boolean;

  private readonly bound = new WeakMap<IConstruct, IssuerReference>();

  private constructor(private readonly kind: Kind) {
    requireMade('Issuer', kind, ['existing', 'selfSignedCa', 'acmeAzureDns']);
    this.decidesLifetime = kind.decidesLifetime;
  }

  /**
   * Renders what the issuer needs, once in a tree and under the construct that asks first, and tells how a certificate names it.
   *
   * @throws where an option is wrong, or it does not sign what is asked
   */
  public bind(construct: Construct, request: IssueRequest): Required<IssuerReference> {
    requireSyntax(construct, 'namespace of the certificate', request.namespace, dns1123Label);
    this.kind.check(construct, request);
    const { root } = construct.node;
    let reference = this.bound.get(root);
    if (!reference) {
      reference = this.kind.render(new Construct(construct, 'Issuer'), request);
      this.bound.set(root, reference);
    }
    const { name, kind = 'ClusterIssuer', group = 'cert-manager.io' } = reference;
    return { name, kind, group };
  }
}
