/** How a key looks that is known by its form. */
export interface Shape {
  readonly says: string;
  /** A text without it is not searched. */
  readonly mark: string;
  /** The first group is the secret where there is one, otherwise the whole. Each character of a text is read a bounded number of times. */
  readonly pattern: RegExp;
  readonly holds?: (value: string) => boolean;
}

/**
 * Private keys without their lines of PEM, keys of Azure that carry a signature of their service, and tokens of smaller vendors.
 *
 * @see https://github.com/microsoft/security-utilities/blob/main/docs/HighConfidenceSecurityModels.md for those of Azure
 */
export const MORE_SHAPES: readonly Shape[] = [
  // How each PKCS #8 and PKCS #1 key begins in base64; a certificate and a public key have other bytes there.
  {
    says: 'a private key without its PEM lines',
    mark: 'MI',
    pattern:
      /(?<![A-Za-z0-9+/])(MI(?:I[A-Za-z0-9+/]{3}(?:IBADANBgkqhkiG9w0BAQEFAASC|IBAAKC)|I[A-Za-z0-9+/]{5}BgkqhkiG9w0BBQ0w|[A-Za-z0-9+/]{2}M[A-Za-z0-9+/]{2}GCSqGSIb3DQEFDT|(?:GHAgEAMBM|G2AgEAMBA|HuAgEAMBA)GByqGSM49AgEG)[A-Za-z0-9+/]{40,20000})/g,
  },
  {
    says: 'a private key without its PEM lines',
    mark: 'M',
    // Those of elliptic curves: SEC 1 of three lengths, and Ed25519.
    pattern: /(?<![A-Za-z0-9+/])((?:MHcCAQEE|MIGkAgEBBDA|MIHcAgEBBEI|MC4CAQAwBQYDK2VwBCIEI)[A-Za-z0-9+/]{42,400})/g,
  },
  {
    says: 'a private JSON web key',
    mark: '"kty"',
    pattern: /"(?:d|k)"\s*:\s*"([\w-]{32,800})"/g,
  },
  {
    says: 'an account key of Azure',
    mark: '==',
    pattern: /(?<![A-Za-z0-9+/])([A-Za-z0-9+/]{76}(?:APIM|ACDb|\+(?:ABa|AMC|ASt))[A-Za-z0-9+/]{5}[AQgw]==)/g,
  },
  {
    says: 'a password of an Azure container registry',
    mark: '+ACR',
    pattern: /(?<![A-Za-z0-9+/])([A-Za-z0-9+/]{42}\+ACR[A-D][A-Za-z0-9+/]{5})(?![A-Za-z0-9+/])/g,
  },
  {
    says: 'an access key of Azure',
    mark: '=',
    pattern: /(?<![A-Za-z0-9+/])([A-Za-z0-9+/]{33}(?:AIoT|\+(?:ASb|AEh|ARm))[A-P][A-Za-z0-9+/]{5}=)(?!=)/g,
  },
  { says: 'a key of Azure', mark: 'JQQJ9', pattern: /\b([A-Za-z0-9]{52}JQQJ9[9D][A-Z][A-L][A-Za-z0-9]{24})/g },
  {
    says: 'a key of Azure',
    mark: 'Az',
    pattern: /(?<![\w+/-])([A-Za-z0-9]{42}AzSe[A-D][A-Za-z0-9]{5}|[\w-]{44}AzFu[\w-]{5}[AQgw]==)/g,
  },
  { says: 'a token of Azure DevOps', mark: 'AZDO', pattern: /\b([A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4})\b/g },
  { says: 'a key of Mailchimp', mark: '-us', pattern: /\b([0-9a-f]{32}-us\d{1,2})\b/g },
  { says: 'a license key of MaxMind', mark: '_mmk', pattern: /\b([A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk)\b/g },
  { says: 'a key of New Relic', mark: 'NRAL', pattern: /\b([0-9a-f]{36}NRAL)\b/g },
  { says: 'a key of New Relic', mark: 'NRAK-', pattern: /\b(NRAK-[A-Z0-9]{27})\b/g },
  { says: 'a key of Linear', mark: 'lin_api_', pattern: /\b(lin_api_[A-Za-z0-9]{40})\b/g },
  { says: 'a token of Shopify', mark: 'shp', pattern: /\b(shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32})\b/g },
  {
    says: 'a token of Doppler',
    mark: 'dp.',
    pattern: /\b(dp\.(?:st|pt|sa|ct|scim|audit)\.(?:[\w-]{1,40}\.)?[A-Za-z0-9]{40,44})\b/g,
  },
  { says: 'a token of PlanetScale', mark: 'pscale_', pattern: /\b(pscale_(?:tkn|pw|oauth)_[\w.=-]{32,64})/g },
  { says: 'a token of Fly.io', mark: 'FlyV1 fm', pattern: /\b(FlyV1 fm\d[a-z]?_[A-Za-z0-9+/=,_-]{100,})/g },
  { says: 'a token of Sentry', mark: 'sntry', pattern: /\b(sntry[su]_[A-Za-z0-9+/=_]{40,})/g },
  { says: 'a token of CircleCI', mark: 'CCIPAT_', pattern: /\b(CCIPAT_[A-Za-z0-9]{22}_[0-9a-f]{40})\b/g },
  { says: 'a key of LangSmith', mark: 'lsv2_', pattern: /\b(lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10})\b/g },
  { says: 'a key of Pinecone', mark: 'pcsk_', pattern: /\b(pcsk_[A-Za-z0-9_]{40,})/g },
  { says: 'a token of Supabase', mark: 'sbp_', pattern: /\b(sbp_[0-9a-f]{40})\b/g },
  { says: 'an API key of xAI', mark: 'xai-', pattern: /\b(xai-[A-Za-z0-9]{70,})\b/g },
  { says: 'a key of Artifactory', mark: 'AKCp', pattern: /\b(AKCp[A-Za-z0-9]{60,80})\b/g },
  { says: 'a token of Artifactory', mark: 'cmVmdGtuOj', pattern: /\b(cmVmdGtuOj[A-Za-z0-9]{54})\b/g },
  { says: 'a token of Square', mark: 'sq0', pattern: /\b(sq0(?:atp|csp)-[\w-]{22,43})/g },
];
