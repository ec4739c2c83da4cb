import { Construct } from 'constructs';
import { copy } from '../core/copy';
import { fail, requireKnown, requireMatch, requireOneOf, requireSyntax } from '../core/fail';
import { isMapping } from '../facts/is-mapping';
import { dns1123Label, dns1123Subdomain } from '../facts/names';
import { Target } from '../facts/target';
import { loadBalancerPatch, requireLoadBalancer, webhookPatches } from './azure-load-balancer';
import { bindTlsSecret } from './bind-tls-secret';
import { renderCertificate, requireNotCa } from './certificate';
import { renderDocumented } from './documented-front-door';
import type { FrontDoorProps, TlsSecret } from './front-door-props';
import { FILE_SECRET, gatewayServers } from './gateway-servers';
import { requireCovered } from './names';
import type { Names } from './names';
import { declareNamespace } from '../core/declare-namespace';
import { customObject } from './objects';
import { requireProps } from '../core/require-props';
import { FRONT_DOOR } from './known-props';

const HOST = /^(\*|(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)$/;

/**
 * The way into the cluster over TLS: a gateway of Istio, its certificate with the issuer, and on AKS patches for the load balancer and
 * the webhooks, which belong to other installers. It installs neither Istio nor cert-manager, and routes nothing: that is
 * `istio.RouteTable`, which takes `gateway` and `hosts` from here.
 *
 * @example
 * const door = new tls.FrontDoor(chart, 'front-door', {
 *   certificate: { dnsNames: ['ml.example.com'], issuer: tls.Issuer.selfSignedCa() },
 * });
 * new istio.RouteTable(chart, 'routes', { gateway: door.gateway, hosts: door.hosts });
 * @see https://istio.io/latest/docs/ops/integrations/certmanager/
 */
export class FrontDoor extends Construct {
  /** The gateway, as routes name it. */
  public readonly gateway: { readonly name: string; readonly namespace: string };
  /** The hosts that it serves. */
  public readonly hosts: readonly string[];
  /** The name of the Secret that has the certificate. */
  public readonly secretName: string;

  /** @throws where a value is not one of those allowed, or two ends do not fit: hosts and names, names and issuer, style and Secret */
  public constructor(scope: Construct, id: string, given: FrontDoorProps) {
    super(scope, id);
    requireNotCa(this, isMapping(given) ? given.certificate : undefined);
    requireProps(this, 'a FrontDoor', given, FRONT_DOOR);
    const props = copy(given);
    const { edition = 'platform', name = 'kubeflow-gateway', namespace = 'kubeflow', style = 'credentialName' } = props;
    requireOneOf(this, 'edition', edition, ['platform', 'documented']);
    requireOneOf(this, 'style', style, ['credentialName', 'file']);
    requireOneOf(this, 'version', props.version, ['v1', 'v1beta1', 'v1alpha3']);
    requireOneOf(this, 'minProtocolVersion', props.minProtocolVersion, ['TLSV1_2', 'TLSV1_3']);
    requireSyntax(this, 'name', name, dns1123Subdomain);
    requireSyntax(this, 'namespace', namespace, dns1123Label);
    this.gateway = { name, namespace };
    declareNamespace(this, namespace);
    const podNamespace = props.podNamespace ?? 'istio-system';
    requireSyntax(this, 'podNamespace', podNamespace, dns1123Label);
    declareNamespace(this, podNamespace);
    if (edition === 'documented') {
      renderDocumented(this, props);
      this.hosts = ['*'];
      this.secretName = FILE_SECRET;
      this.renderGateway(props, 'v1alpha3');
      return;
    }
    this.hosts = this.hostsOf(props);
    this.secretName = this.secretOf(props, podNamespace);
    this.renderGateway({ minProtocolVersion: 'TLSV1_2', ...props, style }, props.version ?? 'v1');
    this.renderPatches(props, podNamespace);
  }

  /** Renders or binds the Secret, and tells its name. */
  private secretOf(props: FrontDoorProps, namespace: string): string {
    const { certificate, secret, style } = props;
    if ((certificate === undefined) === (secret === undefined))
      throw fail(
        this,
        `${certificate ? 'certificate and secret are both' : 'neither certificate nor secret is'} given, allowed is one of the two`,
      );
    const file = style === 'file';
    const secretName = secret
      ? this.bind(secret, namespace)
      : (certificate?.secretName ?? (file ? FILE_SECRET : `${this.gateway.name}-tls`));
    if (file && (secretName !== FILE_SECRET || namespace !== 'istio-system')) {
      throw fail(
        this,
        `the certificate is in the Secret '${namespace}/${secretName}' with style file, allowed is 'istio-system/${FILE_SECRET}', the one that the pods of the gateway mount`,
      );
    }
    if (certificate) renderCertificate(this, certificate, { secretName, namespace });
    return secretName;
  }

  /** Istio reads the Secret from the namespace of the gateway's pods, and a source makes it in that of its chart. */
  private bind({ certificate, privateKey, ...rest }: TlsSecret, namespace: string): string {
    requireKnown(this, 'secret', rest, ['certificate', 'privateKey']);
    return bindTlsSecret(this, { certificate, privateKey, namespace, reader: 'the gateway', what: 'it' });
  }

  private hostsOf({ hosts, certificate }: FrontDoorProps): readonly string[] {
    const { dnsNames = [], ipAddresses = [] } = certificate ?? {};
    const chosen = hosts ?? (dnsNames.length > 0 && ipAddresses.length === 0 ? dnsNames : ['*']);
    if (chosen.length === 0) throw fail(this, "hosts is empty, allowed is at least one, or '*' for any");
    if (chosen.includes('*') && chosen.length > 1) throw fail(this, "hosts has '*' beside others, which it covers");
    for (const host of hosts ?? [])
      requireMatch(
        this,
        'a host',
        host,
        HOST,
        "a name in lower case, '*.' and a name, or '*', without scheme and port",
      );
    if (hosts && certificate) requireCovered(this, hosts, { dnsNames, ipAddresses });
    return [...chosen];
  }

  private renderGateway(props: FrontDoorProps, version: string): void {
    const { style = 'file', selector = { istio: 'ingressgateway' }, httpsRedirect = true, minProtocolVersion } = props;
    if (Object.keys(selector).length === 0)
      throw fail(this, 'selector is empty, which is every pod of the mesh, allowed are the labels of the gateway');
    customObject(this, 'Resource', {
      apiVersion: `networking.istio.io/${version}`,
      kind: 'Gateway',
      metadata: { ...this.gateway },
      spec: {
        selector: { ...selector },
        servers: gatewayServers({
          hosts: this.hosts,
          credentialName: style === 'file' ? undefined : this.secretName,
          httpsRedirect,
          minProtocolVersion,
        }),
      },
    });
  }

  private renderPatches(props: FrontDoorProps, namespace: string): void {
    const { certificate, loadBalancer, istioRevision } = props;
    const { provider } = Target.of(this);
    const names: Names | undefined = certificate && {
      dnsNames: certificate.dnsNames ?? [],
      ipAddresses: certificate.ipAddresses ?? [],
    };
    if (istioRevision !== undefined) requireSyntax(this, 'istioRevision', istioRevision, dns1123Label);
    if (provider !== 'aks') {
      const [given] = Object.entries({ loadBalancer, istioRevision }).find(([, value]) => value !== undefined) ?? [];
      if (given !== undefined)
        throw fail(this, `${given} is given and the target is ${provider}, allowed with it is aks`);
      return;
    }
    requireLoadBalancer(this, loadBalancer ?? {}, loadBalancer && names);
    const folder = this.gateway.name;
    loadBalancerPatch(this, folder, namespace, loadBalancer ?? {});
    webhookPatches(this, folder, istioRevision);
  }
}
