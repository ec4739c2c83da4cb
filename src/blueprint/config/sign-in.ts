import type { SecretConfig } from './secret';

/** How users sign in at the gateway: oauth2-proxy with a provider of OpenID Connect. Exactly one of entraId and oidc. */
export interface SignInConfig {
  /** Microsoft Entra ID. */
  readonly entraId?: EntraIdConfig;
  /** Any other provider. */
  readonly oidc?: OidcConfig;
  /** What sessions are encrypted with: 16, 24 or 32 bytes. */
  readonly cookieSecret: SecretConfig;
  /** The namespace of oauth2-proxy; it is made too. oauth2-proxy where it is left out. */
  readonly namespace?: string;
  /**
   * Groups of which a user has at least one.
   * @minItems 1
   */
  readonly allowedGroups?: readonly string[];
}

/** A tenant of Microsoft Entra ID, and the app that is registered there. */
export interface EntraIdConfig {
  /** The directory (tenant) id. */
  readonly tenantId: string;
  /** The application (client) id. */
  readonly clientId: string;
  /** The client's secret. */
  readonly clientSecret: SecretConfig;
}

/** A provider of OpenID Connect. */
export interface OidcConfig {
  /** The issuer, as it stands in tokens. */
  readonly issuer: string;
  /** The id of the client. */
  readonly clientId: string;
  /** The client's secret. */
  readonly clientSecret: SecretConfig;
  /**
   * What is asked of the provider, one scope an item.
   * @minItems 1
   */
  readonly scopes?: readonly string[];
  /** The claim that names the user; email where it is left out. */
  readonly userIdClaim?: string;
}
