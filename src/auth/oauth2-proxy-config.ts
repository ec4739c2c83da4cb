import type { OidcProvider } from './oidc-provider';
import { toToml } from './toml';
import type { TomlValue } from './toml';

/** What the configuration file of oauth2-proxy is made of. */
export interface OAuth2ProxyConfig {
  readonly provider: OidcProvider;
  readonly host: string;
  readonly redirectUrl: string;
  /** Prefixes that need no sign-in, checked. */
  readonly skipAuth: readonly string[];
  readonly apiRoutes: readonly string[];
  readonly emailDomains: readonly string[];
  readonly allowedGroups?: readonly string[];
  readonly whitelistDomains: readonly string[];
  readonly cookieName: string;
  readonly cookieExpire: string;
  readonly cookieRefresh?: string;
  readonly signInPage: boolean;
  readonly trustedProxies?: readonly string[];
  /** The file of authorities beside those of the image. */
  readonly caFile?: string;
}

/** The file `oauth2_proxy.cfg`: what Kubeflow is known to work with, and no value of a secret. */
export function configFile(config: OAuth2ProxyConfig): string {
  const { provider, cookieRefresh } = config;
  const settings: Record<string, TomlValue | undefined> = {
    http_address: '0.0.0.0:4180',
    ...providerSettings(provider),
    ...(config.caFile !== undefined && { provider_ca_files: [config.caFile], use_system_trust_store: true }),
    email_domains: config.emailDomains,
    allowed_groups: config.allowedGroups,
    // It is only asked whether a request may pass, and never passes one on.
    upstreams: ['static://200'],
    skip_auth_routes: config.skipAuth.map((path) => `^${path.replace(/\./g, '\\.')}`),
    // Requests of scripts get a 401; as redirects to the sign-in page they would pile up cookies until headers are too long.
    api_routes: config.apiRoutes,
    skip_provider_button: !config.signInPage,
    set_authorization_header: true,
    set_xauthrequest: true,
    redirect_url: config.redirectUrl,
    whitelist_domains: [config.host, ...config.whitelistDomains],
    code_challenge_method: 'S256',
    cookie_name: config.cookieName,
    cookie_secure: true,
    cookie_httponly: true,
    cookie_samesite: 'lax',
    cookie_expire: config.cookieExpire,
    cookie_refresh: cookieRefresh,
    // Headers of forwarding are believed from known proxies alone: from anybody, X-Forwarded-Uri could name a path that needs no sign-in.
    reverse_proxy: config.trustedProxies !== undefined,
    silence_ping_logging: true,
  };
  return toToml(settings);
}

function providerSettings(provider: OidcProvider): Record<string, TomlValue | undefined> {
  const { endpoints, userIdClaim, discovery } = provider;
  return {
    provider: 'oidc',
    provider_display_name: provider.displayName,
    client_id: typeof provider.clientId === 'string' ? provider.clientId : undefined,
    oidc_issuer_url: provider.issuer,
    ...(!discovery && {
      skip_oidc_discovery: true,
      login_url: endpoints?.authorize,
      redeem_url: endpoints?.token,
      oidc_jwks_url: endpoints?.jwks,
    }),
    scope: provider.allScopes.join(' '),
    oidc_email_claim: userIdClaim === 'email' ? undefined : userIdClaim,
    oidc_groups_claim: provider.groupsClaim === 'groups' ? undefined : provider.groupsClaim,
    // Its own default, `force`, makes Dex ask for approval each time.
    approval_prompt: provider.kind === 'dex' ? 'auto' : undefined,
  };
}
