import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { fail, requireOneOf, requireSyntax } from '../core/fail';
import type { SecretSource } from '../core/secret/secret-source';
import { dns1123Label, dns1123Subdomain } from '../facts/names';
import { bindTlsSecret } from './bind-tls-secret';
import { Issuer } from './issuer';
import { declareNamespace } from '../core/declare-namespace';
import { customObject } from './objects';
import { requireProps } from '../core/require-props';
import { PRIVATE_CA } from './known-props';

/** Properties of a {@link PrivateCa}. */
export interface PrivateCaProps {
  /**
   * The certificate of the authority and those of its issuers up to the root, as PEM: the key `tls.crt` of a Secret of type
   * `kubernetes.io/tls`.
   * @default - none with edition documented, which has the Secret of the document; else it is needed
   */
  readonly certificate?: SecretSource;

  /**
   * The private key of the authority as PEM: the key `tls.key` of the same Secret.
   * @default - none with edition documented; else it is needed
   */
  readonly privateKey?: SecretSource;

  /**
   * The name of the issuer.
   * @default 'private-ca'; with edition documented 'intens-issuer'
   */
  readonly name?: string;

  /**
   * `ClusterIssuer` signs for every namespace, `Issuer` for its own.
   * @default 'ClusterIssuer'
   */
  readonly kind?: 'ClusterIssuer' | 'Issuer';

  /**
   * The namespace of the Secret, and of the chart. A ClusterIssuer reads it from cert-manager's cluster resource namespace (SIM-07).
   * @default - 'cert-manager'; for an Issuer that of the chart
   */
  readonly namespace?: string;

  /**
   * `documented` is the issuer of document 002 by its names. It is of cert-manager.io/v1: the document's API is served no more (SIM-06).
   * The document makes its Secret in the namespace `default`, where cert-manager looks for it only if it was installed there.
   * @default 'platform'
   */
  readonly edition?: 'platform' | 'documented';
}

const DOCUMENTED = { name: 'intens-issuer', secretName: 'intens-cacert' };

/**
 * An issuer of cert-manager that signs with an authority of one's own, whose certificate and key exist already. It makes no authority, which
 * `Issuer.selfSignedCa()` does, and no certificate. Clients trust what it signs once someone has installed the root.
 *
 * @example
 * const ca = new tls.PrivateCa(chart, 'ca', {
 *   name: 'intens-issuer',
 *   certificate: SecretSource.existing('intens-cacert', 'tls.crt'),
 *   privateKey: SecretSource.existing('intens-cacert', 'tls.key'),
 * });
 * new tls.FrontDoor(chart, 'door', { certificate: { dnsNames: ['ml.example.com'], issuer: ca.issuer } });
 * @see https://cert-manager.io/docs/configuration/ca/
 */
export class PrivateCa extends Construct {
  /** The name, as an annotation of an Ingress has it. */
  public readonly name: string;
  /** The issuer, as a certificate takes it. */
  public readonly issuer: Issuer;

  /** @throws where the Secret is not one, not in the namespace that is read, or without the two keys */
  public constructor(scope: Construct, id: string, props: PrivateCaProps) {
    super(scope, id);
    requireProps(this, 'a PrivateCa', props, PRIVATE_CA);
    const { kind = 'ClusterIssuer', edition = 'platform' } = props;
    requireOneOf(this, 'kind', kind, ['ClusterIssuer', 'Issuer']);
    requireOneOf(this, 'edition', edition, ['platform', 'documented']);
    const documented = edition === 'documented';
    this.name = documented ? DOCUMENTED.name : (props.name ?? 'private-ca');
    requireSyntax(this, 'name', this.name, dns1123Subdomain);
    this.issuer = Issuer.existing({ name: this.name, kind });
    if (documented) {
      this.requireDocumented(props);
      this.render('ClusterIssuer', { name: this.name }, DOCUMENTED.secretName);
      return;
    }
    const namespace = this.namespaceOf(kind, props.namespace);
    const secretName = this.bind(kind, namespace, props);
    declareNamespace(this, namespace);
    this.render(kind, { name: this.name, ...(kind === 'Issuer' && { namespace }) }, secretName);
  }

  private requireDocumented(props: PrivateCaProps): void {
    const [given] = Object.entries(props).find(([name, value]) => name !== 'edition' && value !== undefined) ?? [];
    if (given !== undefined) throw fail(this, `${given} is given with edition 'documented', which has no other option`);
  }

  private namespaceOf(kind: 'ClusterIssuer' | 'Issuer', given: string | undefined): string {
    const namespace = given ?? (kind === 'Issuer' ? Chart.of(this).namespace : 'cert-manager');
    if (namespace === undefined)
      throw fail(this, 'the chart has no namespace, and an Issuer signs for its own; give the chart one');
    requireSyntax(this, 'namespace', namespace, dns1123Label);
    return namespace;
  }

  /** cert-manager reads the Secret from one namespace, and a source makes it in that of its chart. */
  private bind(kind: string, namespace: string, { certificate, privateKey }: PrivateCaProps): string {
    if (certificate === undefined || privateKey === undefined)
      throw fail(
        this,
        `${certificate === undefined ? 'certificate' : 'privateKey'} is not given, allowed is a SecretSource`,
      );
    return bindTlsSecret(this, {
      ...{ certificate, privateKey, namespace },
      ...{ reader: 'cert-manager', what: `that of this ${kind}` },
    });
  }

  private render(kind: 'ClusterIssuer' | 'Issuer', metadata: { readonly name: string }, secretName: string): void {
    customObject(this, 'Resource', {
      apiVersion: 'cert-manager.io/v1',
      kind,
      metadata,
      spec: { ca: { secretName } },
    });
  }
}
