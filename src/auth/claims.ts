/**
 * Which scope a claim comes with, by OpenID Connect Core 5.4. What is not listed comes with `openid` alone or by a provider's own
 * configuration, and is not judged.
 *
 * @see https://openid.net/specs/openid-connect-core-1_0.html#ScopeClaims
 */
const STANDARD: Readonly<Record<string, readonly string[]>> = {
  email: ['email', 'email_verified'],
  profile: [
    'name',
    'family_name',
    'given_name',
    'middle_name',
    'nickname',
    'preferred_username',
    'profile',
    'picture',
    'website',
    'gender',
    'birthdate',
    'zoneinfo',
    'locale',
    'updated_at',
  ],
  phone: ['phone_number', 'phone_number_verified'],
  address: ['address'],
};

/**
 * What Entra ID adds; `groups` is not among them, for it comes by the app's manifest.
 *
 * @see https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference
 */
const ENTRA: Readonly<Record<string, readonly string[]>> = {
  ...STANDARD,
  profile: [...STANDARD.profile!, 'oid', 'upn'],
};

/**
 * What Dex adds.
 *
 * @see https://dexidp.io/docs/configuration/custom-scopes-claims-clients/
 */
const DEX: Readonly<Record<string, readonly string[]>> = { ...STANDARD, groups: ['groups'] };

/** Which provider a rule is for. */
export type ProviderKind = 'entra-id' | 'dex' | 'generic';

/** The scope that a claim needs with a provider; `undefined` where none is known. */
export function scopeOf(kind: ProviderKind, claim: string): string | undefined {
  const scopes = { 'entra-id': ENTRA, dex: DEX, generic: STANDARD }[kind];
  return Object.keys(scopes).find((scope) => scopes[scope]?.includes(claim));
}
