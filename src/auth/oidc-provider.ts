import { requireMade, requireMapping } from '../facts/given';
import type { SecretSource } from '../core/secret/secret-source';
import { copy } from '../core/copy';
import { scopeOf } from './claims';
import type { ProviderKind } from './claims';
import { entraAuthority, requireNoEntraIssuer } from './entra-id';
import { requireClient } from './oidc-client';
import type { EntraIdOptions } from './entra-id';
import { discoveryProblem, endpointProblem, hostProblem } from './web-address';

/** What all presets of {@link OidcProvider} take. */
export interface OidcClientOptions {
  /**
   * The id of the client (Entra ID: the application id). It is no secret; as text it also becomes the audience that the gateway wants in
   * tokens, from a secret it cannot, and then `audiences` says it.
   */
  readonly clientId: string | SecretSource;

  /** The secret of the client. */
  readonly clientSecret: SecretSource;

  /**
   * What is asked of the provider, one scope an item. `openid` is always asked for.
   * @default - what the claims need, and what the preset is known to work with
   */
  readonly scopes?: readonly string[];

  /**
   * The claim that names the user, which becomes the user's header.
   * @default 'email'
   */
  readonly userIdClaim?: string;

  /**
   * The claim that lists the user's groups. Entra ID sends it where the app's manifest says so (`groupMembershipClaims`), not for a scope.
   * @default 'groups'
   */
  readonly groupsClaim?: string;

  /**
   * For whom tokens must be made that the gateway accepts.
   * @default - the client id, where it is text
   */
  readonly audiences?: readonly string[];

  /**
   * The name on the button of the sign-in page.
   * @default - that of the preset
   */
  readonly displayName?: string;
}

/** Where a provider is asked. */
export interface OidcEndpoints {
  /** Where browsers are sent to sign in. */
  readonly authorize: string;
  /** Where a code is exchanged for tokens. */
  readonly token: string;
  /** Where the keys are that tokens are signed with. */
  readonly jwks: string;
}

/** What {@link OidcProvider.generic} takes. */
export interface GenericOidcOptions extends OidcClientOptions {
  /** The issuer, exactly as it stands in tokens. */
  readonly issuer: string;

  /**
   * All three endpoints, for a provider without discovery.
   * @default - discovery: what `<issuer>/.well-known/openid-configuration` says
   */
  readonly endpoints?: OidcEndpoints;
}

/** What {@link OidcProvider.dex} takes. */
export interface DexProviderOptions extends OidcClientOptions {
  /** The host that browsers see Dex under, behind the gateway. */
  readonly host: string;

  /**
   * The issuer, exactly as in Dex's own configuration; its path is also the path behind the gateway.
   * @default 'http://dex.auth.svc.cluster.local:5556/dex'
   */
  readonly issuer?: string;

  /**
   * The Service that is asked for tokens and keys, as `http://host:port`.
   * @default - that of the issuer, or 'http://dex.auth.svc.cluster.local:5556' where the issuer is no Service of the cluster
   */
  readonly service?: string;
}

const DEX_SERVICE = 'http://dex.auth.svc.cluster.local:5556';

interface Preset {
  readonly kind: ProviderKind;
  readonly issuer: string;
  readonly endpoints?: OidcEndpoints;
  readonly discovery: boolean;
  readonly scopes: readonly string[];
  readonly displayName: string;
}

/**
 * Who signs users in, and how: issuer, endpoints, client, scopes and claims of an OpenID Connect provider, checked against each other. A
 * value that {@link OAuth2Proxy} and {@link AuthService} take; it renders nothing.
 *
 * @example
 * const provider = auth.OidcProvider.entraId({
 *   tenantId: '8a0d6b4e-3c1f-4a52-9d27-5b1f0c9e7a31',
 *   clientId: '29bc9d7e-b741-4310-a9fa-b744436d20c5',
 *   clientSecret: SecretSource.existing('oauth2-proxy', 'client-secret'),
 * });
 */
export class OidcProvider {
  /**
   * Microsoft Entra ID, one tenant. In the app registration the redirect URI of the construct that uses it is a reply URL of the platform
   * "Web"; groups come where its manifest has `groupMembershipClaims`.
   *
   * @throws where the tenant is no id, or a scope is none of Entra's
   * @see https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc
   */
  public static entraId(options: EntraIdOptions): OidcProvider {
    requireMapping('the options of OidcProvider.entraId', options, ['tenantId', 'clientId', 'clientSecret']);
    const { issuer, endpoints } = entraAuthority(options);
    // Without a refresh token a session ends with its first token, after an hour.
    const scopes = ['openid', 'email', 'offline_access'];
    const preset = { kind: 'entra-id', issuer, endpoints, discovery: true, scopes, displayName: 'Microsoft' } as const;
    return new OidcProvider(preset, options);
  }

  /** Dex in the cluster, asked at its Service, with browsers sent to it through the gateway; `Dex.provider` gives one that fits. */
  public static dex(options: DexProviderOptions): OidcProvider {
    requireMapping('the options of OidcProvider.dex', options, ['host', 'clientId', 'clientSecret']);
    const { host, issuer = `${DEX_SERVICE}/dex` } = options;
    requireNone('host', hostProblem(host));
    requireNone('issuer', endpointProblem(issuer));
    const { origin, pathname } = new URL(issuer);
    const path = pathname.replace(/\/$/, '');
    if (path === '')
      throw new Error(
        `issuer of Dex is '${issuer}', allowed is one with a path such as /dex, which the gateway routes to it`,
      );
    const service = options.service ?? (origin.startsWith('http:') ? origin : DEX_SERVICE);
    requireNone('service', endpointProblem(service));
    const endpoints = {
      authorize: `https://${host}${path}/auth`,
      token: `${service}${path}/token`,
      jwks: `${service}${path}/keys`,
    };
    const scopes = ['openid', 'email', 'profile', 'groups'];
    return new OidcProvider({ kind: 'dex', issuer, endpoints, discovery: false, scopes, displayName: 'Dex' }, options);
  }

  /** Any provider that speaks OpenID Connect, such as Keycloak, Okta or Google. */
  public static generic(options: GenericOidcOptions): OidcProvider {
    requireMapping('the options of OidcProvider.generic', options, ['issuer', 'clientId', 'clientSecret']);
    const { issuer, endpoints } = options;
    requireNone('issuer', endpointProblem(issuer) ?? discoveryProblem(issuer));
    requireNoEntraIssuer(issuer, 'OidcProvider.entraId');
    for (const [name, url] of Object.entries(endpoints ?? {}))
      requireNone(`endpoints.${name}`, endpointProblem(String(url)));
    const discovery = endpoints === undefined;
    const scopes = ['openid', 'email', 'profile'];
    return new OidcProvider(
      { kind: 'generic', issuer, endpoints, discovery, scopes, displayName: new URL(issuer).hostname },
      options,
    );
  }

  /** Which preset made it. */
  public readonly kind: ProviderKind;
  /** The issuer, as it stands in tokens. */
  public readonly issuer: string;
  /** Where it is asked; `undefined` where only discovery knows. */
  public readonly endpoints?: OidcEndpoints;
  /** Whether the issuer is asked for its endpoints. */
  public readonly discovery: boolean;
  /** The scopes as given, or the preset's. */
  public readonly scopes: readonly string[];
  /** The claim that names the user. */
  public readonly userIdClaim: string;
  /** The claim that lists the groups. */
  public readonly groupsClaim: string;
  /** For whom tokens are made; `undefined` where the client id comes from a secret and nothing else says it. */
  public readonly audiences?: readonly string[];
  /** The name for users. */
  public readonly displayName: string;
  /** The client. */
  public readonly clientId: string | SecretSource;
  /** The client's secret. */
  public readonly clientSecret: SecretSource;

  private constructor(preset: Preset, options: OidcClientOptions) {
    requireMade('OidcProvider', preset, ['entraId', 'dex', 'generic']);
    requireMade('OidcProvider', options, ['entraId', 'dex', 'generic']);
    const { userIdClaim = 'email', groupsClaim = 'groups', clientId } = options;
    requireClient(clientId, options.clientSecret);
    this.kind = preset.kind;
    this.issuer = preset.issuer;
    this.endpoints = copy(preset.endpoints);
    this.discovery = preset.discovery;
    this.clientId = clientId;
    this.clientSecret = options.clientSecret;
    this.displayName = options.displayName ?? preset.displayName;
    this.userIdClaim = requireClaim('userIdClaim', userIdClaim);
    this.groupsClaim = requireClaim('groupsClaim', groupsClaim);
    if (typeof clientId === 'string' && !OIDC_PATTERNS.clientId.test(clientId))
      throw new Error(`clientId is '${clientId}', allowed are printable characters without spaces`);
    this.audiences = copy(options.audiences) ?? (typeof clientId === 'string' ? [clientId] : undefined);
    if (this.audiences?.length === 0) throw new Error('audiences is empty, so that no token is accepted');
    const needed = scopeOf(this.kind, userIdClaim);
    this.scopes = copy(options.scopes) ?? withScope(preset.scopes, needed);
    for (const scope of this.scopes) requireScope(this.kind, scope);
    if (needed !== undefined && !this.scopes.includes(needed)) {
      throw new Error(
        `userIdClaim is '${userIdClaim}', which comes with the scope '${needed}', and scopes are ${this.scopes.join(', ') || 'none'}; ` +
          `allowed are scopes with '${needed}'`,
      );
    }
  }

  /** The scopes with `openid`, without which there is no id token. */
  public get allScopes(): readonly string[] {
    return this.scopes.includes('openid') ? this.scopes : ['openid', ...this.scopes];
  }
}

function withScope(scopes: readonly string[], needed: string | undefined): readonly string[] {
  return needed === undefined || scopes.includes(needed) ? scopes : [...scopes, needed];
}

function requireNone(name: string, problem: string | undefined): void {
  if (problem !== undefined) throw new Error(`${name} ${problem}`);
}

const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

/** What the options of a provider must look like. */
export const OIDC_PATTERNS = {
  clientId: /^[\x21-\x7e]+$/,
  claim: /^[A-Za-z0-9_.:/-]+$/,
  scope: new RegExp(`^(?!.*,)${SCOPE.source.slice(1)}`),
} as const;

function requireClaim(name: string, claim: string): string {
  if (!OIDC_PATTERNS.claim.test(claim))
    throw new Error(`${name} is '${claim}', allowed is the name of a claim such as email`);
  return claim;
}

function requireScope(kind: ProviderKind, scope: string): void {
  // Kubeflow's own file had all of them in one item, which worked by chance (KKA-16).
  if (/[\s,]/.test(scope)) throw new Error(`scopes has '${scope}', allowed is one scope an item`);
  if (!SCOPE.test(scope)) throw new Error(`scopes has '${scope}', allowed are scopes such as openid`);
  if (kind === 'entra-id' && scope === 'groups') {
    throw new Error(
      "scopes has 'groups', which Entra ID does not know and refuses (AADSTS650053); " +
        'it sends groups where the manifest of the app has groupMembershipClaims',
    );
  }
}
