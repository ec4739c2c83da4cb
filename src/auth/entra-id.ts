import { requireText } from '../facts/given';
import { UUID } from '../facts/uuid';
import type { OidcClientOptions, OidcEndpoints } from './oidc-provider';

/** What `OidcProvider.entraId` takes. */
export interface EntraIdOptions extends OidcClientOptions {
  /** The tenant's id, a UUID; the portal calls it "Directory (tenant) ID". */
  readonly tenantId: string;

  /**
   * The cloud of the tenant.
   * @default 'login.microsoftonline.com', that of all but national clouds
   */
  readonly authorityHost?: EntraAuthorityHost;
}

/**
 * The clouds of Microsoft: the world, the government of the United States, China.
 *
 * @see https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud
 */
export type EntraAuthorityHost =
  'login.microsoftonline.com' | 'login.microsoftonline.us' | 'login.partner.microsoftonline.cn';

const HOSTS: readonly string[] = [
  'login.microsoftonline.com',
  'login.microsoftonline.us',
  'login.partner.microsoftonline.cn',
];

/** Endpoints of many tenants at once. Each token there has the issuer of its own tenant, so that no one issuer can be checked. */
const SHARED: readonly string[] = ['common', 'organizations', 'consumers'];

/** Issuer and endpoints of a tenant, version 2. */
export function entraAuthority(options: EntraIdOptions): {
  readonly issuer: string;
  readonly endpoints: OidcEndpoints;
} {
  const { tenantId, authorityHost = 'login.microsoftonline.com' } = options;
  if (!HOSTS.includes(authorityHost))
    throw new Error(`authorityHost is '${authorityHost}', allowed are ${HOSTS.join(', ')}`);
  requireText('tenantId', tenantId, '00000000-0000-0000-0000-000000000000');
  const id = tenantId.toLowerCase();
  if (SHARED.includes(id)) {
    throw new Error(
      `tenantId is '${tenantId}', which lets users of other tenants in and whose tokens carry the issuer of each user's own tenant; ` +
        'allowed is the id of one tenant, a UUID such as 00000000-0000-0000-0000-000000000000',
    );
  }
  if (!UUID.test(id)) {
    throw new Error(
      `tenantId is '${tenantId}', allowed is the id of a tenant, a UUID such as 00000000-0000-0000-0000-000000000000`,
    );
  }
  const { clientId } = options;
  if (typeof clientId === 'string' && !UUID.test(clientId)) {
    throw new Error(
      `clientId is '${clientId}', allowed is the application id of a registration, a UUID such as 00000000-0000-0000-0000-000000000000`,
    );
  }
  const base = `https://${authorityHost}/${id}`;
  return {
    issuer: `${base}/v2.0`,
    endpoints: {
      authorize: `${base}/oauth2/v2.0/authorize`,
      token: `${base}/oauth2/v2.0/token`,
      jwks: `${base}/discovery/v2.0/keys`,
    },
  };
}

/** Fails where an issuer is Entra's: of version 1 its tokens lack claims, and of version 2 there is a preset, which it names. */
export function requireNoEntraIssuer(issuer: string, preset: string): void {
  const { hostname } = new URL(issuer);
  if (!HOSTS.includes(hostname) && hostname !== 'sts.windows.net') return;
  throw new Error(`issuer '${issuer}' is that of Entra ID, allowed is ${preset}, which derives it from the tenant`);
}
