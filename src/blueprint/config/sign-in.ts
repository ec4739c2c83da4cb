import type { SecretConfig } from './secret';

/** How users sign in at the gateway: oauth2-proxy with a provider of OpenID Connect. Exactly one of entraId, oidc and dex. */
export interface SignInConfig {
  /** Microsoft Entra ID. */
  readonly entraId?: EntraIdConfig;
  /** Any other provider. */
  readonly oidc?: OidcConfig;
  /** Dex in the cluster. */
  readonly dex?: DexConfig;
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
  /** The authorities by which the provider's certificate is believed, beside those that everybody knows; exactly one of configMap and secret. */
  readonly caBundle?: CaBundleConfig;
}

/** Certificates of authorities, as PEM, in an object that exists in the namespace of sign-in; exactly one of configMap and secret. */
export interface CaBundleConfig {
  /** The name of a ConfigMap. */
  readonly configMap?: string;
  /** The name of a Secret. */
  readonly secret?: string;
  /** The key in it, such as ca.crt. */
  readonly key: string;
}

/** Dex in the cluster. With connectors or users it is made here, without them it is that of Kubeflow's own manifests. */
export interface DexConfig {
  /** The id of the client that oauth2-proxy is to Dex, such as kubeflow-oidc-authservice. */
  readonly clientId: string;
  /** The client's secret, in the namespace of sign-in; of a Dex that is made here in that of Dex too. */
  readonly clientSecret: SecretConfig;
  /** The issuer of a Dex that is there, as it stands in tokens; http://dex.auth.svc.cluster.local:5556/dex where it is left out. */
  readonly issuer?: string;
  /** The namespace of a Dex that is made here; it is made too. auth where it is left out. */
  readonly namespace?: string;
  /**
   * Providers that users are sent on to, by their ids in Dex.
   * @minProperties 1
   */
  readonly connectors?: Readonly<Record<string, DexConnectorConfig>>;
  /**
   * Users whom Dex knows itself.
   * @minItems 1
   */
  readonly users?: readonly DexUserConfig[];
  /** The claim that names the user; email where it is left out. */
  readonly userIdClaim?: string;
}

/**
 * A provider that Dex sends users on to; exactly one of the keys.
 * @minProperties 1
 * @maxProperties 1
 */
export interface DexConnectorConfig {
  /** Microsoft Entra ID. */
  readonly microsoft?: EntraIdConfig;
  /** Any other provider of OpenID Connect. */
  readonly oidc?: DexOidcConfig;
}

/** A provider of OpenID Connect behind Dex. */
export interface DexOidcConfig {
  /** The issuer, as it stands in tokens. */
  readonly issuer: string;
  /** The id of the client that Dex is there. */
  readonly clientId: string;
  /** The client's secret. */
  readonly clientSecret: SecretConfig;
  /**
   * Scopes beside openid; profile and email where it is left out.
   * @minItems 1
   */
  readonly scopes?: readonly string[];
}

/** A user whom Dex knows itself. */
export interface DexUserConfig {
  /** The address with which the user signs in. */
  readonly email: string;
  /** The name that applications see. */
  readonly username: string;
  /** What tokens know the user by for ever, such as a UUID. */
  readonly userId: string;
  /** The bcrypt hash of the password, of cost 10 or more. */
  readonly hash: SecretConfig;
}
