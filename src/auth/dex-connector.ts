import { requireMade, requireMapping } from '../facts/given';
import type { SecretSource } from '../core/secret/secret-source';
import { entraAuthority, requireNoEntraIssuer } from './entra-id';
import { requireClient } from './oidc-client';
import { endpointProblem } from './web-address';

/** What each connector takes. */
export interface DexConnectorOptions {
  /**
   * Its id in Dex, of letters, digits, `-` and `_`; users are known by it.
   * @default - that of the preset
   */
  readonly id?: string;
  /**
   * The name on its button.
   * @default - that of the preset
   */
  readonly name?: string;
  /** The id of the client that Dex is there. */
  readonly clientId: string | SecretSource;
  /** The secret of this client at the provider. */
  readonly clientSecret: SecretSource;
}

/** What {@link DexConnector.microsoft} takes. */
export interface DexMicrosoftOptions extends DexConnectorOptions {
  /** The tenant's id, a UUID. */
  readonly tenantId: string;
  /**
   * Groups of which a user has at least one.
   * @default - all users of the tenant
   */
  readonly groups?: readonly string[];
  /**
   * Whether only security groups count as groups.
   * @default true: distribution lists are no groups
   */
  readonly onlySecurityGroups?: boolean;
}

/** What {@link DexConnector.oidc} takes. */
export interface DexOidcOptions extends DexConnectorOptions {
  /** The issuer, exactly as it stands in tokens; Dex asks it for its endpoints. */
  readonly issuer: string;
  /**
   * Scopes beside `openid`.
   * @default ['profile', 'email']
   */
  readonly scopes?: readonly string[];
  /**
   * Whether groups of its tokens are passed on. Dex does not see when a user leaves a group until it signs in again.
   * @default false
   */
  readonly groups?: boolean;
  /**
   * The claim that names the user.
   * @default - Dex's own, `name`
   */
  readonly userNameKey?: string;
}

/**
 * A provider that Dex sends users on to.
 *
 * @see https://dexidp.io/docs/connectors/
 */
export class DexConnector {
  /** Microsoft Entra ID, one tenant. Its app needs the callback of {@link Dex} as reply URL, and `Directory.Read.All` for groups. */
  public static microsoft(options: DexMicrosoftOptions): DexConnector {
    requireMapping('the options of DexConnector.microsoft', options, ['tenantId', 'clientId', 'clientSecret']);
    const { tenantId, groups, onlySecurityGroups = true } = options;
    // Refuses what is no id of one tenant.
    entraAuthority({ tenantId, clientId: options.clientId, clientSecret: options.clientSecret });
    const config = { tenant: tenantId.toLowerCase(), onlySecurityGroups, ...(groups && { groups: [...groups] }) };
    return new DexConnector('microsoft', { id: 'microsoft', name: 'Microsoft', ...options }, config);
  }

  /** Any provider that speaks OpenID Connect. */
  public static oidc(options: DexOidcOptions): DexConnector {
    requireMapping('the options of DexConnector.oidc', options, ['issuer', 'clientId', 'clientSecret']);
    const { issuer, scopes = ['profile', 'email'], groups = false, userNameKey } = options;
    const problem = endpointProblem(issuer);
    if (problem !== undefined) throw new Error(`issuer ${problem}`);
    requireNoEntraIssuer(issuer, 'DexConnector.microsoft');
    const { hostname } = new URL(issuer);
    const config = {
      issuer,
      scopes: [...scopes],
      ...(groups && { insecureEnableGroups: true }),
      ...(userNameKey !== undefined && { userNameKey }),
    };
    return new DexConnector('oidc', { id: 'oidc', name: hostname, ...options }, config);
  }

  /** Its id in Dex. */
  public readonly id: string;

  private readonly name: string;
  private readonly clientId: string | SecretSource;
  private readonly clientSecret: SecretSource;

  private constructor(
    private readonly type: string,
    options: DexConnectorOptions & { readonly id: string; readonly name: string },
    private readonly config: Readonly<Record<string, unknown>>,
  ) {
    requireMade('DexConnector', options, ['microsoft', 'oidc']);
    requireClient(options.clientId, options.clientSecret);
    if (!/^[A-Za-z0-9_-]+$/.test(options.id))
      throw new Error(`id of the connector is '${options.id}', allowed are letters, digits, '-' and '_'`);
    this.id = options.id;
    this.name = options.name;
    this.clientId = options.clientId;
    this.clientSecret = options.clientSecret;
  }

  /** What stands in Dex's configuration; values of secrets are names of variables there, which Dex expands. */
  public toConfig(redirectUri: string): Readonly<Record<string, unknown>> {
    const clientID = typeof this.clientId === 'string' ? this.clientId : `$${this.variable('CLIENT_ID')}`;
    const clientSecret = `$${this.variable('CLIENT_SECRET')}`;
    return {
      type: this.type,
      id: this.id,
      name: this.name,
      config: { clientID, clientSecret, redirectURI: redirectUri, ...this.config },
    };
  }

  /** Variables that the configuration names, from secrets. */
  public get secretEnv(): Readonly<Record<string, SecretSource>> {
    return {
      ...(typeof this.clientId === 'object' && { [this.variable('CLIENT_ID')]: this.clientId }),
      [this.variable('CLIENT_SECRET')]: this.clientSecret,
    };
  }

  private variable(what: string): string {
    return `DEX_${this.id.toUpperCase().replaceAll('-', '_')}_${what}`;
  }
}
