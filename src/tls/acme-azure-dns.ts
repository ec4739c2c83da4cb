import type { Construct, IConstruct } from 'constructs';
import { fail, requireKnown, requireMatch, requireOneOf, requireSyntax } from '../core/fail';
import { withoutEmpty } from '../core/copy';
import { dns1123Subdomain } from '../facts/names';
import { UUID } from '../facts/uuid';
import type { IssueRequest, IssuerReference } from './issuer';
import { certManagerObject } from './objects';
import { patchFile } from './patch-file';

/** Options of an ACME issuer that proves names in Azure DNS. */
export interface AcmeAzureDnsOptions {
  /** The public zone, such as `ml.example.com`; every name of a certificate must be within it. */
  readonly zone: string;
  /** The subscription of the zone, a UUID. */
  readonly subscriptionId: string;
  /** The resource group of the zone. */
  readonly resourceGroup: string;

  /**
   * The client id, a UUID, of a managed identity with the role DNS Zone Contributor on the zone. It needs a federated credential for the
   * service account `cert-manager/cert-manager`, and cert-manager's pods the label `azure.workload.identity/use: "true"`.
   */
  readonly clientId: string;

  /**
   * The name of the ClusterIssuer. The key of the account is in the Secret of this name and `-account-key`.
   * @default 'letsencrypt'
   */
  readonly name?: string;

  /**
   * `production` and `staging` of Let's Encrypt, or the URL of an ACME directory. No browser trusts what `staging` signs.
   * @default 'production'
   */
  readonly server?: string;

  /**
   * Where the ACME server writes to.
   * @default - no address
   */
  readonly email?: string;

  /**
   * The Azure cloud that has the zone.
   * @default 'AzurePublicCloud'
   */
  readonly environment?: 'AzurePublicCloud' | 'AzureChinaCloud' | 'AzureUSGovernmentCloud';
}

const FIELDS = ['zone', 'subscriptionId', 'resourceGroup', 'clientId', 'name', 'server', 'email', 'environment'];
/** What two of the options must look like. */
export const ACME_PATTERNS = { resourceGroup: /^[-\w.()]{1,90}$/, email: /^[^\s@]+@[^\s@]+$/ } as const;

const SERVERS: Readonly<Record<string, string>> = {
  production: 'https://acme-v02.api.letsencrypt.org/directory',
  staging: 'https://acme-staging-v02.api.letsencrypt.org/directory',
};

/**
 * Fails where an option is wrong, or the ACME server could not prove a name of the certificate.
 *
 * @throws with both ends: the name and the zone
 */
export function requireAcme(construct: IConstruct, options: AcmeAzureDnsOptions, request: IssueRequest): void {
  requireKnown(construct, 'issuer', options, FIELDS);
  const { zone, name = 'letsencrypt', server = 'production', email } = options;
  requireSyntax(construct, 'issuer name', name, dns1123Subdomain);
  requireSyntax(construct, 'zone', zone, dns1123Subdomain);
  for (const field of ['subscriptionId', 'clientId'] as const)
    requireMatch(construct, field, options[field] ?? null, UUID, 'a UUID');
  requireMatch(
    construct,
    'resourceGroup',
    options.resourceGroup ?? null,
    ACME_PATTERNS.resourceGroup,
    'a name of Azure, 1 to 90 characters',
  );
  requireOneOf(construct, 'environment', options.environment, [
    'AzurePublicCloud',
    'AzureChinaCloud',
    'AzureUSGovernmentCloud',
  ]);
  if (SERVERS[server] === undefined)
    requireMatch(construct, 'server', server, /^https:\/\/[^\s/]+\/\S*$/, 'production, staging or an https URL');
  requireMatch(construct, 'email', email, ACME_PATTERNS.email, 'an address of mail');
  const [address] = request.ipAddresses;
  if (address !== undefined)
    throw fail(construct, `ipAddresses has '${address}', which an ACME issuer can't prove by DNS; give dnsNames alone`);
  const outside = request.dnsNames.find((one) => one !== zone && !one.endsWith(`.${zone}`));
  if (outside !== undefined)
    throw fail(construct, `dnsNames has '${outside}', which is not in the zone '${zone}' of the issuer '${name}'`);
}

/** Renders the ClusterIssuer and, on AKS, the patch that gives cert-manager its identity. */
export function renderAcme(scope: Construct, options: AcmeAzureDnsOptions): IssuerReference {
  const { zone, subscriptionId, resourceGroup, clientId, name = 'letsencrypt', server = 'production' } = options;
  const azureDNS = withoutEmpty({
    hostedZoneName: zone,
    resourceGroupName: resourceGroup,
    subscriptionID: subscriptionId,
    environment: options.environment ?? 'AzurePublicCloud',
    managedIdentity: { clientID: clientId },
  });
  const acme = withoutEmpty({
    server: SERVERS[server] ?? server,
    email: options.email,
    privateKeySecretRef: { name: `${name}-account-key` },
    solvers: [{ selector: { dnsZones: [zone] }, dns01: { azureDNS } }],
  });
  certManagerObject(scope, 'Resource', 'ClusterIssuer', { name }, { acme });
  patchFile(scope, name, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'cert-manager', namespace: 'cert-manager' },
    spec: { template: { metadata: { labels: { 'azure.workload.identity/use': 'true' } } } },
  });
  return { name };
}
